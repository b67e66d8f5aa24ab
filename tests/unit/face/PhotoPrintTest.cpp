// Copies of a photograph are known again, other photographs are not taken for copies.
#include "core/face/PhotoPrint.h"
#include "core/face/Picture.h"
#include "tests/support/Scenes.h"
#include "tests/support/TestPictures.h"

using namespace haziri;
using namespace haziri::face;
using namespace haziri::test;

namespace {

QImage again(const QImage& image, int quality, double cut = 0, bool brighter = false) {
    QImage copy = image.copy(int(image.width() * cut), int(image.height() * cut), int(image.width() * (1 - 2 * cut)),
                             int(image.height() * (1 - 2 * cut)));
    if (brighter) copy = brightened(copy, 1.2);
    auto picture = readPicture(toJpeg(copy, std::max(image.width(), image.height()), quality));
    return picture ? *picture : QImage();
}

int distance(const QImage& a, const QImage& b) {
    const auto left = photoPrint(a), right = photoPrint(b);
    return left && right ? printDistance(*left, *right) : 64;
}

} // namespace

class PhotoPrintTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aCopyIsKnownAgain_data() {
        QTest::addColumn<int>("quality");
        QTest::addColumn<double>("cut");
        QTest::addColumn<bool>("brighter");
        QTest::newRow("compressed again") << 85 << 0.0 << false;
        QTest::newRow("compressed hard") << 30 << 0.0 << false;
        QTest::newRow("cut") << 85 << 0.05 << false;
        QTest::newRow("brighter") << 85 << 0.0 << true;
        QTest::newRow("cut and brighter") << 70 << 0.03 << true;
    }
    void aCopyIsKnownAgain() {
        QFETCH(int, quality);
        QFETCH(double, cut);
        QFETCH(bool, brighter);
        for (int seed = 1; seed <= 3; ++seed) {
            const QImage original = scene(seed);
            const QImage copy = again(original, quality, cut, brighter);
            QVERIFY(distance(original, copy) <= kPrintNear);
            const double there = copyLikeness(original, copy), back = copyLikeness(copy, original);
            QVERIFY2(there >= kCopyLikeness, qPrintable(QString::number(there)));
            QVERIFY2(back >= kCopyLikeness, qPrintable(QString::number(back)));
        }
    }

    void theSameWallWithSomebodyElseIsNoCopy() {
        for (int seed = 1; seed <= 3; ++seed) {
            const QImage one = sceneWithPerson(seed, 10), other = sceneWithPerson(seed, 11);
            QVERIFY(distance(one, other) < 40);
            const double alike = copyLikeness(one, again(other, 85));
            QVERIFY2(alike < kCopyLikeness, qPrintable(QString::number(alike)));
        }
    }

    void otherPicturesAreFarOff() {
        for (int seed = 1; seed <= 6; ++seed)
            QVERIFY(copyLikeness(scene(seed), scene(seed + 20)) < 0.5);
    }

    void plainAndSmallPicturesHaveNoPrint() {
        QImage plain(320, 240, QImage::Format_RGB888);
        plain.fill(Qt::gray);
        QVERIFY(!photoPrint(plain));
        QVERIFY(!photoPrint(scene(1).scaled(60, 40)));
        QVERIFY(!photoPrint(QImage()));
        QCOMPARE(copyLikeness(plain, plain), 0.0);
    }

    void bytesGoBothWays() {
        const auto print = photoPrint(scene(1));
        QVERIFY(print);
        QCOMPARE(*printFromBytes(toBytes(*print)), *print);
        QVERIFY(!printFromBytes(toBytes(*print).chopped(1)));
        QCOMPARE(printDistance(*print, *print), 0);
    }

    /// Different photographs of the same people, one in their place after the other.
    void shotsOfOnePersonAreNoCopies() {
        const QString missing = missingPictures();
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        int pairs = 0;
        for (const QStringList& shots : johns())
            for (qsizetype i = 0; i < 5; ++i) { // neighbours are sometimes the same photograph, twice in the set
                const auto one = readPicture(shots[i]), other = readPicture(shots[i + 5]);
                QVERIFY(one && other);
                QVERIFY2(copyLikeness(*one, *other) < kCopyLikeness, qPrintable(shots[i]));
                ++pairs;
            }
        QCOMPARE(pairs, 25);
    }
    void aPhotographCompressedAgainIsACopy() {
        const QString missing = missingPictures();
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        for (const QStringList& shots : johns()) {
            const auto one = readPicture(shots.first());
            QVERIFY(one);
            QVERIFY(copyLikeness(*one, again(*one, 70)) >= kCopyLikeness);
        }
    }
};

QTEST_GUILESS_MAIN(PhotoPrintTest)
#include "PhotoPrintTest.moc"
