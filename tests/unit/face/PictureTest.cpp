#include "core/face/Picture.h"

#include <QBuffer>
#include <QPainter>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using namespace haziri::face;

namespace {
QByteArray encoded(const QImage& image, const char* format) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return buffer.data();
}

QImage stripes(QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter(&image).fillRect(0, 0, size.width() / 2, size.height(), Qt::black);
    return image;
}
} // namespace

class PictureTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void readsWhatItWrites() {
        const QImage image = stripes({320, 200});
        const auto read = readPicture(toJpeg(image));
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), QSize(320, 200));
        QVERIFY(qGray(read->pixel(10, 100)) < 30);
        QVERIFY(qGray(read->pixel(310, 100)) > 225);
    }
    void jpegIsScaledDownButNeverUp() {
        QCOMPARE(readPicture(toJpeg(stripes({3000, 1500}), 640))->size(), QSize(640, 320));
        QCOMPARE(readPicture(toJpeg(stripes({100, 50}), 640))->size(), QSize(100, 50));
        QVERIFY(toJpeg(QImage()).isEmpty());
    }
    void contentCountsNotTheName() {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.jpg"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(encoded(stripes({20, 20}), "png"));
        file.close();
        QVERIFY(readPicture(path).has_value());
    }
    void badOnesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray png = encoded(stripes({64, 64}), "png");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("this is no picture");
        QTest::newRow("only the head of a PNG") << png.first(20);
        QTest::newRow("JPEG's first bytes") << QByteArray::fromHex("ffd8ffe0");
        QByteArray huge = png; // claims 100,000 × 100,000 pixels; the header's checksum is then wrong as well
        huge.replace(16, 8, QByteArray::fromHex("000186a0000186a0"));
        QTest::newRow("enormous") << huge;
        QByteArray bmp = encoded(stripes({64, 64}), "bmp"); // no checksum: really 30,000 × 30,000
        bmp.replace(18, 8, QByteArray::fromHex("3075000030750000"));
        QTest::newRow("enormous BMP") << bmp;
    }
    void badOnesAreRefused() {
        QFETCH(QByteArray, bytes);
        const auto read = readPicture(bytes);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, QByteArray("PICTURE_UNREADABLE"));
        QVERIFY(!read.error().message.isEmpty());
    }
    void missingFileIsRefused() {
        const auto read = readPicture(QStringLiteral("/nowhere/a.jpg"));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, QByteArray("PICTURE_UNREADABLE"));
        QVERIFY(read.error().message.contains(QStringLiteral("/nowhere/a.jpg")));
    }
};

QTEST_MAIN(PictureTest)
#include "PictureTest.moc"
