// Trust is explained, and headers can only take from it.
#include "server/trust/DeviceTrustService.h"

#include <QTest>

using namespace haziri;

namespace {

constexpr qint64 kDayMs = 86'400'000;

trust::TrustFacts goodFacts() {
    trust::TrustFacts facts;
    facts.now = {100 * kDayMs};
    facts.device.simHash = "00ff00ff00ff00ff";
    facts.device.registeredAt = {0};
    facts.contact = {"10.0.0.1", "Haziri/0.1", "0.1", "00ff00ff00ff00ff", {}, {}, 1};
    facts.history = {facts.contact};
    return facts;
}

trust::TrustScore evaluate(const trust::TrustFacts& facts) {
    return trust::evaluate(facts, trust::builtInRules().device());
}

bool sums(const trust::TrustScore& score) {
    qint32 sum = 0;
    for (const auto& rule : score.explain)
        sum += rule.points;
    return score.score == std::clamp(sum, 0, 100);
}

} // namespace

class DeviceTrustServiceTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void anOldQuietDeviceIsFullyTrusted() {
        const auto score = evaluate(goodFacts());
        QCOMPARE(score.score, 100);
        QVERIFY(sums(score));
    }

    void headersOnlyEverTake_data() {
        QTest::addColumn<QByteArray>("userAgent");
        QTest::addColumn<QByteArray>("app");
        QTest::addColumn<QByteArray>("simHash");
        const QList<QByteArray> agents{"", "Haziri/0.1", "curl", QByteArray(5000, 'x')}, apps{"", "0.1", "999"},
            hashes{"", "00ff00ff00ff00ff", "ff00ff00ff00ff00", "no hash", "00ff00ff00ff00fe"};
        for (const auto& agent : agents)
            for (const auto& app : apps)
                for (const auto& hash : hashes)
                    QTest::addRow("%s %s %s", agent.left(20).constData(), app.constData(), hash.constData())
                        << agent << app << hash;
    }
    void headersOnlyEverTake() {
        QFETCH(QByteArray, userAgent);
        QFETCH(QByteArray, app);
        QFETCH(QByteArray, simHash);
        auto facts = goodFacts();
        const qint32 best = evaluate(facts).score;
        facts.contact.userAgent = userAgent;
        facts.contact.app = app;
        facts.contact.simHash = simHash;
        const auto score = evaluate(facts);
        QVERIFY(score.score <= best && score.score >= 0);
        QVERIFY(sums(score));
    }

    void perfectHeadersDoNotMendWhatWasDone() {
        auto facts = goodFacts();
        facts.confirmedFraud = 2;
        facts.openFraud = 1;
        QCOMPARE(evaluate(facts).score, 57);
        facts.device.isBlocked = true;
        QCOMPARE(evaluate(facts).score, 0);
    }

    void anotherMachineCostsMoreThanASmallChange() {
        auto facts = goodFacts();
        facts.contact.simHash = "00ff00ff00ff00fc"; // 2 bits
        const auto near = evaluate(facts).score;
        facts.contact.simHash = "00ff00ff00ff0f0f"; // 8 bits
        const auto drifted = evaluate(facts).score;
        facts.contact.simHash = "ff00ff00ff00ff00"; // all
        const auto other = evaluate(facts).score;
        QCOMPARE(near, 100);
        QVERIFY(drifted < near && other < drifted);
    }

    void distanceNeedsTwoHashes() {
        QCOMPARE(trust::fingerprintDistance("0000000000000000", "ffffffffffffffff"), std::optional(64));
        QCOMPARE(trust::fingerprintDistance("0000000000000001", "0000000000000001"), std::optional(0));
        QVERIFY(!trust::fingerprintDistance("", "ffffffffffffffff"));
        QVERIFY(!trust::fingerprintDistance("0", "ffffffffffffffff"));
        QVERIFY(!trust::fingerprintDistance("zzzzzzzzzzzzzzzz", "ffffffffffffffff"));
    }

    void theSameFactsGiveTheSameScore() {
        auto facts = goodFacts();
        facts.openFraud = 3;
        const auto a = evaluate(facts), b = evaluate(facts);
        QCOMPARE(a.score, b.score);
        QCOMPARE(a.explain.size(), b.explain.size());
    }
};

QTEST_GUILESS_MAIN(DeviceTrustServiceTest)
#include "DeviceTrustServiceTest.moc"
