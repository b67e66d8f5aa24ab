// A theme: the colours and measures of resources/themes/*.json as values.
#pragma once

#include "core/base/Result.h"

#include <QColor>
#include <QFont>
#include <QStringList>
#include <array>

namespace haziri::ui {

/// Every colour that widgets may use. The names in the theme files are these, first letter small.
enum class Colour {
    Background,
    Panel,
    Line,
    Control,
    Ink,
    Dim,
    Rail,
    RailInk,
    RailOn,
    RailBright,
    Accent,
    AccentHover,
    OnAccent,
    AccentSoft,
    Hover,
    Pressed,
    Ring,
    OkInk,
    OkSoft,
    HeldInk,
    HeldSoft,
    BadInk,
    BadSoft,
    UnknownInk,
    UnknownSoft,
    Camera,
    CameraInk,
    CameraDim,
    FrameLooking,
    FrameOk,
    FrameHeld,
    FrameBad,
    FrameUnknown,
    BannerOk,
    BannerHeld,
    BannerBad,
    BannerUnknown,
    BannerInk,
    BannerDim,
    Shadow,
    Count
};

/// What a thing means; always shown by a shape beside its colour.
enum class Tone { Neutral, Accent, Ok, Held, Bad };

/// Sizes of text. In pixels at 96 dpi: 12.5, 14, 15, 18, 26, 34, 40.
enum class TextSize { Small, Table, Body, Title, Guidance, Name, Counter };

struct Measures {
    QStringList families, mono;
    std::array<qreal, 7> px{};
    int xs = 0, s = 0, m = 0, l = 0, xl = 0; ///< spacing
    int radiusControl = 0, radiusPanel = 0;
};

class Theme {
  public:
    /// THEME_INVALID names the colour or measure that is missing or malformed.
    static Result<Theme> parse(const QByteArray& themeJson, const QByteArray& measuresJson);
    /// From the resources: "light", "dark" or "contrast".
    static Theme load(const QString& name);
    static QStringList names();

    const QString& name() const { return m_name; }
    bool isDark() const { return m_dark; }
    QColor operator[](Colour colour) const { return m_colours[size_t(colour)]; }
    QColor ink(Tone tone) const;  ///< of text and shapes on soft()
    QColor soft(Tone tone) const; ///< the quiet background of a chip
    const Measures& measures() const { return m_measures; }
    QFont font(TextSize size, bool bold = false) const;
    QFont monoFont(TextSize size = TextSize::Small) const;

  private:
    QString m_name;
    bool m_dark = false;
    std::array<QColor, size_t(Colour::Count)> m_colours{};
    Measures m_measures;
};

/// Name of a colour as the theme files spell it.
QString colourName(Colour colour);
/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, relative luminance).
qreal contrastRatio(const QColor& a, const QColor& b);

} // namespace haziri::ui
