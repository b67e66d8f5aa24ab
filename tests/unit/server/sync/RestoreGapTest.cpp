// A gap in a laptop's chain says what may have made it.
#include "tests/support/SyncWorld.h"

#include <QTest>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class RestoreGapTest : public QObject {
    Q_OBJECT

    static protocol::PacketResult afterAGap(SyncWorld& world, TestLaptop& laptop) {
        world.clock.advance(60'000);
        laptop.sign(laptop.mark()); // never sent
        world.clock.advance(60'000);
        return world.send(laptop, {laptop.sign(laptop.mark())})[0];
    }

  private Q_SLOTS:
    void afterARestoreErasedRecordsMayBeTheReason() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        const auto before = afterAGap(world, laptop);
        QCOMPARE(before.code, "CHAIN_GAP");
        QCOMPARE(before.message, QStringLiteral("The packet with seq 1 is missing"));
        qint64 index = -1;
        must(world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto added = world.log.append(writing, audit::NewEntry{"restore", "{}", {0, false, world.clock.now()}});
            if (!added) return fail(added.error());
            index = added->index;
            return {};
        }));
        const auto after = afterAGap(world, laptop);
        QCOMPARE(after.status, PacketStatus::Held); // told, not excused
        QCOMPARE(after.code, "CHAIN_GAP");
        QVERIFY(after.message.contains(QStringLiteral("seq 3 is missing")));
        QVERIFY(after.message.contains(QStringLiteral("(entry %1)").arg(index)));
        QVERIFY(after.message.contains(QStringLiteral("a person was erased")));
    }
};

QTEST_GUILESS_MAIN(RestoreGapTest)
#include "RestoreGapTest.moc"
