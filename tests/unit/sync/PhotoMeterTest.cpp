// Photos on a line that costs: so many megabytes a day, over restarts and midnight; marks always go.
#include "core/sync/PhotoMeter.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using sync::PhotoBudget;
using sync::PhotoMeter;

namespace {

constexpr qint64 kDayMs = 86'400'000;

struct Site : test::LaptopBench {
    bool metered = true;
    std::unique_ptr<PhotoMeter> meter;
    Site() { fresh(); }
    /// As after a restart of the program.
    void fresh() {
        reopen();
        meter = std::make_unique<PhotoMeter>(profile->outbox(), server.clock, [this] { return metered; });
        startEngine();
        engine->setPhotoMeter(meter.get());
    }
    qint64 photosWaiting() { return profile->outbox().summary()->photosWaiting; }
};

QByteArray photoOf(int bytes, char letter) {
    return QByteArray(bytes, letter);
}

} // namespace

class PhotoMeterTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aBudgetIsKeptAndRead() {
        Site site;
        QCOMPARE(site.meter->budget(), PhotoBudget{});
        QVERIFY(site.meter->setBudget({5'000'000, true}));
        site.fresh();
        QCOMPARE(site.meter->budget(), (PhotoBudget{5'000'000, true}));
        QCOMPARE(PhotoBudget::fromText("nonsense"), PhotoBudget{});
        QCOMPARE(PhotoBudget::fromText(R"({"bytesPerDay":-1,"always":true})"), PhotoBudget{});
    }

    void photosStopAtTheBudgetAndMarksDoNot() {
        Site site;
        QVERIFY(site.meter->setBudget({100'000, false}));
        for (int i = 0; i < 6; ++i)
            site.mark(photoOf(30'000, char('a' + i)));
        auto run = site.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.accepted, 6);   // all marks
        QCOMPARE(run.photosSent, 3); // 3 times 32,000 of 100,000
        QVERIFY(run.photosOverBudget);
        QCOMPARE(site.photosWaiting(), 3);
        QCOMPARE(*site.meter->left(), 4'000);

        site.fresh(); // a restart begins no new day
        QCOMPARE(site.run().photosSent, 0);
        site.mark();
        QCOMPARE(site.run().accepted, 1);

        site.server.clock.advance(kDayMs);
        run = site.run();
        QCOMPARE(run.photosSent, 3);
        QVERIFY(!run.photosOverBudget);
        QCOMPARE(site.photosWaiting(), 0);
    }

    void aLineThatCostsNothingHasNoBudgetUnlessItWasSaid() {
        Site site;
        site.metered = false;
        QVERIFY(site.meter->setBudget({50'000, false}));
        for (int i = 0; i < 4; ++i)
            site.mark(photoOf(30'000, char('a' + i)));
        QVERIFY(!site.meter->left());
        QCOMPARE(site.run().photosSent, 4);
        // What went free of charge counts too once the line costs: the day's figure says what was sent.
        QCOMPARE(site.meter->spentToday(), 4 * 32'000);
        QVERIFY(site.meter->setBudget({50'000, true}));
        QCOMPARE(*site.meter->left(), 0);
    }

    void aPhotoLargerThanTheBudgetGoesFirstOfADay() {
        Site site;
        QVERIFY(site.meter->setBudget({10'000, true}));
        site.mark(photoOf(30'000, 'a'));
        site.mark(photoOf(30'000, 'b'));
        QCOMPARE(site.run().photosSent, 1);
        site.server.clock.advance(kDayMs);
        QCOMPARE(site.run().photosSent, 1);
        QCOMPARE(site.photosWaiting(), 0);
    }

    // A photo costs also where the line loses the answer; what the server says it has is not sent, nor paid, again.
    void whatALineLostIsCounted() {
        Site site;
        QVERIFY(site.meter->setBudget({200'000, true}));
        site.mark(photoOf(30'000, 'a'));
        qint64 sent = 0;
        bool isLost = true;
        site.line.twist = [&](const sync::HttpRequest& request, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
            if (!request.path.startsWith("/api/v5/vault/") || request.body.isEmpty()) return answer;
            sent += request.body.size() + sync::PhotoMeter::kOverheadBytes;
            if (std::exchange(isLost, false)) return fail("OFFLINE", QString());
            return answer;
        };
        QCOMPARE(site.run().code, QByteArray("OFFLINE"));
        QCOMPARE(sent, 32'000);
        QCOMPARE(site.meter->spentToday(), sent);
        QCOMPARE(site.run().code, QByteArray());
        QCOMPARE(site.photosWaiting(), 0);
        QCOMPARE(sent, 32'000);
        QCOMPARE(site.meter->spentToday(), sent);
    }

    void theDayIsTheSitesOwn() {
        Site site;
        QVERIFY(site.meter->setBudget({40'000, true}));
        // 18:29 UTC is 23:59 in India.
        const qint64 evening = (site.server.clock.now().value / kDayMs) * kDayMs + (18 * 60 + 29) * 60'000LL;
        site.server.clock.wall = evening;
        QVERIFY(site.meter->spend(30'000));
        QCOMPARE(site.meter->spentToday(), 32'000);
        site.server.clock.wall = evening + 2 * 60'000;
        QCOMPARE(site.meter->spentToday(), 0);
    }
};

QTEST_GUILESS_MAIN(PhotoMeterTest)
#include "PhotoMeterTest.moc"
