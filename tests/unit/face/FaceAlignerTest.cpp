#include "core/face/FaceAligner.h"

#include <QtTest>
#include <random>

using namespace haziri::face;

namespace {
QPointF apply(const cv::Matx23d& m, QPointF p) {
    return {m(0, 0) * p.x() + m(0, 1) * p.y() + m(0, 2), m(1, 0) * p.x() + m(1, 1) * p.y() + m(1, 2)};
}

double squaredError(const cv::Matx23d& m, const FivePoints& from, const FivePoints& to) {
    double sum = 0;
    for (size_t i = 0; i < from.size(); ++i) {
        const QPointF d = apply(m, from[i]) - to[i];
        sum += QPointF::dotProduct(d, d);
    }
    return sum;
}
} // namespace

class FaceAlignerTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void recoversAnySimilarityExactly() {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> angle(-3.1, 3.1), scale(0.2, 5), shift(-500, 500);
        for (int round = 0; round < 200; ++round) {
            const double t = angle(random), s = scale(random), c = s * std::cos(t), n = s * std::sin(t);
            const cv::Matx23d truth(c, -n, shift(random), n, c, shift(random));
            FivePoints to;
            for (size_t i = 0; i < to.size(); ++i)
                to[i] = apply(truth, alignmentTemplate()[i]);
            bool ok = false;
            const cv::Matx23d found = similarityTransform(alignmentTemplate(), to, &ok);
            QVERIFY(ok);
            for (int i = 0; i < 6; ++i)
                QVERIFY(std::abs(found.val[i] - truth.val[i]) < 1e-8 * (1 + std::abs(truth.val[i])));
        }
    }

    // With noise there is no exact answer: no small change of the four parameters may be better than the one found.
    void isTheLeastSquaresAnswer() {
        std::mt19937 random(11);
        std::normal_distribution<double> noise(0, 6);
        for (int round = 0; round < 50; ++round) {
            FivePoints from = alignmentTemplate();
            for (QPointF& p : from)
                p = QPointF(p.x() * 2 + noise(random), p.y() * 2 + noise(random));
            const cv::Matx23d best = similarityTransform(from, alignmentTemplate());
            const double least = squaredError(best, from, alignmentTemplate());
            for (const auto& [da, db, dx, dy] : {std::array{1e-3, 0., 0., 0.},
                                                 {-1e-3, 0., 0., 0.},
                                                 {0., 1e-3, 0., 0.},
                                                 {0., -1e-3, 0., 0.},
                                                 {0., 0., .05, 0.},
                                                 {0., 0., 0., -.05}}) {
                const cv::Matx23d other(best(0, 0) + da, best(0, 1) - db, best(0, 2) + dx, best(1, 0) + db,
                                        best(1, 1) + da, best(1, 2) + dy);
                QVERIFY(squaredError(other, from, alignmentTemplate()) > least);
            }
        }
    }

    void neverMirrors() {
        FivePoints mirrored = alignmentTemplate();
        for (QPointF& p : mirrored)
            p.setX(112 - p.x());
        const cv::Matx23d m = similarityTransform(mirrored, alignmentTemplate());
        QVERIFY(m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0) > 0);
    }

    void degeneratePointsAreAnError() {
        FivePoints same;
        same.fill(QPointF(10, 10));
        bool ok = true;
        similarityTransform(same, alignmentTemplate(), &ok);
        QVERIFY(!ok);
        const auto aligned = align(cv::Mat(100, 100, CV_8UC3, cv::Scalar::all(0)), same);
        QVERIFY(!aligned.has_value());
        QCOMPARE(aligned.error().code, QByteArray("VISION_FAILED"));
        FivePoints broken = alignmentTemplate();
        broken[0].setX(qQNaN());
        QVERIFY(!align(cv::Mat(100, 100, CV_8UC3, cv::Scalar::all(0)), broken).has_value());
        QVERIFY(!align(cv::Mat(), alignmentTemplate()).has_value());
    }

    // Bright dots at the five places of a large, turned face land on the template's places, also where it is shrunk
    // first.
    void dotsLandOnTheTemplate_data() {
        QTest::addColumn<double>("scale");
        QTest::newRow("as large") << 1.0;
        QTest::newRow("four times") << 4.0;
        QTest::newRow("smaller") << 0.7;
    }
    void dotsLandOnTheTemplate() {
        QFETCH(double, scale);
        const double c = scale * std::cos(0.3), s = scale * std::sin(0.3);
        const cv::Matx23d placed(c, -s, 300, s, c, 200);
        for (size_t dot = 0; dot < 5; ++dot) {
            cv::Mat picture(900, 1000, CV_8UC3, cv::Scalar::all(0));
            FivePoints points;
            for (size_t i = 0; i < 5; ++i)
                points[i] = apply(placed, alignmentTemplate()[i]);
            const int r = int(std::max(1.0, scale * 2));
            picture(cv::Rect(qRound(points[dot].x()) - r, qRound(points[dot].y()) - r, 2 * r + 1, 2 * r + 1))
                .setTo(255);
            const auto aligned = align(picture, points);
            QVERIFY(aligned.has_value());
            QCOMPARE(aligned->size(), cv::Size(112, 112));
            double weight = 0, x = 0, y = 0;
            for (int row = 0; row < 112; ++row)
                for (int column = 0; column < 112; ++column) {
                    const double v = aligned->at<cv::Vec3b>(row, column)[0];
                    weight += v, x += v * column, y += v * row;
                }
            QVERIFY(weight > 0);
            QVERIFY2(std::hypot(x / weight - alignmentTemplate()[dot].x(), y / weight - alignmentTemplate()[dot].y()) <
                         1.0,
                     qPrintable(QStringLiteral("dot %1: %2 %3").arg(dot).arg(x / weight).arg(y / weight)));
        }
    }
};

QTEST_GUILESS_MAIN(FaceAlignerTest)
#include "FaceAlignerTest.moc"
