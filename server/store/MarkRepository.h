// Attendance marks as the office reads them: a projection of the log that may change, while the log does not.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct MarkFilter {
    SiteId siteId;                  ///< null: all
    WorkerId workerId;              ///< null: all
    std::optional<qint64> from, to; ///< timestamps, from ≤ t < to
    QByteArray status;              ///< empty: all
    qint64 after = -1;              ///< log index
    qint64 limit = 100;
};

class MarkRepository {
  public:
    explicit MarkRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const QList<MarkRow>& rows);
    Result<std::optional<MarkRow>> find(const PacketId& packetId);
    Result<std::optional<MarkRow>> findAt(qint64 logIndex);
    Result<QList<MarkRow>> list(const MarkFilter& filter); ///< by log index
    Result<void> setStatus(const PacketId& packetId, const QByteArray& status, const QList<QByteArray>& codes);
    /// Notes the decision and makes it count.
    /// The entry of the last review, where that said this very thing.
    Result<std::optional<qint64>> reviewedSo(const PacketId& packetId, const QByteArray& status,
                                             const QByteArray& reason, const UserId& by);
    Result<void> review(qint64 logIndex, const PacketId& packetId, const QByteArray& status, const QByteArray& reason,
                        const UserId& by, UnixMillis at);

    /// The marks of a worker around a moment: the last before or at it and the first after it, that are not rejected,
    /// taken back or held for their place.
    Result<QList<MarkRow>> neighbours(const WorkerId& workerId, UnixMillis timestamp);
    struct Moment {
        WorkerId workerId;
        UnixMillis timestamp;
    };
    /// neighbours() of many moments, in their order; of each only who, where, when, which way and which device.
    Result<QList<QList<MarkRow>>> neighboursOfAll(const QList<Moment>& moments);
    struct Span {
        qint64 deviceNo = 0;
        UnixMillis from, to;
    };
    /// countOfDevice() of many spans, in their order.
    Result<QList<qint64>> countsOfDevices(const QList<Span>& spans);
    Result<qint64> countOfDevice(qint64 deviceNo, UnixMillis from, UnixMillis to); ///< from ≤ t ≤ to
    /// What was found later; the log entry that says so is the caller's.
    Result<void> weigh(qint64 logIndex, const QByteArray& status, const QList<QByteArray>& codes, qint32 trustScore);
    /// What stood before a correction: the newest review that is none; nothing where there was none.
    Result<std::optional<QByteArray>> reviewBeforeCorrection(const PacketId& packetId);
    Result<bool> isDecided(const PacketId& packetId); ///< by a person
    Result<void> insertFindings(const QList<MarkFinding>& findings);
    Result<QHash<PacketId, QList<MarkFinding>>> findingsOf(const QList<PacketId>& packetIds); ///< oldest first
    Result<QList<MarkRow>> heldFor(const WorkerId& workerId, const QByteArray& code);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
