// A worker's own proof of a mark, small enough for a printed code: the entry of the log with what was recorded, the
// path from it to the root, and the log's signature under that root. Whoever has the log's key verifies it offline.
//
// The text is "HAZIRI1:" and base45 (RFC 9285) of: one byte 1; a CBOR array [index, kind, deviceTrustScore,
// isOfflineSync, syncTimestamp, prevHash, salt, packed record, packet's signature, path (32 bytes a step), size, root,
// note's signature (key hash and Ed25519)]; and the first 8 bytes of the SHA-256 of all before, so that a misread code
// is told from a forged one. Letters are those of a QR code's alphanumeric mode.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/audit/LogVerifier.h"

namespace haziri::slip {

inline constexpr const char* kPrefix = "HAZIRI1:";

struct Slip {
    audit::LogEntry entry;
    QByteArray salt, data; ///< data: the record as exact JSON text
    QList<crypto::Digest> path;
    audit::Checkpoint checkpoint;
};

/// `note` must be the signed checkpoint that the path leads to. FILE_ERASED where the record is gone; MALFORMED;
/// PROOF_INVALID, CHECKPOINT_INVALID: never prints what would not verify.
Result<QByteArray> makeSlip(const audit::ServedEntry& entry, const QList<crypto::Digest>& path, const QByteArray& note,
                            const audit::VerifierKey& key);
/// Everything holds, or SLIP_DAMAGED (misread, cut), SLIP_FORGED (reads well, and the log never said that), or
/// SLIP_FOREIGN (another log's key). White space around the text and line breaks in it are passed over.
Result<Slip> readSlip(QByteArrayView text, const audit::VerifierKey& key);

} // namespace haziri::slip
