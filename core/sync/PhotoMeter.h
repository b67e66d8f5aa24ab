// Holds the lane of photos to its budget. Marks always go.
#pragma once

#include "core/outbox/Outbox.h"
#include "core/sync/PhotoBudget.h"

#include <functional>

namespace haziri::sync {

/// Counts per local day what photos took, in the store, so that a restart begins no new day. Lives on the outbox's
/// thread; references must outlive it.
class PhotoMeter {
  public:
    /// `isMetered`: does the system call the line metered? Asked before each photo.
    PhotoMeter(outbox::Outbox& outbox, const Clock& clock, std::function<bool()> isMetered)
        : m_outbox(outbox)
        , m_clock(clock)
        , m_isMetered(std::move(isMetered)) {}

    PhotoBudget budget() const;
    Result<void> setBudget(const PhotoBudget& budget);
    bool isMetered() const { return m_isMetered && m_isMetered(); }
    bool limits() const; ///< does the budget hold on this line, now?

    /// What photos may still take today; nothing: as much as they like.
    std::optional<qint64> left() const;
    qint64 spentToday() const;
    /// May one of so many bytes go? The first of a day may be larger than the whole budget: it would never go
    /// otherwise.
    bool allows(qint64 photoBytes) const;
    /// Before it is sent, on a limited line or not: a line that drops costs too.
    Result<void> spend(qint64 photoBytes);

    static constexpr qint64 kOverheadBytes = 2'000; ///< heads of HTTP, TLS and TCP around a photo

  private:
    QByteArray today() const;
    outbox::Outbox& m_outbox;
    const Clock& m_clock;
    std::function<bool()> m_isMetered;
};

} // namespace haziri::sync
