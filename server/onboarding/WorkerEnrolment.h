// Packets about workers (section 4): the thekedar's vouch, consent, quota, and one face under one name.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/onboarding/FaceIndex.h"
#include "server/store/EnrolmentHandler.h"
#include "server/trust/PeopleTrust.h"

#include "core/protocol/Vouch.h"

namespace haziri::onboarding {

/// Thread-safe.
class WorkerEnrolment final : public store::EnrolmentHandler {
  public:
    WorkerEnrolment(const sealed::KeyRing& vaultKeys, audit::AuditLog& log, trust::PeopleTrust& trust,
                    RandomSource& random)
        : m_vaultKeys(vaultKeys)
        , m_log(log)
        , m_trust(trust)
        , m_random(random) {}

    Result<store::EnrolmentVerdict> prepare(sql::Database& database, const protocol::Packet& packet,
                                            UnixMillis now) override;
    Result<store::EnrolmentVerdict> apply(sql::Database& database, const protocol::Packet& packet,
                                          const store::EnrolmentVerdict& prepared, UnixMillis now) override;

    static constexpr qint64 kDailyQuota = 50; ///< workers one thekedar may bring in a local day
    static constexpr qsizetype kMostTemplates = 20;

  private:
    using Verdict = store::EnrolmentVerdict;
    struct PreparedEnrol;
    Result<Verdict> prepareEnrol(sql::Database& database, const protocol::Packet& packet, UnixMillis now);
    Result<Verdict> lostKey(sql::Database& database, const protocol::WorkerEnrol& body, const QByteArray& kid,
                            UnixMillis now);
    Result<Verdict> prepared(sql::Database& database, const protocol::WorkerEnrol& body, const PreparedEnrol& enrolment,
                             UnixMillis now);
    Result<Verdict> applyEnrol(sql::Database& database, const protocol::Packet& packet, const Verdict& prepared,
                               UnixMillis now);
    Result<Verdict> applyChange(sql::Database& database, const protocol::Packet& packet, UnixMillis now);
    Result<Verdict> holdWhereDue(sql::Database& database, const protocol::WorkerEnrol& body,
                                 const protocol::Vouch& vouch, qint32 tzOffsetMin, Verdict verdict, UnixMillis now);
    /// A withdrawal that came before its enrolment counts now; what else came too early waits for the office.
    Result<void> meetEarlierChanges(sql::Database& database, store::Worker& worker, Verdict& verdict, UnixMillis now);
    Result<void> wait(sql::Database& database, const protocol::Packet& packet, const Verdict& verdict, UnixMillis now,
                      const QByteArray& consent = {});
    store::WorkerRepository workersOf(sql::Database& database) { return {database, m_vaultKeys, m_random}; }

    const sealed::KeyRing& m_vaultKeys;
    audit::AuditLog& m_log;
    trust::PeopleTrust& m_trust;
    RandomSource& m_random;
    FaceIndex m_faces;
};

} // namespace haziri::onboarding
