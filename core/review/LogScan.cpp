#include "core/review/LogScan.h"

namespace haziri::review {

bool LogFilter::isEmpty() const {
    return kinds.isEmpty() && !heldOnly && deviceId.isEmpty() && workers.isEmpty() && !from && !until;
}

bool LogFilter::matches(const LogRecord& record) const {
    if (!kinds.isEmpty() && !kinds.contains(record.kind)) return false;
    if (heldOnly && !record.isHeld()) return false;
    if (!deviceId.isEmpty() && record.deviceId != deviceId) return false;
    if (!workers.isEmpty() && (record.workerId.isNull() || !workers.contains(record.workerId))) return false;
    if (from && record.at < *from) return false;
    return !until || record.at < *until;
}

void LogScan::start(LogPager::Fetch fetch, LogFilter filter, qint64 size, int wanted) {
    stop();
    m_fetch = std::move(fetch);
    m_filter = std::move(filter);
    m_below = size;
    m_wanted = wanted;
    m_running = true;
    if (m_filter.until && size > 0)
        narrow(0, size);
    else
        step();
}

void LogScan::more(int wanted) {
    if (m_running || atBeginning() || !m_fetch) return;
    m_wanted = wanted;
    m_running = true;
    step();
}

void LogScan::stop() {
    ++m_generation;
    m_running = false;
}

void LogScan::pause() {
    m_running = false;
    Q_EMIT paused();
}

// The first entry that is too new lies in [low, high].
void LogScan::narrow(qint64 low, qint64 high) {
    if (low >= high) {
        m_below = low;
        step();
        return;
    }
    const qint64 middle = low + (high - low) / 2;
    m_fetch(middle, 1, [this, low, high, middle, generation = m_generation](const Result<LogPage>& page) {
        if (generation != m_generation) return;
        if (!page || page->entries.isEmpty()) {
            m_running = false;
            Q_EMIT failed(page ? Error{"MALFORMED", {}} : page.error());
            return;
        }
        const bool tooNew = LogRecord::of(page->entries.first()).at >= *m_filter.until;
        narrow(tooNew ? low : middle + 1, tooNew ? middle : high);
    });
}

void LogScan::step() {
    if (m_wanted <= 0 || atBeginning()) {
        pause();
        return;
    }
    const qint64 from = qMax<qint64>(0, m_below - kMostEntries);
    m_fetch(from, int(m_below - from), [this, from, generation = m_generation](const Result<LogPage>& page) {
        if (generation != m_generation) return;
        if (!page) {
            m_running = false;
            Q_EMIT failed(page.error());
            return;
        }
        take(from, *page);
    });
}

void LogScan::take(qint64 from, const LogPage& page) {
    QList<LogRow> rows;
    bool past = page.entries.isEmpty();
    qint64 below = from;
    for (qsizetype i = page.entries.size(); i-- > 0;) {
        const audit::ServedEntry& entry = page.entries[i];
        if (entry.index >= m_below) continue;
        LogRecord record = LogRecord::of(entry);
        if (m_filter.from && record.at.value != 0 && record.at < *m_filter.from) {
            past = true;
            break;
        }
        if (!m_filter.matches(record)) continue;
        rows << LogRow{entry, std::move(record)};
        if (rows.size() == m_wanted) {
            below = entry.index;
            break;
        }
    }
    m_below = past ? 0 : below;
    m_wanted -= int(rows.size());
    if (!rows.isEmpty()) Q_EMIT found(rows);
    Q_EMIT progressed(m_below);
    if (m_running) step();
}

} // namespace haziri::review
