// How long to wait after the n-th failure in a row: exponential with full jitter, so that two hundred laptops behind
// one mast do not come back in step.
#pragma once

#include "core/base/RandomSource.h"

#include <QtGlobal>

namespace haziri::sync {

class RetryPolicy {
  public:
    struct Limits {
        qint64 firstMs = 2'000;
        qint64 maxMs = 15 * 60'000;
    };
    explicit RetryPolicy(RandomSource& random)
        : RetryPolicy(random, Limits{}) {}
    RetryPolicy(RandomSource& random, Limits limits)
        : m_random(random)
        , m_limits(limits) {}

    /// Between half and the whole of min(max, first · 2^n); `atLeastMs` is what the server asked for (Retry-After).
    qint64 afterFailure(qint64 atLeastMs = 0);
    void success() { m_failures = 0; }
    int failures() const { return m_failures; }

  private:
    RandomSource& m_random;
    Limits m_limits;
    int m_failures = 0;
};

} // namespace haziri::sync
