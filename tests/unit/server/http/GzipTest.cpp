#include "server/http/Gzip.h"
#include "tests/support/Gzipped.h"

#include <QTest>

using namespace haziri;
using haziri::http::inflateGzip;
using haziri::test::gzipped;

class GzipTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void inflates() {
        for (const qsizetype size : {0, 1, 1000, 65536, 200000}) {
            const QByteArray plain(size, 'h');
            const auto back = inflateGzip(gzipped(plain), 200000);
            QVERIFY(back.has_value());
            QCOMPARE(*back, plain);
        }
    }

    void stopsABomb() {
        const QByteArray bomb = gzipped(QByteArray(64 * 1024 * 1024, '\0'));
        QVERIFY(bomb.size() < 100 * 1024);
        const auto refused = inflateGzip(bomb, 2 * 1024 * 1024);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("TOO_LARGE"));
    }

    void membersFollowEachOther() {
        const QByteArray two = gzipped("one, ") + gzipped("two");
        QCOMPARE(inflateGzip(two, 8).value(), QByteArray("one, two"));
        QCOMPARE(inflateGzip(two, 7).error().code, QByteArray("TOO_LARGE"));
        for (qsizetype cut = gzipped("one, ").size() + 1; cut < two.size(); ++cut)
            QCOMPARE(inflateGzip(two.left(cut), 1000).error().code, QByteArray("MALFORMED"));
        QCOMPARE(inflateGzip(two + '\0', 1000).error().code, QByteArray("MALFORMED"));
    }

    void theLimitIsExact() {
        const QByteArray packed = gzipped(QByteArray(1001, 'x'));
        QVERIFY(inflateGzip(packed, 1001).has_value());
        QCOMPARE(inflateGzip(packed, 1000).error().code, QByteArray("TOO_LARGE"));
    }

    void refusesDamage() {
        const QByteArray good = gzipped("a body that is long enough to be cut anywhere");
        for (qsizetype cut = 0; cut < good.size(); ++cut)
            QCOMPARE(inflateGzip(good.left(cut), 1000).error().code, QByteArray("MALFORMED"));
        QCOMPARE(inflateGzip(good + "x", 1000).error().code, QByteArray("MALFORMED"));
        QByteArray flipped = good;
        flipped[good.size() - 6] = char(flipped[good.size() - 6] ^ 1); // the checksum
        QCOMPARE(inflateGzip(flipped, 1000).error().code, QByteArray("MALFORMED"));
        QCOMPARE(inflateGzip("plain text", 1000).error().code, QByteArray("MALFORMED"));
    }
};

QTEST_APPLESS_MAIN(GzipTest)
#include "GzipTest.moc"
