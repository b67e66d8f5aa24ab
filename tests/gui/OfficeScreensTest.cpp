// The office's screens: registers, marks of a day, pay, laptops, sites and people.
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ManualClock.h"
#include "tests/support/ScreenBook.h"
#include "ui/office/DayPage.h"
#include "ui/office/DevicesPage.h"
#include "ui/office/PayPage.h"
#include "ui/office/PlacesPage.h"
#include "ui/registers/RegisterPreview.h"
#include "ui/registers/RegistersPage.h"
#include "ui/widgets/Table.h"

#include <QTest>

using namespace haziri;
using namespace haziri::ui;

class OfficeScreensTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void allScreens_data() { test::ScreenBook::addRows(); }
    void allScreens() {
        MainWindow window;
        m_book.open(window);
        m_book.fillOffice();
        registers(window);
        office(window, tests::demoNames(m_book.isIndian()));
    }

  private:
    void registers(MainWindow& window);
    void office(MainWindow& window, const Names& names);
    test::ScreenBook m_book;
};

void OfficeScreensTest::registers(MainWindow& window) {
    auto* page = new RegistersPage([] { return QDate(2026, 11, 22); });
    window.addPage(MainWindow::Page::Registers, page);
    window.setRole("hr");
    window.setTitle(MainWindow::Page::Registers, [] { return std::pair(RegistersPage::tr("Registers"), QString()); });
    window.open(MainWindow::Page::Registers);
    page->setSites(tests::demoSites(m_book.isIndian()));
    m_book.shoot(QStringLiteral("registers-loading"));
    page->showError("OFFICE_OFFLINE");
    m_book.shoot(QStringLiteral("registers-error"));
    page->setEstablishment({m_book.say("Sharma Constructions", "शर्मा कंस्ट्रक्शन्स"), m_book.say("R. Sharma", "आर. शर्मा"),
                            QString(), QStringLiteral("1-2345-6789-0")});
    for (const char* form : {"10-muster-ix-xiv", "20-wages-iv-xv", "30-slip-v-xvi"}) {
        page->choose(QLatin1String(form), tests::demoSites(false).first().siteId, QDate(2026, 11, 1));
        page->setReport(tests::demoReport(m_book.isIndian(), !QByteArray(form).contains("muster"), 5));
        QTRY_VERIFY(page->preview()->pageCount() > 0);
        m_book.shoot(QStringLiteral("registers-") + QLatin1String(form).mid(3));
    }
    page->preview()->setZoom(2.25);
    m_book.shoot(QStringLiteral("registers-large"));
    page->editEstablishment();
    QWidget* sheet = QApplication::activePopupWidget();
    QVERIFY(sheet);
    m_book.shootSheet(QStringLiteral("registers-establishment"), sheet);
}

void OfficeScreensTest::office(MainWindow& window, const Names& names) {
    static test::ManualClock clock(tests::today(7, 44).value);
    auto* day = new DayPage([] { return QDate(2026, 11, 22); });
    auto* devices = new DevicesPage;
    auto* places = new PlacesPage(clock);
    window.addPage(MainWindow::Page::Day, day);
    window.addPage(MainWindow::Page::Devices, devices);
    window.addPage(MainWindow::Page::Places, places);
    window.setRole("hr");
    window.setTitle(MainWindow::Page::Day, [] { return std::pair(DayPage::tr("Marks of a day"), QString()); });
    window.setTitle(MainWindow::Page::Devices, [] { return std::pair(DevicesPage::tr("Laptops"), QString()); });
    window.setTitle(MainWindow::Page::Places, [] { return std::pair(PlacesPage::tr("Sites and people"), QString()); });
    window.open(MainWindow::Page::Day, MainWindow::Page::Registers);
    day->setNames(names);
    day->setUser(m_book.say("Hina", "हिना"));
    day->setSites(tests::demoSites(m_book.isIndian()));
    day->choose(day->site(), QDate(2026, 11, 22));
    m_book.shoot(QStringLiteral("day-loading"));
    day->setMarks(tests::demoDayMarks(), true);
    m_book.shoot(QStringLiteral("day"));
    audit::Checkpoint seed{"haziri.example/log", 1'284'306, {}};
    day->setSeed(seed);
    day->selectRow(2);
    day->showSlip(day->model()->mark(2).index, "HAZIRI1:" + QByteArray(1900, 'Q'));
    QVERIFY(day->slip() && day->slip()->isDrawable());
    m_book.shoot(QStringLiteral("day-drawn"));
    auto* pay = new PayPage([] { return QDate(2026, 11, 22); });
    window.addPage(MainWindow::Page::Pay, pay);
    window.setTitle(MainWindow::Page::Pay, [] { return std::pair(PayPage::tr("Pay"), QString()); });
    window.open(MainWindow::Page::Pay, MainWindow::Page::Registers);
    pay->setSites(tests::demoSites(m_book.isIndian()));
    m_book.shoot(QStringLiteral("pay-loading"));
    pay->setLines(tests::demoPay(m_book.isIndian()));
    m_book.shoot(QStringLiteral("pay"));
    pay->select(pay->model()->line(4).workerId);
    m_book.shoot(QStringLiteral("pay-worker"));
    window.open(MainWindow::Page::Devices);
    devices->setNames(names);
    m_book.shoot(QStringLiteral("devices-loading"));
    devices->setDevices(tests::demoDevices());
    m_book.shoot(QStringLiteral("devices"));
    devices->select(tests::demoDevices()[1].deviceId);
    QList<review::TrustPoint> history;
    const int scores[] = {100, 90, 92, 70, 74, 74, 44, 52};
    for (int i = 0; i < 8; ++i)
        history << review::TrustPoint{{tests::today(6, 41).value - (8 - i) * 3 * 86'400'000LL}, scores[i]};
    devices->setHistory(tests::demoDevices()[1].deviceId, history, tests::today(7, 44));
    devices->showError("OFFICE_OFFLINE");
    m_book.shoot(QStringLiteral("devices-trust"));
    window.open(MainWindow::Page::Places);
    m_book.shoot(QStringLiteral("places-loading"));
    places->setSites(tests::demoSites(m_book.isIndian()));
    places->setUsers(tests::demoUsers(m_book.isIndian()));
    places->setCodes(tests::demoCodes(clock.now()));
    m_book.shoot(QStringLiteral("places-sites"));
    places->setView(PlacesPage::People);
    m_book.shoot(QStringLiteral("places-people"));
    places->table()->setCurrentIndex(places->table()->model()->index(1, 0));
    m_book.shoot(QStringLiteral("places-person"));
    places->setView(PlacesPage::Codes);
    places->showCode({QStringLiteral("K7QM-2XWD-9TRB"),
                      QStringLiteral("haziri://office.example:8443/enrol?code=K7QM2XWD9TRB&pin="
                                     "Zr8Kq2mXw0Yt5bN1cVhJ7sLpD4gAeF9uRiOy3TkQxWs"),
                      tests::today(7, 54)});
    m_book.shoot(QStringLiteral("places-code"));
}

QTEST_MAIN(OfficeScreensTest)
#include "OfficeScreensTest.moc"
