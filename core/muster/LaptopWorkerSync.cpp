// When a run begins, what comes of it, and the same by stick; the queue as it is told.
#include "core/muster/LaptopWorker.h"

namespace haziri::muster {

namespace {

constexpr qint64 kQuietMs = 5 * 60'000; // with nothing to send: roster, time token
constexpr int kAfterStickMs = 300;

} // namespace

void LaptopWorker::syncSoon() {
    const bool backingOff = m_engine && m_engine->state() == sync::SyncEngine::State::BackingOff;
    if (m_options.autoSync && m_engine && !backingOff) m_syncTimer.start(0);
}

void LaptopWorker::keepPhotoBudget(const sync::PhotoBudget& budget) {
    if (!m_profile) return Q_EMIT photoBudgetKept("NOT_OPEN", QStringLiteral("The profile is not open."));
    auto kept = m_photoMeter->setBudget(budget);
    tellQueue();
    Q_EMIT photoBudgetKept(kept ? QByteArray() : kept.error().code, kept ? QString() : kept.error().message);
    if (kept) syncSoon(); // more may go now
}

void LaptopWorker::lineIsMetered(bool metered) {
    const bool changed = std::exchange(m_metered, metered) != metered;
    if (!changed || !m_profile) return;
    tellQueue();
    if (!metered) syncSoon(); // what was put off for its price
}

void LaptopWorker::syncSoonAfterMark() {
    const bool backingOff = m_engine && m_engine->state() == sync::SyncEngine::State::BackingOff;
    if (m_options.autoSync && m_engine && !backingOff &&
        (!m_syncTimer.isActive() || m_syncTimer.remainingTime() > kSoonMs)) {
        m_syncTimer.start(kSoonMs);
    }
}

void LaptopWorker::startRun() {
    if (!m_engine) return;
    if (m_stick.isBusy())
        return m_syncTimer.start(kAfterStickMs); // answers from a stick and from the line come one by one
    m_profile->noteHighWater();                  // before: what the server may see is never numbered again
    m_engine->start();
}

// Enrolments that wait were signed with the key that is about to be replaced.
void LaptopWorker::sendFirst(const std::function<void()>& then) {
    if (!m_engine || m_stick.isBusy() || nothingWaits()) return then();
    m_whenSent.append(then);
    startRun();
}

bool LaptopWorker::nothingWaits() const {
    const auto queue = m_profile->outbox().summary();
    return !queue || queue->pending == 0;
}

void LaptopWorker::sentOrNot() {
    for (const auto& then : std::exchange(m_whenSent, {}))
        then();
}

void LaptopWorker::syncNow(qint64 request) {
    if (!m_engine) {
        SyncSummary summary;
        summary.code = m_profile ? "NOT_REGISTERED" : "NOT_OPEN";
        summary.message = QStringLiteral("This laptop is not enrolled at a server yet.");
        Q_EMIT syncFinished(request, summary);
        return;
    }
    m_syncRequests.append(request);
    startRun();
}

void LaptopWorker::exportBundle(const QString& path) {
    if (!mayBegin(true)) return;
    m_profile->noteHighWater(); // what the server will see is never numbered again
    m_stick.write(stickParts(), path);
}

void LaptopWorker::importBundle(const QString& path) {
    if (!mayBegin(false)) return;
    m_engine->cancel(); // it only waits for a line, and begins again by itself
    m_stick.read(stickParts(), path);
}

bool LaptopWorker::mayBegin(bool writing) {
    BundleOutcome refused;
    refused.exported = writing;
    refused.code = !m_engine ? "NOT_REGISTERED" : m_stick.isBusy() ? "BUNDLE_RUNNING" : "";
    if (refused.code.isEmpty()) return true;
    answerBundle(refused);
    return false;
}

sync::StickParts LaptopWorker::stickParts() {
    return {m_profile->outbox(), m_profile->identity(), *m_client, *m_engine, m_clock, *m_random};
}

void LaptopWorker::cancelBundle() {
    m_stick.cancel();
}

void LaptopWorker::answerBundle(BundleOutcome outcome) {
    if (m_profile) {
        if (auto queue = m_profile->outbox().summary()) outcome.waiting = queue->pending;
        tellQueue();
    }
    Q_EMIT bundleDone(outcome);
}

SyncSummary LaptopWorker::summaryOf(const sync::RunSummary& run) {
    SyncSummary summary;
    summary.ok = run.code.isEmpty();
    summary.code = run.code;
    summary.message = run.message;
    summary.sent = run.sent;
    summary.accepted = run.accepted;
    summary.duplicate = run.duplicate;
    summary.held = run.held;
    summary.rejected = run.rejected;
    summary.photosSent = run.photosSent;
    summary.photosFailed = run.photosFailed;
    summary.photosOverBudget = run.photosOverBudget;
    summary.checkpointSize = run.checkpointSize;
    summary.deviceTrust = run.deviceTrust;
    summary.restoredTo = run.restoredTo;
    summary.restoredAt = run.restoredAt;
    summary.sendingAgain = run.sendingAgain;
    if (auto queue = m_profile->outbox().summary()) {
        summary.waiting = queue->pending;
        summary.photosWaiting = queue->photosWaiting;
    }
    return summary;
}

void LaptopWorker::runFinished(const sync::RunSummary& run) {
    m_lastCode = run.code;
    m_lastError = run.message;
    if (m_line.take(run, m_clock.now())) Q_EMIT lineChanged(m_line.status());
    planSync(run);
    m_profile->noteHighWater();
    if (run.code.isEmpty()) tidy();
    tellQueue();
    const SyncSummary summary = summaryOf(run);
    for (const qint64 request : std::exchange(m_syncRequests, {}))
        Q_EMIT syncFinished(request, summary);
    sentOrNot();
}

void LaptopWorker::planSync(const sync::RunSummary& run) {
    m_nextTry = {};
    if (!m_options.autoSync || m_engine->state() == sync::SyncEngine::State::Stopped) return;
    const qint64 wait = run.code.isEmpty() ? kQuietMs : std::max<qint64>(m_engine->retryIn(), 1'000);
    if (!run.code.isEmpty()) m_nextTry = {m_clock.now().value + wait};
    m_syncTimer.start(int(wait));
}

void LaptopWorker::tellQueue() {
    if (!m_profile) return;
    auto summary = m_profile->outbox().summary();
    if (!summary) return;
    QueueSummary queue;
    queue.packetsWaiting = summary->pending;
    queue.photosWaiting = summary->photosWaiting;
    queue.photoBytesWaiting = summary->photoBytesWaiting;
    queue.photoLane = {m_photoMeter->budget(), m_metered, m_photoMeter->spentToday(), m_photoMeter->left(),
                       m_engine ? m_engine->photoBytesPerSecond() : 0};
    queue.held = summary->held;
    queue.rejected = summary->rejected;
    queue.quarantined = summary->quarantined + summary->missing;
    queue.oldestWaiting = summary->oldestPending;
    queue.syncing = m_engine && m_engine->isRunning();
    queue.nextTryAt = m_nextTry;
    queue.lastErrorCode = m_lastCode;
    queue.lastError = m_lastError;
    Q_EMIT queueChanged(queue);
}

} // namespace haziri::muster
