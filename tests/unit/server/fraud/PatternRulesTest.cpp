// The rules that look at a site's days: the last state that is fine and the first that is not.
#include "server/fraud/GhostWorkerRule.h"
#include "server/fraud/ManualShareRule.h"

#include "tests/support/ManualClock.h"
#include "tests/support/SeededRandom.h"

#include <QTest>

using namespace haziri;
using namespace haziri::fraud;
using namespace haziri::test;

namespace {

constexpr qint64 kDay = 86'400'000, kHour = 3600'000;

struct Days {
    ManualClock clock;
    SeededRandom random{3};
    SiteFacts facts;
    qint64 morning = 0; ///< of the first day, 07:30

    Days() {
        facts.site.tzOffsetMin = 330;
        morning = clock.now().value / kDay * kDay + 2 * kHour;
        facts.now = {morning + 30 * kDay};
    }
    WorkerId worker(qint64 enrolledDay = 0) {
        const auto id = WorkerId::generate(clock, random);
        facts.enrolledAt.insert(id, {morning + enrolledDay * kDay});
        return id;
    }
    void mark(const WorkerId& id, qint64 day, qint64 afterMs, qint64 device = 1, bool byHand = false) {
        facts.marks.append({id, device, {morning + day * kDay + afterMs}, byHand});
    }
    QList<QByteArray> reasons(const PatternRule& rule) {
        std::sort(facts.marks.begin(), facts.marks.end(),
                  [](const auto& a, const auto& b) { return a.timestamp < b.timestamp; });
        QList<QByteArray> all;
        for (const auto& one : rule.judge(facts))
            all.append(one.finding.reason);
        return all;
    }
};

} // namespace

class PatternRulesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tooManyMarksByHand() {
        Days days;
        for (int i = 0; i < 20; ++i)
            days.mark(days.worker(), 28, i * 60'000);
        for (int i = 0; i < 4; ++i)
            days.mark(days.worker(), 28, kHour + i, 1, true);
        QVERIFY(days.reasons(ManualShareRule()).isEmpty());
        days.mark(days.worker(), 28, kHour + 9, 1, true); // five of 25
        QCOMPARE(days.reasons(ManualShareRule()), QList<QByteArray>{"manualShare.device"});
        QCOMPARE(ManualShareRule().judge(days.facts).first().deviceNo, 1);
        days.mark(days.worker(), 28, 2 * kHour); // five of 26
        QVERIFY(days.reasons(ManualShareRule()).isEmpty());
        for (int i = 0; i < 9; ++i)
            days.mark(days.worker(), 30, i, 2, true); // today is not over
        QVERIFY(days.reasons(ManualShareRule()).isEmpty());
    }

    void aShadowIsAlwaysMarkedWithTheSame() {
        Days days;
        const auto man = days.worker(), shadow = days.worker(), other = days.worker();
        for (int day = 20; day < 28; ++day) {
            days.mark(man, day, 0);
            days.mark(shadow, day, 15'000);
            days.mark(other, day, 15'000 + day * 1000); // walks by at another distance each day
        }
        const auto found = days.reasons(GhostWorkerRule());
        QCOMPARE(found.count("ghost.companion"), 2); // each is the other's: a person has to see which
        days.facts.marks.append({shadow, 1, {days.morning + 29 * kDay}, false}); // once alone
        QCOMPARE(days.reasons(GhostWorkerRule()).count("ghost.companion"), 1);   // the other still never comes alone
        days.facts.marks.append({man, 1, {days.morning + 29 * kDay + kHour}, false});
        QCOMPARE(days.reasons(GhostWorkerRule()).count("ghost.companion"), 0);
    }

    void aGangThatQueuesInOneOrderIsNoShadow() {
        Days days;
        const QList<WorkerId> gang{days.worker(), days.worker(), days.worker()};
        for (int day = 20; day < 30; ++day)
            for (int i = 0; i < 3; ++i)
                days.mark(gang[i], day, i * 4000);
        QVERIFY(days.reasons(GhostWorkerRule()).isEmpty());
    }

    void aWorkerOfALaptopThatHardlyAnybodyUses() {
        Days days;
        const auto ghost = days.worker();
        for (int day = 20; day < 30; ++day) {
            days.mark(ghost, day, 0, 2);
            for (int i = 0; i < 9; ++i)
                days.mark(days.worker(), day, kHour + i * 60'000, 1);
        }
        QCOMPARE(days.reasons(GhostWorkerRule()).count("ghost.oneDevice"), 1);
        days.facts.marks.append({ghost, 1, {days.morning + 29 * kDay + 5 * kHour}, false});
        QCOMPARE(days.reasons(GhostWorkerRule()).count("ghost.oneDevice"), 0);
    }

    void enrolledMarkedAndNeverSeenAgain() {
        Days days;
        const auto ghost = days.worker(20), stayed = days.worker(20), fresh = days.worker(25);
        days.mark(ghost, 20, 0);
        days.mark(ghost, 22, kHour);
        days.mark(stayed, 20, 0);
        days.mark(stayed, 23, 2 * kHour); // left on the fourth day: that is leaving, not a ghost
        days.mark(fresh, 25, 3 * kHour);  // away for five days only
        auto found = GhostWorkerRule().judge(days.facts);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().workerId, ghost);
        QCOMPARE(found.first().finding.reason, "ghost.neverSeenAgain");
        QCOMPARE(found.first().finding.parameters[QLatin1String("days")].toInteger(), 2);
        days.facts.enrolledAt.remove(ghost); // no longer active: nothing is paid any more
        QVERIFY(GhostWorkerRule().judge(days.facts).isEmpty());
    }
};

QTEST_GUILESS_MAIN(PatternRulesTest)
#include "PatternRulesTest.moc"
