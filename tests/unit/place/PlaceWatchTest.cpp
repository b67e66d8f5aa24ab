// Which place a mark carries: fresh before old, sharp before coarse, and never younger than it is.
#include "core/place/PlaceWatch.h"
#include "tests/support/ManualClock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using namespace haziri::place;

namespace {

constexpr qint64 kMinute = 60'000;
const GeoPoint kSite{285'000'000, 772'000'000};
const Geofence kFence{kSite, 300};

QByteArray sentence(const QByteArray& body) {
    quint8 sum = 0;
    for (const char c : body)
        sum ^= quint8(c);
    return "$" + body + "*" + QByteArray::number(sum, 16).rightJustified(2, '0').toUpper() + "\r\n";
}

Position at(GeoPoint point, PositionSource source, qint64 accuracyCm, UnixMillis when) {
    return {point, accuracyCm, source, when};
}

} // namespace

class PlaceWatchTest : public QObject {
    Q_OBJECT
    const UnixMillis m_now{1'760'000'000'000};
    Position gnss(qint64 ageMs) const {
        return at({285'001'000, 772'000'000}, PositionSource::Gnss, 450, {m_now.value - ageMs});
    }
    Position network(qint64 ageMs, qint64 accuracyCm, qint32 northE7 = 0) const {
        return at({kSite.latE7 + northE7, kSite.lonE7}, PositionSource::Network, accuracyCm, {m_now.value - ageMs});
    }
    Position declared() const { return at(kSite, PositionSource::Declared, 30'000, m_now); }
    PositionSource chosen(const Position& fix, const Position& net) const {
        return bestPlace({fix, net, declared()}, kFence, m_now).source;
    }

  private Q_SLOTS:
    void initTestCase() { qunsetenv("QT_QTESTLIB_RUNNING"); } // else Qt leaves its plugins out

    void theBestEvidenceCounts() {
        QCOMPARE(chosen(gnss(1000), network(1000, 3000)), PositionSource::Gnss);
        QCOMPARE(chosen(gnss(3 * kMinute), network(1000, 3000)), PositionSource::Network);
        QCOMPARE(chosen(gnss(3 * kMinute), {}), PositionSource::Gnss); // with its age
        QCOMPARE(chosen(gnss(31 * kMinute), {}), PositionSource::Declared);
        QCOMPARE(chosen({}, network(11 * kMinute, 3000)), PositionSource::Declared);
        QCOMPARE(bestPlace({{}, {}, {}}, kFence, m_now).source, PositionSource::None);
    }

    // A town's width around the site knows less than what was declared; the same width around another town is a word.
    void aCoarsePlaceCountsOnlyWhereItContradicts() {
        QCOMPARE(chosen({}, network(1000, 500'000)), PositionSource::Declared);
        QCOMPARE(chosen({}, network(1000, 500'000, 2'000'000)), PositionSource::Network); // 22 km north
    }

    void anOldFixKeepsItsAgeEvenWhereTheClockIsSetBack() {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("walk.nmea"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int second = 0; second < 3; ++second)
            file.write(sentence("GPRMC,06300" + QByteArray::number(second) +
                                ".00,A,2830.0000,N,07712.0000,E,0.0,0.0,221126,,,A"));
        file.close();
        test::ManualClock clock(m_now.value);
        PlaceWatch watch(clock);
        watch.setSite(kFence);
        QCOMPARE(watch.current().source, PositionSource::Declared);
        QSignalSpy changed(&watch, &PlaceWatch::changed);
        watch.ask({path, false});
        QVERIFY(QTest::qWaitFor([&] { return watch.current().source == PositionSource::Gnss; }, 10'000));
        QVERIFY(!watch.isSearching());
        QCOMPARE(watch.verdict(), FenceVerdict::Inside);
        watch.ask({QString(), false});
        QCOMPARE(watch.current().source, PositionSource::Declared); // nothing lingers of a source that was left

        watch.ask({path, false});
        QVERIFY(QTest::qWaitFor([&] { return watch.current().source == PositionSource::Gnss; }, 10'000));
        QTest::qWait(2500); // the recording ends
        clock.advance(5 * kMinute);
        clock.setWall(m_now.value - 86'400'000);
        QCOMPARE(watch.current().source, PositionSource::Gnss);
        QCOMPARE(watch.current().ageMs(clock.now()), 5 * kMinute);
        clock.advance(26 * kMinute);
        QCOMPARE(watch.current().source, PositionSource::Declared);
    }

    void aReceiverThatIsNotThereIsSaidOnce() {
        test::ManualClock clock(m_now.value);
        PlaceWatch watch(clock);
        watch.setSite(kFence);
        watch.ask({QStringLiteral("serial:/dev/nowhere"), false});
        QCOMPARE(watch.problem(), QByteArray("GNSS_UNREADABLE"));
        QVERIFY(!watch.isSearching());
        QCOMPARE(watch.current().source, PositionSource::Declared);
    }
};

QTEST_GUILESS_MAIN(PlaceWatchTest)
#include "PlaceWatchTest.moc"
