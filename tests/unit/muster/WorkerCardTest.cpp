// A card says who is meant and whether this laptop made it; a mark by card waits for the office.
#include "core/muster/WorkerCard.h"
#include "core/muster/MarkRecorder.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using namespace haziri::muster;

class WorkerCardTest : public QObject {
    Q_OBJECT
    test::LaptopBench m_bench, m_other;
    WorkerId m_worker = WorkerId::generate(m_bench.server.clock, m_bench.random);
    QByteArray m_text;

    const device::DeviceIdentity& here() const { return m_bench.profile->identity(); }

  private Q_SLOTS:
    void initTestCase() { m_text = WorkerCard::textFor(m_worker, here()); }

    void itsOwnCardIsKnownAgain() {
        QVERIFY(m_text.startsWith("haziri-card:" + m_worker.toString().toLatin1() + ':'));
        QVERIFY2(m_text.size() <= 80, "short enough for large modules");
        const auto card = WorkerCard::read(m_text, here());
        QVERIFY(card.has_value());
        QCOMPARE(card->workerId, m_worker);
        QVERIFY(card->checked);
        QCOMPARE(WorkerCard::textFor(m_worker, here()), m_text);
    }

    void anotherLaptopsCardIsNotChecked() {
        const auto card = WorkerCard::read(m_text, m_other.profile->identity());
        QVERIFY(card.has_value());
        QVERIFY(!card->checked);
    }

    void everyChangeOfAnOwnCardIsRefusedOrForeign() {
        for (qsizetype i = 0; i < m_text.size(); ++i) {
            QByteArray changed = m_text;
            changed[i] = changed[i] == 'x' ? 'y' : 'x';
            const auto card = WorkerCard::read(changed, here());
            if (card) QVERIFY2(!card->checked, changed.constData());
        }
        // Somebody else's id on an own card.
        QByteArray swapped = m_text;
        swapped.replace(m_worker.toString().toLatin1(),
                        WorkerId::generate(m_bench.server.clock, m_bench.random).toString().toLatin1());
        QCOMPARE(WorkerCard::read(swapped, here()).error().code, QByteArray("CARD_INVALID"));
    }

    void whatIsNoCardIsRefused() {
        for (const QByteArray& text :
             {QByteArray(), QByteArray("haziri-card:"), QByteArray("https://example.org"), m_text + ":x",
              m_text.chopped(1), m_text.toUpper(), QByteArray("haziri-card:::"), QByteArray(4000, ':')})
            QVERIFY2(!WorkerCard::read(text, here()), text.left(80).constData());
    }

    void aMarkByCardIsHeldOnce() {
        PacketWriter writer(*m_bench.profile, m_bench.server.clock, m_bench.random);
        MarkRecorder recorder(*m_bench.profile, writer, m_bench.server.clock, m_bench.random, 10);
        capture::Decision shown;
        shown.kind = capture::DecisionKind::Card;
        shown.photoJpeg = "\xff\xd8 the person with the card";
        shown.source = {capture::SourceKind::Camera, QStringLiteral("Integrated camera")};
        const MarkRecorder::Who who{m_worker, QStringLiteral("Ravi"), {}, {}};
        const auto mark = [&](bool checked) {
            return recorder.markCard(shown, checked, who, Direction::In, m_bench.server.userId, {});
        };
        const MarkOutcome first = mark(true);
        QCOMPARE(first.kind, MarkOutcome::Kind::Held);
        QCOMPARE(first.codes, QList<QByteArray>{"MANUAL"});
        QCOMPARE(mark(true).kind, MarkOutcome::Kind::AlreadyMarked);
        const auto pending = m_bench.profile->outbox().pending(100'000, 1LL << 40);
        auto payload =
            protocol::UnverifiedJws::read(pending->last().jws, protocol::Purpose::Packet)->payloadBeforeVerification();
        const auto body = std::get<protocol::Attendance>(protocol::readPacket(*payload)->body);
        QCOMPARE(body.method, Method::Card);
        QCOMPARE(body.workerId, m_worker);
        QVERIFY(body.photo.has_value());
        QVERIFY(!body.match);
        QCOMPARE(body.reason, QByteArray("card held before the camera"));
    }
};

QTEST_GUILESS_MAIN(WorkerCardTest)
#include "WorkerCardTest.moc"
