// A small plan: the site's circle, and the laptop's place with the circle in which it may be off. North is up.
#pragma once

#include "core/muster/DayTypes.h"

#include <QWidget>

namespace haziri::ui {

class SitePlan : public QWidget {
    Q_OBJECT
  public:
    explicit SitePlan(QWidget* parent = nullptr);
    void setPlace(const muster::PlaceInfo& place);
    QSize sizeHint() const override { return {304, 168}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    struct Scene;
    Scene scene() const;
    muster::PlaceInfo m_place;
};

} // namespace haziri::ui
