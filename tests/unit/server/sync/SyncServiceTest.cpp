// The universal endpoint: statuses, codes, what is durable, what is evidence.
#include "tests/support/SyncWorld.h"

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class SyncServiceTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void acceptsAChainOfMarks() {
        SyncWorld world;
        TestLaptop laptop(world, world.site);
        QList<QByteArray> packets;
        for (int i = 0; i < 5; ++i) {
            world.clock.advance(2000);
            packets.append(laptop.sign(laptop.mark()));
        }
        const auto reply = world.send(laptop, packets);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.answer.results.size(), 5);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(reply[i].message, QString());
            QCOMPARE(reply[i].status, PacketStatus::Accepted);
            QCOMPARE(*reply[i].index, qint64(i));
            QCOMPARE(reply[i].seq, qint64(i + 1));
        }
        QCOMPARE(reply.answer.needFiles.size(), 5);
        QVERIFY(!reply.answer.timeToken.isEmpty());
        QCOMPARE(reply.answer.offlineToken, laptop.offlineToken);
        QCOMPARE(world.number(
                     QStringLiteral("SELECT COUNT(*) FROM mark WHERE status = 'accepted' AND time_class = 'anchored'")),
                 5);
        QCOMPARE(world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 0);
    }
};

QTEST_GUILESS_MAIN(SyncServiceTest)
#include "SyncServiceTest.moc"
