// Key material: moved, never copied by accident, wiped at its source.
#include "core/crypto/SecretBytes.h"

#include "core/crypto/SystemRandom.h"

#include <QTest>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <new>

using namespace haziri::crypto;

namespace {
const QByteArray kMark = QByteArray("marked secret ").repeated(5);
std::atomic<int> freedWithMark = 0;

void release(void* memory) noexcept {
    if (memory && kMark.size() > 0 && malloc_usable_size(memory) >= std::size_t(kMark.size()) &&
        std::memcmp(memory, kMark.constData(), std::size_t(kMark.size())) == 0)
        ++freedWithMark;
    std::free(memory);
}
} // namespace

// Looks at what lies in memory when it is given back.
void* operator new(std::size_t size) {
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}

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

    // Every way out: the end of its life, a value moved over it, and a value moved away and back.
    void nothingIsFreedUnwiped() {
        freedWithMark = 0;
        {
            SecretBytes first = SecretBytes::copyOf(kMark);
            SecretBytes second = SecretBytes::copyOf(kMark);
            second = std::move(first);
            first = second.clone();
            second = SecretBytes();
        }
        QCOMPARE(freedWithMark.load(), 0);
        // The watch itself works: an ordinary vector leaves its content behind.
        { const std::vector<char> ordinary(kMark.begin(), kMark.end()); }
        QVERIFY(freedWithMark > 0);
    }

    void wipeTouchesNoSharedAndNoConstantBytes() {
        const QByteArray owner(64, 's');
        QByteArray shared = owner;
        wipe(shared); // only let go: the other owner keeps its value
        QCOMPARE(owner, QByteArray(64, 's'));
        QVERIFY(shared.isEmpty());
        QByteArray literal = QByteArrayLiteral("in read-only memory");
        wipe(literal);
        QVERIFY(literal.isEmpty());
        QByteArray own(64, 's');
        wipe(own);
        QVERIFY(own.isEmpty());
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
