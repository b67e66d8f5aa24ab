// How the trust in a device came about: one row whenever what was weighed, or what came of it, was not as before.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

#include <functional>

namespace haziri::store {

struct TrustRecord {
    UnixMillis at;
    qint32 score = 0;
    QByteArray rules;  ///< name of the rule set
    QByteArray inputs; ///< JSON object of figures
    QList<protocol::TrustRule> explain;
};

/// A mark as far as trust could have held it.
struct WeighedMark {
    PacketId packetId;
    UnixMillis committedAt;
    QByteArray status;
};

class TrustRepository {
  public:
    explicit TrustRepository(sql::Database& database)
        : m_database(database) {}

    Result<void> insert(qint64 deviceNo, const TrustRecord& record);
    /// Newest first.
    Result<QList<TrustRecord>> newest(qint64 deviceNo, qint64 limit);
    /// Oldest first, from the record that counted at `from` on.
    Result<QList<TrustRecord>> since(qint64 deviceNo, UnixMillis from);
    /// The marks that came from a device in [from, to), in the order in which they came, without keeping them.
    Result<void> eachMark(qint64 deviceNo, UnixMillis from, UnixMillis to,
                          const std::function<void(const WeighedMark&)>& each);

  private:
    sql::Database& m_database;
};

QByteArray writeExplain(const QList<protocol::TrustRule>& rules);
QJsonArray explainArray(const QList<protocol::TrustRule>& rules); ///< `[{rule, points, detail}]`
QList<protocol::TrustRule> readExplain(const QByteArray& text);

} // namespace haziri::store
