#include "core/review/LogJob.h"

#include <QDeadlineTimer>

namespace haziri::review {

namespace {

constexpr qint64 kTellEveryMs = 40;

qint64 nowMs() {
    return QDeadlineTimer::current().deadline();
}

} // namespace

LogJob::LogJob(LogSourceFactory factory, QObject* parent)
    : QObject(parent)
    , m_factory(std::move(factory)) {}

LogJob::~LogJob() {
    Q_ASSERT(!m_thread);
}

void LogJob::stopAndWait() {
    cancel();
    if (m_thread) m_thread->wait();
    m_thread.reset();
}

void LogJob::start() {
    if (m_thread) return;
    m_cancel = false;
    m_told = 0;
    m_thread.reset(QThread::create([this] {
        const auto source = m_factory();
        {
            const std::lock_guard lock(m_sourceMutex);
            m_source = source.get();
        }
        auto finish = run(*source);
        {
            const std::lock_guard lock(m_sourceMutex); // the pointer must not outlive the source
            m_source = nullptr;
        }
        QMetaObject::invokeMethod(
            this,
            [this, finish = std::move(finish)] {
                m_thread->wait();
                m_thread.reset();
                finish();
            },
            Qt::QueuedConnection);
    }));
    m_thread->setObjectName(QStringLiteral("log"));
    m_thread->start(QThread::LowPriority);
}

void LogJob::cancel() {
    m_cancel = true;
    const std::lock_guard lock(m_sourceMutex);
    if (m_source) m_source->cancel();
}

void LogJob::tell(qint64 done, qint64 whole, bool last) {
    const qint64 now = nowMs();
    if (!last && now - m_told < kTellEveryMs) return;
    m_told = now;
    Q_EMIT progress(done, whole);
}

Result<void> LogJob::readAll(LogSource& source, qint64 size,
                             const std::function<bool(const audit::ServedEntry&)>& take) {
    qint64 at = 0;
    while (at < size) {
        if (m_cancel) return fail("CANCELLED");
        const auto page = source.fetch(at, int(qMin<qint64>(kMostEntries, size - at)));
        if (!page) return fail(page.error());
        if (page->entries.isEmpty()) return {}; // fewer than the checkpoint swears to: the caller counts
        for (const audit::ServedEntry& entry : page->entries) {
            if (at == size) break;
            if (!take(entry)) return {};
            ++at;
        }
        tell(at, size);
    }
    return {};
}

} // namespace haziri::review
