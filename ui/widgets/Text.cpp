#include "ui/widgets/Text.h"

#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"

#include <QPainter>

namespace haziri::ui {

Text::Text(TextSize size, Colour ink, Weight weight, QWidget* parent)
    : QLabel(parent)
    , m_size(size)
    , m_ink(ink)
    , m_weight(weight) {
    setForegroundRole(QPalette::WindowText); // a parent's background role would choose another one
    setTextFormat(Qt::PlainText);            // names come from people; none of them is markup
    onTheme(this, [this] { restyle(); });
}

void Text::setInk(Colour ink) {
    m_ink = ink;
    m_tone.reset();
    restyle();
}

void Text::setInk(Tone tone) {
    m_tone = tone;
    restyle();
}

void Text::setElided(bool elided) {
    m_elided = elided;
    updateGeometry();
    update();
}

void Text::restyle() {
    const Theme& theme = Style::themeOf(this);
    setFont(m_weight == Weight::Mono ? theme.monoFont(m_size) : theme.font(m_size, m_weight == Weight::Bold));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_tone ? theme.ink(*m_tone) : theme[m_ink]);
    setPalette(colours);
}

QSize Text::minimumSizeHint() const {
    QSize size = QLabel::minimumSizeHint();
    if (m_elided) size.setWidth(qMin(size.width(), fontMetrics().averageCharWidth() * 6));
    return size;
}

void Text::paintEvent(QPaintEvent* event) {
    if (!m_elided || wordWrap() || fontMetrics().horizontalAdvance(text()) <= contentsRect().width()) {
        if (m_tipIsOurs) setToolTip({}); // of a text that was cut here before
        m_tipIsOurs = false;
        QLabel::paintEvent(event);
        return;
    }
    if (toolTip() != text()) setToolTip(text());
    m_tipIsOurs = true;
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    drawLine(painter, contentsRect(), alignment(),
             fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

} // namespace haziri::ui
