// Photographs in parts: bound to their announcement and its device, in order, in memory only, and not for ever.
#include "server/vault/PhotoParts.h"
#include "server/store/Columns.h"
#include "tests/support/AnnouncedPhoto.h"

#include <QDirIterator>
#include <thread>

using namespace haziri;
using namespace haziri::test;

namespace {

const QByteArray kPhoto = QByteArray("\xff\xd8\xff\xe0") + QByteArray(50'000, 'p') + "a face is in here";

http::Response part(ServerWorld& world, const Laptop& laptop, const Evidence& evidence, const QByteArray& offset,
                    const QByteArray& bytes) {
    return world.ask(laptop, "PATCH", target(evidence) + "/part", bytes, {{"upload-offset", offset}});
}
http::Response part(ServerWorld& world, const Laptop& laptop, const Evidence& evidence, qint64 offset, qint64 size) {
    return part(world, laptop, evidence, QByteArray::number(offset), evidence.bytes.mid(offset, size));
}

QByteArray offsetField(const http::Response& response) {
    for (const auto& [name, value] : response.fields)
        if (name == "Upload-Offset") return value;
    return {};
}

qint64 offset(ServerWorld& world, const Laptop& laptop, const Evidence& evidence) {
    const auto answer = world.ask(laptop, "GET", target(evidence) + "/part");
    if (answer.status != 200) qFatal("%d", answer.status);
    return ServerWorld::objectOf(answer)[QStringLiteral("offset")].toInteger(-1);
}

} // namespace

class PhotoPartsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void partsBecomeThePhotograph() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), hr = world.laptop("hr");
        const Evidence evidence = announce(world, laptop, kPhoto);
        QCOMPARE(offset(world, laptop, evidence), 0);
        for (qint64 at = 0; at + 20'000 < kPhoto.size(); at += 20'000) {
            const auto taken = part(world, laptop, evidence, at, 20'000);
            QCOMPARE(taken.status, 200);
            QCOMPARE(offsetField(taken), QByteArray::number(at + 20'000));
            QVERIFY(!ServerWorld::objectOf(taken)[QStringLiteral("stored")].toBool());
            QCOMPARE(offset(world, laptop, evidence), at + 20'000);
        }
        QDirIterator files(world.path("data/uploads"), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(!files.hasNext()); // nothing of it is on the disk
        const auto last = part(world, laptop, evidence, 40'000, 20'000);
        QCOMPARE(last.status, 201);
        QVERIFY(ServerWorld::objectOf(last)[QStringLiteral("stored")].toBool());
        const auto shown = world.ask(hr, "GET", target(evidence), {}, {{"haziri-purpose", "checking a mark"}});
        QCOMPARE(shown.body, kPhoto);
        // Whatever comes now changes nothing.
        QCOMPARE(offset(world, laptop, evidence), kPhoto.size());
        QCOMPARE(part(world, laptop, evidence, 40'000, 20'000).status, 200);
        QCOMPARE(part(world, laptop, evidence, 0, 1).status, 200);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kPhoto).status, 200);
    }

    void onlyTheNextBytesAreTaken() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kPhoto);
        QCOMPARE(part(world, laptop, evidence, 1, 100).status, 409);
        QCOMPARE(part(world, laptop, evidence, 0, 100).status, 200);
        for (const qint64 wrong : {qint64(0), qint64(99), qint64(101), qint64(kPhoto.size())}) {
            const auto refused = part(world, laptop, evidence, QByteArray::number(wrong), "x");
            QCOMPARE(refused.status, 409);
            QCOMPARE(ServerWorld::codeOf(refused), QByteArray("OFFSET_MISMATCH"));
            QCOMPARE(offsetField(refused), QByteArray("100"));
        }
        for (const char* bad : {"", "-1", "+100", " 100", "0100", "100.0", "1e2", "0x64", "9223372036854775808"})
            QCOMPARE(part(world, laptop, evidence, bad, "x").status, 400);
        QCOMPARE(part(world, laptop, evidence, "9223372036854775807", "x").status, 409);
        QCOMPARE(part(world, laptop, evidence, "100", {}).status, 400);
        QCOMPARE(offset(world, laptop, evidence), 100);
    }

    void othersCannotAddNorSee() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup"), other = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kPhoto);
        QCOMPARE(part(world, laptop, evidence, 0, 100).status, 200);
        QCOMPARE(part(world, other, evidence, 100, 100).status, 403);
        QCOMPARE(world.ask(other, "GET", target(evidence) + "/part").status, 403);
        QCOMPARE(world.ask("GET", target(evidence) + "/part").status, 401);
        const Evidence unknown{FileId::generate(world.clock, world.random), kPhoto};
        QCOMPARE(part(world, laptop, unknown, 0, 100).status, 404);
        QCOMPARE(world.ask(laptop, "GET", target(unknown) + "/part").status, 404);
        QCOMPARE(offset(world, laptop, evidence), 100);
    }

    void otherBytesThanAnnouncedAreForgotten() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kPhoto);
        QCOMPARE(part(world, laptop, evidence, "0", QByteArray(100, 'x')).status, 200);
        const auto whole = part(world, laptop, evidence, 100, kPhoto.size());
        QCOMPARE(whole.status, 422);
        QCOMPARE(ServerWorld::codeOf(whole), QByteArray("FILE_MISMATCH"));
        QCOMPARE(offset(world, laptop, evidence), 0);
        QCOMPARE(part(world, laptop, evidence, 0, 100).status, 200);
        QCOMPARE(part(world, laptop, evidence, "100", kPhoto).status, 422); // more than announced
        QCOMPARE(offset(world, laptop, evidence), 0);
        QCOMPARE(part(world, laptop, evidence, 0, 100).status, 200);
        QCOMPARE(world.ask(laptop, "PUT", target(evidence), kPhoto).status, 201); // whole after all
        QCOMPARE(offset(world, laptop, evidence), kPhoto.size());
    }

    void anErasedPhotographIsForgotten() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kPhoto);
        QCOMPARE(part(world, laptop, evidence, 0, 100).status, 200);
        must(world.deployment->database->run(QStringLiteral("UPDATE file SET state = 'erased' WHERE file_id = ?"),
                                             {store::column(evidence.fileId)}));
        QCOMPARE(part(world, laptop, evidence, 100, 100).status, 410);
        QCOMPARE(world.ask(laptop, "GET", target(evidence) + "/part").status, 410);
    }

    void whatIsLeftAloneGoes() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kPhoto);
        QCOMPARE(part(world, laptop, evidence, 0, 100).status, 200);
        world.clock.advance(vault::PhotoParts::Limits().idleMs - 1);
        QCOMPARE(part(world, laptop, evidence, 100, 100).status, 200);
        world.clock.advance(vault::PhotoParts::Limits().idleMs - 1);
        QCOMPARE(offset(world, laptop, evidence), 200);
        world.clock.advance(1);
        QCOMPARE(offset(world, laptop, evidence), 0);
    }

    void theLastPartIsTakenOnceOfManyAtOnce() {
        ServerWorld world;
        Laptop laptop = world.laptop("sup");
        const Evidence evidence = announce(world, laptop, kPhoto);
        QCOMPARE(part(world, laptop, evidence, 0, 40'000).status, 200);
        std::atomic<int> stored = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] { stored += part(world, laptop, evidence, 40'000, 20'000).status == 201; });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(stored.load(), 1);
        QCOMPARE(offset(world, laptop, evidence), kPhoto.size());
    }

    void whatMayBeginIsBounded() {
        ManualClock clock;
        SeededRandom random(3);
        vault::PhotoParts parts(clock, {2, 1000, 60'000});
        QList<FileId> ids;
        const auto begin = [&](qint64 deviceNo, qint64 whole) {
            ids.append(FileId::generate(clock, random));
            clock.advance(1);
            QVERIFY(parts.add(ids.last(), deviceNo, 0, "x", whole));
        };
        begin(1, 100);
        begin(1, 100);
        begin(1, 100); // the device's first gives way
        QCOMPARE(parts.bytes(), 200);
        QCOMPARE(parts.offset(ids[0], 1), 0);
        QCOMPARE(parts.offset(ids[1], 1), 1);
        for (int device = 2; device < 12; ++device)
            begin(device, 300);
        QVERIFY(parts.bytes() <= 1000); // what has waited longest gave way to others
        QCOMPARE(parts.offset(ids[1], 1), 0);
        QCOMPARE(parts.offset(ids.last(), 11), 1);
        QCOMPARE(parts.offset(ids.last(), 10), 0); // not the other device's
        clock.advance(60'000);
        parts.forgetStale();
        QCOMPARE(parts.bytes(), 0);
    }

    void aPartThatCouldNotBeStoredComesAgain() {
        ManualClock clock;
        SeededRandom random(3);
        vault::PhotoParts parts(clock);
        const FileId id = FileId::generate(clock, random);
        QVERIFY(!parts.add(id, 1, 0, "abc", 6)->has_value());
        auto whole = parts.add(id, 1, 3, "def", 6);
        QCOMPARE(**whole, QByteArray("abcdef"));
        QCOMPARE(parts.bytes(), 0);
        parts.putBack(id, 1, (*whole)->first(3), 6);
        QCOMPARE(parts.offset(id, 1), 3);
        whole = parts.add(id, 1, 3, "def", 6);
        QCOMPARE(**whole, QByteArray("abcdef"));
    }
};

QTEST_GUILESS_MAIN(PhotoPartsTest)
#include "PhotoPartsTest.moc"
