// threats.md: "an old profile restored from backup → a new epoch is asked for; seq is never reused", and its
// neighbours: a store that was lost, a machine that was set back, a kill between the mark and its note.
#include "core/muster/Laptop.h"
#include "tests/support/LaptopBench.h"

#include <QDir>
#include <QtTest>

using namespace haziri;

namespace {

/// What a backup of the store holds, and putting it back; the keys stay where they are, as a keychain's do.
struct Backup {
    QDir profile;
    explicit Backup(test::LaptopBench& bench)
        : profile(bench.dir.filePath(QStringLiteral("p"))) {
        bench.reopen(); // closed once, so that the file is whole
        bench.profile.reset();
        QFile::copy(profile.filePath(QStringLiteral("outbox.db")), profile.filePath(QStringLiteral("backup")));
        bench.reopen();
        bench.startEngine();
    }
    void restore(test::LaptopBench& bench, bool withStore = true) const {
        bench.engine.reset();
        bench.profile.reset();
        for (const QString& file : profile.entryList({QStringLiteral("outbox.db*")}, QDir::Files))
            QFile::remove(profile.filePath(file));
        if (withStore)
            QFile::copy(profile.filePath(QStringLiteral("backup")), profile.filePath(QStringLiteral("outbox.db")));
        bench.reopen();
    }
};

QByteArray tryToMark(test::LaptopBench& bench) {
    muster::PacketWriter writer(*bench.profile, bench.server.clock, bench.random);
    muster::PacketWriter::Draft draft;
    protocol::Attendance body;
    body.workerId = WorkerId::generate(bench.server.clock, bench.random);
    body.siteId = bench.profile->site().siteId;
    body.method = protocol::Method::Manual;
    body.reason = "test";
    draft.body = body;
    draft.recordedBy = bench.server.userId;
    draft.at = bench.server.clock.now();
    auto written = writer.write(std::move(draft));
    return written ? QByteArray("written") : written.error().code;
}

/// (epoch, seq) of what the server committed; empty where two packets share a number.
std::set<std::pair<qint64, qint64>> numbersOf(const test::LaptopBench& bench) {
    std::set<std::pair<qint64, qint64>> numbers;
    for (const QByteArray& jws : bench.server.committed) {
        auto payload = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet)->payloadBeforeVerification();
        const auto packet = protocol::readPacket(*payload);
        if (!numbers.insert({packet->epoch, packet->seq}).second) return {};
    }
    return numbers;
}

} // namespace

class RestoredProfileTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void anOldProfileAsksForANewEpochAndReusesNoNumber() {
        test::LaptopBench bench;
        bench.mark();
        bench.mark();
        const Backup backup(bench);
        bench.mark();
        QCOMPARE(bench.run().accepted, 3);
        backup.restore(bench);

        QCOMPARE(tryToMark(bench), QByteArray("CHAIN_CLOSED"));
        QVERIFY(bench.profile->outbox().closedBecause()->contains(QStringLiteral("old copy")));
        const QStringList aside = backup.profile.entryList({QStringLiteral("restored-*")}, QDir::Dirs);
        QCOMPARE(aside.size(), 1);
        QCOMPARE(bench.profile->restoredCopy(), backup.profile.filePath(aside.first()));
        const auto kept = outbox::Outbox::peek(muster::outboxPath(bench.profile->restoredCopy()));
        QVERIFY(kept.has_value());
        QCOMPARE(kept->size(), 2);

        bench.reopen(); // it is not copied at every start
        QCOMPARE(tryToMark(bench), QByteArray("CHAIN_CLOSED"));
        QCOMPARE(backup.profile.entryList({QStringLiteral("restored-*")}, QDir::Dirs).size(), 1);

        QVERIFY(bench.registerHere().startsWith("EPOCH_OLD")); // the first registration's answer once more
        QCOMPARE(tryToMark(bench), QByteArray("CHAIN_CLOSED"));
        bench.server.epoch = 2;
        QCOMPARE(bench.registerHere(), QByteArray());
        bench.startEngine();
        bench.mark();
        const sync::RunSummary run = bench.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.duplicate, 2); // what the backup held as waiting
        QCOMPARE(run.accepted, 1);
        QCOMPARE(numbersOf(bench), (std::set<std::pair<qint64, qint64>>{{1, 1}, {1, 2}, {1, 3}, {2, 1}}));
    }

    void aStoreThatIsGoneDoesNotBeginItsEpochAgain() {
        test::LaptopBench bench;
        bench.mark();
        const Backup backup(bench);
        backup.restore(bench, false);
        QVERIFY(!bench.profile->isRegistered());
        QVERIFY(bench.registerHere().startsWith("EPOCH_OLD"));
        bench.server.epoch = 2;
        QCOMPARE(bench.registerHere(), QByteArray());
        QCOMPARE(tryToMark(bench), QByteArray("written"));
    }

    // The key store as it was before the last marks: a kill came before their note.
    void aKillBetweenAMarkAndItsNoteRaisesNoAlarm() {
        test::LaptopBench bench;
        bench.mark();
        bench.reopen();
        const QString keys = bench.dir.filePath(QStringLiteral("p/keys.sealed"));
        QVERIFY(QFile::copy(keys, keys + QStringLiteral(".before")));
        for (int i = 0; i < 5; ++i)
            bench.mark();
        bench.profile.reset();
        QVERIFY(QFile::remove(keys) && QFile::rename(keys + QStringLiteral(".before"), keys));
        bench.reopen();
        QCOMPARE(tryToMark(bench), QByteArray("written"));
        QVERIFY(bench.profile->restoredCopy().isEmpty());
    }

    // A running program notes every twentieth mark, so that even a kill leaves a copy from far before recognisable.
    void aKilledProgramsOldCopyIsRecognisedToo() {
        test::LaptopBench bench;
        const Backup backup(bench);
        for (int i = 0; i < 25; ++i)
            bench.mark();
        const QString keys = backup.profile.filePath(QStringLiteral("keys.sealed"));
        QVERIFY(QFile::copy(keys, keys + QStringLiteral(".killed")));
        bench.profile.reset();
        QVERIFY(QFile::remove(keys) && QFile::rename(keys + QStringLiteral(".killed"), keys));
        backup.restore(bench);
        QCOMPARE(tryToMark(bench), QByteArray("CHAIN_CLOSED"));
    }

    void theSameBootWithASmallerClockIsASnapshot() {
        test::LaptopBench bench;
        bench.mark();
        bench.reopen();
        bench.server.clock.bootMs -= 3'600'000;
        bench.reopen();
        QCOMPARE(tryToMark(bench), QByteArray("CHAIN_CLOSED"));
        QVERIFY(bench.profile->outbox().closedBecause()->contains(QStringLiteral("earlier state")));
    }

    void anotherBootMayBeginAnywhere() {
        test::LaptopBench bench;
        bench.mark();
        bench.reopen();
        bench.profile.reset();
        bench.server.clock.bootId = "another boot";
        bench.server.clock.bootMs = 5;
        bench.reopen();
        QCOMPARE(tryToMark(bench), QByteArray("written"));
    }

    // What the window and the verbs hear.
    void theFacadeSaysSoAtOpening() {
        test::LaptopBench bench;
        const Backup backup(bench);
        bench.mark();
        backup.restore(bench);
        bench.client.reset();
        bench.profile.reset();
        muster::Laptop::Options options;
        options.profileDir = backup.profile.path();
        options.keyPassphraseFile = bench.dir.filePath(QStringLiteral("pass"));
        options.autoSync = false;
        options.clock = &bench.server.clock;
        options.makeTransport = [&](const QUrl&, const QByteArray&) {
            return std::make_unique<test::PretendLine>(bench.server);
        };
        muster::Laptop laptop(options);
        QSignalSpy needed(&laptop, &muster::Laptop::newEpochNeeded), opened(&laptop, &muster::Laptop::opened);
        laptop.open();
        QVERIFY(needed.wait(10'000));
        QCOMPARE(opened.size(), 1);
        QVERIFY(needed.at(0).at(0).toString().contains(QStringLiteral("old copy")));
    }
};

QTEST_GUILESS_MAIN(RestoredProfileTest)
#include "RestoredProfileTest.moc"
