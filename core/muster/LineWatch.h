// What the line chip says: since when is the server reached, or not.
#pragma once

#include "core/muster/DayTypes.h"
#include "core/sync/SyncEngine.h"

namespace haziri::muster {

class LineWatch {
  public:
    /// True when the status changed.
    bool take(const sync::RunSummary& run, UnixMillis now);
    const LineStatus& status() const { return m_status; }
    void reset() { m_status = {}; }

  private:
    LineStatus m_status;
};

} // namespace haziri::muster
