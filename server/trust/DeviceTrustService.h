// How far a device is trusted: 0 to 100, every point explained. Headers only ever lower it.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/DeviceRepository.h"
#include "server/trust/RuleSet.h"

namespace haziri::trust {

/// What the rules look at, gathered once.
struct TrustFacts {
    store::Device device;
    store::DeviceContact contact;        ///< of the request at hand
    QList<store::DeviceContact> history; ///< earlier ones
    qint64 openFraud = 0, confirmedFraud = 0;
    UnixMillis now;
};

/// The figures that rules weigh. `registeredAt` is among them so that a device's age can be told for any other time.
Inputs inputsOf(const TrustFacts& facts);
/// The same, at another time.
Inputs inputsAt(Inputs inputs, UnixMillis at);
/// Pure: the same facts give the same score.
TrustScore evaluate(const TrustFacts& facts, const RuleSet& rules);
/// Bits that differ between two simHashes of 16 hex digits; nothing when one of them is none.
std::optional<int> fingerprintDistance(const QByteArray& a, const QByteArray& b);

/// Thread-safe.
class DeviceTrustService {
  public:
    DeviceTrustService(audit::AuditLog& log, const RuleSet& rules)
        : m_log(log)
        , m_rules(rules) {}

    /// Reads what the rules need and scores; writes nothing.
    Result<TrustScore> score(sql::Database& database, const store::Device& device, const store::DeviceContact& contact,
                             UnixMillis now);
    /// Keeps contact and score, in the caller's transaction; the history grows only where something changed.
    Result<void> note(sql::Database& database, const store::Device& device, const store::DeviceContact& contact,
                      const TrustScore& score, UnixMillis now);
    struct Noted {
        const store::Device* device = nullptr;
        const store::DeviceContact* contact = nullptr;
        const TrustScore* score = nullptr;
        UnixMillis now;
    };
    /// The same for requests of different devices.
    Result<void> note(sql::Database& database, const QList<Noted>& all);
    /// Effective at once: sessions are revoked in the same transaction; one log entry. `by` null: the server itself.
    Result<void> block(sql::Database& database, const store::Device& device, const QByteArray& reason, const UserId& by,
                       UnixMillis now);
    Result<void> unblock(sql::Database& database, const store::Device& device, const QByteArray& reason,
                         const UserId& by, UnixMillis now);

    /// Section 9: `{devices:[…]}` or one of them, that with its history and its contacts, newest first. NOT_FOUND.
    Result<QJsonObject> list(sql::Database& database);
    Result<QJsonObject> one(sql::Database& database, const QByteArray& deviceId);

    const RuleSet& rules() const { return m_rules; }

  private:
    audit::AuditLog& m_log;
    RuleSet m_rules;
};

} // namespace haziri::trust
