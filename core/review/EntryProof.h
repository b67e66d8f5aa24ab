// That one entry is part of the log that a checkpoint swears to (RFC 9162 section 2.1.3), step by step so that it can
// be drawn.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/audit/MerkleTree.h"

#include <QList>

namespace haziri::review {

/// One step from the leaf up: `node` is what results when `sibling` is joined from its side.
struct ProofStep {
    crypto::Digest sibling{};
    bool siblingIsLeft = false;
    crypto::Digest node{};
    bool operator==(const ProofStep&) const = default;
};

struct EntryProof {
    qint64 index = 0;
    crypto::Digest leaf{};
    QList<ProofStep> steps;
    audit::Checkpoint checkpoint;
};

/// PROOF_INVALID unless the hashes lead from the leaf to the checkpoint's root and none is left over.
Result<EntryProof> proveEntry(qint64 index, const crypto::Digest& leaf, const QList<crypto::Digest>& hashes,
                              const audit::Checkpoint& checkpoint);

} // namespace haziri::review
