// Photographs that were acknowledged survive a crash before their own files reached the disk, and nothing else comes
// back with them.
#include "tests/support/ServerWorld.h"

#include "server/keeping/WorkerErasure.h"
#include "server/store/Columns.h"
#include "server/vault/JournalReplay.h"

#include <QDir>
#include <thread>

using namespace haziri;
using namespace haziri::test;

namespace {

struct Photo {
    FileId fileId;
    QByteArray bytes;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString& path, const QByteArray& content) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qUtf8Printable(path));
}

} // namespace

class PhotoJournalTest : public QObject {
    Q_OBJECT
    std::unique_ptr<ServerWorld> m_world;
    std::unique_ptr<Laptop> m_laptop, m_hr;
    WorkerId m_worker;

    Photo announced(const QByteArray& bytes) {
        Photo made{FileId::generate(m_world->clock, m_world->random), bytes};
        must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
            store::FileRecord file;
            file.fileId = made.fileId;
            file.deviceNo = (**store::DeviceRepository(database).find(m_laptop->deviceId)).deviceNo;
            file.workerId = m_worker;
            file.siteId = m_world->siteId;
            file.sha256 = crypto::sha256(bytes);
            file.bytes = bytes.size();
            file.announcedAt = m_world->clock.now();
            return store::FileRepository(database).announce(file);
        }));
        return made;
    }
    int put(const Photo& photo) {
        return m_world->ask(*m_laptop, "PUT", "/vault/" + photo.fileId.toText(), photo.bytes).status;
    }
    Photo stored(const QByteArray& bytes) {
        const Photo photo = announced(bytes);
        if (put(photo) != 201) qFatal("not stored");
        return photo;
    }
    http::Response look(const Photo& photo) {
        return m_world->ask(*m_hr, "GET", "/vault/" + photo.fileId.toText(), {},
                            {{"haziri-purpose", "checking a mark"}});
    }
    QString pathOf(const Photo& photo) {
        const auto file = *must(store::FileRepository(*m_world->deployment->database).find(photo.fileId));
        return m_world->path("data/uploads/") + vault::blobName(photo.fileId, file.keyNonce);
    }
    QDir journal() const { return QDir(m_world->path("data/uploads-journal")); }
    QStringList segments() const { return journal().entryList(QDir::Files); }

    /// The journal as a crash at this moment leaves it; the house is closed.
    QByteArray crash() {
        QByteArray left;
        for (const QString& name : segments())
            left += contentOf(journal().filePath(name)); // frames only: they may stand one behind the other
        m_world->house.reset();
        leave(left);
        return left;
    }
    void leave(const QByteArray& bytes) { overwrite(journal().filePath(QStringLiteral("left.seg")), bytes); }
    vault::Replayed replay() {
        auto& deployment = *m_world->deployment;
        return must(vault::replayJournal(*deployment.database, *deployment.vaultKeys, deployment.uploadsPath()));
    }

  private Q_SLOTS:
    void init() {
        m_world = std::make_unique<ServerWorld>();
        m_laptop = std::make_unique<Laptop>(m_world->laptop("sup"));
        m_hr = std::make_unique<Laptop>(m_world->laptop("hr"));
        m_worker = WorkerId::generate(m_world->clock, m_world->random);
    }

    void manyAtOnceAreAllThere() {
        QList<Photo> photos;
        for (int i = 0; i < 48; ++i)
            photos.append(announced(QByteArray(1000 + i, char('a' + i % 26))));
        std::vector<int> statuses(size_t(photos.size()));
        {
            std::vector<std::jthread> threads;
            for (size_t first = 0; first < 8; ++first)
                threads.emplace_back([&, first] {
                    for (size_t i = first; i < statuses.size(); i += 8)
                        statuses[i] = put(photos[qsizetype(i)]);
                });
        }
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 201), qint64(photos.size()));
        QCOMPARE(segments().size(), 1);
        for (const Photo& photo : photos)
            QCOMPARE(look(photo).body, photo.bytes);
        m_world->house.reset();
        QCOMPARE(segments(), QStringList()); // closed in order
    }

    void whatDidNotReachTheDiskComesBack() {
        const Photo missing = stored("one face"), cut = stored(QByteArray(5000, 'f')), empty = stored("another face"),
                    whole = stored("a face that reached the disk");
        const QString paths[] = {pathOf(missing), pathOf(cut), pathOf(empty)};
        crash();
        QVERIFY(QFile::remove(paths[0]));
        QVERIFY(QFile::resize(paths[1], 4096));
        QVERIFY(QFile::resize(paths[2], 0));
        const auto replayed = replay();
        QCOMPARE(replayed.frames, 4);
        QCOMPARE(replayed.restored, 3);
        QCOMPARE(segments(), QStringList());
        m_world->openHouse();
        for (const Photo* photo : {&missing, &cut, &empty, &whole})
            QCOMPARE(look(*photo).body, photo->bytes);
        QCOMPARE(replay().frames, 0);
    }

    void aTornTailIsHarmless() {
        const Photo first = stored("one face"), second = stored("another face");
        const QString paths[] = {pathOf(first), pathOf(second)};
        const QByteArray left = crash();
        for (const QByteArray& tail : {QByteArray("HZJ1"), left.chopped(3), QByteArray("HZJ1\xff\xff\xff\xff\xff\xff"),
                                       QByteArray(100, '\0'), QByteArray("garbage of some length")}) {
            leave(left + tail);
            QVERIFY(QFile::remove(paths[0]) && QFile::remove(paths[1]));
            QCOMPARE(replay().restored, 2);
            QCOMPARE(segments(), QStringList());
        }
        leave("garbage alone");
        QCOMPARE(replay().frames, 0);
        m_world->openHouse();
        QCOMPARE(look(first).body, first.bytes);
        QCOMPARE(look(second).body, second.bytes);
    }

    void foreignFramesAreNotWritten() {
        const Photo first = stored("one face of equal size"), second = stored("two faces, equal size.");
        const QString path = pathOf(first);
        QByteArray left = crash();
        const QByteArray good = contentOf(path);
        // The second's bytes under the first's name, a changed bit, and a path that climbs.
        QByteArray swapped = left;
        swapped.replace(good, contentOf(pathOf(second)));
        QByteArray flipped = left;
        flipped[flipped.indexOf(good) + 20] = char(flipped[flipped.indexOf(good) + 20] ^ 1);
        QByteArray climbing = left;
        climbing.replace(QFileInfo(path).fileName().left(10).toUtf8(), "../../../e");
        QVERIFY(QFile::remove(path));
        for (const QByteArray& bad : {swapped, flipped, climbing}) {
            QVERIFY(bad != left);
            leave(bad);
            QCOMPARE(replay().restored, 0);
            QVERIFY(!QFile::exists(path));
        }
    }

    void whatWasNeverCommittedGoes() {
        const Photo whole = stored("a face that was acknowledged"), cut = stored("a face that was not");
        const QString kept = pathOf(whole), orphan = pathOf(cut);
        crash();
        // As if the server had been killed between the file and the commit.
        must(m_world->deployment->database->run(QStringLiteral("UPDATE file SET state = 'announced' WHERE file_id = ?"),
                                                {store::column(cut.fileId)}));
        const auto replayed = replay();
        QCOMPARE(replayed.removed, 1);
        QCOMPARE(replayed.restored, 0);
        QVERIFY(!QFile::exists(orphan) && QFile::exists(kept));
        m_world->openHouse();
        QCOMPARE(look(whole).body, whole.bytes);
        QCOMPARE(put(cut), 201);
        QCOMPARE(look(cut).body, cut.bytes);
    }

    void whatWasErasedStaysAway() {
        const Photo photo = stored("the face of one who asked to be forgotten");
        const QString path = pathOf(photo);
        must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
            auto erased = store::FileRepository(database).eraseWorker(m_worker);
            return erased ? Result<void>() : fail(erased.error());
        }));
        crash();
        QVERIFY(QFile::remove(path));
        QCOMPARE(replay().restored, 0);
        QVERIFY(!QFile::exists(path));
        m_world->openHouse();
        QCOMPARE(look(photo).status, 410);
    }

    void damageAfterTheSegmentIsGoneIsFound() {
        const Photo photo = stored("a face");
        const QString path = pathOf(photo);
        m_world->house.reset(); // closed in order
        QByteArray bytes = contentOf(path);
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
        overwrite(path, bytes);
        QCOMPARE(replay().restored, 0);
        m_world->openHouse();
        QCOMPARE(ServerWorld::codeOf(look(photo)), QByteArray("VAULT_INTEGRITY"));
    }

    void theSegmentOfALivingServerIsItsOwn() {
        const Photo photo = stored("a face");
        const QStringList before = segments();
        QCOMPARE(replay().frames, 0);
        QCOMPARE(segments(), before);
        QCOMPARE(before.size(), 1);
        QCOMPARE(look(photo).status, 200);
    }

    void withoutAJournalNothingIsAcknowledged() {
        overwrite(m_world->path("data/uploads-journal"), "not a folder");
        const Photo photo = announced("a face");
        QCOMPARE(put(photo), 503);
        QCOMPARE(look(photo).status, 404);
        QVERIFY(QFile::remove(m_world->path("data/uploads-journal")));
        QCOMPARE(put(photo), 201);
        QCOMPARE(look(photo).body, photo.bytes);
    }
};

QTEST_GUILESS_MAIN(PhotoJournalTest)
#include "PhotoJournalTest.moc"
