// The second lane: photographs, and what becomes of them and of records when a person is erased.
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

class SyncPhotosTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aMarkTakenWhilePhotosTravelGoesFirst() {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.mark("jpeg " + QByteArray::number(i));
        bool once = true;
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.path.startsWith("/api/v5/vault/") && std::exchange(once, false)) bench.mark();
            return answer;
        };
        QCOMPARE(bench.run().accepted, 4);
        QList<QByteArray> paths;
        for (const auto& request : bench.line.requests)
            paths.append(request.path.left(14));
        QCOMPARE(paths.mid(2), (QList<QByteArray>{"/api/v5/sync", "/api/v5/vault/", "/api/v5/sync", "/api/v5/vault/",
                                                  "/api/v5/vault/"}));
    }

    static Result<HttpAnswer> broken() { return fail("OFFLINE", QStringLiteral("cut")); }

    /// The first photo breaks off whole; after that the line is as the test has it.
    static void breakOnce(Bench& bench) {
        bench.line.twist = [&bench](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.method != "PUT") return answer;
            bench.server.photos.clear(); // it did not arrive
            return broken();
        };
        QCOMPARE(bench.run().code, QByteArray("OFFLINE"));
        bench.line.twist = nullptr;
        bench.line.requests.clear();
    }
    static QList<QByteArray> photoMethods(const Bench& bench) {
        QList<QByteArray> methods;
        for (const auto& request : bench.line.requests)
            if (request.path.startsWith("/api/v5/vault/")) methods.append(request.method);
        return methods;
    }

    void photosGoWholeAgainOnceTheLineIsGood() {
        Bench bench;
        const QByteArray big(40 * 1024, 'p');
        bench.mark(big + "0");
        breakOnce(bench);
        for (int i = 1; i < 5; ++i)
            bench.mark(big + QByteArray::number(i));
        QCOMPARE(bench.run().photosSent, 5);
        // 16 KiB, then 32, then larger than they are.
        QCOMPARE(photoMethods(bench),
                 (QList<QByteArray>{"GET", "PATCH", "PATCH", "PATCH", "GET", "PATCH", "PATCH", "PUT", "PUT", "PUT"}));
        for (const auto& [id, bytes] : bench.server.photos)
            QCOMPARE(bytes.size(), big.size() + 1);
    }

    void aServerWithoutPartsGetsThemWhole() {
        Bench bench;
        bench.server.takesParts = false;
        bench.mark(QByteArray(40 * 1024, 'p'));
        breakOnce(bench);
        QCOMPARE(bench.run().photosSent, 1);
        QCOMPARE(photoMethods(bench), (QList<QByteArray>{"GET", "PUT"}));
    }

    void aServerThatForgetsWhatItHadGetsItWholeInTheEnd() {
        Bench bench;
        bench.mark(QByteArray(40 * 1024, 'p'));
        breakOnce(bench);
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.method == "PATCH") bench.server.begun.clear(); // another server answers next
            return answer;
        };
        QCOMPARE(bench.run().photosSent, 1);
        QCOMPARE(photoMethods(bench).last(), QByteArray("PUT"));
        QVERIFY(photoMethods(bench).size() < 20);
    }

    void partsThatAreNotThePhotoAreSentAnewAndWhole() {
        Bench bench;
        bench.mark(QByteArray(40 * 1024, 'p'));
        breakOnce(bench);
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.method != "PATCH") return answer;
            bench.server.photos.clear();
            return HttpAnswer{422, {}, R"({"code":"FILE_MISMATCH"})"};
        };
        const RunSummary run = bench.run();
        QCOMPARE(run.photosSent, 1);
        QCOMPARE(run.photosFailed, 0);
        QCOMPARE(photoMethods(bench), (QList<QByteArray>{"GET", "PATCH", "PUT"}));
    }

    void aSilentLineIsLeftToTheNextRun() {
        Bench bench;
        bench.mark(QByteArray(40 * 1024, 'p'));
        breakOnce(bench);
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.path.startsWith("/api/v5/vault/")) return broken();
            return answer;
        };
        QCOMPARE(bench.run().code, QByteArray("OFFLINE"));
        QVERIFY(photoMethods(bench).size() <= 5);
    }

    // A server that signs what it says about a photo is held to it; older ones sign nothing.
    void aReceiptThatIsNotTheServersIsNone() {
        Bench bench;
        bench.mark(QByteArray(2000, 'p'));
        QByteArray other = "other bytes";
        bool isForged = true;
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.method != "PUT" || !request.path.startsWith("/api/v5/vault/")) return answer;
            bench.server.sign(answer, isForged ? other : request.body);
            return answer;
        };
        QCOMPARE(bench.run().photosSent, 0);
        isForged = false;
        QCOMPARE(bench.run().photosSent, 1);
    }

    void aCancelledUploadSendsNoFurtherPart() {
        Bench bench;
        bench.mark(QByteArray(40 * 1024, 'p'));
        breakOnce(bench);
        bench.line.twist = [&](const HttpRequest& request, HttpAnswer answer) -> Result<HttpAnswer> {
            if (request.method == "PATCH") bench.engine->cancel();
            return answer;
        };
        QCOMPARE(bench.run().code, QByteArray("CANCELLED"));
        QTest::qWait(20);
        QCOMPARE(photoMethods(bench), (QList<QByteArray>{"GET", "PATCH"}));
    }

    void onePhotoThatFailsBlocksNobody() {
        Bench bench;
        for (int i = 0; i < 4; ++i)
            bench.mark("jpeg " + QByteArray::number(i));
        const auto queue = bench.profile->outbox().queue(10, false);
        const QByteArray refused = queue->at(0).fileId->toText(), unknown = queue->at(1).fileId->toText();
        bench.server.photoStatus[refused] = 422;
        bench.server.photoStatus[unknown] = 404;
        RunSummary run = bench.run();
        QCOMPARE(run.photosSent, 2);
        QCOMPARE(run.photosFailed, 2);
        QCOMPARE(bench.profile->outbox().summary()->photosWaiting, 1);
        QCOMPARE(bench.profile->outbox().summary()->photosFailed, 1);
        bench.server.photoStatus.clear();
        run = bench.run();
        QCOMPARE(run.photosSent, 1);
        // The server asks for what it misses, and gets it.
        bench.server.needFiles = {refused};
        QCOMPARE(bench.run().photosSent, 1);
        QVERIFY(bench.server.photos.contains(refused));
    }

    void aPhotoThatNobodyMayKeepIsSettledAndForgotten() {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.mark("jpeg " + QByteArray::number(i));
        auto& outbox = bench.profile->outbox();
        const auto erased = *outbox.queue(10, false)->at(1).fileId;
        bench.server.photoStatus[erased.toText()] = 410;
        const RunSummary run = bench.run();
        QCOMPARE(run.code, QByteArray());
        QCOMPARE(run.photosSent, 2);
        QCOMPARE(run.photosFailed, 0);
        QCOMPARE(outbox.photo(erased).error().code, QByteArray("FILE_MISSING"));
        QCOMPARE(outbox.summary()->photosWaiting + outbox.summary()->photosFailed, 0);
        bench.server.photoStatus.clear();
        bench.server.needFiles = {erased.toText()}; // not even when it is asked for
        QCOMPARE(bench.run().photosSent, 0);
    }

    // 410 for any other reason is about this try: what is evidence stays.
    void aPhotoThatIsGoneForAnotherReasonIsKept() {
        Bench bench;
        bench.mark("jpeg");
        auto& outbox = bench.profile->outbox();
        const auto file = *outbox.queue(10, false)->at(0).fileId;
        bench.server.photoStatus[file.toText()] = 410;
        bench.server.goneCode = "CODE_EXPIRED";
        const RunSummary run = bench.run();
        QCOMPARE(run.photosFailed, 1);
        QVERIFY(outbox.photo(file).has_value());
        QCOMPARE(outbox.summary()->photosWaiting, 1);
        bench.server.photoStatus.clear();
        QCOMPARE(bench.run().photosSent, 1);
    }

    // Photos that were sent already, and one that still waits.
    void theErasureOfAPersonReachesHisPhotosHere() {
        Bench bench;
        bench.mark("jpeg of another");
        bench.mark("jpeg of him");
        QCOMPARE(bench.run().photosSent, 2);
        auto& outbox = bench.profile->outbox();
        const auto fileOf = [&](qsizetype line) { return *outbox.queue(10, false)->at(line).fileId; };
        QVERIFY(outbox.photo(fileOf(0)).has_value() && outbox.photo(fileOf(1)).has_value());
        const QByteArray payload = *fromBase64Url(bench.server.committed.at(1).split('.').at(1));
        const QJsonObject erased{
            {QStringLiteral("type"), QStringLiteral("worker")},
            {QStringLiteral("workerId"), QJsonDocument::fromJson(payload).object()[QStringLiteral("workerId")]},
            {QStringLiteral("name"), QString()},
            {QStringLiteral("active"), false},
            {QStringLiteral("erased"), true}};
        bench.server.pull = {erased};
        bench.server.pullCursor = "c9";
        QCOMPARE(bench.run().code, QByteArray());
        QVERIFY(outbox.photo(fileOf(0)).has_value());
        QCOMPARE(outbox.photo(fileOf(1)).error().code, QByteArray("FILE_MISSING"));

        // His records go too; their places in the chain stay, and the other's record is untouched.
        const auto before = *outbox.queue(10, false);
        QVERIFY(outbox.packet(before.at(1).packetId).has_value());
        QCOMPARE(*outbox.forgetErased(1), true); // a little at a time
        QCOMPARE(*outbox.forgetErased(1), true);
        QCOMPARE(*outbox.forgetErased(1), false);
        QVERIFY(outbox.packet(before.at(0).packetId).has_value());
        QVERIFY(!outbox.packet(before.at(1).packetId).has_value());
        const auto after = *outbox.queue(10, false);
        QVERIFY(!after.at(0).note.isEmpty() && after.at(1).note.isEmpty());
        QCOMPARE(after.at(1).recordHash, before.at(1).recordHash);
        QCOMPARE(after.at(1).state, PacketState::Synced);
        bench.mark("jpeg of a third");
        QCOMPARE(bench.run().accepted, 1);
        bench.reopen();
        bench.startEngine();
        QCOMPARE(bench.profile->outbox().summary()->quarantined + bench.profile->outbox().summary()->missing, 0);
        QVERIFY(bench.profile->outbox().closedBecause()->isEmpty());
    }

    // A mark that had not reached the server when he was erased goes there as it was signed, and only then.
    void whatStillWaitsOfAnErasedPersonIsSentFirst() {
        Bench bench;
        bench.mark("jpeg of him");
        auto& outbox = bench.profile->outbox();
        const auto waiting = outbox.pending(5, 1 << 20);
        const QByteArray payload = *fromBase64Url(waiting->at(0).jws.split('.').at(1));
        const QString worker = QJsonDocument::fromJson(payload).object()[QStringLiteral("workerId")].toString();
        QVERIFY(outbox.applyPull({{"worker", QJsonObject{{QStringLiteral("type"), QStringLiteral("worker")},
                                                         {QStringLiteral("workerId"), worker},
                                                         {QStringLiteral("name"), QString()},
                                                         {QStringLiteral("active"), false},
                                                         {QStringLiteral("erased"), true}}}},
                                 "c1"));
        QCOMPARE(*outbox.forgetErased(100), false);
        QVERIFY(outbox.packet(waiting->at(0).packetId).has_value());
        QCOMPARE(bench.run().accepted, 1);
        QCOMPARE(*outbox.forgetErased(100), false);
        QVERIFY(!outbox.packet(waiting->at(0).packetId).has_value());
    }

    // Whoever was erased does not come back by a restore: what was emptied cannot be sent again, the rest is.
    void anEmptiedRecordIsNotSentAgain() {
        Bench bench;
        bench.mark();
        bench.mark();
        QCOMPARE(bench.run().accepted, 2);
        auto& outbox = bench.profile->outbox();
        const QByteArray payload = *fromBase64Url(bench.server.committed.at(1).split('.').at(1));
        const QString worker = QJsonDocument::fromJson(payload).object()[QStringLiteral("workerId")].toString();
        QVERIFY(outbox.applyPull({{"worker", QJsonObject{{QStringLiteral("workerId"), worker},
                                                         {QStringLiteral("name"), QString()},
                                                         {QStringLiteral("active"), false},
                                                         {QStringLiteral("erased"), true}}}},
                                 "c1"));
        QCOMPARE(*outbox.forgetErased(100), false);
        const auto kept = outbox.checkpoint();
        QCOMPARE(*outbox.acceptRestore({{}, *kept, *kept}), 1);
        const auto waiting = outbox.pending(10, 1 << 20);
        QCOMPARE(waiting->size(), 1);
        QCOMPARE(waiting->at(0).seq, 1);
        QCOMPARE(outbox.summary()->quarantined, 0);
        QVERIFY(!outbox.queue(10, false)->at(1).index); // its place was one of the lost log
    }

    // A restore that brings a person back brings him back here too: what is kept of him later is not emptied, until the
    // office erases him again.
    void aRestoreTakesTheWordOfAnErasureBack() {
        Bench bench;
        bench.mark();
        QCOMPARE(bench.run().accepted, 1);
        auto& outbox = bench.profile->outbox();
        const auto mark = outbox.queue(1, false)->at(0).packetId;
        const QByteArray payload = *fromBase64Url(bench.server.committed.at(0).split('.').at(1));
        const QString worker = QJsonDocument::fromJson(payload).object()[QStringLiteral("workerId")].toString();
        const auto told = [&](const QByteArray& cursor) {
            return outbox.applyPull({{"worker", QJsonObject{{QStringLiteral("workerId"), worker},
                                                            {QStringLiteral("name"), QString()},
                                                            {QStringLiteral("active"), false},
                                                            {QStringLiteral("erased"), true}}}},
                                    cursor);
        };
        QVERIFY(told("c1"));
        const auto kept = outbox.checkpoint();
        QCOMPARE(*outbox.acceptRestore({{}, *kept, *kept}), 1);
        const auto again = bench.run();
        QCOMPARE(again.accepted + again.duplicate, 1);
        QCOMPARE(*outbox.forgetErased(100), false);
        QVERIFY(outbox.packet(mark).has_value());
        QVERIFY(told("c2"));
        QCOMPARE(*outbox.forgetErased(100), false);
        QVERIFY(!outbox.packet(mark).has_value());
    }
};

QTEST_GUILESS_MAIN(SyncPhotosTest)
#include "SyncPhotosTest.moc"
