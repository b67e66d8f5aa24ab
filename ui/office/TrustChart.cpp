#include "ui/office/TrustChart.h"

#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"
#include "ui/words/Words.h"

#include <QPainter>
#include <QPainterPath>

namespace haziri::ui {

TrustChart::TrustChart(QWidget* parent)
    : QWidget(parent) {
    setFixedHeight(110);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    onLanguage(this, [this] { retell(); });
}

void TrustChart::setPoints(const QList<review::TrustPoint>& points, UnixMillis now) {
    m_points = points;
    m_now = now;
    retell();
}

void TrustChart::retell() {
    QStringList said;
    for (const auto& point : m_points)
        said << QStringLiteral("%1: %2").arg(Words::shortMoment(point.at)).arg(point.score);
    setAccessibleName(tr("Trust over time"));
    setAccessibleDescription(said.join(QStringLiteral("; ")));
    setToolTip(said.mid(qMax<qsizetype>(0, said.size() - 12)).join(QLatin1Char('\n')));
    update();
}

void TrustChart::paintEvent(QPaintEvent*) {
    if (m_points.size() < 2) return;
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(TextSize::Small));
    const QRectF area(34, 8, width() - 44, height() - 34);
    const qint64 first = m_points.first().at.value, span = qMax<qint64>(1, m_now.value - first);
    const auto at = [&](qint64 time, int score) {
        return QPointF(area.left() + area.width() * double(time - first) / double(span),
                       area.bottom() - area.height() * score / 100.0);
    };
    for (const int level : {0, 50, 100}) {
        const qreal y = at(first, level).y();
        painter.setPen(theme[Colour::Line]);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme[Colour::Dim]);
        painter.drawText(QRectF(0, y - 9, 28, 18), Qt::AlignRight | Qt::AlignVCenter, QString::number(level));
    }
    QPainterPath line(at(first, m_points.first().score));
    for (const auto& point : m_points.mid(1)) {
        line.lineTo(at(point.at.value, qRound((area.bottom() - line.currentPosition().y()) * 100 / area.height())));
        line.lineTo(at(point.at.value, point.score));
    }
    line.lineTo(at(m_now.value, m_points.last().score));
    painter.setPen(QPen(theme[Colour::Accent], 2));
    painter.drawPath(line);
    painter.setPen(theme[Colour::Dim]);
    const QRectF below(area.left(), area.bottom() + 6, area.width(), 18);
    painter.drawText(below, Qt::AlignLeft, Words::shortMoment(m_points.first().at));
    painter.drawText(below, Qt::AlignRight, Words::shortMoment(m_now));
}

} // namespace haziri::ui
