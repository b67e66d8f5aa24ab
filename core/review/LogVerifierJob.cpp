#include "core/review/LogVerifierJob.h"

#include <QElapsedTimer>

namespace haziri::review {

namespace {
constexpr int kPage = 1000;
constexpr qint64 kTellEveryMs = 40;
} // namespace

LogVerifierJob::LogVerifierJob(LogSourceFactory factory, QObject* parent)
    : QObject(parent)
    , m_factory(std::move(factory)) {
    qRegisterMetaType<VerifyReport>();
}

LogVerifierJob::~LogVerifierJob() {
    cancel();
    if (m_thread) m_thread->wait();
}

void LogVerifierJob::start() {
    if (m_thread) return;
    m_cancel = false;
    m_thread.reset(QThread::create([this] {
        const VerifyReport report = run();
        QMetaObject::invokeMethod(
            this,
            [this, report] {
                m_thread->wait();
                m_thread.reset();
                Q_EMIT finished(report);
            },
            Qt::QueuedConnection);
    }));
    m_thread->setObjectName(QStringLiteral("log verifier"));
    m_thread->start(QThread::LowPriority);
}

void LogVerifierJob::cancel() {
    m_cancel = true;
    const std::lock_guard lock(m_sourceMutex);
    if (m_source) m_source->cancel();
}

VerifyReport LogVerifierJob::run() {
    QElapsedTimer clock;
    clock.start();
    VerifyReport report;
    const auto source = m_factory();
    {
        const std::lock_guard lock(m_sourceMutex);
        m_source = source.get();
    }
    struct Forget { // the pointer must not outlive the source
        LogVerifierJob* job;
        ~Forget() {
            const std::lock_guard lock(job->m_sourceMutex);
            job->m_source = nullptr;
        }
    } forget{this};
    const auto close = [&](VerifyReport::Outcome outcome, const Error& error = {}) {
        report.outcome =
            m_cancel && outcome == VerifyReport::Outcome::Failed ? VerifyReport::Outcome::Cancelled : outcome;
        report.error = error;
        report.ms = clock.elapsed();
        return report;
    };

    const auto checkpoint = source->checkpoint();
    if (!checkpoint) return close(VerifyReport::Outcome::Failed, checkpoint.error());
    report.size = checkpoint->size;
    audit::LogVerifier verifier;
    qint64 told = -kTellEveryMs;
    while (report.checked < report.size) {
        if (m_cancel) return close(VerifyReport::Outcome::Cancelled);
        const auto page = source->fetch(report.checked, int(qMin<qint64>(kPage, report.size - report.checked)));
        if (!page) return close(VerifyReport::Outcome::Failed, page.error());
        if (page->entries.isEmpty()) break; // fewer entries than the checkpoint swears to: close() will say so
        for (const auto& entry : page->entries) {
            if (report.checked == report.size) break;
            if ((report.bad = verifier.add(entry))) break;
            ++report.checked;
        }
        report.erased = verifier.erased();
        if (report.bad) return close(VerifyReport::Outcome::Bad);
        if (clock.elapsed() - told >= kTellEveryMs) {
            told = clock.elapsed();
            Q_EMIT progress(report.checked, report.size);
        }
    }
    report.bad = verifier.close(*checkpoint);
    report.root = crypto::toBase64Url(verifier.root());
    Q_EMIT progress(report.checked, report.size);
    return close(report.bad ? VerifyReport::Outcome::Bad : VerifyReport::Outcome::Whole);
}

} // namespace haziri::review
