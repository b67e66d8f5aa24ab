#include "ui/theme/Theme.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>

// The resources live in a static library; somebody has to ask for them by name.
static void initResources() {
    Q_INIT_RESOURCE(haziri);
}

namespace haziri::ui {

namespace {

constexpr std::array kNames{"background",   "panel",       "line",      "control",    //
                            "ink",          "dim",                                    //
                            "rail",         "railInk",     "railOn",    "railBright", //
                            "accent",       "accentHover", "onAccent",  "accentSoft", //
                            "hover",        "pressed",     "ring",                    //
                            "okInk",        "okSoft",      "heldInk",   "heldSoft",      "badInk",       "badSoft",
                            "unknownInk",   "unknownSoft", "camera",    "cameraInk",     "cameraDim",                 //
                            "frameLooking", "frameOk",     "frameHeld", "frameBad",      "frameUnknown",              //
                            "bannerOk",     "bannerHeld",  "bannerBad", "bannerUnknown", "bannerInk",    "bannerDim", //
                            "shadow"};
static_assert(kNames.size() == size_t(Colour::Count));

constexpr std::array kSizes{"small", "table", "body", "title", "guidance", "name", "counter"};

QStringList textsOf(const QJsonValue& value) {
    QStringList list;
    for (const auto& item : value.toArray())
        list << item.toString();
    return list;
}

Result<Measures> parseMeasures(const QByteArray& json) {
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    Measures m;
    m.families = textsOf(root[QStringLiteral("families")]);
    m.mono = textsOf(root[QStringLiteral("mono")]);
    const QJsonObject px = root[QStringLiteral("px")].toObject(), space = root[QStringLiteral("space")].toObject(),
                      radius = root[QStringLiteral("radius")].toObject();
    for (size_t i = 0; i < kSizes.size(); ++i)
        m.px[i] = px[QLatin1String(kSizes[i])].toDouble();
    m.xs = space[QStringLiteral("xs")].toInt();
    m.s = space[QStringLiteral("s")].toInt();
    m.m = space[QStringLiteral("m")].toInt();
    m.l = space[QStringLiteral("l")].toInt();
    m.xl = space[QStringLiteral("xl")].toInt();
    m.radiusControl = radius[QStringLiteral("control")].toInt();
    m.radiusPanel = radius[QStringLiteral("panel")].toInt();
    for (const qreal size : m.px)
        if (size <= 0) return fail("THEME_INVALID", QStringLiteral("a text size is missing"));
    for (const int gap : {m.xs, m.s, m.m, m.l, m.xl, m.radiusControl, m.radiusPanel})
        if (gap <= 0) return fail("THEME_INVALID", QStringLiteral("a space or radius is missing"));
    if (m.families.isEmpty() || m.mono.isEmpty()) return fail("THEME_INVALID", QStringLiteral("no font family"));
    return m;
}

QByteArray readResource(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("resource %s is missing", qPrintable(path));
    return file.readAll();
}

} // namespace

QString colourName(Colour colour) {
    return QLatin1String(kNames[size_t(colour)]);
}

Result<Theme> Theme::parse(const QByteArray& themeJson, const QByteArray& measuresJson) {
    const QJsonObject root = QJsonDocument::fromJson(themeJson).object();
    Theme theme;
    theme.m_name = root[QStringLiteral("name")].toString();
    theme.m_dark = root[QStringLiteral("dark")].toBool();
    const QJsonObject colours = root[QStringLiteral("colours")].toObject();
    for (size_t i = 0; i < kNames.size(); ++i) {
        const QString name = QLatin1String(kNames[i]);
        const QColor colour(colours[name].toString());
        if (!colour.isValid()) return fail("THEME_INVALID", name);
        theme.m_colours[i] = colour;
    }
    for (const QString& key : colours.keys())
        if (std::none_of(kNames.begin(), kNames.end(), [&](const char* n) { return key == QLatin1String(n); }))
            return fail("THEME_INVALID", QStringLiteral("nobody uses the colour ") + key);
    auto measures = parseMeasures(measuresJson);
    if (!measures) return fail(measures.error());
    theme.m_measures = *measures;
    return theme;
}

Theme Theme::load(const QString& name) {
    initResources();
    const QString wanted = names().contains(name) ? name : names().first();
    auto theme = parse(readResource(QStringLiteral(":/themes/%1.json").arg(wanted)),
                       readResource(QStringLiteral(":/themes/measures.json")));
    if (!theme) qFatal("theme %s: %s", qPrintable(wanted), qPrintable(theme.error().message));
    return *theme;
}

QStringList Theme::names() {
    return {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("contrast")};
}

QColor Theme::ink(Tone tone) const {
    switch (tone) {
    case Tone::Accent:
        return (*this)[Colour::Accent];
    case Tone::Ok:
        return (*this)[Colour::OkInk];
    case Tone::Held:
        return (*this)[Colour::HeldInk];
    case Tone::Bad:
        return (*this)[Colour::BadInk];
    case Tone::Neutral:
        break;
    }
    return (*this)[Colour::UnknownInk];
}

QColor Theme::soft(Tone tone) const {
    switch (tone) {
    case Tone::Accent:
        return (*this)[Colour::AccentSoft];
    case Tone::Ok:
        return (*this)[Colour::OkSoft];
    case Tone::Held:
        return (*this)[Colour::HeldSoft];
    case Tone::Bad:
        return (*this)[Colour::BadSoft];
    case Tone::Neutral:
        break;
    }
    return (*this)[Colour::UnknownSoft];
}

QFont Theme::font(TextSize size, bool bold) const {
    QFont font;
    font.setFamilies(m_measures.families);
    font.setPointSizeF(m_measures.px[size_t(size)] * 72.0 / 96.0); // points follow the screen's dpi, pixels would not
    font.setBold(bold);
    return font;
}

QFont Theme::monoFont(TextSize size) const {
    QFont font = this->font(size);
    font.setFamilies(m_measures.mono);
    return font;
}

qreal contrastRatio(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](qreal c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const qreal la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace haziri::ui
