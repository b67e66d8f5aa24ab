// One of several, under the chip that shows which: a list with a tick before the one in force.
#pragma once

#include "ui/widgets/Popover.h"

namespace haziri::ui {

class ChoiceList : public QWidget {
    Q_OBJECT
  public:
    ChoiceList(QStringList texts, int current, QWidget* parent = nullptr);
    QSize sizeHint() const override;

  Q_SIGNALS:
    void chosen(int index);

  protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void point(int index);
    int indexAt(const QPointF& at) const;
    QStringList m_texts;
    int m_current, m_pointed;
};

/// Opens below `anchor`; Esc or a click elsewhere chooses nothing.
void chooseBelow(QWidget* anchor, const QString& title, const QStringList& texts, int current,
                 std::function<void(int)> chosen);

} // namespace haziri::ui
