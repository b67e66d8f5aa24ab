// The office's lists sort by a click on a heading and from the table's menu: numbers as numbers, moments as moments,
// names as the language in force has them. What was chosen stays chosen and stays the right one.
#include "ui/widgets/Sorting.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ManualClock.h"
#include "ui/office/DayPage.h"
#include "ui/office/DevicesPage.h"
#include "ui/office/PayPage.h"
#include "ui/office/PlacesPage.h"
#include "ui/review/AlertsPage.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Table.h"
#include "ui/words/Languages.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;

namespace {

QStringList texts(const Table* table, int column) {
    QStringList all;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        all << table->model()->index(row, column).data().toString();
    return all;
}

void click(const Table* table, int column) {
    QHeaderView* header = table->horizontalHeader();
    const QPoint at(header->sectionViewportPosition(column) + 20, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, at);
}

/// By a click: up, down, and the list's own order again.
void sortsLike(const Table* table, int column, QStringList up) {
    const QStringList own = texts(table, column);
    click(table, column);
    QCOMPARE(texts(table, column), up);
    QCOMPARE(table->horizontalHeader()->sortIndicatorSection(), column);
    click(table, column);
    std::reverse(up.begin(), up.end());
    QCOMPARE(texts(table, column), up);
    click(table, column);
    QCOMPARE(texts(table, column), own);
    QCOMPARE(table->horizontalHeader()->sortIndicatorSection(), -1);
}

review::DeviceLine laptop(const char* id, int trust, bool isBlocked, qint64 seen) {
    review::DeviceLine line;
    line.deviceId = id;
    line.trustScore = trust;
    line.isBlocked = isBlocked;
    line.lastSeen = UnixMillis{seen};
    return line;
}

} // namespace

class SortingTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }

    void numbersAreNumbersAndMomentsAreMoments() {
        DevicesPage page;
        page.resize(1100, 600);
        page.show();
        const qint64 day = 86'400'000, now = tests::today(7, 44).value;
        // As text, 100 would stand before 9, and "2 Dec" before "21 Nov".
        page.setDevices({laptop("a", 100, false, now), laptop("b", 9, false, now + 10 * day),
                         laptop("c", 55, true, now - day), laptop("d", 52, false, 0)});
        QString blocked = page.model()->index(0, DeviceModel::Trust).data().toString();
        sortsLike(page.table(), DeviceModel::Trust,
                  {blocked, QStringLiteral("9"), QStringLiteral("52"), QStringLiteral("100")});
        click(page.table(), DeviceModel::Seen);
        QStringList ids;
        for (int row = 0; row < 4; ++row)
            ids << page.table()->model()->index(row, DeviceModel::Laptop).data(Qt::ToolTipRole).toString();
        QCOMPARE(ids.join(QString()), QStringLiteral("dcab"));
    }
    /// The sheet beside the list is about the line that is marked, whatever the order.
    void theChosenLineIsTheChosenLine() {
        AlertsPage page;
        page.resize(1200, 700);
        page.show();
        page.setAlerts(tests::demoAlerts());
        click(page.table(), AlertModel::When); // the oldest first: the other way round than by weight
        QSignalSpy wanted(&page, &AlertsPage::evidenceWanted);
        QTest::mouseClick(page.table()->viewport(), Qt::LeftButton, {},
                          page.table()->visualRect(page.table()->model()->index(0, AlertModel::What)).center());
        QVERIFY(page.shown());
        const auto alerts = tests::demoAlerts().alerts;
        const auto oldest =
            std::min_element(alerts.begin(), alerts.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        QCOMPARE(page.shown()->eventId, oldest->eventId);
        QCOMPARE(wanted.count(), 1);
        // The list comes anew: the same alert stays chosen, in the order that was asked for.
        page.setAlerts(tests::demoAlerts());
        QCOMPARE(page.table()->currentIndex().row(), 0);
        QCOMPARE(page.shown()->eventId, oldest->eventId);
        // The points stand as numbers.
        click(page.table(), AlertModel::Points);
        qint64 before = -1;
        for (int row = 0; row < page.table()->model()->rowCount(); ++row) {
            const qint64 paise = page.table()->model()->index(row, AlertModel::Points).data(kSortRole).toLongLong();
            QVERIFY(paise >= before);
            before = paise;
        }
        QVERIFY(before > 0);
    }
    /// More alerts than the server hands out: the page says that it holds the newest.
    void aPartOfAListSaysSo() {
        AlertsPage page;
        auto list = tests::demoAlerts();
        list.total = 2'500;
        page.setAlerts(list);
        QStringList said;
        for (const auto* label : page.findChildren<QLabel*>())
            said << label->text();
        QVERIFY(said.contains(QStringLiteral("the newest 6 of 2,500")));
    }
    void marksOfADay() {
        DayPage page([] { return QDate(2026, 11, 22); });
        page.resize(1100, 600);
        page.show();
        page.setNames(tests::demoNames(false));
        page.setSites(tests::demoSites(false));
        page.choose(tests::demoSites(false).first().siteId, QDate(2026, 11, 22));
        page.setMarks(tests::demoDayMarks(), true);
        QStringList names = texts(page.table(), DayModel::Worker);
        std::stable_sort(names.begin(), names.end());
        click(page.table(), DayModel::Worker);
        QCOMPARE(texts(page.table(), DayModel::Worker), names);
        QSignalSpy slips(&page, &DayPage::slipWanted);
        page.table()->setCurrentIndex(page.table()->model()->index(0, 0));
        QCOMPARE(slips.count(), 1);
        const qint64 index = slips.first().first().toLongLong();
        const auto marks = page.model()->marks();
        const auto mark = std::find_if(marks.begin(), marks.end(), [&](const auto& one) { return one.index == index; });
        QVERIFY(mark != marks.end());
        QCOMPARE(LogWords(tests::demoNames(false)).worker(mark->workerId), names.first());
    }
    void pay() {
        PayPage page([] { return QDate(2026, 11, 22); });
        page.resize(1200, 700);
        page.show();
        page.setSites(tests::demoSites(false));
        page.setLines(tests::demoPay(false));
        click(page.table(), PayModel::Rate);
        const QStringList rates = texts(page.table(), PayModel::Rate);
        QVERIFY(rates.first().isEmpty()); // nobody said it
        QVERIFY(rates.last().contains(QStringLiteral("18,600 a month")));
        QVERIFY(rates[1].contains(QStringLiteral("540 a day")));
        page.select(page.model()->line(2).workerId);
        QCOMPARE(page.table()->currentIndex().siblingAtColumn(PayModel::Worker).data().toString(),
                 page.model()->line(2).name);
    }
    void sitesAndPeople() {
        test::ManualClock clock(tests::today(7, 44).value);
        PlacesPage page(clock);
        page.resize(1200, 700);
        page.show();
        auto sites = tests::demoSites(false);
        sites[0].radiusM = 1000;
        sites[1].radiusM = 180;
        page.setSites(sites);
        sortsLike(page.table(), 2, {QStringLiteral("180 m"), QStringLiteral("1,000 m")});
        page.setUsers(tests::demoUsers(false));
        click(page.table(), 0);
        page.setView(PlacesPage::People);
        QCOMPARE(page.table()->horizontalHeader()->sortIndicatorSection(), -1); // other columns, their own order
        sortsLike(
            page.table(), 0,
            {QStringLiteral("Hina"), QStringLiteral("Iqbal"), QStringLiteral("Ramesh"), QStringLiteral("Sunita")});
        // The sheet is about whom the line names.
        click(page.table(), 0);
        page.table()->setCurrentIndex(page.table()->model()->index(0, 0));
        QStringList said;
        for (const auto* label : page.findChildren<QLabel*>())
            if (label->isVisible()) said << label->text();
        QVERIFY(said.contains(QStringLiteral("Hina")));
    }
    /// Capitals do not stand before small letters, and numbers within names are numbers.
    void namesStandAsTheLanguageHasThem() {
        Languages languages(*qApp);
        PayPage page([] { return QDate(2026, 11, 22); });
        page.resize(1200, 700);
        page.show();
        const auto named = [&](const QStringList& names) {
            QList<review::PayLine> lines;
            for (const QString& name : names) {
                lines << review::PayLine{};
                lines.last().workerId = tests::workerNumber(int(lines.size()));
                lines.last().name = name;
            }
            page.setLines(lines);
        };
        const auto list = [](const char* text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); };
        named(list("Zoya worker10 asha Worker9 Bhola"));
        click(page.table(), PayModel::Worker);
        QCOMPARE(texts(page.table(), PayModel::Worker), list("asha Bhola Worker9 worker10 Zoya"));
        languages.use(QStringLiteral("hi"));
        named(list("ज़ोया गीता अनीता कविता खान"));
        QCOMPARE(texts(page.table(), PayModel::Worker), list("अनीता कविता खान गीता ज़ोया"));
        languages.use(QStringLiteral("en"));
    }
    /// The menu key, without a mouse.
    void theKeyboardSortsToo() {
        DevicesPage page;
        page.resize(1100, 600);
        page.show();
        page.setDevices({laptop("a", 100, false, 5), laptop("b", 9, false, 9), laptop("c", 55, false, 7)});
        page.table()->setFocus();
        const auto choose = [&](int which) {
            QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(10, 10), page.mapToGlobal(QPoint(10, 10)));
            QCoreApplication::sendEvent(page.table()->viewport(), &event);
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QVERIFY(!menu->accessibleName().isEmpty());
            for (int i = 0; i <= which; ++i)
                QTest::keyClick(menu, Qt::Key_Down);
            QTest::keyClick(menu, Qt::Key_Return);
            QTRY_VERIFY(!QApplication::activePopupWidget());
        };
        const QStringList own = texts(page.table(), DeviceModel::Trust);
        QCOMPARE(own, (QStringList{QStringLiteral("9"), QStringLiteral("55"), QStringLiteral("100")}));
        choose(DeviceModel::Seen);
        QCOMPARE(texts(page.table(), DeviceModel::Trust),
                 (QStringList{QStringLiteral("100"), QStringLiteral("55"), QStringLiteral("9")}));
        choose(DeviceModel::Seen); // once more: the other way round
        QCOMPARE(texts(page.table(), DeviceModel::Trust), own);
        QCOMPARE(page.table()->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
        choose(DeviceModel::ColumnCount); // the list's own
        QCOMPARE(page.table()->horizontalHeader()->sortIndicatorSection(), -1);
    }
};

QTEST_MAIN(SortingTest)
#include "SortingTest.moc"
