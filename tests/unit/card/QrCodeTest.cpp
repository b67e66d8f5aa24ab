// A code that was drawn is read back from a picture of it: small, turned, tilted, in a webcam's noise; and nothing is
// read where there is nothing.
#include "core/card/QrCode.h"

#include <QPainter>
#include <QtTest>
#include <random>

using namespace haziri;

class QrCodeTest : public QObject {
    Q_OBJECT
    const QByteArray m_text = "haziri-card:01935210-0000-7000-8000-000000000001:AbCdEfGh:0123456789a";

    QImage held(double turn, double side, int noise) const {
        QImage view(640, 480, QImage::Format_RGB32);
        view.fill(QColor(140, 130, 120));
        QPainter painter(&view);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.translate(300, 230);
        painter.rotate(turn);
        painter.drawImage(QRectF(-side / 2, -side / 2, side, side), card::drawQr(m_text, 6));
        painter.end();
        std::mt19937 random(5);
        for (int y = 0; noise && y < view.height(); ++y)
            for (int x = 0; x < view.width(); ++x) {
                const int grey =
                    std::clamp(qGray(view.pixel(x, y)) + int(random() % unsigned(2 * noise)) - noise, 0, 255);
                view.setPixel(x, y, qRgb(grey, grey, grey));
            }
        return view;
    }
  private Q_SLOTS:
    void readsWhatItDrew_data() {
        QTest::addColumn<double>("turn");
        QTest::addColumn<double>("side");
        QTest::addColumn<int>("noise");
        QTest::newRow("large") << 0. << 400. << 0;
        QTest::newRow("at arm's length") << 0. << 140. << 0;
        QTest::newRow("held askew") << 17. << 220. << 0;
        QTest::newRow("on its head") << 180. << 220. << 0;
        QTest::newRow("on its side, noisy") << 95. << 220. << 25;
    }
    void readsWhatItDrew() {
        QFETCH(double, turn);
        QFETCH(double, side);
        QFETCH(int, noise);
        const auto read = card::readQr(held(turn, side, noise));
        QVERIFY(read.has_value());
        QCOMPARE(*read, m_text);
    }
    void nothingWhereThereIsNothing() {
        QVERIFY(!card::readQr({}));
        QImage grey(640, 480, QImage::Format_RGB32);
        grey.fill(Qt::gray);
        QVERIFY(!card::readQr(grey));
        QImage half = held(0, 400, 0);
        QPainter(&half).fillRect(100, 0, 200, 480, Qt::gray);
        QVERIFY(!card::readQr(half));
    }
    void lettersOfTheAlphanumericKindTakeLessRoom() {
        QVERIFY(card::qrModules(QByteArray(400, 'A')).width() < card::qrModules(QByteArray(400, 'a')).width());
        QVERIFY(!card::qrModules(QByteArray(4000, 'A')).isNull()); // with less correction
        QCOMPARE(card::readQr(card::drawQr(QByteArray(1500, 'A'), 3)), std::optional(QByteArray(1500, 'A')));
        QCOMPARE(card::drawQr("A", 3).width(), 3 * (card::qrModules("A").width() + 8));
    }
    void whatDoesNotFitIsNotDrawn() {
        QVERIFY(card::drawQr(QByteArray(5000, 'x')).isNull());
        QVERIFY(card::drawQr({}).isNull());
    }
};

QTEST_APPLESS_MAIN(QrCodeTest)
#include "QrCodeTest.moc"
