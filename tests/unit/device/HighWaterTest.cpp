// The mark of how far the chain came: written seldom, never lowered, readable again.
#include "core/device/HighWater.h"

#include <QtTest>
#include <map>

using namespace haziri;
using device::HighWater;

namespace {

class CountingKeys final : public device::KeyStore {
  public:
    Result<crypto::SecretBytes> read(const QByteArray& name) override {
        const auto found = entries.find(name);
        if (found == entries.end()) return fail("KEY_MISSING", {});
        return crypto::SecretBytes::copyOf(found->second);
    }
    Result<void> write(const QByteArray& name, const crypto::SecretBytes& secret) override {
        if (locked) return fail("KEYCHAIN_LOCKED", {});
        ++writes;
        entries[name] = secret.view().toByteArray();
        return {};
    }
    Result<void> remove(const QByteArray&) override { return {}; }
    QByteArray kind() const override { return QByteArrayLiteral("test"); }

    std::map<QByteArray, QByteArray> entries;
    int writes = 0;
    bool locked = false;
};

const BootInstant kBoot{QByteArrayLiteral("boot"), 5000};

} // namespace

class HighWaterTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aThousandMarksWriteItFiftyTimes() {
        CountingKeys keys;
        auto water = HighWater::load(keys);
        QVERIFY(water.has_value());
        QCOMPARE(water->mark().epoch, 0);
        for (qint64 seq = 1; seq <= 1000; ++seq)
            if (water->lags(1, seq)) QVERIFY(water->raise(keys, 1, seq, kBoot));
        QVERIFY2(keys.writes <= 51, qPrintable(QString::number(keys.writes)));
        QVERIFY(HighWater::load(keys)->mark().seq >= 1000 - HighWater::kLag);
    }

    void itIsNeverLowered() {
        CountingKeys keys;
        auto water = HighWater::load(keys);
        QVERIFY(water->raise(keys, 2, 7, kBoot));
        QVERIFY(water->raise(keys, 2, 6, kBoot));
        QVERIFY(water->raise(keys, 1, 900, kBoot));
        QCOMPARE(keys.writes, 1);
        const auto again = HighWater::load(keys);
        QCOMPARE(again->mark().epoch, 2);
        QCOMPARE(again->mark().seq, 7);
        QVERIFY(again->mark().ahead(2, 6) > 0);
        QVERIFY(again->mark().ahead(2, 7) == 0);
        QVERIFY(again->mark().ahead(3, 0) < 0);
    }

    void aKeyStoreThatRefusesLeavesTheOldMark() {
        CountingKeys keys;
        auto water = HighWater::load(keys);
        QVERIFY(water->raise(keys, 1, 5, kBoot));
        keys.locked = true;
        QVERIFY(!water->raise(keys, 1, 50, kBoot));
        QCOMPARE(water->mark().seq, 5);
    }

    void theBootsClockRunsForward() {
        CountingKeys keys;
        auto water = HighWater::load(keys);
        QVERIFY(!water->bootRanBackwards({"boot", 1}));
        QVERIFY(water->raise(keys, 1, 5, kBoot));
        QVERIFY(water->bootRanBackwards({"boot", 4999}));
        QVERIFY(!water->bootRanBackwards({"boot", 5000}));
        QVERIFY(!water->bootRanBackwards({"another", 1}));
    }

    void aDamagedMarkCountsAsNone() {
        CountingKeys keys;
        keys.entries["high-water"] = "{\"epoch\":3";
        QCOMPARE(HighWater::load(keys)->mark().epoch, 0);
    }
};

QTEST_GUILESS_MAIN(HighWaterTest)
#include "HighWaterTest.moc"
