#include "core/muster/LineWatch.h"

namespace haziri::muster {

namespace {

LineState stateFor(const sync::RunSummary& run, LineState before) {
    if (run.code.isEmpty()) return LineState::Online;
    if (run.code == "LOG_FORK") return LineState::LogFork;
    if (run.code == "DEVICE_BLOCKED") return LineState::Blocked;
    if (run.code == "CANCELLED" || run.code.startsWith("STORE_") || run.code == "NOT_REGISTERED")
        return before; // says nothing of the line
    return LineState::Offline;
}

} // namespace

bool LineWatch::take(const sync::RunSummary& run, UnixMillis now) {
    const LineState next = stateFor(run, m_status.state);
    const bool changed = next != m_status.state || run.code != m_status.code;
    if (next != m_status.state) m_status.since = now;
    m_status.state = next;
    m_status.code = run.code;
    m_status.message = run.message;
    return changed;
}

} // namespace haziri::muster
