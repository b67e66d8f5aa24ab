// The muster page under a stream of decisions: what is shown when, and what it asks for.
#include "ui/muster/MusterPage.h"
#include "tests/support/DemoFeed.h"
#include "ui/muster/ManualSheet.h"
#include "ui/muster/RollPanel.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Counter.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>
#include <thread>

using namespace haziri;
using namespace haziri::ui;
using Kind = muster::MarkOutcome::Kind;
using capture::DecisionKind;

Q_DECLARE_METATYPE(haziri::ui::Tone)

class MusterPageTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase();
    void init();
    void bannerTellsTheOutcome_data();
    void bannerTellsTheOutcome();
    void greenOnlyWhenDurable();
    void strangersGoToTheTray();
    void trayIsBounded();
    void heldForLivenessStandsInTheTray();
    void guidanceFollowsTheFace();
    void countersAndUnmarkedFirst();
    void theRollSortsAndKeepsItsPlace();
    void searchFindsInAnyOrder();
    void manualMarkNeedsPersonAndReason();
    void manualMarkFromTheTrayClearsIt();
    void ofTwoWhoLookAlikeNeitherIsChosen();
    void undoIsThereForAMinute();
    void theDayShowsWhatWasUndone();
    void failedManualMarkKeepsTheSheet();
    void directionChangesOnce();
    void cameraProblemGoesWithTheNextFrame();
    void picturesArePaintedWhileVisionRuns();

  private:
    template <class W>
    W* find(const char* accessibleName) {
        for (W* widget : m_page->findChildren<W*>())
            if (widget->accessibleName() == QLatin1String(accessibleName) && widget->isVisible()) return widget;
        return nullptr;
    }
    std::unique_ptr<MusterPage> m_page;
};

void MusterPageTest::initTestCase() {
    Style::apply(*qApp, Theme::load(QStringLiteral("light")));
}

void MusterPageTest::init() {
    m_page = std::make_unique<MusterPage>();
    m_page->resize(1274, 712);
    m_page->show();
    m_page->setRoll(tests::demoRoll(false));
    m_page->camera()->setFrame(tests::drawnFrame(1));
}

void MusterPageTest::bannerTellsTheOutcome_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("tone");
    QTest::newRow("recorded") << int(Kind::Recorded) << int(Tone::Ok);
    QTest::newRow("held") << int(Kind::Held) << int(Tone::Held);
    QTest::newRow("already marked") << int(Kind::AlreadyMarked) << int(Tone::Neutral);
    QTest::newRow("failed") << int(Kind::Failed) << int(Tone::Bad);
}

void MusterPageTest::bannerTellsTheOutcome() {
    QFETCH(int, kind);
    QFETCH(int, tone);
    QSignalSpy sounds(m_page.get(), &MusterPage::outcomeShown);
    m_page->showOutcome(tests::demoOutcome(Kind(kind), false));
    QVERIFY(m_page->camera()->bannerTone() == Tone(tone));
    QCOMPARE(sounds.size(), 1);
    QVERIFY(m_page->camera()->accessibleDescription().contains(tests::demoOutcome(Kind(kind), false).name));
}

void MusterPageTest::greenOnlyWhenDurable() {
    // A recognised face alone must not look like a record: the frame around it is not green before the outcome.
    const QColor green = Theme::load(QStringLiteral("light"))[Colour::FrameOk];
    const auto greenPixels = [&] {
        const QImage shot = m_page->camera()->grab().toImage();
        int count = 0;
        for (int y = 0; y < shot.height() - 140; ++y) // above the banner
            for (int x = 30; x < shot.width() - 30; ++x)
                count += shot.pixelColor(x, y) == green;
        return count;
    };
    m_page->setFaces({{tests::drawnFaceRect(1), capture::FaceState::Recognised, {}, QStringLiteral("Ramavtar Yadav")}});
    QCOMPARE(greenPixels(), 0);
    m_page->showOutcome(tests::demoOutcome(Kind::Recorded, false));
    QVERIFY(greenPixels() > 500);
}

void MusterPageTest::strangersGoToTheTray() {
    m_page->stepAside(tests::demoDecision(DecisionKind::Unknown), tests::drawnPortrait(1));
    QVERIFY(m_page->camera()->bannerTone() == Tone::Neutral);
    m_page->stepAside(tests::demoDecision(DecisionKind::Ambiguous), tests::drawnPortrait(2));
    QVERIFY(m_page->camera()->bannerTone() == Tone::Held);
    QCOMPARE(m_page->tray()->people().size(), 2);
    QCOMPARE(m_page->tray()->people().last().suggestion, tests::workerNumber(3));
    // Nobody there, or too many: nobody to step aside.
    m_page->stepAside(tests::demoDecision(DecisionKind::NoFace));
    m_page->stepAside(tests::demoDecision(DecisionKind::SeveralFaces));
    m_page->stepAside(tests::demoDecision(DecisionKind::Recognised));
    QCOMPARE(m_page->tray()->people().size(), 2);
}

void MusterPageTest::undoIsThereForAMinute() {
    QSignalSpy wanted(m_page.get(), &MusterPage::undoWanted);
    m_page->undoLast();
    QVERIFY(wanted.isEmpty()); // nothing was marked
    auto first = tests::demoOutcome(Kind::Recorded, false), second = first;
    first.packetId = PacketId(UuidBytes{1});
    second.packetId = PacketId(UuidBytes{2});
    second.name = QStringLiteral("Suresh Kumar");
    m_page->showOutcome(first);
    m_page->showOutcome(second);
    m_page->showOutcome(tests::demoOutcome(Kind::AlreadyMarked, false)); // adds nothing that could be undone
    auto* button = find<Button>("Undo the mark of Suresh Kumar (Ctrl+Z)");
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.takeFirst()[0].value<PacketId>(), second.packetId);
    muster::UndoOutcome undone;
    undone.ok = true;
    undone.mark = second.packetId;
    undone.name = second.name;
    m_page->showUndone(undone);
    QVERIFY(m_page->camera()->bannerTone() == Tone::Neutral);
    QVERIFY(m_page->camera()->accessibleDescription().contains(QStringLiteral("Suresh Kumar")));
    m_page->undoLast(); // the one before
    QCOMPARE(wanted.takeFirst()[0].value<PacketId>(), first.packetId);
    undone.ok = false;
    undone.mark = first.packetId;
    undone.code = "UNDO_TOO_LATE";
    m_page->showUndone(undone);
    QVERIFY(m_page->camera()->bannerTone() == Tone::Bad);
    QVERIFY(!button->isVisible());
}

void MusterPageTest::theDayShowsWhatWasUndone() {
    auto outcome = tests::demoOutcome(Kind::Recorded, false);
    outcome.packetId = PacketId(UuidBytes{7});
    m_page->showOutcome(outcome);
    const WorkerId worker = tests::workerNumber(3);
    QSignalSpy day(m_page.get(), &MusterPage::dayWanted), wanted(m_page.get(), &MusterPage::undoWanted);
    Q_EMIT m_page->roll()->personOpened(worker, QStringLiteral("Suresh Kumar"));
    QCOMPARE(day.size(), 1);
    muster::MarkDetail mark;
    mark.row.packetId = outcome.packetId;
    mark.row.status = "synced";
    m_page->setMarks(worker, {mark});
    auto* undo = find<Button>("Undo this mark");
    QVERIFY(undo);
    QTest::mouseClick(undo, Qt::LeftButton);
    QCOMPARE(wanted.takeFirst()[0].value<PacketId>(), outcome.packetId);
    muster::UndoOutcome undone;
    undone.ok = true;
    undone.mark = outcome.packetId;
    m_page->showUndone(undone);
    QCOMPARE(day.size(), 2); // asked again: it shows both
    mark.takenBackAt = UnixMillis{1'760'000'000'000};
    m_page->setMarks(worker, {mark});
    QVERIFY(!find<Button>("Undo this mark"));
    const auto saysUndone = [&] {
        const auto chips = m_page->findChildren<Chip*>();
        return std::any_of(chips.begin(), chips.end(), [](const Chip* chip) {
            return chip->isVisible() && chip->text().startsWith(QStringLiteral("undone at"));
        });
    };
    QTRY_VERIFY(saysUndone()); // a layout shows new rows with the next turn of the loop
}

void MusterPageTest::trayIsBounded() {
    for (int i = 0; i < 200; ++i)
        m_page->stepAside(tests::demoDecision(DecisionKind::Unknown));
    QCOMPARE(m_page->tray()->people().size(), 50);
}

void MusterPageTest::heldForLivenessStandsInTheTray() {
    m_page->showOutcome(tests::demoOutcome(Kind::Held, false), tests::drawnPortrait(1));
    QCOMPARE(m_page->tray()->people().size(), 1);
    QVERIFY(m_page->tray()->people().first().kept);
    // His mark is made: what opens is his day, not another mark.
    QSignalSpy wanted(m_page.get(), &MusterPage::dayWanted);
    Q_EMIT m_page->tray()->opened(m_page->tray()->people().first().id);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<WorkerId>(), tests::workerNumber(5));
    QCOMPARE(m_page->tray()->people().size(), 0);
    QVERIFY(!find<Button>("Record mark"));
    m_page->showOutcome(tests::demoOutcome(Kind::Recorded, false));
    QCOMPARE(m_page->tray()->people().size(), 0);
}

void MusterPageTest::guidanceFollowsTheFace() {
    m_page->setFaces({});
    QCOMPARE(m_page->camera()->accessibleDescription(), QStringLiteral("Next, please"));
    m_page->setFaces({{tests::drawnFaceRect(1), capture::FaceState::Poor, "COME_CLOSER", {}}});
    QCOMPARE(m_page->camera()->accessibleDescription(), QStringLiteral("Come closer"));
    // A side to turn to is said and drawn: the view is a mirror, so his left is on the left.
    const QRectF face = tests::drawnFaceRect(1);
    const auto change = [&](const QByteArray& guidance) {
        m_page->setFaces({{face, capture::FaceState::Looking, {}, {}}});
        const QImage before = m_page->camera()->grab().toImage();
        m_page->setFaces({{face, capture::FaceState::Looking, guidance, {}}});
        const QImage after = m_page->camera()->grab().toImage();
        qint64 left = 0, right = 0;
        for (int y = 100; y < after.height(); ++y) // below the line of words
            for (int x = 0; x < after.width(); ++x)
                if (after.pixel(x, y) != before.pixel(x, y)) ++(x < after.width() / 2 ? left : right);
        return right - left;
    };
    QVERIFY(change("TURN_LEFT") < -500);
    QCOMPARE(m_page->camera()->accessibleDescription(), QStringLiteral("Turn your head to the left"));
    QVERIFY(change("TURN_RIGHT") > 500);
}

void MusterPageTest::countersAndUnmarkedFirst() {
    QList<qint64> values;
    for (Counter* counter : m_page->findChildren<Counter*>())
        values << counter->value();
    std::sort(values.begin(), values.end());
    QCOMPARE(values, (QList<qint64>{4, 37, 143}));
    RollModel* model = m_page->roll()->model();
    QCOMPARE(model->rowCount(), 11);
    bool marked = false;
    for (int row = 0; row < model->rowCount(); ++row) {
        const bool unmarked = model->row(row).state == muster::RollRow::State::Unmarked;
        QVERIFY(!(unmarked && marked));
        marked = marked || !unmarked;
    }
}

// A click on a heading sorts, a second one turns it round, a third brings the roll's own order back; a mark that moves
// somebody leaves the line that is being looked at alone.
void MusterPageTest::theRollSortsAndKeepsItsPlace() {
    auto* table = m_page->roll()->findChild<Table*>();
    QVERIFY(table);
    const auto names = [&] {
        QStringList all;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            all << table->model()->index(row, RollModel::Worker).data().toString();
        return all;
    };
    const auto click = [&](int column) {
        QHeaderView* header = table->horizontalHeader();
        const QPoint at(header->sectionViewportPosition(column) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, at);
    };
    const QStringList own = names();
    QStringList sorted = own;
    std::sort(sorted.begin(), sorted.end(),
              [](const QString& a, const QString& b) { return a.localeAwareCompare(b) < 0; });
    QVERIFY(own != sorted);
    click(RollModel::Worker);
    QCOMPARE(names(), sorted);
    click(RollModel::Worker);
    std::reverse(sorted.begin(), sorted.end());
    QCOMPARE(names(), sorted);
    click(RollModel::Worker);
    QCOMPARE(names(), own);

    // The first of the unmarked is marked and moves to the end; the chosen line stays chosen and nothing starts anew.
    const auto roll = tests::demoRoll(false);
    table->setCurrentIndex(table->model()->index(2, 0));
    const QString chosen = table->currentIndex().data().toString();
    QSignalSpy resets(table->model(), &QAbstractItemModel::modelReset);
    auto next = roll;
    next.rows.move(0, next.rows.size() - 1);
    next.rows.last().state = muster::RollRow::State::Present;
    next.rows.last().time = tests::today(7, 42);
    m_page->setRoll(next);
    QCOMPARE(table->currentIndex().data().toString(), chosen);
    QCOMPARE(names().last(), roll.rows.first().name);
    m_page->setRoll(roll); // and back up
    QCOMPARE(names(), own);
    QCOMPARE(table->currentIndex().data().toString(), chosen);
    QVERIFY(resets.isEmpty());
    // Somebody new: the list begins anew.
    next.rows.removeFirst();
    m_page->setRoll(next);
    QCOMPARE(names().size(), own.size() - 1);
}

void MusterPageTest::searchFindsInAnyOrder() {
    auto* search = find<SearchField>("Search name or card");
    auto* table = find<Table>("Today's roll");
    QVERIFY(search && table);
    QTest::keyClicks(search, QStringLiteral("yadav rama"));
    QCOMPARE(table->model()->rowCount(), 1);
    search->setText(QStringLiteral("nobody at all"));
    QCOMPARE(table->model()->rowCount(), 0);
    search->clear();
    QSignalSpy wanted(m_page.get(), &MusterPage::dayWanted);
    search->setText(QStringLiteral("gita"));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 0)).center());
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<WorkerId>(), tests::workerNumber(7));
}

void MusterPageTest::manualMarkNeedsPersonAndReason() {
    QSignalSpy marks(m_page.get(), &MusterPage::manualMark);
    m_page->markByHand();
    auto* record = find<Button>("Record mark");
    QVERIFY(record);
    QVERIFY(!record->isEnabled());
    auto* search = find<SearchField>("Name or card number");
    QTest::keyClicks(search, QStringLiteral("bhola"));
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(record->isEnabled());
    for (Chip* chip : m_page->findChildren<Chip*>())
        if (chip->text() == QStringLiteral("Other reason…") && chip->isVisible()) chip->click();
    QVERIFY2(!record->isEnabled(), "another reason has to be written");
    auto* other = find<QLineEdit>("The reason in a few words");
    QVERIFY(other);
    QTest::keyClicks(other, QStringLiteral("bandage on the face"));
    QVERIFY(record->isEnabled());
    record->click();
    QCOMPARE(marks.size(), 1);
    QCOMPARE(marks[0][0].value<WorkerId>(), tests::workerNumber(2));
    QCOMPARE(marks[0][2].toString(), QStringLiteral("bandage on the face"));
    QVERIFY2(!marks[0][3].value<QImage>().isNull(), "what the camera saw goes with the mark");
}

void MusterPageTest::manualMarkFromTheTrayClearsIt() {
    m_page->stepAside(tests::demoDecision(DecisionKind::Unknown), tests::drawnPortrait(1));
    m_page->stepAside(tests::demoDecision(DecisionKind::Ambiguous), tests::drawnPortrait(2));
    QSignalSpy marks(m_page.get(), &MusterPage::manualMark);
    Q_EMIT m_page->tray()->opened(m_page->tray()->people().last().id);
    auto* record = find<Button>("Record mark");
    QVERIFY(record);
    QVERIFY2(record->isEnabled(), "the likelier person is chosen beforehand");
    record->click();
    QCOMPARE(marks[0][0].value<WorkerId>(), tests::workerNumber(3));
    QCOMPARE(m_page->tray()->people().size(), 2); // not yet durable
    m_page->showOutcome(tests::demoOutcome(Kind::Held, false));
    QCOMPARE(m_page->tray()->people().size(), 1);
    QVERIFY(!find<Button>("Record mark"));
}

void MusterPageTest::ofTwoWhoLookAlikeNeitherIsChosen() {
    auto decision = tests::demoDecision(DecisionKind::Ambiguous);
    decision.name = QStringLiteral("Ramesh Prajapati");
    decision.otherId = tests::workerNumber(5);
    decision.otherName = QStringLiteral("Ramesh Kumar");
    m_page->stepAside(decision, tests::drawnPortrait(2));
    QCOMPARE(m_page->tray()->people().last().other, tests::workerNumber(5));
    Q_EMIT m_page->tray()->opened(m_page->tray()->people().last().id);
    auto* record = find<Button>("Record mark");
    QVERIFY(record);
    QVERIFY2(!record->isEnabled(), "the camera cannot say which");
    auto* people = find<Table>("People who fit");
    QVERIFY(people);
    QCOMPARE(people->model()->rowCount(), 2);
    QSignalSpy marks(m_page.get(), &MusterPage::manualMark);
    Q_EMIT people->rowOpened(people->model()->index(1, 0));
    QVERIFY(record->isEnabled());
    record->click();
    const auto marked = marks[0][0].value<WorkerId>();
    QVERIFY(marked == tests::workerNumber(3) || marked == tests::workerNumber(5));
    // A search goes through everybody again.
    Q_EMIT m_page->tray()->opened(m_page->tray()->people().last().id);
    auto* search = find<SearchField>("Name or card number");
    QVERIFY(search);
    Q_EMIT search->textChanged(QStringLiteral("a"));
    QVERIFY(people->model()->rowCount() > 2);
}

void MusterPageTest::failedManualMarkKeepsTheSheet() {
    m_page->markByHand();
    m_page->showOutcome(tests::demoOutcome(Kind::Failed, false));
    QVERIFY(find<Button>("Record mark"));
}

void MusterPageTest::directionChangesOnce() {
    QSignalSpy chosen(m_page.get(), &MusterPage::directionChosen);
    m_page->toggleDirection(muster::Direction::Out);
    m_page->toggleDirection(muster::Direction::Out);
    QCOMPARE(chosen.size(), 1);
    QVERIFY(m_page->direction() == muster::Direction::Out);
    auto* segments = find<Segments>("Direction of marks");
    QTest::keyClick(segments, Qt::Key_Left);
    QCOMPARE(chosen.size(), 2);
    QVERIFY(m_page->direction() == muster::Direction::In);
}

void MusterPageTest::cameraProblemGoesWithTheNextFrame() {
    m_page->setFaces({}); // "Next, please"
    const QImage called = m_page->camera()->grab().toImage();
    m_page->setCameraProblem("CAMERA_LOST");
    QVERIFY(m_page->camera()->accessibleDescription().startsWith(Words::sentence("CAMERA_LOST")));
    const QImage still = m_page->camera()->grab().toImage();
    m_page->camera()->setGuidance({}); // nobody is called before a camera that sees nobody: nothing was there
    QCOMPARE(m_page->camera()->grab().toImage(), still);
    QVERIFY(called != still);
    const QImage problem = m_page->camera()->grab().toImage();
    m_page->camera()->setFrame(tests::drawnFrame(1));
    QVERIFY(m_page->camera()->grab().toImage() != problem);
}

void MusterPageTest::picturesArePaintedWhileVisionRuns() {
    // Two threads at vision-like work beside the window; frames come at camera rate; what counts is what was painted.
    std::atomic<bool> stop{false};
    const auto work = [&] {
        while (!stop) {
            const QImage scaled =
                tests::drawnFrame(2).scaled(320, 240, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            Q_UNUSED(scaled)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    };
    std::thread vision(work);
    QList<QImage> frames;
    for (int i = 0; i < 8; ++i)
        frames << tests::drawnFrame(i);
    double best = 0;
    for (int attempt = 0; attempt < 3 && best <= 20; ++attempt) { // the machine may be busy with something else
        const qint64 before = m_page->camera()->paintedFrames();
        QElapsedTimer clock;
        clock.start();
        QTimer feed;
        feed.setTimerType(Qt::PreciseTimer);
        int n = 0;
        connect(&feed, &QTimer::timeout, this, [&] {
            m_page->camera()->setFrame(frames[n++ % frames.size()]);
            m_page->setFaces({{tests::drawnFaceRect(n), capture::FaceState::Recognised, {}, {}}});
            if (n % 30 == 0) m_page->showOutcome(tests::demoOutcome(Kind::Recorded, false), frames[0]);
        });
        feed.start(33);
        while (clock.elapsed() < 2000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        best = double(m_page->camera()->paintedFrames() - before) * 1000 / double(clock.elapsed());
    }
    stop = true;
    vision.join();
    qInfo("painted %.1f pictures a second of 1280x720 at 30 offered", best);
    QVERIFY2(best > 20, qPrintable(QString::number(best)));
}

QTEST_MAIN(MusterPageTest)
#include "MusterPageTest.moc"
