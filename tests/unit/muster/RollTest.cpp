// The roll of a day: everybody once, and a night shift on the day it began.
#include "tests/support/RecorderGate.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;
using test::marksOf;
using Gate = test::RecorderGate;
using Kind = MarkOutcome::Kind;

namespace {

outbox::QueueEntry markAt(const WorkerId& worker, Direction direction, qint64 at) {
    static qint64 seq = 0;
    outbox::QueueEntry entry;
    entry.kind = "attendance";
    entry.at = {at};
    entry.seq = ++seq;
    DayRecord day;
    day.workerId = worker;
    day.direction = direction;
    entry.note = day.toText();
    return entry;
}

} // namespace

class RollTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theRollCountsEverybodyOnce() {
        Gate gate;
        KnownWorker ravi, sita, gone, mohan;
        ravi.workerId = gate.ravi;
        ravi.name = QStringLiteral("Ravi");
        sita.workerId = gate.sita;
        sita.name = QStringLiteral("Sita");
        mohan.workerId = WorkerId::generate(gate.server.clock, gate.random);
        mohan.name = QStringLiteral("Mohan");
        gone.workerId = WorkerId::generate(gate.server.clock, gate.random);
        gone.active = false;
        gate.face(gate.ravi);
        gate.byHand(gate.sita, QStringLiteral("camera broken"));
        const WorkerId guest = WorkerId::generate(gate.server.clock, gate.random);
        gate.face(guest);
        const QDate day = QDateTime::fromMSecsSinceEpoch(gate.server.clock.now().value).date();
        auto entries = gate.profile->outbox().queue(100, false);
        RollSnapshot roll = makeRoll(day, {ravi, sita, gone, mohan}, marksOf(*entries));
        QCOMPARE(roll.expected, 4);
        QCOMPARE(roll.present, 2);
        QCOMPARE(roll.held, 1);
        QCOMPARE(roll.unmarked, 1);
        QCOMPARE(roll.rows.first().name, QStringLiteral("Mohan")); // the unmarked first
        gate.server.clock.advance(1000);
        gate.face(gate.ravi, Direction::Out);
        // A later rejected mark does not hide the good one before it.
        auto later = gate.profile->outbox().queue(100, false);
        auto rejected = later->last();
        rejected.state = outbox::PacketState::Rejected;
        later->append(rejected);
        roll = makeRoll(day, {ravi}, marksOf(*later));
        const auto row =
            std::find_if(roll.rows.begin(), roll.rows.end(), [&](const RollRow& r) { return r.workerId == gate.ravi; });
        QCOMPARE(row->state, RollRow::State::Left);
    }

    void aNightShiftBelongsToTheDayItBegan() {
        constexpr qint64 hour = 3'600'000, midnight = 1'760'034'600'000; // 00:00 at the site
        const WorkerId ravi = Gate().ravi;
        const QList<outbox::QueueEntry> night{markAt(ravi, Direction::In, midnight - 4 * hour),
                                              markAt(ravi, Direction::Out, midnight + 6 * hour)};
        QVERIFY(needsHoursBefore(night.mid(1)));
        QVERIFY(!needsHoursBefore(night));
        const auto eve = marksOfDay(night, {midnight - 24 * hour}, {midnight});
        QCOMPARE(eve.size(), 2);
        KnownWorker known;
        known.workerId = ravi;
        QCOMPARE(makeRoll({}, {known}, eve).rows[0].state, RollRow::State::Left);
        const auto next = marksOfDay(night, {midnight}, {midnight + 24 * hour});
        QVERIFY(next.isEmpty());
        QCOMPARE(makeRoll({}, {known}, next).unmarked, 1);
        // An OUT too late for any shift stands alone, on its own day; so does one whose IN was undone.
        const QList<outbox::QueueEntry> late{night[0], markAt(ravi, Direction::Out, midnight + 13 * hour)};
        QCOMPARE(marksOfDay(late, {midnight}, {midnight + 24 * hour}).size(), 1);
        // Two shifts in a day, the second over midnight.
        const QList<outbox::QueueEntry> two{
            markAt(ravi, Direction::In, midnight - 16 * hour), markAt(ravi, Direction::Out, midnight - 8 * hour),
            markAt(ravi, Direction::In, midnight - 2 * hour), markAt(ravi, Direction::Out, midnight + 2 * hour)};
        QCOMPARE(marksOfDay(two, {midnight - 24 * hour}, {midnight}).size(), 4);
    }
};

QTEST_GUILESS_MAIN(RollTest)
#include "RollTest.moc"
