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
    if (!witnessed && witnessed.error().code != "LOG_FORK") return close(witnessed.error());
    m_before = LogPast::read(m_witness.past());
    const auto fork = [&](const Error& error) {
        static_cast<void>(m_witness.keepContradiction("fork", keptNote, *note, SystemClock().now()).has_value());
        return close(error);
    };
    // Without anything to hold a restored log to there is nothing to find out by reading it.
    if (!witnessed && m_before.isEmpty()) return fork(witnessed.error());

    Rebuilt rebuilt{LogPast(fresh->size), 0, false, {}};
    if (auto read = rebuild(source, *fresh, kept, rebuilt, report); !read) return close(read.error());
    const bool isForked = !witnessed || rebuilt.contradicts;
    if (isForked && !(kept && !report.bad && explainByRestore(*kept, rebuilt, report))) {
        report.bad.reset();
        return fork(witnessed ? Error{"LOG_FORK", QStringLiteral("The entries are others than those that were verified "
                                                                 "before.")}
                              : witnessed.error());
    }
    if (report.bad) {
        report.outcome = Outcome::Bad;
        return report;
    }
    if (isForked)
        if (auto done = m_witness.keepContradiction("restored", keptNote, *note, SystemClock().now()); !done)
            return close(done.error());
    if (auto done = m_witness.keep(*note, rebuilt.past.toText()); !done) return close(done.error());
    report.outcome = isForked ? Outcome::Restored : Outcome::Whole;
    return report;
}

Result<void> LogVerifierJob::rebuild(LogSource& source, const audit::Checkpoint& checkpoint,
                                     const std::optional<audit::Checkpoint>& kept, Rebuilt& rebuilt,
                                     VerifyReport& report) {
    audit::LogVerifier verifier;
    auto read = readAll(source, checkpoint.size, [&](const audit::ServedEntry& entry) {
        report.bad = verifier.add(entry);
        if (report.bad) return false;
        ++report.checked;
        const qint64 size = verifier.size();
        take(entry, size == checkpoint.size, rebuilt);
        if (rebuilt.past.isDue(size)) rebuilt.past.add(size, verifier.root());
        if (const auto before = m_before.root(size); before && *before == verifier.root()) rebuilt.agreedUpTo = size;
        // The proof has shown that the two checkpoints agree; this shows that the entries agree with the earlier one.
        if (kept && kept->size == size && kept->root != verifier.root()) rebuilt.contradicts = true;
        return true;
    });
    report.erased = verifier.erased();
    report.root = crypto::toBase64Url(verifier.root());
    if (!read) return read;
    if (!report.bad) report.bad = verifier.close(checkpoint);
    if (!report.bad && kept) report.witnessed = kept->size;
    tell(report.checked, report.size, true);
    return {};
}

// The times of two kinds of entries are looked at, so only they are read: the last and those that announce a restore.
void LogVerifierJob::take(const audit::ServedEntry& served, bool isLast, Rebuilt& rebuilt) const {
    const bool announces = served.entry.contains("\"kind\":\"restore\"");
    if (!announces && !isLast) return;
    const auto entry = audit::readEntry(served.entry);
    if (!entry) return;
    rebuilt.past.noteTime(entry->meta.syncTimestamp);
    if (entry->kind == "restore") rebuilt.restores.append({entry->index, entry->meta.syncTimestamp});
}

// As laptops do it: the entry stands below what was verified, where the log went back to; it is later than all of what
// was verified, so that one restore excuses one step back; and what was rebuilt up to it is still there.
bool LogVerifierJob::explainByRestore(const audit::Checkpoint& kept, const Rebuilt& rebuilt,
                                      VerifyReport& report) const {
    for (auto restore = rebuilt.restores.crbegin(); restore != rebuilt.restores.crend(); ++restore) {
        const auto& [index, at] = *restore;
        const qint64 shared = m_before.newestSizeUpTo(index);
        if (index >= kept.size || at <= m_before.newestAt() || shared == 0 || shared > rebuilt.agreedUpTo) continue;
        report.restoredTo = index;
        report.restoredAt = at;
        report.witnessed = shared;
        return true;
    }
    return false;
}

} // namespace haziri::review
