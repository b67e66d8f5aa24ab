#include "ui/theme/Style.h"

#include "ui/theme/Icons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace haziri::ui {

namespace {

constexpr int kScrollBar = 12;
constexpr int kFieldHeight = 40;
constexpr int kFirstCell = 3; // as Table: a list's first column begins where the panel's other words do

void roundedBox(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& line,
                qreal width = 1) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.isValid() ? QPen(line, width) : Qt::NoPen);
    painter.setBrush(fill);
    const qreal in = line.isValid() ? width / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(in, in, -in, -in), radius, radius);
}

} // namespace

namespace {

/// Every size and weight is found and opened here, not while the first picture of the window is drawn.
void openFonts(const Theme& theme) {
    for (const TextSize size : {TextSize::Small, TextSize::Table, TextSize::Body, TextSize::Title, TextSize::Counter})
        for (const bool bold : {false, true})
            QFontMetrics(theme.font(size, bold)).horizontalAdvance(QStringLiteral("Haziri 07:41"));
}

} // namespace

void drawLine(QPainter& painter, const QRectF& box, Qt::Alignment align, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    const qreal wide = metrics.horizontalAdvance(text);
    qreal x = box.left(), y = box.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    if (align & Qt::AlignRight) x = box.right() - wide;
    if (align & Qt::AlignHCenter) x = box.center().x() - wide / 2;
    if (align & Qt::AlignTop) y = box.top() + metrics.ascent();
    if (align & Qt::AlignBottom) y = box.bottom() - metrics.descent();
    painter.drawText(QPointF(x, qRound(y)), text);
}

void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius, const Theme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme[Colour::Panel], 4));
    painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), radius, radius);
    painter.setPen(QPen(theme[Colour::Ring], 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

Style::Style(Theme theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(std::move(theme)) {}

void Style::apply(QApplication& app, const Theme& theme) {
    // A fresh style makes Qt repolish every widget, so each of them sees a StyleChange.
    auto* style = new Style(theme);
    app.setFont(theme.font(TextSize::Body));
    QPalette palette;
    style->polish(palette);
    app.setStyle(style);
    app.setPalette(palette);
    openFonts(theme);
}

const Theme& Style::themeOf(const QWidget* widget) {
    if (const auto* style = qobject_cast<const Style*>(widget ? widget->style() : QApplication::style()))
        return style->m_theme;
    static const Theme fallback = Theme::load(QStringLiteral("light"));
    return fallback;
}

void Style::polish(QPalette& palette) {
    const auto set = [&](QPalette::ColorRole role, Colour colour) { palette.setColor(role, m_theme[colour]); };
    set(QPalette::Window, Colour::Background);
    set(QPalette::WindowText, Colour::Ink);
    set(QPalette::Base, Colour::Panel);
    set(QPalette::AlternateBase, Colour::Hover);
    set(QPalette::Text, Colour::Ink);
    set(QPalette::Button, Colour::Panel);
    set(QPalette::ButtonText, Colour::Ink);
    set(QPalette::BrightText, Colour::BadInk);
    set(QPalette::Highlight, Colour::AccentSoft);
    set(QPalette::HighlightedText, Colour::Ink);
    set(QPalette::ToolTipBase, Colour::Ink);
    set(QPalette::ToolTipText, Colour::Panel);
    set(QPalette::PlaceholderText, Colour::Dim);
    set(QPalette::Link, Colour::Accent);
    set(QPalette::Light, Colour::Panel);
    set(QPalette::Mid, Colour::Line);
    set(QPalette::Dark, Colour::Control);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, m_theme[Colour::Dim]);
}

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QCheckBox*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return 40;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 22;
    case PM_CheckBoxLabelSpacing:
        return m_theme.measures().s;
    case PM_HeaderMargin:
        return 12;
    case PM_FocusFrameHMargin:
        return 10;
    case PM_SmallIconSize:
        return 18;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returnData) const {
    switch (hint) {
    case SH_EtchDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    case SH_ScrollBar_ContextMenu:
        return 0;
    case SH_UnderlineShortcut:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_Table_GridLineColor:
        return int(m_theme[Colour::Line].rgba());
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_LineEdit:
    case CT_ComboBox:
        result.setHeight(qMax(result.height(), kFieldHeight));
        result.rwidth() += type == CT_ComboBox ? 24 : 16;
        break;
    case CT_PushButton:
        result = QSize(size.width() + 32, qMax(size.height() + 18, kFieldHeight));
        break;
    case CT_CheckBox:
        result.setHeight(qMax(result.height(), 32));
        break;
    default:
        break;
    }
    return result;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                            const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar) return {};
        const bool across = bar->orientation == Qt::Horizontal;
        const int length = across ? bar->rect.width() : bar->rect.height();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        int slider = length;
        if (range > 0) {
            slider = int(qint64(bar->pageStep) * length / (range + bar->pageStep));
            slider = qBound(qMin(40, length), slider, length);
        }
        const int at =
            sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
        const auto part = [&](int from, int size) {
            return across ? QRect(from, 0, size, bar->rect.height()) : QRect(0, from, bar->rect.width(), size);
        };
        switch (sub) {
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSlider:
            return part(at, slider);
        case SC_ScrollBarSubPage:
            return part(0, at);
        case SC_ScrollBarAddPage:
            return part(at + slider, length - at - slider);
        default:
            return {}; // no arrow buttons
        }
    }
    if (control == CC_ComboBox) {
        if (sub == SC_ComboBoxEditField) return option->rect.adjusted(12, 1, -34, -1);
        if (sub == SC_ComboBoxArrow)
            return QRect(option->rect.right() - 32, option->rect.top(), 32, option->rect.height());
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    if (element == SE_LineEditContents) return option->rect.adjusted(10, 1, -10, -1);
    return QProxyStyle::subElementRect(element, option, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const int radius = m_theme.measures().radiusControl;
    switch (element) {
    case PE_PanelLineEdit: {
        const bool focus = option->state & State_HasFocus;
        roundedBox(*painter, option->rect, radius,
                   m_theme[option->state & State_Enabled ? Colour::Panel : Colour::Background],
                   m_theme[focus ? Colour::Ring : Colour::Control], focus ? 2 : 1);
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_FrameFocusRect: // item views and labels; buttons draw their own
        if (qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QCheckBox*>(widget)) return;
        drawFocusRing(*painter, option->rect, 4, m_theme);
        return;
    case PE_IndicatorCheckBox: {
        const bool on = option->state & State_On;
        roundedBox(*painter, option->rect, 6, m_theme[on ? Colour::Accent : Colour::Panel],
                   m_theme[on ? Colour::Accent : Colour::Control], 1.5);
        if (on)
            drawIcon(*painter, option->rect.adjusted(3, 3, -3, -3), QStringLiteral("ok"), m_theme[Colour::OnAccent]);
        if (option->state & State_HasFocus) drawFocusRing(*painter, option->rect, 6, m_theme);
        return;
    }
    case PE_PanelScrollAreaCorner: // where two scroll bars meet
        painter->fillRect(option->rect, m_theme[Colour::Panel]);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, m_theme[Colour::Ink]);
        return;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        if (!item) return;
        if (item->state & State_Selected)
            painter->fillRect(item->rect, m_theme[Colour::AccentSoft]);
        else if (item->state & State_MouseOver)
            painter->fillRect(item->rect, m_theme[Colour::Hover]);
        return;
    }
    case PE_Frame: {
        if (qobject_cast<const QAbstractItemView*>(widget) && widget->parentWidget() &&
            widget->parentWidget()->inherits("QComboBoxPrivateContainer")) {
            painter->setPen(m_theme[Colour::Line]);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        }
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawItemText(QPainter* painter, const QRect& rect, int flags, const QPalette& palette, bool isEnabled,
                         const QString& text, QPalette::ColorRole role) const {
    const bool isLine = !text.contains(QLatin1Char('\n')) && !(flags & Qt::TextShowMnemonic) &&
                        painter->layoutDirection() == Qt::LeftToRight && role != QPalette::NoRole &&
                        painter->fontMetrics().horizontalAdvance(text) <= rect.width();
    if (!isLine) return QProxyStyle::drawItemText(painter, rect, flags, palette, isEnabled, text, role);
    painter->save();
    painter->setPen(palette.color(isEnabled ? QPalette::Active : QPalette::Disabled, role));
    drawLine(*painter, rect, Qt::Alignment(flags & Qt::AlignmentFlag(0xff)), text);
    painter->restore();
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme[Colour::Panel]);
        painter->setPen(m_theme[Colour::Line]);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_HeaderLabel:
        drawHeader(option, painter);
        return;
    case CE_ShapedFrame:
        return;
    case CE_CheckBoxLabel:
        if (const auto* box = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            painter->setPen(m_theme[box->state & State_Enabled ? Colour::Ink : Colour::Dim]);
            drawLine(*painter, box->rect, Qt::AlignLeft | Qt::AlignVCenter, box->text);
        }
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawHeader(const QStyleOption* option, QPainter* painter) const {
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
    if (!header) return;
    painter->setFont(m_theme.font(TextSize::Small, true));
    painter->setPen(m_theme[Colour::Dim]);
    QRect rect = header->rect.adjusted(header->section == 0 ? kFirstCell : 0, 0, 4,
                                       0); // the style's margin is a cell's to the left; to the right a cell has 8
    const QFontMetrics metrics(painter->font());
    if (header->sortIndicator != QStyleOptionHeader::None) {
        const int wide = metrics.horizontalAdvance(header->text) + 4;
        const int at = header->textAlignment & Qt::AlignRight ? qMax(rect.left() - 10, rect.right() - wide - 14)
                                                              : qMin(rect.left() + wide, rect.right() - 14);
        drawIcon(*painter, QRect(at, rect.center().y() - 7, 14, 14),
                 header->sortIndicator == QStyleOptionHeader::SortDown ? QStringLiteral("down") : QStringLiteral("up"),
                 m_theme[Colour::Dim]);
    }
    drawLine(*painter, rect, (header->textAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter,
             metrics.elidedText(header->text, Qt::ElideRight, rect.width()));
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        drawScrollBar(option, painter, widget);
        return;
    }
    if (control == CC_ComboBox) {
        const bool focus = option->state & State_HasFocus;
        roundedBox(*painter, option->rect, m_theme.measures().radiusControl,
                   m_theme[option->state & State_MouseOver ? Colour::Hover : Colour::Panel],
                   m_theme[focus ? Colour::Ring : Colour::Control], focus ? 2 : 1);
        const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
        drawIcon(*painter, QRect(arrow.center() - QPoint(8, 8), QSize(16, 16)), QStringLiteral("down"),
                 m_theme[Colour::Dim]);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    painter->fillRect(option->rect, m_theme[Colour::Panel]);
    if (!bar || bar->maximum <= bar->minimum) return;
    QRectF slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    slider.adjust(3, 3, -3, -3);
    const bool held = bar->activeSubControls & SC_ScrollBarSlider && bar->state & (State_Sunken | State_MouseOver);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme[held ? Colour::Dim : Colour::Control]);
    painter->drawRoundedRect(slider, 3, 3);
}

} // namespace haziri::ui
