// How far the clock of each boot of a device has come: who shows less of the same boot was put back to a snapshot.
#pragma once

#include "core/base/Result.h"
#include "core/sql/Database.h"

#include <optional>

namespace haziri::store {

struct BootClock {
    qint64 bootMs = 0; ///< the highest
    qint64 seq = 0;    ///< of the packet that said so
};

/// One row for each boot of an epoch: what a batch asks does not grow with the chain. STORE_…
class BootClockRepository {
  public:
    explicit BootClockRepository(sql::Database& database)
        : m_database(database) {}

    struct Boot {
        qint64 deviceNo = 0, epoch = 0;
        QByteArray bootId; ///< not empty
    };
    /// As `boots`; nothing: not seen yet. One statement.
    Result<QList<std::optional<BootClock>>> findAll(const QList<Boot>& boots);

    struct Shown {
        Boot boot;
        BootClock clock;
    };
    /// No boot twice. A clock that was kept never goes back. One statement.
    Result<void> keep(const QList<Shown>& all);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
