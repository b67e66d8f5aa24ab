// The sheets of the gate that are looked at seldom: where this laptop is, and whether camera and light will do. Opened
// as a person does, over the real store.
#include "tests/support/DemoFeed.h"
#include "tests/support/GateWindow.h"
#include "ui/muster/CheckSheet.h"
#include "ui/muster/MusterPage.h"
#include "ui/muster/RollPanel.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/SitePlan.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

using namespace haziri;
using namespace haziri::ui;

namespace {

QString textsOf(const QWidget* in) {
    QStringList texts;
    for (const Text* text : in->findChildren<Text*>())
        if (text->isVisible()) texts << text->text();
    return texts.join(u'\n');
}

Chip* chip(const QWidget& window, const QString& text) {
    for (Chip* one : window.findChildren<Chip*>())
        if (one->isVisible() && one->text() == text) return one;
    return nullptr;
}

} // namespace

class GateSheetsTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void thePlaceIsExplainedWhereItNeedsALook() {
        test::GateWindow gate;
        QVERIFY(!chip(gate.window, QStringLiteral("Receiver silent"))); // the site's own place: nothing to look at
        gate.laptop->setReceiver(gate.bench.dir.filePath(QStringLiteral("no-such-receiver")));
        QTRY_VERIFY(chip(gate.window, QStringLiteral("Receiver silent")));
        QTest::mouseClick(chip(gate.window, QStringLiteral("Receiver silent")), Qt::LeftButton);
        QWidget* sheet = QApplication::activePopupWidget();
        QVERIFY(sheet);
        QVERIFY(sheet->findChild<SitePlan*>());
        const QString texts = textsOf(sheet);
        QVERIFY2(texts.contains(Words::sentence(gate.laptop->place().problem)), qPrintable(texts));
        QVERIFY2(texts.contains(Words::place(gate.laptop->place())), qPrintable(texts));
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY(!QApplication::activePopupWidget());
        gate.laptop->setReceiver(QStringLiteral("off"));
        QTRY_VERIFY(!chip(gate.window, QStringLiteral("Receiver silent")));
    }

    void cameraAndLightAreChecked() {
        test::GateWindow gate;
        MusterPage* page = gate.presenter->musterPage();
        auto* sheet = page->findChild<CheckSheet*>();
        QVERIFY(sheet && !sheet->isVisible());
        page->setFocus();
        QTest::keyClick(&gate.window, Qt::Key_F7);
        QVERIFY(sheet->isVisible());
        // A cover on the camera: black pictures, again and again.
        const auto showFrames = [&](const QImage& frame, const QString& sentence) {
            return QTest::qWaitFor(
                [&] {
                    page->setFrame(frame);
                    return textsOf(sheet).contains(sentence);
                },
                20'000);
        };
        QImage black(640, 480, QImage::Format_RGB32);
        black.fill(Qt::black);
        QVERIFY2(showFrames(black, Words::sentence("CAMERA_DARK")), qPrintable(textsOf(sheet)));
        QTRY_VERIFY(textsOf(sheet).contains(Words::advice("CAMERA_DARK"))); // laid out a turn later
        QVERIFY(textsOf(sheet).contains(QStringLiteral("No face yet")));
        // The cover is off, and somebody stands there.
        sheet->seeFace();
        QVERIFY2(showFrames(tests::drawnFrame(5), QStringLiteral("A face is found.")), qPrintable(textsOf(sheet)));
        QTRY_VERIFY(!textsOf(sheet).contains(Words::sentence("CAMERA_DARK")));
        QTest::mouseClick(sheet->findChild<Button*>(), Qt::LeftButton);
        QVERIFY(!sheet->isVisible());
        QVERIFY(page->roll()->isVisible());
    }
};

QTEST_MAIN(GateSheetsTest)
#include "GateSheetsTest.moc"
