// What a laptop says of itself, and its 64-bit similarity hash: two fingerprints of one machine after a small change
// lie a few bits apart (Charikar's SimHash over weighted features).
#pragma once

#include "core/base/Result.h"

#include <QJsonObject>

namespace haziri::device {

struct Fingerprint {
    QByteArray os;          ///< "debian 12 x86_64"
    QByteArray model;       ///< vendor and product, as the firmware says
    QByteArray machineHash; ///< base64url SHA-256 of the machine id with a salt of ours: never the id itself
    QByteArray screen;      ///< "1366x768"; empty without a display
    QByteArray cameraId;    ///< of the camera in use; may be empty
    QByteArray appVersion;

    quint64 simHash() const;
    QByteArray simHashHex() const; ///< 16 lower-case digits
    QJsonObject toJson() const;    ///< with simHash, as the wire has it

    /// Reads what the platform offers; absent things stay empty.
    static Fingerprint ofThisMachine(const QByteArray& screen = {}, const QByteArray& cameraId = {});
};

/// Number of differing bits.
int simHashDistance(quint64 a, quint64 b);

} // namespace haziri::device
