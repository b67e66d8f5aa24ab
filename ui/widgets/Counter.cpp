#include "ui/widgets/Counter.h"

#include "ui/widgets/BarShape.h"
#include "ui/words/Words.h"

namespace haziri::ui {

Counter::Counter(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Counter::setCaption(const QString& caption) {
    m_caption = caption;
    setAccessibleName(QStringLiteral("%1 %2").arg(Words::number(m_value), m_caption));
    updateGeometry();
    update();
}

void Counter::setValue(qint64 value) {
    if (value == m_value) return;
    m_value = value;
    setAccessibleName(QStringLiteral("%1 %2").arg(Words::number(m_value), m_caption));
    update();
}

void Counter::setTone(Tone tone) {
    m_tone = tone;
    update();
}

QSize Counter::sizeHint() const {
    const Theme& theme = Style::themeOf(this);
    const QFontMetrics number(theme.font(TextSize::Counter, true)), caption(theme.font(TextSize::Body));
    return {qMax(number.horizontalAdvance(Words::number(m_value)), caption.horizontalAdvance(m_caption)) + 2,
            number.capHeight() + caption.height() + 10};
}

void Counter::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    const QFont big = theme.font(TextSize::Counter, true), small = theme.font(TextSize::Body);
    const QFontMetrics metrics(big);
    painter.setFont(big);
    painter.setPen(m_tone == Tone::Neutral ? theme[Colour::Ink] : theme.ink(m_tone));
    painter.drawText(QPoint(0, metrics.capHeight() + 2), Words::number(m_value));
    painter.setFont(small);
    painter.setPen(theme[Colour::Dim]);
    drawLine(painter, QRect(0, metrics.capHeight() + 7, width(), height() - metrics.capHeight() - 7),
             Qt::AlignLeft | Qt::AlignTop, QFontMetrics(small).elidedText(m_caption, Qt::ElideRight, width()));
}

PartsBar::PartsBar(QWidget* parent)
    : QWidget(parent) {
    setFixedHeight(8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PartsBar::setParts(const QList<std::pair<Tone, qint64>>& parts, qint64 whole) {
    m_parts = parts;
    m_whole = whole;
    update();
}

void PartsBar::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    beginBar(painter, *this);
    if (m_whole <= 0) return;
    qreal x = 0;
    for (const auto& [tone, amount] : m_parts) {
        if (amount <= 0) continue;
        const qreal part = qMax<qreal>(4, qreal(width()) * qreal(amount) / qreal(m_whole));
        painter.fillRect(QRectF(x, 0, part, height()), theme.ink(tone));
        x += part;
    }
}

} // namespace haziri::ui
