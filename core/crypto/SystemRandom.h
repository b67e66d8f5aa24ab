// Random bytes from OpenSSL's CSPRNG.
#pragma once

#include "core/base/RandomSource.h"

#include <QByteArray>

namespace haziri::crypto {

class SystemRandom final : public RandomSource {
  public:
    void fill(std::span<std::uint8_t> out) override;
};

QByteArray randomBytes(RandomSource& random, qsizetype size);

} // namespace haziri::crypto
