// An enrolment that a restore from backup lost, brought back by the laptop that still holds its keys.
//
// The server has forgotten the epoch and its secret, and could verify none of the marks that were made under them. The
// laptop names the secret at its next registration, to the server whose certificate it has pinned all along. It is
// believed where a token that this server itself signed says that the device was enrolled in the very time that an
// announced restore lost: nobody can make up an epoch at another time, or for another device.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/Types.h"

#include "core/base/Json.h"
#include "core/crypto/SecretBytes.h"
#include "core/sealed/SealedFile.h"

namespace haziri::onboarding {

/// As a registration names it: `lostEpoch{epoch, deviceSecret, offlineToken}`.
struct LostEpoch {
    qint64 epoch = 0;
    crypto::SecretBytes secret;
    QByteArray offlineToken; ///< of that epoch; the first one, where the laptop still has it

    /// A document that is malformed there sets the reader's error.
    static std::optional<LostEpoch> read(const json::Reader& registration, qint64 highest);
};

struct LostEpochParts {
    audit::AuditLog& log;
    const store::ServerKeys& keys;
    const sealed::KeyRing& vaultKeys;
    RandomSource& random;
};

/// In the caller's transaction, behind the registration of `device`. True: packets of that epoch can be verified from
/// now on. False: it is known already, or no restore in the log lost it; nothing has changed.
Result<bool> takeBack(sql::Database& database, const store::Device& device, const LostEpoch& lost,
                      const LostEpochParts& parts);

} // namespace haziri::onboarding
