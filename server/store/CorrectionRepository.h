// Packets that take a mark back, and how far they got: the mark may come after them, or a person may have to look.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct CorrectionRow {
    enum class State {
        Waiting, ///< the mark it names is not here yet
        Late,    ///< named too long after the mark: a person decides
        Done,    ///< the mark does not count for it
        Void     ///< without effect: refused by a person, or the mark is another's
    };
    PacketId packetId;
    qint64 logIndex = 0;
    PacketId corrects;
    qint64 deviceNo = 0;
    qint64 epoch = 1, seq = 1;
    WorkerId workerId;
    SiteId siteId;
    UserId recordedBy;
    UnixMillis timestamp;
    QByteArray bootId;
    qint64 bootMs = 0;
    QByteArray reason;
    State state = State::Waiting;
};

class CorrectionRepository {
  public:
    explicit CorrectionRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const CorrectionRow& row);
    Result<std::optional<CorrectionRow>> find(const PacketId& packetId);
    Result<QSet<qint64>> withWaiting(const QList<qint64>& deviceNos); ///< those of the devices that have any
    Result<QList<CorrectionRow>> waitingOf(qint64 deviceNo);          ///< oldest first
    Result<QHash<PacketId, QList<CorrectionRow>>> ofMarks(const QList<PacketId>& marks); ///< by mark, oldest first
    Result<void> setState(const PacketId& packetId, CorrectionRow::State state);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
