// The code of a printed hajri slip read back as a phone would see it: the PDF's page as a picture, turned, small, out
// of focus, leaning, in uneven light and with noise.
#include "core/card/QrCode.h"
#include "ui/office/SlipPainter.h"

#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QtMath>

using namespace haziri;
using namespace haziri::ui;

namespace {

constexpr int kLetters = 2050; // of a mark among millions: twenty-one hashes of a path, and a packet

/// Letters as a slip has them (base45), chosen by a fixed seed.
QByteArray slipText(int letters) {
    const QByteArray alphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:");
    QRandomGenerator random(45);
    QByteArray text("HAZIRI1:");
    while (text.size() < letters)
        text += alphabet[random.bounded(int(alphabet.size()))];
    return text;
}

SlipPainter slipOf(const QByteArray& text) {
    SlipWords words;
    words.worker = QStringLiteral("Sita Hembram");
    words.number = QStringLiteral("0000A5A1");
    words.site = QStringLiteral("Gate A");
    words.when = QStringLiteral("22 Nov 2026 07:44");
    words.direction = QStringLiteral("IN");
    words.status = QStringLiteral("counts");
    words.entry = QStringLiteral("Entry 12,84,304 of the log");
    words.printedBy = QStringLiteral("hema");
    words.text = text;
    return SlipPainter(words, {QStringLiteral("Noto Sans")});
}

/// The page as the printer would put it on paper, 300 dots an inch.
QImage printed(const SlipPainter& slip) {
    const QTemporaryDir folder;
    const QString pdf = folder.filePath(QStringLiteral("slip.pdf"));
    if (!writeSlipPdf(slip, pdf)) return {};
    QProcess process;
    process.start(QStringLiteral("pdftoppm"),
                  {QStringLiteral("-r"), QStringLiteral("300"), QStringLiteral("-gray"), QStringLiteral("-png"),
                   QStringLiteral("-singlefile"), pdf, folder.filePath(QStringLiteral("page"))});
    if (!process.waitForFinished(60'000)) return {};
    return QImage(folder.filePath(QStringLiteral("page.png"))).convertToFormat(QImage::Format_Grayscale8);
}

struct Shot {
    int width = 2600;     ///< the page's, in the photograph's pixels
    qreal turned = 0;     ///< degrees
    qreal leaning = 0;    ///< how much shorter the far edge is
    qreal outOfFocus = 1; ///< pixels that run into one another
    int noise = 0;        ///< grey levels to either side
    qreal shade = 0;      ///< of the light, lost from one corner to the other
};

QImage photographed(const QImage& page, const Shot& shot) {
    const QImage small = page.scaledToWidth(shot.width, Qt::SmoothTransformation);
    const qreal w = small.width(), h = small.height(), lean = w * shot.leaning / 2;
    QTransform transform;
    QTransform::quadToQuad(QPolygonF({{0, 0}, {w, 0}, {w, h}, {0, h}}),
                           QPolygonF({{lean, 0}, {w - lean, 0}, {w, h}, {0, h}}), transform);
    transform *= QTransform().rotate(shot.turned);
    const QRectF bounds = transform.mapRect(QRectF(small.rect()));
    QImage photo((bounds.size() * 1.15).toSize(), QImage::Format_Grayscale8);
    photo.fill(120); // a table
    QPainter painter(&photo);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setTransform(transform * QTransform::fromTranslate(bounds.width() * 0.075 - bounds.left(),
                                                               bounds.height() * 0.075 - bounds.top()));
    painter.drawImage(0, 0, small);
    painter.end();
    if (shot.outOfFocus > 1) {
        const QSize size = photo.size();
        photo = photo.scaled(size / shot.outOfFocus, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                    .scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                    .convertToFormat(QImage::Format_Grayscale8);
    }
    QRandomGenerator random(7);
    for (int y = 0; y < photo.height(); ++y) {
        uchar* line = photo.scanLine(y);
        for (int x = 0; x < photo.width(); ++x) {
            const qreal light = 1 - shot.shade * (qreal(x) / photo.width() + qreal(y) / photo.height()) / 2;
            const int noise = shot.noise > 0 ? random.bounded(-shot.noise, shot.noise + 1) : 0;
            line[x] = uchar(qBound(0, int(line[x] * light) + noise, 255));
        }
    }
    return photo;
}

} // namespace

class SlipPhotoTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("pdftoppm")).isEmpty())
            QSKIP("poppler-utils is not installed: the PDF was not looked at");
        const SlipPainter slip = slipOf(slipText(kLetters));
        QVERIFY(slip.isDrawable());
        m_page = printed(slip);
        QVERIFY(!m_page.isNull());
    }
    void aPhoneReadsIt_data() {
        QTest::addColumn<Shot>("shot");
        QTest::newRow("straight") << Shot{};
        QTest::newRow("from further away") << Shot{.width = 1500};
        QTest::newRow("turned a little") << Shot{.turned = 6};
        QTest::newRow("turned a lot") << Shot{.turned = 38};
        QTest::newRow("upright phone") << Shot{.turned = 90};
        QTest::newRow("upside down") << Shot{.turned = 183};
        QTest::newRow("leaning") << Shot{.leaning = 0.08};
        QTest::newRow("out of focus") << Shot{.outOfFocus = 2};
        QTest::newRow("noise of the evening") << Shot{.noise = 40};
        QTest::newRow("uneven light") << Shot{.shade = 0.7};
        QTest::newRow("all of it") << Shot{2200, 12, 0.05, 1.5, 20, 0.4};
    }
    void aPhoneReadsIt() {
        QFETCH(Shot, shot);
        const auto read = card::readQr(photographed(m_page, shot));
        QVERIFY(read.has_value());
        QCOMPARE(*read, slipText(kLetters));
    }
    void whatIsTornOffIsNotGuessed() {
        QImage torn = m_page;
        QPainter painter(&torn);
        painter.fillRect(QRect(torn.width() * 2 / 3, 0, torn.width() / 3, torn.height()), Qt::white);
        painter.end();
        QVERIFY(!card::readQr(photographed(torn, {})));
    }
    void aLittleDirtIsRepaired() {
        QImage dirty = m_page;
        QPainter painter(&dirty);
        painter.setBrush(Qt::black);
        painter.drawEllipse(QPointF(dirty.width() * 0.72, dirty.height() * 0.5), 26, 26);
        painter.end();
        QCOMPARE(card::readQr(photographed(dirty, {})), std::optional(slipText(kLetters)));
    }
    void aTextThatNoCodeHoldsIsNotDrawn() { QVERIFY(!slipOf(slipText(5000)).isDrawable()); }

  private:
    QImage m_page;
};

QTEST_MAIN(SlipPhotoTest)
#include "SlipPhotoTest.moc"
