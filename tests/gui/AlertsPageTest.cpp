// Alerts as HR decides them, with the evidence side by side, over HTTP against a fake office.
#include "ui/review/AlertsPage.h"
#include "core/base/Base64Url.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ReviewDesk.h"
#include "ui/review/AlertEvidence.h"
#include "ui/review/EntryInspector.h"
#include "ui/review/RefusedRecord.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

#include <QBuffer>
#include <QPlainTextEdit>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;
using test::FakeOffice;
using test::ReviewDesk;
using test::textsOf;
using test::visible;
using Page = MainWindow::Page;

class AlertsPageTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }
    void alertsAreRankedAndDecided();
    void aServerThatCannotDecideIsToldHonestly();
    void theEvidenceStandsSideBySide();
    void aLikenessStandsSideBySide();
    void aRefusedRecordIsReadBeforeItCounts();
};

void AlertsPageTest::alertsAreRankedAndDecided() {
    FakeOffice office(20);
    const QByteArray first =
        R"({"eventId":"01935211-0000-7000-8000-000000000010","at":1000,"code":"GEOFENCE","deviceId":"d","points":10,"state":"open","detail":"1.2 km","index":9})";
    const QByteArray second =
        R"({"eventId":"01935211-0000-7000-8000-000000000011","at":900,"code":"REPLAY","deviceId":"d","points":40,"state":"open","detail":""})";
    office.alerts = "{\"total\":2,\"events\":[" + first + ',' + second + "]}";
    ReviewDesk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    QTRY_COMPARE(page->model()->rowCount(), 2);
    QCOMPARE(page->model()->alert(0).code, QByteArray("REPLAY"));
    Button* reject = page->button(review::Ruling::Reject);
    QVERIFY(!reject->isEnabled());
    page->reason()->edit()->setText(QStringLiteral("no"));
    QVERIFY(!reject->isEnabled());
    page->reason()->edit()->setText(QStringLiteral("sent twice by a copied laptop"));
    QVERIFY(reject->isEnabled());
    {
        const std::lock_guard lock(office.mutex);
        office.alerts = "{\"total\":1,\"events\":[" + first + "]}";
    }
    reject->click();
    QVERIFY(!reject->isEnabled()); // not twice
    QTRY_COMPARE(page->model()->rowCount(), 1);
    QCOMPARE(office.resolved.size(), 1);
    QVERIFY(office.resolved[0].startsWith("01935211-0000-7000-8000-000000000011"));
    QVERIFY(office.resolved[0].contains("\"reject\""));
    QCOMPARE(page->model()->alert(0).code, QByteArray("GEOFENCE"));
    QVERIFY(page->reason()->edit()->text().isEmpty());
    visible<Button>(page, QStringLiteral("Open in the log"))->click();
    QCOMPARE(desk.window.currentPage(), Page::Audit);
    QTRY_COMPARE(desk.presenter.auditPage()->inspector()->index(), std::optional<qint64>(9));
}

void AlertsPageTest::aServerThatCannotDecideIsToldHonestly() {
    FakeOffice office(20);
    office.resolves = false;
    office.alerts =
        R"({"total":1,"events":[{"eventId":"01935211-0000-7000-8000-000000000010","at":1000,"code":"GEOFENCE","deviceId":"d","points":10,"state":"open"}]})";
    ReviewDesk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    QTRY_COMPARE(page->model()->rowCount(), 1);
    page->reason()->edit()->setText(QStringLiteral("he was there"));
    page->button(review::Ruling::Accept)->click();
    QTRY_VERIFY(textsOf(page).contains(QStringLiteral("Nothing was changed")));
    QCOMPARE(page->model()->rowCount(), 1);
    QCOMPARE(page->reason()->edit()->text(), QStringLiteral("he was there"));
    QVERIFY(page->button(review::Ruling::Accept)->isEnabled());
}

void AlertsPageTest::theEvidenceStandsSideBySide() {
    FakeOffice office(120);
    std::optional<review::LogRecord> mark;
    for (const auto& entry : office.log.entries)
        if (const auto record = review::LogRecord::of(entry); record.attendance() && !record.photo.isNull())
            mark = record;
    QVERIFY(mark);
    const FileId enrolled(tests::demoUser(900).bytes());
    QBuffer picture;
    QVERIFY(picture.open(QIODevice::WriteOnly) && tests::drawnPortrait(1).save(&picture, "JPG"));
    office.photo = picture.data();
    office.alerts = "{\"total\":1,\"events\":[{\"eventId\":\"01935211-0000-7000-8000-000000000010\",\"at\":1000,"
                    "\"code\":\"GEOFENCE\",\"deviceId\":\"d\",\"points\":30,\"state\":\"open\",\"detail\":\"English\","
                    "\"reason\":\"geofence.outside\",\"parameters\":{\"metres\":1208,\"radiusM\":180},"
                    "\"expectedLossPaise\":54000,\"workerId\":\"" +
                    mark->workerId.toText() + "\",\"siteId\":\"" + mark->siteId.toText() +
                    "\",\"index\":" + QByteArray::number(mark->index) + "}]}";
    office.bodies["/api/v5/workers/" + mark->workerId.toText()] = "{\"photos\":[\"" + enrolled.toText() + "\"]}";
    office.bodies["/api/v5/sites"] = "{\"sites\":[{\"siteId\":\"" + mark->siteId.toText() +
                                     "\",\"name\":\"Gate\",\"latE7\":285355000,\"lonE7\":772910000,\"radiusM\":180}]}";
    ReviewDesk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    AlertEvidence* evidence = page->evidence();
    QTRY_VERIFY(evidence->facts().record && evidence->facts().isComplete && evidence->facts().site);
    QCOMPARE(evidence->facts().enrolled, enrolled);
    QCOMPARE(evidence->facts().record->photo, mark->photo);
    const QString texts = textsOf(page);
    QVERIFY2(texts.contains(QStringLiteral("1,208 m from the centre of the site")), qPrintable(texts));
    QCOMPARE(page->model()->data(page->model()->index(0, AlertModel::Points), Qt::DisplayRole).toString(),
             QStringLiteral("₹ 540"));
    // Nothing is asked of the vault before somebody says why.
    QVERIFY(office.purposes.isEmpty());
    QVERIFY(!evidence->enrolledPhoto()->hasPhoto() && !evidence->markPhoto()->hasPhoto());
    evidence->open(QStringLiteral("wage dispute"));
    QTRY_VERIFY(evidence->enrolledPhoto()->hasPhoto() && evidence->markPhoto()->hasPhoto());
    {
        const std::lock_guard lock(office.mutex);
        QCOMPARE(office.purposes, QList<QByteArray>({"wage dispute", "wage dispute"}));
    }
    desk.presenter.signOut();
    QVERIFY(!evidence->enrolledPhoto()->hasPhoto() && !evidence->facts().record);
}

void AlertsPageTest::aLikenessStandsSideBySide() {
    FakeOffice office(120);
    QBuffer picture;
    QVERIFY(picture.open(QIODevice::WriteOnly) && tests::drawnPortrait(1).save(&picture, "JPG"));
    office.photo = picture.data();
    const WorkerId fresh = tests::workerNumber(1), known = tests::workerNumber(2);
    const FileId freshPhoto(tests::demoUser(901).bytes()), knownPhoto(tests::demoUser(902).bytes());
    office.alerts = "{\"total\":1,\"events\":[{\"eventId\":\"01935211-0000-7000-8000-000000000010\",\"at\":1000,"
                    "\"code\":\"DUPLICATE_FACE\",\"deviceId\":\"d\",\"points\":30,\"state\":\"open\","
                    "\"detail\":\"this face is enrolled as " +
                    known.toText() + " already (likeness 612)\",\"workerId\":\"" + fresh.toText() + "\"}]}";
    office.bodies["/api/v5/workers"] = "{\"workers\":[{\"workerId\":\"" + known.toText() +
                                       "\",\"name\":\"Ravi Kumar\"},{\"workerId\":\"" + fresh.toText() +
                                       "\",\"name\":\"Ravindra\"}]}";
    office.bodies["/api/v5/workers/" + fresh.toText()] = "{\"photos\":[\"" + freshPhoto.toText() + "\"]}";
    office.bodies["/api/v5/workers/" + known.toText()] = "{\"photos\":[\"" + knownPhoto.toText() + "\"]}";
    ReviewDesk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    AlertEvidence* evidence = page->evidence();
    QTRY_VERIFY(evidence->facts().isComplete && !evidence->facts().lookalikePhoto.isNull());
    QCOMPARE(evidence->facts().enrolled, freshPhoto);
    QCOMPARE(evidence->facts().lookalikePhoto, knownPhoto);
    const auto all = [&] { return textsOf(page); };
    QTRY_VERIFY2(all().contains(QStringLiteral("This face is enrolled as Ravi Kumar already.")), qPrintable(all()));
    QVERIFY2(all().contains(QStringLiteral("enrolled already: Ravi Kumar")), qPrintable(all()));
    QVERIFY(!all().contains(known.toString())); // names, not numbers
    evidence->open(QStringLiteral("Are they one person?"));
    QTRY_VERIFY(evidence->enrolledPhoto()->hasPhoto() && evidence->markPhoto()->hasPhoto());
    QCOMPARE(office.purposes.size(), 2); // each look is in the log
}

void AlertsPageTest::aRefusedRecordIsReadBeforeItCounts() {
    FakeOffice office(120);
    std::optional<review::LogRecord> mark;
    for (const auto& entry : office.log.entries)
        if (const auto record = review::LogRecord::of(entry); record.attendance()) mark = record;
    QVERIFY(mark);
    const auto event = [](int n, const char* code) {
        return QByteArrayLiteral("{\"eventId\":\"01935211-0000-7000-8000-00000000001") + QByteArray::number(n) +
               "\",\"at\":1000,\"code\":\"" + code +
               "\",\"deviceId\":\"d\",\"points\":30,\"state\":\"open\",\"detail\":\"English\"";
    };
    const QByteArray path = "/api/v5/fraud/01935211-0000-7000-8000-00000000001";
    const QByteArray claims = protocol::writePacket(*mark->packet);
    office.alerts = "{\"total\":3,\"events\":[" + event(1, "SIGNATURE_INVALID") + "}," + event(2, "MALFORMED") + "}," +
                    event(3, "MANUAL_SHARE") + "}]}";
    office.bodies[path + "1"] = event(1, "SIGNATURE_INVALID") + ",\"counts\":false,\"bytes\":\"" +
                                toBase64Url("eyJ.p4yl04d.forged") + "\",\"claims\":" + claims + "}";
    // Letters that turn the direction of writing could make it look like another record.
    office.bodies[path + "2"] = event(2, "MALFORMED") + ",\"counts\":false,\"claims\":null,\"bytes\":\"" +
                                toBase64Url(QStringLiteral("not a packet \u202e\a").toUtf8()) + "\"}";
    office.bodies[path + "3"] = event(3, "MANUAL_SHARE") + ",\"counts\":false,\"claims\":null,\"bytes\":null}";
    ReviewDesk desk(office);
    desk.signIn();
    desk.window.open(Page::Alerts);
    AlertsPage* page = desk.presenter.alertsPage();
    const auto open = [&](const char* id) {
        page->select(*EventId::fromText(QByteArray("01935211-0000-7000-8000-00000000001") + id));
        QTRY_VERIFY(page->evidence()->facts().isComplete);
    };

    QTRY_COMPARE(page->model()->rowCount(), 3);
    open("1");
    RefusedRecord* refused = page->refused();
    QTRY_VERIFY(refused->isVisible());
    const QString texts = textsOf(refused);
    const LogWords words(nullptr);
    QVERIFY2(texts.contains(words.worker(mark->workerId)), qPrintable(texts));
    QVERIFY2(texts.contains(Words::dayAndTime(mark->packet->timestamp)), qPrintable(texts));
    QVERIFY2(texts.contains(QStringLiteral("Nobody has proved any of this")), qPrintable(texts));
    QTest::mouseClick(refused->bytesButton(), Qt::LeftButton);
    QWidget* sheet = QApplication::activePopupWidget();
    QVERIFY(sheet);
    const auto* shown = sheet->findChild<QPlainTextEdit*>();
    QVERIFY(shown && shown->isReadOnly());
    QVERIFY(shown->toPlainText().contains(mark->packetId.toString()));
    QVERIFY(shown->toPlainText().endsWith(QStringLiteral("eyJ.p4yl04d.forged")));
    sheet->close();
    // Only now it is let count.
    page->reason()->edit()->setText(QStringLiteral("Seen at the gate by the foreman"));
    QTest::mouseClick(page->button(review::Ruling::Accept), Qt::LeftButton);
    QTRY_COMPARE(office.resolved.size(), 1);
    QVERIFY(office.resolved.first().contains("\"accept\""));

    open("2");
    QVERIFY(textsOf(refused).contains(QStringLiteral("cannot be read as a record")));
    QCOMPARE(refused->bytesText(), QStringLiteral("not a packet \uFFFD\uFFFD"));
    open("3");
    QVERIFY(!refused->isVisible());
}

QTEST_MAIN(AlertsPageTest)
#include "AlertsPageTest.moc"
