#include "core/sync/RetryPolicy.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace haziri::sync {

qint64 RetryPolicy::afterFailure(qint64 atLeastMs) {
    const int doublings = std::min(m_failures, 30);
    ++m_failures;
    const qint64 ceiling = std::min(m_limits.maxMs, m_limits.firstMs << doublings);
    std::array<std::uint8_t, 4> bytes{};
    m_random.fill(bytes);
    std::uint32_t chance = 0;
    std::memcpy(&chance, bytes.data(), sizeof chance);
    const qint64 wait = ceiling / 2 + qint64(chance % std::uint32_t(ceiling / 2 + 1));
    return std::max(wait, atLeastMs);
}

} // namespace haziri::sync
