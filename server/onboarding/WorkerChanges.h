// What the office decides about packets about workers that wait: changes, consent given anew, enrolments in doubt.
//
// Accepting applies what the packet says, by a new log entry `worker.decide`; rejecting leaves it unapplied. Each is
// decided once.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/WorkerChangeRepository.h"
#include "server/trust/PeopleTrust.h"

#include "core/sealed/SealedFile.h"

namespace haziri::onboarding {

/// Thread-safe.
class WorkerChanges {
  public:
    WorkerChanges(audit::AuditLog& log, trust::PeopleTrust& trust, const sealed::KeyRing& vaultKeys,
                  RandomSource& random)
        : m_log(log)
        , m_trust(trust)
        , m_vaultKeys(vaultKeys)
        , m_random(random) {}

    /// `{changes:[…]}`, newest first; `state` "held", "accepted", "rejected" or empty.
    Result<QJsonObject> list(sql::Database& database, const QByteArray& state, qint64 limit);

    struct Decided {
        qint64 index = 0; ///< of the new entry
        WorkerId workerId;
        bool isEnrolled = false; ///< an enrolment counts now: the marks that waited for it may follow
    };
    /// In the caller's transaction. NOT_FOUND, ALREADY_DECIDED, WORKER_UNKNOWN (accepted before its enrolment came),
    /// MALFORMED (reason, or what the packet asks for), ERASED.
    /// `counted`: of the worker's thekedar, from before the transaction (PeopleTrust::countMarksBeside); may be null.
    Result<Decided> decide(sql::Database& database, const PacketId& packetId, bool accepts, const QByteArray& reason,
                           const UserId& by, UnixMillis now, const store::VouchedMarks* counted = nullptr);
    /// After a decision about an event in the same transaction: the packet behind it follows, unless other events of it
    /// are open. `isAgain`: the event was decided before, and may be decided otherwise now: then an enrolment moves to
    /// where all decisions about it put it, if it still is where the last one did.
    Result<void> follow(sql::Database& database, const EventId& eventId, const QByteArray& decision,
                        const QByteArray& reason, const UserId& by, UnixMillis now,
                        const store::VouchedMarks* counted = nullptr, bool isAgain = false);

  private:
    Result<void> move(sql::Database& database, const store::WorkerChange& change, const QByteArray& due,
                      const QByteArray& reason, const UserId& by, UnixMillis now, const store::VouchedMarks* counted);
    Result<bool> moveWorker(sql::Database& database, const store::WorkerChange& change, const QByteArray& due);
    Result<bool> applyChange(sql::Database& database, const store::WorkerChange& change);
    Result<void> applyConsent(store::Worker& worker, const store::WorkerChange& change);
    Result<void> applyUpdate(sql::Database& database, store::Worker& worker, const store::WorkerChange& change);
    Result<void> settle(sql::Database& database, const store::WorkerChange& change, bool accepts,
                        const QByteArray& reason, const UserId& by, UnixMillis now, const store::VouchedMarks* counted);

    audit::AuditLog& m_log;
    trust::PeopleTrust& m_trust;
    const sealed::KeyRing& m_vaultKeys;
    RandomSource& m_random;
};

} // namespace haziri::onboarding
