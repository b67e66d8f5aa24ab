// Marks become days by the rules of registers: midnight, missing ends, steps of overtime, dated files.
#include "server/registers/Shifts.h"

#include <QTest>

using namespace haziri;
using namespace haziri::registers;

namespace {

constexpr qint64 kMinute = 60'000;

/// Minutes after midnight of 2026-06-01 at +05:30.
qint64 at(qint64 minutes) {
    return QDate(2026, 6, 1).startOfDay(Qt::UTC).toMSecsSinceEpoch() + (minutes - 330) * kMinute;
}

QList<WorkDay> days(const QList<Punch>& punches) {
    return toWorkDays(punches, 330, *rulesOn(QDate(2026, 6, 1)));
}

WorkDay dayOf(QDate date, qint64 minutes) {
    WorkDay day;
    day.date = date;
    day.minutes = minutes;
    return day;
}

} // namespace

class ShiftsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void hoursAfterMidnightBelongToTheDayTheShiftBegan() {
        const auto all = days({{at(22 * 60), true}, {at(30 * 60), false}, {at(46 * 60), true}, {at(47 * 60), false}});
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].date, QDate(2026, 6, 1));
        QCOMPARE(all[0].minutes, 480);
        QCOMPARE(all[1].date, QDate(2026, 6, 2));
        QCOMPARE(all[1].minutes, 60);
    }
    void aBreakIsNotWorked() {
        const auto all = days({{at(480), true}, {at(720), false}, {at(780), true}, {at(1020), false}});
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0].minutes, 480);
        QCOMPARE(*all[0].in, at(480));
        QCOMPARE(*all[0].out, at(1020));
        QVERIFY(!all[0].isIncomplete);
    }
    void aRepeatedInCountsOnce() {
        QCOMPARE(days({{at(480), true}, {at(481), true}, {at(540), false}})[0].minutes, 60);
    }
    void missingEndsAddNothingAndAreSaid() {
        const auto forgotten = days({{at(480), true}, {at(1440 + 480), true}, {at(1440 + 960), false}});
        QCOMPARE(forgotten.size(), 2);
        QVERIFY(forgotten[0].isIncomplete && forgotten[0].minutes == 0 && !forgotten[0].out);
        QVERIFY(!forgotten[1].isIncomplete);
        QCOMPARE(forgotten[1].minutes, 480);
        const auto lonely = days({{at(960), false}});
        QVERIFY(lonely[0].isIncomplete && !lonely[0].in && lonely[0].minutes == 0);
        QVERIFY(days({{at(480), true}, {at(480 + 961), false}})[0].minutes == 0); // longer than any shift
    }
    void overtimeCountsInSteps() {
        const auto rules = *rulesOn(QDate(2026, 6, 1));
        const QList<std::pair<qint64, qint64>> expected{{0, 0},    {480, 0},  {494, 0},  {495, 30}, {510, 30},
                                                        {511, 60}, {540, 60}, {554, 60}, {555, 90}, {660, 180}};
        for (const auto& [worked, counted] : expected)
            QCOMPARE(rules.overtime(worked), counted);
    }
    void theSeventhDayOfAWeekIsOvertime() {
        // 2026-06-07 is a Sunday, where a week begins. Seven days of 8 h; Monday had 20 minutes more.
        const auto rules = *rulesOn(QDate(2026, 6, 1));
        QList<WorkDay> week;
        for (int i = 0; i < 8; ++i)
            week.append(dayOf(QDate(2026, 6, 7).addDays(i), i == 1 ? 500 : 480));
        countOvertime(week, rules);
        const qint64 expected[] = {0, 30, 0, 0, 0, 0, 480, 0};
        for (int i = 0; i < 8; ++i)
            QCOMPARE(week[i].overtime, expected[i]);
    }
    void theWeekAndTheDayAreRoundedTogether() {
        // Six days of 7 h 55 min leave 30 minutes of the week's 48 h; the seventh has 40: 10 beyond, which are nothing.
        const auto rules = *rulesOn(QDate(2026, 6, 1));
        QList<WorkDay> week;
        for (int i = 0; i < 7; ++i)
            week.append(dayOf(QDate(2026, 6, 7).addDays(i), i < 6 ? 475 : 40));
        countOvertime(week, rules);
        QCOMPARE(week[6].overtime, 0);
        week[6].minutes = 45; // 15 beyond are half an hour
        countOvertime(week, rules);
        QCOMPARE(week[6].overtime, 30);
    }
    void begunQuartersOfADayCount() {
        const auto rules = *rulesOn(QDate(2026, 6, 1));
        const QList<std::pair<qint64, qint64>> expected{{0, 0},    {1, 25},   {120, 25},  {121, 50}, {240, 50},
                                                        {241, 75}, {360, 75}, {361, 100}, {700, 100}};
        for (const auto& [worked, units] : expected)
            QCOMPARE(rules.dayUnits(worked), units);
    }
    void rulesAreDated() {
        QCOMPARE(rulesOn(QDate(2026, 5, 1))->normalDay, 480);
        QCOMPARE(rulesOn(QDate(2026, 4, 30))->normalDay, 540);
        QVERIFY(!rulesOn(QDate(1969, 1, 1)));
        QVERIFY(!readRules("{}"));
    }
};

QTEST_GUILESS_MAIN(ShiftsTest)
#include "ShiftsTest.moc"
