// Long work: how far it is, or that it goes on where nobody knows how far.
#pragma once

#include "ui/theme/Theme.h"

#include <QTimer>
#include <QWidget>

namespace haziri::ui {

class ProgressBar : public QWidget {
    Q_OBJECT
  public:
    explicit ProgressBar(QWidget* parent = nullptr);
    void setProgress(qint64 done, qint64 whole); ///< whole 0: unknown
    void setTone(Tone tone);
    QSize sizeHint() const override { return {160, 8}; }

  protected:
    void paintEvent(QPaintEvent*) override;
    void hideEvent(QHideEvent*) override { m_pulse.stop(); }

  private:
    qint64 m_done = 0, m_whole = 1;
    Tone m_tone = Tone::Accent;
    QTimer m_pulse;
    int m_phase = 0;
};

} // namespace haziri::ui
