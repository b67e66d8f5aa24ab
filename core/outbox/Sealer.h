// Seals the outbox's columns under the profile's data key, each bound to its place so that no two can be exchanged.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::outbox {

class Sealer {
  public:
    Sealer(crypto::SecretBytes dataKey, RandomSource& random)
        : m_key(std::move(dataKey))
        , m_random(random) {}

    /// `place`: table, column and key, e.g. "photo/<fileId>".
    QByteArray seal(const QByteArray& place, QByteArrayView plain) const;
    /// SEALED_INTEGRITY for any damage.
    Result<QByteArray> open(const QByteArray& place, QByteArrayView sealed) const;

  private:
    crypto::SecretBytes m_key;
    RandomSource& m_random;
};

} // namespace haziri::outbox
