// kill -9 between a photograph's file and the commit that names it: the file goes when the server comes back, and the
// photograph comes again.
#include "core/sql/Database.h"
#include "tests/support/RealServer.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTimer>

using namespace haziri;
using namespace haziri::test;

class CutUploadTest : public QObject {
    Q_OBJECT

    static QStringList blobs(const RealServer& server) {
        QStringList all;
        QDirIterator files(server.path("data/uploads"), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            all.append(files.next());
        return all;
    }

  private Q_SLOTS:
    void whatWasWrittenAndNeverCommittedGoes() {
        RealServer server;
        Client laptop(server, "sup", server.site);
        const WorkerId asha = *WorkerId::fromText(server.verb({"worker", "add", "--site", server.site, "--name", "A"}));
        const QByteArray first = "one photograph, acknowledged", second = "another one, cut off";
        laptop.record(asha, first);
        const QStringList kept = blobs(server);
        QCOMPARE(kept.size(), 1);
        const auto packet = laptop.mark(asha, second);
        QCOMPARE(laptop.send(packet).status, protocol::PacketStatus::Accepted);
        const QString path =
            QStringLiteral("/vault/") + std::get<protocol::Attendance>(packet.body).photo->fileId.toString();
        {
            // Whoever holds the write lock keeps the server between its file and its commit.
            auto database = must(sql::Database::open(QStringLiteral("sqlite:") + server.path("data/haziri.db")));
            const auto lock = must(sql::Transaction::begin(*database));
            QTimer watch;
            QObject::connect(&watch, &QTimer::timeout, this, [&] {
                if (blobs(server).size() == 2) server.kill();
            });
            watch.start(5);
            QCOMPARE(laptop.ask("PUT", path, second).status, 0);
        }
        QVERIFY(!server.isRunning());
        QCOMPARE(blobs(server).size(), 2);
        server.start();
        QCOMPARE(blobs(server), kept);
        QCOMPARE(laptop.ask("PUT", path, second).status, 201);
        QCOMPARE(blobs(server).size(), 2);
        QCOMPARE(laptop.ask("PUT", path, second).status, 200);
        QCOMPARE(server.verb({"check"}), QByteArray("holds"));
    }

    // Parts are in the server's memory alone: one that was killed begins anew, and nothing lies on the disk.
    void partsGoWithAServerThatIsKilled() {
        RealServer server;
        Client laptop(server, "sup", server.site);
        const WorkerId asha = *WorkerId::fromText(server.verb({"worker", "add", "--site", server.site, "--name", "A"}));
        const QByteArray photo(40'000, 'p');
        const auto packet = laptop.mark(asha, photo);
        QCOMPARE(laptop.send(packet).status, protocol::PacketStatus::Accepted);
        const QString path = QStringLiteral("/vault/") +
                             std::get<protocol::Attendance>(packet.body).photo->fileId.toString() +
                             QStringLiteral("/part");
        const auto part = [&](qint64 from, qint64 size) {
            return laptop.ask("PATCH", path, photo.mid(from, size), {{"Upload-Offset", QByteArray::number(from)}});
        };
        QCOMPARE(part(0, 30'000).status, 200);
        QVERIFY(laptop.ask("GET", path).body.contains("\"offset\":30000"));
        server.kill();
        QVERIFY(blobs(server).isEmpty());
        server.start();
        QCOMPARE(part(30'000, 10'000).status, 409);
        QVERIFY(laptop.ask("GET", path).body.contains("\"offset\":0"));
        QCOMPARE(part(0, 30'000).status, 200);
        QCOMPARE(part(30'000, 10'000).status, 201);
        QCOMPARE(blobs(server).size(), 1);
        QCOMPARE(server.verb({"check"}), QByteArray("holds"));
    }
};

QTEST_GUILESS_MAIN(CutUploadTest)
#include "CutUploadTest.moc"
