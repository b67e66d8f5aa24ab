// What another client on this machine needs to speak to the server as this device: where it is, how to know it, and a
// way to prove possession of the device key without the key leaving its owner.
#pragma once

#include "core/protocol/Proof.h"

#include <QJsonObject>
#include <QUrl>
#include <functional>

namespace haziri::sync {

struct ServerAccess {
    QUrl baseUrl;
    QByteArray pin; ///< as in the enrolment URI
    QByteArray deviceId;
    QJsonObject fingerprint; ///< with simHash, as the wire has it
    QByteArray simHash;      ///< 16 hex digits
    QByteArray logKey;       ///< C2SP verifier key of the server's log, pinned at registration
    std::function<QByteArray(const protocol::Proof&)> signProof; ///< thread-safe
    bool isUsable() const { return baseUrl.isValid() && signProof != nullptr; }
};

} // namespace haziri::sync
