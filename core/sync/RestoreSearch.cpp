#include "core/sync/RestoreSearch.h"

#include "core/audit/MerkleTree.h"
#include "core/audit/ServedEntryJson.h"
#include "core/base/Base64Url.h"

namespace haziri::sync {

namespace {

constexpr qint64 kFutureMs = 2 * 60'000;
constexpr qsizetype kMostEntries = 1000;
constexpr qsizetype kMostHashes = 128;

QByteArray number(qint64 value) {
    return QByteArray::number(value);
}

QList<crypto::Digest> hashesOf(const json::Reader& answer) {
    auto proof = readProof(answer.texts("hashes", kMostHashes, 64));
    return proof ? *proof : QList<crypto::Digest>();
}

// Only the server itself may say that it has no such thing, in a problem of its own. A line that fails says nothing,
// and neither does a gateway's page, a limit, or a server that wants to be asked otherwise.
bool saysThereIsNone(const CallError& error) {
    const bool isProblem = !error.error.code.startsWith("HTTP_");
    return isProblem && (error.status == 400 || error.status == 404 || error.status == 410 || error.status == 422);
}

} // namespace

Result<QList<crypto::Digest>> readProof(const QList<QByteArray>& hashes) {
    QList<crypto::Digest> proof;
    for (const QByteArray& hash : hashes) {
        auto bytes = fromBase64Url(hash);
        if (!bytes || bytes->size() != 32)
            return fail("PROOF_INVALID", QStringLiteral("A hash of the proof is malformed."));
        proof.append(crypto::toDigest(*bytes));
    }
    return proof;
}

void RestoreSearch::start(const outbox::Checkpointed& kept, const outbox::Checkpointed& fresh, Done done) {
    ++m_search;
    m_kept = kept;
    m_fresh = fresh;
    m_done = std::move(done);
    m_candidates.clear();
    const auto enrolled = m_outbox.value(QByteArray(outbox::kEnrolledAt));
    m_enrolledAt = enrolled ? UnixMillis{enrolled->toLongLong()} : UnixMillis{};
    ask("/api/v5/audit/log?kind=restore&from=0&limit=1000", [this](const json::Reader& page) {
        readEntries(page);
        tryNext();
    });
}

void RestoreSearch::ask(const QByteArray& path, std::function<void(const json::Reader&)> take) {
    m_client.getJson(path, this, [this, search = m_search, take = std::move(take)](const Called<json::Reader>& answer) {
        if (search != m_search) return;
        if (answer) return take(*answer);
        if (!saysThereIsNone(answer.error())) return m_done(tl::make_unexpected(answer.error()));
        tryNext();
    });
}

void RestoreSearch::readEntries(const json::Reader& page) {
    for (const json::Reader& object : page.objects("entries", kMostEntries)) {
        const auto served = audit::readServedEntry(object);
        const auto entry = served ? audit::readEntry(served->entry) : Result<audit::LogEntry>(fail(served.error()));
        if (!entry || entry->kind != "restore") continue;
        const UnixMillis at = entry->meta.syncTimestamp;
        const bool isBelow = entry->index < m_kept.size && entry->index < m_fresh.size;
        const bool isLater = at > m_kept.serverTime && at.value <= m_fresh.serverTime.value + kFutureMs;
        if (isBelow && isLater) m_candidates.append({entry->index, at, audit::recordHash(served->entry)});
    }
    std::sort(m_candidates.begin(), m_candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.index < b.index; });
}

void RestoreSearch::tryNext() {
    while (!m_candidates.isEmpty()) {
        const Candidate candidate = m_candidates.takeLast();
        auto shared = m_outbox.checkpointUpTo(candidate.index);
        if (!shared) return m_done(tl::make_unexpected(CallError{shared.error(), 0, 0}));
        // Nothing was witnessed that the restored log could be held to. That counts only where a person enrolled this
        // laptop again, after the restore and at that server: his word stands for the proof.
        if (shared->size == 0 && m_enrolledAt <= candidate.at) continue;
        return askInclusion({candidate.index, candidate.at, *shared}, candidate.leaf);
    }
    m_done(std::optional<FoundRestore>());
}

void RestoreSearch::askInclusion(const FoundRestore& candidate, const crypto::Digest& leaf) {
    ask("/api/v5/audit/inclusion?index=" + number(candidate.logSize) + "&size=" + number(m_fresh.size),
        [this, candidate, leaf](const json::Reader& answer) {
            if (audit::verifyInclusion(leaf, candidate.logSize, m_fresh.size, hashesOf(answer), m_fresh.root))
                return askConsistency(candidate);
            tryNext();
        });
}

void RestoreSearch::askConsistency(const FoundRestore& candidate) {
    const auto& shared = candidate.shared;
    if (shared.size == 0) return m_done(std::optional(candidate)); // an empty log is the beginning of every log
    ask("/api/v5/audit/consistency?first=" + number(shared.size) + "&second=" + number(m_fresh.size),
        [this, candidate](const json::Reader& answer) {
            if (audit::verifyConsistency(candidate.shared.size, candidate.shared.root, m_fresh.size, m_fresh.root,
                                         hashesOf(answer)))
                return m_done(std::optional(candidate));
            tryNext();
        });
}

} // namespace haziri::sync
