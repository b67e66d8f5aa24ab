#include "server/evidence/EvidenceService.h"

#include "server/store/FileRepository.h"

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace haziri::evidence {

namespace {

constexpr qint64 kAtOnce = 8;

// On Linux a thread has a niceness of its own: judging never takes the processor from a request.
void stepBack() {
#ifdef Q_OS_LINUX
    ::setpriority(PRIO_PROCESS, id_t(::gettid()), 15);
#endif
}

} // namespace

EvidenceService::EvidenceService(Parts parts)
    : m_parts(std::move(parts))
    , m_witness(m_parts.modelDirectories)
    , m_judge(m_parts.reader, m_parts.keys, m_parts.random, m_witness)
    , m_findings(m_parts.log, m_parts.random) {
    m_standing.faces = m_witness.isInstalled() ? "idle" : "not installed";
}

EvidenceService::~EvidenceService() {
    stop();
}

void EvidenceService::start() {
    if (!m_thread.joinable()) m_thread = std::thread([this] { loop(); });
}

void EvidenceService::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void EvidenceService::wake() {
    {
        const std::lock_guard lock(m_mutex);
        m_hasWork = true;
    }
    m_wake.notify_all();
}

Standing EvidenceService::standing() const {
    const std::lock_guard lock(m_mutex);
    return m_standing;
}

void EvidenceService::loop() {
    stepBack();
    if (m_witness.isInstalled()) {
        const auto requeued = m_parts.writer.run([this](sql::Database& writing) -> Result<void> {
            auto put = store::EvidenceRepository(writing).requeueWithoutModels(m_parts.clock.now());
            if (!put) return fail(put.error());
            return {};
        });
        if (!requeued && m_parts.note) m_parts.note(requeued.error().message);
    }
    tell();
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, std::chrono::milliseconds(kPollMs), [this] { return m_stopping || m_hasWork; });
            if (m_stopping) return;
            m_hasWork = false;
        }
        const auto done = round();
        if (done && *done > 0) wake();     // there may be more
        if (!done) m_parts.pool.discard(); // the connection may be broken for good
        m_witness.rest(m_parts.clock.now());
        tell();
    }
}

Result<qint64> EvidenceService::drain() {
    qint64 all = 0;
    for (;;) {
        const auto done = round();
        if (!done) return done;
        all += *done;
        tell();
        if (*done == 0) return all;
    }
}

Result<qint64> EvidenceService::round() {
    auto database = m_parts.pool.database();
    if (!database) return fail(database.error());
    const auto waiting = store::EvidenceRepository(**database).waiting();
    if (!waiting) return fail(waiting.error());
    if (*waiting == 0) return 0;
    QList<FileId> ours;
    const auto claimed = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        auto files = store::EvidenceRepository(writing).claim(m_parts.clock.now(), kLeaseMs, kAtOnce);
        if (!files) return fail(files.error());
        ours = *files;
        return {};
    });
    if (!claimed) return fail(claimed.error());
    for (const FileId& file : ours) {
        if (auto judged = judgeOne(**database, file); !judged && m_parts.note)
            m_parts.note(QStringLiteral("photo %1: %2").arg(file.toString(), judged.error().message));
        const std::lock_guard lock(m_mutex);
        if (m_stopping) break; // the rest waits for the next start, or for the end of the lease
    }
    return ours.size();
}

Result<void> EvidenceService::judgeOne(sql::Database& database, const FileId& fileId) {
    const auto now = m_parts.clock.now();
    const auto file = store::FileRepository(database).find(fileId);
    if (!file) return fail(file.error());
    const auto again = [&](const Error& error) -> Result<void> {
        const auto tried = store::EvidenceRepository(database).attempts(fileId);
        const qint64 wait = 30'000LL << std::clamp<qint64>(tried ? *tried : 1, 1, 7); // a minute, up to an hour
        auto postponed = m_parts.writer.run([&](sql::Database& writing) {
            return store::EvidenceRepository(writing).postpone(fileId, {now.value + wait});
        });
        return postponed ? Result<void>(fail(error)) : postponed;
    };
    if (!*file || (*file)->state != "stored")
        return m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
            auto finished = store::EvidenceRepository(writing).finish(fileId);
            if (!finished) return fail(finished.error());
            return {};
        });
    const auto judgement = m_judge.judge(database, **file, now);
    if (!judgement) return again(judgement.error());
    if (auto recorded = record(*judgement, **file); !recorded) return again(recorded.error());
    const std::lock_guard lock(m_mutex);
    ++m_standing.judged;
    return {};
}

Result<void> EvidenceService::record(const Judgement& judgement, const store::FileRecord& file) {
    return m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        store::EvidenceRepository evidence(writing);
        const auto isOurs = evidence.finish(file.fileId);
        if (!isOurs) return fail(isOurs.error());
        const auto still = store::FileRepository(writing).find(file.fileId);
        if (!still) return fail(still.error());
        if (!*isOurs || !*still || (*still)->state != "stored") return {}; // judged elsewhere, or erased meanwhile
        if (judgement.print)
            if (auto kept = evidence.keepPrint(*judgement.print); !kept) return kept;
        if (auto kept = evidence.keepCheck(judgement.check); !kept) return kept;
        QJsonObject seen{{QStringLiteral("fileId"), file.fileId.toString()},
                         {QStringLiteral("outcome"), QString::fromLatin1(judgement.check.outcome)}};
        if (judgement.check.faces) seen.insert(QStringLiteral("faces"), *judgement.check.faces);
        if (judgement.check.score) seen.insert(QStringLiteral("score"), *judgement.check.score);
        if (!judgement.check.model.isEmpty())
            seen.insert(QStringLiteral("model"), QString::fromUtf8(judgement.check.model));
        for (const MarkVerdict& verdict : judgement.verdicts)
            if (auto added = m_findings.add(writing, verdict.markIndex, verdict.findings, seen, m_parts.clock.now());
                !added)
                return added;
        return {};
    });
}

// Once per change, so that a log tells that faces are not compared, and why.
void EvidenceService::tell() {
    const bool isUsable = m_witness.complaint().isEmpty();
    const QString complaint = !m_witness.isInstalled()
                                  ? QStringLiteral("the face models are not installed: photographs are looked at for "
                                                   "copies only, and nobody's face is compared")
                                  : m_witness.complaint();
    {
        const std::lock_guard lock(m_mutex);
        m_standing.faces = !m_witness.isInstalled() ? "not installed"
                           : !isUsable              ? "not usable"
                           : m_witness.isAwake()    ? "ready"
                                                    : "idle";
    }
    if (complaint == m_told) return;
    m_told = complaint;
    if (m_parts.note && !complaint.isEmpty()) m_parts.note(complaint);
}

} // namespace haziri::evidence
