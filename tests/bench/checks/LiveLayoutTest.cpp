// Which pictures show living people and which prints and screens, by the folders' names.
#include "tests/bench/face/LiveLayout.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri::bench;

class LiveLayoutTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

    void put(const QString& root, const QStringList& paths) const {
        for (const QString& path : paths) {
            const QString whole = m_dir.filePath(root + u'/' + path);
            QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
            QFile file(whole);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
    }

  private Q_SLOTS:
    void eitherIsTold_data() {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<int>("live");
        QTest::addColumn<int>("spoof");
        const auto list = [](const char* files) { return QString::fromUtf8(files).split(u'|'); };
        QTest::newRow("plain") << list("live/a/1.jpg|live/a/2.jpg|live/b/1.jpg|spoof/c/1.jpg|spoof/loose.jpg") << 2
                               << 2;
        QTest::newRow("client and imposter")
            << list("ClientRaw/0001/1.jpg|ImposterRaw/0001/1.jpg|ImposterRaw/0002/1.jpg") << 1 << 2;
        QTest::newRow("in parts") << list("train/real/p1/1.png|test/attack/print/p1/1.png|test/attack/replay/p1/1.png")
                                  << 1 << 2;
        QTest::newRow("below people") << list("100/live/1.png|100/live/2.png|100/spoof/3.png") << 2 << 1;
        QTest::newRow("the nearest word counts") << list("spoof_set/live/a/1.jpg|spoof_set/fake/a/1.jpg") << 1 << 1;
    }
    void eitherIsTold() {
        QFETCH(QStringList, files);
        QFETCH(int, live);
        QFETCH(int, spoof);
        const QString root = QString::fromUtf8(QTest::currentDataTag());
        put(root, files);
        const LiveLayout layout = liveLayoutOf(m_dir.filePath(root));
        QCOMPARE(layout.live.size(), live);
        QCOMPARE(layout.spoof.size(), spoof);
        QCOMPARE(layout.unsaid, 0);
    }
    void framesStandInTheOrderOfTheirNumbers() {
        put(QStringLiteral("order"), {QStringLiteral("live/a/frame10.jpg"), QStringLiteral("live/a/frame9.jpg")});
        const LiveLayout layout = liveLayoutOf(m_dir.filePath(QStringLiteral("order")));
        QVERIFY(layout.live.first().pictures.first().endsWith(QStringLiteral("frame9.jpg")));
    }
    void whatIsLeftOutIsSaid() {
        put(QStringLiteral("other"),
            {QStringLiteral("people/1.jpg"), QStringLiteral("live/a.mov"), QStringLiteral("live/notes.txt"),
             QStringLiteral("unreal/2.jpg"), QStringLiteral("delivery/3.jpg")});
        const LiveLayout layout = liveLayoutOf(m_dir.filePath(QStringLiteral("other")));
        QVERIFY(layout.live.isEmpty() && layout.spoof.isEmpty());
        QCOMPARE(layout.unsaid, 3);
        QCOMPARE(layout.videos, 1);
        QCOMPARE(layout.others, 1);
        QVERIFY(layout.words.contains(QStringLiteral("3 pictures lie in folders that say neither")));
        QVERIFY(layout.words.contains(QStringLiteral("1 videos are left out")));
    }
};

QTEST_GUILESS_MAIN(LiveLayoutTest)
#include "LiveLayoutTest.moc"
