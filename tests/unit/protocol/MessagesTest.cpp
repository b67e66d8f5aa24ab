// Sync messages, problems and enrolment URIs.
#include "core/protocol/EnrolmentUri.h"
#include "core/protocol/Problem.h"
#include "core/protocol/SyncMessages.h"

#include <QTest>

using namespace haziri;
using namespace haziri::protocol;

class MessagesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void requestComesBack() {
        SyncRequest request{
            "dev", {"a.b.c", "d.e.f"}, {"p.1.x", "p.2.y"}, "h.e.d", {{QStringLiteral("os"), QStringLiteral("x")}}, 77,
            "cur"};
        const auto again = readSyncRequest(writeSyncRequest(request));
        QVERIFY(again);
        QCOMPARE(again->deviceId, request.deviceId);
        QCOMPARE(again->offlineTokens, request.offlineTokens);
        QCOMPARE(again->packets, request.packets);
        QCOMPARE(again->head, request.head);
        QCOMPARE(again->fingerprint, request.fingerprint);
        QCOMPARE(again->lastCheckpointSize, 77);
        QCOMPARE(again->pullCursor, QByteArray("cur"));
    }

    void requestsMembersMayBeAbsent() {
        const auto request = readSyncRequest(R"({"deviceId":"dev"})");
        QVERIFY(request);
        QVERIFY(request->packets.isEmpty() && request->head.isEmpty() && request->pullCursor.isEmpty());
    }

    void badRequests() {
        for (const char* body :
             {"", "[]", "{}", R"({"deviceId":1})", R"({"deviceId":"d","packets":"x"})",
              R"({"deviceId":"d","packets":[1]})", R"({"deviceId":"d","packets":[null]})",
              R"({"deviceId":"d","lastCheckpointSize":-1})", R"({"deviceId":"d","lastCheckpointSize":1.0})",
              R"({"deviceId":"d","pull":[]})", R"({"deviceId":"d","head":{}})",
              R"({"deviceId":"d","offlineTokens":[{}]})", R"({"deviceId":"d","deviceId":"d"})", R"({"deviceId":"d"}x)",
              R"({"deviceId":"d","fingerprint":"x"})"})
            QCOMPARE(readSyncRequest(body).error().code, QByteArray("MALFORMED"));
    }

    void fiveHundredAndOne() {
        SyncRequest request{"dev", {}, QList<QByteArray>(500, "a.b.c"), "h", {}, 0, {}};
        QVERIFY(readSyncRequest(writeSyncRequest(request)));
        request.packets.append("a.b.c");
        QCOMPARE(readSyncRequest(writeSyncRequest(request)).error().code, QByteArray("TOO_MANY_PACKETS"));
    }

    void answerComesBack() {
        SyncAnswer answer;
        answer.results = {{"id", 1, PacketStatus::Accepted, "", {}, 80, 12, "hash"},
                          {"", 0, PacketStatus::Rejected, "MALFORMED", QStringLiteral("मतलब"), {}, {}, ""},
                          {"id2", 2, PacketStatus::Held, "GEOFENCE", QStringLiteral("far"), 0, 0, "h"},
                          {"id3", 3, PacketStatus::Duplicate, "", {}, {}, 5, "h"}};
        answer.needFiles = {"018f5a3c-7b00-7000-8000-000000000001"};
        answer.checkpoint = "origin\n1\nAAAA\n\n\u2014 origin sig\n";
        answer.consistency = {"aa", "bb"};
        answer.timeToken = "t";
        answer.offlineToken = "o";
        answer.changes = {QJsonObject{{QStringLiteral("type"), QStringLiteral("site")}}};
        answer.cursor = "c";
        answer.more = true;
        answer.deviceTrust = 64;
        answer.explain = {{"clock", -6, QStringLiteral("stepped")}};
        const auto again = readSyncAnswer(writeSyncAnswer(answer));
        QVERIFY(again);
        QCOMPARE(writeSyncAnswer(*again), writeSyncAnswer(answer));
        QCOMPARE(again->results.size(), 4);
        QCOMPARE(*again->results[0].index, 12);
        QVERIFY(!again->results[1].index && !again->results[1].trustScore);
        QCOMPARE(*again->results[2].index, 0);
        QCOMPARE(again->results[2].status, PacketStatus::Held);
        QCOMPARE(again->checkpoint, answer.checkpoint);
        QCOMPARE(again->changes, answer.changes);
        QVERIFY(again->more);
        QCOMPARE(again->explain[0].points, -6);
    }

    void badAnswers() {
        QVERIFY(readSyncAnswer(R"({"results":[]})"));
        for (const char* body :
             {"", "<html>", "{}", R"({"results":[{"status":"great"}]})", R"({"results":[{}]})",
              R"({"results":[],"consistency":[1]})", R"({"results":[],"device":{"trustScore":101}})"})
            QCOMPARE(readSyncAnswer(body).error().code, QByteArray("MALFORMED"));
    }

    void problems() {
        const Problem again =
            readProblem(403, writeProblem({403, "SIGNATURE_INVALID", QStringLiteral("No"), QStringLiteral("a \"b\"")}));
        QCOMPARE(again.status, 403);
        QCOMPARE(again.code, QByteArray("SIGNATURE_INVALID"));
        QCOMPARE(again.detail, QStringLiteral("a \"b\""));
        for (const char* body : {"", "<html>", "{}", "[]", R"({"code":5})", R"({"code":""})"})
            QCOMPARE(readProblem(502, body).code, QByteArray("HTTP_502"));
        // The title is the status's own, whatever a service calls it; its words are the detail.
        const auto told = readProblem(409, writeProblem({409, "NAME_TAKEN", QStringLiteral("The name is taken"), {}}));
        QCOMPARE(told.title, QStringLiteral("Conflict"));
        QCOMPARE(told.detail, QStringLiteral("The name is taken"));
        const auto both = readProblem(403, writeProblem({403, "CODE_INVALID", {}, QStringLiteral("no such code")}));
        QCOMPARE(both.title, QStringLiteral("Forbidden"));
        QCOMPARE(both.detail, QStringLiteral("no such code"));
        QCOMPARE(readProblem(409, R"({"code":"CODE_USED","title":7})").code, QByteArray("CODE_USED"));
    }

    void uriComesBack_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("base");
        const QString pin = QStringLiteral("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        const auto row = [&](const char* name, const char* start, const char* tail, const char* base) {
            QTest::newRow(name) << QLatin1String("haziri:") + QLatin1String(start) + pin + QLatin1String(tail)
                                << QString::fromLatin1(base);
        };
        row("name", "//gate.example:8443/enrol?code=ABCDEFGH-1234_z&pin=", "",
            "https:"
            "//gate.example:8443");
        row("IPv6", "//[::1]:8443/enrol?code=ABCDEFGH&pin=", "",
            "https:"
            "//[::1]:8443");
        row("plain", "//127.0.0.1:8080/enrol?code=ABCDEFGH&pin=", "&plain=1",
            "http:"
            "//127.0.0.1:8080");
    }
    void uriComesBack() {
        QFETCH(QString, text);
        QFETCH(QString, base);
        const auto uri = EnrolmentUri::parse(text);
        QVERIFY2(uri, uri ? "" : qPrintable(uri.error().message));
        QCOMPARE(uri->toString(), text);
        QCOMPARE(uri->baseUrl().toString(), base);
    }

    void badUris() {
        const QByteArray good = "haziri:"
                                "//h:1/enrol?code=ABCDEFGH&pin=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        QVERIFY(EnrolmentUri::parse(QString::fromLatin1(good)));
        const auto with = [&](const char* from, const char* to) { return QByteArray(good).replace(from, to); };
        for (const QByteArray& bad : {QByteArray(),
                                      QByteArray("haziri:"),
                                      with("haziri:", "https:"),
                                      with(":1/", "/"),
                                      with(":1/", ":0/"),
                                      with(":1/", ":65536/"),
                                      with("/enrol", "/enroll"),
                                      with("code=ABCDEFGH&", ""),
                                      with("ABCDEFGH", "AB"),
                                      with("ABCDEFGH", "ABCDEFG%0A"),
                                      with("pin=A", "pin="),
                                      with("pin=AAAA", "pin=AAA="),
                                      with("AAA&", "AAA"),
                                      good + "&plain=1",
                                      good + "&plain=2",
                                      good + "&code=ABCDEFGH",
                                      good + "&pin=A",
                                      with("/h:", "/u:p@h:"),
                                      good + "#x",
                                      with("/h:", "/127.0.0.1.evil.example:") + "&plain=1"})
            if (bad != good) QVERIFY2(!EnrolmentUri::parse(QString::fromLatin1(bad)), bad.constData());
    }
};

QTEST_APPLESS_MAIN(MessagesTest)
#include "MessagesTest.moc"
