// Marks, the roll, people at the desk, and the facade from registration to sync.
#include "core/face/Picture.h"
#include "core/muster/Laptop.h"
#include "core/muster/MarkRecorder.h"
#include "core/muster/PersonVault.h"
#include "core/muster/Roll.h"
#include "core/muster/SignInDesk.h"
#include "tests/support/LaptopBench.h"
#include "tests/support/Scenes.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;
using Kind = MarkOutcome::Kind;

namespace {

const QByteArray kPassword = QStringLiteral("s3cret \"quoted\" \\ हाज़िरी").toUtf8();

capture::Decision seen(const WorkerId& worker) {
    static int pictures = 0; // each is another
    capture::Decision decision;
    decision.kind = capture::DecisionKind::Recognised;
    decision.workerId = worker;
    decision.score = 740;
    decision.runnerUp = 210;
    decision.liveness = 900;
    decision.livenessJudged = true;
    decision.model = "model/1";
    decision.source = {capture::SourceKind::Camera, QStringLiteral("Integrated camera")};
    decision.photoJpeg = "a picture " + QByteArray::number(++pictures);
    return decision;
}

/// A recorder on an enrolled profile.
struct Gate : test::LaptopBench {
    PacketWriter writer{*profile, server.clock, random};
    MarkRecorder recorder{*profile, writer, server.clock, random, 10};
    WorkerId ravi = WorkerId::generate(server.clock, random), sita = WorkerId::generate(server.clock, random);

    MarkOutcome face(const WorkerId& worker, Direction direction = Direction::In) {
        return recorder.markFace(seen(worker),
                                 {worker, QStringLiteral("Ravi"), QStringLiteral("mason"), QStringLiteral("Gang 1")},
                                 direction, server.userId, *profile->sitePlace());
    }
    MarkOutcome byHand(const WorkerId& worker, const QString& reason, Repeat repeat = Repeat::Catch) {
        return recorder.markManually({worker, QStringLiteral("Sita"), {}, {}}, Direction::In, reason, {}, server.userId,
                                     *profile->sitePlace(), repeat);
    }
    protocol::Packet newestPacket() {
        const auto pending = profile->outbox().pending(100'000, 1LL << 40);
        auto payload =
            protocol::UnverifiedJws::read(pending->last().jws, protocol::Purpose::Packet)->payloadBeforeVerification();
        return *protocol::readPacket(*payload);
    }
};

QList<DayMark> marksOf(const QList<outbox::QueueEntry>& entries) {
    return marksOfDay(entries, {0}, {std::numeric_limits<qint64>::max()});
}

outbox::QueueEntry markAt(const WorkerId& worker, Direction direction, qint64 at) {
    static qint64 seq = 0;
    outbox::QueueEntry entry;
    entry.kind = "attendance";
    entry.at = {at};
    entry.seq = ++seq;
    DayRecord day;
    day.workerId = worker;
    day.direction = direction;
    entry.note = day.toText();
    return entry;
}

} // namespace

class MusterTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aRecognisedFaceBecomesASignedMark() {
        Gate gate;
        const MarkOutcome outcome = gate.face(gate.ravi);
        QCOMPARE(outcome.kind, Kind::Recorded);
        QCOMPARE(outcome.seq, 1);
        QCOMPARE(outcome.trade, QStringLiteral("mason"));
        const protocol::Packet packet = gate.newestPacket();
        const auto body = std::get<protocol::Attendance>(packet.body);
        QCOMPARE(packet.packetId, outcome.packetId);
        QCOMPARE(packet.recordedBy, gate.server.userId);
        QCOMPARE(packet.tzOffsetMin, 330);
        QCOMPARE(packet.tok, gate.profile->token()->jti);
        QVERIFY(packet.prev == crypto::sha256(gate.profile->tokenText()));
        QCOMPARE(body.workerId, gate.ravi);
        QCOMPARE(body.siteId, gate.server.siteId);
        QCOMPARE(body.match->score, 740);
        QCOMPARE(body.geo.source, protocol::GeoSource::Declared);
        QCOMPARE(body.geo.latE7, 285'000'000);
        QVERIFY(gate.profile->outbox().photo(body.photo->fileId)->startsWith("a picture"));
        QVERIFY(body.found.isEmpty());
    }

    void whoInsistsWritesARepeat() {
        Gate gate;
        const MarkOutcome first = gate.byHand(gate.sita, QStringLiteral("no light"), Repeat::Write);
        QCOMPARE(first.codes, QList<QByteArray>{"MANUAL"});
        gate.server.clock.advance(3'000);
        QCOMPARE(gate.byHand(gate.sita, QStringLiteral("no light")).kind, Kind::AlreadyMarked);
        const MarkOutcome again = gate.byHand(gate.sita, QStringLiteral("no light"), Repeat::Write);
        QCOMPARE(again.kind, Kind::Held);
        QCOMPARE(again.codes, (QList<QByteArray>{"MANUAL", "ALREADY_MARKED"}));
        QVERIFY(again.packetId != first.packetId);
        QCOMPARE(again.seq, first.seq + 1);
        QCOMPARE(gate.newestPacket().packetId, again.packetId);
        QCOMPARE(gate.pending(), 2);
    }

    void twiceWithinMinutesIsOneMark() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        gate.server.clock.advance(9 * 60'000);
        const MarkOutcome again = gate.face(gate.ravi);
        QCOMPARE(again.kind, Kind::AlreadyMarked);
        QCOMPARE(again.packetId, first.packetId);
        QCOMPARE(again.seq, first.seq);
        QCOMPARE(gate.byHand(gate.ravi, QStringLiteral("insists")).kind, Kind::AlreadyMarked);
        QCOMPARE(gate.face(gate.ravi, Direction::Out).kind, Kind::Recorded);
        QCOMPARE(gate.face(gate.ravi, Direction::In).kind, Kind::Recorded); // went out and came back
        QCOMPARE(gate.face(gate.sita).kind, Kind::Recorded);
        gate.server.clock.advance(11 * 60'000);
        QCOMPARE(gate.face(gate.sita).kind, Kind::Held); // in after in
        QCOMPARE(gate.pending(), 5);
        // A restart remembers.
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        QCOMPARE(
            restarted.markFace(seen(gate.sita), {gate.sita, {}, {}, {}}, Direction::In, gate.server.userId, {}).kind,
            Kind::AlreadyMarked);
    }

    void theSameWayTwiceInAShiftIsAQuestion() {
        Gate gate;
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        gate.server.clock.advance(2 * 3'600'000);
        const MarkOutcome again = gate.face(gate.ravi);
        QCOMPARE(again.kind, Kind::Held);
        QCOMPARE(again.codes, QList<QByteArray>{"IN_OUT"});
        QVERIFY(!again.reason.isEmpty());
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QVERIFY(body.has("IN_OUT") && body.method == Method::Face);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::AlreadyMarked); // minutes later there is nothing to add
        gate.server.clock.advance(11 * 60'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Held); // and it does not become clean by saying it thrice
        QCOMPARE(gate.face(gate.ravi, Direction::Out).kind, Kind::Recorded);
        gate.server.clock.advance(60'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded); // out and in again
        gate.server.clock.advance(60'000);
        QCOMPARE(gate.face(gate.ravi, Direction::Out).kind, Kind::Recorded);
        gate.server.clock.advance(3'600'000);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        const MarkRecorder::Who ravi{gate.ravi, QStringLiteral("Ravi"), {}, {}};
        QCOMPARE(restarted.markFace(seen(gate.ravi), ravi, Direction::Out, gate.server.userId, {}).codes,
                 QList<QByteArray>{"IN_OUT"});
        gate.server.clock.advance(13 * 3'600'000); // the next day
        QCOMPARE(restarted.markFace(seen(gate.ravi), ravi, Direction::Out, gate.server.userId, {}).kind,
                 Kind::Recorded);
    }

    // Back from a meal without an OUT: nobody's day changes by it, so nobody has to decide about it.
    void backFromTheMiddayMealIsTakenOnce() {
        Gate gate;
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        gate.server.clock.advance(5 * 3'600'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QVERIFY(body.has("IN_AGAIN") && !body.has("IN_OUT")); // told all the same
        QCOMPARE(gate.face(gate.ravi).kind, Kind::AlreadyMarked);
        // In the evening the laptop still says IN: that is a question, and a restart does not forget the meal.
        gate.server.clock.advance(4 * 3'600'000);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        const MarkRecorder::Who ravi{gate.ravi, QStringLiteral("Ravi"), {}, {}};
        const auto evening = restarted.markFace(seen(gate.ravi), ravi, Direction::In, gate.server.userId, {});
        QCOMPARE(evening.codes, QList<QByteArray>{"IN_OUT"});
    }
    void onlyAtMiddayAndOnlyIn_data() {
        QTest::addColumn<qint64>("minutesLater");
        QTest::addColumn<bool>("out");
        QTest::addColumn<bool>("taken");
        QTest::newRow("just too soon") << qint64(179) << false << false;
        QTest::newRow("soon enough") << qint64(180) << false << true;
        QTest::newRow("late enough") << qint64(419) << false << true;
        QTest::newRow("the end of a day") << qint64(420) << false << false;
        QTest::newRow("out after out") << qint64(300) << true << false;
    }
    void onlyAtMiddayAndOnlyIn() {
        QFETCH(qint64, minutesLater);
        QFETCH(bool, out);
        QFETCH(bool, taken);
        Gate gate;
        const Direction way = out ? Direction::Out : Direction::In;
        QCOMPARE(gate.face(gate.ravi, way).kind, Kind::Recorded);
        gate.server.clock.advance(minutesLater * 60'000);
        QCOMPARE(gate.face(gate.ravi, way).kind, taken ? Kind::Recorded : Kind::Held);
    }

    void aPictureOfAnEarlierMarkIsHeld() {
        Gate gate;
        const QImage picture = test::scene(11);
        const auto show = [&](MarkRecorder& recorder, const WorkerId& worker, const QImage& image) {
            capture::Decision decision = seen(worker);
            decision.photoJpeg = face::toJpeg(image);
            return recorder.markFace(decision, {worker, QStringLiteral("X"), {}, {}}, Direction::In, gate.server.userId,
                                     {});
        };
        QCOMPARE(show(gate.recorder, gate.ravi, picture).kind, Kind::Recorded);
        const FileId original = std::get<protocol::Attendance>(gate.newestPacket().body).photo->fileId;
        gate.server.clock.advance(1000);
        const MarkOutcome copy = show(gate.recorder, gate.sita, picture.copy(15, 12, 610, 456));
        QCOMPARE(copy.kind, Kind::Held);
        QCOMPARE(copy.codes, QList<QByteArray>{"PHOTO_REUSE"});
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QCOMPARE(body.found, (QList<protocol::LaptopFinding>{{"PHOTO_REUSE", original}}));
        // The next morning, after a restart, as himself.
        gate.server.clock.advance(20 * 3'600'000);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        QCOMPARE(show(restarted, gate.ravi, picture).codes, QList<QByteArray>{"PHOTO_REUSE"});
        gate.server.clock.advance(1000);
        QCOMPARE(show(restarted, gate.ravi, test::scene(12)).kind, Kind::Recorded); // and then comes himself
    }

    // Somebody shows a photo of Ravi; then Ravi comes himself.
    void aHeldMarkDoesNotStandInTheWayOfAGoodOne() {
        Gate gate;
        capture::Decision print = seen(gate.ravi);
        print.livenessLow = true;
        const MarkRecorder::Who ravi{gate.ravi, QStringLiteral("Ravi"), {}, {}};
        const auto show = [&] {
            gate.server.clock.advance(1000);
            return gate.recorder.markFace(print, ravi, Direction::In, gate.server.userId, {});
        };
        QCOMPARE(show().kind, Kind::Held);
        const MarkOutcome again = show();
        QCOMPARE(again.kind, Kind::AlreadyMarked); // the same photo again adds nothing
        QVERIFY(again.firstWasHeld);
        QCOMPARE(gate.byHand(gate.ravi, QStringLiteral("insists")).kind, Kind::AlreadyMarked);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        gate.server.clock.advance(1000);
        QCOMPARE(restarted.markFace(seen(gate.ravi), ravi, Direction::In, gate.server.userId, {}).kind, Kind::Recorded);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        const MarkOutcome last = gate.face(gate.ravi);
        QCOMPARE(last.kind, Kind::AlreadyMarked);
        QVERIFY(!last.firstWasHeld);
        QCOMPARE(show().kind, Kind::AlreadyMarked); // and a photo after the good mark adds nothing either
    }

    void whatIsNotSureIsHeldOrRefused() {
        Gate gate;
        capture::Decision print = seen(gate.ravi);
        print.livenessLow = true;
        print.liveness = 20;
        const auto held = gate.recorder.markFace(print, {gate.ravi, {}, {}, {}}, Direction::In, gate.server.userId, {});
        QCOMPARE(held.kind, Kind::Held);
        QCOMPARE(held.codes, QList<QByteArray>{"LIVENESS_LOW"});
        QVERIFY(!held.reason.isEmpty());
        capture::Decision stranger;
        stranger.reason = "UNKNOWN_FACE";
        const auto unknown = gate.recorder.markFace(stranger, {}, Direction::In, gate.server.userId, {});
        QCOMPARE(unknown.kind, Kind::Failed);
        QCOMPARE(unknown.codes, QList<QByteArray>{"UNKNOWN_FACE"});
        QCOMPARE(gate.byHand(gate.sita, QStringLiteral("  ")).codes, QList<QByteArray>{"REASON_MISSING"});
        QCOMPARE(gate.pending(), 1);
        const auto manual = gate.byHand(gate.sita, QStringLiteral(" sun in the camera "));
        QCOMPARE(manual.kind, Kind::Held);
        const auto body = std::get<protocol::Attendance>(gate.newestPacket().body);
        QCOMPARE(body.method, Method::Manual);
        QCOMPARE(body.reason, QByteArray("sun in the camera"));
    }

    void aMarkThatCannotBeStoredSaysSo() {
        Gate gate;
        QVERIFY(gate.profile->outbox().closeChain(QStringLiteral("an old copy")));
        const MarkOutcome outcome = gate.face(gate.ravi);
        QCOMPARE(outcome.kind, Kind::Failed);
        QCOMPARE(outcome.codes, QList<QByteArray>{"CHAIN_CLOSED"});
        QCOMPARE(gate.pending(), 0);
    }

    void damagedEnrolmentDataCanBeRenewed() {
        test::LaptopBench bench;
        bench.mark();
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        {
            auto database =
                sql::Database::open(QStringLiteral("sqlite:") + outboxPath(bench.dir.filePath(QStringLiteral("p"))));
            QVERIFY((*database)->run(
                QStringLiteral("UPDATE held_values SET sealed = x'00' WHERE name IN ('registration', 'token')")));
        }
        bench.reopen();
        QVERIFY(!bench.profile->isRegistered());
        QCOMPARE(bench.pending(), 1);
        bench.server.epoch = 2;
        QCOMPARE(bench.registerHere(), QByteArray());
        QVERIFY(bench.profile->isRegistered());
        bench.startEngine();
        bench.mark();
        QCOMPARE(bench.run().accepted, 2); // the one from before too
    }

    void theRollCountsEverybodyOnce() {
        Gate gate;
        KnownWorker ravi, sita, gone, mohan;
        ravi.workerId = gate.ravi;
        ravi.name = QStringLiteral("Ravi");
        sita.workerId = gate.sita;
        sita.name = QStringLiteral("Sita");
        mohan.workerId = WorkerId::generate(gate.server.clock, gate.random);
        mohan.name = QStringLiteral("Mohan");
        gone.workerId = WorkerId::generate(gate.server.clock, gate.random);
        gone.active = false;
        gate.face(gate.ravi);
        gate.byHand(gate.sita, QStringLiteral("camera broken"));
        const WorkerId guest = WorkerId::generate(gate.server.clock, gate.random);
        gate.face(guest);
        const QDate day = QDateTime::fromMSecsSinceEpoch(gate.server.clock.now().value).date();
        auto entries = gate.profile->outbox().queue(100, false);
        RollSnapshot roll = makeRoll(day, {ravi, sita, gone, mohan}, marksOf(*entries));
        QCOMPARE(roll.expected, 4);
        QCOMPARE(roll.present, 2);
        QCOMPARE(roll.held, 1);
        QCOMPARE(roll.unmarked, 1);
        QCOMPARE(roll.rows.first().name, QStringLiteral("Mohan")); // the unmarked first
        gate.server.clock.advance(1000);
        gate.face(gate.ravi, Direction::Out);
        // A later rejected mark does not hide the good one before it.
        auto later = gate.profile->outbox().queue(100, false);
        auto rejected = later->last();
        rejected.state = outbox::PacketState::Rejected;
        later->append(rejected);
        roll = makeRoll(day, {ravi}, marksOf(*later));
        const auto row =
            std::find_if(roll.rows.begin(), roll.rows.end(), [&](const RollRow& r) { return r.workerId == gate.ravi; });
        QCOMPARE(row->state, RollRow::State::Left);
    }

    void aMarkIsUndoneByARecordOfItsOwn() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        gate.server.clock.advance(30'000);
        const UndoOutcome undone = gate.recorder.undo(first.packetId, gate.server.userId);
        QVERIFY2(undone.ok, undone.code.constData());
        QCOMPARE(undone.workerId, gate.ravi);
        QCOMPARE(undone.name, QStringLiteral("Ravi"));
        QCOMPARE(undone.seq, first.seq + 1);
        const protocol::Packet packet = gate.newestPacket();
        QCOMPARE(packet.kind, protocol::PacketKind::AttendanceCorrect);
        const auto body = std::get<protocol::Correction>(packet.body);
        QCOMPARE(body.corrects, first.packetId);
        QCOMPARE(body.workerId, gate.ravi);
        QCOMPARE(body.siteId, gate.server.siteId);
        QCOMPARE(gate.pending(), 2); // nothing was changed, something was added
        const auto entries = gate.profile->outbox().queue(10, false);
        const auto marks = marksOf(*entries);
        QCOMPARE(marks.size(), 1);
        QVERIFY(marks[0].takenBackAt.has_value());
        KnownWorker ravi;
        ravi.workerId = gate.ravi;
        QCOMPARE(makeRoll({2025, 10, 9}, {ravi}, marks).unmarked, 1);
        QCOMPARE(gate.recorder.undo(first.packetId, gate.server.userId).code, "ALREADY_UNDONE");
        // He stands there still, and is marked at once.
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
        MarkRecorder restarted(*gate.profile, gate.writer, gate.server.clock, gate.random, 10);
        QVERIFY(restarted.remember());
        QCOMPARE(
            restarted.markFace(seen(gate.ravi), {gate.ravi, {}, {}, {}}, Direction::In, gate.server.userId, {}).kind,
            Kind::AlreadyMarked);
    }

    void onlyOnesOwnAndForAMinute() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        const auto stranger = PacketId::generate(gate.server.clock, gate.random);
        QCOMPARE(gate.recorder.undo(stranger, gate.server.userId).code, "MARK_UNKNOWN");
        gate.server.clock.advance(60'001);
        QCOMPARE(gate.recorder.undo(first.packetId, gate.server.userId).code, "UNDO_TOO_LATE");
        gate.server.clock.wall = first.time.value + 5'000; // somebody sets the clock back
        QCOMPARE(gate.recorder.undo(first.packetId, gate.server.userId).code, "UNDO_TOO_LATE");
        QCOMPARE(gate.pending(), 1);
        const MarkOutcome second = gate.face(gate.sita);
        const UndoOutcome undone = gate.recorder.undo(second.packetId, gate.server.userId);
        QVERIFY(undone.ok);
        QCOMPARE(gate.recorder.undo(undone.packetId, gate.server.userId).code, "MARK_UNKNOWN"); // no undo of an undo
    }

    void whatTheOfficeRefusedTakesNothingBack() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        QVERIFY(gate.recorder.undo(first.packetId, gate.server.userId).ok);
        auto entries = gate.profile->outbox().queue(10, false);
        entries->last().state = outbox::PacketState::Held;
        entries->last().code = "CORRECTION_LATE";
        QVERIFY(!marksOf(*entries)[0].takenBackAt);
        entries->last().state = outbox::PacketState::Rejected;
        entries->last().code = "CORRECTION_INVALID";
        QVERIFY(!marksOf(*entries)[0].takenBackAt);
    }

    void aNightShiftBelongsToTheDayItBegan() {
        constexpr qint64 hour = 3'600'000, midnight = 1'760'034'600'000; // 00:00 at the site
        const WorkerId ravi = Gate().ravi;
        const QList<outbox::QueueEntry> night{markAt(ravi, Direction::In, midnight - 4 * hour),
                                              markAt(ravi, Direction::Out, midnight + 6 * hour)};
        QVERIFY(needsHoursBefore(night.mid(1)));
        QVERIFY(!needsHoursBefore(night));
        const auto eve = marksOfDay(night, {midnight - 24 * hour}, {midnight});
        QCOMPARE(eve.size(), 2);
        KnownWorker known;
        known.workerId = ravi;
        QCOMPARE(makeRoll({}, {known}, eve).rows[0].state, RollRow::State::Left);
        const auto next = marksOfDay(night, {midnight}, {midnight + 24 * hour});
        QVERIFY(next.isEmpty());
        QCOMPARE(makeRoll({}, {known}, next).unmarked, 1);
        // An OUT too late for any shift stands alone, on its own day; so does one whose IN was undone.
        const QList<outbox::QueueEntry> late{night[0], markAt(ravi, Direction::Out, midnight + 13 * hour)};
        QCOMPARE(marksOfDay(late, {midnight}, {midnight + 24 * hour}).size(), 1);
        // Two shifts in a day, the second over midnight.
        const QList<outbox::QueueEntry> two{
            markAt(ravi, Direction::In, midnight - 16 * hour), markAt(ravi, Direction::Out, midnight - 8 * hour),
            markAt(ravi, Direction::In, midnight - 2 * hour), markAt(ravi, Direction::Out, midnight + 2 * hour)};
        QCOMPARE(marksOfDay(two, {midnight - 24 * hour}, {midnight}).size(), 4);
    }

    void signingInWorksOfflineAfterTheFirstTime() {
        test::LaptopBench bench;
        PersonVault vault(bench.profile->keys(), bench.random);
        SignInDesk desk(*bench.client, vault, bench.random);
        const auto signIn = [&](const QByteArray& password) {
            std::optional<Result<SignedIn>> answer;
            desk.signIn("ramesh", crypto::SecretBytes::copyOf(password),
                        [&](Result<SignedIn> who) { answer.emplace(std::move(who)); });
            if (!QTest::qWaitFor([&] { return answer.has_value(); })) qFatal("no answer at the desk");
            return std::move(*answer);
        };
        bench.line.offline = true;
        QCOMPARE(signIn(kPassword).error().code, QByteArray("SIGN_IN_NEEDS_LINE"));
        bench.line.offline = false;
        QCOMPARE(signIn("wrong").error().code, QByteArray("SIGN_IN_REFUSED"));
        const auto online = signIn(kPassword);
        QVERIFY(online.has_value());
        QVERIFY(!online->offline && online->person.keyRegistered);
        QCOMPARE(bench.server.userKeys.size(), std::size_t(1));
        QVERIFY(!bench.client->hasSession()); // syncing stays the device's own affair
        bench.line.offline = true;
        const auto offline = signIn(kPassword);
        QVERIFY(offline.has_value() && offline->offline);
        QCOMPARE(offline->person.key.publicKey().raw(), online->person.key.publicKey().raw());
        for (int i = 0; i < PersonVault::kMaxTries; ++i)
            QCOMPARE(signIn("guess").error().code, QByteArray("WRONG_PASSWORD"));
        QCOMPARE(signIn(kPassword).error().code, QByteArray("TOO_MANY_TRIES"));
        // Who was refused here already is asked about at the server only.
        std::optional<QByteArray> verdict;
        desk.signInOnline("ramesh", crypto::SecretBytes::copyOf(kPassword), {"WRONG_PASSWORD", {}},
                          [&](Result<SignedIn> who) { verdict = who ? QByteArray() : who.error().code; });
        QVERIFY(QTest::qWaitFor([&] { return verdict.has_value(); }));
        QCOMPARE(*verdict, QByteArray("WRONG_PASSWORD"));
        bench.line.offline = false;
        QVERIFY(signIn(kPassword).has_value()); // the server's word starts the count anew
        bench.line.offline = true;
        QVERIFY(signIn(kPassword).has_value());
    }

    void whatTheServerRejectedIsMarkedAnew() {
        Gate gate;
        const MarkOutcome first = gate.face(gate.ravi);
        QCOMPARE(first.kind, Kind::Recorded);
        gate.server.clock.advance(30'000);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::AlreadyMarked);
        gate.server.verdicts[first.packetId.toText()] = {protocol::PacketStatus::Rejected, "TIME_WINDOW"};
        QObject::connect(gate.engine.get(), &sync::SyncEngine::settled, [&] { gate.recorder.recallShift(); });
        QCOMPARE(gate.run().rejected, 1);
        QCOMPARE(gate.face(gate.ravi).kind, Kind::Recorded);
    }

    // His workers' enrolments are signed with the old key: they go first, and no passing trouble costs him the key.
    void aKeyIsReplacedOnlyWhereItIsLost() {
        test::LaptopBench bench;
        struct Moody final : device::KeyStore {
            explicit Moody(device::KeyStore& real)
                : keys(real) {}
            Result<crypto::SecretBytes> read(const QByteArray& name) override {
                if (locked) return fail("KEYCHAIN_LOCKED", {});
                return keys.read(name);
            }
            Result<void> write(const QByteArray& name, const crypto::SecretBytes& secret) override {
                return keys.write(name, secret);
            }
            Result<void> remove(const QByteArray& name) override { return keys.remove(name); }
            QByteArray kind() const override { return keys.kind(); }
            device::KeyStore& keys;
            bool locked = false;
        } keys(bench.profile->keys());
        PersonVault vault(keys, bench.random);
        SignInDesk desk(*bench.client, vault, bench.random);
        QList<qsizetype> keysWhenAsked; // how many the server had
        desk.setBeforeNewKey([&](const SignInDesk::Then& then) {
            keysWhenAsked.append(qsizetype(bench.server.userKeys.size()));
            QTimer::singleShot(0, &desk, then);
        });
        const auto signIn = [&] {
            std::optional<Result<SignedIn>> answer;
            desk.signIn("ramesh", crypto::SecretBytes::copyOf(kPassword),
                        [&](Result<SignedIn> who) { answer.emplace(std::move(who)); });
            if (!QTest::qWaitFor([&] { return answer.has_value(); })) qFatal("no answer at the desk");
            return std::move(*answer);
        };
        const auto first = signIn();
        QVERIFY(first.has_value());
        keys.locked = true;
        QCOMPARE(signIn().error().code, QByteArray("KEYCHAIN_LOCKED"));
        QCOMPARE(bench.server.userKeys.size(), std::size_t(1));
        keys.locked = false;
        const auto again = signIn();
        QVERIFY(again.has_value());
        QCOMPARE(again->person.key.publicKey().raw(), first->person.key.publicKey().raw());
        keysWhenAsked.clear();
        // The office gave him another password: nothing opens the old key any more.
        QVERIFY(vault.put("ramesh", again->person, crypto::SecretBytes::copyOf("the password before")).has_value());
        const auto renewed = signIn();
        QVERIFY(renewed.has_value() && renewed->person.keyRegistered);
        QVERIFY(renewed->person.key.publicKey().raw() != first->person.key.publicKey().raw());
        QCOMPARE(keysWhenAsked, QList<qsizetype>{1});
        QCOMPARE(bench.server.userKeys.size(), std::size_t(2));
    }

    void theFacadeFromRegistrationToSync() {
        QTemporaryDir dir;
        QFile pass(dir.filePath(QStringLiteral("pass")));
        QVERIFY(pass.open(QIODevice::WriteOnly));
        pass.write("p");
        pass.close();
        test::PretendServer server;
        SystemClock realClock;
        server.clock.wall = realClock.now().value;
        server.clock.bootId = realClock.boot().bootId;
        Laptop::Options options;
        options.profileDir = dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = pass.fileName();
        options.autoSync = false;
        options.makeTransport = [&](const QUrl&, const QByteArray&) {
            return std::make_unique<test::PretendLine>(server);
        };
        const auto waitFor = [](QSignalSpy& spy) { return !spy.isEmpty() || spy.wait(5000); };
        {
            Laptop laptop(options);
            QSignalSpy opened(&laptop, &Laptop::opened), registered(&laptop, &Laptop::registered),
                failed(&laptop, &Laptop::registerFailed);
            QSignalSpy marked(&laptop, &Laptop::marked), synced(&laptop, &Laptop::syncFinished),
                roll(&laptop, &Laptop::rollReady);
            QSignalSpy marks(&laptop, &Laptop::marksReady);
            laptop.open();
            QVERIFY(waitFor(opened));
            QVERIFY(!laptop.isRegistered());
            laptop.registerDevice(QStringLiteral("haziri://127.0.0.1:4433/enrol?code=CODECODECODECODE&pin=") +
                                  QString(43, QLatin1Char('A')));
            QVERIFY2(waitFor(registered), failed.isEmpty() ? "" : failed.at(0).at(0).toByteArray().constData());
            QVERIFY(laptop.isRegistered());
            QCOMPARE(laptop.site().name, QStringLiteral("Tower 7"));
            QCOMPARE(laptop.user().name, QStringLiteral("Meena Supervisor"));
            QCOMPARE(laptop.clock().cls, ClockClass::Anchored);
            crypto::SystemRandom random;
            const WorkerId worker = WorkerId::generate(realClock, random);
            QImage picture(64, 64, QImage::Format_RGB32);
            picture.fill(Qt::gray);
            const qint64 request = laptop.markManually(worker, Direction::In, QStringLiteral("no light"), picture);
            QVERIFY(waitFor(marked));
            const auto outcome = marked.at(0).at(0).value<MarkOutcome>();
            QCOMPARE(outcome.request, request);
            QCOMPARE(outcome.kind, Kind::Held);
            laptop.requestRoll(QDate::currentDate());
            QVERIFY(waitFor(roll));
            QCOMPARE(roll.at(0).at(0).value<RollSnapshot>().held, 1);
            laptop.requestMarksOf(worker, QDate::currentDate());
            QVERIFY(waitFor(marks));
            const auto details = marks.at(0).at(2).value<QList<MarkDetail>>();
            QCOMPARE(details.size(), 1);
            QCOMPARE(details.at(0).photo.size(), QSize(64, 64));
            laptop.syncNow();
            QVERIFY(waitFor(synced));
            const auto summary = synced.at(0).at(1).value<SyncSummary>();
            QVERIFY2(summary.ok, summary.code.constData());
            QCOMPARE(summary.accepted, 1);
            QCOMPARE(summary.photosSent, 1);
            QCOMPARE(laptop.line().state, LineState::Online);
            QCOMPARE(laptop.queue().packetsWaiting, 0);
            // A second one on the same profile is told who is first.
            Laptop second(options);
            QSignalSpy refused(&second, &Laptop::openFailed);
            second.open();
            QVERIFY(waitFor(refused));
            QCOMPARE(refused.at(0).at(0).toByteArray(), QByteArray("PROFILE_IN_USE"));
        }
        Laptop again(options);
        QSignalSpy opened(&again, &Laptop::opened), rows(&again, &Laptop::queueReady);
        again.open();
        QVERIFY(waitFor(opened));
        QVERIFY(again.isRegistered());
        again.requestQueue();
        QVERIFY(waitFor(rows));
        QCOMPARE(rows.at(0).at(0).value<QList<QueueRow>>().at(0).status, QByteArray("synced"));
    }
};

QTEST_GUILESS_MAIN(MusterTest)
#include "MusterTest.moc"
