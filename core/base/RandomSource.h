// Where random bytes come from; injected, so that tests are repeatable. core/crypto has the real one.
#pragma once

#include <cstdint>
#include <span>

namespace haziri {

/// Thread-safe. The bytes are fit for keys.
class RandomSource {
  public:
    virtual ~RandomSource() = default;
    /// Fills the whole span or ends the program: there is no safe way on without randomness.
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

} // namespace haziri
