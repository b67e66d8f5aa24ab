#include "core/face/Embedding.h"

#include <QtTest>
#include <cmath>
#include <limits>

using namespace haziri::face;

class EmbeddingTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void wireFormIsLittleEndianFloat32() {
        const Embedding one{"m", {1.0F, 0.0F}};
        QCOMPARE(one.toBytes().toHex(), QByteArray("0000803f00000000"));
    }

    void readingNormalisesAndKeepsTheDirection() {
        const auto read = Embedding::fromBytes("m", Embedding{"m", {3.0F, -4.0F}}.toBytes());
        QVERIFY(read.has_value());
        QCOMPARE(read->model, QByteArray("m"));
        QVERIFY(std::abs(read->values[0] - 0.6F) < 1e-6F);
        QVERIFY(std::abs(read->values[1] + 0.8F) < 1e-6F);
    }

    void badTemplatesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        const auto of = [](std::vector<float> values) { return Embedding{"m", std::move(values)}.toBytes(); };
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << of({1, 2}).chopped(1);
        QTest::newRow("zero") << of({0, 0, 0});
        QTest::newRow("nan") << of({1, std::numeric_limits<float>::quiet_NaN()});
        QTest::newRow("infinite") << of({1, std::numeric_limits<float>::infinity()});
        QTest::newRow("overflow of the length") << QByteArray(4 * 4097, '\x01');
    }
    void badTemplatesAreRefused() {
        QFETCH(QByteArray, bytes);
        const auto read = Embedding::fromBytes("m", bytes);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, QByteArray("TEMPLATE_INVALID"));
    }

    void modelsNeverMeet() {
        const Embedding a{"m/1", {1, 0}}, b{"m/2", {1, 0}}, c{"m/1", {1, 0, 0}}, none;
        QCOMPARE(similarity(a, a), 1.0F);
        QCOMPARE(similarity(a, b), -1.0F);
        QCOMPARE(similarity(a, c), -1.0F);
        QCOMPARE(similarity(none, none), -1.0F);
    }

    void meanIsNormalisedAndLeavesOthersOut() {
        const std::vector<Embedding> shots{{"m", {1, 0}}, {"m", {0, 1}}, {"other", {-1, 0}}, {"m", {1, 0, 0}}};
        const Embedding mean = meanOf(shots);
        QVERIFY(std::abs(mean.values[0] - std::sqrt(0.5F)) < 1e-6F);
        QVERIFY(std::abs(mean.values[1] - std::sqrt(0.5F)) < 1e-6F);
        QVERIFY(meanOf({}).isEmpty());
        const std::vector<Embedding> opposite{{"m", {1, 0}}, {"m", {-1, 0}}};
        QVERIFY(meanOf(opposite).isEmpty()); // no direction is nobody's face
    }
};

QTEST_GUILESS_MAIN(EmbeddingTest)
#include "EmbeddingTest.moc"
