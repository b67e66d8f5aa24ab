// Is this camera, in this light, good enough for the shift? Looks at the pictures of the last seconds. No threads.
#pragma once

#include "core/base/Clock.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <deque>

namespace haziri::capture {

struct CameraReport {
    double framesPerSecond = 0;
    int brightness = 0;   ///< mean grey, 0..255
    int glare = 0;        ///< hundredths of the picture that are burnt out
    double sharpness = 0; ///< variance of the Laplacian
    bool face = false;    ///< somebody was found lately
    /// "CAMERA_SILENT", "CAMERA_DARK", "CAMERA_FROZEN", "CAMERA_SLOW", "LIGHT_LOW", "LIGHT_HARSH", "PICTURE_SOFT": what
    /// is wrong, the worst first; empty: good.
    QList<QByteArray> problems;
};

class CameraCheck {
  public:
    static constexpr qint64 kWindowMs = 3000;

    void see(const QImage& image, UnixMillis at);
    void seeFace(UnixMillis at) { m_face = at; }
    /// Of the last three seconds before `now`.
    CameraReport report(UnixMillis now) const;

  private:
    struct Look {
        UnixMillis at;
        int brightness = 0, glare = 0;
        double sharpness = 0;
        bool black = false;
        quint64 content = 0; ///< the same for pictures that are the same to the last pixel looked at
    };
    std::deque<Look> m_looks;
    UnixMillis m_face{-kWindowMs};
};

} // namespace haziri::capture
