// What the route table answers by itself, and openapi.json against it.
#include "tests/support/Gzipped.h"
#include "tests/support/ServerWorld.h"

using namespace haziri;
using namespace haziri::test;

class RouterTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<ServerWorld>(); }
    void cleanupTestCase() { m_world.reset(); }

    void unknownPathsMethodsAndMissingParts() {
        QCOMPARE(m_world->ask("GET", "/nothing").status, 404);
        QCOMPARE(m_world->ask("GET", "/health/").status, 404);
        const auto wrong = m_world->ask("DELETE", "/sync");
        QCOMPARE(wrong.status, 405);
        QCOMPARE(ServerWorld::fieldOf(wrong, "Allow"), QByteArray("POST"));
        QCOMPARE(ServerWorld::fieldOf(m_world->ask("PATCH", "/session"), "Allow"), QByteArray("POST, DELETE"));
        QCOMPARE(ServerWorld::fieldOf(m_world->ask("PATCH", "/health"), "Allow"), QByteArray("GET, HEAD"));
        QCOMPARE(m_world->ask("HEAD", "/health").status, 200);
    }

    void contentTypesAndCodings() {
        const auto post = [&](const QByteArray& type, const QByteArray& body, http::Fields fields = {}) {
            http::Request request;
            request.method = "POST";
            request.path = "/api/v5/session";
            request.body = body;
            request.fields = fields;
            if (!type.isEmpty()) request.fields.emplaceBack("content-type", type);
            return m_world->house->router->handle(request).status;
        };
        for (const char* type : {"", "text/plain", "application/json5", "application/x-www-form-urlencoded",
                                 "application/json; charset=utf-16"})
            QCOMPARE(post(type, "{}"), 415);
        for (const char* type : {"application/json", "Application/JSON; charset=UTF-8"})
            QCOMPARE(post(type, "{}"), 400); // understood as JSON, and found wanting
        QCOMPARE(post("application/json", "{}", {{"content-encoding", "br"}}), 415);
        QCOMPARE(post("application/json", "{}", {{"content-encoding", "gzip"}}), 400);
        QCOMPARE(post("application/json", gzipped("{}"), {{"content-encoding", "gzip"}}), 400);
        const QByteArray bomb = gzipped(QByteArray(20 * 1024 * 1024, ' '));
        QVERIFY(bomb.size() < 30'000);
        QCOMPARE(post("application/json", bomb, {{"content-encoding", "gzip"}}), 413);
        QCOMPARE(post("application/json", QByteArray(70'000, ' '), {}), 413);
    }

    void gzipIsUnfoldedForItsRoute() {
        Laptop laptop = m_world->laptop("sup");
        const QByteArray body = m_world->sessionBody(m_world->proof(laptop, "session"));
        http::Request request;
        request.method = "POST";
        request.path = "/api/v5/session";
        request.body = gzipped(body);
        request.fields = {{"content-type", "application/json"}, {"content-encoding", "gzip"}};
        QCOMPARE(m_world->house->router->handle(request).status, 200);
    }

    void theLogShowsEachWhatIsHis() {
        Laptop laptop = m_world->laptop("sup"), hr = m_world->laptop("hr");
        const auto count = [](const http::Response& page) {
            int open = 0;
            for (const auto& entry : ServerWorld::objectOf(page)[QStringLiteral("entries")].toArray())
                open += entry.toObject()[QStringLiteral("data")].isString();
            return open;
        };
        const auto all = m_world->ask(hr, "GET", "/audit/log?from=0&limit=1000");
        const int total = int(ServerWorld::objectOf(all)[QStringLiteral("entries")].toArray().size());
        QCOMPARE(count(all), total);
        QCOMPARE(count(m_world->ask("GET", "/audit/log?from=0&limit=1000")), 0);
        const int own = count(m_world->ask(laptop, "GET", "/audit/log?from=0&limit=1000"));
        QVERIFY(own > 0 && own < total);
        for (const char* bad :
             {"?limit=1001", "?limit=0", "?from=-1", "?from=abc", "?limit=+5", "?from=99999999999999999999"})
            QCOMPARE(m_world->ask("GET", QByteArray("/audit/log") + bad).status, 400);
        QCOMPARE(m_world->ask("GET", "/audit/log", {}, {{"authorization", "Bearer nonsense"}}).status, 401);
        // The office's laptop with nobody at it sees what any laptop sees.
        QCOMPARE(m_world->signIn(hr).status, 200);
        QVERIFY(count(m_world->ask(hr, "GET", "/audit/log?from=0&limit=1000")) < total);
    }

    void theLogIsFilteredForTheOffice() {
        Laptop laptop = m_world->laptop("sup"), hr = m_world->laptop("hr");
        const auto list = [&](const QByteArray& query) {
            return ServerWorld::objectOf(m_world->ask(hr, "GET", "/audit/log?" + query));
        };
        const auto kinds = [](const QJsonObject& page) {
            QSet<QString> all;
            for (const auto& entry : page[QStringLiteral("entries")].toArray())
                all.insert(QJsonDocument::fromJson(entry.toObject()[QStringLiteral("entry")].toString().toUtf8())
                               .object()[QStringLiteral("kind")]
                               .toString());
            return all;
        };
        auto page = list("kind=device.register&limit=1");
        QCOMPARE(page[QStringLiteral("entries")].toArray().size(), 1);
        const qint64 first =
            page[QStringLiteral("entries")].toArray()[0].toObject()[QStringLiteral("index")].toInteger();
        QCOMPARE(page[QStringLiteral("next")].toInteger(), first + 1);
        page = list("kind=device.register&from=" + QByteArray::number(first));
        QCOMPARE(kinds(page), QSet<QString>{QStringLiteral("device.register")});
        QVERIFY(page[QStringLiteral("entries")].toArray().size() >= 2);
        page = list("kind=device.register&from=1000000");
        QVERIFY(page[QStringLiteral("entries")].toArray().isEmpty());
        QVERIFY(page[QStringLiteral("next")].isNull());
        QVERIFY(list("kind=nonsense%27--")[QStringLiteral("entries")].toArray().isEmpty());

        const QByteArray today = QDateTime::fromMSecsSinceEpoch(m_world->clock.now().value + 330 * 60'000, Qt::UTC)
                                     .date()
                                     .toString(Qt::ISODate)
                                     .toLatin1();
        QVERIFY(!list("kind=device.register&day=" + today)[QStringLiteral("entries")].toArray().isEmpty());
        QVERIFY(list("day=2001-01-01")[QStringLiteral("entries")].toArray().isEmpty());
        QCOMPARE(m_world->ask(hr, "GET", "/audit/log?day=yesterday").status, 400);
        QCOMPARE(m_world->ask(hr, "GET", "/audit/log?worker=nobody").status, 400);
        QVERIFY(list("device=nobody")[QStringLiteral("entries")].toArray().isEmpty());
        QCOMPARE(m_world->ask(laptop, "GET", "/audit/log?device=" + laptop.deviceId).status, 403);
        QCOMPARE(m_world->ask("GET", "/audit/log?worker=" + m_world->siteId.toText()).status, 403);
        QCOMPARE(m_world->ask("GET", "/audit/log?kind=restore").status, 200);
        QCOMPARE(m_world->ask(laptop, "GET", "/audit/log?status=held").status, 403);
        QCOMPARE(m_world->ask("GET", "/audit/log?status=held").status, 403);
        QCOMPARE(m_world->ask(hr, "GET", "/audit/log?status=synced").status, 400);
        QVERIFY(list("status=held")[QStringLiteral("entries")].toArray().isEmpty());
    }

    void whoComesForASessionMayHoldADeadOne() {
        Laptop laptop = m_world->laptop("sup");
        const http::Fields dead{{"authorization", "Bearer " + laptop.token}, {"haziri-device", laptop.deviceId}};
        QCOMPARE(m_world->ask(laptop, "DELETE", "/session").status, 204);
        const QByteArray proof = m_world->proof(laptop, "session");
        QCOMPARE(m_world->ask("POST", "/session", m_world->sessionBody(proof), dead).status, 200);
        const QByteArray code = m_world->code("sup");
        QCOMPARE(m_world->ask("POST", "/device/register", m_world->registerBody(laptop, code), dead).status, 201);
        QCOMPARE(m_world->ask("GET", "/health", {}, dead).status, 200);
    }

    void openApiNamesEveryRouteAndNoOther() {
        QFile file(qEnvironmentVariable("HAZIRI_SOURCE_DIR") + QStringLiteral("/resources/openapi.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qUtf8Printable(file.fileName()));
        const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(document[QStringLiteral("openapi")].toString().startsWith(QStringLiteral("3.1")));
        const QJsonObject paths = document[QStringLiteral("paths")].toObject();
        QSet<QString> described, served;
        for (auto path = paths.begin(); path != paths.end(); ++path)
            for (const QString& method : path->toObject().keys())
                described.insert(method.toUpper() + QLatin1Char(' ') + path.key());
        for (const auto& route : m_world->house->router->routes()) {
            const QString name = QString::fromLatin1(route.method + ' ' + route.pattern);
            served.insert(name);
            const QJsonObject operation =
                paths[QString::fromLatin1(route.pattern)][QString::fromLatin1(route.method.toLower())].toObject();
            const QJsonObject responses = operation[QStringLiteral("responses")].toObject();
            QVERIFY2(operation[QStringLiteral("x-access")].toString() == QLatin1String(http::toText(route.access)),
                     qUtf8Printable(name));
            QVERIFY2(responses.contains(QStringLiteral("501")) == !route.handler, qUtf8Printable(name));
            QVERIFY2(operation.contains(QStringLiteral("requestBody")) == (route.body != http::BodyKind::None),
                     qUtf8Printable(name));
            for (const QByteArray& segment : route.pattern.split('/'))
                if (segment.startsWith('{'))
                    QVERIFY2(QJsonDocument(operation).toJson().contains('"' + segment.mid(1, segment.size() - 2) + '"'),
                             qUtf8Printable(name));
        }
        QCOMPARE(described - served, QSet<QString>());
        QCOMPARE(served - described, QSet<QString>());
    }

  private:
    std::unique_ptr<ServerWorld> m_world;
};

QTEST_GUILESS_MAIN(RouterTest)
#include "RouterTest.moc"
