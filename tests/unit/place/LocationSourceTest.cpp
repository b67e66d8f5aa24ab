#include "core/place/DeclaredLocation.h"
#include "core/place/NmeaLocation.h"
#include "core/place/PlatformLocation.h"
#include "core/place/PositionInfo.h"
#include "tests/support/ManualClock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using namespace haziri::place;

namespace {
QByteArray sentence(const QByteArray& body) {
    quint8 sum = 0;
    for (const char c : body)
        sum ^= quint8(c);
    return "$" + body + "*" + QByteArray::number(sum, 16).rightJustified(2, '0').toUpper() + "\r\n";
}
} // namespace

class LocationSourceTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    // Qt Positioning leaves its real plugins out where it believes that Qt itself is being tested.
    void initTestCase() { qunsetenv("QT_QTESTLIB_RUNNING"); }

    void declaredIsAlwaysOfNow() {
        test::ManualClock clock;
        const DeclaredLocation location({285'000'000, 771'000'000}, 5000, clock);
        clock.advance(60'000);
        const Position position = location.current();
        QCOMPARE(position.point, (GeoPoint{285'000'000, 771'000'000}));
        QCOMPARE(position.source, PositionSource::Declared);
        QCOMPARE(position.accuracyCm, 5000);
        QCOMPARE(position.ageMs(clock.now()), 0);
    }

    // A recording of a receiver: 28°30.000' N, 77°06.000' E with HDOP 0.9; a sentence with a wrong checksum is passed
    // over.
    void aReceiversRecordingIsRead() {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("walk.nmea"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int second = 0; second < 3; ++second) {
            const QByteArray time = "06300" + QByteArray::number(second) + ".00";
            file.write(sentence("GPGGA," + time + ",2830.0000,N,07706.0000,E,1,08,0.9,215.0,M,-35.0,M,,"));
            file.write(sentence("GPRMC," + time + ",A,2830.0000,N,07706.0000,E,0.0,0.0,221126,,,A"));
        }
        file.write("$GPGGA,063005.00,1000.0000,N,01000.0000,E,1,08,0.9,215.0,M,-35.0,M,,*00\r\n");
        file.close();

        test::ManualClock clock;
        NmeaLocation location(path, clock);
        QCOMPARE(location.current().source, PositionSource::None);
        QSignalSpy changed(&location, &LocationSource::changed);
        location.start();
        QVERIFY(changed.wait(10'000));
        const Position position = location.current();
        QCOMPARE(position.source, PositionSource::Gnss);
        QCOMPARE(position.point, (GeoPoint{285'000'000, 771'000'000}));
        QCOMPARE(position.at, clock.now());
        QVERIFY2(position.accuracyCm == 450, // 0.9 × 5 m
                 qPrintable(QString::number(position.accuracyCm)));
        location.stop();
    }

    // Whatever a receiver claims of its accuracy, what travels is a number of the protocol: above nought, exact.
    void anImpossibleAccuracyIsBounded() {
        QGeoPositionInfo info(QGeoCoordinate(28.5, 77.1), QDateTime::currentDateTimeUtc());
        const auto said = [&](qreal metres) {
            info.setAttribute(QGeoPositionInfo::HorizontalAccuracy, metres);
            return positionFrom(info, PositionSource::Gnss, 1000, {1})->accuracyCm;
        };
        QCOMPARE(said(4.5), 450);
        QCOMPARE(said(0.001), 1);
        QCOMPARE(said(1e300), 2'004'000'000); // half around the earth: anywhere
        QCOMPARE(said(9.3e16), 2'004'000'000);
        QCOMPARE(said(-3), 1000);
        QCOMPARE(said(qInf()), 1000);
        QCOMPARE(said(qQNaN()), 1000);
    }

    void aMissingReceiverIsSaid_data() {
        QTest::addColumn<QString>("source");
        QTest::newRow("file") << QStringLiteral("/nowhere/walk.nmea");
        QTest::newRow("serial") << QStringLiteral("serial:/dev/nowhere");
    }
    void aMissingReceiverIsSaid() {
        QFETCH(QString, source);
        test::ManualClock clock;
        NmeaLocation location(source, clock);
        QSignalSpy failed(&location, &LocationSource::failed);
        location.start();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<haziri::Error>().code, QByteArray("GNSS_UNREADABLE"));
        QCOMPARE(location.current().source, PositionSource::None);
    }

    // No location service runs in a test: whatever this machine has, starting must not claim a position.
    void thePlatformWithoutServiceHasNoPosition() {
        test::ManualClock clock;
        PlatformLocation location(clock);
        location.start();
        QCOMPARE(location.current().source, PositionSource::None);
        location.stop();
    }
};

QTEST_GUILESS_MAIN(LocationSourceTest)
#include "LocationSourceTest.moc"
