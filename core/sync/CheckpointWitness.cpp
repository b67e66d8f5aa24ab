#include "core/sync/CheckpointWitness.h"

#include "core/audit/MerkleTree.h"
#include "core/sync/RestoreSearch.h"

namespace haziri::sync {

Result<outbox::Checkpointed> witness(const outbox::Checkpointed& kept, const QByteArray& note,
                                     const QList<QByteArray>& consistency, const audit::VerifierKey& logKey,
                                     UnixMillis serverTime) {
    auto point = audit::verifyCheckpoint(note, logKey);
    if (!point) return fail("CHECKPOINT_INVALID", point.error().message);
    const outbox::Checkpointed fresh{note, point->size, point->root, serverTime};
    if (kept.note.isEmpty() || kept.size == 0) return fresh;
    const auto fork = [](const QString& words) { return fail("LOG_FORK", words); };
    if (fresh.size < kept.size) return fork(QStringLiteral("The server's log has become shorter than it was."));
    if (fresh.size == kept.size) {
        if (fresh.root != kept.root)
            return fork(QStringLiteral("The server's log of the same length has other contents."));
        return kept;
    }
    auto proof = readProof(consistency);
    if (!proof || !audit::verifyConsistency(kept.size, kept.root, fresh.size, fresh.root, *proof)) {
        return fork(QStringLiteral("The server cannot prove that its log still contains what it contained before."));
    }
    return fresh;
}

} // namespace haziri::sync
