// A calm surface with a thin line around it; everything on a page stands on one.
#pragma once

#include <QWidget>

namespace haziri::ui {

class Panel : public QWidget {
    Q_OBJECT
  public:
    explicit Panel(QWidget* parent = nullptr);

  protected:
    void paintEvent(QPaintEvent*) override;
};

} // namespace haziri::ui
