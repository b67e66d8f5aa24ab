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
    /// The same head again changes nothing; true when it is new.
    Result<bool> keep(qint64 deviceNo, const protocol::ChainHead& head, const QByteArray& jws, const QByteArray& state,
                      UnixMillis at);
    /// Both ends included.
    Result<QList<KeptHead>> waiting(qint64 deviceNo, qint64 epoch, qint64 fromSeq, qint64 toSeq);
    Result<void> setState(qint64 deviceNo, const protocol::ChainHead& head, const QByteArray& state);
    Result<std::optional<KeptHead>> highest(qint64 deviceNo, qint64 epoch);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
