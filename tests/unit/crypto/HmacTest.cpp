// HMAC-SHA-256 against RFC 4231, and verification that refuses every changed bit.
#include "core/crypto/Hmac.h"

#include <QMessageAuthenticationCode>
#include <QTest>
#include <thread>

using namespace haziri::crypto;

class HmacTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void rfc4231_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("tag");
        QTest::newRow("1") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                           << QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        QTest::newRow("2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                           << QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        QTest::newRow("3") << QByteArray(20, '\xaa') << QByteArray(50, '\xdd')
                           << QByteArray("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        QTest::newRow("4") << QByteArray::fromHex("0102030405060708090a0b0c0d0e0f10111213141516171819")
                           << QByteArray(50, '\xcd')
                           << QByteArray("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
        QTest::newRow("6") << QByteArray(131, '\xaa')
                           << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
                           << QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        QTest::newRow("7") << QByteArray(131, '\xaa')
                           << QByteArray("This is a test using a larger than block-size key and a larger than "
                                         "block-size data. The key needs to be hashed before being used by the HMAC "
                                         "algorithm.")
                           << QByteArray("9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
    }

    void rfc4231() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, tag);
        const HmacKey hmac(SecretBytes::copyOf(key));
        QCOMPARE(toBytes(hmac.mac(message)).toHex(), tag);
        QCOMPARE(toBytes(hmac.mac(message)).toHex(), tag); // the saved states are not used up
        QVERIFY(hmac.verify(message, QByteArray::fromHex(tag)));
    }

    // The border between a key used as it is and a key hashed first lies at 64 bytes.
    void agreesWithQtAtEveryKeyLength() {
        for (int size = 0; size < 140; ++size) {
            const QByteArray key(size, char(size));
            const QByteArray message = QByteArray("packet ").repeated(size);
            QCOMPARE(toBytes(HmacKey(SecretBytes::copyOf(key)).mac(message)),
                     QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256));
        }
    }

    void refusesEveryChange() {
        const HmacKey hmac(SecretBytes::copyOf(QByteArray(32, 'k')));
        const QByteArray message("eyJhbGciOiJIUzI1NiJ9.e30");
        const QByteArray tag = toBytes(hmac.mac(message));
        for (int bit = 0; bit < tag.size() * 8; ++bit) {
            QByteArray changed = tag;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!hmac.verify(message, changed));
        }
        for (int bit = 0; bit < message.size() * 8; ++bit) {
            QByteArray changed = message;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!hmac.verify(changed, tag));
        }
        QVERIFY(!hmac.verify(message, tag.left(31)));
        QVERIFY(!hmac.verify(message, tag + '\0'));
        QVERIFY(!hmac.verify(message, {}));
        QVERIFY(!HmacKey(SecretBytes::copyOf(QByteArray(32, 'l'))).verify(message, tag));
    }

    void worksAfterMoveAndFromManyThreads() {
        HmacKey first(SecretBytes::copyOf("secret"));
        const HmacKey hmac = std::move(first);
        const Digest expected = hmac.mac("message");
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 1000; ++i)
                    if (hmac.mac("message") != expected) ++wrong;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_APPLESS_MAIN(HmacTest)
#include "HmacTest.moc"
