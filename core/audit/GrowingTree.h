// The nodes of a tree as leaf after leaf is appended to it.
#pragma once

#include "core/audit/MerkleTree.h"

#include <array>
#include <optional>

namespace haziri::audit {

/// One thread. A store's nodes before the first append are asked for when they are due, and only left siblings.
class GrowingTree {
  public:
    GrowingTree(qint64 size, NodeFetcher stored)
        : m_size(size)
        , m_stored(std::move(stored)) {}

    /// Whatever the store says where it lacks a node; the tree is of no use then.
    Result<void> append(const Digest& leaf);
    /// All that became complete since the beginning, above the leaves.
    const QList<std::pair<NodeId, Digest>>& nodes() const { return m_nodes; }

  private:
    qint64 m_size;
    NodeFetcher m_stored;
    std::array<std::optional<Digest>, 64> m_left; ///< by level: a node that waits for its right sibling
    QList<std::pair<NodeId, Digest>> m_nodes;
};

} // namespace haziri::audit
