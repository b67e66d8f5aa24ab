// The queue page: two lanes, reasons in words, and what "Sync now" may do.
#include "ui/queue/QueuePage.h"
#include "tests/support/DemoFeed.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Segments.h"
#include "ui/words/Words.h"

#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;

class QueuePageTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }
    void init();
    void reasonsAreWords();
    void filters_data();
    void filters();
    void syncIsAskedForOnce();
    void failureSaysWhatWasKept();
    void forkStopsSync();

  private:
    Button* button(const QString& name) {
        for (Button* candidate : m_page->findChildren<Button*>())
            if (candidate->accessibleName() == name) return candidate;
        return nullptr;
    }
    QString notice() {
        for (Notice* candidate : m_page->findChildren<Notice*>())
            if (candidate->isVisible()) return candidate->accessibleName();
        return {};
    }
    std::unique_ptr<QueuePage> m_page;
};

void QueuePageTest::init() {
    m_page = std::make_unique<QueuePage>();
    m_page->resize(1274, 712);
    m_page->show();
    m_page->setRows(tests::demoQueue(false));
    m_page->setSummary(tests::demoQueueSummary(), tests::today(7, 41));
    m_page->setLine({muster::LineState::Offline, tests::today(7, 12), "OFFLINE", {}});
}

void QueuePageTest::reasonsAreWords() {
    QueueModel* model = m_page->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QString reason = model->index(row, QueueModel::Reason).data().toString();
        QVERIFY(!reason.isEmpty());
        const QByteArray code = model->row(row).code;
        if (!code.isEmpty()) QCOMPARE(reason, Words::sentence(code));
    }
    auto rows = tests::demoQueue(false);
    rows[0].status = "quarantined";
    rows[0].name.clear();
    m_page->setRows(rows);
    QCOMPARE(model->index(0, QueueModel::Reason).data().toString(), Words::sentence("DAMAGED"));
    QVERIFY(!model->index(0, QueueModel::Who).data().toString().isEmpty());
}

void QueuePageTest::filters_data() {
    QTest::addColumn<int>("which");
    QTest::addColumn<int>("rows");
    QTest::newRow("all") << int(QueueFilter::All) << 11;
    QTest::newRow("waiting, record or photo") << int(QueueFilter::Waiting) << 4;
    QTest::newRow("to check") << int(QueueFilter::ToCheck) << 2;
    QTest::newRow("refused, record or photo") << int(QueueFilter::Refused) << 2;
}

void QueuePageTest::filters() {
    QFETCH(int, which);
    QFETCH(int, rows);
    m_page->filter()->setWhich(which);
    QCOMPARE(m_page->filter()->rowCount(), rows);
}

void QueuePageTest::syncIsAskedForOnce() {
    QSignalSpy wanted(m_page.get(), &QueuePage::syncWanted);
    button(QStringLiteral("Sync now"))->click();
    QCOMPARE(wanted.size(), 1);
    m_page->setSyncing(true);
    QVERIFY(!button(QStringLiteral("Syncing…"))->isEnabled());
    button(QStringLiteral("Syncing…"))->click();
    QCOMPARE(wanted.size(), 1);
}

void QueuePageTest::failureSaysWhatWasKept() {
    muster::SyncSummary summary;
    summary.code = "ANSWER_UNSIGNED";
    m_page->showSummary(summary);
    QVERIFY(notice().contains(Words::sentence("ANSWER_UNSIGNED")));
    QVERIFY(notice().contains(Words::advice("ANSWER_UNSIGNED")));
    summary = {};
    summary.ok = true;
    summary.sent = 34;
    summary.photosSent = 61;
    summary.rejected = 1;
    m_page->showSummary(summary);
    QVERIFY(notice().contains(QStringLiteral("34")) && notice().contains(QStringLiteral("61")) &&
            notice().contains(QStringLiteral("1 rejected")));
}

void QueuePageTest::forkStopsSync() {
    m_page->setLine({muster::LineState::LogFork, {}, "LOG_FORK", {}});
    QVERIFY(!button(QStringLiteral("Sync now"))->isEnabled());
}

QTEST_MAIN(QueuePageTest)
#include "QueuePageTest.moc"
