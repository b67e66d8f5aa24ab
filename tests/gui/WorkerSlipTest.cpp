// What a worker takes home from the page about him: slips of his marks, made with a line and in the laptop's own name,
// and his card. The real store and a server over HTTP; nobody signs in at the office for it.
#include "core/audit/Checkpoint.h"
#include "core/slip/HajriSlip.h"
#include "core/sync/HttpsTransport.h"
#include "tests/support/FakeOffice.h"
#include "tests/support/GateWindow.h"
#include "ui/card/CardSheet.h"
#include "ui/presenter/SlipDesk.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/QrCode.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"
#include "ui/workers/WorkerProfile.h"
#include "ui/workers/WorkersPage.h"

#include <QPrinter>

using namespace haziri;
using namespace haziri::ui;

namespace {

QString textsOf(const QWidget* in) {
    QStringList texts;
    for (const Text* text : in->findChildren<Text*>())
        if (text->isVisible()) texts << text->text();
    return texts.join(u'\n');
}

/// The window with Ravi's page open after so many marks, each of which is in the server's log.
struct Desk {
    test::FakeOffice office{60};
    test::GateWindow gate{[this] { return std::make_unique<test::PretendLine>(gate.bench.server); }};
    WorkersPage* page = gate.window.findChild<WorkersPage*>();
    SystemClock clock;
    crypto::SystemRandom random;

    Desk() {
        const auto access = office.access();
        gate.presenter->slips().setClients([this, access] {
            return std::make_unique<review::ReviewClient>(
                access, [access] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); }, clock,
                random);
        });
    }
    void mark() {
        QSignalSpy marked(gate.laptop.get(), &muster::Laptop::marked);
        gate.laptop->markManually(gate.ravi, muster::Direction::In, QStringLiteral("sun in the camera"));
        QVERIFY(marked.wait(5'000));
    }
    void sync() {
        QSignalSpy synced(gate.laptop.get(), &muster::Laptop::syncFinished);
        gate.laptop->syncNow();
        QVERIFY(synced.wait(20'000));
        QVERIFY(synced[0][1].value<muster::SyncSummary>().ok);
    }
    void openRavi() {
        gate.window.open(MainWindow::Page::Workers);
        auto* table = page->findChild<Table*>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        Q_EMIT table->rowOpened(table->model()->index(0, 0));
        QVERIFY(page->profile()->isVisible());
    }
};

} // namespace

class WorkerSlipTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void hisMarkGivesASlipThatProvesIt() {
        Desk desk;
        desk.mark();
        desk.openRavi();
        WorkerProfile* profile = desk.page->profile();
        QTRY_COMPARE(profile->slipButtons().size(), 1);
        QVERIFY(!profile->slipButtons().first()->isEnabled()); // the server has not seen it yet
        desk.sync();
        desk.openRavi();
        QTRY_VERIFY(profile->slipButtons().size() == 1 && profile->slipButtons().first()->isEnabled());

        std::optional<SlipPainter> slip;
        connect(&desk.gate.presenter->slips(), &SlipDesk::slipReady, this,
                [&](const SlipPainter& made) { slip.emplace(made); });
        QTest::mouseClick(profile->slipButtons().first(), Qt::LeftButton);
        QTRY_VERIFY2(slip && slip->isDrawable(), qPrintable(textsOf(profile)));
        QVERIFY(desk.office.lastUser.isEmpty() && desk.office.lastPassword.isEmpty()); // the laptop asked for itself
        QWidget* sheet = QApplication::activePopupWidget();
        QVERIFY(sheet && sheet->findChild<QrCode*>() && sheet->findChild<QrCode*>()->isShown());
        QVERIFY(textsOf(profile).contains(QStringLiteral("Proved.")));
        sheet->close();
        const QString path = desk.gate.bench.dir.filePath(QStringLiteral("slip.pdf"));
        QVERIFY(writeSlipPdf(*slip, path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().startsWith("%PDF-1."));
    }

    void withoutALineItIsSaidSo() {
        Desk desk;
        desk.mark();
        desk.sync();
        auto access = desk.office.access();
        access.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:1")); // nobody listens there
        desk.gate.presenter->slips().setClients([&desk, access] {
            return std::make_unique<review::ReviewClient>(
                access, [access] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); },
                desk.clock, desk.random);
        });
        desk.openRavi();
        WorkerProfile* profile = desk.page->profile();
        QTRY_VERIFY(profile->slipButtons().size() == 1 && profile->slipButtons().first()->isEnabled());
        QTest::mouseClick(profile->slipButtons().first(), Qt::LeftButton);
        QTRY_VERIFY2(textsOf(profile).contains(Words::sentence("OFFLINE")), qPrintable(textsOf(profile)));
        QVERIFY(!QApplication::activePopupWidget());
    }

    void theCardGoesToPaper() {
        const CardSheet card{QStringLiteral("Ravi Kumar"), QStringLiteral("mason"), QStringLiteral("Gate A"),
                             "HAZIRI-CARD-1234"};
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("card.pdf"));
        {
            QPrinter printer(QPrinter::HighResolution);
            printer.setOutputFormat(QPrinter::PdfFormat);
            printer.setOutputFileName(path);
            QVERIFY(card.paintOn(printer));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().startsWith("%PDF-1."));
        QPrinter nowhere(QPrinter::HighResolution);
        nowhere.setOutputFormat(QPrinter::PdfFormat);
        nowhere.setOutputFileName(folder.filePath(QStringLiteral("no/such/folder.pdf")));
        QVERIFY(!card.paintOn(nowhere));
    }
};

QTEST_MAIN(WorkerSlipTest)
#include "WorkerSlipTest.moc"
