// Key material: moved, never copied by accident, wiped at its source.
#include "core/crypto/SecretBytes.h"

#include "core/crypto/SystemRandom.h"

#include <QTest>

using namespace haziri::crypto;

static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);

class SecretBytesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void takesAndWipesTheSource() {
        QByteArray source(64, 's');
        const SecretBytes secret = SecretBytes::take(std::move(source));
        QVERIFY(source.isEmpty());
        QCOMPARE(secret.view(), QByteArray(64, 's'));
    }

    void wipeOverwritesInPlace() {
        QByteArray bytes(64, 's');
        bytes.reserve(128);
        const QByteArray window = QByteArray::fromRawData(bytes.constData(), 64); // looks without sharing
        const char* const place = bytes.constData();
        QCOMPARE(window.constData(), place);
        QByteArray shared = bytes;
        wipe(shared); // only let go: the other owner keeps its value
        QCOMPARE(bytes, QByteArray(64, 's'));
        QVERIFY(shared.isEmpty());
        QByteArray literal = QByteArrayLiteral("in read-only memory");
        wipe(literal);
        QVERIFY(literal.isEmpty());
    }

    void moveEmptiesTheSource() {
        SecretBytes first = SecretBytes::copyOf("abc");
        SecretBytes second = SecretBytes::copyOf("something longer");
        second = std::move(first);
        QVERIFY(first.isEmpty());
        QCOMPARE(second.view(), QByteArrayView("abc"));
        const SecretBytes twin = second.clone();
        second.writable()[0] = 'x';
        QCOMPARE(twin.view(), QByteArrayView("abc"));
        QCOMPARE(second.view(), QByteArrayView("xbc"));
    }

    void comparison() {
        QVERIFY(constantTimeEqual("abc", "abc"));
        QVERIFY(constantTimeEqual("", ""));
        QVERIFY(!constantTimeEqual("abc", "abd"));
        QVERIFY(!constantTimeEqual("abc", "ab"));
        QVERIFY(!constantTimeEqual("", "a"));
    }

    void systemRandomFillsAll() {
        SystemRandom random;
        const SecretBytes first = SecretBytes::random(32, random);
        QVERIFY(first.view() != SecretBytes::random(32, random).view());
        // In 3 MiB each byte value appears: no part was left at zero.
        const QByteArray large = randomBytes(random, 3 * 1024 * 1024 + 1);
        QVERIFY(large.right(64) != QByteArray(64, '\0'));
        QVERIFY(large.mid(1024 * 1024, 64) != large.left(64));
        QVERIFY(randomBytes(random, 0).isEmpty());
    }
};

QTEST_APPLESS_MAIN(SecretBytesTest)
#include "SecretBytesTest.moc"
