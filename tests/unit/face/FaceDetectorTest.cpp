// Decoding of what the detector's network says; the network itself is in FaceEngineTest.
#include "core/face/FaceDetector.h"
#include "core/face/LivenessJudge.h"

#include <QtTest>
#include <limits>

using namespace haziri::face;

namespace {
struct Row {
    float score, x1, y1, x2, y2;
};

std::vector<FaceBox> decode(const std::vector<Row>& rows) {
    cv::Mat scores(int(rows.size()), 2, CV_32F), boxes(int(rows.size()), 4, CV_32F);
    for (int i = 0; i < int(rows.size()); ++i) {
        const Row& r = rows[size_t(i)];
        scores.at<float>(i, 0) = 1 - r.score;
        scores.at<float>(i, 1) = r.score;
        const float values[] = {r.x1, r.y1, r.x2, r.y2};
        std::copy(std::begin(values), std::end(values), boxes.ptr<float>(i));
    }
    return decodeDetections(scores, boxes, {320, 240}, {});
}
} // namespace

class FaceDetectorTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void boxesAreScaledToTheCanvas() {
        const auto faces = decode({{0.9F, 0.25F, 0.5F, 0.5F, 0.75F}});
        QCOMPARE(faces.size(), 1U);
        QCOMPARE(faces[0].box, QRectF(80, 120, 80, 60));
        QCOMPARE(faces[0].score, 0.9F);
    }
    void weakOnesAreLeftOut() {
        QVERIFY(decode({{0.64F, 0.1F, 0.1F, 0.3F, 0.3F}}).empty());
        QCOMPARE(decode({{0.66F, 0.1F, 0.1F, 0.3F, 0.3F}}).size(), 1U);
    }
    void theBestOfOverlappingBoxesStays() {
        const auto faces = decode({{0.8F, 0.10F, 0.10F, 0.40F, 0.40F},
                                   {0.95F, 0.11F, 0.10F, 0.41F, 0.40F},
                                   {0.7F, 0.60F, 0.60F, 0.80F, 0.80F}});
        QCOMPARE(faces.size(), 2U);
        QCOMPARE(faces[0].score, 0.95F);
        QCOMPARE(faces[1].score, 0.7F);
    }
    void neighboursThatTouchAreTwo() {
        QCOMPARE(decode({{0.9F, 0.1F, 0.1F, 0.3F, 0.4F}, {0.9F, 0.28F, 0.1F, 0.5F, 0.4F}}).size(), 2U);
    }
    void nonsenseIsDropped() {
        const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
        QVERIFY(decode({{nan, 0.1F, 0.1F, 0.3F, 0.3F},
                        {5.0F, 0.1F, 0.1F, 0.3F, 0.3F},
                        {0.9F, nan, 0.1F, 0.3F, 0.3F},
                        {0.9F, 0.1F, 0.1F, inf, 0.3F},
                        {0.9F, 0.3F, 0.3F, 0.1F, 0.1F},
                        {0.9F, 0.3F, 0.3F, 0.3F, 0.5F}})
                    .empty());
        QVERIFY(decode({}).empty());
    }
    void garbageIsNoModel() {
        for (const QByteArray& bytes : {QByteArray(), QByteArray("not onnx"), QByteArray(5000, '\0')}) {
            const auto detector = FaceDetector::load(bytes);
            QVERIFY(!detector.has_value());
            QCOMPARE(detector.error().code, QByteArray("MODEL_UNREADABLE"));
            QVERIFY(detector.error().message.contains(QStringLiteral("detect")));
        }
    }

    void livenessCropsStayInside_data() {
        QTest::addColumn<QRectF>("box");
        QTest::addColumn<cv::Rect>("crop");
        QTest::newRow("room on all sides") << QRectF(300, 200, 40, 50) << cv::Rect(270, 175, 100, 100);
        QTest::newRow("at the left edge") << QRectF(0, 200, 40, 50) << cv::Rect(0, 175, 100, 100);
        QTest::newRow("over the corner") << QRectF(630, 470, 40, 50) << cv::Rect(540, 380, 100, 100);
        QTest::newRow("too large: shrunk, not padded") << QRectF(200, 100, 300, 300) << cv::Rect(110, 0, 480, 480);
    }
    void livenessCropsStayInside() {
        QFETCH(QRectF, box);
        QFETCH(cv::Rect, crop);
        const cv::Rect found = livenessCrop(box, 2.0, {640, 480});
        QVERIFY2(
            found == crop,
            qPrintable(QStringLiteral("%1 %2 %3 %4").arg(found.x).arg(found.y).arg(found.width).arg(found.height)));
    }
    void livenessOfNothingIsNoCrop() {
        QVERIFY(livenessCrop(QRectF(), 2, {640, 480}).empty());
        QVERIFY(livenessCrop(QRectF(1, 1, 9, 9), 2, {}).empty());
    }
};

QTEST_GUILESS_MAIN(FaceDetectorTest)
#include "FaceDetectorTest.moc"
