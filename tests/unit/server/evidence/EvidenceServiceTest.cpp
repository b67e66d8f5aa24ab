// Photographs that were stored are judged afterwards: a new entry, a held mark, one event; never an edit, never twice.
#include "server/evidence/EvidenceService.h"
#include "server/evidence/EvidencePicture.h"
#include "server/fraud/FraudService.h"
#include "server/store/FileRepository.h"

#include "core/audit/LogVerifier.h"
#include "core/face/Picture.h"
#include "tests/support/Scenes.h"
#include "tests/support/SyncWorld.h"
#include "tests/support/TestPictures.h"

#include <QBuffer>
#include <QImageWriter>

using namespace haziri;
using namespace haziri::test;
using evidence::EvidenceService;

namespace {

constexpr qint64 kHour = 3600'000;

QByteArray jpeg(const QImage& image, int quality = 85) {
    return face::toJpeg(image, 640, quality);
}

/// A world with a vault in memory.
struct Gate {
    SyncWorld world;
    TestLaptop laptop{world, world.site};
    QHash<FileId, QByteArray> vault;
    bool isVaultOpen = true;
    QStringList models{QStringLiteral("/nowhere")};
    std::unique_ptr<EvidenceService> service = make();

    std::unique_ptr<EvidenceService> make() {
        return std::make_unique<EvidenceService>(
            EvidenceService::Parts{*world.pool, *world.writer, world.log, world.vaultKeys,
                                   [this](sql::Database&, const store::FileRecord& file) -> Result<QByteArray> {
                                       if (!isVaultOpen) return fail("IO_ERROR", QStringLiteral("the disk is away"));
                                       const auto found = vault.constFind(file.fileId);
                                       if (found == vault.constEnd())
                                           return fail("AEAD_OPEN", QStringLiteral("damaged"));
                                       return *found;
                                   },
                                   world.clock, world.random, models});
    }

    /// A mark with this photograph, an hour after the one before; synced, not yet stored.
    store::MarkRow mark(const QByteArray& bytes, const WorkerId& worker, qint64 laterMs = kHour) {
        world.clock.advance(laterMs);
        auto packet = laptop.mark();
        auto& body = std::get<protocol::Attendance>(packet.body);
        body.workerId = worker;
        body.direction = ++m_marks % 2 ? protocol::Direction::In : protocol::Direction::Out;
        body.photo =
            protocol::PhotoRef{FileId::generate(world.clock, world.random), crypto::sha256(bytes), bytes.size()};
        vault.insert(body.photo->fileId, bytes);
        const auto reply = world.send(laptop, {laptop.sign(packet)});
        if (reply[0].status != protocol::PacketStatus::Accepted) qFatal("not accepted: %s", reply[0].code.constData());
        return markOf(packet.packetId);
    }
    void stored(const FileId& file) {
        must(world.writer->run([&](sql::Database& writing) {
            return store::FileRepository(writing).markStored(file, world.clock.now(), "k1", "nonce", "key");
        }));
    }
    store::MarkRow markAndStore(const QByteArray& bytes, const WorkerId& worker, qint64 laterMs = kHour) {
        const auto row = mark(bytes, worker, laterMs);
        stored(row.fileId);
        return row;
    }
    store::MarkRow markOf(const PacketId& id) { return **must2(store::MarkRepository(world.database()).find(id)); }
    template <class T>
    static std::shared_ptr<T> must2(Result<T> result) {
        return std::make_shared<T>(must(std::move(result)));
    }
    qint64 events(const char* code) {
        return world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event WHERE code = ?"), {QLatin1String(code)});
    }
    store::PhotoCheck check(const FileId& file) {
        return must(store::EvidenceRepository(world.database()).checksOf({file})).value(file);
    }
    qint64 waiting() { return must(store::EvidenceRepository(world.database()).waiting()); }
    bool verifies() {
        audit::LogVerifier verifier;
        for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
            verifier.add(served);
        return !verifier.close(must(world.log.checkpoint(world.database())).value);
    }
    qint64 logSize() { return must(world.log.checkpoint(world.database())).value.size; }

    int m_marks = 0;
};

} // namespace

class EvidenceServiceTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aPhotoThatWasUsedBeforeHoldsTheLaterMark() {
        Gate gate;
        const WorkerId other = gate.world.addWorker(gate.world.site);
        const auto first = gate.markAndStore(jpeg(scene(1)), gate.world.worker);
        QCOMPARE(must(gate.service->drain()), 1);
        const auto second = gate.markAndStore(jpeg(brightened(scene(1), 1.1), 60), other);
        QCOMPARE(second.status, "accepted");
        const qint64 before = gate.logSize();
        QCOMPARE(must(gate.service->drain()), 1);

        const auto held = gate.markOf(second.packetId);
        QCOMPARE(held.status, "held");
        QCOMPARE(held.codes, QList<QByteArray>{"PHOTO_REUSE"});
        QVERIFY(held.trustScore < second.trustScore);
        QCOMPARE(gate.markOf(first.packetId).status, "accepted");
        QCOMPARE(gate.logSize(), before + 1);
        QCOMPARE(gate.events("PHOTO_REUSE"), 1);
        QVERIFY(gate.verifies());
        const auto entry = must(gate.world.log.entries(gate.world.database(), before, 1)).entries.first();
        QVERIFY(entry.entry.contains("\"kind\":\"attendance.evidence\""));
        QVERIFY(entry.data->contains(first.fileId.toText()) && entry.data->contains(held.packetId.toText()));

        // The laptop hears of it with its next sync.
        const auto reply = gate.world.send(gate.laptop, QList<QByteArray>{});
        bool told = false;
        for (const auto& change : reply.answer.changes)
            if (change.toObject()[QLatin1String("packetId")].toString().toLatin1() == held.packetId.toText())
                told = change.toObject()[QLatin1String("code")].toString() == QStringLiteral("PHOTO_REUSE");
        QVERIFY(told);

        // Looked at once more, nothing is said twice.
        must(gate.world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto put = writing.run(QStringLiteral("INSERT INTO photo_queue (file_id, since) VALUES (?, 0)"),
                                   {QByteArray(reinterpret_cast<const char*>(held.fileId.bytes().data()), 16)});
            if (!put) return fail(put.error());
            return {};
        }));
        QCOMPARE(must(gate.service->drain()), 1);
        QCOMPARE(gate.events("PHOTO_REUSE"), 1);
        QCOMPARE(gate.logSize(), before + 1);

        // A person lets it count: a new entry, and it stays so.
        fraud::FraudService review(gate.world.log, gate.world.attendance);
        const auto list = must(review.list(gate.world.database(), "open", {}, 10, fraud::FraudService::Order::Loss));
        const auto event = list[QLatin1String("events")].toArray().first().toObject();
        QCOMPARE(event[QLatin1String("reason")].toString(), QStringLiteral("photoReuse.alike"));
        QVERIFY(event[QLatin1String("expectedLossPaise")].toInteger() > 0);
        must(gate.world.writer->run([&](sql::Database& writing) {
            return review.resolve(writing, *EventId::fromText(event[QLatin1String("eventId")].toString().toLatin1()),
                                  "accept", "his twin brother's picture", gate.laptop.device.userId,
                                  gate.world.clock.now());
        }));
        QCOMPARE(gate.markOf(second.packetId).status, "accepted");
    }

    void theLaterMarkIsTheCopyWhicheverPhotoComesFirst() {
        Gate gate;
        const WorkerId other = gate.world.addWorker(gate.world.site);
        const auto original = gate.mark(jpeg(scene(2)), gate.world.worker);
        const auto copy = gate.markAndStore(jpeg(scene(2), 50), other);
        must(gate.service->drain());
        QCOMPARE(gate.markOf(copy.packetId).status, "accepted");
        gate.stored(original.fileId);
        must(gate.service->drain());
        QCOMPARE(gate.markOf(copy.packetId).status, "held");
        QCOMPARE(gate.markOf(original.packetId).status, "accepted");
    }

    void twoPhotosOfOnePersonSecondsApartAreNoReuse() {
        Gate gate;
        gate.markAndStore(jpeg(scene(3)), gate.world.worker);
        const auto second = gate.markAndStore(jpeg(scene(3), 70), gate.world.worker, 5000);
        must(gate.service->drain());
        QCOMPARE(gate.markOf(second.packetId).status, "accepted");
        const auto later = gate.markAndStore(jpeg(scene(3), 75), gate.world.worker, 60'000);
        must(gate.service->drain());
        QCOMPARE(gate.markOf(later.packetId).status, "held");
    }

    void anotherPersonBeforeTheSameWallIsNoReuse() {
        Gate gate;
        for (int person = 1; person <= 5; ++person) {
            const auto row = gate.markAndStore(jpeg(sceneWithPerson(4, person)), gate.world.addWorker(gate.world.site));
            must(gate.service->drain());
            QCOMPARE(gate.markOf(row.packetId).status, "accepted");
        }
        QCOMPARE(gate.world.number(QStringLiteral("SELECT COUNT(*) FROM photo_print")), 5);
    }

    void whatAPersonDecidedStaysDecided() {
        Gate gate;
        gate.markAndStore(jpeg(scene(5)), gate.world.worker);
        const auto copy = gate.markAndStore(jpeg(scene(5), 50), gate.world.addWorker(gate.world.site));
        must(gate.world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto decided = gate.world.attendance.overrideMark(writing, copy.packetId, "accepted", "seen in person",
                                                              gate.laptop.device.userId, gate.world.clock.now());
            if (!decided) return fail(decided.error());
            return {};
        }));
        must(gate.service->drain());
        QCOMPARE(gate.markOf(copy.packetId).status, "accepted");
        QCOMPARE(gate.events("PHOTO_REUSE"), 1); // it is told all the same
    }

    void nonsenseIsNotedAndHoldsNothing_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("random") << QByteArray(5000, '\x5a');
        QTest::newRow("empty of pixels") << QByteArray("\xff\xd8\xff\xe0 nothing follows here");
        QTest::newRow("cut off") << jpeg(scene(1)).left(300);
        QByteArray scans = jpeg(scene(1));
        for (int i = 0; i < 101; ++i)
            scans += "\xff\xda";
        QTest::newRow("a thousand scans") << scans;
        QImage wide(65000, 200, QImage::Format_Grayscale8);
        wide.fill(0);
        QTest::newRow("an enormous picture") << [&] {
            QBuffer buffer;
            buffer.open(QIODevice::WriteOnly);
            QImageWriter(&buffer, "png").write(wide);
            return buffer.data();
        }();
    }
    void nonsenseIsNotedAndHoldsNothing() {
        QFETCH(QByteArray, bytes);
        QVERIFY(!evidence::readEvidence(bytes));
        Gate gate;
        const auto row = gate.markAndStore(bytes, gate.world.worker);
        const qint64 size = gate.logSize();
        must(gate.service->drain());
        QCOMPARE(gate.logSize(), size);
        QCOMPARE(gate.check(row.fileId).outcome, "unreadable");
        QCOMPARE(gate.markOf(row.packetId).status, "accepted");
        QVERIFY(gate.markOf(row.packetId).codes.isEmpty());
        QCOMPARE(gate.markOf(row.packetId).trustScore, row.trustScore);
        QCOMPARE(gate.world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event")), 0);
        QVERIFY(gate.verifies());
    }

    void whatWaitsSurvivesARestart() {
        Gate gate;
        const auto row = gate.markAndStore(jpeg(scene(6)), gate.world.worker);
        must(gate.world.writer->run([&](sql::Database& writing) -> Result<void> { // claimed, and then the server died
            auto claimed =
                store::EvidenceRepository(writing).claim(gate.world.clock.now(), EvidenceService::kLeaseMs, 8);
            if (!claimed) return fail(claimed.error());
            return {};
        }));
        gate.service = gate.make();
        QCOMPARE(must(gate.service->drain()), 0);
        gate.world.clock.advance(EvidenceService::kLeaseMs);
        QCOMPARE(must(gate.service->drain()), 1);
        QCOMPARE(gate.waiting(), 0);
        QVERIFY(!gate.check(row.fileId).outcome.isEmpty());
    }

    void aVaultThatIsAwayIsAskedAgainLater() {
        Gate gate;
        gate.markAndStore(jpeg(scene(7)), gate.world.worker);
        gate.isVaultOpen = false;
        must(gate.service->drain());
        QCOMPARE(gate.waiting(), 1);
        gate.isVaultOpen = true;
        QCOMPARE(must(gate.service->drain()), 0);
        gate.world.clock.advance(2 * 60'000);
        QCOMPARE(must(gate.service->drain()), 1);
        QCOMPARE(gate.waiting(), 0);
    }

    void damagedEvidenceIsNotJudged() {
        Gate gate;
        const auto row = gate.markAndStore(jpeg(scene(8)), gate.world.worker);
        gate.vault.clear();
        must(gate.service->drain());
        QCOMPARE(gate.check(row.fileId).outcome, "damaged");
        QCOMPARE(gate.markOf(row.packetId).status, "accepted");
    }

    void anErasedPersonLeavesNoPrint() {
        Gate gate;
        gate.markAndStore(jpeg(scene(9)), gate.world.worker);
        must(gate.service->drain());
        gate.markAndStore(jpeg(scene(10)), gate.world.worker);
        must(gate.world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto erased = store::FileRepository(writing).eraseWorker(gate.world.worker);
            if (!erased) return fail(erased.error());
            return {};
        }));
        for (const char* table : {"photo_print", "photo_check", "photo_queue"})
            QCOMPARE(gate.world.number(QStringLiteral("SELECT COUNT(*) FROM ") + QLatin1String(table)), 0);
    }

    void withoutModelsItSaysSoAndJudgesLater() {
        Gate gate;
        QCOMPARE(gate.service->standing().faces, "not installed");
        const auto row = gate.markAndStore(jpeg(scene(1)), gate.world.worker);
        must(gate.service->drain());
        QCOMPARE(gate.check(row.fileId).outcome, "no-models");
        must(gate.world.writer->run([&](sql::Database& writing) -> Result<void> {
            auto put = store::EvidenceRepository(writing).requeueWithoutModels(gate.world.clock.now());
            if (!put) return fail(put.error());
            return {};
        }));
        QCOMPARE(gate.waiting(), 1);
    }

    void theThreadJudgesByItself() {
        Gate gate;
        gate.service->start();
        const auto row = gate.markAndStore(jpeg(scene(11)), gate.world.worker);
        gate.service->wake();
        QTRY_COMPARE_WITH_TIMEOUT(gate.waiting(), 0, 20'000);
        gate.service->stop();
        QVERIFY(!gate.check(row.fileId).outcome.isEmpty());
    }

    void testimony() {
        evidence::Testimony seen;
        const auto codes = [&] {
            QList<QByteArray> all;
            for (const auto& one : evidence::findingsOf(seen))
                all << one.code << one.reason;
            return all;
        };
        QVERIFY(codes().isEmpty()); // no models: nothing is claimed
        seen.hasModels = true;
        QCOMPARE(codes(), (QList<QByteArray>{"FACE_COUNT", "face.none"}));
        seen.hasTemplates = true;
        QCOMPARE(codes(), (QList<QByteArray>{"FACE_MISMATCH", "face.none"}));
        seen.faces = 1;
        seen.score = 350;
        seen.other = 449;
        QVERIFY(codes().isEmpty());
        seen.score = 349;
        QCOMPARE(codes(), (QList<QByteArray>{"FACE_MISMATCH", "face.notHim"}));
        seen.score = 420;
        seen.other = 520;
        QCOMPARE(codes(), (QList<QByteArray>{"FACE_MISMATCH", "face.other"}));
        seen.other = 519;
        QVERIFY(codes().isEmpty());
        seen.faces = 2;
        QCOMPARE(codes(), (QList<QByteArray>{"FACE_COUNT", "face.several"}));
    }

    void modelsThatCannotBeUsedAreSaid() {
        const QTemporaryDir folder;
        const auto manifest = must(face::ModelManifest::standard());
        for (const auto& entry : manifest.entries()) {
            QFile file(folder.filePath(entry.file));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no model") == 8);
        }
        Gate gate;
        gate.models = {folder.path()};
        gate.service = gate.make();
        QCOMPARE(gate.service->standing().faces, "idle");
        const auto mark = gate.markAndStore(jpeg(scene(1)), gate.world.worker);
        must(gate.service->drain());
        QCOMPARE(gate.service->standing().faces, "not usable");
        QCOMPARE(gate.check(mark.fileId).outcome, "no-models");
    }

    /// Real faces and real models.
    void theServerLooksAtTheFaceItself() {
        const QString missing = missingPictures();
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        useTestModels();
        Gate gate;
        gate.models = {qEnvironmentVariable("HAZIRI_MODELS_DIR")};
        gate.service = gate.make();
        QCOMPARE(gate.service->standing().faces, "idle");
        auto engine = must(face::FaceEngine::load(must(face::ModelManifest::standard()), gate.models));
        const auto people = johns();
        QList<WorkerId> workers;
        for (const QStringList& shots : people) {
            store::Worker worker;
            worker.workerId = WorkerId::generate(gate.world.clock, gate.world.random);
            worker.siteId = gate.world.site.siteId;
            worker.name = "Somebody";
            worker.createdAt = gate.world.clock.now();
            for (int i = 0; i < 3; ++i) {
                const auto shot = must(engine->readPortrait(must(face::readPicture(shots[i]))));
                worker.templates.append({shot.embedding.model, shot.embedding.toBytes()});
            }
            must(gate.world.writer->run([&](sql::Database& writing) {
                return store::WorkerRepository(writing, gate.world.vaultKeys, gate.world.random).insert(worker);
            }));
            workers.append(worker.workerId);
        }
        const auto file = [](const QString& path) {
            QFile picture(path);
            if (!picture.open(QIODevice::ReadOnly)) qFatal("%s", qUtf8Printable(path));
            return picture.readAll();
        };
        const auto shots = people.values();
        const auto himself = gate.markAndStore(file(shots[0][5]), workers[0]);
        const auto proxy = gate.markAndStore(file(shots[1][5]), workers[2]);
        const auto stranger = gate.markAndStore(file(groups().first()), workers[3]);
        const auto nobody = gate.markAndStore(jpeg(scene(12)), workers[4]);
        const auto unknown = gate.markAndStore(file(shots[1][6]), gate.world.worker); // enrolled without a face
        QCOMPARE(must(gate.service->drain()), 5);
        QCOMPARE(gate.service->standing().faces, "ready");

        QCOMPARE(gate.markOf(himself.packetId).status, "accepted");
        QCOMPARE(gate.check(himself.fileId).outcome, "judged");
        QVERIFY(*gate.check(himself.fileId).score >= 500);
        QCOMPARE(*gate.check(himself.fileId).faces, 1);
        QCOMPARE(gate.check(himself.fileId).model, engine->modelName());
        for (const auto& row : {proxy, stranger, nobody}) {
            QCOMPARE(gate.markOf(row.packetId).status, "held");
            QCOMPARE(gate.markOf(row.packetId).codes, QList<QByteArray>{"FACE_MISMATCH"});
        }
        const auto why = [&](const store::MarkRow& row) {
            return must(store::MarkRepository(gate.world.database()).findingsOf({row.packetId})).value(row.packetId);
        };
        QCOMPARE(why(proxy).last().reason, "face.other");
        QVERIFY(why(proxy).last().parameters.contains(workers[1].toText()));
        QCOMPARE(why(nobody).last().reason, "face.none");
        QCOMPARE(gate.markOf(unknown.packetId).status, "accepted");
        QCOMPARE(gate.check(unknown.fileId).outcome, "no-templates");
        QCOMPARE(gate.events("FACE_MISMATCH"), 3);
        QVERIFY(gate.verifies());
    }
};

QTEST_GUILESS_MAIN(EvidenceServiceTest)
#include "EvidenceServiceTest.moc"
