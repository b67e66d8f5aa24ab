#include "core/place/Geofence.h"

#include <QtTest>

using namespace haziri::place;

namespace {
GeoPoint point(double lat, double lon) {
    return {qint32(qRound64(lat * 1e7)), qint32(qRound64(lon * 1e7))};
}
} // namespace

class GeofenceTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    // Against closed forms of the sphere: along a meridian and the equator an arc is radius × angle.
    void distances_data() {
        QTest::addColumn<double>("lat1");
        QTest::addColumn<double>("lon1");
        QTest::addColumn<double>("lat2");
        QTest::addColumn<double>("lon2");
        QTest::addColumn<double>("metres");
        const double degree = 6'371'008.8 * 3.14159265358979323846 / 180;
        QTest::newRow("nowhere") << 28.6 << 77.2 << 28.6 << 77.2 << 0.0;
        QTest::newRow("one degree north") << 28.0 << 77.0 << 29.0 << 77.0 << degree;
        QTest::newRow("one degree along the equator") << 0.0 << 10.0 << 0.0 << 11.0 << degree;
        QTest::newRow("over the date line") << 0.0 << 179.5 << 0.0 << -179.5 << degree;
        QTest::newRow("over the pole") << 89.5 << 0.0 << 89.5 << 180.0 << degree;
        QTest::newRow("the other side of the world") << 0.0 << 0.0 << 0.0 << 180.0 << 180 * degree;
        QTest::newRow("one unit") << 0.0 << 0.0 << 1e-7 << 0.0 << degree * 1e-7;
        QTest::newRow("Delhi to Mumbai") << 28.6139 << 77.2090 << 19.0760 << 72.8777 << 1'148'095.0;
    }
    void distances() {
        QFETCH(double, lat1);
        QFETCH(double, lon1);
        QFETCH(double, lat2);
        QFETCH(double, lon2);
        QFETCH(double, metres);
        const double found = distanceMetres(point(lat1, lon1), point(lat2, lon2));
        const double back = distanceMetres(point(lat2, lon2), point(lat1, lon1));
        QVERIFY2(std::abs(found - metres) <= 1e-3 * metres + 1e-4, qPrintable(QString::number(found, 'f', 3)));
        QCOMPARE(found, back);
    }

    void verdicts_data() {
        QTest::addColumn<double>("metresNorth");
        QTest::addColumn<qint64>("accuracyCm");
        QTest::addColumn<int>("verdict");
        const int in = int(FenceVerdict::Inside), near = int(FenceVerdict::Near), out = int(FenceVerdict::Outside);
        QTest::newRow("at the centre") << 0.0 << qint64(500) << in;
        QTest::newRow("just inside") << 149.0 << qint64(500) << in;
        QTest::newRow("outside within the accuracy") << 160.0 << qint64(2000) << near;
        QTest::newRow("outside beyond the accuracy") << 175.0 << qint64(2000) << out;
        QTest::newRow("a claimed inaccuracy does not excuse all") << 40'000.0 << qint64(100'000'000) << out;
        QTest::newRow("but as much as the limit") << 340.0 << qint64(100'000'000) << near;
        QTest::newRow("negative accuracy excuses nothing") << 151.0 << qint64(-5000) << out;
    }
    void verdicts() {
        QFETCH(double, metresNorth);
        QFETCH(qint64, accuracyCm);
        QFETCH(int, verdict);
        const Geofence fence{point(28.5, 77.1), 150};
        const Position position{point(28.5 + metresNorth / 111'195.08, 77.1), accuracyCm, PositionSource::Gnss, {}};
        QCOMPARE(int(fence.judge(position)), verdict);
    }

    void noPositionIsNeitherInNorOut() {
        const Geofence fence{point(0, 0), 1e9};
        QCOMPARE(int(fence.judge({})), int(FenceVerdict::NoPosition));
        QCOMPARE(int(fence.judge({{910'000'000, 0}, 0, PositionSource::Gnss, {}})), int(FenceVerdict::NoPosition));
    }

    void ageIsNeverNegative() {
        const Position position{{}, 0, PositionSource::Gnss, {1000}};
        QCOMPARE(position.ageMs({5000}), 4000);
        QCOMPARE(position.ageMs({500}), 0);
    }
};

QTEST_GUILESS_MAIN(GeofenceTest)
#include "GeofenceTest.moc"
