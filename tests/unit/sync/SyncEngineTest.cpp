// The engine against a server in memory: whatever comes back, only a verified answer moves a mark out of Pending.
#include "core/sync/SyncEngine.h"

#include "core/base/Base64Url.h"
#include "tests/support/LaptopBench.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using Bench = haziri::test::LaptopBench;
using outbox::PacketState;
using sync::HttpAnswer;
using sync::HttpRequest;
using sync::RunSummary;
using sync::SyncEngine;

namespace {

bool isSync(const HttpRequest& request) {
    return request.path == "/api/v5/sync";
}

} // namespace

class SyncEngineTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everythingGoesThroughOnce() {
        Bench bench;
        for (int i = 0; i < 7; ++i)
            bench.mark(i % 2 ? QByteArray() : QByteArray("jpeg ") + QByteArray::number(i));
        QSignalSpy states(bench.engine.get(), &SyncEngine::stateChanged);
        const RunSummary run = bench.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.accepted, 7);
        QCOMPARE(run.photosSent, 4);
        QCOMPARE(bench.pending(), 0);
        QCOMPARE(bench.server.committed.size(), 7);
        QCOMPARE(bench.server.photos.size(), std::size_t(4));
        QList<SyncEngine::State> seen;
        for (const auto& args : states)
            seen.append(args.at(0).value<SyncEngine::State>());
        using S = SyncEngine::State;
        QCOMPARE(seen, (QList<S>{S::SigningIn, S::SendingRecords, S::VerifyingAnswer, S::SendingPhotos, S::Idle}));
        const auto queue = bench.profile->outbox().queue(10, false);
        QCOMPARE(*queue->at(0).index, 1);
        QVERIFY(!queue->at(0).recordHash.isEmpty());
        QCOMPARE(bench.run().sent, 0);
        QCOMPARE(bench.server.committed.size(), 7);
        QCOMPARE(bench.server.sessions, 1);
    }

    void recordsTravelBeforePhotosAndInBatches() {
        Bench bench;
        for (int i = 0; i < 510; ++i)
            bench.mark(i == 0 ? QByteArray("jpeg") : QByteArray());
        QCOMPARE(bench.run().accepted, 510);
        QList<QByteArray> paths;
        for (const auto& request : bench.line.requests)
            paths.append(request.path.left(14));
        QCOMPARE(paths.mid(1), (QList<QByteArray>{"/api/v5/sessio", "/api/v5/sync", "/api/v5/sync", "/api/v5/vault/"}));
    }

    void answerCutAtAnyByteChangesNothing() {
        Bench bench;
        bench.mark();
        qsizetype cut = 0, length = 1;
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (!isSync(request)) return answer;
            length = answer.body.size();
            answer.body.truncate(cut);
            return answer;
        };
        for (; cut < length; ++cut) {
            const RunSummary run = bench.run();
            QVERIFY2(!run.code.isEmpty(), QByteArray::number(cut).constData());
            QCOMPARE(bench.pending(), 1);
        }
        QVERIFY(cut > 300);
        bench.line.twist = nullptr;
        const RunSummary run = bench.run();
        QCOMPARE(run.duplicate, 1); // the server had it all along
        QCOMPARE(bench.pending(), 0);
        QCOMPARE(bench.server.committed.size(), 1);
    }

    void heldStaysHeldWhereItsFirstAnswerWasLost() {
        Bench bench;
        const PacketId held = bench.mark(), good = bench.mark();
        bench.server.verdicts[held.toText()] = {protocol::PacketStatus::Held, "LIVENESS_LOW"};
        bool lost = false;
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (isSync(request) && !std::exchange(lost, true)) return fail("OFFLINE", QStringLiteral("cut"));
            return answer;
        };
        QVERIFY(!bench.run().code.isEmpty());
        const RunSummary run = bench.run();
        QCOMPARE(run.duplicate, 2);
        QCOMPARE(bench.stateOf(held), outbox::PacketState::Held);
        QCOMPARE(bench.stateOf(good), outbox::PacketState::Synced);
    }

    void everyFlippedByteOfTheAnswerIsNoticed() {
        Bench bench;
        bench.mark();
        qsizetype at = 0, length = 1;
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (!isSync(request)) return answer;
            length = answer.body.size();
            answer.body[at] = char(answer.body[at] ^ 1);
            return answer;
        };
        for (; at < length; at += 7) {
            QCOMPARE(bench.run().code, QByteArray("ANSWER_UNSIGNED"));
            QCOMPARE(bench.pending(), 1);
        }
    }

    void foreignAnswersChangeNothing_data() {
        using Twist = std::function<Result<HttpAnswer>(test::PretendServer&, const HttpRequest&, HttpAnswer)>;
        QTest::addColumn<Twist>("twist");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const char* code, Twist twist) {
            QTest::newRow(name) << twist << QByteArray(code);
        };
        row("captive portal", "ANSWER_UNSIGNED", [](auto&, const auto&, HttpAnswer) {
            HttpAnswer portal;
            portal.status = 200;
            portal.body = "<html>Please log in</html>";
            return portal;
        });
        row("no signature", "ANSWER_UNSIGNED", [](auto&, const auto&, HttpAnswer answer) {
            answer.headers.clear();
            return answer;
        });
        row("signature of another key", "ANSWER_UNSIGNED",
            [](test::PretendServer& server, const HttpRequest& request, HttpAnswer answer) {
                const auto stranger = crypto::Ed25519PrivateKey::generate(server.random);
                answer.headers = {
                    {"haziri-signature",
                     protocol::signResponse(server.tokenKid, stranger,
                                            crypto::toBase64Url(crypto::sha256(request.body)), answer.body)}};
                return answer;
            });
        row("answer to another request", "ANSWER_UNSIGNED",
            [](test::PretendServer& server, const HttpRequest&, HttpAnswer answer) {
                server.sign(answer, "some other request");
                return answer;
            });
        row("redirect", "REDIRECTED",
            [](auto&, const auto&, HttpAnswer) -> Result<HttpAnswer> { return fail("REDIRECTED"); });
        row("500", "HTTP_500", [](auto&, const auto&, HttpAnswer) {
            HttpAnswer broken;
            broken.status = 500;
            return broken;
        });
        row("503", "STORE_UNAVAILABLE", [](auto&, const auto&, HttpAnswer) {
            HttpAnswer broken;
            broken.status = 503;
            broken.body = R"({"code":"STORE_UNAVAILABLE","title":"t"})";
            return broken;
        });
        row("signed, but of another form", "MALFORMED",
            [](test::PretendServer& server, const HttpRequest& request, HttpAnswer answer) {
                answer.body = R"({"results":"none"})";
                server.sign(answer, request.body);
                return answer;
            });
        row("signed, without our marks", "NO_PROGRESS",
            [](test::PretendServer& server, const HttpRequest& request, HttpAnswer answer) {
                auto read = protocol::readSyncAnswer(answer.body);
                read->results.clear();
                answer.body = protocol::writeSyncAnswer(*read);
                server.sign(answer, request.body);
                return answer;
            });
        row("line gone", "OFFLINE",
            [](auto&, const auto&, HttpAnswer) -> Result<HttpAnswer> { return fail("OFFLINE"); });
    }
    void foreignAnswersChangeNothing() {
        QFETCH(std::function<Result<HttpAnswer>(test::PretendServer&, const HttpRequest&, HttpAnswer)>, twist);
        QFETCH(QByteArray, code);
        Bench bench;
        bench.mark("jpeg");
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            return isSync(request) ? twist(bench.server, request, std::move(answer)) : Result<HttpAnswer>(answer);
        };
        QCOMPARE(bench.run().code, code);
        QCOMPARE(bench.engine->state(), SyncEngine::State::BackingOff);
        QVERIFY(bench.engine->retryIn() >= 1000);
        QCOMPARE(bench.pending(), 1);
        QVERIFY(bench.server.photos.empty()); // the photo does not overtake its record
        bench.line.twist = nullptr;
        QCOMPARE(bench.run().code, QByteArray());
        QCOMPARE(bench.pending(), 0);
    }

    /// A portal answers whatever is asked, a sign-in too: no line, and nothing else is wrong.
    void aPortalsAnswerToTheSignInIsNoLine() {
        for (const char* body : {"<html>Please log in</html>", "{}", "[]", R"({"token":5,"expiresAt":1})", ""}) {
            Bench bench;
            bench.mark();
            bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
                if (!request.path.startsWith("/api/v5/session")) return answer;
                HttpAnswer portal;
                portal.status = 200;
                portal.body = body;
                return portal;
            };
            QCOMPARE(bench.run().code, QByteArray("ANSWER_UNSIGNED"));
            QCOMPARE(bench.pending(), 1);
            bench.line.twist = nullptr;
            QCOMPARE(bench.run().code, QByteArray());
        }
    }

    void heldAndRejectedKeepTheirReasons() {
        Bench bench;
        const PacketId good = bench.mark(), held = bench.mark("jpeg one"), bad = bench.mark("jpeg two");
        bench.server.verdicts[held.toText()] = {protocol::PacketStatus::Held, "GEOFENCE"};
        bench.server.verdicts[bad.toText()] = {protocol::PacketStatus::Rejected, "TIME_WINDOW"};
        const RunSummary run = bench.run();
        QCOMPARE(run.accepted, 1);
        QCOMPARE(run.held, 1);
        QCOMPARE(run.rejected, 1);
        QCOMPARE(bench.stateOf(good), PacketState::Synced);
        QCOMPARE(bench.stateOf(held), PacketState::Held);
        QCOMPARE(bench.stateOf(bad), PacketState::Rejected);
        QCOMPARE(bench.server.photos.size(), std::size_t(1));
        const auto queue = bench.profile->outbox().queue(10, true);
        QCOMPARE(queue->at(0).code, QByteArray("TIME_WINDOW"));
        QCOMPARE(queue->at(0).message, QStringLiteral("because"));
    }

    void refusalWithResultsIsTakenWhenSigned() {
        Bench bench;
        const PacketId bad = bench.mark();
        bench.server.verdicts[bad.toText()] = {protocol::PacketStatus::Rejected, "SIGNATURE_INVALID"};
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (isSync(request)) answer.status = 403;
            return answer;
        };
        QCOMPARE(bench.run().rejected, 1);
        QCOMPARE(bench.stateOf(bad), PacketState::Rejected);
    }

    void expiredSessionIsRenewedOnce() {
        Bench bench;
        bench.mark();
        QCOMPARE(bench.run().code, QByteArray());
        bench.mark();
        bench.server.sessionsExpire = true;
        QCOMPARE(bench.run().code, QByteArray());
        QCOMPARE(bench.server.sessions, 2);
        QCOMPARE(bench.pending(), 0);
    }

    // Enrolled before servers named it: asked for with the next sync, believed because the answer is signed.
    void aMissingBoxKeyIsFetchedOnce() {
        Bench bench;
        sync::ServerKeys keys = bench.client->keys();
        keys.box.clear();
        bench.client->setKeys(keys);
        QSignalSpy followed(bench.client.get(), &sync::ServerClient::keysFollowed);
        const QByteArray box(32, 'k');
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.path != "/api/v5/sync") return answer;
            if (request.body.contains("\"wantsBoxKey\":true"))
                answer.body = answer.body.chopped(1) + ",\"boxKey\":\"" + toBase64Url(box) + "\"}";
            bench.server.sign(answer, request.body);
            return answer;
        };
        QCOMPARE(bench.run().code, QByteArray());
        QCOMPARE(followed.size(), 1);
        QCOMPARE(bench.client->keys().box, box);
        QCOMPARE(bench.run().code, QByteArray());
        QVERIFY(!bench.line.requests.last().body.contains("wantsBoxKey"));
        QCOMPARE(followed.size(), 1);
    }

    void blockedDeviceStopsUntilSomebodyTriesAgain() {
        Bench bench;
        bench.mark();
        bench.server.blocked = true;
        QCOMPARE(bench.run().code, QByteArray("DEVICE_BLOCKED"));
        QCOMPARE(bench.engine->state(), SyncEngine::State::Stopped);
        QCOMPARE(bench.pending(), 1);
        bench.server.blocked = false;
        QCOMPARE(bench.run().code, QByteArray());
        QCOMPARE(bench.pending(), 0);
    }

    void oldCopyOfAProfileAsksForANewEpoch() {
        Bench bench;
        const PacketId twice = bench.mark();
        bench.server.verdicts[twice.toText()] = {protocol::PacketStatus::Rejected, "CHAIN_FORK"};
        QSignalSpy needed(bench.engine.get(), &SyncEngine::newEpochNeeded);
        QCOMPARE(bench.run().rejected, 1);
        QCOMPARE(needed.size(), 1);
        QVERIFY(!bench.profile->outbox().closedBecause()->isEmpty());
        // A new registration opens it again, from seq 1 of the next epoch.
        bench.server.epoch = 2;
        bench.server.deviceSecret = crypto::randomBytes(bench.random, 32);
        QCOMPARE(bench.registerHere(), QByteArray());
        bench.startEngine();
        bench.mark();
        QCOMPARE(bench.profile->outbox().chain()->epoch, 2);
        QCOMPARE(bench.profile->outbox().chain()->seq, 1);
        QCOMPARE(bench.run().accepted, 1);
    }

    void onePacketTheServerCannotReadBlocksNobody() {
        Bench bench;
        QList<PacketId> marks;
        for (int i = 0; i < 13; ++i)
            marks.append(bench.mark());
        bench.server.unreadable = marks[5].toText();
        const RunSummary run = bench.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.accepted, 12);
        QCOMPARE(bench.stateOf(marks[5]), PacketState::Quarantined);
        QCOMPARE(bench.pending(), 0);
    }

    // A fault of the server, or of something in every request, must not cost a single mark.
    void aServerThatRefusesEverythingQuarantinesNothing() {
        Bench bench;
        for (int i = 0; i < 5; ++i)
            bench.mark();
        bench.server.refusesAll = true;
        QCOMPARE(bench.run().code, QByteArray("MALFORMED"));
        QCOMPARE(bench.pending(), 5);
        QCOMPARE(bench.profile->outbox().summary()->quarantined, 0);
        bench.server.refusesAll = false;
        QCOMPARE(bench.run().accepted, 5);
    }

    void aWrongClockDoesNotKeepALaptopOut_data() {
        QTest::addColumn<qint64>("aheadMs");
        QTest::newRow("laptop a day behind") << 86'400'000LL;
        QTest::newRow("laptop ten years ahead") << -10 * 365 * 86'400'000LL;
    }
    void aWrongClockDoesNotKeepALaptopOut() {
        QFETCH(qint64, aheadMs);
        Bench bench;
        bench.mark();
        bench.server.aheadMs = aheadMs;
        QCOMPARE(bench.run().code, QByteArray());
        QCOMPARE(bench.pending(), 0);
        QCOMPARE(bench.server.sessions, 2); // the second with the server's time
        // Without a date to learn from it says so and asks once.
        bench.client->dropSession();
        bench.server.aheadMs = -aheadMs;
        bench.line.twist = [](const HttpRequest&, HttpAnswer answer) -> Result<HttpAnswer> {
            answer.headers.clear();
            return answer;
        };
        QCOMPARE(bench.run().code, QByteArray("PROOF_EXPIRED"));
        QCOMPARE(bench.server.sessions, 3);
    }

    // A server restored from before this enrolment: nothing is settled, whatever its answer's body holds.
    void anUnknownEnrolmentSettlesNothing() {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.mark("jpeg " + QByteArray::number(i));
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) {
            if (!isSync(request)) return answer;
            HttpAnswer refused;
            refused.status = 403;
            refused.body = R"({"code":"EPOCH_UNKNOWN","title":"unknown","status":403})";
            return refused;
        };
        for (int i = 0; i < 3; ++i) {
            const RunSummary run = bench.run();
            QCOMPARE(run.code, QByteArray("EPOCH_UNKNOWN"));
            QCOMPARE(run.sent, 0);
            QCOMPARE(run.rejected, 0);
            QCOMPARE(bench.pending(), 3);
            QVERIFY(bench.server.photos.empty());
        }
        bench.mark(); // and marking goes on
        bench.line.twist = {};
        const RunSummary run = bench.run();
        QCOMPARE(run.accepted + run.duplicate, 4); // the pretended server had taken the three
        QCOMPARE(bench.pending(), 0);
        QCOMPARE(bench.server.photos.size(), std::size_t(3));
    }

    void timeIsAnchoredByEachAnswer() {
        Bench bench;
        bench.mark();
        QSignalSpy anchored(bench.engine.get(), &SyncEngine::anchored);
        bench.run();
        QVERIFY(anchored.size() >= 1);
        QVERIFY(bench.profile->refresh());
        QCOMPARE(bench.profile->anchor().serverTimeMs, bench.server.clock.now().value);
        const PacketId next = bench.mark();
        const auto stored = bench.profile->outbox().pending(1, 1 << 20);
        auto payload =
            protocol::UnverifiedJws::read(stored->at(0).jws, protocol::Purpose::Packet)->payloadBeforeVerification();
        auto packet = protocol::readPacket(*payload);
        QCOMPARE(packet->packetId, next);
        QCOMPARE(packet->clock.anchor, bench.profile->anchor().jti);
    }

    void pulledWorkersArrive() {
        Bench bench;
        const QString id = WorkerId::generate(bench.server.clock, bench.random).toString();
        bench.server.pull = {QJsonObject{{QStringLiteral("type"), QStringLiteral("worker")},
                                         {QStringLiteral("workerId"), id},
                                         {QStringLiteral("siteId"), bench.server.siteId.toString()},
                                         {QStringLiteral("name"), QStringLiteral("Ravi")}}};
        QSignalSpy pulled(bench.engine.get(), &SyncEngine::pulled);
        bench.run();
        QCOMPARE(pulled.size(), 1);
        QCOMPARE(bench.profile->outbox().workers()->at(0).name, QStringLiteral("Ravi"));
        bench.run();
        QCOMPARE(pulled.size(), 1); // the cursor stands
    }

    void retriesSpreadOutAndCalmDown() {
        Bench bench;
        bench.mark();
        bench.line.offline = true;
        qint64 longest = 0;
        for (int i = 0; i < 14; ++i) {
            bench.run();
            const qint64 wait = bench.engine->retryIn(), ceiling = std::min<qint64>(15 * 60'000, 2000LL << i);
            QVERIFY(wait >= ceiling / 2 && wait <= ceiling);
            longest = std::max(longest, wait);
        }
        QVERIFY(longest > 7 * 60'000);
        bench.line.offline = false;
        bench.run();
        bench.line.offline = true;
        bench.run();
        QVERIFY(bench.engine->retryIn() <= 2000);
    }

    void registrationRefusesAnotherServersLog() {
        Bench bench;
        bench.server.logKey = crypto::Ed25519PrivateKey::generate(bench.random);
        QVERIFY(bench.registerHere().startsWith("SERVER_CHANGED"));
        QVERIFY(bench.profile->isRegistered());
    }

    void unsignedRegistrationIsRefused() {
        Bench bench;
        bench.line.twist = [](const HttpRequest&, HttpAnswer answer) -> Result<HttpAnswer> {
            answer.headers.clear();
            return answer;
        };
        QVERIFY(bench.registerHere().startsWith("ANSWER_UNSIGNED"));
    }

    void aPortalsPageIsNoMistakeInTheAnswersJson() {
        for (const QByteArray& page : {QByteArray("<html>Log in here</html>"), QByteArray("{}"), QByteArray()}) {
            Bench bench;
            bench.line.twist = [&](const HttpRequest&, HttpAnswer) -> Result<HttpAnswer> {
                return HttpAnswer{200, {{"content-type", "text/html"}}, page};
            };
            const QByteArray said = bench.registerHere();
            QVERIFY2(said.startsWith("ANSWER_UNSIGNED"), said);
            bench.line.twist = [&](const HttpRequest&, HttpAnswer) -> Result<HttpAnswer> {
                return HttpAnswer{511, {{"content-type", "text/html"}}, page};
            };
            QVERIFY(bench.registerHere().startsWith("HTTP_511"));
        }
    }
};

Q_DECLARE_METATYPE(haziri::sync::RunSummary)
QTEST_GUILESS_MAIN(SyncEngineTest)
#include "SyncEngineTest.moc"
