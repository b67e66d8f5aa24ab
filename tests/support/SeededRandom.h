// Repeatable random bytes for tests. Never for keys that matter.
#pragma once

#include "core/base/RandomSource.h"

#include <mutex>
#include <random>

namespace haziri::test {

/// The same seed gives the same bytes. Thread-safe.
class SeededRandom final : public RandomSource {
  public:
    explicit SeededRandom(std::uint64_t seed = 1)
        : m_engine(seed) {}
    void fill(std::span<std::uint8_t> out) override {
        const std::lock_guard lock(m_mutex);
        for (std::uint8_t& byte : out)
            byte = std::uint8_t(m_engine());
    }

  private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine;
};

} // namespace haziri::test
