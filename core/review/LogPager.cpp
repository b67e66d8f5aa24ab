#include "core/review/LogPager.h"

namespace haziri::review {

namespace {
constexpr int kPagesKept = 60;
constexpr int kAtOnce = 3; // requests under way
constexpr int kWishes = 6; // who scrolls past quickly does not want the pages in between
constexpr int kGatherMs = 30;
constexpr int kPauseMs = 3000; // after a failure: a view that repaints must not become a storm of requests
} // namespace

LogPager::LogPager(QObject* parent)
    : QObject(parent)
    , m_pages(kPagesKept) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kGatherMs);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_soon, &QTimer::timeout, this, &LogPager::fetchWanted);
    connect(&m_pause, &QTimer::timeout, this, &LogPager::fetchWanted);
}

void LogPager::setFetch(Fetch fetch) {
    ++m_generation;
    m_fetch = std::move(fetch);
    m_size = 0;
    m_loaded = false;
    m_pages.clear();
    m_wanted.clear();
    m_underWay.clear();
    m_pause.stop();
    Q_EMIT sizeChanged(0);
}

void LogPager::refresh() {
    if (!m_fetch) return;
    ++m_requests;
    m_pause.stop();
    m_fetch(0, 1, [this, generation = m_generation](const Result<LogPage>& page) {
        if (generation != m_generation) return;
        if (!page) {
            Q_EMIT failed(page.error());
            return;
        }
        setSize(page->size);
        fetchWanted();
    });
}

void LogPager::forget() {
    m_pages.clear();
}

void LogPager::setSize(qint64 size) {
    if (m_loaded && size == m_size) return;
    if (size < m_size) m_pages.clear(); // no honest log shrinks; nothing of the old one may stay on the screen
    m_pages.remove(m_size / kPage);     // the last page was not full
    m_loaded = true;
    m_size = size;
    Q_EMIT sizeChanged(size);
}

const LogRow* LogPager::peek(qint64 index) const {
    const Page* page = m_pages.object(index / kPage);
    const qint64 offset = index % kPage;
    return page && offset < page->size() ? &page->at(offset) : nullptr;
}

const LogRow* LogPager::row(qint64 index) {
    if (index < 0 || index >= m_size) return nullptr;
    const LogRow* found = peek(index);
    if (!found) want(index / kPage);
    return found;
}

void LogPager::want(qint64 page) {
    if (m_underWay.contains(page)) return;
    m_wanted.removeOne(page);
    m_wanted << page;
    if (!m_soon.isActive() && !m_pause.isActive()) m_soon.start();
}

void LogPager::fetchWanted() {
    while (m_wanted.size() > kWishes)
        m_wanted.removeFirst();
    while (m_fetch && !m_pause.isActive() && !m_wanted.isEmpty() && m_underWay.size() < kAtOnce) {
        const qint64 number = m_wanted.takeLast();
        if (m_pages.contains(number) && m_pages.object(number)->size() == qMin<qint64>(kPage, m_size - number * kPage))
            continue;
        m_underWay.insert(number);
        ++m_requests;
        m_fetch(number * kPage, kPage, [this, number, generation = m_generation](Result<LogPage> got) {
            if (generation == m_generation) take(number, std::move(got));
        });
    }
}

void LogPager::take(qint64 number, Result<LogPage> got) {
    m_underWay.remove(number);
    if (!got) {
        m_pause.start();
        Q_EMIT failed(got.error());
        return;
    }
    auto* page = new Page;
    for (qsizetype i = 0; i < got->entries.size(); ++i) {
        if (got->entries[i].index != number * kPage + i) break; // not what was asked for
        *page << LogRow{got->entries[i], got->record(i)};
    }
    const qint64 count = page->size();
    m_pages.insert(number, page);
    if (got->size > m_size) setSize(got->size);
    if (count > 0) Q_EMIT arrived(number * kPage, number * kPage + count - 1);
    if (!m_wanted.isEmpty()) m_soon.start();
}

} // namespace haziri::review
