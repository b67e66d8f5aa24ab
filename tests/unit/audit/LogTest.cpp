// Entries, checkpoints and the verifier against golden texts made by an independent program, each place damaged.
#include "core/audit/LogVerifier.h"

#include "core/base/Base64Url.h"
#include "tests/support/SeededRandom.h"
#include "tests/support/Vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace haziri;
using namespace haziri::audit;
using test::text;

namespace {

std::optional<QByteArray> optionalText(const QJsonValue& value, bool binary) {
    if (value.isNull()) return std::nullopt;
    const QByteArray bytes = value.toString().toUtf8();
    return binary ? *fromBase64Url(bytes) : bytes;
}

} // namespace

class LogTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_vectors = test::vectors("log.json");
        for (const QJsonValue& value : m_vectors[QStringLiteral("entries")].toArray()) {
            const QJsonObject entry = value.toObject();
            m_log.append({entry[QStringLiteral("index")].toInteger(), text(entry, "entry"),
                          crypto::toDigest(*fromBase64Url(text(entry, "recordHash"))),
                          optionalText(entry[QStringLiteral("salt")], true),
                          optionalText(entry[QStringLiteral("data")], false)});
        }
        for (const QJsonValue& note : m_vectors[QStringLiteral("checkpoints")].toArray())
            m_notes.append(note.toString().toUtf8());
        m_key = *readVerifierKey(text(m_vectors, "vkey"));
        m_private = std::make_unique<crypto::Ed25519PrivateKey>(
            *crypto::Ed25519PrivateKey::fromSeed(crypto::SecretBytes::copyOf(*fromBase64Url(text(m_vectors, "seed")))));
        QCOMPARE(m_log.size(), 13);
        QCOMPARE(m_notes.size(), 14);
    }

    void entriesAreReadAndWrittenBack() {
        for (const ServedEntry& served : m_log) {
            const auto entry = readEntry(served.entry);
            QVERIFY(entry);
            QCOMPARE(entry->index, served.index);
            QCOMPARE(writeEntry(*entry), served.entry);
            QCOMPARE(recordHash(served.entry), served.recordHash);
            if (served.data) QCOMPARE(dataHash(*served.salt, *served.data), entry->dataHash);
        }
    }

    void otherFormsOfAnEntryAreRefused() {
        const QByteArray good = m_log[1].entry;
        const auto with = [&](const char* from, const char* to) { return QByteArray(good).replace(from, to); };
        for (const QByteArray& bad :
             {QByteArray(), good + ' ', ' ' + good, good.chopped(1), with(",\"index\"", ", \"index\""),
              with("\"v\":5", "\"v\":6"), with("\"v\":5", "\"v\":5,\"x\":1"),
              with("{\"dataHash\"", "{\"a\":1,\"dataHash\""), with("\"index\":1", "\"index\":01"),
              with("\"index\":1", "\"index\":1.0"), with("\"index\":1", "\"index\":-1"),
              with("attendance", "attend\\u0061nce"), with("attendance", "Attendance"), with("attendance", ""),
              with("\"deviceTrustScore\":9", "\"deviceTrustScore\":101"), with("false", "0"),
              with("prevHash", "prevhash"), with("\"kind\"", "\"kind\":\"x\",\"kind\"")}) {
            QVERIFY(bad != good);
            QCOMPARE(readEntry(bad).error().code, QByteArray("MALFORMED"));
        }
    }

    void verifierKeys() {
        QCOMPARE(writeVerifierKey(text(m_vectors, "origin").constData(), m_private->publicKey()),
                 text(m_vectors, "vkey"));
        const QByteArray good = text(m_vectors, "vkey");
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ 1);
            QVERIFY2(!readVerifierKey(bad), bad.constData());
            QVERIFY(!readVerifierKey(good.first(i)));
        }
        for (const char* bad : {"", "+", "++", "a+b", " +00000000+AA=="})
            QCOMPARE(readVerifierKey(bad).error().code, QByteArray("KEY_INVALID"));
    }

    void goldenCheckpoints() {
        for (qsizetype size = 0; size < m_notes.size(); ++size) {
            const auto checkpoint = verifyCheckpoint(m_notes[size], m_key);
            QVERIFY2(checkpoint, checkpoint ? "" : qPrintable(checkpoint.error().message));
            QCOMPARE(checkpoint->size, size);
            QCOMPARE(signCheckpoint(*checkpoint, *m_private), m_notes[size]);
        }
        QCOMPARE(verifyCheckpoint(text(m_vectors, "withExtension"), m_key)->size, 13);
    }

    void everyChangedBitOfACheckpointIsRefused() {
        const QByteArray& note = m_notes[13];
        for (qsizetype i = 0; i < note.size() * 8; ++i) {
            QByteArray bad = note;
            bad[i / 8] = char(bad[i / 8] ^ (1 << (i % 8)));
            QCOMPARE(verifyCheckpoint(bad, m_key).error().code, QByteArray("CHECKPOINT_INVALID"));
        }
        for (qsizetype i = 0; i < note.size(); ++i)
            QVERIFY(!verifyCheckpoint(note.first(i), m_key));
    }

    void linesByOthersAreIgnored() {
        const QByteArray other = text(m_vectors, "otherSignature");
        const QByteArray& note = m_notes[13];
        const qsizetype block = note.indexOf("\n\n") + 2;
        QVERIFY(verifyCheckpoint(note + other, m_key));
        QVERIFY(verifyCheckpoint(QByteArray(note).insert(block, other), m_key));
        QVERIFY(!verifyCheckpoint(note.first(block) + other, m_key)); // alone they prove nothing
        QVERIFY(!verifyCheckpoint(note + "not a signature line\n", m_key));
        QVERIFY(!verifyCheckpoint(note + "\n", m_key));
        QVERIFY(!verifyCheckpoint(note + QByteArray(other).replace("\xe2\x80\x94", "-"), m_key));
    }

    void aForgedSecondLineOfTheLogsOwnKeyIsRefused() {
        const QByteArray& note = m_notes[13];
        const QByteArray line = m_notes[12].sliced(m_notes[12].indexOf("\n\n") + 2); // good, but over another tree
        QVERIFY(!verifyCheckpoint(note + line, m_key));
    }

    void signedNonsenseIsNoCheckpoint() {
        const QByteArray root = crypto::toBytes(crypto::sha256("x")).toBase64();
        const QByteArray origin = text(m_vectors, "origin");
        QVERIFY(verifyCheckpoint(sign(origin + "\n5\n" + root + "\n"), m_key));
        for (const QByteArray& body :
             {origin + "\n05\n" + root + "\n", origin + "\n-5\n" + root + "\n",
              origin + "\n5\n" + root.chopped(1) + "\n", origin + "\n5\nAAAA\n", origin + "\n5\n", origin + "\n",
              "elsewhere\n5\n" + root + "\n", "\n5\n" + root + "\n", origin + "\n9999999999999999999\n" + root + "\n",
              origin + "\n5\n\n" + root + "\n", origin + "\n 5\n" + root + "\n",
              origin + "\n5\n" + root + "\n\nextension\n"})
            QCOMPARE(verifyCheckpoint(sign(body), m_key).error().code, QByteArray("CHECKPOINT_INVALID"));
    }

    void anotherKeyOfTheSameName() {
        test::SeededRandom random;
        const auto other = crypto::Ed25519PrivateKey::generate(random);
        const VerifierKey key{m_key.name, other.publicKey()};
        QVERIFY(!verifyCheckpoint(m_notes[13], key));
        QVERIFY(!verifyCheckpoint(signCheckpoint(*verifyCheckpoint(m_notes[13], m_key), other), m_key));
    }

    void theWholeLogHolds() {
        LogVerifier verifier;
        for (const ServedEntry& entry : m_log) {
            QVERIFY(!verifier.add(entry));
            QCOMPARE(verifier.root(), verifyCheckpoint(m_notes[qsizetype(verifier.size())], m_key)->root);
        }
        QVERIFY(!verifier.close(*verifyCheckpoint(m_notes[13], m_key)));
        QCOMPARE(verifier.size(), 13);
        QCOMPARE(verifier.erased(), 1);
    }

    void everyChangedBitIsNamedWithItsIndex() {
        for (qsizetype at = 0; at < m_log.size(); ++at) {
            for (qsizetype i = 0; i < m_log[at].entry.size(); ++i)
                expectBad(
                    at, [&](ServedEntry& entry) { entry.entry[i] = char(entry.entry[i] ^ (1 << (i % 8))); },
                    "recordHash");
            expectBad(
                at, [](ServedEntry& entry) { entry.recordHash[31] ^= 1; }, "recordHash");
            if (!m_log[at].data) continue;
            for (qsizetype i = 0; i < m_log[at].data->size(); ++i)
                expectBad(
                    at, [&](ServedEntry& entry) { (*entry.data)[i] = char((*entry.data)[i] ^ 1); }, "dataHash");
            expectBad(
                at, [](ServedEntry& entry) { (*entry.salt)[0] = char((*entry.salt)[0] ^ 1); }, "dataHash");
            expectBad(
                at, [](ServedEntry& entry) { entry.salt.reset(); }, "form");
            expectBad(
                at, [](ServedEntry& entry) { entry.data.reset(); }, "form");
            // The same bytes, divided elsewhere between salt and data: the hash stays, the record does not.
            expectBad(
                at,
                [](ServedEntry& entry) {
                    *entry.salt += entry.data->front();
                    entry.data->remove(0, 1);
                },
                "form");
        }
    }

    void aRewrittenEntryWithAGoodHashBreaksTheChain() {
        for (qsizetype at = 0; at + 1 < m_log.size(); ++at) {
            QList<ServedEntry> log = m_log;
            LogEntry entry = *readEntry(log[at].entry);
            entry.meta.deviceTrustScore = (entry.meta.deviceTrustScore + 1) % 101;
            log[at].entry = writeEntry(entry);
            log[at].recordHash = recordHash(log[at].entry);
            const auto bad = run(log, 13);
            QVERIFY(bad);
            QCOMPARE(bad->index, at + 1);
            QCOMPARE(bad->what, QStringLiteral("prevHash"));
        }
    }

    void aWhollyRewrittenChainBreaksTheRoot() {
        QList<ServedEntry> log = m_log;
        LogEntry entry = *readEntry(log[3].entry);
        entry.meta.isOfflineSync = !entry.meta.isOfflineSync;
        for (qsizetype i = 3; i < log.size(); ++i) {
            if (i > 3) {
                entry = *readEntry(log[i].entry);
                entry.prevHash = log[i - 1].recordHash;
            }
            log[i].entry = writeEntry(entry);
            log[i].recordHash = recordHash(log[i].entry);
        }
        const auto bad = run(log, 13);
        QVERIFY(bad);
        QCOMPARE(bad->what, QStringLiteral("root"));
    }

    void missingSwappedAndRepeatedEntries() {
        for (qsizetype at = 0; at + 1 < m_log.size(); ++at) {
            QList<ServedEntry> log = m_log;
            log.removeAt(at);
            QCOMPARE(run(log, 13)->index, at);
            log = m_log;
            log[at] = m_log[at + 1];
            log[at + 1] = m_log[at];
            QCOMPARE(run(log, 13)->index, at);
            log = m_log;
            log.insert(at, log[at]);
            QCOMPARE(run(log, 13)->index, at + 1);
        }
        QCOMPARE(run(m_log.first(9), 13)->index, 9);
        QCOMPARE(run(m_log, 9)->index, 9);
        QCOMPARE(run(m_log, 9)->what, QStringLiteral("size"));
        QVERIFY(!run(m_log.first(9), 9));
        QVERIFY(!run({}, 0));
        QVERIFY(run({}, 1));
    }

    void onlyTheFirstFaultCounts() {
        LogVerifier verifier;
        QVERIFY(!verifier.add(m_log[0]));
        QCOMPARE(verifier.add(m_log[5])->index, 1);
        QCOMPARE(verifier.add(m_log[1])->index, 1); // what comes later is not looked at
        QCOMPARE(verifier.size(), 1);
        QCOMPARE(verifier.close(*verifyCheckpoint(m_notes[1], m_key))->index, 1);
    }

  private:
    QByteArray sign(const QByteArray& body) const {
        const QByteArray hash =
            crypto::toBytes(crypto::sha256(m_key.name + "\n\1" + m_private->publicKey().raw())).first(4);
        return body + "\n\xe2\x80\x94 " + m_key.name + ' ' + (hash + m_private->sign(body)).toBase64() + '\n';
    }

    std::optional<BadEntry> run(const QList<ServedEntry>& log, qsizetype checkpoint) const {
        LogVerifier verifier;
        for (const ServedEntry& entry : log)
            if (verifier.add(entry)) return verifier.firstBad();
        return verifier.close(*verifyCheckpoint(m_notes[checkpoint], m_key));
    }

    void expectBad(qsizetype at, const std::function<void(ServedEntry&)>& damage, const char* what) const {
        QList<ServedEntry> log = m_log;
        damage(log[at]);
        const auto bad = run(log, 13);
        QVERIFY(bad);
        QCOMPARE(bad->index, at);
        QCOMPARE(bad->what, QLatin1String(what));
    }

    QJsonObject m_vectors;
    QList<ServedEntry> m_log;
    QList<QByteArray> m_notes;
    VerifierKey m_key;
    std::unique_ptr<crypto::Ed25519PrivateKey> m_private;
};

QTEST_APPLESS_MAIN(LogTest)
#include "LogTest.moc"
