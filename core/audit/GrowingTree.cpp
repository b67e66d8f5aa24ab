#include "core/audit/GrowingTree.h"

namespace haziri::audit {

Result<void> GrowingTree::append(const Digest& leaf) {
    Digest hash = leaf;
    std::size_t level = 0;
    for (qint64 index = m_size; index & 1; index >>= 1) {
        if (!m_left[level]) {
            const auto stored = m_stored({int(level), index - 1});
            if (!stored) return fail(stored.error());
            m_left[level] = *stored;
        }
        hash = hashChildren(*m_left[level], hash);
        m_left[level++].reset();
        m_nodes.append({NodeId{int(level), index >> 1}, hash});
    }
    m_left[level] = hash;
    ++m_size;
    return {};
}

} // namespace haziri::audit
