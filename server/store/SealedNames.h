// What each sealed thing of the store is bound to: one name for it wherever it is sealed, opened or rewrapped.
#pragma once

#include "core/base/Ids.h"
#include "core/crypto/Sha256.h"

namespace haziri::store {

inline QByteArray workerKeyName(const WorkerId& id) {
    return "worker " + id.toText();
}
inline QByteArray deviceSecretName(const QByteArray& deviceId, qint64 epoch) {
    return "device-secret " + deviceId + ' ' + QByteArray::number(epoch);
}
inline QByteArray vaultFileName(const FileId& fileId) {
    return "vault file " + fileId.toText();
}
inline QByteArray logKeyName(qint64 keyNo) {
    return "log key " + QByteArray::number(keyNo);
}
inline QByteArray quarantineName(const crypto::Digest& hash) {
    return "quarantine " + crypto::toBase64Url(hash);
}
inline QByteArray enrolmentAnswerName(const crypto::Digest& codeHash) {
    return "enrolment answer " + crypto::toBase64Url(codeHash);
}

inline constexpr QByteArrayView kTextKeyName = "text key 1";

} // namespace haziri::store
