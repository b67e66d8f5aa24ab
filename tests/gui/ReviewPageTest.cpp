// HR's screens: millions of rows without waiting, the first bad entry in red, photos closed until a purpose is given.
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoLog.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;

class ReviewPageTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }
    void millionsOfRowsCostWhatIsSeen();
    void passedPagesAreNotFetched();
    void tamperedLogNamesTheFirstBadIndex();
    void stopIsOffered();
    void photoStaysClosedWithoutPurpose();
    void watermarkIsInThePicture();
    void otherEntryClosesThePhoto();

  private:
    static std::unique_ptr<AuditPage> page() {
        auto page = std::make_unique<AuditPage>();
        page->resize(1274, 712);
        page->show();
        return page;
    }
    template <class W>
    static W* visible(QWidget* in, const QString& accessibleName) {
        for (W* widget : in->findChildren<W*>())
            if (widget->accessibleName() == accessibleName && widget->isVisible()) return widget;
        return nullptr;
    }
};

void ReviewPageTest::millionsOfRowsCostWhatIsSeen() {
    auto audit = page();
    const qint64 size = 5'000'000;
    qint64 handedOut = 0;
    audit->model()->setFetch([&](qint64 from, int limit, const std::function<void(Result<review::LogPage>)>& done) {
        review::LogPage got{size, {}};
        for (qint64 i = from; i < qMin(from + limit, size); ++i)
            got.entries << tests::demoEntry(i);
        handedOut += got.entries.size();
        done(got);
    });
    audit->model()->load();
    QCOMPARE(audit->model()->rowCount(), int(size));
    const auto newest = [&] { return audit->model()->index(0, AuditLogModel::Kind).data().toString(); };
    QVERIFY(QTest::qWaitFor([&] { return !newest().isEmpty(); }));
    QVERIFY2(handedOut <= 3 * AuditLogModel::kPage, qPrintable(QString::number(handedOut)));
    QCOMPARE(audit->model()->index(0, AuditLogModel::Index).data().toString(), QStringLiteral("4999999"));
    audit->goTo(12);
    QVERIFY(QTest::qWaitFor([&] { return audit->inspector()->index() == 12; }));
    QVERIFY2(handedOut <= 7 * AuditLogModel::kPage, qPrintable(QString::number(handedOut)));
    const int row = audit->model()->rowOfIndex(12);
    QVERIFY(audit->table()->viewport()->rect().intersects(audit->table()->visualRect(audit->model()->index(row, 0))));
}

void ReviewPageTest::passedPagesAreNotFetched() {
    auto audit = page();
    QList<std::function<void()>> waiting; // a slow server
    audit->model()->setFetch([&](qint64 from, int limit, const std::function<void(Result<review::LogPage>)>& done) {
        waiting << [=] {
            review::LogPage got{1'000'000, {}};
            for (qint64 i = from; i < from + limit; ++i)
                got.entries << tests::demoEntry(i);
            done(got);
        };
    });
    audit->model()->load();
    waiting.takeFirst()();
    QScrollBar* bar = audit->table()->verticalScrollBar();
    for (int i = 0; i < 100; ++i) {
        bar->setValue(bar->maximum() / 100 * i);
        audit->table()->viewport()->repaint();
    }
    QTest::qWait(60);
    QVERIFY2(waiting.size() <= 3, "no more than a few requests are under way");
    int answered = 0;
    while (!waiting.isEmpty() && answered < 60) {
        waiting.takeFirst()();
        ++answered;
        QTest::qWait(35);
    }
    QVERIFY2(answered <= 12, qPrintable(QString::number(answered)));
}

void ReviewPageTest::tamperedLogNamesTheFirstBadIndex() {
    tests::DemoLog log(700);
    log.spoilData(417);
    auto audit = page();
    audit->model()->setFetch([&](qint64 from, int limit, const std::function<void(Result<review::LogPage>)>& done) {
        done(log.page(from, limit));
    });
    audit->model()->load();
    class Source final : public review::LogSource {
      public:
        explicit Source(const tests::DemoLog& served)
            : m_served(served) {}
        Result<audit::Checkpoint> checkpoint() override { return m_served.checkpoint; }
        Result<review::LogPage> fetch(qint64 from, int limit) override { return m_served.page(from, limit); }

      private:
        const tests::DemoLog& m_served;
    };
    review::LogVerifierJob job([&] { return std::make_unique<Source>(log); });
    connect(&job, &review::LogVerifierJob::progress, audit.get(), &AuditPage::setProgress);
    connect(&job, &review::LogVerifierJob::finished, audit.get(), &AuditPage::setReport);
    connect(audit.get(), &AuditPage::verifyWanted, &job, [&] {
        audit->setVerifying(true);
        job.start();
    });
    visible<Button>(audit.get(), QStringLiteral("Verify all"))->click();
    QVERIFY(QTest::qWaitFor([&] { return audit->report().has_value() && audit->inspector()->index() == 417; }, 20'000));
    auto notice = audit->findChild<Notice*>();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().contains(QStringLiteral("417")));
    const int row = audit->model()->rowOfIndex(417);
    QCOMPARE(audit->model()->index(row, AuditLogModel::What).data(RowToneRole).toInt(), int(Tone::Bad));
    QVERIFY(!audit->model()->index(row - 1, AuditLogModel::What).data(RowToneRole).isValid());
    // Expected and found hash stand in the inspector.
    QStringList texts;
    for (Text* text : audit->inspector()->findChildren<Text*>())
        if (text->isVisible()) texts << text->text();
    const auto& bad = *audit->report()->bad;
    QVERIFY(texts.join(QLatin1Char('\n')).contains(QString::fromLatin1(bad.expected)));
    QVERIFY(texts.join(QLatin1Char('\n')).contains(QString::fromLatin1(bad.found)));
    QCOMPARE(bad.what, QStringLiteral("dataHash"));
}

void ReviewPageTest::stopIsOffered() {
    auto audit = page();
    QSignalSpy cancel(audit.get(), &AuditPage::cancelWanted), verify(audit.get(), &AuditPage::verifyWanted);
    audit->setVerifying(true);
    audit->setProgress(300, 1000);
    visible<Button>(audit.get(), QStringLiteral("Stop"))->click();
    QCOMPARE(cancel.size(), 1);
    QCOMPARE(verify.size(), 0);
    review::VerifyReport report;
    report.outcome = review::VerifyReport::Outcome::Cancelled;
    report.checked = 300;
    report.size = 1000;
    audit->setReport(report);
    QVERIFY(visible<Button>(audit.get(), QStringLiteral("Verify all")));
    QVERIFY2(audit->findChild<Notice*>()->accessibleName().contains(QStringLiteral("300")),
             "a stopped check must not look like a whole log");
}

void ReviewPageTest::photoStaysClosedWithoutPurpose() {
    EntryInspector inspector;
    inspector.resize(430, 680);
    QWidget::connect(&inspector, &QObject::destroyed, [] {});
    inspector.QWidget::show();
    inspector.show(LogRecord::of(tests::demoEntry(11)));
    QVERIFY(!inspector.photo()->hasPhoto());
    QSignalSpy wanted(&inspector, &EntryInspector::photoWanted);
    visible<Button>(&inspector, QStringLiteral("Show photo…"))->click();
    auto* open = visible<Button>(&inspector, QStringLiteral("Open photo"));
    auto* purpose = visible<QLineEdit>(&inspector, QStringLiteral("Why do you need to see it?"));
    QVERIFY(open && purpose);
    QTest::keyClicks(purpose, QStringLiteral("  why   "));
    QVERIFY(!open->isEnabled());
    open->click();
    QCOMPARE(wanted.size(), 0);
    purpose->setText(QStringLiteral("Wage dispute"));
    open->click();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][1].toString(), QStringLiteral("Wage dispute"));
    QVERIFY(!inspector.photo()->hasPhoto()); // not before the server gave it
    inspector.showPhotoError("VAULT_INTEGRITY");
    QVERIFY(!inspector.photo()->hasPhoto());
    QVERIFY(open->isEnabled());
}

void ReviewPageTest::watermarkIsInThePicture() {
    PhotoBox box(QSize(260, 260));
    box.setPhoto(tests::drawnPortrait(1));
    const QImage plain = box.rendered();
    box.setWatermark(QStringLiteral("Hina · 22 Nov 2026 07:46"));
    QVERIFY(box.rendered() != plain);
    box.setHiddenPhoto();
    QVERIFY(!box.hasPhoto());
}

void ReviewPageTest::otherEntryClosesThePhoto() {
    EntryInspector inspector;
    inspector.resize(430, 680);
    inspector.QWidget::show();
    inspector.show(LogRecord::of(tests::demoEntry(11)));
    inspector.showPhoto(tests::drawnPortrait(1), QStringLiteral("Hina · now"));
    QVERIFY(inspector.photo()->hasPhoto());
    inspector.show(LogRecord::of(tests::demoEntry(11))); // the same one again
    QVERIFY(inspector.photo()->hasPhoto());
    inspector.show(LogRecord::of(tests::demoEntry(12)));
    QVERIFY(!inspector.photo()->hasPhoto());
}

QTEST_MAIN(ReviewPageTest)
#include "ReviewPageTest.moc"
