// Several reads at once.
#pragma once

#include "core/sql/Database.h"

namespace haziri::sql {

/// In SQLite the reads inside see one state of the database, and whether its file is still there is looked at once for
/// all of them: short statements cost half. Nothing in PostgreSQL, where it would be a round trip more, unless `Always`
/// is asked for. Inside no Transaction can begin, so let it go before a write is waited for; a Transaction that stands
/// makes it nothing.
class Snapshot {
  public:
    enum class OneState { WhereCheap, Always };
    explicit Snapshot(Database& database, OneState wanted = OneState::WhereCheap);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    bool stands() const { return m_database != nullptr; } ///< all reads inside see one state

  private:
    Database* m_database = nullptr; ///< null: there is none
};

} // namespace haziri::sql
