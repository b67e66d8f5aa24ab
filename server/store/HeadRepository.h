// Every signed chain head that a device ever sent.
#pragma once

#include "server/store/Types.h"

#include "core/protocol/ChainHead.h"
#include "core/sql/Database.h"

namespace haziri::store {

struct KeptHead {
    protocol::ChainHead head;
    QByteArray state; ///< "waiting": its packet is not here yet; "matched"; "contradicted"
    QByteArray jws;
};

class HeadRepository {
  public:
    explicit HeadRepository(sql::Database& database)
        : m_database(database) {}
    struct NewHead {
        qint64 deviceNo = 0;
        protocol::ChainHead head;
        QByteArray jws;
        QByteArray state;
    };
    /// The same head again changes nothing.
    Result<void> keep(const QList<NewHead>& heads, UnixMillis at);
    /// How a head stands beside those that are kept.
    struct Standing {
        bool isKnown = false;
        std::optional<qint64> highestSeq; ///< of its device and epoch
        UnixMillis highestIat;            ///< of the head that says so
    };
    struct Named {
        qint64 deviceNo = 0;
        const protocol::ChainHead* head = nullptr;
    };
    Result<QList<Standing>> standings(const QList<Named>& heads); ///< in their order
    struct Range {
        qint64 deviceNo = 0, epoch = 1, fromSeq = 0, toSeq = 0; ///< both ends included
    };
    /// Of each range the heads in it that wait, in their order.
    Result<QList<QList<KeptHead>>> waiting(const QList<Range>& ranges);
    Result<void> setState(qint64 deviceNo, const protocol::ChainHead& head, const QByteArray& state);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
