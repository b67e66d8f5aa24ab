// The figures behind the trust in people, and the scores that came of them.
#pragma once

#include "server/store/TrustRepository.h"

namespace haziri::store {

/// What became of a worker's marks and of the events about him.
struct WorkerOutcomes {
    qint64 acceptedMarks = 0, heldMarks = 0, rejectedMarks = 0, confirmedEvents = 0;
};

/// The marks of all whom a thekedar vouched for, as they were when the log and the feed of changes had this length:
/// what came since is told by both.
struct VouchedMarks {
    UserId thekedarId;
    UnixMillis since;
    qint64 logSize = 0, change = 0;
    QHash<WorkerId, WorkerOutcomes> outcomes; ///< without events
};

/// What became of the workers whom a thekedar vouched for; not of those of whom nobody knows whether he did.
struct ThekedarOutcomes {
    qint64 workers = 0, refused = 0, held = 0, neverSeen = 0, openEvents = 0, confirmedEvents = 0;
};

/// A worker as far as his trust goes.
struct TrustedWorker {
    WorkerId workerId;
    SiteId siteId;
    UserId thekedarId;
    qint32 trustScore = 0;
    std::optional<qint64> inheritedUntil;
};

class PeopleTrustRepository {
  public:
    explicit PeopleTrustRepository(sql::Database& database)
        : m_database(database) {}

    Result<WorkerOutcomes> outcomesOf(const WorkerId& workerId, UnixMillis since);
    /// The marks of all whom he vouched for, together; who has none is left out. Reads them all.
    Result<VouchedMarks> marksOfVouched(const UserId& thekedarId, UnixMillis since);
    /// Counts anew whoever's marks may be others since they were counted; all, where those are too many.
    Result<void> catchUp(VouchedMarks& marks);
    /// The confirmed events about each of them.
    Result<QHash<WorkerId, qint64>> confirmedOfVouched(const UserId& thekedarId, UnixMillis since);
    /// `seenBefore`: who came before that and was never marked since is "never seen".
    Result<ThekedarOutcomes> outcomesOf(const UserId& thekedarId, UnixMillis since, UnixMillis seenBefore);

    Result<std::optional<TrustedWorker>> worker(const WorkerId& workerId);
    /// All whom he vouched for with a packet of his own; not those whom the office entered under his name.
    Result<QList<TrustedWorker>> vouchedBy(const UserId& thekedarId);
    /// Vouched workers whose inheritance ended by `now` and whose score was not weighed since.
    Result<QList<TrustedWorker>> inheritanceEnded(UnixMillis now, qint64 limit);
    /// Thekedars whose score was last weighed before `before`.
    Result<QList<UserId>> thekedarsWeighedBefore(UnixMillis before, qint64 limit);

    Result<void> setWorker(const WorkerId& workerId, const TrustRecord& record);
    /// The same for many, with few statements where their scores have the same reasons.
    Result<void> setWorkers(const QList<std::pair<WorkerId, TrustRecord>>& records);
    Result<void> setThekedar(const UserId& userId, const TrustRecord& record);
    /// Explanation and rules of what stands in the row. Nothing where it was never weighed.
    Result<std::optional<TrustRecord>> thekedar(const UserId& userId);

  private:
    /// Whose marks are new or others since then; nothing where those are very many.
    Result<std::optional<QSet<WorkerId>>> markedSince(qint64 logSize, qint64 change);
    Result<qint64> count(const char* sql, const QVariantList& values);
    sql::Database& m_database;
};

} // namespace haziri::store
