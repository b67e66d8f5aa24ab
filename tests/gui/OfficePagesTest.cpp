// Registers, marks of a day, laptops, sites and codes as HR drives them; what is exported is opened again.
#include "core/audit/SampleDraw.h"
#include "core/crypto/SystemRandom.h"
#include "core/slip/HajriSlip.h"
#include "core/sync/HttpsTransport.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/FakeOffice.h"
#include "ui/frame/MainWindow.h"
#include "ui/office/DayPage.h"
#include "ui/office/DevicesPage.h"
#include "ui/office/PayPage.h"
#include "ui/office/PlacesPage.h"
#include "ui/presenter/OfficePresenter.h"
#include "ui/presenter/ReviewPresenter.h"
#include "ui/registers/RegisterPreview.h"
#include "ui/registers/RegistersPage.h"
#include "ui/review/AuditPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/QrCode.h"
#include "ui/widgets/Table.h"
#include "ui/words/Languages.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;
using test::FakeOffice;
using Page = MainWindow::Page;

namespace {

const SiteId kSite = tests::demoSites(false).first().siteId;

QByteArray outputOf(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(30'000) ? process.readAllStandardOutput() : QByteArray();
}

std::unique_ptr<RegistersPage> musterPage(bool hindi, int copies) {
    auto page = std::make_unique<RegistersPage>([] { return QDate(2026, 11, 22); });
    page->setSites(tests::demoSites(hindi));
    page->choose(QStringLiteral("10-muster-ix-xiv"), kSite, QDate(2026, 11, 1));
    page->setReport(tests::demoReport(hindi, false, copies));
    (void)QTest::qWaitFor([&] { return page->table() != nullptr; }, 60'000); // pages are laid out beside the window
    return page;
}

QByteArray quoted(const char* text) {
    return QByteArray(text).replace('\'', '"');
}

/// A signed-in office over a fake one.
struct Desk {
    explicit Desk(FakeOffice& served)
        : access(served.access())
        , presenter(
              window,
              [this] {
                  return std::make_unique<review::ReviewClient>(
                      access, [this] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); },
                      clock, random);
              },
              clock) {
        window.resize(1366, 768);
        window.setRole("hr");
        window.show();
    }
    void signIn(Page page) {
        window.open(page);
        Q_EMIT presenter.signInPage()->card()->submitted(QStringLiteral("hina"),
                                                         crypto::SecretBytes::copyOf("open \"sesame\""));
        QTRY_COMPARE(window.currentPage(), page);
    }

    SystemClock clock;
    crypto::SystemRandom random;
    sync::ServerAccess access;
    MainWindow window;
    ReviewPresenter presenter;
};

void serveSites(FakeOffice& office) {
    office.bodies["/api/v5/sites"] =
        quoted("{'sites':[{'siteId':'") + kSite.toText() +
        quoted("','name':'Gate A','latE7':285355000,'lonE7':772910000,'radiusM':300,'tzOffsetMin':330}]}");
    office.bodies["/api/v5/users"] =
        quoted("{'users':[{'userId':'01935211-0000-7000-8000-000000000001','username':'sunita','name':'Sunita',"
               "'role':'supervisor','isDisabled':false}]}");
    office.bodies["/api/v5/enrolment-codes"] =
        quoted("{'codes':[],'code':'K7QM','uri':null,'expiresAt':4000000000000}");
}

} // namespace

class OfficePagesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void aPrintedRegisterReadsBack_data() {
        QTest::addColumn<bool>("hindi");
        QTest::newRow("en") << false;
        QTest::newRow("hi") << true;
    }
    void aPrintedRegisterReadsBack() {
        QFETCH(bool, hindi);
        Languages languages(*qApp);
        languages.use(hindi ? QStringLiteral("hi") : QStringLiteral("en"));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("m.pdf"));
        const auto page = musterPage(hindi, 9); // 99 people: more than one page
        QSignalSpy finished(page->job(), &RegisterExport::finished);
        page->exportTo(FileKind::Pdf, path);
        QVERIFY(page->job()->isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().at(1).toByteArray(), QByteArray());
        const int pages = page->preview()->pageCount();
        QVERIFY(pages > 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(8).startsWith("%PDF-1."));
        languages.use(QStringLiteral("en"));
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("poppler-utils is not installed: the text of the PDF was not read back");
        const QByteArray text =
            outputOf(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
        QCOMPARE(text.count('\f'), pages);
        // Every page names the log that it was made from.
        QCOMPARE(text.count("mdClQk3v9sTzW1yXbN7uEoRhFgPaJcLi5D8K2Vt0xMo"), pages);
        QVERIFY(text.contains("15:33"));
        const QByteArray fonts = outputOf(QStringLiteral("pdffonts"), {path});
        for (const QByteArray& line : fonts.split('\n').mid(2))
            if (!line.trimmed().isEmpty()) QVERIFY2(line.contains(" yes "), line); // embedded
        if (hindi)
            QVERIFY(fonts.contains("NotoSansDevanagari"));
        else
            QVERIFY(text.contains("Anita Devi") && text.contains("Attendance Register-cum-Muster Roll"));
    }
    void anExportCanBeStopped() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("m.pdf"));
        const auto page = musterPage(false, 400);
        QSignalSpy finished(page->job(), &RegisterExport::finished);
        page->exportTo(FileKind::Pdf, path);
        page->job()->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QCOMPARE(finished.first().at(1).toByteArray(), QByteArray("CANCELLED"));
        QVERIFY(QDir(folder.path()).isEmpty());
    }
    void answersToOlderQuestionsAreNobodys() {
        const auto page = musterPage(false, 1);
        QSignalSpy wanted(page.get(), &RegistersPage::reportWanted);
        page->choose(QStringLiteral("20-wages-iv-xv"), kSite, QDate(2026, 11, 1));
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toBool(), true);
        page->setReport(tests::demoReport(false, false)); // the muster that was asked for before
        QVERIFY(!page->table());
        page->setReport(tests::demoReport(false, true));
        QTRY_VERIFY(page->table());
        page->setReport(tests::demoReport(false, true, 40)); // is being laid out when somebody asks for something else
        page->ask();
        QTest::qWait(300);
        QVERIFY(!page->table());
        QCOMPARE(page->preview()->pageCount(), 0);
        QCOMPARE(wanted.count(), 2);
        page->choose(QStringLiteral("20-wages-iv-xv"), kSite, QDate(2026, 4, 1)); // before that form was in force
        QCOMPARE(wanted.count(), 3);
        QCOMPARE(wanted.last().first().toBool(), false); // then it is the muster that was
    }
    void theOfficeShowsTheMonthOfTheServer() {
        FakeOffice office(40);
        serveSites(office);
        const QDate today = QDate::currentDate();
        office.bodies["/api/v5/reports/muster"] =
            quoted("{'report':'muster','siteId':'") + kSite.toText() + quoted("','site':'Gate A','month':'") +
            today.toString(QStringLiteral("yyyy-MM")).toLatin1() +
            quoted("','tzOffsetMin':330,'rules':{'act':'R'},'workers':[{'workerId':"
                   "'01935211-0000-7000-8000-00000000a5a1','name':'Asha','days':[],'daysWorked':1,"
                   "'overtimeMinutes':0}]}");
        Desk desk(office);
        desk.signIn(Page::Registers);
        RegistersPage* page = desk.presenter.office()->registersPage();
        QTRY_VERIFY(page->table());
        QCOMPARE(page->table()->rows.size(), 1);
        QVERIFY(page->table()->footer().contains(QStringLiteral("no log checkpoint"))); // and says so
        office.mutex.lock();
        office.bodies["/api/v5/reports/muster"].replace("\"rules\"",
                                                        "\"checkpoint\":\"forged\\n1\\nx\\n\\n\",\"rules\"");
        office.mutex.unlock();
        page->ask();
        QTRY_VERIFY(page->preview()->pageCount() == 0 && !page->table()); // a forged checkpoint is no register
    }
    void aSampleIsTheLogs() {
        DayPage page([] { return QDate(2026, 11, 22); });
        page.setNames(tests::demoNames(false));
        page.setSites(tests::demoSites(false));
        page.choose(kSite, QDate(2026, 11, 22));
        const audit::Checkpoint seed{"o", 9'999'999, crypto::sha256("root")};
        page.setMarks(tests::demoDayMarks(), false);
        page.setSeed(seed);
        QVERIFY(page.drawn().isEmpty()); // not from half a list
        page.setMarks(tests::demoDayMarks(), true);
        page.setSeed(seed);
        QCOMPARE(page.drawn(), audit::drawSample(seed.root, 40, DayPage::kSample));
        QCOMPARE(page.model()->rowCount(), DayPage::kSample);
        QCOMPARE(page.model()->mark(0).index, tests::demoDayMarks()[page.drawn().first()].index);
    }
    void aSlipProvesItsMark() {
        FakeOffice office(60);
        serveSites(office);
        Desk desk(office);
        desk.signIn(Page::Registers);
        DayPage* page = desk.presenter.office()->dayPage();
        QTRY_COMPARE(page->site(), kSite);
        review::Mark mark = tests::demoDayMarks().first();
        mark.index = 37;
        page->setMarks({mark}, true);
        page->selectRow(0);
        QTRY_VERIFY(page->slip());
        QVERIFY(page->slip()->isDrawable());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("s.pdf"));
        page->saveSlip(path);
        QTRY_VERIFY(QFileInfo(path).size() > 1000);
        // The very text of the code, as whoever reads the slip has it.
        QByteArray text;
        review::ReviewClient client(
            desk.access, [&] { return std::make_unique<sync::HttpsTransport>(desk.access.baseUrl, desk.access.pin); },
            desk.clock, desk.random);
        bool isIn = false;
        client.signIn(QStringLiteral("hina"), crypto::SecretBytes::copyOf("open \"sesame\""), this,
                      [&](const Result<review::Reviewer>& reviewer) { isIn = reviewer.has_value(); });
        QTRY_VERIFY(isIn);
        client.makeSlip(37, this, [&](const Result<QByteArray>& made) { text = made.value_or(QByteArray("none")); });
        QTRY_VERIFY(!text.isEmpty());
        const auto slip = slip::readSlip(text, *audit::readVerifierKey(office.logKeyText()));
        QVERIFY2(slip.has_value(), slip ? "" : qPrintable(slip.error().message));
        QCOMPARE(slip->entry.index, 37);
        QCOMPARE(slip->data, *office.log.entries[37].data);
    }
    void aLaptopIsBlockedWithAReason() {
        DevicesPage page;
        page.QWidget::show();
        page.setNames(tests::demoNames(false));
        page.setDevices(tests::demoDevices());
        QSignalSpy wanted(&page, &DevicesPage::blockWanted);
        QVERIFY(page.model()->device(0).isBlocked); // what is blocked comes first
        page.select(tests::demoDevices()[1].deviceId);
        QVERIFY(!page.blockButton()->isEnabled());
        page.reason()->edit()->setText(QStringLiteral(" lost  at the gate "));
        page.blockButton()->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first(),
                 QVariantList({tests::demoDevices()[1].deviceId, true, QStringLiteral("lost at the gate")}));
        page.blockButton()->click();
        QCOMPARE(wanted.count(), 1); // one question at a time
        page.showDecided(tests::demoDevices()[1].deviceId, "OFFLINE");
        QCOMPARE(page.reason()->edit()->text(), QStringLiteral(" lost  at the gate ")); // what was typed is kept
    }
    void sitesPeopleAndCodesAreAdded() {
        FakeOffice office(10);
        serveSites(office);
        Desk desk(office);
        desk.signIn(Page::Places);
        PlacesPage* page = desk.presenter.office()->placesPage();
        QTRY_COMPARE(page->model()->rowCount(), 1);
        QVERIFY(!page->addButton()->isEnabled());
        const char* typed[] = {"Gate B", "91", "77,2955", "180"};
        for (int i = 0; i < 4; ++i)
            page->field(i)->edit()->setText(QLatin1String(typed[i]));
        page->addButton()->click();
        QVERIFY(office.posted.isEmpty()); // no such latitude
        page->field(1)->edit()->setText(QStringLiteral("28.5361"));
        page->addButton()->click();
        const auto posted = [&] {
            const std::lock_guard lock(office.mutex);
            return office.posted;
        };
        QTRY_COMPARE(posted().size(), 1);
        QCOMPARE(posted().first(), quoted("/api/v5/sites {'latE7':285361000,'lonE7':772955000,'name':'Gate "
                                          "B','radiusM':180}"));
        page->setView(PlacesPage::People);
        QTRY_COMPARE(page->model()->rowCount(), 1);
        page->field(0)->edit()->setText(QStringLiteral("ramesh"));
        page->field(1)->edit()->setText(QStringLiteral("short"));
        QVERIFY(!page->addButton()->isEnabled());
        page->field(1)->edit()->setText(QStringLiteral("long enough"));
        QTRY_VERIFY(page->addButton()->isEnabled());
        page->addButton()->click();
        QVERIFY(page->field(1)->edit()->text().isEmpty()); // the password does not stay
        QTRY_COMPARE(posted().size(), 2);
        QVERIFY(posted().last().contains(quoted("'password':'long enough','role':'supervisor'")));
        page->setView(PlacesPage::Codes);
        QTRY_VERIFY(page->addButton()->isEnabled());
        page->addButton()->click();
        QTRY_VERIFY(page->code()->isShown());
    }
    void aPersonIsBlockedAndGivenANewPassword() {
        FakeOffice office(10);
        serveSites(office);
        const QByteArray person = "/api/v5/users/01935211-0000-7000-8000-000000000001";
        office.bodies[person + "/block"] = office.bodies[person + "/password"] = "{}";
        Desk desk(office);
        desk.signIn(Page::Places);
        PlacesPage* page = desk.presenter.office()->placesPage();
        page->setView(PlacesPage::People);
        QTRY_COMPARE(page->model()->index(0, 0).data().toString(), QStringLiteral("Sunita"));
        QVERIFY(!page->blockButton()->isVisible());
        page->table()->setCurrentIndex(page->table()->model()->index(0, 0));
        QTRY_VERIFY(page->blockButton()->isVisible() && !page->addButton()->isVisible());
        QVERIFY(!page->blockButton()->isEnabled() && !page->passwordButton()->isEnabled());
        page->field(0)->edit()->setText(QStringLiteral("left the company"));
        page->blockButton()->click();
        const auto posted = [&] {
            const std::lock_guard lock(office.mutex);
            return office.posted;
        };
        QTRY_COMPARE(posted().size(), 1);
        QCOMPARE(posted().last(), person + quoted("/block {'reason':'left the company'}"));
        QTRY_VERIFY(page->field(0)->edit()->text().isEmpty()); // done, and he is still looked at
        QVERIFY(page->blockButton()->isVisible());
        page->field(1)->edit()->setText(QStringLiteral("a new password"));
        QTRY_VERIFY(page->passwordButton()->isEnabled());
        page->passwordButton()->click();
        QVERIFY(page->field(1)->edit()->text().isEmpty());
        QTRY_COMPARE(posted().size(), 2);
        QCOMPARE(posted().last(), person + quoted("/password {'password':'a new password'}"));
    }
    void payIsTypedAndReadFromAList() {
        FakeOffice office(10);
        serveSites(office);
        const QByteArray asha = "01935211-0000-7000-8000-00000000a5a1", ram = "01935211-0000-7000-8000-00000000ba11";
        office.bodies["/api/v5/pay"] = quoted("{'workers':[{'workerId':'") + asha +
                                       quoted("','name':'Asha','trade':'mason','terms':{'per':'day','basicPaise':"
                                              "55000,'from':'2026-05'},'pay':null},{'workerId':'") +
                                       ram + quoted("','name':'Ram','trade':'','terms':null,'pay':null}]}");
        Desk desk(office);
        desk.signIn(Page::Registers);
        desk.window.open(Page::Pay, Page::Registers);
        PayPage* page = desk.presenter.office()->payPage();
        QTRY_COMPARE(page->model()->rowCount(), 2);
        const QByteArray month = page->month().toString(QStringLiteral("yyyy-MM")).toLatin1();
        const auto posted = [&] {
            const std::lock_guard lock(office.mutex);
            return office.posted;
        };
        page->select(*WorkerId::fromText(ram));
        QVERIFY(page->amount(PayPage::Basic)->edit()->text().isEmpty());
        page->amount(PayPage::Basic)->edit()->setText(QStringLiteral("much"));
        page->keepButton()->click();
        QVERIFY(posted().isEmpty()); // no such amount
        page->amount(PayPage::Basic)->edit()->setText(QStringLiteral("612.50"));
        page->amount(PayPage::Advances)->edit()->setText(QStringLiteral("1,000"));
        page->keepButton()->click();
        QVERIFY(!page->keepButton()->isEnabled()); // one at a time
        QTRY_COMPARE(posted().size(), 1);
        QCOMPARE(posted().last(), quoted("/api/v5/pay {'changes':[{'month':{'advancesPaise':100000,'month':'") + month +
                                      quoted("'},'terms':{'basicPaise':61250,'epf':false,'esic':false,'from':'") +
                                      month + quoted("','per':'day'},'workerId':'") + ram + quoted("'}]}"));
        // Everybody with a rate whose month was not said.
        QTRY_VERIFY(page->othersButton()->isEnabled());
        page->othersButton()->click();
        QTRY_COMPARE(posted().size(), 2);
        QCOMPARE(posted().last(), quoted("/api/v5/pay {'changes':[{'month':{'month':'") + month +
                                      quoted("'},'workerId':'") + asha + quoted("'}]}"));
        // A list: what does not fit is not sent at all.
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pay.csv"));
        const auto write = [&](const QByteArray& text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QTRY_COMPARE(page->model()->rowCount(), 2);
        QVERIFY(write("code,basic\n0000A5A1,600\n0000BA11,dear\n"));
        page->importFrom(path);
        QTRY_VERIFY(page->notice()->accessibleName().contains(QStringLiteral("dear"))); // read beside the window
        QCOMPARE(posted().size(), 2);
        QVERIFY(write("code,basic,fine\n0000A5A1,600,12.5\n"));
        QTRY_VERIFY(page->othersButton()->isEnabled()); // what was sent before has been answered
        page->importFrom(path);
        QTRY_COMPARE(posted().size(), 3);
        QVERIFY(posted().last().contains("\"basicPaise\":60000") && posted().last().contains("\"finePaise\":1250"));
        QTRY_COMPARE(page->model()->rowCount(), 2);
        page->exportTo(path);
        QTRY_VERIFY(page->notice()->accessibleName().contains(QDir::toNativeSeparators(path)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("0000A5A1,Asha,day,550,0,0,no,no"));
    }
};

QTEST_MAIN(OfficePagesTest)
#include "OfficePagesTest.moc"
