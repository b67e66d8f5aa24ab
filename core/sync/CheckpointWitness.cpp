#include "core/sync/CheckpointWitness.h"

#include "core/audit/MerkleTree.h"
#include "core/base/Base64Url.h"

namespace haziri::sync {

namespace {

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

} // namespace

Result<outbox::Checkpointed> witness(const outbox::Checkpointed& kept, const QByteArray& note,
                                     const QList<QByteArray>& consistency, const audit::VerifierKey& logKey) {
    auto point = audit::verifyCheckpoint(note, logKey);
    if (!point) return fail("CHECKPOINT_INVALID", point.error().message);
    const outbox::Checkpointed fresh{note, point->size, point->root};
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
