// A slip proves its mark to whoever has the log's key, fits a code that can be printed, and no byte of it can be
// another.
#include "core/slip/HajriSlip.h"
#include "core/slip/Base45.h"
#include "core/slip/Packing.h"

#include "core/base/Base64Url.h"
#include "tests/support/SampleLog.h"

#include <QTest>

using namespace haziri;

namespace {

/// As a server writes it: a signed packet in a record.
QByteArray record() {
    const QByteArray header = "{\"alg\":\"HS256\",\"kid\":\"MJ3FTXHZqs2xqZUhsq4lWDL0HGYbpvG0KYOp1C8KcPM\","
                              "\"typ\":\"haziri-packet+jws\"}";
    const QByteArray payload =
        "{\"bootId\":\"2c1f3a55-9be1-4a0b-8f2e-51cbb6a1d9e0\",\"clock\":{\"anchor\":\"Zm9vYmFyYmF6\",\"anchorBootMs\":"
        "4711,\"bootMs\":815000},\"deviceId\":\"MJ3FTXHZqs2xqZUhsq4lWDL0HGYbpvG0KYOp1C8KcPM\",\"direction\":\"in\","
        "\"epoch\":1,\"geo\":{\"accCm\":900,\"ageMs\":812,\"latE7\":285355123,\"lonE7\":772910456,\"source\":\"gnss\"},"
        "\"kind\":\"attendance\",\"match\":{\"liveness\":960,\"model\":\"sface\",\"runnerUp\":310,\"score\":780},"
        "\"method\":\"face\",\"packetId\":\"019abcde-1234-7abc-8def-0123456789ab\",\"photo\":{\"bytes\":48123,"
        "\"fileId\":\"019abcde-9999-7abc-8def-aa23456789ab\",\"sha256\":"
        "\"9f3aV1s0c2Wb7gq4mT8kXy5uJpLz6hNdE0iRoAvBc7E\"},\"prev\":\"b210x9QfYk3sWm7tD2nVj8uHeLrZpCa5iGoTbEy4d9E\","
        "\"recordedBy\":\"019abcde-0001-7abc-8def-bb23456789ab\",\"seq\":4711,\"siteId\":"
        "\"019abcde-0002-7abc-8def-cc23456789ab\",\"timestamp\":1795313468123,\"tzOffsetMin\":330,\"v\":5,"
        "\"workerId\":\"019abcde-0003-7abc-8def-dd23456789ab\"}";
    const QByteArray mac = crypto::toBytes(crypto::sha256(payload));
    return "{\"codes\":[],\"deviceId\":\"MJ3FTXHZqs2xqZUhsq4lWDL0HGYbpvG0KYOp1C8KcPM\",\"earliest\":1795313466000,"
           "\"latest\":1795313470000,\"packet\":\"" +
           toBase64Url(header) + '.' + toBase64Url(payload) + '.' + toBase64Url(mac) +
           "\",\"status\":\"accepted\",\"timeClass\":\"anchored\",\"trustScore\":87}";
}

/// A log of a million and more entries, as far as a proof sees it: 20 siblings at random.
struct LongLog {
    test::SeededRandom random{7};
    crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate(random);
    audit::VerifierKey verifier{"haziri.example/log", key.publicKey()};
    audit::ServedEntry entry;
    QList<crypto::Digest> path;
    QByteArray note;

    LongLog() {
        entry.index = 700'000;
        entry.salt = QByteArray(16, 'S');
        entry.data = record();
        const audit::LogEntry leaf{entry.index,
                                   "attendance",
                                   {87, true, {1795313631000}},
                                   audit::dataHash(*entry.salt, *entry.data),
                                   crypto::sha256("the one before")};
        entry.entry = audit::writeEntry(leaf);
        entry.recordHash = audit::recordHash(entry.entry);
        crypto::Digest node = entry.recordHash;
        for (int level = 0; level < 20; ++level) { // 2^20 entries
            const crypto::Digest sibling = crypto::sha256(QByteArray::number(level));
            path << sibling;
            node = (entry.index >> level) & 1 ? audit::hashChildren(sibling, node) : audit::hashChildren(node, sibling);
        }
        note = audit::signCheckpoint({verifier.name, 1 << 20, node}, key);
    }
};

} // namespace

class HajriSlipTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void base45IsTheStandards() {
        QCOMPARE(slip::toBase45("AB"), QByteArray("BB8"));
        QCOMPARE(slip::toBase45("Hello!!"), QByteArray("%69 VD92EX0"));
        QCOMPARE(slip::toBase45("base-45"), QByteArray("UJCLQE7W581"));
        QCOMPARE(*slip::fromBase45("QED8WEX0"), QByteArray("ietf!"));
        for (const char* bad : {"GGX", ":::", "A", "ab", "00000", "AB,"})
            QVERIFY2(!slip::fromBase45(bad) || QByteArray(bad) == "00000", bad);
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all += char(i);
        QCOMPARE(*slip::fromBase45(slip::toBase45(all)), all);
        QCOMPARE(*slip::fromBase45(slip::toBase45(all + 'x')), all + 'x');
    }
    void recordsComeBackExactly() {
        const QList<QByteArray> records{record(),
                                        "{}",
                                        "",
                                        "{\"packet\":\"a.b\"}",
                                        "{\"packet\":\"!!.??.==\"}",
                                        "{\"packet\":\"aGk.aGk.aGk\",\"x\":\"\xe0\xa4\xa6\"}",
                                        QByteArray(5000, 'x')};
        for (const QByteArray& one : records)
            QCOMPARE(*slip::unpack(slip::pack(one)), one);
        QVERIFY(slip::pack(record()).text.size() < 600);
    }
    void everyEntryOfALogProvesItself() {
        test::SampleLog log(13);
        const auto key = *audit::readVerifierKey(log.vkey());
        const auto node = [&](auto&& self, audit::NodeId id) -> crypto::Digest {
            if (id.level == 0) return log.entries[id.index].recordHash;
            return audit::hashChildren(self(self, {id.level - 1, id.index * 2}),
                                       self(self, {id.level - 1, id.index * 2 + 1}));
        };
        for (qint64 i = 0; i < 13; ++i) {
            const auto path = audit::inclusionProof(
                i, 13, [&](audit::NodeId id) -> Result<crypto::Digest> { return node(node, id); });
            const auto text = slip::makeSlip(log.entries[i], *path, log.checkpoint(), key);
            QVERIFY2(text.has_value(), text ? "" : qPrintable(text.error().message));
            const auto back = slip::readSlip(*text, key);
            QVERIFY(back.has_value());
            QCOMPARE(back->data, *log.entries[i].data);
            QCOMPARE(back->entry.index, i);
            // Never a slip that would not verify.
            QVERIFY(!slip::makeSlip(log.entries[i], *path, log.checkpoint(12), key));
        }
    }
    void itFitsAPrintedCode() {
        const LongLog log;
        const auto text = slip::makeSlip(log.entry, log.path, log.note, log.verifier);
        QVERIFY2(text.has_value(), text ? "" : qPrintable(text.error().message));
        QVERIFY2(text->size() <= 2520, QByteArray::number(text->size())); // version 30 at level L holds 2520 letters
        const QByteArray letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        for (const char c : *text)
            QVERIFY(letters.contains(c));
        const auto back = slip::readSlip("  " + *text + "\r\n", log.verifier);
        QVERIFY(back.has_value());
        QCOMPARE(back->data, record());
        QCOMPARE(back->checkpoint.size, 1 << 20);
    }
    void noLetterCanBeAnother() {
        const LongLog log;
        const QByteArray text = *slip::makeSlip(log.entry, log.path, log.note, log.verifier);
        for (qsizetype i = 0; i < text.size(); ++i) {
            QByteArray other = text;
            other[i] = other[i] == 'A' ? 'B' : 'A';
            QVERIFY2(!slip::readSlip(other, log.verifier), QByteArray::number(i));
        }
        for (qsizetype n = 0; n < text.size(); n += 7)
            QVERIFY(!slip::readSlip(text.first(n), log.verifier));
        QCOMPARE(slip::readSlip("hello", log.verifier).error().code, QByteArray("SLIP_DAMAGED"));
    }
    /// Whoever changes a byte can also make the check right again.
    void noByteCanBeForged() {
        const LongLog log;
        const QByteArray text = *slip::makeSlip(log.entry, log.path, log.note, log.verifier);
        const qsizetype prefix = qsizetype(qstrlen(slip::kPrefix));
        QByteArray body = *slip::fromBase45(text.mid(prefix));
        body.chop(8);
        int forged = 0;
        for (qsizetype i = 0; i < body.size(); ++i) {
            QByteArray other = body;
            other[i] = char(other[i] ^ 1);
            const QByteArray check = crypto::toBytes(crypto::sha256(other)).first(8);
            const auto read = slip::readSlip(slip::kPrefix + slip::toBase45(other + check), log.verifier);
            // A changed encoding of the very same content would be no forgery; anything else must fall.
            if (read) QVERIFY2(read->data == record() && read->entry.index == 700'000, QByteArray::number(i));
            if (!read) forged += read.error().code == "SLIP_FORGED";
        }
        QVERIFY(forged > 700); // the path and the root alone
    }
    void anotherLogsKeyIsSaid() {
        const LongLog log;
        const QByteArray text = *slip::makeSlip(log.entry, log.path, log.note, log.verifier);
        test::SeededRandom random{8};
        const audit::VerifierKey other{log.verifier.name, crypto::Ed25519PrivateKey::generate(random).publicKey()};
        QCOMPARE(slip::readSlip(text, other).error().code, QByteArray("SLIP_FOREIGN"));
        audit::ServedEntry erased = log.entry;
        erased.data.reset();
        QCOMPARE(slip::makeSlip(erased, log.path, log.note, log.verifier).error().code, QByteArray("FILE_ERASED"));
    }
};

QTEST_GUILESS_MAIN(HajriSlipTest)
#include "HajriSlipTest.moc"
