// What this computer rebuilt of the log the last time, so that a log which contradicts the newest checkpoint can be
// held to what it still ought to contain: roots of the tree along the way, and how late its entries went.
#pragma once

#include "core/base/Clock.h"
#include "core/crypto/Sha256.h"

#include <QMap>

namespace haziri::review {

class LogPast {
  public:
    LogPast() = default;
    /// Of a log of `size` entries: about a thousand roots are kept, of a small log every one.
    explicit LogPast(qint64 size)
        : m_step(std::max<qint64>(1, size / 1000)) {}

    /// Damaged or foreign text reads as nothing.
    static LogPast read(QByteArrayView text);
    QByteArray toText() const;

    bool isEmpty() const { return m_roots.isEmpty(); }
    bool isDue(qint64 size) const { return size % m_step == 0; }
    void add(qint64 size, const crypto::Digest& root) { m_roots.insert(size, root); }
    void noteTime(UnixMillis at) { m_newestAt = std::max(m_newestAt, at); }

    /// Nothing where no root was kept for that size.
    std::optional<crypto::Digest> root(qint64 size) const;
    qint64 newestSizeUpTo(qint64 size) const; ///< 0: none
    /// Of the last entry and of every announced restore: what comes later can be none of these.
    UnixMillis newestAt() const { return m_newestAt; }

  private:
    qint64 m_step = 1;
    QMap<qint64, crypto::Digest> m_roots;
    UnixMillis m_newestAt;
};

} // namespace haziri::review
