// X25519 and HKDF against the vectors of their RFCs, and the box made of them.
#include "core/crypto/BoxKey.h"
#include "core/crypto/SystemRandom.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::crypto;

class BoxKeyTest : public QObject {
    Q_OBJECT
    SystemRandom m_random;
    static SecretBytes secret(const char* hex) { return SecretBytes::take(QByteArray::fromHex(hex)); }

  private Q_SLOTS:
    // RFC 5869, test case 1 and 3.
    void hkdfVectors() {
        QCOMPARE(hkdfSha256(secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                            QByteArray::fromHex("000102030405060708090a0b0c"),
                            QByteArray::fromHex("f0f1f2f3f4f5f6f7f8f9"), 42)
                     .view()
                     .toByteArray()
                     .toHex(),
                 QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
        QCOMPARE(
            hkdfSha256(secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), {}, {}, 42).view().toByteArray().toHex(),
            QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    // RFC 7748, section 6.1: Alice's key pair.
    void publicKeyVector() {
        QCOMPARE(boxPublicKey(secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))->toHex(),
                 QByteArray("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
    }

    void bothSidesFindTheSameSecret() {
        const SecretBytes reader = SecretBytes::random(32, m_random), other = SecretBytes::random(32, m_random);
        const auto box = boxFor(*boxPublicKey(reader), "purpose", m_random);
        QVERIFY(box.has_value());
        QCOMPARE(openBox(reader, box->ephemeral, "purpose")->view().toByteArray(), box->key.view().toByteArray());
        QVERIFY(openBox(other, box->ephemeral, "purpose")->view().toByteArray() != box->key.view().toByteArray());
        QVERIFY(openBox(reader, box->ephemeral, "another")->view().toByteArray() != box->key.view().toByteArray());
        const auto again = boxFor(*boxPublicKey(reader), "purpose", m_random);
        QVERIFY(again->ephemeral != box->ephemeral);
    }

    void badKeysAreRefused() {
        const SecretBytes reader = SecretBytes::random(32, m_random);
        QCOMPARE(boxFor(QByteArray(31, 'x'), "p", m_random).error().code, QByteArray("KEY_INVALID"));
        QCOMPARE(boxFor(QByteArray(32, '\0'), "p", m_random).error().code, QByteArray("KEY_INVALID")); // small order
        QCOMPARE(openBox(reader, QByteArray(32, '\0'), "p").error().code, QByteArray("KEY_INVALID"));
        QCOMPARE(openBox(SecretBytes::random(16, m_random), QByteArray(32, 'x'), "p").error().code,
                 QByteArray("KEY_INVALID"));
    }
};

QTEST_GUILESS_MAIN(BoxKeyTest)
#include "BoxKeyTest.moc"
