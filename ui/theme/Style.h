// Draws every standard control from a theme. Widgets of ours ask it for the theme they are shown in.
#pragma once

#include "ui/theme/Theme.h"

#include <QProxyStyle>

class QApplication;
class QPainter;

namespace haziri::ui {

/// Owned by the application once set. GUI thread only.
class Style final : public QProxyStyle {
    Q_OBJECT
  public:
    explicit Style(Theme theme);

    const Theme& theme() const { return m_theme; }
    /// Puts a theme on the whole application: palette, font and a style change for every widget. Installs a Style
    /// where the application has none yet.
    static void apply(QApplication& app, const Theme& theme);
    /// The theme a widget is shown in; light where the application's style is a foreign one.
    static const Theme& themeOf(const QWidget* widget);

    void polish(QPalette& palette) override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawItemText(QPainter* painter, const QRect& rect, int flags, const QPalette& palette, bool isEnabled,
                      const QString& text, QPalette::ColorRole role) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;

  private:
    void drawHeader(const QStyleOption* option, QPainter* painter) const;
    void drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;

    Theme m_theme;
};

/// One line of text, its baseline where the theme's Latin letters have it. QPainter centres the box of whatever fonts a
/// text happens to use, and words in Devanagari stood two pixels above the numbers beside them.
void drawLine(QPainter& painter, const QRectF& box, Qt::Alignment align, const QString& text);

/// A visible ring around what has the keyboard's attention.
void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius, const Theme& theme);

} // namespace haziri::ui
