// Packing in small steps: people are marked between two of them, progress is told, and stopping leaves no file.
#include "core/sync/StickPacking.h"
#include "tests/support/LaptopBench.h"

#include <QDir>
#include <QtTest>

using namespace haziri;
using sync::StickPacking;

namespace {

struct Stick : test::LaptopBench {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("out.bundle"));
    Stick() {
        // Any point of the curve will do: nobody opens it here.
        sync::ServerKeys keys = client->keys();
        keys.box = QByteArray(31, '\x09') + '\x01';
        client->setKeys(keys);
    }
    sync::StickParts parts() {
        return {profile->outbox(), profile->identity(), *client, *engine, server.clock, random};
    }
};

} // namespace

class StickPackingTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void marksAreTakenBetweenSteps() {
        Stick stick;
        for (int i = 0; i < 620; ++i)
            stick.mark(i % 100 == 0 ? QByteArray(2000, 'x') + QByteArray::number(i) : QByteArray());
        const auto end = stick.profile->outbox().chain();
        QVERIFY(stick.profile->outbox().keepHead(*end, "a.kept.head"));
        auto job = StickPacking::begin(stick.parts(), stick.path);
        QVERIFY2(job.has_value(), job ? "" : job.error().code.constData());
        QCOMPARE((*job)->total(), 620 + 7);
        int steps = 0;
        qint64 before = 0;
        for (;; ++steps) {
            QVERIFY(!QFile::exists(stick.path)); // nothing that looks whole before it is
            auto more = (*job)->step();
            QVERIFY2(more.has_value(), more ? "" : more.error().code.constData());
            QVERIFY((*job)->done() >= before);
            before = (*job)->done();
            if (!*more) break;
            if (steps == 0) stick.mark("while the stick is being written");
        }
        QVERIFY(QFile::exists(stick.path));
        QCOMPARE((*job)->packed().packets, 621); // the late one came along: its head was signed after it
        QCOMPARE((*job)->packed().photos, 7);
        QVERIFY2(steps >= 2 + 1 + 7, QByteArray::number(steps).constData());
        QCOMPARE(stick.pending(), 621); // until the answers come
    }

    void stoppingLeavesNoFile() {
        Stick stick;
        for (int i = 0; i < 510; ++i)
            stick.mark();
        auto job = StickPacking::begin(stick.parts(), stick.path);
        QVERIFY(job.has_value());
        QVERIFY((*job)->step().has_value());
        job->reset();
        QVERIFY(QDir(stick.folder.path()).isEmpty());
        QCOMPARE(stick.pending(), 510);
    }

    void aFolderThatCannotBeWrittenSaysSo() {
        Stick stick;
        stick.mark();
        const auto job = StickPacking::begin(stick.parts(), stick.folder.filePath(QStringLiteral("absent/out.bundle")));
        QCOMPARE(job.error().code, QByteArray("IO_ERROR"));
    }
};

QTEST_GUILESS_MAIN(StickPackingTest)
#include "StickPackingTest.moc"
