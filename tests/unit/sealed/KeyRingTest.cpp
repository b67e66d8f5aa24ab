// The list of key-encryption keys, as it comes from the environment.
#include "core/sealed/SealedFile.h"

#include <QTest>

using namespace haziri::sealed;

namespace {
const QByteArray kA = QByteArray(32, 'a').toBase64();
const QByteArray kB = QByteArray(32, '\xfb').toBase64(); // holds + and /
} // namespace

class KeyRingTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theFirstIsCurrent() {
        const auto ring = KeyRing::parse("k2:" + kB + ",k1:" + kA);
        QVERIFY(ring);
        QCOMPARE(ring->currentKid(), "k2");
        QVERIFY(ring->find("k2") && ring->find("k1"));
        QCOMPARE(ring->find("k2")->view(), QByteArray(32, '\xfb'));
        QCOMPARE(ring->find("k1")->view(), QByteArray(32, 'a'));
        QVERIFY(!ring->find("k3"));
        QVERIFY(!ring->find(""));
    }

    void whiteSpaceAndPaddingDoNotMatter() {
        const auto ring = KeyRing::parse(" k1 : " + kA.chopped(1) + " ,\tk2:" + kB + "\n");
        QVERIFY(ring);
        QCOMPARE(ring->currentKid(), "k1");
        QCOMPARE(ring->find("k1")->view(), QByteArray(32, 'a'));
    }

    void badListsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const QByteArray& text, const char* says) {
            QTest::newRow(name) << text << QString::fromLatin1(says);
        };
        row("empty", "", "key 1");
        row("no colon", kA, "kid:base64");
        row("no id", ":" + kA, "id");
        row("bad id", "k/1:" + kA, "id");
        row("long id", QByteArray(65, 'k') + ":" + kA, "id");
        row("twice", "k1:" + kA + ",k1:" + kB, "key 2");
        row("no key", "k1:", "32 bytes");
        row("short", "k1:" + QByteArray(31, 'a').toBase64(), "32 bytes");
        row("long", "k1:" + QByteArray(33, 'a').toBase64(), "32 bytes");
        row("no base64", "k1:" + QByteArray(43, '!') + "=", "32 bytes");
        row("comma at the end", "k1:" + kA + ",", "key 2");
        row("second bad", "k1:" + kA + ",k2:x", "key 2");
        row("NUL", "k1:" + kA + QByteArray(1, '\0'), "32 bytes");
    }

    void badListsAreRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QString, names);
        const auto ring = KeyRing::parse(text);
        QVERIFY(!ring);
        QCOMPARE(ring.error().code, "KEYS_INVALID");
        QVERIFY2(ring.error().message.contains(names), qPrintable(ring.error().message));
        QVERIFY(!ring.error().message.contains(QLatin1Char('\n')));
        QVERIFY(!ring.error().message.contains(QString::fromLatin1(kA.left(8)))); // no part of a key in a log
    }

    void theCallersTextStays() {
        const QByteArray text = "k1:" + kA;
        const QByteArray twin(text.constData(), text.size());
        QVERIFY(KeyRing::parse(text));
        QCOMPARE(text, twin);
    }
};

QTEST_APPLESS_MAIN(KeyRingTest)
#include "KeyRingTest.moc"
