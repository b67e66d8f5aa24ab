// RFC 6962 section 2.1 / RFC 9162 section 2.1 over SHA-256: roots, inclusion and consistency proofs.
//
// The functions hold no storage. Complete subtrees are asked for by (level, index): level 0 are record hashes, node
// (l, i) covers leaves [i·2^l, (i+1)·2^l). Each proof asks for O(log n) nodes.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Sha256.h"

#include <QList>
#include <functional>

namespace haziri::audit {

using crypto::Digest;

struct NodeId {
    int level = 0;
    qint64 index = 0;
    bool operator==(const NodeId&) const = default;
};
using NodeFetcher = std::function<Result<Digest>(NodeId)>;

Digest hashChildren(const Digest& left, const Digest& right); ///< SHA-256(0x01 ‖ left ‖ right)
Digest emptyRoot();                                           ///< SHA-256 of nothing

Result<Digest> rootOf(qint64 size, const NodeFetcher& fetch);
/// OUT_OF_RANGE unless 0 ≤ index < size, respectively 0 ≤ first ≤ second.
Result<QList<Digest>> inclusionProof(qint64 index, qint64 size, const NodeFetcher& fetch);
Result<QList<Digest>> consistencyProof(qint64 first, qint64 second, const NodeFetcher& fetch);

/// PROOF_INVALID when anything does not fit, including a proof that is too long or too short.
Result<void> verifyInclusion(const Digest& leaf, qint64 index, qint64 size, const QList<Digest>& proof,
                             const Digest& root);
Result<void> verifyConsistency(qint64 first, const Digest& firstRoot, qint64 second, const Digest& secondRoot,
                               const QList<Digest>& proof);

/// The compact state of a growing tree: the roots of its complete subtrees, at most 63 of them.
class MerkleFrontier {
  public:
    void append(const Digest& leaf);
    qint64 size() const { return m_size; }
    Digest root() const;

  private:
    QList<Digest> m_peaks; ///< largest subtree first
    qint64 m_size = 0;
};

} // namespace haziri::audit
