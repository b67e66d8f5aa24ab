// The camera and the light before the shift: what is seen, what is wrong, and what to do about it.
#pragma once

#include "core/capture/CameraCheck.h"
#include "ui/widgets/Panel.h"

#include <QElapsedTimer>
#include <QTimer>
#include <optional>

class QVBoxLayout;

namespace haziri::ui {

class Button;
class Text;

class CheckSheet : public Panel {
    Q_OBJECT
  public:
    explicit CheckSheet(QWidget* parent = nullptr);

    void begin();
    void see(const QImage& frame); ///< looks only while the sheet is shown
    void seeFace();
    void setReport(const capture::CameraReport& report);

  Q_SIGNALS:
    void closed();

  private:
    UnixMillis now() const; ///< any clock that goes evenly does
    void rebuild();
    void tellFigures();
    capture::CameraCheck m_check;
    std::optional<capture::CameraReport> m_report; ///< none: it has just begun to look
    QElapsedTimer m_clock;
    Text *m_title, *m_verdict, *m_figures, *m_face;
    Button* m_close;
    QVBoxLayout* m_problems;
    QTimer m_tick;
};

} // namespace haziri::ui
