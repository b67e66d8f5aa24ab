#include "core/review/LogScan.h"

#include <algorithm>
#include <numeric>

namespace haziri::review {

namespace {
constexpr qint64 kLeastStretch = 50, kFirstStretch = 20'000, kLongestStretch = 5'000'000;
constexpr qint64 kFullBytes = 8 * 1024 * 1024; // a page may be cut for its length, and says nothing of it

/// Where the entries of a page lie, the newest one first: the answers about several kinds stand one after the other.
QList<qsizetype> newestFirst(const LogPage& page) {
    QList<qsizetype> places(page.entries.size());
    std::iota(places.begin(), places.end(), 0);
    std::sort(places.begin(), places.end(),
              [&](qsizetype a, qsizetype b) { return page.entries[a].index > page.entries[b].index; });
    return places;
}

} // namespace

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
    m_asking = m_asker && (!m_filter.kinds.isEmpty() || m_filter.heldOnly);
    m_stretch = kFirstStretch;
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
    if (m_asking) return stepAsking();
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

struct LogScan::Stretch {
    qint64 from = 0;
    qsizetype missing = 0; ///< answers that have not come
    bool isCut = false;    ///< one of them holds not all of its kind
    LogPage page;
};

QList<LogQuestion> LogScan::questions() const {
    QList<LogQuestion> all;
    for (const QByteArray& kind : m_filter.kinds)
        all << LogQuestion{kind, m_filter.heldOnly};
    return all.isEmpty() ? QList<LogQuestion>{{{}, m_filter.heldOnly}} : all;
}

void LogScan::stepAsking() {
    auto stretch = std::make_shared<Stretch>();
    stretch->from = qMax<qint64>(0, m_below - m_stretch);
    const auto all = questions(); // an answer at once may begin the next stretch
    stretch->missing = all.size();
    for (const LogQuestion& question : all)
        m_asker(question, stretch->from, kMostEntries,
                [this, stretch, generation = m_generation](const Result<LogPage>& page) {
                    if (generation == m_generation && m_running) gather(*stretch, page);
                });
}

void LogScan::gather(Stretch& stretch, const Result<LogPage>& page) {
    if (!page) {
        m_running = false;
        Q_EMIT failed(page.error());
        return;
    }
    qint64 bytes = 0;
    for (qsizetype i = 0; i < page->entries.size(); ++i) {
        // A server that does not know the question hands out everything: then each entry is looked at here.
        if (m_filter.heldOnly && !page->record(i).isHeld()) {
            ++m_generation; // of the other answers nothing more is wanted
            m_asking = false;
            return step();
        }
        bytes += page->entries[i].entry.size() + (page->entries[i].data ? page->entries[i].data->size() : 0);
        stretch.page.entries << page->entries[i];
        stretch.page.records << page->record(i);
    }
    // A full page may end before the newest ones: a shorter stretch has room for all of its own.
    const bool isFull = page->entries.size() >= kMostEntries || bytes > kFullBytes;
    stretch.isCut |= isFull && page->entries.last().index < m_below - 1;
    if (--stretch.missing > 0) return;
    if (stretch.isCut && m_stretch > kLeastStretch) {
        m_stretch = qMax<qint64>(kLeastStretch, m_stretch / 8);
        return stepAsking();
    }
    m_stretch = qMin<qint64>(m_stretch * 4, kLongestStretch);
    take(stretch.from, stretch.page);
}

void LogScan::take(qint64 from, const LogPage& page) {
    QList<LogRow> rows;
    bool past = page.entries.isEmpty() && !m_asking;
    qint64 below = from;
    for (const qsizetype i : newestFirst(page)) {
        const audit::ServedEntry& entry = page.entries[i];
        if (entry.index >= m_below) continue;
        LogRecord record = page.record(i);
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
