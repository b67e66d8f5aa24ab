// The arithmetic of the benches, on embeddings whose likeness is known.
#include "tests/bench/face/Verification.h"
#include "tests/bench/face/Identification.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

using namespace haziri;
using namespace haziri::bench;

class VerificationTest : public QObject {
    Q_OBJECT

    /// Everybody on an axis of his own, the second picture turned away from it so that both are `likeness` alike.
    static FaceSet made(int people, int pictures, float likeness = 0.8F) {
        FaceSet set;
        set.layout.root = QStringLiteral("/set");
        for (int person = 0; person < people; ++person) {
            const QString name = QStringLiteral("P%1").arg(person);
            set.people.append(name);
            for (int i = 0; i < pictures; ++i) {
                Picture picture;
                picture.person = person;
                picture.path = QStringLiteral("/set/%1/%1_%2.jpg").arg(name).arg(i + 1, 4, 10, QChar(u'0'));
                picture.readable = true;
                picture.faces = 1;
                picture.embedding.model = "test/1";
                picture.embedding.values.assign(512, 0.0F);
                picture.embedding.values[size_t(person)] = i == 0 ? 1 : likeness;
                if (i > 0)
                    picture.embedding.values[size_t(200 + person + 100 * (i % 2))] = std::sqrt(1 - likeness * likeness);
                set.pictures.push_back(picture);
            }
        }
        return set;
    }
    static QJsonObject pairs(const FaceSet& set, const QByteArray& list) {
        const QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("pairs.txt")));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(list);
        file.close();
        return verifyPairs(set, file.fileName());
    }

  private Q_SLOTS:
    void everybodyIsToldApart() {
        const QJsonObject figures = verify(made(60, 2), 1'000'000, 1, {});
        QCOMPARE(figures[QStringLiteral("genuinePairs")].toInt(), 60);
        QCOMPARE(figures[QStringLiteral("impostorPairs")].toInt(), 60 * 59 * 2);
        QCOMPARE(figures[QStringLiteral("tar")].toArray().at(1)[QStringLiteral("tar")].toDouble(), 1.0);
    }
    void pairsThatNobodyCouldTellApartCost() {
        const QJsonObject figures = verify(made(60, 2, 0.0F), 1'000'000, 1, {});
        QCOMPARE(figures[QStringLiteral("tar")].toArray().at(1)[QStringLiteral("tar")].toDouble(), 0.0);
    }
    void onePictureAPersonSaysHalf() {
        const QJsonObject figures = verify(made(60, 1), 1'000'000, 1, {});
        QCOMPARE(figures[QStringLiteral("genuinePairs")].toInt(), 0);
        QVERIFY(!figures.contains(QStringLiteral("tar")));
        const QJsonArray one = identify(made(60, 1), {.shots = 1, .frames = 1});
        QVERIFY(!one.isEmpty());
        QCOMPARE(one.first()[QStringLiteral("size")].toInt(), 30);
        QCOMPARE(one.first()[QStringLiteral("strangersAccepted")].toDouble(), 0.0);
        QVERIFY(one.first()[QStringLiteral("strangers")].toInt() > 0);
        QVERIFY(identify(made(60, 1), {.shots = 3, .frames = 3}).isEmpty());
    }
    void onePersonAlone() {
        QVERIFY(!verify(made(1, 3), 1'000'000, 1, {}).contains(QStringLiteral("tar")));
        QVERIFY(identify(made(1, 1), {.shots = 1, .frames = 1}).isEmpty());
    }
    void rankOne() {
        const QJsonArray figures = identify(made(60, 2), {.shots = 1, .frames = 1});
        QCOMPARE(figures.first()[QStringLiteral("size")].toInt(), 50);
        QCOMPARE(figures.first()[QStringLiteral("rank1")].toDouble(), 1.0);
        QCOMPARE(figures.first()[QStringLiteral("wrongName")].toDouble(), 0.0);
    }

    void listsOfPairs_data() {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<int>("missing");
        QTest::newRow("lfw") << QByteArray("1\t2\nP0\t1\t2\nP1\t1\t2\nP0\t1\tP1\t1\nP2\t2\tP3\t1\n") << 0;
        QTest::newRow("lfw of one half") << QByteArray("2\nP0\t1\t2\nP1\t1\t2\nP0\t1\tP1\t1\nP2\t2\tP3\t1\n") << 0;
        QTest::newRow("paths and one or nought")
            << QByteArray("P0/P0_0001.jpg P0/P0_0002.jpg 1\nP1/P1_0001.jpg P1/P1_0002.jpg 1\n"
                          "x/P0/P0_0001.jpg P1/P1_0001.jpg 0\nP2_0002.jpg P3_0001.jpg 0\n")
            << 0;
        QTest::newRow("the word first, commas") << QByteArray("same,P0_0001,P0_0002\nsame,P1_0001.jpg,P1_0002.jpg\n"
                                                              "different,P0_0001,P1_0001\ndifferent,P2_0002,P3_0001\n")
                                                << 0;
        QTest::newRow("a picture is missing") << QByteArray("P0_0001.jpg,P0_0002.jpg,1\nP1_0001.jpg,P1_0002.jpg,1\n"
                                                            "P0_0001.jpg,P1_0001.jpg,0\nP0_0001.jpg,gone.jpg,0\n")
                                              << 1;
    }
    void listsOfPairs() {
        QFETCH(QByteArray, list);
        QFETCH(int, missing);
        const QJsonObject figures = pairs(made(10, 2), list);
        QCOMPARE(figures[QStringLiteral("pairs")].toInt(), 4);
        QCOMPARE(figures[QStringLiteral("missing")].toInt(), missing);
        QCOMPARE(figures[QStringLiteral("accuracy")].toDouble(), 1.0);
    }
    void aListThatNamesNoPair() {
        QVERIFY(pairs(made(3, 2), "hello\nthere is nothing here at all\n").isEmpty());
        QVERIFY(verifyPairs(made(3, 2), QStringLiteral("/nowhere")).isEmpty());
    }
    void manyPairsWithoutFoldsMakeTen() {
        QByteArray list;
        for (int i = 0; i < 60; ++i)
            list += QStringLiteral("P%1_0001.jpg P%1_0002.jpg 1\nP%1_0001.jpg P%2_0002.jpg 0\n")
                        .arg(i)
                        .arg((i + 1) % 60)
                        .toUtf8();
        const QJsonObject figures = pairs(made(60, 2), list);
        QCOMPARE(figures[QStringLiteral("pairs")].toInt(), 120);
        QCOMPARE(figures[QStringLiteral("accuracy")].toDouble(), 1.0);
        QCOMPARE(figures[QStringLiteral("spread")].toDouble(), 0.0);
    }
};

QTEST_GUILESS_MAIN(VerificationTest)
#include "VerificationTest.moc"
