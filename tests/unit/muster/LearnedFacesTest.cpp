// What a face may teach the laptop: little, only what the server confirmed, and nothing that cannot be taken back.
#include "core/muster/LearnedFaces.h"
#include "core/muster/MarkRecorder.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>
#include <cmath>

using namespace haziri;
using namespace haziri::muster;

class LearnedFacesTest : public QObject {
    Q_OBJECT
    static constexpr qint64 kDay = 86'400'000;
    std::unique_ptr<test::LaptopBench> m_bench;
    std::unique_ptr<PacketWriter> m_writer;
    std::unique_ptr<MarkRecorder> m_recorder;
    std::unique_ptr<LearnedFaces> m_faces;
    KnownWorker m_ravi;
    int m_shown = 0;

    // `likeness` is the cosine with the enrolment's shots; the rest points another way each time.
    static face::Embedding seenWith(double likeness, int way = 1) {
        face::Embedding e{"m", std::vector<float>(16, 0.0F)};
        e.values[0] = float(likeness);
        e.values[size_t(1 + way % 15)] = float(std::sqrt(1 - likeness * likeness));
        return e;
    }
    capture::Decision decision(double likeness = 0.7) {
        capture::Decision seen;
        seen.kind = capture::DecisionKind::Recognised;
        seen.workerId = m_ravi.workerId;
        seen.score = 700;
        seen.runnerUp = 200;
        seen.liveness = 900;
        seen.livenessJudged = true;
        seen.frames = 5;
        seen.model = "m";
        seen.probe = seenWith(likeness, ++m_shown);
        seen.source = {capture::SourceKind::Camera, QStringLiteral("camera")};
        seen.photoJpeg = "picture " + QByteArray::number(m_shown);
        return seen;
    }
    MarkOutcome show(const capture::Decision& seen) {
        const auto outcome = m_recorder->markFace(seen, {m_ravi.workerId, m_ravi.name, {}, {}}, Direction::In,
                                                  m_bench->server.userId, *m_bench->profile->sitePlace());
        m_faces->offer(outcome, seen, m_ravi);
        return outcome;
    }
    QHash<WorkerId, KnownWorker> workers() const { return {{m_ravi.workerId, m_ravi}}; }
    qsizetype learned() const { return m_faces->of(m_ravi.workerId).size(); }
    bool confirm() {
        const auto done = m_faces->confirm(workers());
        if (!done) qFatal("%s", done.error().code.constData());
        return *done;
    }
    bool review() {
        const auto done = m_faces->review(workers(), m_bench->server.clock.now());
        if (!done) qFatal("%s", done.error().code.constData());
        return *done;
    }
    // A confirmed mark of another day.
    void learnOne() {
        m_bench->server.clock.advance(kDay + 1);
        show(decision());
        m_bench->run();
        QVERIFY(confirm());
    }

  private Q_SLOTS:
    void init() {
        m_faces.reset();
        m_recorder.reset();
        m_writer.reset();
        m_bench = std::make_unique<test::LaptopBench>();
        m_writer = std::make_unique<PacketWriter>(*m_bench->profile, m_bench->server.clock, m_bench->random);
        m_recorder =
            std::make_unique<MarkRecorder>(*m_bench->profile, *m_writer, m_bench->server.clock, m_bench->random, 10);
        m_faces = std::make_unique<LearnedFaces>(m_bench->profile->outbox());
        m_ravi = {};
        m_ravi.workerId = WorkerId::generate(m_bench->server.clock, m_bench->random);
        m_ravi.name = QStringLiteral("Ravi");
        m_ravi.consentFace = true;
        for (int shot = 0; shot < 3; ++shot)
            m_ravi.templates.append({"m", seenWith(1).toBytes()});
    }

    void onlyWhatTheServerAcceptedIsLearned() {
        show(decision());
        QVERIFY(!confirm()); // it waits
        QCOMPARE(learned(), 0);
        m_bench->run();
        QVERIFY(confirm());
        QCOMPARE(learned(), 1);
        QVERIFY(!confirm()); // once
        // Kept beyond a restart.
        LearnedFaces again(m_bench->profile->outbox());
        QVERIFY(again.load());
        QCOMPARE(again.of(m_ravi.workerId).size(), 1);
        QVERIFY(again.of(m_ravi.workerId).at(0).embedding.values ==
                m_faces->of(m_ravi.workerId).at(0).embedding.values);
    }

    // The wrong person, perhaps: what was undone at the gate teaches nothing, and what it taught is gone.
    void whatWasUndoneTeachesNothing() {
        const MarkOutcome first = show(decision());
        QVERIFY(m_recorder->undo(first.packetId, m_bench->server.userId).ok);
        m_bench->run();
        QVERIFY(!confirm());
        QCOMPARE(learned(), 0);
        m_bench->server.clock.advance(kDay);
        const MarkOutcome second = show(decision());
        m_bench->run();
        QVERIFY(confirm());
        QCOMPARE(learned(), 1);
        QVERIFY(
            m_recorder->undo(second.packetId, m_bench->server.userId).ok); // sent already, and still within a minute
        QVERIFY(review());
        QCOMPARE(learned(), 0);
    }

    void whatTheServerHoldsTeachesNothing() {
        const MarkOutcome outcome = show(decision());
        m_bench->server.verdicts[outcome.packetId.toText()] = {protocol::PacketStatus::Held, "GEOFENCE"};
        m_bench->run();
        QVERIFY(!confirm());
        QCOMPARE(learned(), 0);
        QCOMPARE(m_faces->waiting(), 0);
    }

    void unfitMarksTeachNothing_data() {
        QTest::addColumn<int>("fault");
        const char* const names[] = {"of a file",        "too few frames",   "not judged alive",
                                     "hardly alive",     "close to another", "unlike the enrolment",
                                     "as the enrolment", "held here",        "no consent"};
        for (int fault = 0; fault < 9; ++fault)
            QTest::newRow(names[fault]) << fault;
    }
    void unfitMarksTeachNothing() {
        QFETCH(int, fault);
        capture::Decision seen = decision(fault == 5 ? 0.55 : fault == 6 ? 0.9 : 0.7);
        if (fault == 0) seen.source.kind = capture::SourceKind::File;
        if (fault == 1) seen.frames = 4;
        if (fault == 2) seen.livenessJudged = false;
        if (fault == 3) seen.liveness = 499;
        if (fault == 4) seen.runnerUp = 560;
        if (fault == 7) seen.livenessLow = true;
        if (fault == 8) m_ravi.consentFace = false;
        show(seen);
        QCOMPARE(m_faces->waiting(), 0);
        m_bench->run();
        QVERIFY(!confirm());
    }

    void atMostTwoAndOneADay() {
        learnOne();
        m_bench->server.clock.advance(kDay / 2);
        show(decision());
        QCOMPARE(m_faces->waiting(), 0);
        const PacketId first = m_faces->of(m_ravi.workerId).at(0).packetId;
        learnOne();
        QCOMPARE(learned(), 2);
        learnOne();
        QCOMPARE(learned(), 2);
        for (const LearnedFace& face : m_faces->of(m_ravi.workerId))
            QVERIFY(face.packetId != first); // the oldest gave way
        QCOMPARE(m_ravi.templates.size(), 3);
    }

    void neverMoreThanHeHasShots() {
        m_ravi.templates.resize(1);
        learnOne();
        learnOne();
        QCOMPARE(learned(), 1);
    }

    void aMarkThatIsHeldLaterTakesItsFaceWithIt() {
        learnOne();
        learnOne();
        const PacketId packet = m_faces->of(m_ravi.workerId).at(0).packetId;
        QVERIFY(!review());
        QVERIFY(m_bench->profile->outbox()
                    .applyPull({{"mark", QJsonObject{{QStringLiteral("type"), QStringLiteral("mark")},
                                                     {QStringLiteral("packetId"), packet.toString()},
                                                     {QStringLiteral("status"), QStringLiteral("held")},
                                                     {QStringLiteral("code"), QStringLiteral("FACE_MISMATCH")}}}},
                               "c9")
                    .has_value());
        QVERIFY(review());
        QCOMPARE(learned(), 1);
        QVERIFY(m_faces->of(m_ravi.workerId).at(0).packetId != packet);
    }

    void whoIsGoneOrEnrolledAnewIsForgotten() {
        for (int why = 0; why < 3; ++why) {
            init();
            learnOne();
            QCOMPARE(learned(), 1);
            if (why == 0) m_ravi.consentFace = false;
            if (why == 1) m_ravi.active = false;
            if (why == 2) m_ravi.templates.append({"m", seenWith(0.95).toBytes()});
            QVERIFY(review());
            QCOMPARE(learned(), 0);
            QVERIFY(m_bench->profile->outbox().value("learned")->isEmpty());
            QVERIFY(m_bench->profile->outbox().value("learned/" + m_ravi.workerId.toText())->isEmpty());
        }
    }

    void whatIsForgottenIsGone() {
        learnOne();
        const WorkerId other = WorkerId::generate(m_bench->server.clock, m_bench->random);
        QCOMPARE(*m_faces->forget(other), 0);
        QCOMPARE(*m_faces->forget(m_ravi.workerId), 1);
        LearnedFaces again(m_bench->profile->outbox());
        QVERIFY(again.load());
        QVERIFY(again.people().isEmpty());
        learnOne();
        QCOMPARE(*m_faces->forget(), 1);
        QVERIFY(m_faces->people().isEmpty());
    }
};

QTEST_GUILESS_MAIN(LearnedFacesTest)
#include "LearnedFacesTest.moc"
