// What the office enters by hand: sites, users, and workers who were on the muster before Haziri came.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/Types.h"
#include "server/trust/PeopleTrust.h"

#include "core/crypto/SecretBytes.h"
#include "core/sealed/SealedFile.h"

namespace haziri::onboarding {

struct NewWorker {
    QByteArray name;
    QByteArray trade;
    SiteId siteId;
    UserId thekedarId; ///< null: none
    QJsonObject details;
};

/// A PHC string of a password of 1 to 1024 bytes, else MALFORMED. Takes a good part of a second on purpose: not inside
/// a transaction.
Result<QByteArray> hashNewPassword(const crypto::SecretBytes& password, RandomSource& random);

/// Each call runs in the caller's transaction and leaves one log entry. Errors: MALFORMED (a name that is empty, too
/// long or holds control characters, a place that is none), NOT_FOUND, NAME_TAKEN.
class OfficeBook {
  public:
    /// `by`: who decides; null for the verbs of whoever owns the machine.
    OfficeBook(audit::AuditLog& log, const Clock& clock, RandomSource& random, const UserId& by = {})
        : m_log(log)
        , m_clock(clock)
        , m_random(random)
        , m_by(by) {}

    /// What addUser() takes as a name.
    static bool isUserName(const QByteArray& name);
    Result<SiteId> addSite(sql::Database& database, const QByteArray& name, double latitude, double longitude,
                           qint64 radiusM);
    /// `passwordHash` from hashNewPassword().
    Result<UserId> addUser(sql::Database& database, const QByteArray& username, store::Role role,
                           const QByteArray& passwordHash);
    /// Ends every session of that person. `passwordHash` from hashNewPassword().
    Result<void> setPassword(sql::Database& database, const UserId& userId, const QByteArray& passwordHash);
    /// Blocked, a person signs in nowhere, vouches for nobody, and his sessions end at once on every server; laptops
    /// that are registered for him go on bringing in what they hold. `reason`: 3 to 500 bytes.
    /// `counted`: from before the transaction (PeopleTrust::countMarks); may be null.
    Result<void> setBlocked(sql::Database& database, const UserId& userId, bool blocks, const QByteArray& reason,
                            const store::VouchedMarks* counted = nullptr);
    Result<WorkerId> addWorker(sql::Database& database, const NewWorker& worker, const sealed::KeyRing& vaultKeys);

    struct NewCode {
        QByteArray code;
        UnixMillis expiresAt;
    };
    /// See issueCode(); the entry names user and site, never the code.
    Result<NewCode> addCode(sql::Database& database, const QByteArray& username, const SiteId& siteId, qint64 lifeMs);

  private:
    Result<void> note(sql::Database& database, const char* kind, QJsonObject data);

    audit::AuditLog& m_log;
    const Clock& m_clock;
    RandomSource& m_random;
    UserId m_by;
};

} // namespace haziri::onboarding
