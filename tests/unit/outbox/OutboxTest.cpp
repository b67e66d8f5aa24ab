// The laptop's store: the chain, what survives, what is noticed, and what a disk image shows.
#include "core/outbox/Outbox.h"
#include "core/outbox/DiskWords.h"

#include "core/crypto/SystemRandom.h"
#include "core/protocol/Jws.h"
#include "tests/support/FakeClock.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using outbox::PacketState;

class OutboxTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    test::FakeClock m_clock;
    crypto::SystemRandom m_random;
    crypto::SecretBytes m_key = crypto::SecretBytes::random(32, m_random);
    crypto::HmacKey m_hmac{crypto::SecretBytes::copyOf("device secret of 32 bytes length")};
    QString m_path;
    int m_number = 0;

    std::unique_ptr<outbox::Outbox> open() {
        auto box = outbox::Outbox::open(m_path, m_key.clone(), m_clock, m_random);
        if (!box) qWarning() << box.error().code << box.error().message;
        return box ? std::move(*box) : nullptr;
    }

    struct Made {
        PacketId id;
        FileId file;
        QByteArray jws;
        outbox::ChainPlace place;
    };

    Made append(outbox::Outbox& box, const QByteArray& photo = {}) {
        Made made;
        m_clock.advance(1000);
        protocol::Packet packet;
        packet.packetId = made.id = PacketId::generate(m_clock, m_random);
        packet.deviceId = "device";
        packet.recordedBy = UserId::generate(m_clock, m_random);
        packet.tok = "tok";
        packet.timestamp = m_clock.now();
        packet.clock = {"boot", 1, {}, 0};
        protocol::Attendance body;
        body.workerId = WorkerId::generate(m_clock, m_random);
        body.siteId = SiteId::generate(m_clock, m_random);
        outbox::NewPacket row{made.id, packet.kind, packet.timestamp, packet.tok, "{\"name\":\"Ramprasad Yadav\"}",
                              {},      {}};
        if (!photo.isEmpty()) {
            made.file = FileId::generate(m_clock, m_random);
            row.photos.append({made.file, photo});
            body.photo = protocol::PhotoRef{made.file, crypto::sha256(photo), photo.size()};
        }
        packet.body = body;
        auto end = box.append(row, [&](const outbox::ChainPlace& place) {
            made.place = place;
            packet.epoch = place.epoch;
            packet.seq = place.seq;
            packet.prev = place.prev;
            made.jws = protocol::signJws(protocol::Purpose::Packet, "device", m_hmac, protocol::writePacket(packet));
            return made.jws;
        });
        if (!end) qWarning() << end.error().code << end.error().message;
        return end ? made : Made{};
    }

    outbox::Settled settledAs(const Made& made, PacketState state, const QByteArray& code = {}) {
        return {made.id, made.place.seq, state, code, {}, 41, "hash"};
    }

    void damage(const QString& sql) {
        auto database = sql::Database::open(QStringLiteral("sqlite:") + m_path);
        QVERIFY(database.has_value());
        QVERIFY((*database)->run(sql).has_value());
    }

  private Q_SLOTS:
    void init() { m_path = m_dir.filePath(QStringLiteral("outbox%1.db").arg(++m_number)); }

    void chainBeginsWithTheTokenAndLinksEveryPacket() {
        auto box = open();
        QVERIFY(box);
        QCOMPARE(box->chain().error().code, QByteArray("NOT_REGISTERED"));
        QVERIFY(box->beginEpoch(1, "offline.token.text"));
        const Made first = append(*box), second = append(*box);
        QCOMPARE(first.place.seq, 1);
        QVERIFY(first.place.prev == crypto::sha256("offline.token.text"));
        QCOMPARE(second.place.seq, 2);
        QVERIFY(second.place.prev == protocol::packetHash(first.jws));
        box.reset();
        box = open();
        QCOMPARE(box->chain()->seq, 2);
        const Made third = append(*box);
        QCOMPARE(third.place.seq, 3);
        QVERIFY(third.place.prev == protocol::packetHash(second.jws));
        auto pending = box->pending(500, 1 << 20);
        QCOMPARE(pending->size(), 3);
        QCOMPARE(pending->at(1).jws, second.jws);
    }

    void failedSignatureLeavesNoTrace() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        outbox::NewPacket row;
        row.packetId = PacketId::generate(m_clock, m_random);
        QCOMPARE(box->append(row, [](const auto&) { return QByteArray(); }).error().code, QByteArray("SIGN_FAILED"));
        QCOMPARE(box->chain()->seq, 0);
        QCOMPARE(append(*box).place.seq, 1);
    }

    void epochsOnlyRise() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "a"));
        QVERIFY(box->beginEpoch(1, "a")); // the same registration again
        QCOMPARE(box->beginEpoch(1, "b").error().code, QByteArray("EPOCH_OLD"));
        append(*box);
        QVERIFY(box->closeChain(QStringLiteral("an old copy")));
        QVERIFY(append(*box).id.isNull());
        QCOMPARE(*box->closedBecause(), QStringLiteral("an old copy"));
        QVERIFY(box->beginEpoch(2, "b"));
        QCOMPARE(append(*box).place.seq, 1);
        QCOMPARE(box->pending(10, 1 << 20)->size(), 2); // the old epoch's mark still waits
        QCOMPARE(box->beginEpoch(1, "a").error().code, QByteArray("EPOCH_OLD"));
    }

    void settlingMovesOnlyWhatWaits() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        const Made a = append(*box), b = append(*box), c = append(*box), d = append(*box);
        QVERIFY(box->settle({{settledAs(a, PacketState::Synced), settledAs(b, PacketState::Held, "GEOFENCE"),
                              settledAs(c, PacketState::Rejected, "TIME_WINDOW")},
                             {},
                             {},
                             "receipt"}));
        auto summary = box->summary();
        QCOMPARE(summary->pending, 1);
        QCOMPARE(summary->held, 1);
        QCOMPARE(summary->rejected, 1);
        // A later answer cannot change what was settled, and a wrong seq settles nothing.
        outbox::Settled wrong = settledAs(d, PacketState::Synced);
        wrong.seq = 77;
        QVERIFY(box->settle({{settledAs(c, PacketState::Synced), wrong}, {}, {}, {}}));
        QCOMPARE(box->summary()->rejected, 1);
        QCOMPARE(box->summary()->pending, 1);
        const auto queue = box->queue(10, false);
        QCOMPARE(queue->at(1).code, QByteArray("GEOFENCE"));
        QCOMPARE(*queue->at(0).index, 41);
        QVERIFY(queue->at(0).note.contains("Ramprasad"));
    }

    void photosWaitForTheirRecord() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        const QByteArray picture = "\xff\xd8\xff picture one";
        const Made a = append(*box, picture), b = append(*box, "picture two");
        QVERIFY(box->photosReady(10)->isEmpty());
        QVERIFY(box->settle({{settledAs(a, PacketState::Held), settledAs(b, PacketState::Rejected)}, {}, {}, {}}));
        QCOMPARE(box->photosReady(10)->size(), 1);
        QCOMPARE(box->photosReady(10)->at(0).fileId, a.file);
        QCOMPARE(*box->photo(a.file), picture);
        QVERIFY(box->photoSent(a.file));
        QVERIFY(box->photosReady(10)->isEmpty());
        QVERIFY(box->photosWanted({a.file}));
        QCOMPARE(box->photosReady(10)->size(), 1);
        QVERIFY(box->photoSent(a.file));
        m_clock.advance(1000);
        QCOMPARE(*box->prunePhotos(m_clock.now()), 1);
        QCOMPARE(box->photo(a.file).error().code, QByteArray("FILE_MISSING"));
        QCOMPARE(*box->photo(b.file), QByteArray("picture two")); // never acknowledged, never pruned
    }

    void everyKindOfDamageIsSetAsideAndSeen_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("packet byte") << QStringLiteral(
            "UPDATE packets SET sealed = substr(sealed, 1, 40) || x'00' || substr(sealed, 42) WHERE seq = 2");
        QTest::newRow("packet of another row")
            << QStringLiteral("UPDATE packets SET sealed = (SELECT sealed FROM packets WHERE seq = 3) WHERE seq = 2");
        QTest::newRow("hash") << QStringLiteral("UPDATE packets SET hash = zeroblob(32) WHERE seq = 2");
        QTest::newRow("prev") << QStringLiteral("UPDATE packets SET prev = zeroblob(32) WHERE seq = 2");
        QTest::newRow("packet id") << QStringLiteral(
            "UPDATE packets SET packet_id = '018f0000-0000-7000-8000-000000000000' WHERE seq = 2");
    }
    void everyKindOfDamageIsSetAsideAndSeen() {
        QFETCH(QString, sql);
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        for (int i = 0; i < 4; ++i)
            append(*box);
        box.reset();
        damage(sql);
        box = open();
        QVERIFY(box);
        QVERIFY(box->summary()->quarantined >= 1);
        QCOMPARE(box->summary()->quarantined + box->summary()->pending, 4);
        const auto waiting = box->pending(10, 1 << 20);
        QVERIFY(waiting.has_value());
        for (const auto& packet : *waiting)
            QVERIFY(packet.seq != 2);
        QCOMPARE(append(*box).place.seq, 5);
    }

    void deletedRowsAreCounted() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        for (int i = 0; i < 4; ++i)
            append(*box);
        box.reset();
        damage(QStringLiteral("DELETE FROM packets WHERE seq = 3"));
        box = open();
        QCOMPARE(box->summary()->missing, 1);
        QCOMPARE(append(*box).place.seq, 5); // never a number twice
    }

    void anEndThatWasSetBackClosesTheChain() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        for (int i = 0; i < 3; ++i)
            append(*box);
        box.reset();
        damage(QStringLiteral("UPDATE chain SET last_seq = 1"));
        box = open();
        QVERIFY(!box->closedBecause()->isEmpty());
        QVERIFY(append(*box).id.isNull());
    }

    void wrongKeyAndBrokenFileAreDifferentThings() {
        open().reset();
        auto other = outbox::Outbox::open(m_path, crypto::SecretBytes::random(32, m_random), m_clock, m_random);
        QCOMPARE(other.error().code, QByteArray("OUTBOX_KEY_WRONG"));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(200, 'x'));
        file.close();
        auto broken = outbox::Outbox::open(m_path, m_key.clone(), m_clock, m_random);
        QCOMPARE(broken.error().code, QByteArray("OUTBOX_DAMAGED"));
    }

    // The probe tells a wrong key from a right one. Where it alone is damaged, all the rest is there.
    void aDamagedProbeLocksNothingAway() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        append(*box);
        box.reset();
        damage(QStringLiteral("UPDATE held_values SET sealed = x'0011' WHERE name = 'probe'"));
        auto other = outbox::Outbox::open(m_path, crypto::SecretBytes::random(32, m_random), m_clock, m_random);
        QCOMPARE(other.error().code, QByteArray("OUTBOX_KEY_WRONG"));
        box = open();
        QVERIFY(box != nullptr);
        QCOMPARE(box->summary()->pending, 1);
        QCOMPARE(*box->value("probe"), QByteArray("haziri"));
    }

    void aFullDiskIsSaidInPlainWords() {
        const Error io{"STORE_UNAVAILABLE", QStringLiteral("disk I/O error")};
        const Error full = outbox::inPlainWords(io, 4096);
        QCOMPARE(full.code, io.code);
        QVERIFY(full.message.contains(QStringLiteral("disk is full")) && full.message.contains(io.message));
        QCOMPARE(outbox::inPlainWords(io, 1LL << 30).message, io.message);
        QCOMPARE(outbox::inPlainWords(io, -1).message, io.message);
        const Error other{"CHAIN_CLOSED", QStringLiteral("an old copy")};
        QCOMPARE(outbox::inPlainWords(other, 0).message, other.message);
        QVERIFY(outbox::bytesFreeFor(m_path) > 0);
    }

    void batchesRespectTheirLimits() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        const qsizetype one = append(*box).jws.size();
        for (int i = 0; i < 9; ++i)
            append(*box);
        QCOMPARE(box->pending(4, 1 << 20)->size(), 4);
        QCOMPARE(box->pending(500, 3 * (one + 20))->size(), 3);
        QCOMPARE(box->pending(500, 1)->size(), 1); // one always goes, or nothing ever would
    }

    void aDiskImageShowsNobody() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        const QByteArray picture = QByteArray("\xff\xd8\xff\xe0", 4) + QByteArray(5000, 'J');
        const Made made = append(*box, picture);
        outbox::RosterWorker worker;
        worker.workerId = WorkerId::generate(m_clock, m_random);
        worker.siteId = SiteId::generate(m_clock, m_random);
        worker.name = QStringLiteral("Sunita Devi Kumari");
        worker.templates = {{"model", QByteArray(2048, 'T')}};
        QVERIFY(box->putWorker(worker));
        QVERIFY(box->setValue("user", "{\"name\":\"Supervisor Singh\"}"));
        QVERIFY(box->addToken("jti", "secret.token.text", {0}));
        QCOMPARE(box->workers()->at(0).name, worker.name);
        QCOMPARE(box->workers()->at(0).templates.at(0).vector, worker.templates.at(0).vector);
        // The write-ahead log belongs to the image too: look while the store is open.
        QByteArray image;
        const QString pattern = QFileInfo(m_path).fileName() + QLatin1Char('*');
        const auto files = QDir(m_dir.path()).entryInfoList({pattern}, QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo& info : files) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            image += file.readAll();
        }
        QVERIFY(image.contains(made.id.toText())); // we are looking at the right bytes
        for (const QByteArray& secret : {QByteArray("Ramprasad"), QByteArray("Sunita"), QByteArray("Singh"),
                                         QByteArray("\xff\xd8\xff\xe0", 4), QByteArray(40, 'J'), QByteArray(40, 'T'),
                                         QByteArray("secret.token"), made.jws, m_key.view().toByteArray()}) {
            QVERIFY2(!image.contains(secret), secret.left(20).constData());
        }
    }

    void pullIsAppliedAndRepeatable() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        const Made held = append(*box);
        QVERIFY(box->settle({{settledAs(held, PacketState::Held, "GEOFENCE")}, {}, {}, {}}));
        const QString id = WorkerId::generate(m_clock, m_random).toString();
        const QList<outbox::PulledChange> changes{
            {"worker", {{QStringLiteral("workerId"), id}, {QStringLiteral("name"), QStringLiteral("Ravi")}}},
            {"worker", {{QStringLiteral("workerId"), QStringLiteral("nonsense")}}},
            {"mark",
             {{QStringLiteral("packetId"), held.id.toString()},
              {QStringLiteral("status"), QStringLiteral("accepted")}}},
            {"comet", {{QStringLiteral("tail"), 1}}}};
        for (int i = 0; i < 2; ++i) {
            QVERIFY(box->applyPull(changes, "cursor-9"));
            QCOMPARE(box->workers()->size(), 1);
            QCOMPARE(box->summary()->held, 0);
            QCOMPARE(*box->pullCursor(), QByteArray("cursor-9"));
        }
    }

    void peekNeedsNoKey() {
        auto box = open();
        QVERIFY(box->beginEpoch(1, "t"));
        const Made made = append(*box);
        auto entries = outbox::Outbox::peek(m_path); // while it is open elsewhere
        QCOMPARE(entries->size(), 1);
        QCOMPARE(entries->at(0).packetId, made.id);
        QVERIFY(entries->at(0).note.isEmpty());
        QCOMPARE(outbox::Outbox::peek(m_path + QStringLiteral("x")).error().code, QByteArray("FILE_MISSING"));
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "OutboxTest.moc"
