// Ed25519 against RFC 8032 section 7.1, and verification that refuses every changed bit.
#include "core/crypto/Ed25519.h"

#include "tests/support/SeededRandom.h"

#include <QTest>

using namespace haziri::crypto;

class Ed25519Test : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void rfc8032_data() {
        QTest::addColumn<QByteArray>("seed");
        QTest::addColumn<QByteArray>("publicKey");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("1") << QByteArray("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
                           << QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
                           << QByteArray()
                           << QByteArray("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                         "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        QTest::newRow("2") << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
                           << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
                           << QByteArray("72")
                           << QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                         "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        QTest::newRow("3") << QByteArray("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
                           << QByteArray("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
                           << QByteArray("af82")
                           << QByteArray("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                         "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    }

    void rfc8032() {
        QFETCH(QByteArray, seed);
        QFETCH(QByteArray, publicKey);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        message = QByteArray::fromHex(message);
        const auto key = Ed25519PrivateKey::fromSeed(SecretBytes::copyOf(QByteArray::fromHex(seed)));
        QVERIFY(key);
        QCOMPARE(key->publicKey().raw().toHex(), publicKey);
        QCOMPARE(key->sign(message).toHex(), signature);
        const auto verifier = Ed25519PublicKey::fromRaw(QByteArray::fromHex(publicKey));
        QVERIFY(verifier);
        QVERIFY(verifier->verify(message, QByteArray::fromHex(signature)));
        QCOMPARE(*verifier, key->publicKey());
    }

    void refusesEveryChange() {
        haziri::test::SeededRandom random;
        const auto key = Ed25519PrivateKey::generate(random);
        const QByteArray message("head of the chain");
        const QByteArray signature = key.sign(message);
        for (int bit = 0; bit < signature.size() * 8; ++bit) {
            QByteArray changed = signature;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY2(!key.publicKey().verify(message, changed), qPrintable(QString::number(bit)));
        }
        QVERIFY(!key.publicKey().verify(message + ' ', signature));
        QVERIFY(!key.publicKey().verify(message, signature.left(63)));
        QVERIFY(!key.publicKey().verify(message, signature + '\0'));
        QVERIFY(!key.publicKey().verify(message, {}));
        QVERIFY(!Ed25519PrivateKey::generate(random).publicKey().verify(message, signature));
        QVERIFY(!Ed25519PublicKey().verify(message, signature));
    }

    // S plus the group's order satisfies the equation as well; RFC 8032 wants it refused, or one signature would have
    // two forms.
    void refusesTheSecondFormOfASignature() {
        haziri::test::SeededRandom random(7);
        const auto key = Ed25519PrivateKey::generate(random);
        QByteArray signature = key.sign("m");
        const QByteArray order =
            QByteArray::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; ++i) {
            const int sum = std::uint8_t(signature[32 + i]) + std::uint8_t(order[i]) + carry;
            signature[32 + i] = char(sum);
            carry = sum >> 8;
        }
        QVERIFY(!key.publicKey().verify("m", signature));
    }

    void refusesKeysOfTheWrongSize() {
        for (const int size : {0, 31, 33, 64}) {
            const auto publicKey = Ed25519PublicKey::fromRaw(QByteArray(size, 'x'));
            QVERIFY(!publicKey);
            QCOMPARE(publicKey.error().code, "KEY_INVALID");
            const auto privateKey = Ed25519PrivateKey::fromSeed(SecretBytes(std::size_t(size)));
            QVERIFY(!privateKey);
            QCOMPARE(privateKey.error().code, "KEY_INVALID");
        }
    }

    void seedBringsTheKeyBack() {
        haziri::test::SeededRandom random(3);
        const auto key = Ed25519PrivateKey::generate(random);
        const auto again = Ed25519PrivateKey::fromSeed(key.seed());
        QVERIFY(again);
        QCOMPARE(again->publicKey(), key.publicKey());
        QCOMPARE(again->sign("m"), key.sign("m"));
        haziri::test::SeededRandom other(4);
        QVERIFY(!(Ed25519PrivateKey::generate(other).publicKey() == key.publicKey()));
    }
};

QTEST_APPLESS_MAIN(Ed25519Test)
#include "Ed25519Test.moc"
