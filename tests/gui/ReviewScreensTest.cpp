// HR's screens: signing in, the log, alerts, the day.
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoLog.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ScreenBook.h"
#include "ui/review/AlertsPage.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/review/RefusedRecord.h"
#include "ui/review/TodayPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Fields.h"
#include "ui/words/Words.h"

#include <QJsonDocument>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;

class ReviewScreensTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void allScreens_data() { test::ScreenBook::addRows(); }
    void allScreens() {
        MainWindow window;
        m_book.open(window);
        review(window);
    }

  private:
    void review(MainWindow& window);
    void reviewLog(MainWindow& window, AuditPage& audit, const Names& names);
    void reviewAlerts(MainWindow& window, AlertsPage& alerts, const review::AlertList& list, const Names& names);
    void reviewToday(MainWindow& window, TodayPage& today, const review::AlertList& list, const Names& names);
    test::ScreenBook m_book;
};

void ReviewScreensTest::review(MainWindow& window) {
    auto* signIn = new SignInPage(SignInCard::Purpose::Review);
    window.addPage(MainWindow::Page::Setup, signIn);
    m_book.fillOffice();
    auto* today = new TodayPage;
    auto* alerts = new AlertsPage;
    auto* audit = new AuditPage;
    window.addPage(MainWindow::Page::Today, today);
    window.addPage(MainWindow::Page::Alerts, alerts);
    window.addPage(MainWindow::Page::Audit, audit);
    window.addChip({MainWindow::Page::Today, MainWindow::Page::Audit}, audit->stateChip());
    window.setRole("hr");
    window.setTitle(MainWindow::Page::Today,
                    [] { return std::pair(TodayPage::tr("Today"), Words::day(QDate(2026, 11, 22))); });
    window.setTitle(MainWindow::Page::Audit, [] {
        return std::pair(AuditPage::tr("Audit chain"), AuditPage::tr("%1 entries").arg(Words::number(1284306)));
    });
    window.setTitle(MainWindow::Page::Alerts, [] { return std::pair(AlertsPage::tr("Alerts"), QString()); });
    window.open(MainWindow::Page::Setup);
    signIn->card()->showError("SIGN_IN_REFUSED");
    m_book.shoot(QStringLiteral("review-sign-in"));
    const auto names = tests::demoNames(m_book.isIndian());
    const auto list = tests::demoAlerts();
    reviewLog(window, *audit, names);
    reviewAlerts(window, *alerts, list, names);
    reviewToday(window, *today, list, names);
}

void ReviewScreensTest::reviewLog(MainWindow& window, AuditPage& audit, const Names& names) {
    window.open(MainWindow::Page::Audit);
    m_book.shoot(QStringLiteral("audit-loading"));
    audit.setNames(names);
    audit.model()->setFetch([](qint64 from, int limit, const std::function<void(Result<review::LogPage>)>& done) {
        review::LogPage page{1284306, {}};
        for (qint64 i = from; i < qMin<qint64>(from + limit, page.size); ++i)
            page.entries << tests::demoEntry(i);
        done(page);
    });
    QObject::connect(audit.inspector(), &EntryInspector::proofWanted, &audit,
                     [&audit](qint64 index, const crypto::Digest& leaf) {
                         audit.inspector()->showProof(tests::demoProof(index, leaf, 21));
                     });
    audit.model()->load();
    QTest::qWait(80);
    audit.setVerifying(true);
    audit.setProgress(811000, 1284306);
    m_book.shoot(QStringLiteral("audit-verifying"));
    review::VerifyReport whole;
    whole.outcome = review::VerifyReport::Outcome::Whole;
    whole.size = whole.checked = 1284306;
    whole.ms = 1934;
    audit.setReport(whole, tests::today(7, 44));
    audit.goTo(1284304);
    QTest::qWait(80);
    m_book.shoot(QStringLiteral("audit"));
    audit.inspector()->askPurpose(true);
    m_book.shoot(QStringLiteral("audit-purpose"));
    const auto* row = audit.model()->rowAt(audit.model()->rowOfIndex(1284304));
    audit.inspector()->showPhoto(row->record.photo, tests::drawnPortrait(5), m_book.say("Hina", "हिना"),
                                 tests::today(7, 46));
    m_book.shoot(QStringLiteral("audit-photo"));
    review::VerifyReport bad = whole;
    bad.outcome = review::VerifyReport::Outcome::Bad;
    bad.checked = 1284297;
    bad.bad = audit::BadEntry{1284297, QStringLiteral("dataHash"), "9f3aV1s0c2Wb7gq4mT8kXy5uJpLz6hNdE0iRoAvBc71",
                              "b210x9QfYk3sWm7tD2nVj8uHeLrZpCa5iGoTbEy4d9a"};
    audit.setReport(bad, tests::today(7, 47));
    QTest::qWait(80);
    m_book.shoot(QStringLiteral("audit-bad"));
    review::VerifyReport fork = whole;
    fork.outcome = review::VerifyReport::Outcome::Fork;
    audit.setReport(fork, tests::today(7, 48));
    review::LogFilter filter;
    filter.kinds = {"worker.add"};
    audit.model()->setFilter(filter);
    QTest::qWait(80);
    m_book.shoot(QStringLiteral("audit-fork"));
    audit.setReport(whole, tests::today(7, 49));
    filter.kinds = {"nothing"};
    filter.from = tests::today(7, 43);
    audit.model()->setFilter(filter);
    QTest::qWait(80);
    m_book.shoot(QStringLiteral("audit-nothing"));
}

void ReviewScreensTest::reviewAlerts(MainWindow& window, AlertsPage& alerts, const review::AlertList& list,
                                     const Names& names) {
    alerts.setNames(names);
    window.open(MainWindow::Page::Alerts);
    alerts.setAlerts({});
    m_book.shoot(QStringLiteral("alerts-empty"));
    window.setAlertBadge(int(list.total));
    alerts.setAlerts(list);
    // The place of a mark far outside, with both photos.
    const auto record = review::LogRecord::of(tests::demoEntry(1284304));
    QVERIFY(record.attendance());
    AlertEvidence::Facts facts;
    facts.record = record;
    facts.enrolled = FileId(tests::demoUser(900).bytes());
    facts.site = tests::demoSites(m_book.isIndian()).first();
    facts.site->latE7 = record.attendance()->geo.latE7 - 108'500; // 1.2 km to the south
    facts.site->lonE7 = record.attendance()->geo.lonE7;
    facts.site->radiusM = 180;
    facts.device = tests::demoDevices().first();
    facts.isComplete = true;
    alerts.select(list.alerts[4].eventId);
    alerts.setEvidence(list.alerts[4].eventId, facts);
    m_book.shoot(QStringLiteral("alerts-evidence"));
    const QString viewer = m_book.say("Hina", "हिना");
    alerts.evidence()->showPhoto(facts.enrolled, tests::drawnPortrait(5), viewer, tests::today(7, 46));
    alerts.evidence()->showPhoto(record.photo, tests::drawnPortrait(6), viewer, tests::today(7, 46));
    m_book.shoot(QStringLiteral("alerts-photos"));
    // Two enrolments that look the same.
    AlertEvidence::Facts twins;
    twins.enrolled = facts.enrolled;
    twins.lookalike = tests::workerNumber(2);
    twins.lookalikePhoto = FileId(tests::demoUser(901).bytes());
    twins.device = facts.device;
    twins.isComplete = true;
    alerts.select(list.alerts[2].eventId);
    alerts.setEvidence(list.alerts[2].eventId, twins);
    alerts.evidence()->showPhoto(twins.enrolled, tests::drawnPortrait(5), viewer, tests::today(7, 46));
    alerts.evidence()->showPhoto(twins.lookalikePhoto, tests::drawnPortrait(2), viewer, tests::today(7, 46));
    m_book.shoot(QStringLiteral("alerts-likeness"));
    // What was refused, read before it is let count.
    AlertEvidence::Facts forged;
    const QByteArray payload = protocol::writePacket(*record.packet);
    forged.refused = review::RefusedPacket{"eyJhbGciOiJIUzI1NiJ9." + payload.toBase64(QByteArray::Base64UrlEncoding) +
                                               ".c2lnbmF0dXJl",
                                           QJsonDocument::fromJson(payload).toJson(), record.packet, false};
    forged.device = facts.device;
    forged.isComplete = true;
    alerts.select(list.alerts[0].eventId);
    alerts.setEvidence(list.alerts[0].eventId, forged);
    m_book.shoot(QStringLiteral("alerts-record"));
    alerts.refused()->bytesButton()->click();
    m_book.shootSheet(QStringLiteral("alerts-bytes"), QApplication::activePopupWidget());
    forged.refused.reset();
    alerts.setEvidence(list.alerts[0].eventId, forged);
    alerts.select(list.alerts[0].eventId);
    alerts.reason()->edit()->setText(m_book.say("The laptop was copied", "लैपटॉप की नकल की गई"));
    m_book.shoot(QStringLiteral("alerts"));
    alerts.button(review::Ruling::Reject)->click();
    alerts.showDecided(list.alerts[0].eventId, "NOT_IMPLEMENTED");
    m_book.shoot(QStringLiteral("alerts-refused"));
}

void ReviewScreensTest::reviewToday(MainWindow& window, TodayPage& today, const review::AlertList& list,
                                    const Names& names) {
    window.open(MainWindow::Page::Today);
    m_book.shoot(QStringLiteral("today-loading"));
    today.setNames(names);
    today.setWorkers(468);
    today.setDays(tests::demoDays(), QDate(2026, 11, 22), true);
    today.setAlerts(list);
    review::DeviceLine silent;
    silent.deviceId = names->devices().first();
    silent.lastSeen = {tests::today(7, 41).value - 3 * 86'400'000LL};
    today.setDevices({silent}, tests::today(7, 41));
    QTest::qWait(60);
    m_book.shoot(QStringLiteral("today"));
}

QTEST_MAIN(ReviewScreensTest)
#include "ReviewScreensTest.moc"
