// AES-256-GCM against the vectors of the GCM specification, and every changed bit refused.
#include "core/crypto/Aead.h"

#include <QTest>

using namespace haziri::crypto;

class AeadTest : public QObject {
    Q_OBJECT

    const SecretBytes m_key = SecretBytes::copyOf(QByteArray(32, 'k'));
    const QByteArray m_nonce = QByteArray(12, 'n');

  private Q_SLOTS:
    // Test cases 13, 14 and 16 of McGrew and Viega's GCM specification.
    void knownAnswers_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("nonce");
        QTest::addColumn<QByteArray>("additional");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("sealed");
        QTest::newRow("13") << QByteArray(64, '0') << QByteArray(24, '0') << QByteArray() << QByteArray()
                            << QByteArray("530f8afbc74536b9a963b4f1c4cb738b");
        QTest::newRow("14") << QByteArray(64, '0') << QByteArray(24, '0') << QByteArray() << QByteArray(32, '0')
                            << QByteArray("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
        QTest::newRow("16") << QByteArray("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
                            << QByteArray("cafebabefacedbaddecaf888")
                            << QByteArray("feedfacedeadbeeffeedfacedeadbeefabaddad2")
                            << QByteArray("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                          "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
                            << QByteArray("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                          "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                                          "76fc6ece0f4e1768cddf8853bb2d551b");
    }

    void knownAnswers() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, nonce);
        QFETCH(QByteArray, additional);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, sealed);
        const SecretBytes secret = SecretBytes::copyOf(QByteArray::fromHex(key));
        nonce = QByteArray::fromHex(nonce);
        additional = QByteArray::fromHex(additional);
        QCOMPARE(aeadSeal(secret, nonce, additional, QByteArray::fromHex(plain)).toHex(), sealed);
        const auto opened = aeadOpen(secret, nonce, additional, QByteArray::fromHex(sealed));
        QVERIFY(opened);
        QCOMPARE(opened->toHex(), plain);
    }

    void manyUnderOneKeyAreAsEachAlone() {
        AeadSealer sealer(m_key);
        for (int i = 0; i < 40; ++i) {
            const QByteArray nonce(12, char(i)), name = "record " + QByteArray::number(i);
            const QByteArray first(i % 5, 'a'), second(i * 7, 'b'), third(i % 2 ? 33 : 0, 'c');
            QByteArray out(first.size() + second.size() + third.size() + kAeadTagSize, '?');
            sealer.seal(nonce, name, {first, second, third}, out.data());
            QCOMPARE(out.toHex(), aeadSeal(m_key, nonce, name, first + second + third).toHex());
        }
    }

    void refusesEveryChangedBit() {
        const QByteArray additional("name of the file");
        const QByteArray sealed = aeadSeal(m_key, m_nonce, additional, "a photograph");
        const auto flipped = [](const QByteArray& bytes, int bit) {
            QByteArray changed = bytes;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            return changed;
        };
        const auto refused = [](const haziri::Result<QByteArray>& result) {
            return !result && result.error().code == "AEAD_OPEN";
        };
        for (int bit = 0; bit < sealed.size() * 8; ++bit)
            QVERIFY(refused(aeadOpen(m_key, m_nonce, additional, flipped(sealed, bit))));
        for (int bit = 0; bit < m_nonce.size() * 8; ++bit)
            QVERIFY(refused(aeadOpen(m_key, flipped(m_nonce, bit), additional, sealed)));
        for (int bit = 0; bit < additional.size() * 8; ++bit)
            QVERIFY(refused(aeadOpen(m_key, m_nonce, flipped(additional, bit), sealed)));
        for (int bit = 0; bit < 256; ++bit)
            QVERIFY(refused(
                aeadOpen(SecretBytes::copyOf(flipped(m_key.view().toByteArray(), bit)), m_nonce, additional, sealed)));
        QVERIFY(aeadOpen(m_key, m_nonce, additional, sealed)); // the one true form still opens
    }

    void refusesEveryOtherLength() {
        const QByteArray sealed = aeadSeal(m_key, m_nonce, {}, "a photograph");
        for (qsizetype size = 0; size < sealed.size(); ++size)
            QVERIFY(!aeadOpen(m_key, m_nonce, {}, sealed.left(size)));
        QVERIFY(!aeadOpen(m_key, m_nonce, {}, sealed + '\0'));
        QVERIFY(!aeadOpen(m_key, m_nonce.left(11), {}, sealed));
        QVERIFY(!aeadOpen(m_key, m_nonce + '\0', {}, sealed));
        QVERIFY(!aeadOpen(SecretBytes(16), m_nonce, {}, sealed));
        QVERIFY(!aeadOpen(SecretBytes(), m_nonce, {}, sealed));
    }

    void largeTextsComeBack() {
        QByteArray plain(2 * 1024 * 1024 + 3, Qt::Uninitialized);
        for (qsizetype i = 0; i < plain.size(); ++i)
            plain[i] = char(i * 31);
        const auto opened = aeadOpen(m_key, m_nonce, "x", aeadSeal(m_key, m_nonce, "x", plain));
        QVERIFY(opened);
        QVERIFY(*opened == plain);
    }
};

QTEST_APPLESS_MAIN(AeadTest)
#include "AeadTest.moc"
