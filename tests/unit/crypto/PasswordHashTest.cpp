// Argon2id: known answers of the reference implementation, the form of the text, and wrong passwords refused.
#include "core/crypto/PasswordHash.h"

#include "tests/support/SeededRandom.h"

#include <QTest>

using namespace haziri::crypto;

namespace {
constexpr Argon2Cost kCheap{256, 2, 1};
SecretBytes secret(const char* text) {
    return SecretBytes::copyOf(QByteArrayView(text));
}
} // namespace

class PasswordHashTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void knownAnswers_data() {
        QTest::addColumn<QByteArray>("phc");
        QTest::newRow("64 MiB") << QByteArray(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        QTest::newRow("256 KiB") << QByteArray(
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
    }

    void knownAnswers() {
        QFETCH(QByteArray, phc);
        QVERIFY(verifyPassword(phc, secret("password")));
        QVERIFY(!verifyPassword(phc, secret("Password")));
    }

    void hashAndVerify() {
        haziri::test::SeededRandom random;
        const QByteArray phc = hashPassword(secret("correct horse"), random);
        QVERIFY2(phc.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), phc);
        QVERIFY(!phc.contains('\0'));
        QVERIFY(verifyPassword(phc, secret("correct horse")));
        QVERIFY(!verifyPassword(phc, secret("correct horsf")));
        QVERIFY(!verifyPassword(phc, secret("correct hors")));
        QVERIFY(!verifyPassword(phc, secret("")));
    }

    void eachHashHasItsOwnSalt() {
        haziri::test::SeededRandom random;
        QVERIFY(hashPassword(secret("p"), random, kCheap) != hashPassword(secret("p"), random, kCheap));
    }

    // A password may hold NUL: what stands behind it counts.
    void passwordsAreBytes() {
        haziri::test::SeededRandom random;
        const QByteArray phc = hashPassword(SecretBytes::copyOf(QByteArray("a\0b", 3)), random, kCheap);
        QVERIFY(verifyPassword(phc, SecretBytes::copyOf(QByteArray("a\0b", 3))));
        QVERIFY(!verifyPassword(phc, SecretBytes::copyOf(QByteArray("a\0c", 3))));
        QVERIFY(!verifyPassword(phc, secret("a")));
    }

    void foreignTextsAreNotVerified_data() {
        QTest::addColumn<QByteArray>("phc");
        const QByteArray good("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("plain") << QByteArray("password");
        QTest::newRow("cut") << good.left(40);
        QTest::newRow("longer") << good + "AA";
        QTest::newRow("another kind") << QByteArray(good).replace("argon2id", "argon2i");
        QTest::newRow("another cost") << QByteArray(good).replace("t=2", "t=3");
        QTest::newRow("NUL behind") << good + QByteArray(1, '\0') + "x";
    }

    void foreignTextsAreNotVerified() {
        QFETCH(QByteArray, phc);
        QVERIFY(!verifyPassword(phc, secret("password")));
    }

    // The derived key and the hash inside the text come from the same function; the text ends in that key.
    void derivedKeyEqualsTheHashOfTheText() {
        haziri::test::SeededRandom random(5);
        haziri::test::SeededRandom same(5);
        QByteArray salt(16, '\0');
        same.fill({reinterpret_cast<std::uint8_t*>(salt.data()), 16});
        const QByteArray phc = hashPassword(secret("pass"), random, kCheap);
        const SecretBytes key = deriveKey(secret("pass"), salt, 32, kCheap);
        QCOMPARE(phc.mid(phc.lastIndexOf('$') + 1), key.view().toByteArray().toBase64(QByteArray::OmitTrailingEquals));
    }

    void derivedKeysDependOnEverything() {
        const QByteArray salt(16, 's');
        const SecretBytes key = deriveKey(secret("pass"), salt, 32, kCheap);
        QCOMPARE(key.view(), deriveKey(secret("pass"), salt, 32, kCheap).view());
        QVERIFY(key.view() != deriveKey(secret("pasS"), salt, 32, kCheap).view());
        QVERIFY(key.view() != deriveKey(secret("pass"), QByteArray(16, 't'), 32, kCheap).view());
        QVERIFY(key.view() != deriveKey(secret("pass"), salt, 32, Argon2Cost{256, 3, 1}).view());
        QCOMPARE(deriveKey(secret("pass"), salt, 64, kCheap).size(), std::size_t(64));
    }
};

QTEST_APPLESS_MAIN(PasswordHashTest)
#include "PasswordHashTest.moc"
