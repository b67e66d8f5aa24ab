// POST /api/v5/device/register (section 2): a laptop's key becomes a device with a secret, a token and a chain.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/DeviceRepository.h"
#include "server/store/GroupWriter.h"
#include "server/store/ServiceAnswer.h"
#include "server/store/StorePool.h"
#include "server/tokens/SessionService.h"
#include "server/tokens/TokenManager.h"

#include "core/sealed/SealedFile.h"

namespace haziri::onboarding {

/// Thread-safe; blocks on the store.
class RegistrationService {
  public:
    struct Parts {
        store::StorePool& pool;
        store::GroupWriter& writer;
        audit::AuditLog& log;
        const store::ServerKeys& keys;
        const sealed::KeyRing& vaultKeys; ///< seals the device secret and the answer that is kept for a repetition
        tokens::TokenManager& tokens;
        tokens::TrustNoter noteTrust;
        const Clock& clock;
        RandomSource& random;
    };

    explicit RegistrationService(Parts parts)
        : m_parts(std::move(parts)) {}

    /// 201 or 200 (signed), 400, 403 CODE_INVALID, PROOF_INVALID, PROOF_EXPIRED or DEVICE_BLOCKED, 409 CODE_USED, 410
    /// CODE_EXPIRED, 429, 503.
    /// `received`: the body as it came over the wire, which the signed answer names; null: `body`.
    store::ServiceAnswer handle(const QByteArray& body, store::DeviceContact contact, const QByteArray& received = {});

    /// Unknown codes from one address within kGuessWindowMs before it is told to wait. A good code is always heard:
    /// many laptops sit behind one address, and 128 bits are not guessed.
    static constexpr int kGuesses = 20;
    static constexpr qint64 kGuessWindowMs = 15LL * 60 * 1000;

  private:
    struct Request;
    struct Outcome;
    Result<Request> read(const QByteArray& body) const;
    Result<void> prove(const Request& request) const;
    store::ServiceAnswer unknownCode(const QByteArray& address);
    /// Inside the writer's transaction.
    Result<Outcome> decide(sql::Database& database, const Request& request, const store::DeviceContact& contact,
                           const QByteArray& checkpoint);
    Result<QByteArray> enrol(sql::Database& database, const Request& request, const store::EnrolmentCode& code,
                             const store::DeviceContact& contact, const QByteArray& checkpoint);
    Result<store::Device> keepDevice(sql::Database& database, const Request& request, const store::EnrolmentCode& code);
    Result<void> logRegistration(sql::Database& database, const store::Device& device, qint32 trust, qint64 takenBack);
    Result<QByteArray> writeAnswer(sql::Database& database, const store::Device& device,
                                   const store::DeviceEpoch& epoch, const QByteArray& offlineToken,
                                   const QByteArray& timeToken, const QByteArray& checkpoint, qint32 trust);

    Parts m_parts;
};

} // namespace haziri::onboarding
