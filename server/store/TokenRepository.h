// Offline tokens that packets name by jti, and the time tokens that anchor their clocks.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct KeptOfflineToken {
    QByteArray jti;
    qint64 deviceNo = 0;
    QByteArray token; ///< the JWT
};

struct KeptTimeToken {
    QByteArray jti;
    qint64 deviceNo = 0;
    UnixMillis serverTime;
    std::optional<QByteArray> bootId; ///< the boot whose packets first named it
};

class TokenRepository {
  public:
    explicit TokenRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> keepOffline(const KeptOfflineToken& token, UnixMillis at); ///< the same jti again changes nothing
    Result<void> keepOffline(const QList<KeptOfflineToken>& tokens, UnixMillis at);
    Result<std::optional<KeptOfflineToken>> findOffline(const QByteArray& jti);
    /// The text of each device's newest one, as `deviceNos`; of one that has none it is null.
    Result<QList<QByteArray>> newestOffline(const QList<qint64>& deviceNos);

    Result<void> keepTimes(const QList<KeptTimeToken>& tokens); ///< new ones, which no boot has named
    Result<std::optional<KeptTimeToken>> findTime(const QByteArray& jti);
    Result<QHash<QByteArray, KeptTimeToken>> findTimes(const QList<QByteArray>& jtis);
    Result<void> bindTimeToBoot(const QByteArray& jti, const QByteArray& bootId); ///< the first one stays

    /// Those of a device that no packet ever named, issued before that time.
    Result<void> forgetUnnamedTime(qint64 deviceNo, UnixMillis before);
    struct Age {
        qint64 deviceNo = 0;
        UnixMillis before;
    };
    /// Which of the devices forgetUnnamedTime() would find some of.
    Result<QSet<qint64>> withUnnamedTime(const QList<Age>& ages);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
