// What a device has left behind in a day (of UTC) beside marks: refused packets, and heads that came with nothing new.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct DayUse {
    qint64 heads = 0, refused = 0, refusedBytes = 0;

    bool isNothing() const { return heads == 0 && refused == 0 && refusedBytes == 0; }
};

class DeviceDayRepository {
  public:
    explicit DeviceDayRepository(sql::Database& database)
        : m_database(database) {}

    Result<DayUse> of(qint64 deviceNo, UnixMillis at);
    /// In the caller's transaction; the day's sum with `spent` in it.
    Result<DayUse> add(qint64 deviceNo, UnixMillis at, const DayUse& spent);
    Result<void> forget(UnixMillis before);

    /// Of what every request adds a line to, each device keeps the first kKept contacts and weighings of each of the
    /// last two days, and the newest kTimeTokens time tokens that no packet named. For the hourly tidying.
    Result<void> trim(UnixMillis now);

    static constexpr qint64 kKept = 200;
    static constexpr qint64 kTimeTokens = 20'000;
    static constexpr qint64 kDayMs = 86'400'000;

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
