// A head that turns moves its nose across its face; paper that is moved does not.
#include "core/face/HeadTurn.h"
#include "tests/support/HeadModel.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::face;
using test::Pose;

class HeadTurnTest : public QObject {
    Q_OBJECT
    static double across(const Landmarks& landmarks) { return noseAcross(fivePoints(landmarks)).value_or(99); }
  private Q_SLOTS:
    void theUnits() {
        FivePoints points{QPointF(10, 10), QPointF(30, 10), QPointF(20, 20), QPointF(12, 30), QPointF(28, 30)};
        QCOMPARE(noseAcross(points), 0.0);
        points[2] = {30, 20};
        QCOMPARE(noseAcross(points), 1.0);
        points[2] = {10, 15};
        QCOMPARE(noseAcross(points), -1.0);
    }

    void shiftSizeRotationAndShearChangeNothing() {
        const FivePoints points{QPointF(10, 10), QPointF(30, 11), QPointF(23, 20), QPointF(12, 30), QPointF(28, 31)};
        const double before = *noseAcross(points);
        QTransform transform;
        transform.translate(70, -20).rotate(33).scale(2.5, 1.4).shear(0.4, 0);
        FivePoints moved;
        for (size_t i = 0; i < points.size(); ++i)
            moved[i] = transform.map(points[i]);
        QVERIFY(std::abs(*noseAcross(moved) - before) < 1e-9);
    }

    void aRealTurnIsMeasuredToItsSide() {
        QVERIFY(std::abs(across(test::head({}))) < 1e-9);
        double before = -2;
        for (int yaw = -50; yaw <= 50; yaw += 5) { // the more, the farther, without a step back
            const double now = across(test::head({.yaw = double(yaw)}));
            QVERIFY2(now > before, qPrintable(QString::number(yaw)));
            before = now;
        }
        QVERIFY(across(test::head({.yaw = 40})) >= 0.65);
        QVERIFY(across(test::head({.yaw = -40})) <= -0.65);
        QVERIFY(std::abs(across(test::head({.yaw = 12}))) < 0.3); // swaying is no turn
    }

    static double paperAtMost(double bend, int tilt, double nearest) {
        double most = 0;
        for (int yaw = -tilt; yaw <= tilt; yaw += 15)
            for (int pitch = -40; pitch <= 40; pitch += 20)
                for (int roll = -40; roll <= 40; roll += 20)
                    for (const double away : {nearest, 800.}) {
                        const Pose pose{double(yaw), double(pitch), double(roll), double(yaw), double(pitch), away};
                        most = std::max(most, std::abs(across(test::print(pose, bend))));
                    }
        return most;
    }
    // Bent like a quarter of a barrel and held to the lens aslant, paper does move its "nose": that is said in the
    // documents, not hidden.
    void paperStaysBelow() {
        QVERIFY(paperAtMost(0, 60, 250) < 0.15);    // flat, however it is held
        QVERIFY(paperAtMost(0.002, 45, 400) < 0.2); // bent to a radius of 25 cm
        QVERIFY(paperAtMost(0.004, 45, 400) < 0.3); // 12.5 cm
        QVERIFY(paperAtMost(0.004, 60, 250) > 0.5);
        qInfo("flat %.2f, bent to 25 cm %.2f, to 12.5 cm %.2f, the same close to the lens and aslant %.2f",
              paperAtMost(0, 60, 250), paperAtMost(0.002, 45, 400), paperAtMost(0.004, 45, 400),
              paperAtMost(0.004, 60, 250));
    }

    void whatIsNoFaceHasNoPlace() {
        QVERIFY(!noseAcross(fivePoints(Landmarks{})));
        const FivePoints inALine{QPointF(0, 0), QPointF(10, 0), QPointF(5, 0), QPointF(2, 0), QPointF(8, 0)};
        QVERIFY(!noseAcross(inALine));
        FivePoints wild = inALine;
        wild[0] = {std::nan(""), 0};
        QVERIFY(!noseAcross(wild));
    }
};

QTEST_APPLESS_MAIN(HeadTurnTest)
#include "HeadTurnTest.moc"
