// A covered camera is noticed after a while, and a lit one at once.
#include "core/capture/DarkWatch.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace haziri;
using capture::DarkWatch;

namespace {

QImage noisy(int most) {
    QImage image(640, 480, QImage::Format_RGB32);
    QRandomGenerator random(7);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const int grey = int(random.bounded(most));
            image.setPixel(x, y, qRgb(grey, grey, grey));
        }
    return image;
}

} // namespace

class DarkWatchTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void blackIsWhatACoveredSensorShows() {
        QVERIFY(DarkWatch::isBlack(noisy(20)));
        QVERIFY(!DarkWatch::isBlack(noisy(90)));
        QImage lamp = noisy(20);
        for (int y = 40; y < 160; ++y)
            for (int x = 500; x < 620; ++x)
                lamp.setPixel(x, y, qRgb(240, 240, 200));
        QVERIFY(!DarkWatch::isBlack(lamp)); // dark, but not covered
        QVERIFY(!DarkWatch::isBlack(QImage()));
    }

    void saidOnceAndTakenBackOnce() {
        DarkWatch watch;
        const QImage black = noisy(10), lit = noisy(200);
        QCOMPARE(watch.see(black, {1000}), std::nullopt);
        QCOMPARE(watch.see(black, {2900}), std::nullopt);
        QCOMPARE(watch.see(black, {3000}), std::optional(true));
        QCOMPARE(watch.see(black, {9000}), std::nullopt);
        QCOMPARE(watch.see(lit, {9100}), std::optional(false));
        QCOMPARE(watch.see(lit, {9200}), std::nullopt);
        // A short blink of black is nothing; neither is a clock that was set back.
        QCOMPARE(watch.see(black, {9300}), std::nullopt);
        QCOMPARE(watch.see(lit, {9400}), std::nullopt);
        QCOMPARE(watch.see(black, {9500}), std::nullopt);
        QCOMPARE(watch.see(black, {100}), std::nullopt);
        QCOMPARE(watch.see(black, {2000}), std::nullopt);
        QCOMPARE(watch.see(black, {2100}), std::optional(true));
    }
};

QTEST_GUILESS_MAIN(DarkWatchTest)
#include "DarkWatchTest.moc"
