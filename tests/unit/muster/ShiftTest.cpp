// The two ends of a shift: a signed head is kept at each, line or none, and told later; a lock outlives the program.
#include "core/muster/Laptop.h"
#include "tests/support/LaptopBench.h"

#include <QJsonDocument>
#include <QtTest>
#include <zlib.h>

using namespace haziri;
using namespace haziri::muster;

namespace {

const QByteArray kPassword = QStringLiteral("s3cret \"quoted\" \\ हाज़िरी").toUtf8();

/// A request's body as it was before the line.
QByteArray plainBody(const sync::HttpRequest& request) {
    if (!request.body.startsWith("\x1f\x8b")) return request.body;
    QByteArray out(4 * 1024 * 1024, '\0');
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(request.body.constData()));
    stream.avail_in = uInt(request.body.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    if (inflateInit2(&stream, 15 + 16) != Z_OK || inflate(&stream, Z_FINISH) != Z_STREAM_END) return {};
    out.truncate(qsizetype(stream.total_out));
    inflateEnd(&stream);
    return out;
}

/// Laptop on the bench's profile, as the window has it.
struct Gate {
    test::LaptopBench bench;
    std::unique_ptr<Laptop> laptop;
    std::atomic_bool offline = false;

    Gate() {
        bench.engine.reset();
        bench.client.reset();
        bench.profile.reset();
        start();
    }
    ~Gate() { laptop.reset(); }
    void start() {
        laptop.reset();
        Laptop::Options options;
        options.profileDir = bench.dir.filePath(QStringLiteral("p"));
        options.keyPassphraseFile = bench.dir.filePath(QStringLiteral("pass"));
        options.autoSync = true;
        options.clock = &bench.server.clock;
        options.makeTransport = [this](const QUrl&, const QByteArray&) {
            auto made = std::make_unique<test::PretendLine>(bench.server);
            made->twist = [this](const sync::HttpRequest& request,
                                 sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
                if (offline) return fail("OFFLINE", QString());
                if (request.path == "/api/v5/sync") note(request);
                return answer;
            };
            return made;
        };
        laptop = std::make_unique<Laptop>(options);
        QSignalSpy opened(laptop.get(), &Laptop::opened);
        laptop->open();
        if (opened.isEmpty() && !opened.wait(10'000)) qFatal("not opened");
    }
    void signIn() {
        QSignalSpy in(laptop.get(), &Laptop::signedIn), not_(laptop.get(), &Laptop::signInFailed);
        laptop->signIn(QStringLiteral("ramesh"), crypto::SecretBytes::copyOf(kPassword));
        if (in.isEmpty() && !in.wait(10'000)) qFatal("not signed in");
    }
    void mark(int times) {
        QSignalSpy marked(laptop.get(), &Laptop::marked);
        for (int i = 0; i < times; ++i) {
            bench.server.clock.advance(1000);
            laptop->markManually(WorkerId::generate(bench.server.clock, bench.random), Direction::In,
                                 QStringLiteral("no card"));
            while (marked.size() <= i)
                if (!marked.wait(10'000)) qFatal("not marked");
        }
    }
    SyncSummary sync() {
        QSignalSpy synced(laptop.get(), &Laptop::syncFinished);
        laptop->syncNow();
        if (synced.isEmpty() && !synced.wait(10'000)) qFatal("no end of the run");
        return synced.at(0).at(1).value<SyncSummary>();
    }
    /// Heads of requests that carried no packet and were not about where the chain stood then, as (epoch, seq).
    void note(const sync::HttpRequest& request) {
        const QJsonObject object = QJsonDocument::fromJson(plainBody(request)).object();
        auto head = protocol::UnverifiedJws::read(object[QStringLiteral("head")].toString().toLatin1(),
                                                  protocol::Purpose::Head);
        const QJsonObject said = QJsonDocument::fromJson(*head->payloadBeforeVerification()).object();
        const QMutexLocker lock(&m_mutex);
        m_heads.append({said[QStringLiteral("seq")].toInteger(), said[QStringLiteral("iat")].toInteger()});
    }
    QList<std::pair<qint64, qint64>> heads() {
        const QMutexLocker lock(&m_mutex);
        return m_heads;
    }

  private:
    QMutex m_mutex;
    QList<std::pair<qint64, qint64>> m_heads;
};

QList<qint64> seqs(const QList<std::pair<qint64, qint64>>& heads) {
    QList<qint64> list;
    for (const auto& [seq, at] : heads)
        list.append(seq);
    return list;
}

} // namespace

class ShiftTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void headsOfAShiftWithoutALineAreToldWithTheNext() {
        Gate gate;
        gate.signIn(); // once with a line, so that it works without
        gate.mark(1);
        QVERIFY(gate.sync().ok);
        gate.offline = true;
        gate.signIn();
        gate.mark(2);
        const qint64 wentAt = gate.bench.server.clock.now().value;
        gate.laptop->signOut();
        gate.mark(1); // somebody marks on; the supervisor has gone
        gate.bench.server.clock.advance(14 * 3'600'000LL);
        gate.signIn();
        gate.mark(1);
        gate.laptop->signOut();
        gate.start(); // the program ends, and starts again
        gate.bench.server.clock.advance(1000);
        gate.offline = false;
        const auto before = gate.heads().size();
        QTRY_VERIFY_WITH_TIMEOUT(gate.sync().ok, 20'000); // one that began without a line may still be ending
        QTRY_VERIFY(gate.heads().size() >= before + 5);
        const auto said = gate.heads().mid(before);
        // First the marks, under a head of now; then what was kept, in its order.
        QCOMPARE(said.first().first, 5);
        QCOMPARE(seqs(said.mid(1, 4)), (QList<qint64>{1, 3, 4, 5}));
        QVERIFY(std::abs(said.at(2).second - wentAt) < 5'000); // signed then, not now
        // Each once.
        const auto after = gate.heads().size();
        QVERIFY(gate.sync().ok);
        QCOMPARE(seqs(gate.heads().mid(after)), (QList<qint64>{5}));
    }

    void aHeadThatTheServerCannotTakeStandsInNobodysWay() {
        test::LaptopBench bench;
        bench.mark();
        auto& box = bench.profile->outbox();
        const auto end = box.chain();
        QVERIFY(box.keepHead(*end, bench.profile->identity().signHead(end->epoch, end->seq, end->hash, {1})));
        bench.line.twist = [](const sync::HttpRequest& request, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
            if (request.path != "/api/v5/sync" || !request.body.contains("\"packets\":[]")) return answer;
            answer.status = 403;
            answer.body = R"({"code":"EPOCH_UNKNOWN"})";
            return answer;
        };
        QCOMPARE(bench.run().code, QByteArray());
        QCOMPARE(bench.pending(), 0);
        QVERIFY(box.headsToTell(10)->isEmpty());
        // A line that fails is no answer: it is told later.
        bench.mark();
        const auto later = box.chain();
        QVERIFY(box.keepHead(*later, bench.profile->identity().signHead(later->epoch, later->seq, later->hash, {2})));
        bench.line.twist = [](const sync::HttpRequest& request, sync::HttpAnswer answer) -> Result<sync::HttpAnswer> {
            if (request.path != "/api/v5/sync" || !request.body.contains("\"packets\":[]")) return answer;
            return fail("OFFLINE", QString());
        };
        QCOMPARE(bench.run().code, QByteArray("OFFLINE"));
        QCOMPARE(bench.pending(), 0); // the marks were first
        QCOMPARE(box.headsToTell(10)->size(), 1);
        bench.line.twist = {};
        QCOMPARE(bench.run().code, QByteArray());
        QVERIFY(box.headsToTell(10)->isEmpty());
    }

    void theSameStatementWithinHoursIsKeptOnce() {
        test::LaptopBench bench;
        bench.mark();
        auto& box = bench.profile->outbox();
        const auto end = box.chain();
        for (int i = 0; i < 3; ++i)
            QVERIFY(box.keepHead(*end, "head"));
        QCOMPARE(box.headsToTell(10)->size(), 1);
        bench.server.clock.advance(15 * 3'600'000LL); // the next morning: nothing came in between
        QVERIFY(box.keepHead(*end, "head of the morning"));
        QCOMPARE(box.headsToTell(10)->size(), 2);
    }

    void theLockOutlivesTheProgram() {
        Gate gate;
        gate.signIn();
        QVERIFY(!gate.laptop->isLocked());
        gate.laptop->lock();
        QVERIFY(gate.laptop->isLocked());
        gate.start();
        QVERIFY(gate.laptop->isLocked());
        gate.offline = true;
        gate.start();
        QVERIFY(gate.laptop->isLocked());
        gate.signIn();
        QTRY_VERIFY(!gate.laptop->isLocked());
        gate.start();
        QVERIFY(!gate.laptop->isLocked());
    }
};

QTEST_GUILESS_MAIN(ShiftTest)
#include "ShiftTest.moc"
