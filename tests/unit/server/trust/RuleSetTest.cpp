// Rules as data: what a file may say, and that what it says is what is weighed.
#include "server/trust/DeviceTrustService.h"

#include <QTest>

using namespace haziri;

namespace {

QByteArray file(const QByteArray& rules, const QByteArray& kind = "device") {
    return R"({"kind":")" + kind +
           R"(","version":7,"validFrom":"2026-01-01","base":{"rule":"b","points":90,"detail":"Base"},"rules":[)" +
           rules + "]}";
}

const QByteArray kEach =
    R"({"rule":"e","input":"openEvents","atLeast":1,"pointsEach":-4,"pointsMost":-10,"detail":"{value} events"})";

} // namespace

class RuleSetTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theBuiltInFilesAreGood() {
        const auto book = trust::RuleBook::load(QDate(2026, 11, 22));
        QVERIFY2(book.has_value(), book ? "" : qUtf8Printable(book.error().message));
        QCOMPARE(book->device().name(), QByteArray("device-1"));
        QVERIFY(book->thekedar().inheritMost > 0 && book->thekedar().inheritDays == 30);
        for (const auto& rule : book->device().rules)
            QVERIFY2(rule.points <= 0 && rule.pointsEach <= 0, rule.name); // nothing adds
        QCOMPARE(trust::RuleBook::load(QDate(2020, 1, 1)).error().code, QByteArray("NOT_FOUND"));
    }

    void pointsAreWeighedAndExplained() {
        const auto rules = trust::readRuleSet(
            file(kEach + R"(,{"rule":"y","input":"ageDays","below":7,"points":-30,"detail":"{value} days"})"));
        QVERIFY(rules.has_value());
        const auto score = trust::apply(*rules, {{"openEvents", 2}, {"ageDays", 7}});
        QCOMPARE(score.score, 82);
        QCOMPARE(score.explain.size(), 2);
        QCOMPARE(score.explain[1].detail, QStringLiteral("2 events"));
        QCOMPARE(score.rules, QByteArray("device-7"));
        QCOMPARE(trust::apply(*rules, {{"openEvents", 900}, {"ageDays", 6}}).score, 50);
        QCOMPARE(trust::apply(*rules, {}).score, 90); // what is not known weighs nothing
    }

    void badFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        const auto rule = [](const char* body) {
            return file(QByteArray("{\"rule\":\"r\",\"detail\":\"d\",") + body + "}");
        };
        QTest::newRow("no json") << QByteArray("{");
        QTest::newRow("float") << rule(R"("input":"openEvents","atLeast":1.5,"points":-1)");
        QTest::newRow("unknown kind") << file(kEach, "king");
        QTest::newRow("unknown input") << rule(R"("input":"shoeSize","atLeast":1,"points":-1)");
        QTest::newRow("input of another kind") << rule(R"("input":"acceptedMarks","atLeast":1,"points":-1)");
        QTest::newRow("adds") << rule(R"("input":"openEvents","atLeast":1,"points":1)");
        QTest::newRow("adds each") << rule(R"("input":"openEvents","atLeast":1,"pointsEach":1,"pointsMost":5)");
        QTest::newRow("unbounded") << rule(R"("input":"openEvents","atLeast":1,"pointsEach":-1)");
        QTest::newRow("no bound") << rule(R"("input":"openEvents","points":-1)");
        QTest::newRow("empty range") << rule(R"("input":"openEvents","atLeast":5,"below":5,"points":-1)");
        QTest::newRow("no points") << rule(R"("input":"openEvents","atLeast":1)");
        QTest::newRow("twice") << file(kEach + ',' + kEach);
        QTest::newRow("line break") << file(
            R"({"rule":"r","input":"openEvents","atLeast":1,"points":-1,"detail":"a\nb"})");
    }
    void badFilesAreRefused() {
        QFETCH(QByteArray, text);
        const auto rules = trust::readRuleSet(text);
        QVERIFY(!rules.has_value());
        QCOMPARE(rules.error().code, QByteArray("MALFORMED"));
    }

    void eventsAloneDoNotMakeEverythingWait() {
        const auto& book = trust::builtInRules();
        trust::Inputs device{{"ageDays", 0}, {"openEvents", 1000}, {"confirmedEvents", 1000}};
        QVERIFY(trust::apply(book.device(), device).score >= book.device().holdBelow);
        device.insert("fingerprintDistance", 64); // and another machine on top
        QVERIFY(trust::apply(book.device(), device).score < book.device().holdBelow);
        trust::Inputs worker{{"rejectedMarks", 1000}, {"confirmedEvents", 1000}};
        QVERIFY(trust::apply(book.worker(), worker).score >= book.worker().holdBelow);
        worker.insert("voucherBlocked", 1);
        QVERIFY(trust::apply(book.worker(), worker).score < book.worker().holdBelow);
    }

    void theAgeIsToldForAnyTime() {
        trust::TrustFacts facts;
        facts.device.registeredAt = {1'000'000};
        const auto inputs = trust::inputsOf(facts);
        QVERIFY(!inputs.contains("ageDays"));
        QCOMPARE(trust::inputsAt(inputs, {1'000'000 + 3 * 86'400'000LL}).value("ageDays"), 3);
        QCOMPARE(trust::inputsFrom(trust::toText(inputs)), inputs);
    }
};

QTEST_GUILESS_MAIN(RuleSetTest)
#include "RuleSetTest.moc"
