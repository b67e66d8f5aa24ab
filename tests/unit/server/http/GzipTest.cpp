#include "server/http/Gzip.h"

#include <QTest>
#include <zlib.h>

using namespace haziri;
using haziri::http::inflateGzip;

namespace {

QByteArray gzip(const QByteArray& plain) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(plain.size()))) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace

class GzipTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void inflates() {
        for (const qsizetype size : {0, 1, 1000, 65536, 200000}) {
            const QByteArray plain(size, 'h');
            const auto back = inflateGzip(gzip(plain), 200000);
            QVERIFY(back.has_value());
            QCOMPARE(*back, plain);
        }
    }

    void stopsABomb() {
        const QByteArray bomb = gzip(QByteArray(64 * 1024 * 1024, '\0'));
        QVERIFY(bomb.size() < 100 * 1024);
        const auto refused = inflateGzip(bomb, 2 * 1024 * 1024);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("TOO_LARGE"));
    }

    void theLimitIsExact() {
        const QByteArray packed = gzip(QByteArray(1001, 'x'));
        QVERIFY(inflateGzip(packed, 1001).has_value());
        QCOMPARE(inflateGzip(packed, 1000).error().code, QByteArray("TOO_LARGE"));
    }

    void refusesDamage() {
        const QByteArray good = gzip("a body that is long enough to be cut anywhere");
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
