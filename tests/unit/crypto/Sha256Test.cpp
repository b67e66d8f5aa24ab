// SHA-256 against the examples of FIPS 180-4 and against the same data in pieces.
#include "core/crypto/Sha256.h"

#include <QCryptographicHash>
#include <QTest>

using namespace haziri::crypto;

class Sha256Test : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void knownAnswers_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("empty") << QByteArray()
                               << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("one block") << QByteArray("abc")
                                   << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million") << QByteArray(1'000'000, 'a')
                                   << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    void knownAnswers() {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, digest);
        QCOMPARE(toBytes(sha256(message)).toHex(), digest);
    }

    // Every length around the block border, so that padding and buffering are walked through.
    void agreesWithQtAtEveryLength() {
        QByteArray message;
        for (int length = 0; length < 200; ++length) {
            QCOMPARE(toBytes(sha256(message)), QCryptographicHash::hash(message, QCryptographicHash::Sha256));
            message += char(length * 7);
        }
    }

    void partsEqualTheWhole() {
        const QByteArray message = QByteArray("0123456789").repeated(31);
        for (int cut = 0; cut <= message.size(); cut += 13) {
            const QByteArrayView head = QByteArrayView(message).first(cut);
            const QByteArrayView tail = QByteArrayView(message).sliced(cut);
            QCOMPARE(sha256({head, tail}), sha256(message));
            Sha256 pieces;
            pieces.update(head);
            Sha256 moved = std::move(pieces);
            moved.update(tail);
            QCOMPARE(moved.finish(), sha256(message));
        }
    }

    void digestConversions() {
        const Digest digest = sha256(QByteArrayView("abc"));
        QCOMPARE(toDigest(toBytes(digest)), digest);
        QCOMPARE(toBase64Url(digest), QByteArray("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"));
    }
};

QTEST_APPLESS_MAIN(Sha256Test)
#include "Sha256Test.moc"
