#include "core/muster/StickDesk.h"

#include "core/sync/StickPacking.h"
#include "core/sync/StickUnpacking.h"

namespace haziri::muster {

StickDesk::StickDesk(QObject* parent)
    : QObject(parent)
    , m_timer(this) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StickDesk::step);
}

void StickDesk::write(const sync::StickParts& parts, const QString& path) {
    BundleOutcome outcome;
    outcome.exported = true;
    auto job = sync::StickPacking::begin(parts, path);
    if (!job) return finish(outcome, job.error());
    run(std::move(*job), outcome, [](const sync::StickJob& done, BundleOutcome& told) {
        const auto& packed = static_cast<const sync::StickPacking&>(done).packed();
        told.packets = packed.packets;
        told.photos = packed.photos;
    });
}

void StickDesk::read(const sync::StickParts& parts, const QString& path) {
    const BundleOutcome outcome;
    auto job = sync::StickUnpacking::begin(parts, path);
    if (!job) return finish(outcome, job.error());
    run(std::move(*job), outcome, [](const sync::StickJob& done, BundleOutcome& told) {
        const sync::RunSummary& summary = static_cast<const sync::StickUnpacking&>(done).summary();
        told.packets = summary.sent;
        told.photos = summary.photosSent;
        told.photosFailed = summary.photosFailed;
        told.accepted = summary.accepted;
        told.duplicate = summary.duplicate;
        told.held = summary.held;
        told.rejected = summary.rejected;
    });
}

void StickDesk::run(std::unique_ptr<sync::StickJob> job, const BundleOutcome& outcome, Teller tell) {
    m_job = std::move(job);
    m_outcome = outcome;
    m_tell = std::move(tell);
    m_timer.start(0);
}

void StickDesk::step() {
    if (!m_job) return;
    auto more = m_job->step();
    if (more && *more) {
        Q_EMIT progress(m_job->done(), m_job->total());
        return m_timer.start(0);
    }
    BundleOutcome outcome = m_outcome;
    if (more) m_tell(*m_job, outcome);
    m_job.reset();
    finish(outcome, more ? Error{} : more.error());
}

void StickDesk::cancel() {
    if (!m_job) return;
    m_job.reset();
    finish(m_outcome, {"CANCELLED", QStringLiteral("Nothing was written.")});
}

void StickDesk::finish(BundleOutcome outcome, const Error& error) {
    outcome.ok = error.code.isEmpty();
    outcome.code = error.code;
    outcome.message = error.message;
    Q_EMIT done(outcome);
}

} // namespace haziri::muster
