// A photograph that was used before is known again at the gate, in whatever form it comes back.
#include "core/muster/PhotoMemory.h"
#include "core/face/Picture.h"
#include "tests/support/FakeClock.h"
#include "tests/support/Scenes.h"
#include "tests/support/SeededRandom.h"

#include <QtTest>
#include <map>

using namespace haziri;
using namespace haziri::muster;

class PhotoMemoryTest : public QObject {
    Q_OBJECT
    static constexpr qint64 kMinute = 60'000, kDay = 86'400'000;
    test::FakeClock m_clock;
    test::SeededRandom m_random;
    const WorkerId m_ravi = WorkerId::generate(m_clock, m_random), m_sita = WorkerId::generate(m_clock, m_random);
    PhotoMemory m_memory;
    std::map<FileId, QByteArray> m_kept;

    FileId add(const QImage& picture, const WorkerId& worker, qint64 at) {
        const FileId file = FileId::generate(m_clock, m_random);
        m_kept[file] = face::toJpeg(picture);
        m_memory.add({PhotoTrace::of(m_kept[file]), file, worker, {at}});
        return file;
    }
    std::optional<FileId> original(const QImage& picture, const WorkerId& worker, qint64 at, int quality = 85) {
        const QByteArray jpeg = face::toJpeg(picture, 640, quality);
        const auto found = m_memory.originalOf(jpeg, PhotoTrace::of(jpeg), worker, {at}, [this](const FileId& file) {
            return m_kept.contains(file) ? QImage::fromData(m_kept[file]) : QImage();
        });
        return found ? std::optional(found->fileId) : std::nullopt;
    }

  private Q_SLOTS:
    void init() {
        m_memory = {};
        m_kept.clear();
    }

    void aTraceSurvivesItsText() {
        for (const QByteArray& jpeg : {face::toJpeg(test::scene(1)), QByteArray("no picture")}) {
            const PhotoTrace trace = PhotoTrace::of(jpeg);
            const auto back = PhotoTrace::fromText(trace.toText());
            QVERIFY(back && back->sha256 == trace.sha256 && back->print == trace.print);
        }
        QVERIFY(!PhotoTrace::of("no picture").print);
        for (const QByteArray& bad : {QByteArray(), QByteArray("?"), QByteArray("AAAA")})
            QVERIFY(!PhotoTrace::fromText(bad));
    }

    void copiesAreKnownAgain_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("the same") << 0;
        QTest::newRow("compressed again") << 1;
        QTest::newRow("cut") << 2;
        QTest::newRow("brighter") << 3;
        QTest::newRow("mirrored") << 4;
    }
    void copiesAreKnownAgain() {
        QFETCH(int, how);
        const QImage picture = test::sceneWithPerson(3, 1);
        for (int other = 0; other < 6; ++other) // a day's other marks before the same wall
            add(test::sceneWithPerson(3, 20 + other), m_sita, other * 10 * kMinute);
        const FileId first = add(picture, m_ravi, kDay);
        const QImage shown[] = {picture, picture, picture.copy(20, 15, 600, 450), test::brightened(picture, 1.2),
                                picture.mirrored(true, false)};
        QCOMPARE(original(shown[how], m_sita, 2 * kDay, how == 1 ? 40 : 85), std::optional(first));
    }

    void otherPicturesAreNone() {
        add(test::sceneWithPerson(3, 1), m_ravi, 0);
        QVERIFY(!original(test::sceneWithPerson(3, 2), m_sita, kMinute)); // somebody else before the same wall
        QVERIFY(!original(test::scene(4), m_sita, kMinute));
    }

    void theSameMomentOfTheSamePersonIsNoReuse() {
        const QImage picture = test::scene(5);
        add(picture, m_ravi, 0);
        QVERIFY(original(picture, m_ravi, 1));                                   // the same bytes: from a file
        QVERIFY(!original(picture, m_ravi, PhotoMemory::kSameMomentMs - 1, 40)); // saved anew
        QVERIFY(original(picture, m_ravi, PhotoMemory::kSameMomentMs, 40));
        QVERIFY(original(picture, m_sita, 1)); // under another name at any time
        QVERIFY(!original(picture, m_sita, PhotoMemory::kKeepMs));
    }

    void withoutTheEarlierPictureOnlyTheSameBytesTell() {
        const QImage picture = test::scene(6);
        add(picture, m_ravi, 0);
        m_kept.clear(); // sent, and removed a week later
        QVERIFY(original(picture, m_sita, kDay));
        QVERIFY(!original(picture, m_sita, kDay, 40));
    }

    void whatIsTooManyIsForgottenOldestFirst() {
        PhotoTrace trace;
        for (qsizetype n = 0; n < PhotoMemory::kMost + 10; ++n) {
            trace.sha256[0] = std::uint8_t(n), trace.sha256[1] = std::uint8_t(n >> 8);
            m_memory.add({trace, FileId(), m_ravi, {n}});
        }
        QCOMPARE(m_memory.size(), PhotoMemory::kMost);
        trace.sha256[0] = trace.sha256[1] = 0;
        QVERIFY(!m_memory.originalOf({}, trace, m_sita, {PhotoMemory::kMost}, {}));
        trace.sha256[0] = 10;
        QVERIFY(m_memory.originalOf({}, trace, m_sita, {PhotoMemory::kMost}, {}));
    }
};

QTEST_GUILESS_MAIN(PhotoMemoryTest)
#include "PhotoMemoryTest.moc"
