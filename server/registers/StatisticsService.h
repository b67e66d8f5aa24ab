// Numbers for the screens of HR and for monitoring. Reads only.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::registers {

/// Stateless; thread-safe.
class StatisticsService {
  public:
    static constexpr int kDays = 30;

    /// `{days:[{siteId, date, expected, present, held, alerts}]}` for the last kDays local days of each site, today
    /// last. expected: workers of the site who are active today and were known by the end of that day; present: workers
    /// with an IN that counts; held: marks that wait for a person; alerts: events of that day.
    Result<QJsonObject> attendance(sql::Database& database, UnixMillis now) const;
    /// `{devices:[{from, to, count}], workers:[…]}` in steps of ten points.
    Result<QJsonObject> trust(sql::Database& database) const;
    /// `{since, rules:[{code, total, open, points}]}` of the last kDays days.
    Result<QJsonObject> alerts(sql::Database& database, UnixMillis now) const;
    /// Prometheus text format 0.0.4.
    Result<QByteArray> metrics(sql::Database& database) const;
};

} // namespace haziri::registers
