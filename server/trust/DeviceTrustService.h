// How far a device is trusted: 0 to 100, every point explained. Headers only ever lower it.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/DeviceRepository.h"

namespace haziri::trust {

struct TrustScore {
    qint32 score = 0;
    QList<protocol::TrustRule> explain; ///< in the order applied; points sum to the score before it is cut to 0…100
};

/// What the rules look at, gathered once.
struct TrustFacts {
    store::Device device;
    store::DeviceContact contact;        ///< of the request at hand
    QList<store::DeviceContact> history; ///< earlier ones
    qint64 openFraud = 0, confirmedFraud = 0;
    UnixMillis now;
};

/// Pure: the same facts give the same score.
TrustScore evaluate(const TrustFacts& facts);
/// Bits that differ between two simHashes of 16 hex digits; nothing when one of them is none.
std::optional<int> fingerprintDistance(const QByteArray& a, const QByteArray& b);
inline constexpr int kRuleSetVersion = 1;

/// Thread-safe.
class DeviceTrustService {
  public:
    explicit DeviceTrustService(audit::AuditLog& log)
        : m_log(log) {}

    /// Reads what the rules need and scores; writes nothing.
    Result<TrustScore> score(sql::Database& database, const store::Device& device, const store::DeviceContact& contact,
                             UnixMillis now);
    /// Keeps contact and score, in the caller's transaction.
    Result<void> note(sql::Database& database, const store::Device& device, const store::DeviceContact& contact,
                      const TrustScore& score, UnixMillis now);
    /// Effective at once: sessions are revoked in the same transaction; one log entry. `by` null: the server itself.
    Result<void> block(sql::Database& database, const store::Device& device, const QByteArray& reason, const UserId& by,
                       UnixMillis now);
    Result<void> unblock(sql::Database& database, const store::Device& device, const QByteArray& reason,
                         const UserId& by, UnixMillis now);

    /// Section 9: `{devices:[…]}` or one of them. NOT_FOUND.
    Result<QJsonObject> list(sql::Database& database);
    Result<QJsonObject> one(sql::Database& database, const QByteArray& deviceId);

  private:
    audit::AuditLog& m_log;
};

} // namespace haziri::trust
