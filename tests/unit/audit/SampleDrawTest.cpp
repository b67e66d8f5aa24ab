// The draw is the documented one: values worked out by another program, and no place is favoured.
#include "core/audit/SampleDraw.h"

#include <QSet>
#include <QTest>

using namespace haziri;

class SampleDrawTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void matchesTheDocumentedAlgorithm() {
        crypto::Digest root;
        for (size_t i = 0; i < root.size(); ++i)
            root[i] = std::uint8_t(i);
        QCOMPARE(audit::drawSample(root, 468, 12),
                 QList<qint64>({60, 81, 144, 236, 172, 56, 41, 360, 400, 350, 156, 229}));
        QCOMPARE(audit::drawSample(root, 7, 7), QList<qint64>({2, 0, 6, 5, 4, 1, 3}));
        // So large a list that numbers are passed over.
        QCOMPARE(audit::drawSample(root, (1LL << 62) + 12345, 5),
                 QList<qint64>({2274206297359967447, 2878448668173180835, 2218381538261950870, 2814276535465250755,
                                1537912992224887543}));
        QCOMPARE(audit::drawSample(root, 1, 3), QList<qint64>({0}));
    }
    void nothingFromNothing() {
        QVERIFY(audit::drawSample({}, 0, 5).isEmpty());
        QVERIFY(audit::drawSample({}, -1, 5).isEmpty());
        QVERIFY(audit::drawSample({}, 5, 0).isEmpty());
    }
    void anotherRootDrawsOthers() {
        crypto::Digest root{};
        const auto first = audit::drawSample(root, 1000, 20);
        QCOMPARE(QSet<qint64>(first.begin(), first.end()).size(), 20);
        root[31] ^= 1;
        QVERIFY(audit::drawSample(root, 1000, 20) != first);
    }
    void everyPlaceIsAsLikely() {
        // 4000 roots, 3 of 10 each: 1200 expected per place; chi-square with 9 degrees, 0.001 at 27.9.
        std::array<int, 10> counts{};
        for (int i = 0; i < 4000; ++i)
            for (const qint64 place : audit::drawSample(crypto::sha256(QByteArray::number(i)), 10, 3))
                ++counts[size_t(place)];
        double chi = 0;
        for (const int count : counts)
            chi += (count - 1200.0) * (count - 1200.0) / 1200.0;
        QVERIFY2(chi < 27.9, QByteArray::number(chi));
    }
};

QTEST_GUILESS_MAIN(SampleDrawTest)
#include "SampleDrawTest.moc"
