// The log: what is appended chains and proves, nothing is edited, and several writers share one head.
#include "server/audit/AuditLog.h"
#include "server/store/GroupWriter.h"
#include "server/store/Schema.h"

#include "core/audit/LogVerifier.h"
#include "tests/support/SeededRandom.h"
#include "tests/support/StoreUnderTest.h"

#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace haziri;

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qUtf8Printable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

audit::NewEntry entry(qint64 n) {
    return {"attendance", "{\"n\":" + QByteArray::number(n) + '}', {80, n % 2 == 0, {1'700'000'000'000 + n}}};
}

struct Store {
    QTemporaryDir folder;
    QString url = test::storeUnderTest(folder.filePath(QStringLiteral("log.db")));
    test::SeededRandom random{3};
    store::ServerKeys keys = store::ServerKeys::generate("haziri.test/log", random);
    audit::AuditLog log{keys, random};
    sealed::KeyRing vaultKeys = must(sealed::KeyRing::parse("k1:" + QByteArray(32, 'v').toBase64()));
    std::unique_ptr<sql::Database> database = must(store::openMigrated(url));

    enum class Records { Sealed, Open };
    explicit Store(Records records = Records::Sealed) {
        if (records == Records::Sealed) log.sealWith(vaultKeys);
    }

    QList<audit::Appended> append(qint64 from, qint64 count) {
        QList<audit::NewEntry> entries;
        for (qint64 n = from; n < from + count; ++n)
            entries.append(entry(n));
        auto transaction = must(sql::Transaction::begin(*database));
        const auto appended = must(log.append(*database, entries));
        must(transaction.commit());
        return appended;
    }
    audit::Checkpoint checkpoint() {
        const auto note = must(log.checkpoint(*database)).note;
        return must(audit::verifyCheckpoint(note, must(audit::readVerifierKey(keys.logVerifierKey()))));
    }
    bool verifies() {
        audit::LogVerifier verifier;
        const qint64 size = checkpoint().size;
        for (qint64 from = 0; from < size; from += 1000)
            for (const auto& served : must(log.entries(*database, from, 1000)).entries)
                verifier.add(served);
        return !verifier.close(checkpoint());
    }
    bool refuses(const char* statement) {
        auto transaction = must(sql::Transaction::begin(*database));
        const auto done = database->run(QLatin1String(statement));
        return !done && done.error().code == "STORE_REFUSED";
    }
};

} // namespace

class AuditLogTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aPageHasABoundInBytesToo() {
        Store store;
        const audit::NewEntry large{"fraud", "{\"bytes\":\"" + QByteArray(6 * 1024 * 1024, 'x') + "\"}", {}};
        {
            auto transaction = must(sql::Transaction::begin(*store.database));
            must(store.log.append(*store.database, {large, large, large, large}));
            must(transaction.commit());
        }
        const auto first = must(store.log.entries(*store.database, 0, 1000));
        QCOMPARE(first.size, qint64(4));
        QCOMPARE(first.entries.size(), qsizetype(3)); // what went past 16 MiB was the last
        const auto rest = must(store.log.entries(*store.database, 3, 1000));
        QCOMPARE(rest.entries.size(), qsizetype(1));
        QCOMPARE(rest.entries.first().index, qint64(3));
    }

    void anEmptyLogHasACheckpoint() {
        Store store;
        QCOMPARE(store.checkpoint().size, 0);
        QCOMPARE(store.checkpoint().root, audit::emptyRoot());
    }

    void everySizeHasItsProofs() {
        Store store;
        QList<audit::Checkpoint> checkpoints{store.checkpoint()};
        QList<crypto::Digest> leaves;
        // Batches of changing length: nodes complete inside a batch and across batches.
        for (qint64 size = 0; size < 70;) {
            const qint64 count = 1 + size % 4;
            for (const auto& appended : store.append(size, count)) {
                QCOMPARE(appended.index, size++);
                leaves.append(appended.recordHash);
            }
            checkpoints.append(store.checkpoint());
        }
        const auto last = checkpoints.last();
        for (const auto& earlier : checkpoints) {
            if (earlier.size == 0) continue;
            const auto proof = must(store.log.consistency(*store.database, earlier.size, last.size));
            QVERIFY(audit::verifyConsistency(earlier.size, earlier.root, last.size, last.root, proof));
            for (qint64 index = 0; index < earlier.size; ++index) {
                const auto path = must(store.log.inclusion(*store.database, index, earlier.size));
                QVERIFY(audit::verifyInclusion(leaves[index], index, earlier.size, path, earlier.root));
                const auto other = leaves[(index + 1) % leaves.size()];
                QVERIFY(!audit::verifyInclusion(other, index, earlier.size, path, earlier.root));
            }
        }
        QVERIFY(store.verifies());
    }

    // What a round tells of the log before its commit is what everybody reads after it.
    void aStandingSaysWhatIsReadLater() {
        Store store;
        store.append(0, 70);
        auto transaction = must(sql::Transaction::begin(*store.database));
        must(store.log.append(*store.database, {entry(70), entry(71), entry(72)}));
        const QList<qint64> sizes{1, 0, 33, 64, 70, 70, 72, 73, 74, -1};
        const auto standing = must(store.log.standing(*store.database, sizes));
        must(transaction.commit());
        QCOMPARE(store.log.note(standing), must(store.log.checkpoint(*store.database)).note);
        QCOMPARE(standing.value, store.checkpoint());
        QCOMPARE(standing.fromSizes.size(), sizes.size());
        for (qsizetype i = 0; i < sizes.size(); ++i)
            QCOMPARE(standing.fromSizes[i], sizes[i] < 1 || sizes[i] > 73
                                                ? QList<crypto::Digest>()
                                                : must(store.log.consistency(*store.database, sizes[i], 73)));
    }

    void proofsBeyondTheLogAreRefused() {
        Store store;
        store.append(0, 5);
        QCOMPARE(store.log.inclusion(*store.database, 0, 6).error().code, "OUT_OF_RANGE");
        QCOMPARE(store.log.inclusion(*store.database, 5, 5).error().code, "OUT_OF_RANGE");
        QCOMPARE(store.log.inclusion(*store.database, -1, 5).error().code, "OUT_OF_RANGE");
        QCOMPARE(store.log.consistency(*store.database, 3, 6).error().code, "OUT_OF_RANGE");
        QCOMPARE(store.log.consistency(*store.database, 4, 3).error().code, "OUT_OF_RANGE");
    }

    void aProofReadsOnlyAFewNodes() {
        Store store;
        store.append(0, 1000);
        QVERIFY(must(store.log.inclusion(*store.database, 500, 1000)).size() <= 10);
        auto rows = must(store.database->run(QStringLiteral("SELECT COUNT(*) FROM log_node")));
        QVERIFY(rows.next());
        // All complete subtrees above the leaves: fewer than one for each leaf.
        QCOMPARE(rows.integer(0), 500 + 250 + 125 + 62 + 31 + 15 + 7 + 3 + 1);
    }

    void theDatabaseRefusesEdits() {
        Store store;
        store.append(0, 3);
        QVERIFY(store.refuses("UPDATE log_entry SET entry = 'x' WHERE log_index = 1"));
        QVERIFY(store.refuses("DELETE FROM log_entry WHERE log_index = 2"));
        QVERIFY(store.refuses("UPDATE log_node SET hash = hash"));
        QVERIFY(store.refuses("DELETE FROM log_node"));
        QVERIFY(store.refuses("UPDATE log_sealed SET sealed = 'x' WHERE log_index = 1"));
        QVERIFY(store.refuses("UPDATE log_head SET size = 2"));
        QVERIFY(store.refuses("DELETE FROM log_head"));
        QVERIFY(store.verifies());
    }

    void erasureKeepsEveryProof() {
        Store store;
        store.append(0, 20);
        auto transaction = must(sql::Transaction::begin(*store.database));
        must(store::LogRepository(*store.database).eraseData(7));
        must(transaction.commit());
        const auto served = must(store.log.entries(*store.database, 7, 1)).entries.first();
        QVERIFY(!served.data && !served.salt);
        QVERIFY(store.verifies());
    }

    void aChangedByteIsFoundAtItsIndex_data() {
        QTest::addColumn<QString>("edit");
        if (test::isOnPostgres())
            QTest::newRow("a bit") << "UPDATE log_sealed SET sealed = set_bit(sealed, 160, 1 - get_bit(sealed, 160)) "
                                      "WHERE log_index = 17";
        else
            QTest::newRow("a bit") << "UPDATE log_sealed SET sealed = CAST(substr(sealed, 1, 20) || char(unicode("
                                      "substr(CAST(sealed AS TEXT), 21, 1)) + 1) AS BLOB) WHERE log_index = 17";
        QTest::newRow("cut")
            << "UPDATE log_sealed SET sealed = substr(sealed, 1, length(sealed) - 1) WHERE log_index = 17";
        QTest::newRow("empty") << "UPDATE log_sealed SET sealed = substr(sealed, 1, 0) WHERE log_index = 17";
        QTest::newRow("another's") << "UPDATE log_sealed SET sealed = (SELECT sealed FROM log_sealed WHERE log_index "
                                      "= 18) WHERE log_index = 17";
    }
    void aChangedByteIsFoundAtItsIndex() {
        QFETCH(QString, edit);
        Store store;
        store.append(0, 30);
        must(store.database->script((test::isOnPostgres()
                                         ? QStringLiteral("DROP TRIGGER log_sealed_fixed ON log_sealed;;\n")
                                         : QStringLiteral("DROP TRIGGER log_sealed_no_update;;\n")) +
                                    edit + QStringLiteral(";;\n")));
        audit::LogVerifier verifier;
        for (const auto& served : must(store.log.entries(*store.database, 0, 1000)).entries)
            verifier.add(served);
        QVERIFY(verifier.firstBad());
        QCOMPARE(verifier.firstBad()->index, 17);
    }

    void recordsLieSealedAndAreServedToTheByte() {
        Store store;
        store.append(0, 5);
        auto rows = must(store.database->run(QStringLiteral("SELECT sealed FROM log_sealed ORDER BY log_index")));
        int count = 0;
        for (; rows.next(); ++count)
            QVERIFY(!rows.bytes(0).contains("\"n\""));
        QCOMPARE(count, 5);
        const auto page = must(store.log.entries(*store.database, 0, 10));
        for (int n = 0; n < 5; ++n) {
            const auto& served = page.entries.at(n);
            QCOMPARE(served.data, std::optional(entry(n).data));
            QCOMPARE(served.salt->size(), 16);
        }
        QVERIFY(store.verifies());
        audit::AuditLog keyless(store.keys, store.random);
        QCOMPARE(keyless.entries(*store.database, 0, 10).error().code, QByteArray("KEYS_MISSING"));
        const auto foreign = must(sealed::KeyRing::parse("k9:" + QByteArray(32, 'v').toBase64()));
        keyless.sealWith(foreign);
        QCOMPARE(keyless.entries(*store.database, 0, 10).error().code, QByteArray("STORE_UNAVAILABLE"));
    }

    void openRecordsAreSealedWithoutChangingWhatIsServed() {
        Store store(Store::Records::Open);
        store.append(0, 50);
        QVERIFY(store.refuses("UPDATE log_data SET data = 'x' WHERE log_index = 1"));
        const auto before = must(store.log.entries(*store.database, 0, 100)).entries;
        store.log.sealWith(store.vaultKeys);
        store.append(50, 10); // a mixture is served as well
        QVERIFY(store.verifies());
        for (const qint64 expected : {20, 20, 10, 0}) {
            auto transaction = must(sql::Transaction::begin(*store.database));
            QCOMPARE(must(store.log.sealOpen(*store.database, 20)), expected);
            must(transaction.commit());
            QVERIFY(store.verifies());
        }
        const auto after = must(store.log.entries(*store.database, 0, 100)).entries;
        for (qsizetype i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].data, before[i].data);
            QCOMPARE(after[i].salt, before[i].salt);
        }
    }

    void eachRangeHasItsKeyAndARolledBackOneIsMadeAnew() {
        Store store;
        const store::RecordSeal seal(store.vaultKeys, store.random);
        const qint64 edge = store::RecordSeal::kRange;
        QList<store::LogRow> rows;
        for (const qint64 index : {edge - 2, edge - 1, edge, edge + 1})
            rows.append({index, {}, {}, "salt of 16 bytes", "record " + QByteArray::number(index), {}});
        {
            auto transaction = must(sql::Transaction::begin(*store.database));
            must(seal.seal(*store.database, rows)); // rolled back
        }
        auto transaction = must(sql::Transaction::begin(*store.database));
        const auto sealed = must(seal.seal(*store.database, rows));
        must(transaction.commit());
        auto keys = must(store.database->run(QStringLiteral("SELECT key_no FROM log_key ORDER BY key_no")));
        QVERIFY(keys.next() && keys.integer(0) == 0 && keys.next() && keys.integer(0) == 1 && !keys.next());
        QList<store::RecordSeal::Record> records;
        for (qsizetype i = 0; i < rows.size(); ++i)
            records.append({rows[i].index, sealed[i], {}, {}});
        std::swap(records[1].sealed, records[2].sealed);
        must(seal.open(*store.database, records));
        QCOMPARE(records[0].data, rows[0].data);
        QCOMPARE(records[3].data, rows[3].data);
        QVERIFY(records[1].data.isEmpty() && records[2].data.isEmpty() && records[1].salt.isEmpty());
    }

    void aRolledBackAppendLeavesNothing() {
        Store store;
        store.append(0, 3);
        {
            auto transaction = must(sql::Transaction::begin(*store.database));
            must(store.log.append(*store.database, entry(3)));
        }
        QCOMPARE(store.checkpoint().size, 3);
        QCOMPARE(store.append(3, 1).first().index, 3);
        QVERIFY(store.verifies());
    }

    void severalWritersShareOneChain() {
        Store store;
        // Two group writers are what two processes on one database are: each has its own connection and head.
        store::GroupWriter first(store.url), second(store.url);
        std::atomic<int> failures = 0;
        const auto work = [&](store::GroupWriter& writer) {
            for (int i = 0; i < 40; ++i)
                if (!writer.run([&](sql::Database& writing) -> Result<void> {
                        auto done = store.log.append(writing, entry(i));
                        if (!done) return fail(done.error());
                        return {};
                    }))
                    ++failures;
        };
        std::thread a(work, std::ref(first)), b(work, std::ref(second)), c(work, std::ref(first));
        a.join(), b.join(), c.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(store.checkpoint().size, 120);
        QVERIFY(store.verifies());
    }

    void pagesStayInsideTheirLimit() {
        Store store;
        store.append(0, 1100);
        QCOMPARE(must(store.log.entries(*store.database, 0, 5000)).entries.size(), 1000);
        QCOMPARE(must(store.log.entries(*store.database, 1050, 1000)).entries.size(), 50);
        QCOMPARE(must(store.log.entries(*store.database, 2000, 10)).entries.size(), 0);
        QCOMPARE(must(store.log.entries(*store.database, 0, 1)).size, 1100);
    }
};

QTEST_GUILESS_MAIN(AuditLogTest)
#include "AuditLogTest.moc"
