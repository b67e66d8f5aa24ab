// Every raw format that cameras give, against the colour it was made from.
#include "core/capture/VideoFrameTap.h"
#include "core/face/YuvImage.h"

#include <QtTest>

using namespace haziri;
using Format = QVideoFrameFormat;

namespace {
// A picture whose left half is one colour and whose right half is another, as BT.601 video levels.
struct Yuv {
    uchar y, u, v;
};
constexpr Yuv kRed{81, 90, 240}, kBlue{41, 240, 110};

void fill(QVideoFrame& frame) {
    const int w = frame.width(), h = frame.height();
    const auto colour = [w](int x) { return x < w / 2 ? kRed : kBlue; };
    const auto format = frame.pixelFormat();
    for (int row = 0; row < h; ++row)
        for (int x = 0; x < w; ++x) {
            const Yuv c = colour(x);
            const auto put = [&](int plane, int line, int at, uchar value) {
                frame.bits(plane)[line * frame.bytesPerLine(plane) + at] = value;
            };
            if (format == Format::Format_YUYV || format == Format::Format_UYVY) {
                const bool chromaFirst = format == Format::Format_UYVY;
                put(0, row, 2 * x + chromaFirst, c.y);
                put(0, row, 2 * x + !chromaFirst, x % 2 ? c.v : c.u);
                continue;
            }
            put(0, row, x, c.y);
            if (format == Format::Format_NV12 || format == Format::Format_NV21) {
                const bool vFirst = format == Format::Format_NV21;
                put(1, row / 2, x / 2 * 2, vFirst ? c.v : c.u);
                put(1, row / 2, x / 2 * 2 + 1, vFirst ? c.u : c.v);
            } else {
                const bool vFirst = format == Format::Format_YV12;
                const int line = row / 2;
                put(1, line, x / 2, vFirst ? c.v : c.u);
                put(2, line, x / 2, vFirst ? c.u : c.v);
            }
        }
}

bool near(QRgb a, QRgb b, int by) {
    return std::abs(qRed(a) - qRed(b)) <= by && std::abs(qGreen(a) - qGreen(b)) <= by &&
           std::abs(qBlue(a) - qBlue(b)) <= by;
}
} // namespace

class VideoFrameTapTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void coloursComeOutRight_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("tolerance");
        QTest::newRow("YUV420P") << int(Format::Format_YUV420P) << 6;
        QTest::newRow("YV12") << int(Format::Format_YV12) << 6;
        QTest::newRow("NV12") << int(Format::Format_NV12) << 6;
        QTest::newRow("NV21") << int(Format::Format_NV21) << 6;
        QTest::newRow("YUYV") << int(Format::Format_YUYV) << 6;
        QTest::newRow("UYVY") << int(Format::Format_UYVY) << 6;
    }
    void coloursComeOutRight() {
        QFETCH(int, format);
        QFETCH(int, tolerance);
        QVideoFrame frame(Format({64, 48}, Format::PixelFormat(format)));
        QVERIFY(frame.map(QVideoFrame::WriteOnly));
        fill(frame);
        frame.unmap();
        const QImage image = capture::imageOf(frame);
        QCOMPARE(image.size(), QSize(64, 48));
        QCOMPARE(image.format(), QImage::Format_BGR888); // not by way of OpenGL
        QVERIFY2(near(image.pixel(10, 24), qRgb(255, 0, 0), tolerance), qPrintable(QColor(image.pixel(10, 24)).name()));
        QVERIFY2(near(image.pixel(54, 24), qRgb(0, 0, 255), tolerance), qPrintable(QColor(image.pixel(54, 24)).name()));
    }

    void turnedPicturesComeOutUpright() {
        QVideoFrame frame(Format({64, 48}, Format::Format_NV12));
        QVERIFY(frame.map(QVideoFrame::WriteOnly));
        fill(frame);
        frame.unmap();
        frame.setRotationAngle(QVideoFrame::Rotation90);
        const QImage image = capture::imageOf(frame);
        QCOMPARE(image.size(), QSize(48, 64));
        QVERIFY(near(image.pixel(24, 10), qRgb(255, 0, 0), 6)); // what was left is now above
        QVERIFY(near(image.pixel(24, 54), qRgb(0, 0, 255), 6));
    }

    // Qt's own buffer for this format is too small for it, so it is asked for directly.
    void planes422ComeOutRight() {
        const QByteArray y(64 * 48, char(76)), u(32 * 48, char(85)), v(32 * 48, char(255)); // red in full range
        const auto plane = [](const QByteArray& bytes, qsizetype stride) {
            return face::YuvPicture::Plane{reinterpret_cast<const uchar*>(bytes.constData()), stride, bytes.size()};
        };
        const auto image = face::toImage({face::YuvLayout::I422, {64, 48}, {plane(y, 64), plane(u, 32), plane(v, 32)}});
        QVERIFY(image.has_value());
        QVERIFY2(near(image->pixel(30, 20), qRgb(255, 0, 0), 6), qPrintable(QColor(image->pixel(30, 20)).name()));
    }

    void shortPlanesAreRefused() {
        const QByteArray bytes(64 * 48 * 2, '\x80');
        const auto* data = reinterpret_cast<const uchar*>(bytes.constData());
        using Picture = face::YuvPicture;
        const auto code = [](const Picture& picture) {
            const auto image = face::toImage(picture);
            return image ? QByteArray() : image.error().code;
        };
        const Picture good{face::YuvLayout::YUYV, {64, 48}, {{{data, 128, bytes.size()}}}};
        QCOMPARE(code(good), QByteArray());
        Picture bad = good;
        bad.planes[0].bytes -= 1;
        QCOMPARE(code(bad), QByteArray("PICTURE_UNREADABLE"));
        bad = good;
        bad.planes[0].stride = 127;
        QCOMPARE(code(bad), QByteArray("PICTURE_UNREADABLE"));
        bad = good;
        bad.planes[0].data = nullptr;
        QCOMPARE(code(bad), QByteArray("PICTURE_UNREADABLE"));
        bad = good;
        bad.size = {63, 48};
        QCOMPARE(code(bad), QByteArray("PICTURE_UNREADABLE"));
        bad = good;
        bad.layout = face::YuvLayout::I420; // its other planes are missing
        QCOMPARE(code(bad), QByteArray("PICTURE_UNREADABLE"));
    }
};

QTEST_MAIN(VideoFrameTapTest)
#include "VideoFrameTapTest.moc"
