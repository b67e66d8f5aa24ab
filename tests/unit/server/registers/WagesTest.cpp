// Wages by worked examples: what was earned, the statutory shares, the law's limits, and rates that change.
#include "server/registers/Wages.h"
#include "server/registers/PayBook.h"
#include "server/registers/Shifts.h"

#include <QTest>

using namespace haziri;
using namespace haziri::registers;
using protocol::PayMonth;
using protocol::PayTerms;

namespace {

const QDate kJune(2026, 6, 1), kOld(2020, 6, 1);

WorkRules now() {
    return *rulesOn(kJune);
}

PayTerms daily(qint64 basic, qint64 da = 0, qint64 other = 0) {
    PayTerms terms;
    terms.basic = basic;
    terms.da = da;
    terms.other = other;
    return terms;
}

Result<PayTerms> read(const char* json) {
    const auto reader = json::Reader::parse(QByteArray(json).replace('\'', '"'));
    PayTerms terms = protocol::readPayTerms(*reader);
    if (reader->error()) return fail(*reader->error());
    return terms;
}

} // namespace

class WagesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aDailyRate() {
        // 800.50 a day, 25½ days, 10½ hours of overtime at twice the hour's rate.
        const Earned earned = earn(daily(80'050), 2550, 630, now());
        QCOMPARE(earned.basic, 2'041'275);  // 25.5 × 800.50 = 20,412.75
        QCOMPARE(earned.overtime, 210'131); // 10.5 × 2 × 100.0625 = 2,101.3125
        QCOMPARE(earned.total(), 2'251'406);
    }
    void aMonthlyRateIsTwentySixDailyOnes() {
        PayTerms terms = daily(2'000'000, 260'000, 130'000);
        terms.per = PayTerms::Per::Month;
        const Earned whole = earn(terms, 2600, 60, now());
        QCOMPARE(whole.basic, 2'000'000);
        QCOMPARE(whole.da, 260'000);
        QCOMPARE(whole.other, 130'000);
        QCOMPARE(whole.overtime, 21'731); // (20,000 + 2,600) ÷ 26 ÷ 8 × 2 = 217.3077
        QCOMPARE(earn(terms, 1300, 0, now()).basic, 1'000'000);
        QCOMPARE(earn(terms, 100, 0, now()).basic, 76'923); // 769.2308
        QCOMPARE(earn(terms, 0, 0, now()).total(), 0);
    }
    void wagesAreAtLeastHalfOfTheWhole() {
        QCOMPARE(wagesOf(300'00, 0, 700'00, now()), 500'00);
        QCOMPARE(wagesOf(600'00, 100'00, 300'00, now()), 700'00);
        QCOMPARE(wagesOf(300'00, 0, 700'00, *rulesOn(kOld)), 300'00);              // before the Code
        QCOMPARE(earn(daily(300'00, 0, 700'00), 100, 60, now()).overtime, 125'00); // 500 ÷ 8 × 2
    }
    void theProvidentFundStopsAtItsCeiling() {
        const auto epf = *now().epf;
        QCOMPARE(shareOf(epf, earn(daily(500'00), 2600, 600, now()), 2600, now()), 1'560'00); // 12 % of 13,000
        QCOMPARE(shareOf(epf, earn(daily(800'50), 2550, 0, now()), 2550, now()), 1'800'00);   // of 15,000 at most
        QCOMPARE(shareOf(epf, earn(daily(501'00), 100, 0, now()), 100, now()), 60'00);        // 60.12: whole rupees
    }
    void stateInsuranceIsRoundedUpAndSparesTheLowest() {
        const auto esic = *now().esic;
        QCOMPARE(shareOf(esic, earn(daily(500'00), 2600, 0, now()), 2600, now()), 98'00); // 0.75 % of 13,000 = 97.50
        QCOMPARE(shareOf(esic, earn(daily(400'00), 2500, 0, now()), 2500, now()), 75'00); // exactly
        QCOMPARE(shareOf(esic, earn(daily(176'00), 2600, 0, now()), 2600, now()), 0);
        QCOMPARE(shareOf(esic, earn(daily(176'01), 2600, 0, now()), 2600, now()), 35'00); // 34.32
        // Before the Code overtime was part of it.
        const WorkRules old = *rulesOn(kOld);
        const Earned with = earn(daily(540'00), 2000, 540, old); // 10,800 and 9 h × 2 × 60 = 1,080
        QCOMPARE(with.overtime, 1'080'00);
        QCOMPARE(shareOf(*old.esic, with, 2000, old), 90'00); // of 11,880: 89.10
    }
    void nothingIsClaimedBeforeTheOfficeHasSpoken() {
        PayTerms terms = daily(500'00);
        terms.hasEpf = true;
        const Deducted taken = deduct(terms, std::nullopt, earn(terms, 2600, 0, now()), 2600, now());
        QVERIFY(!taken.isSettled);
        QCOMPARE(*taken.epf, 1'560'00);
        QVERIFY(!taken.esic);
    }
    void aWholeMonth() {
        PayTerms terms = daily(500'00);
        terms.hasEpf = terms.hasEsic = true;
        PayMonth month;
        month.advances = 2'000'00;
        month.fine = 100'00;
        const Earned earned = earn(terms, 2600, 0, now()); // 13,000
        const Deducted taken = deduct(terms, month, earned, 2600, now());
        QVERIFY(taken.isSettled);
        QCOMPARE(taken.total(), 1'560'00 + 98'00 + 2'000'00 + 100'00);
        QCOMPARE(taken.notTaken, 0);
    }
    void finesStopAtThreeInAHundred() {
        PayMonth month;
        month.fine = 1'000'00;
        const Deducted taken = deduct(daily(500'00), month, earn(daily(500'00), 2600, 0, now()), 2600, now());
        QCOMPARE(taken.fine, 390'00); // 3 % of 13,000
        QCOMPARE(taken.notTaken, 610'00);
    }
    void everythingTogetherStopsAtHalf() {
        PayTerms terms = daily(500'00);
        terms.hasEpf = true;
        PayMonth month;
        month.incomeTax = 500'00;
        month.advances = 4'000'00;
        month.damages = 1'000'00;
        month.others = 300'00;
        const Earned earned = earn(terms, 2600, 0, now()); // 13,000: at most 6,500
        const Deducted taken = deduct(terms, month, earned, 2600, now());
        QCOMPARE(taken.total(), 6'500'00);
        QCOMPARE(taken.advances, 4'000'00);
        QCOMPARE(taken.damages, 440'00); // 6,500 − 1,560 − 500 − 4,000
        QCOMPARE(taken.others, 0);
        QCOMPARE(taken.notTaken, 860'00);
    }
    void aMonthWithoutWorkTakesNothingOff() {
        PayMonth month;
        month.advances = 1'000'00;
        const Deducted taken = deduct(daily(500'00), month, earn(daily(500'00), 0, 0, now()), 0, now());
        QCOMPARE(taken.total(), 0);
        QCOMPARE(taken.notTaken, 1'000'00);
    }
    void whatWasTakenLongAgoIsNotKnown() {
        const WorkRules rules = *rulesOn(QDate(2015, 1, 1));
        PayTerms terms = daily(300'00);
        terms.hasEpf = true;
        const Deducted taken = deduct(terms, PayMonth(), earn(terms, 2600, 0, rules), 2600, rules);
        QVERIFY(!taken.epf && !taken.isSettled);
    }
    void termsAreDated() {
        QJsonObject terms, pay;
        PayTerms first = daily(400'00), second = daily(450'00);
        first.from = QDate(2026, 4, 1);
        second.from = QDate(2026, 7, 1);
        for (const PayTerms& one : {first, second})
            terms.insert(one.from.toString(QStringLiteral("yyyy-MM")), protocol::toJson(one));
        pay.insert(QStringLiteral("terms"), terms);
        QJsonObject details{{QStringLiteral("pay"), pay}, {QStringLiteral("dailyRatePaise"), 35'000}};
        QCOMPARE(termsIn(QDate(2026, 3, 1), details)->basic, 350'00); // as was said at enrolment
        QCOMPARE(termsIn(QDate(2026, 4, 1), details)->basic, 400'00);
        QCOMPARE(termsIn(QDate(2026, 6, 1), details)->basic, 400'00);
        QCOMPARE(termsIn(QDate(2027, 1, 1), details)->basic, 450'00);
        QVERIFY(!termsIn(QDate(2026, 3, 1), {}));
        QVERIFY(!payMonthOf(QDate(2026, 3, 1), details));
    }
    void recordsReadBackAsTheyWere() {
        PayTerms terms = daily(400'00, 20'00, 10'00);
        terms.from = kJune;
        terms.per = PayTerms::Per::Month;
        terms.hasEsic = true;
        terms.uan = QStringLiteral("100200300400");
        terms.account = QStringLiteral("SBIN 0042");
        QCOMPARE(*read(json::toText(protocol::toJson(terms)).constData()), terms);
        PayMonth month;
        month.month = kJune;
        month.advances = 12'345;
        month.others = 1;
        month.fineFor = QStringLiteral("12.06: …");
        month.paidOn = QDate(2026, 7, 5);
        QCOMPARE(protocol::readPayMonth(*json::Reader::parse(json::toText(protocol::toJson(month)))), month);
    }
    void badRecordsAreRefused() {
        QVERIFY(read("{'from':'2026-06','per':'day','basicPaise':40000}").has_value());
        for (const char* bad :
             {"{'from':'2026-13','per':'day','basicPaise':40000}", "{'from':'2026-06','per':'week','basicPaise':40000}",
              "{'from':'2026-06','per':'day','basicPaise':0}", "{'from':'2026-06','per':'day','basicPaise':400.5}",
              "{'from':'2026-06','per':'day','basicPaise':40000,'daPaise':-1}",
              "{'from':'2026-06','per':'day','basicPaise':40000,'uan':'12345'}",
              "{'from':'2026-06','per':'day','basicPaise':40000,'account':'a\\nb'}"})
            QVERIFY2(!read(bad), bad);
    }
    void daysInARowAreCountedFromBeforeTheMonth() {
        QList<WorkDay> days;
        for (int i = 0; i < 11; ++i) {
            WorkDay day;
            day.date = QDate(2026, 5, 25).addDays(i);
            days << day;
        }
        QCOMPARE(longestRow(days, kJune), 11); // 25 May to 4 June
        days.removeAt(8);                      // rested on 2 June
        QCOMPARE(longestRow(days, kJune), 8);
        QCOMPARE(longestRow(days.mid(0, 7), kJune), 0); // nobody was there in June
    }
    void twoShiftsOfADayKeepTheirEnds() {
        const auto at = [](qint64 minutes) {
            return kJune.startOfDay(Qt::UTC).toMSecsSinceEpoch() + (minutes - 330) * 60'000;
        };
        const auto days =
            toWorkDays({{at(360), true}, {at(600), false}, {at(1320), true}, {at(1620), false}}, 330, now());
        QCOMPARE(days.size(), 1);
        QCOMPARE(days[0].shifts.size(), 2);
        QCOMPARE(days[0].shifts[1].second, at(1620)); // after midnight, of the day that it began
        QCOMPARE(days[0].minutes, 540);
    }
};

QTEST_GUILESS_MAIN(WagesTest)
#include "WagesTest.moc"
