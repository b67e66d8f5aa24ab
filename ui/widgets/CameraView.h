// The live picture, mirrored, with a frame around each face and what became of the person over it.
//
// Paints once per frame it is given and on nothing else but short fades; a frame that arrives before the last one was
// painted replaces it.
#pragma once

#include "core/capture/Decision.h"
#include "ui/theme/Theme.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <functional>

namespace haziri::ui {

/// The strip at the lower edge: who it was, and what was done.
struct Banner {
    Tone tone = Tone::Ok; ///< Ok: recorded; Held: kept, to be looked at; Neutral: not recognised; Bad: not stored
    QString title, line;  ///< name; trade, gang, direction, time
    QString result, note; ///< "Recorded", "saved on this laptop"
    QImage photo;         ///< null: the shape alone
};

class CameraView : public QWidget {
    Q_OBJECT
  public:
    explicit CameraView(QWidget* parent = nullptr);

    void setFrame(const QImage& frame);
    void setFaces(const QList<capture::FaceSeen>& faces);
    void setGuidance(const QString& text); ///< one line; empty: none
    /// `banner` is composed now, and again if the language changes while it stands.
    void showBanner(std::function<Banner()> banner, int forMs = 3500);
    void hideBanner();
    /// The camera cannot be used: shown instead of the picture until the next frame.
    void setProblem(std::function<std::pair<QString, QString>()> titleAndAdvice);
    void clearProblem();
    /// Enrolment: an oval to put the face into instead of frames around faces.
    void setOval(std::optional<Tone> tone);

    const QImage& frame() const { return m_frame; } ///< as the camera gave it, not mirrored
    std::optional<Tone> bannerTone() const;
    qint64 paintedFrames() const { return m_painted; } ///< counts pictures, not repaints of the same one

    QSize sizeHint() const override { return {640, 480}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    void retell();
    QRectF pictureRect() const;
    void paintPicture(QPainter& painter);
    void paintProblem(QPainter& painter);
    void paintFaces(QPainter& painter);
    void paintHint(QPainter& painter, const QRectF& face, const QByteArray& guidance);
    void paintOval(QPainter& painter);
    void paintGuidance(QPainter& painter);
    void paintBanner(QPainter& painter);
    void paintCorners(QPainter& painter);

    QImage m_frame;
    QList<capture::FaceSeen> m_faces;
    QList<QRectF> m_shown; ///< where frames are drawn: they follow their faces smoothly
    QString m_guidance, m_problemTitle, m_problemAdvice;
    std::function<Banner()> m_composeBanner;
    std::function<std::pair<QString, QString>()> m_composeProblem;
    std::optional<Banner> m_banner;
    std::optional<Tone> m_oval;
    QElapsedTimer m_bannerAge;
    QTimer m_bannerEnd, m_fade;
    qint64 m_painted = 0;
    bool m_fresh = false;
};

} // namespace haziri::ui
