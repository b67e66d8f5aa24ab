// How far a laptop was trusted over time, as a line of steps between 0 and 100.
#pragma once

#include "core/review/ReviewTypes.h"

#include <QWidget>

namespace haziri::ui {

class TrustChart : public QWidget {
    Q_OBJECT
  public:
    explicit TrustChart(QWidget* parent = nullptr);
    /// Oldest first; the last one holds until `now`. Fewer than two points draw nothing.
    void setPoints(const QList<review::TrustPoint>& points, UnixMillis now);
    const QList<review::TrustPoint>& points() const { return m_points; }
    QSize sizeHint() const override { return {300, 110}; }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    void retell();
    QList<review::TrustPoint> m_points;
    UnixMillis m_now;
};

} // namespace haziri::ui
