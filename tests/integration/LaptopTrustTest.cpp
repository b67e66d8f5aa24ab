// Whom a laptop believes, and who believes it: keys that change, another server, copies, a broken store. The real
// programs.
#include "tests/support/LaptopAndServer.h"

using namespace haziri;
using namespace haziri::test;

class LaptopTrustTest : public LaptopAndServer {
    Q_OBJECT

  private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { stopServing(); }

    void aRotatedTokenKeyIsFollowed() {
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(mark("in").code, kOk); // under a token of the old key
        stopServing();
        for (const char* step : {"announced", "signs"}) {
            const Run turned = office({QStringLiteral("rotate-keys"), QStringLiteral("--token")});
            QVERIFY2(turned.code == kOk && turned.out.startsWith(step), turned.err.constData());
        }
        serve(); // the laptop never heard of the announcement
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, (synced.out + synced.err).constData());
        const Run queue = laptop("queue");
        QVERIFY2(!queue.out.contains("rejected") && !queue.out.contains("pending"), queue.out.constData());
        QCOMPARE(mark("out").code, kOk); // under the new key's token, verified by the keys that were followed and kept
        QCOMPARE(laptop("sync").code, kOk);
        QVERIFY(!laptop("queue").out.contains("pending"));

        // Another key that nobody vouched for: nothing is settled.
        QCOMPARE(mark("in").code, kOk);
        stopServing();
        QVERIFY(QFile::remove(at("server/keys/token.key")) && QFile::remove(at("server/keys/token.chain")));
        write("server/keys/token.key", QByteArray(32, 'f'));
        serve();
        QVERIFY(laptop("sync").code != kOk);
        QVERIFY(laptop("queue").out.contains("pending"));
    }

    void anotherServerAtTheSameAddressGetsNothing() {
        QCOMPARE(mark("in").code, kOk);
        stopServing();
        makeServer("stranger");
        serve("stranger");
        const Run synced = laptop("sync");
        QCOMPARE(synced.code, kOffline);
        QCOMPARE(synced.last()[QStringLiteral("code")].toString(), QStringLiteral("PIN_MISMATCH"));
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        QVERIFY(!m_server.readAll().contains("/api/v5/")); // its access log saw no request
        stopServing();
        serve();
        QCOMPARE(laptop("sync").code, kOk);
    }

    void anOldCopyOfTheProfileIsFoundOut() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        copyTree(at("laptop"), at("backup"));
        QCOMPARE(mark("out").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        QVERIFY(QDir(at("laptop")).removeRecursively());
        copyTree(at("backup"), at("laptop"));
        QCOMPARE(mark("out").code, kOk); // seq 2 again, with other bytes: nobody here can know
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kRejected, synced.out + synced.err);
        QCOMPARE(laptop("queue").last()[QStringLiteral("code")].toString(), QStringLiteral("CHAIN_FORK"));
        // The rejected mark did not take him out, so "in" would be no news.
        const Run refused = mark("out");
        QCOMPARE(refused.code, kFailed);
        QVERIFY2(refused.err.contains("CHAIN_CLOSED"), refused.err.constData());
        // The server froze the device as well: one of two copies is a forger, and only the office can say which.
        const Run again = enrol();
        QCOMPARE(again.code, kFailed);
        QVERIFY2(again.err.contains("DEVICE_BLOCKED"), again.err.constData());
    }

    void aServerThatLostItsHistoryIsNotTrusted() {
        stopServing();
        copyTree(at("server"), at("old-server"));
        serve();
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        copyTree(at("old-server"), at("server"));
        serve();
        QCOMPARE(mark("out").code, kOk);
        const Run synced = laptop("sync");
        QCOMPARE(synced.last()[QStringLiteral("code")].toString(), QStringLiteral("LOG_FORK"));
        QCOMPARE(synced.code, kFailed);
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        QCOMPARE(laptop("sync").last()[QStringLiteral("code")].toString(), QStringLiteral("LOG_FORK"));
        QCOMPARE(mark("in").code, kOk); // the gate goes on
    }

    void aBrokenStoreIsKeptAndANewEpochBegins() {
        QCOMPARE(mark("in").code, kOk);
        QFile store(m_dir->filePath(QStringLiteral("laptop/outbox.db")));
        QVERIFY(store.open(QIODevice::ReadWrite));
        store.write(QByteArray(4096, 'x'));
        store.close();
        const Run refused = mark("out");
        QCOMPARE(refused.code, kFailed);
        QVERIFY2(refused.err.contains("OUTBOX_DAMAGED"), refused.err.constData());
        const Run again = enrol();
        QVERIFY2(again.code == kOk, again.err.constData());
        const QStringList aside = QDir(at("laptop")).entryList({QStringLiteral("damaged-*")}, QDir::Dirs);
        QCOMPARE(aside.size(), 1);
        QVERIFY(
            QFile::exists(m_dir->filePath(QStringLiteral("laptop/") + aside.first() + QStringLiteral("/outbox.db"))));
        QCOMPARE(mark("out").code, kOk);
        const QJsonObject row = laptop("queue").last();
        QCOMPARE(row[QStringLiteral("epoch")].toInt(), 2);
        QCOMPARE(row[QStringLiteral("seq")].toInt(), 1);
        QCOMPARE(laptop("sync").code, kOk);
    }
};

QTEST_GUILESS_MAIN(LaptopTrustTest)
#include "LaptopTrustTest.moc"
