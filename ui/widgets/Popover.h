// The explanation that a chip opens: a small sheet below it, closed by Esc or a click elsewhere.
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>
#include <functional>

class QVBoxLayout;

namespace haziri::ui {

class Popover : public QWidget {
    Q_OBJECT
  public:
    /// Deletes itself when closed.
    explicit Popover(QWidget* parent);
    void addTitle(Tone tone, const QString& text);
    void addParagraph(const QString& text);
    void addRow(const QString& what, const QString& value);
    void addAction(const QString& text, std::function<void()> action, bool primary = false);
    void addWidget(QWidget* widget);
    /// Below the widget, inside the window; a sheet taller than that scrolls.
    void openBelow(QWidget* anchor);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent*) override;

  private:
    void scroll(int height);
    QVBoxLayout* m_column;
};

} // namespace haziri::ui
