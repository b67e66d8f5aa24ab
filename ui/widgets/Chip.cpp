#include "ui/widgets/Chip.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Keys.h"
#include "ui/widgets/Live.h"

#include <QEvent>

namespace haziri::ui {

namespace {
constexpr int kHeight = 30, kSide = 12, kIcon = 13, kGap = 6;
}

Chip::Chip(QWidget* parent)
    : QAbstractButton(parent) {
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    onTheme(this, [this] { updateGeometry(); });
}

void Chip::set(Tone tone, const QString& text, const QString& icon) {
    m_tone = tone;
    m_icon = icon;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Chip::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void Chip::setPassive(bool passive) {
    m_passive = passive;
    setFocusPolicy(passive ? Qt::NoFocus : Qt::StrongFocus);
    setCursor(passive ? Qt::ArrowCursor : Qt::PointingHandCursor);
    setAttribute(Qt::WA_TransparentForMouseEvents, passive);
}

void Chip::setBold(bool bold) {
    m_bold = bold;
    updateGeometry();
    update();
}

void Chip::setChevron(bool chevron) {
    m_chevron = chevron;
    updateGeometry();
}

QFont Chip::textFont() const {
    QFont font = Style::themeOf(this).font(TextSize::Table, m_bold);
    font.setPointSizeF(font.pointSizeF() * 13.5 / 14);
    return font;
}

QSize Chip::sizeHint() const {
    int width = QFontMetrics(textFont()).horizontalAdvance(text()) + 2 * kSide;
    if (!m_icon.isEmpty()) width += kIcon + kGap;
    if (m_chevron) width += kIcon + kGap;
    return {width, kHeight};
}

QSize Chip::minimumSizeHint() const {
    return {qMin(sizeHint().width(), 64), kHeight};
}

bool Chip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && width() >= sizeHint().width() && toolTip().isEmpty()) return true;
    return keepsKeys(event) || QAbstractButton::event(event);
}

void Chip::keyPressEvent(QKeyEvent* event) {
    if (!pressedByEnter(*this, event)) QAbstractButton::keyPressEvent(event);
}

void Chip::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor back = theme.soft(m_tone);
    const QColor ink = theme.ink(m_tone);
    if (!m_passive && (underMouse() || isDown())) back = theme.isDark() ? back.lighter(118) : back.darker(105);
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    QRect inner = rect().adjusted(kSide, 0, -kSide, 0);
    if (!m_icon.isEmpty()) {
        const QString name = m_icon == QStringLiteral("shape") ? shapeOf(m_tone) : m_icon;
        const int size = m_icon == QStringLiteral("shape") ? kIcon : kIcon + 2;
        drawIcon(painter, QRect(inner.left(), (height() - size) / 2, size, size), name, ink);
        inner.adjust(kIcon + kGap, 0, 0, 0);
    }
    if (m_chevron) {
        drawIcon(painter, QRect(inner.right() - kIcon + 2, (height() - kIcon) / 2, kIcon, kIcon),
                 QStringLiteral("down"), ink);
        inner.adjust(0, 0, -kIcon - kGap, 0);
    }
    painter.setFont(textFont());
    painter.setPen(ink);
    const QFontMetrics metrics(painter.font());
    drawLine(painter, inner, Qt::AlignVCenter | Qt::AlignLeft,
             metrics.elidedText(text(), Qt::ElideRight, inner.width() + 1));
    if (hasFocus()) drawFocusRing(painter, rect(), height() / 2.0 - 1, theme);
}

namespace {

QFont cellChipFont(const Theme& theme) {
    QFont font = theme.font(TextSize::Table);
    font.setPointSizeF(font.pointSizeF() * 13.5 / 14);
    return font;
}

} // namespace

int chipWidth(const Theme& theme, const QString& text, bool withShape) {
    return QFontMetrics(cellChipFont(theme)).horizontalAdvance(text) + 2 * kSide + (withShape ? kIcon + kGap : 0);
}

QRect paintChip(QPainter& painter, const QRect& box, const Theme& theme, Tone tone, const QString& text,
                bool withShape) {
    const QFont font = cellChipFont(theme);
    const QFontMetrics metrics(font);
    const int width = qMin(box.width(), chipWidth(theme, text, withShape));
    const QRect chip(box.left(), box.center().y() - 14, width, 29);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.soft(tone));
    painter.drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    QRect inner = chip.adjusted(kSide, 0, -kSide, 0);
    if (withShape) {
        drawIcon(painter, QRect(inner.left(), chip.center().y() - kIcon / 2, kIcon, kIcon), shapeOf(tone),
                 theme.ink(tone));
        inner.adjust(kIcon + kGap, 0, 0, 0);
    }
    painter.setFont(font);
    painter.setPen(theme.ink(tone));
    drawLine(painter, inner, Qt::AlignVCenter | Qt::AlignLeft,
             metrics.elidedText(text, Qt::ElideRight, inner.width() + 1));
    painter.restore();
    return chip;
}

} // namespace haziri::ui
