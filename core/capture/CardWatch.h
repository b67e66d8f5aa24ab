// Looks for a worker's card in the camera's pictures, seldom enough not to slow down the faces. No threads.
#pragma once

#include "core/base/Clock.h"

#include <QHash>
#include <QImage>
#include <optional>

namespace haziri::capture {

class CardWatch {
  public:
    static constexpr qint64 kEveryMs = 150;
    explicit CardWatch(qint64 repeatAfterMs)
        : m_repeatAfterMs(repeatAfterMs) {}

    /// Of a live source: the card's text, once for as long as it is held up and for a while after.
    std::optional<QByteArray> see(const QImage& image, UnixMillis at);
    /// Marks were taken back: a card counts anew once it was out of sight for a moment.
    void forget();
    /// Of a picture of its own. Codes that are no worker's card are nobody's business.
    static std::optional<QByteArray> read(const QImage& image);

  private:
    qint64 m_repeatAfterMs;
    std::optional<UnixMillis> m_looked;
    struct Seen {
        UnixMillis at;
        bool isForgotten = false;
    };
    QHash<QByteArray, Seen> m_seen;
};

} // namespace haziri::capture
