// kill -9 at any moment: every mark that was shown as recorded is there, seq has no gap, prev links every packet.
//
// The test starts itself as a child that marks as fast as it can and says each mark only after it is durable.
#include "tests/support/LaptopBench.h"

#include "core/base/Json.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QtTest>
#include <cstdio>

using namespace haziri;

namespace {

constexpr int kRounds = 120;

int markForEver(const QString& dir, const QString& passphrase) {
    SystemClock clock;
    crypto::SystemRandom random;
    auto profile = muster::Profile::open({dir, passphrase}, clock, random);
    if (!profile) {
        std::fprintf(stderr, "%s %s\n", profile.error().code.constData(), qUtf8Printable(profile.error().message));
        return 1;
    }
    muster::PacketWriter writer(**profile, clock, random);
    for (;;) {
        protocol::Attendance body;
        body.workerId = WorkerId::generate(clock, random);
        body.siteId = (*profile)->site().siteId;
        body.match = protocol::MatchScores{700, 200, 900, "model"};
        const auto named = muster::namePhoto(crypto::randomBytes(random, 30'000), clock, random);
        body.photo = named.reference;
        muster::PacketWriter::Draft draft;
        draft.body = body;
        draft.recordedBy = (*profile)->registeredFor().userId;
        draft.at = clock.now();
        draft.note = "{}";
        draft.photos.append(named.photo);
        auto written = writer.write(std::move(draft));
        if (!written) return 2;
        std::printf("%lld %s\n", static_cast<long long>(written->seq), written->packetId.toText().constData());
        std::fflush(stdout);
    }
}

} // namespace

class LaptopKillTest : public QObject {
    Q_OBJECT
    test::LaptopBench m_bench;
    QMap<qint64, QByteArray> m_shown; ///< seq → packetId, as the child said

    /// `onceMarking`: count from the first mark that was shown instead of from the start of the program.
    void killOnce(bool onceMarking, int afterMs) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--mark-for-ever"), m_bench.dir.filePath(QStringLiteral("p")),
                     m_bench.dir.filePath(QStringLiteral("pass"))});
        QVERIFY(child.waitForStarted());
        if (onceMarking) QVERIFY(child.waitForReadyRead());
        QTest::qSleep(afterMs);
        QCOMPARE(child.state(), QProcess::Running); // it never ends by itself
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        const QByteArray said = child.readAllStandardOutput();
        const qsizetype whole = said.lastIndexOf('\n') + 1;
        for (const QByteArray& line : said.left(whole).split('\n')) {
            if (line.isEmpty()) continue;
            const auto parts = line.split(' ');
            QVERIFY2(!m_shown.contains(parts[0].toLongLong()), line.constData()); // a number is never given twice
            m_shown.insert(parts[0].toLongLong(), parts[1]);
        }
    }

    void checkEverything() {
        m_bench.reopen();
        auto& box = m_bench.profile->outbox();
        const auto summary = box.summary();
        QCOMPARE(summary->quarantined, 0);
        QCOMPARE(summary->missing, 0);
        const auto queue = box.queue(1'000'000, false);
        const auto end = box.chain();
        QCOMPARE(queue->size(), end->seq);
        auto packets = box.pending(1'000'000, 1LL << 40);
        QCOMPARE(packets->size(), queue->size());
        auto before = crypto::sha256(*box.value("token"));
        for (qsizetype i = 0; i < packets->size(); ++i) {
            const auto& stored = packets->at(i);
            QCOMPARE(stored.seq, i + 1);
            auto token = protocol::UnverifiedJws::read(stored.jws, protocol::Purpose::Packet);
            auto payload = token->verify(crypto::HmacKey(crypto::SecretBytes::copyOf(m_bench.server.deviceSecret)));
            QVERIFY(payload.has_value());
            const auto packet = protocol::readPacket(*payload);
            QCOMPARE(packet->seq, stored.seq);
            QVERIFY(packet->prev == before);
            const auto photo = std::get<protocol::Attendance>(packet->body).photo;
            auto bytes = box.photo(photo->fileId);
            QVERIFY(bytes.has_value());
            QVERIFY(crypto::sha256(*bytes) == photo->sha256);
            before = protocol::packetHash(stored.jws);
        }
        QVERIFY(end->hash == before);
        for (auto it = m_shown.constBegin(); it != m_shown.constEnd(); ++it) {
            QVERIFY2(it.key() <= queue->size(), "a mark that was shown is gone");
            QCOMPARE(queue->at(it.key() - 1).packetId.toText(), it.value());
        }
        m_bench.engine.reset();
        m_bench.client.reset();
        m_bench.profile.reset(); // the children need the lock
    }

  private Q_SLOTS:
    void everyMarkThatWasShownIsThere() {
        m_bench.engine.reset();
        m_bench.client.reset();
        m_bench.profile.reset();
        auto* chance = QRandomGenerator::global();
        for (int round = 0; round < kRounds; ++round) {
            const bool onceMarking = round % 2 == 1;
            killOnce(onceMarking, onceMarking ? chance->bounded(60) : chance->bounded(5, 220));
            if (QTest::currentTestFailed()) return;
            if (round % 20 == 19) checkEverything();
            if (QTest::currentTestFailed()) return;
        }
        QVERIFY2(m_shown.size() > kRounds / 2, "the rounds ended before anything was marked");
        qInfo("%lld marks over %d kills", static_cast<long long>(m_shown.size()), kRounds);
    }

    void theSecondInstanceSaysSo() {
        m_bench.reopen();
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--mark-for-ever"), m_bench.dir.filePath(QStringLiteral("p")),
                     m_bench.dir.filePath(QStringLiteral("pass"))});
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitCode(), 1);
        const QByteArray words = child.readAllStandardError();
        QVERIFY2(words.contains("PROFILE_IN_USE") &&
                     words.contains(QByteArray::number(QCoreApplication::applicationPid())),
                 words.constData());
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QStringLiteral("--mark-for-ever"))
        return markForEver(arguments.value(2), arguments.value(3));
    LaptopKillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "LaptopKillTest.moc"
