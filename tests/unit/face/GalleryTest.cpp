#include "core/face/MatchRule.h"

#include <QtTest>
#include <cmath>
#include <random>
#include <thread>

using namespace haziri;
using namespace haziri::face;

namespace {
WorkerId worker(int n) {
    UuidBytes bytes{};
    bytes[0] = 1, bytes[14] = std::uint8_t(n >> 8), bytes[15] = std::uint8_t(n);
    return WorkerId(bytes);
}

// Unit vectors in the plane: their cosine is that of the angle between them.
Embedding at(double degrees, const QByteArray& model = "m") {
    const double radians = degrees * 3.14159265358979 / 180;
    return {model, {float(std::cos(radians)), float(std::sin(radians))}};
}

double cosine(double degrees) {
    return std::cos(degrees * 3.14159265358979 / 180);
}

bool near(double a, double b) {
    return std::abs(a - b) < 1e-5;
}
} // namespace

class GalleryTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void findsTheNearestAndTheRunnerUp() {
        const Gallery gallery("m", {{worker(1), QStringLiteral("A"), {at(0)}},
                                    {worker(2), QStringLiteral("B"), {at(40)}},
                                    {worker(3), QStringLiteral("C"), {at(90)}}});
        const Match match = gallery.search(at(10));
        QCOMPARE(match.workerId, worker(1));
        QCOMPARE(match.name, QStringLiteral("A"));
        QVERIFY(near(match.score, cosine(10)));
        QVERIFY(near(match.runnerUp, cosine(30)));
        QCOMPARE(match.runnerUpId, worker(2));
    }
    void severalShotsCountAsTheirMean() {
        const Gallery gallery("m", {{worker(1), {}, {at(0), at(60)}}});
        QVERIFY(near(gallery.search(at(30)).score, 1));
    }
    void theSameWorkerTwiceIsNoRunnerUp() {
        const Gallery gallery("m", {{worker(1), {}, {at(0)}}, {worker(1), {}, {at(5)}}, {worker(2), {}, {at(80)}}});
        const Match match = gallery.search(at(2));
        QCOMPARE(match.workerId, worker(1));
        QCOMPARE(match.runnerUpId, worker(2));
    }
    // A template of another length under the model's name fits nobody, and above all takes nobody else out.
    void aTemplateOfAnotherLengthHidesNobody() {
        const Embedding odd{"m", {1.0F}};
        for (int place = 0; place < 3; ++place) {
            std::vector<Enrolled> all{{worker(1), {}, {at(0)}}, {worker(2), {}, {at(90), odd}}};
            all.insert(all.begin() + place, {worker(3), {}, {odd}});
            const Gallery gallery("m", all);
            QCOMPARE(gallery.size(), 2);
            QCOMPARE(gallery.search(at(10)).workerId, worker(1));
            QVERIFY(!gallery.has(worker(3)));
        }
        const Gallery mixed("m", {{worker(1), {}, {odd, at(0)}}, {worker(2), {}, {at(80)}}});
        QVERIFY(near(mixed.search(at(0)).score, 1)); // his good shot counts, whatever stands before it
    }
    void otherModelsAndEmptyGalleriesMatchNobody() {
        const Gallery gallery("m", {{worker(1), {}, {at(0, "other")}}, {worker(2), {}, {}}, {worker(3), {}, {at(50)}}});
        QCOMPARE(gallery.size(), 1);
        QVERIFY(gallery.search(at(50, "other")).workerId.isNull());
        QVERIFY(gallery.search({"m", {1, 0, 0}}).workerId.isNull());
        QVERIFY(Gallery().search(at(0)).workerId.isNull());
        QCOMPARE(MatchRule().judge(Gallery().search(at(0)), 0), Verdict::Unknown);
    }
    // Against a plain loop, at a width and number where vector instructions have odd ends.
    void agreesWithThePlainLoop() {
        std::mt19937 random(3);
        std::normal_distribution<float> normal;
        const auto randomFace = [&] {
            Embedding e{"m", std::vector<float>(515)};
            for (float& v : e.values)
                v = normal(random);
            normalise(e.values);
            return e;
        };
        std::vector<Enrolled> workers;
        for (int i = 0; i < 333; ++i)
            workers.push_back({worker(i + 1), {}, {randomFace()}});
        const Gallery gallery("m", workers);
        for (int round = 0; round < 20; ++round) {
            const Embedding probe = randomFace();
            std::vector<std::pair<float, WorkerId>> all;
            for (const Enrolled& w : workers)
                all.emplace_back(similarity(w.templates[0], probe), w.workerId);
            std::sort(all.rbegin(), all.rend());
            const Match match = gallery.search(probe);
            QCOMPARE(match.workerId, all[0].second);
            QCOMPARE(match.runnerUpId, all[1].second);
            QVERIFY(near(match.score, all[0].first));
            QVERIFY(near(match.runnerUp, all[1].first));
        }
    }

    void theRule_data() {
        QTest::addColumn<float>("score");
        QTest::addColumn<float>("runnerUp");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("verdict");
        const int yes = int(Verdict::Recognised), both = int(Verdict::Ambiguous), no = int(Verdict::Unknown);
        QTest::newRow("clear") << 0.80F << 0.20F << 50 << yes;
        QTest::newRow("just enough") << 0.50F << 0.40F << 50 << yes;
        QTest::newRow("not quite") << 0.499F << 0.10F << 50 << no;
        QTest::newRow("twins") << 0.80F << 0.75F << 50 << both;
        QTest::newRow("enough among many?") << 0.52F << 0.10F << 1001 << no;
        QTest::newRow("enough among a thousand") << 0.52F << 0.10F << 1000 << yes;
        QTest::newRow("clear among many") << 0.56F << 0.40F << 5000 << yes;
        QTest::newRow("alone") << 0.60F << -1.0F << 1 << yes;
        QTest::newRow("no number") << std::nanf("") << 0.1F << 50 << no;
    }
    void theRule() {
        QFETCH(float, score);
        QFETCH(float, runnerUp);
        QFETCH(int, size);
        QFETCH(int, verdict);
        Match match;
        match.workerId = worker(1);
        match.score = score;
        match.runnerUp = runnerUp;
        QCOMPARE(int(MatchRule().judge(match, size)), verdict);
    }

    // One thread replaces galleries while another searches: every answer belongs to one whole gallery.
    void replacingWhileSearching() {
        GallerySlot slot;
        QVERIFY(slot.snapshot()->search(at(0)).workerId.isNull());
        std::atomic<bool> go = true;
        std::thread writer([&] {
            for (int i = 0; i < 2000; ++i)
                slot.replace(Gallery("m", {{worker(1 + i % 2), QString::number(1 + i % 2), {at(i % 2 ? 60 : 0)}}}));
            go = false;
        });
        int seen = 0;
        bool whole = true;
        while (go || seen == 0) {
            const auto gallery = slot.snapshot();
            const Match match = gallery->search(at(0));
            if (match.workerId.isNull()) continue;
            ++seen;
            whole = whole && match.workerId == worker(match.name.toInt()) &&
                    near(match.score, match.name == QStringLiteral("1") ? 1 : cosine(60));
        }
        writer.join();
        QVERIFY(whole);
    }
};

QTEST_GUILESS_MAIN(GalleryTest)
#include "GalleryTest.moc"
