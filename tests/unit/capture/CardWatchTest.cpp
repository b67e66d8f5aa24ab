// A card held before the camera counts once, and after an undo once more when it comes back.
#include "core/capture/CardWatch.h"
#include "core/card/QrCode.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::capture;

class CardWatchTest : public QObject {
    Q_OBJECT
    const QImage m_card = card::drawQr("haziri-card:somebody", 4);
    const QImage m_other = card::drawQr("haziri-card:another", 4);

    /// How often a card counted that was held up from `from` to `to`.
    static int held(CardWatch& watch, const QImage& image, qint64 from, qint64 to) {
        int counted = 0;
        for (qint64 at = from; at <= to; at += 200)
            counted += watch.see(image, {at}).has_value();
        return counted;
    }

  private Q_SLOTS:
    void onceForAsLongAsItIsHeldUpAndForAWhileAfter() {
        CardWatch watch(20'000);
        QCOMPARE(held(watch, m_card, 0, 30'000), 1);
        QCOMPARE(held(watch, m_card, 40'000, 45'000), 0);
        QCOMPARE(held(watch, m_other, 46'000, 47'000), 1);
        QCOMPARE(held(watch, m_card, 66'000, 67'000), 1);
    }
    void whatWasTakenBackCountsAnewWhenItComesBack() {
        CardWatch watch(20'000);
        QCOMPARE(held(watch, m_card, 0, 2'000), 1);
        watch.forget();
        QCOMPARE(held(watch, m_card, 2'200, 8'000), 0); // it is held up still
        QCOMPARE(held(watch, m_card, 10'000, 12'000), 1);
        QCOMPARE(held(watch, m_card, 14'000, 16'000), 0); // and that was not taken back
    }
    void codesThatAreNoCardsAreNobodysBusiness() {
        CardWatch watch(20'000);
        QCOMPARE(held(watch, card::drawQr("https://example.org", 4), 0, 1'000), 0);
        QCOMPARE(held(watch, QImage(), 2'000, 3'000), 0);
    }
};

QTEST_GUILESS_MAIN(CardWatchTest)
#include "CardWatchTest.moc"
