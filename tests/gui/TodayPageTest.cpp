// The day in numbers and its chart.
#include "ui/review/TodayPage.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ReviewDesk.h"
#include "ui/review/QCustomPlotHeader.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Counter.h"

#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace haziri;
using namespace haziri::ui;
using test::FakeOffice;
using test::ReviewDesk;
using test::textsOf;
using test::visible;
using Page = MainWindow::Page;

class TodayPageTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }
    void theDayIsCounted();
    void theChartZoomsTellsAndIsSaved();
    void manySitesShareALine();
};

void TodayPageTest::theDayIsCounted() {
    FakeOffice office(20);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QByteArrayList marks;
    for (int i = 1; i <= 3; ++i)
        marks << "{\"packetId\":\"01935212-0000-7000-8000-00000000000" + QByteArray::number(i) + "\",\"workerId\":\"" +
                     tests::workerNumber(i < 3 ? 1 : 2).toText() + "\",\"siteId\":\"" + tests::demoSite(1).toText() +
                     "\",\"timestamp\":" + QByteArray::number(now - i) +
                     ",\"tzOffsetMin\":" + QByteArray::number(QDateTime::currentDateTime().offsetFromUtc() / 60) +
                     ",\"direction\":\"in\",\"method\":\"face\",\"status\":\"accepted\",\"codes\":[],\"index\":1}";
    office.marks = "{\"marks\":[" + marks.join(',') + "]}";
    ReviewDesk desk(office);
    desk.signIn();
    desk.window.open(Page::Today);
    TodayPage* page = desk.presenter.todayPage();
    // One person counts once, however often he passed.
    QTRY_VERIFY(visible<QWidget>(page, QStringLiteral("Present of expected: 2 / 0")));
    QVERIFY(visible<QWidget>(page, QStringLiteral("Alerts: 0 ")));
}

void TodayPageTest::theChartZoomsTellsAndIsSaved() {
    TodayPage page;
    page.resize(1274, 712);
    page.setNames(tests::demoNames(false));
    page.setDays(tests::demoDays(), QDate(2026, 11, 22), true);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QCustomPlot* plot = page.plot();
    QTRY_VERIFY(plot->isVisible() && plot->axisRect()->rect().width() > 300);
    const QPoint centre = plot->axisRect()->rect().center();
    const double whole = plot->xAxis->range().size();
    // Zoom, and back to all days.
    QWheelEvent wheel(centre, plot->mapToGlobal(centre), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(plot, &wheel);
    QVERIFY(plot->xAxis->range().size() < whole * 0.9);
    QTest::mouseDClick(plot, Qt::LeftButton, Qt::NoModifier, centre);
    QCOMPARE(plot->xAxis->range().size(), whole);
    // The values under the pointer, in words.
    QTest::mouseMove(plot, centre);
    QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("2026")));
    QVERIFY2(QToolTip::text().contains(QStringLiteral("Gate A: ")), qPrintable(QToolTip::text()));
    QToolTip::hideText();
    // The legend takes a line away and brings it back.
    const int graphs = plot->graphCount();
    QTRY_VERIFY(visible<Chip>(&page, QStringLiteral("Gate A")));
    visible<Chip>(&page, QStringLiteral("Gate A"))->click();
    QVERIFY(plot->graphCount() < graphs);
    QTRY_VERIFY(visible<Chip>(&page, QStringLiteral("Gate A")));
    visible<Chip>(&page, QStringLiteral("Gate A"))->click();
    QCOMPARE(plot->graphCount(), graphs);
    // Both files open again.
    const QTemporaryDir folder;
    const QString png = folder.filePath(QStringLiteral("a.png")), pdf = folder.filePath(QStringLiteral("a.pdf"));
    page.savePlot(png);
    const QImage picture(png);
    QCOMPARE(picture.width(), plot->width() * 2);
    QSet<QRgb> colours;
    for (int x = 0; x < picture.width(); x += 3)
        for (int y = 0; y < picture.height(); y += 3)
            colours.insert(picture.pixel(x, y));
    QVERIFY(colours.size() > 20); // lines, grid and words
    page.savePlot(pdf);
    QFile file(pdf);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("%PDF-1."));
    page.savePlot(folder.filePath(QStringLiteral("nowhere/a.png")));
    QVERIFY(!textsOf(&page).contains(QStringLiteral("nowhere"))); // nothing was saved, and nothing says so
}

void TodayPageTest::manySitesShareALine() {
    const QDate today(2026, 11, 22);
    review::AttendanceDays days(today, 30);
    for (int site = 1; site <= 9; ++site)
        for (int worker = 0; worker < 20 - site; ++worker) {
            review::Mark mark;
            mark.siteId = tests::demoSite(site);
            mark.workerId = tests::workerNumber(site * 100 + worker);
            mark.timestamp = {today.startOfDay(Qt::UTC).toMSecsSinceEpoch() + 4 * 3'600'000};
            mark.tzOffsetMin = 330;
            mark.direction = "in";
            mark.status = "accepted";
            days.add(mark);
        }
    TodayPage page;
    page.resize(1274, 712);
    page.setDays(days, today, true);
    page.show();
    QCOMPARE(page.plot()->graphCount(), 4);
    QCOMPARE(page.plot()->graph(3)->name(), QStringLiteral("6 other sites"));
    QCOMPARE(page.plot()->graph(3)->data()->at(29)->mainValue(), 16.0 + 15 + 14 + 13 + 12 + 11);
}

QTEST_MAIN(TodayPageTest)
#include "TodayPageTest.moc"
