// The sealed-file format: what was sealed comes back, and nothing else does.
#include "core/sealed/SealedFile.h"

#include "tests/support/SeededRandom.h"

#include <QTest>

using namespace haziri::sealed;
using haziri::crypto::SecretBytes;

namespace {

const QByteArray kName("photo/0190b3c1-7a10-7000-8000-000000000001");
const QByteArray kPlain("\xff\xd8\xff\xe0 not really a photograph");

KeyRing ring(std::initializer_list<std::pair<const char*, char>> keys) {
    KeyRing made;
    for (const auto& [kid, fill] : keys)
        made.add(kid, SecretBytes::copyOf(QByteArray(32, fill)));
    return made;
}

template <class T>
QByteArray codeOf(const haziri::Result<T>& result) {
    return result ? QByteArray("no error") : result.error().code;
}

QByteArray flipped(QByteArray bytes, qsizetype bit) {
    bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
    return bytes;
}

} // namespace

class SealedFileTest : public QObject {
    Q_OBJECT

    haziri::test::SeededRandom m_random;
    const KeyRing m_keys = ring({{"k1", 'a'}});

  private Q_SLOTS:
    void comesBack() {
        for (const QByteArray& plain : {QByteArray(""), QByteArray("x"), kPlain, QByteArray(60'000, 'p')}) {
            const QByteArray sealed = sealFile(m_keys, kName, plain, m_random);
            const auto opened = openFile(m_keys, kName, sealed);
            QVERIFY(opened);
            QCOMPARE(*opened, plain);
            // "HZS1", length, "k1", nonce, key and tag, nonce, text and tag
            QCOMPARE(sealed.size(), 4 + 1 + 2 + 12 + 48 + 12 + plain.size() + 16);
            QVERIFY(sealed.startsWith(QByteArray("HZS1\x02k1")));
            if (plain.size() > 8) QVERIFY(!sealed.contains(plain.left(8)));
        }
    }

    void sealingTwiceNeverGivesTheSameBytes() {
        const QByteArray first = sealFile(m_keys, kName, kPlain, m_random);
        const QByteArray second = sealFile(m_keys, kName, kPlain, m_random);
        QVERIFY(first.right(30) != second.right(30));
        QVERIFY(first.mid(7, 60) != second.mid(7, 60));
    }

    void everyFlippedBitIsRefused() {
        const QByteArray sealed = sealFile(m_keys, kName, kPlain, m_random);
        for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
            const QByteArray code = codeOf(openFile(m_keys, kName, flipped(sealed, bit)));
            // A changed kid, or length of it, names a key that is not there.
            const bool namesAnotherKey = bit / 8 >= 4 && bit / 8 <= 6 && code == "KEY_UNKNOWN";
            QVERIFY2(namesAnotherKey || code == "SEALED_INTEGRITY", qPrintable(QString::number(bit)));
        }
        QVERIFY(openFile(m_keys, kName, sealed));
    }

    void everyOtherLengthIsRefused() {
        const QByteArray sealed = sealFile(m_keys, kName, kPlain, m_random);
        for (qsizetype size = 0; size < sealed.size(); ++size)
            QCOMPARE(codeOf(openFile(m_keys, kName, sealed.left(size))), "SEALED_INTEGRITY");
        for (const char extra : {'\0', 'x'})
            QCOMPARE(codeOf(openFile(m_keys, kName, sealed + extra)), "SEALED_INTEGRITY");
        QCOMPARE(codeOf(openFile(m_keys, kName, sealed + sealed)), "SEALED_INTEGRITY");
        QCOMPARE(codeOf(openFile(m_keys, kName, "HZS1\xff")), "SEALED_INTEGRITY");
    }

    void filesCannotBeExchanged() {
        const QByteArray sealed = sealFile(m_keys, kName, kPlain, m_random);
        for (const QByteArray& name : {QByteArray(), kName + 'x', kName.chopped(1), flipped(kName, 3)})
            QCOMPARE(codeOf(openFile(m_keys, name, sealed)), "SEALED_INTEGRITY");
        // The header of one file with the content of another of the same name, too.
        const QByteArray other = sealFile(m_keys, kName, kPlain, m_random);
        QCOMPARE(codeOf(openFile(m_keys, kName, sealed.left(67) + other.mid(67))), "SEALED_INTEGRITY");
    }

    // What is bound is kid and name apart: moving a character from one to the other is seen.
    void kidAndNameAreBoundApart() {
        const KeyRing keys = ring({{"k", 'a'}, {"ka", 'a'}});
        const SecretBytes dataKey = SecretBytes::random(32, m_random);
        WrappedKey wrapped = wrapKey(dataKey, keys, "ab", m_random);
        QVERIFY(unwrapKey(wrapped, keys, "ab"));
        wrapped.kid = "ka";
        QCOMPARE(codeOf(unwrapKey(wrapped, keys, "b")), "AEAD_OPEN");
        QCOMPARE(codeOf(unwrapKey(wrapped, keys, "ab")), "AEAD_OPEN");
    }

    void wrongAndMissingKeys() {
        const QByteArray sealed = sealFile(m_keys, kName, kPlain, m_random);
        QCOMPARE(codeOf(openFile(ring({{"k1", 'b'}}), kName, sealed)), "SEALED_INTEGRITY");
        QCOMPARE(codeOf(openFile(ring({{"k2", 'a'}}), kName, sealed)), "KEY_UNKNOWN");
        QCOMPARE(codeOf(openFile(KeyRing(), kName, sealed)), "KEY_UNKNOWN");
    }

    void rotationRewrapsAndLeavesTheContent() {
        const QByteArray sealed = sealFile(m_keys, kName, kPlain, m_random);
        const KeyRing both = ring({{"new2", 'b'}, {"k1", 'a'}});
        const auto rewrapped = rewrapFile(both, kName, sealed, m_random);
        QVERIFY(rewrapped);
        QCOMPARE(*kidOfFile(sealed), "k1");
        QCOMPARE(*kidOfFile(*rewrapped), "new2");
        QCOMPARE(rewrapped->mid(4 + 1 + 4 + 60), sealed.mid(4 + 1 + 2 + 60)); // not a byte of the content changed
        const KeyRing onlyNew = ring({{"new2", 'b'}});
        QCOMPARE(*openFile(onlyNew, kName, *rewrapped), kPlain);
        QCOMPARE(*openFile(both, kName, sealed), kPlain); // killed midway: old files still open
        const auto again = rewrapFile(both, kName, *rewrapped, m_random);
        QVERIFY(again); // and running it again does no harm
        QCOMPARE(*openFile(onlyNew, kName, *again), kPlain);
        QCOMPARE(codeOf(openFile(onlyNew, kName, sealed)), "KEY_UNKNOWN");
    }

    void rewrappingRefusesWhatItCannotOpen() {
        const KeyRing both = ring({{"k2", 'b'}, {"k1", 'a'}});
        const QByteArray sealed = sealFile(m_keys, kName, kPlain, m_random);
        QCOMPARE(codeOf(rewrapFile(both, "other", sealed, m_random)), "SEALED_INTEGRITY");
        QCOMPARE(codeOf(rewrapFile(both, kName, flipped(sealed, 8 * 30), m_random)), "SEALED_INTEGRITY");
        QCOMPARE(codeOf(rewrapFile(ring({{"k2", 'b'}}), kName, sealed, m_random)), "KEY_UNKNOWN");
        QCOMPARE(codeOf(rewrapFile(both, kName, "HZS1", m_random)), "SEALED_INTEGRITY");
        QCOMPARE(codeOf(kidOfFile("HZS0")), "SEALED_INTEGRITY");
    }

    void wrappedKeysAsTheVaultKeepsThem() {
        const SecretBytes dataKey = SecretBytes::random(32, m_random);
        const WrappedKey wrapped = wrapKey(dataKey, m_keys, "file", m_random);
        QCOMPARE(wrapped.kid, "k1");
        QCOMPARE(wrapped.nonce.size(), 12);
        QCOMPARE(wrapped.key.size(), 48);
        const auto unwrapped = unwrapKey(wrapped, m_keys, "file");
        QVERIFY(unwrapped);
        QCOMPARE(unwrapped->view(), dataKey.view());
        QCOMPARE(codeOf(unwrapKey(wrapped, m_keys, "another")), "AEAD_OPEN");
        WrappedKey changed = wrapped;
        changed.key.chop(1);
        QCOMPARE(codeOf(unwrapKey(changed, m_keys, "file")), "AEAD_OPEN");
        changed = wrapped;
        changed.nonce += 'x';
        QCOMPARE(codeOf(unwrapKey(changed, m_keys, "file")), "AEAD_OPEN");
        changed = wrapped;
        changed.kid = "k9";
        QCOMPARE(codeOf(unwrapKey(changed, m_keys, "file")), "KEY_UNKNOWN");
    }

    void blobsAreBoundToTheirName() {
        const SecretBytes dataKey = SecretBytes::random(32, m_random);
        const QByteArray blob = sealBlob(dataKey, "file", kPlain, m_random);
        QCOMPARE(blob.size(), 12 + kPlain.size() + 16);
        QCOMPARE(*openBlob(dataKey, "file", blob), kPlain);
        QCOMPARE(codeOf(openBlob(dataKey, "other", blob)), "AEAD_OPEN");
        QCOMPARE(codeOf(openBlob(SecretBytes::random(32, m_random), "file", blob)), "AEAD_OPEN");
        for (qsizetype size = 0; size < blob.size(); ++size)
            QCOMPARE(codeOf(openBlob(dataKey, "file", blob.left(size))), "AEAD_OPEN");
        for (qsizetype bit = 0; bit < blob.size() * 8; ++bit)
            QCOMPARE(codeOf(openBlob(dataKey, "file", flipped(blob, bit))), "AEAD_OPEN");
    }
};

QTEST_APPLESS_MAIN(SealedFileTest)
#include "SealedFileTest.moc"
