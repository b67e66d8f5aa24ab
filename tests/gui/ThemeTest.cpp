// Themes are data: complete, strict, and readable. Contrast is computed from the tokens (WCAG 2.1).
#include "ui/theme/Theme.h"

#include <QFile>
#include <QTest>

using namespace haziri::ui;

class ThemeTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void knownRatios();
    void textContrast_data();
    void textContrast();
    void refusesIncompleteThemes();

  private:
    static QByteArray source(const QString& name) {
        Theme::load(QStringLiteral("light")); // makes the resources known
        QFile file(QStringLiteral(":/themes/%1.json").arg(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void ThemeTest::knownRatios() {
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    // #767676 is the well-known lightest grey that passes 4.5 on white.
    QVERIFY(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
    QVERIFY(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
}

void ThemeTest::textContrast_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<int>("ink");
    QTest::addColumn<int>("ground");
    QTest::addColumn<double>("least");
    using C = Colour;
    struct Pair {
        C ink, ground;
        double least;
    };
    const Pair pairs[] = {
        {C::Ink, C::Background, 4.5},
        {C::Ink, C::Panel, 4.5},
        {C::Ink, C::Hover, 4.5},
        {C::Ink, C::Pressed, 4.5},
        {C::Ink, C::AccentSoft, 4.5},
        {C::Dim, C::Background, 4.5},
        {C::Dim, C::Panel, 4.5},
        {C::Dim, C::Hover, 4.5},
        {C::Dim, C::AccentSoft, 4.5},
        {C::Dim, C::UnknownSoft, 4.5},
        {C::RailInk, C::Rail, 4.5},
        {C::RailBright, C::Rail, 4.5},
        {C::RailBright, C::RailOn, 4.5},
        {C::RailInk, C::RailOn, 4.5},
        {C::OnAccent, C::Accent, 4.5},
        {C::OnAccent, C::AccentHover, 4.5},
        {C::Accent, C::AccentSoft, 4.5},
        {C::Accent, C::Panel, 4.5},
        {C::Accent, C::Background, 4.5},
        {C::Accent, C::Hover, 4.5},
        {C::OkInk, C::OkSoft, 4.5},
        {C::HeldInk, C::HeldSoft, 4.5},
        {C::BadInk, C::BadSoft, 4.5},
        {C::UnknownInk, C::UnknownSoft, 4.5},
        {C::OkInk, C::Panel, 4.5},
        {C::HeldInk, C::Panel, 4.5},
        {C::BadInk, C::Panel, 4.5},
        {C::UnknownInk, C::Panel, 4.5},
        {C::CameraInk, C::Camera, 4.5},
        {C::CameraDim, C::Camera, 4.5},
        {C::BannerInk, C::BannerOk, 4.5},
        {C::BannerInk, C::BannerHeld, 4.5},
        {C::BannerInk, C::BannerUnknown, 4.5},
        {C::BannerDim, C::BannerOk, 4.5},
        {C::BannerDim, C::BannerHeld, 4.5},
        {C::BannerDim, C::BannerUnknown, 4.5},
        // What is not text but must be seen: edges of fields, focus rings, scroll bars, the frame around a face.
        {C::Control, C::Panel, 3},
        {C::Control, C::Background, 3},
        {C::Ring, C::Panel, 3},
        {C::Ring, C::Background, 3},
        {C::FrameOk, C::Camera, 3},
        {C::FrameHeld, C::Camera, 3},
        {C::FrameUnknown, C::Camera, 3},
        {C::FrameLooking, C::Camera, 3},
    };
    for (const QString& theme : Theme::names())
        for (const Pair& pair : pairs)
            QTest::newRow(
                qPrintable(QStringLiteral("%1: %2 on %3").arg(theme, colourName(pair.ink), colourName(pair.ground))))
                << theme << int(pair.ink) << int(pair.ground) << pair.least;
}

void ThemeTest::textContrast() {
    QFETCH(QString, theme);
    QFETCH(int, ink);
    QFETCH(int, ground);
    QFETCH(double, least);
    const Theme tokens = Theme::load(theme);
    const double ratio = contrastRatio(tokens[Colour(ink)], tokens[Colour(ground)]);
    QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 is less than %2").arg(ratio).arg(least)));
}

void ThemeTest::refusesIncompleteThemes() {
    const QByteArray measures = source(QStringLiteral("measures"));
    for (const QString& name : Theme::names()) {
        const QByteArray good = source(name);
        QVERIFY(Theme::parse(good, measures));
        // Each colour is needed, and a name that nobody uses is a slip of the pen.
        for (int i = 0; i < int(Colour::Count); ++i) {
            QByteArray spoilt = good;
            spoilt.replace('"' + colourName(Colour(i)).toUtf8() + "\":", "\"nobody\":");
            const auto theme = Theme::parse(spoilt, measures);
            QVERIFY(!theme);
            QCOMPARE(theme.error().code, QByteArray("THEME_INVALID"));
        }
    }
    QByteArray noSize = measures;
    noSize.replace("\"body\"", "\"bodie\"");
    QVERIFY(!Theme::parse(source(QStringLiteral("light")), noSize));
}

QTEST_GUILESS_MAIN(ThemeTest)
#include "ThemeTest.moc"
