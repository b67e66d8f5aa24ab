// What the check before the shift says of good and bad cameras.
#include "core/capture/CameraCheck.h"

#include <QPainter>
#include <QtTest>
#include <random>

using namespace haziri;
using namespace haziri::capture;

class CameraCheckTest : public QObject {
    Q_OBJECT
    std::mt19937 m_random{3};

    // A wall with edges, and a sensor's noise.
    QImage view(int grey, int noise, bool edges = true) {
        QImage image(640, 480, QImage::Format_RGB32);
        image.fill(qRgb(grey, grey, grey));
        QPainter painter(&image);
        if (edges)
            for (int x = 0; x < 640; x += 16)
                painter.fillRect(x, 0, 6, 480, QColor(grey / 2, grey / 2, grey / 2));
        painter.end();
        for (int i = 0; noise && i < 40'000; ++i) {
            const int x = int(m_random() % 640), y = int(m_random() % 480);
            const int g = std::clamp(qGray(image.pixel(x, y)) + int(m_random() % unsigned(2 * noise)) - noise, 0, 255);
            image.setPixel(x, y, qRgb(g, g, g));
        }
        return image;
    }
    CameraReport after(const std::function<QImage(int)>& frame, int frames = 30, int stepMs = 40) {
        CameraCheck check;
        qint64 now = 1000;
        for (int i = 0; i < frames; ++i, now += stepMs)
            check.see(frame(i), {now});
        return check.report({now});
    }

  private Q_SLOTS:
    void aGoodCameraIsGood() {
        const CameraReport report = after([this](int) { return view(130, 6); });
        QCOMPARE(report.problems, QList<QByteArray>());
        QVERIFY(std::abs(report.framesPerSecond - 25) < 0.5);
        QVERIFY(report.brightness > 80 && report.brightness < 140);
        QVERIFY(!report.face);
    }
    void eachFaultIsNamed_data() {
        QTest::addColumn<QByteArray>("code");
        for (const char* code : {"CAMERA_SILENT", "CAMERA_DARK", "CAMERA_FROZEN", "CAMERA_SLOW", "LIGHT_LOW",
                                 "LIGHT_HARSH", "PICTURE_SOFT"})
            QTest::newRow(code) << QByteArray(code);
    }
    void eachFaultIsNamed() {
        QFETCH(QByteArray, code);
        const QImage still = view(130, 6);
        CameraReport report;
        if (code == "CAMERA_SILENT") report = after([&](int) { return still; }, 0);
        if (code == "CAMERA_DARK") report = after([this](int) { return view(4, 3); });
        if (code == "CAMERA_FROZEN") report = after([&](int) { return still; });
        if (code == "CAMERA_SLOW") report = after([this](int) { return view(130, 6); }, 15, 200);
        if (code == "LIGHT_LOW") report = after([this](int) { return view(40, 6); });
        if (code == "LIGHT_HARSH") report = after([this](int) { return view(254, 6); });
        if (code == "PICTURE_SOFT") report = after([this](int i) { return view(128 + i % 5, 0, false); });
        QCOMPARE(report.problems, QList<QByteArray>{code});
    }
    void oldPicturesDoNotCount() {
        CameraCheck check;
        for (int i = 0; i < 30; ++i)
            check.see(view(130, 6), {1000 + i * 40});
        check.seeFace({2000});
        QVERIFY(check.report({2200}).face);
        QCOMPARE(check.report({2200}).problems, QList<QByteArray>());
        QVERIFY(!check.report({9000}).face);
        QCOMPARE(check.report({9000}).problems, QList<QByteArray>{"CAMERA_SILENT"});
    }
    void aClockSetBackBeginsAnew() {
        CameraCheck check;
        for (int i = 0; i < 10; ++i)
            check.see(view(130, 6), {900'000 + i * 40});
        for (int i = 0; i < 10; ++i)
            check.see(view(130, 6), {1000 + i * 40});
        QCOMPARE(check.report({1400}).problems, QList<QByteArray>());
    }
};

QTEST_GUILESS_MAIN(CameraCheckTest)
#include "CameraCheckTest.moc"
