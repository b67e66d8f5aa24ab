// The records of a bundle and of its answers, as both sides read and write them (section 11, "Bundles"): one line of
// JSON with a `type`, a line feed, and the body as it would have travelled over the network.
#pragma once

#include "core/base/Result.h"

namespace haziri::protocol {

inline const QByteArray kBundlePurpose = QByteArrayLiteral("haziri-bundle/1");
inline const QByteArray kAnswersMark = QByteArrayLiteral("answers/1:"); ///< then the bundle's id: the answers' header

struct BundleRecord {
    QByteArray type;   ///< "begin", "sync", "photo"
    QByteArray head;   ///< the JSON line
    QByteArray body;   ///< may be empty
    QByteArray fileId; ///< of a photo; filled when read

    QByteArray toBytes() const { return head + '\n' + body; }
    static Result<BundleRecord> read(const QByteArray& bytes); ///< MALFORMED
};

/// A bundle's plain header: the throw-away key of the sealing, and a random id under which its answers come back.
struct BundleHeader {
    QByteArray ephemeral; ///< 32 bytes
    QByteArray bundleId;  ///< 16 bytes
    QByteArray toBytes() const { return ephemeral + bundleId; }
    static BundleHeader read(const QByteArray& bytes) { return {bytes.left(32), bytes.mid(32)}; }
};

} // namespace haziri::protocol
