#include "core/review/LogVerifierJob.h"

#include "core/sync/CheckpointWitness.h"

#include <QElapsedTimer>

namespace haziri::review {

using Outcome = VerifyReport::Outcome;

namespace {

outbox::Checkpointed toWitness(const QByteArray& note, const std::optional<audit::Checkpoint>& point) {
    return point ? outbox::Checkpointed{note, point->size, point->root} : outbox::Checkpointed{};
}

Outcome outcomeOf(const Error& error, bool cancelled) {
    if (cancelled || error.code == "CANCELLED") return Outcome::Cancelled;
    return error.code == "LOG_FORK" ? Outcome::Fork : Outcome::Failed;
}

} // namespace

LogVerifierJob::LogVerifierJob(LogSourceFactory factory, QByteArray logKey, WitnessFile witness, QObject* parent)
    : LogJob(std::move(factory), parent)
    , m_logKey(std::move(logKey))
    , m_witness(std::move(witness)) {
    qRegisterMetaType<VerifyReport>();
}

std::function<void()> LogVerifierJob::run(LogSource& source) {
    QElapsedTimer clock;
    clock.start();
    VerifyReport report = verify(source);
    report.ms = clock.elapsed();
    return [this, report] { Q_EMIT finished(report); };
}

VerifyReport LogVerifierJob::verify(LogSource& source) {
    VerifyReport report;
    const auto close = [&](const Error& error) {
        report.outcome = outcomeOf(error, isCancelled());
        report.error = error;
        return report;
    };
    const auto key = audit::readVerifierKey(m_logKey);
    if (!key) return close(key.error());
    const auto note = source.checkpoint();
    if (!note) return close(note.error());
    const auto fresh = audit::verifyCheckpoint(*note, *key);
    if (!fresh) return close(fresh.error());
    report.size = fresh->size;

    const QByteArray keptNote = m_witness.note();
    std::optional<audit::Checkpoint> kept;
    if (auto read = audit::verifyCheckpoint(keptNote, *key)) kept = *read; // else: none, or of another server
    QList<QByteArray> proof;
    if (kept && kept->size > 0 && kept->size < fresh->size) {
        auto hashes = source.consistency(kept->size, fresh->size);
        if (!hashes) return close(hashes.error());
        proof = std::move(*hashes);
    }
    const auto witnessed = sync::witness(toWitness(keptNote, kept), *note, proof, *key);
    auto rebuilt = witnessed ? rebuild(source, *fresh, kept, report) : Result<void>(fail(witnessed.error()));
    if (rebuilt && !report.bad) rebuilt = m_witness.keep(*note);
    if (!rebuilt) {
        if (rebuilt.error().code == "LOG_FORK")
            static_cast<void>(m_witness.keepFork(keptNote, *note, SystemClock().now()).has_value());
        return close(rebuilt.error());
    }
    report.outcome = report.bad ? Outcome::Bad : Outcome::Whole;
    return report;
}

Result<void> LogVerifierJob::rebuild(LogSource& source, const audit::Checkpoint& checkpoint,
                                     const std::optional<audit::Checkpoint>& kept, VerifyReport& report) {
    audit::LogVerifier verifier;
    bool forked = false;
    auto read = readAll(source, checkpoint.size, [&](const audit::ServedEntry& entry) {
        report.bad = verifier.add(entry);
        if (report.bad) return false;
        ++report.checked;
        // The proof has shown that the two checkpoints agree; this shows that the entries agree with the earlier one.
        forked = kept && kept->size == verifier.size() && kept->root != verifier.root();
        return !forked;
    });
    report.erased = verifier.erased();
    report.root = crypto::toBase64Url(verifier.root());
    if (forked) return fail("LOG_FORK", QStringLiteral("The entries are others than those that were verified before."));
    if (!read) return read;
    if (!report.bad) report.bad = verifier.close(checkpoint);
    if (!report.bad && kept) report.witnessed = kept->size;
    tell(report.checked, report.size, true);
    return {};
}

} // namespace haziri::review
