// What the office does over the network: sites, users, codes; and who may not.
#include "tests/support/OfficeFixture.h"

#include "core/protocol/EnrolmentUri.h"
#include "server/store/MetaRepository.h"

using namespace haziri;
using namespace haziri::test;

class OfficeRoutesTest : public QObject, OfficeFixture {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { openOffice(); }
    void cleanupTestCase() { closeOffice(); }

    void supervisorsAndThekedarsAreRefused() {
        const QList<QPair<QByteArray, QByteArray>> all{
            {"GET", "/sites"},
            {"POST", "/sites"},
            {"GET", "/users"},
            {"POST", "/users"},
            {"GET", "/enrolment-codes"},
            {"POST", "/enrolment-codes"},
            {"GET", "/pay"},
            {"POST", "/pay"},
            {"GET", "/stats/trust"},
            {"GET", "/reports/muster"},
            {"GET", "/reports/wages"},
            {"GET", "/metrics"},
            {"GET", "/stats/attendance"},
            {"GET", "/stats/alerts"},
            {"POST", "/users/" + m_world->supervisor.toText() + "/block"},
            {"POST", "/users/" + m_world->supervisor.toText() + "/unblock"},
            {"POST", "/users/" + m_world->supervisor.toText() + "/password"}};
        Laptop supervisor = m_world->laptop("sup"), thekedar = m_world->laptop("thek");
        const qint64 before = m_world->number(QStringLiteral("SELECT size FROM log_head"));
        for (const auto& [method, target] : all) {
            const QByteArray body = method == "POST" ? "{}" : "";
            for (const Laptop* laptop : {&supervisor, &thekedar}) {
                const auto refused = m_world->ask(*laptop, method, target, body);
                QVERIFY2(refused.status == 403, target);
                QCOMPARE(ServerWorld::codeOf(refused), QByteArray("ROLE_FORBIDDEN"));
            }
            QCOMPARE(m_world->ask(method, target, body).status, 401);
        }
        QCOMPARE(m_world->number(QStringLiteral("SELECT size FROM log_head")), before);
    }

    void aSiteIsAddedAndListed() {
        const auto added = m_world->ask(*m_hr, "POST", "/sites",
                                        R"({"name":"Tower","latE7":285500000,"lonE7":773000000,"radiusM":150})");
        QCOMPARE(added.status, 201);
        const QByteArray siteId = text(ServerWorld::objectOf(added), "siteId");
        QVERIFY(SiteId::fromText(siteId).has_value());
        const auto sites = arrayOf(m_world->ask(*m_hr, "GET", "/sites"), "sites");
        QCOMPARE(sites.size(), 2);
        QJsonObject tower;
        for (const auto& site : sites)
            if (text(site.toObject(), "siteId") == siteId) tower = site.toObject();
        QCOMPARE(text(tower, "name"), QByteArray("Tower"));
        QCOMPARE(tower[QStringLiteral("latE7")].toInteger(), 285500000);
        QVERIFY(lastRecord().contains("\"by\":\"" + m_world->hr.toText()));
        for (const char* bad : {R"({"name":"","latE7":0,"lonE7":0,"radiusM":1})", R"({"name":"x","latE7":0,"lonE7":0})",
                                R"({"name":"x","latE7":900000001,"lonE7":0,"radiusM":1})",
                                R"({"name":"x","latE7":1.5,"lonE7":0,"radiusM":1})",
                                R"({"name":"x\r\ny","latE7":1,"lonE7":0,"radiusM":1})",
                                R"({"name":"x\u2028y","latE7":1,"lonE7":0,"radiusM":1})"})
            QCOMPARE(m_world->ask(*m_hr, "POST", "/sites", bad).status, 400);
        QCOMPARE(m_world->entriesOf("site.add"), 2);
    }

    void usersAreAddedByThoseWhoMay() {
        const QByteArray body = R"({"name":"meena","role":"supervisor","password":"correct horse"})";
        QCOMPARE(m_world->ask(*m_hr, "POST", "/users", body).status, 201);
        QVERIFY(!lastRecord().contains("correct horse"));
        const auto again = m_world->ask(*m_hr, "POST", "/users", body);
        QCOMPARE(again.status, 409);
        QCOMPARE(ServerWorld::codeOf(again), QByteArray("NAME_TAKEN"));
        const QByteArray officer = R"({"name":"second","role":"hr","password":"correct horse"})";
        QCOMPARE(m_world->ask(*m_hr, "POST", "/users", officer).status, 403);
        QCOMPARE(m_world->ask(*m_admin, "POST", "/users", officer).status, 201);
        QCOMPARE(
            m_world->ask(*m_hr, "POST", "/users", R"({"name":"k","role":"king","password":"correct horse"})").status,
            400);
        QCOMPARE(m_world->ask(*m_hr, "POST", "/users", R"({"name":"k","role":"supervisor","password":""})").status,
                 400);
        QCOMPARE(
            m_world->ask(*m_hr, "POST", "/users", R"({"name":"a\nb","role":"supervisor","password":"correct horse"})")
                .status,
            400);
        const auto list = m_world->ask(*m_hr, "GET", "/users");
        QVERIFY(list.body.contains("meena") && list.body.contains("second"));
        QVERIFY(!list.body.contains("argon2"));
        m_world->laptop("meena"); // can register and sign in
    }

    void aCodeRegistersALaptop() {
        const QByteArray body = codeBody("sup", QStringLiteral("office.example:8443"));
        const auto made = m_world->ask(*m_hr, "POST", "/enrolment-codes", body);
        QCOMPARE(made.status, 201);
        const QJsonObject object = ServerWorld::objectOf(made);
        const auto uri = protocol::EnrolmentUri::parse(object[QStringLiteral("uri")].toString());
        QVERIFY(uri.has_value());
        QCOMPARE(uri->host, QStringLiteral("office.example"));
        QCOMPARE(uri->code, text(object, "code"));
        QCOMPARE(m_world->entriesOf("code.issue"), 1);
        QVERIFY(!lastRecord().contains(uri->code));
        Laptop laptop(m_world->random);
        QCOMPARE(m_world->ask("POST", "/device/register", m_world->registerBody(laptop, uri->code)).status, 201);
        const auto list = m_world->ask(*m_hr, "GET", "/enrolment-codes");
        QVERIFY(!list.body.contains(uri->code));
        QVERIFY(list.body.contains(laptop.deviceId));
        QCOMPARE(m_world->ask(*m_hr, "POST", "/enrolment-codes", codeBody("nobody", {})).status, 404);
    }

    /// The law lets the last four digits be kept, wherever somebody writes them.
    void aWholeAadhaarNumberIsWrittenNowhere() {
        const QByteArray user = "/users/" + m_world->supervisor.toText(),
                         mark = "/attendance/01890000-0000-7000-8000-000000000000/override",
                         event = "/fraud/01890000-0000-7000-8000-000000000000/resolve";
        const qint64 before = m_world->number(QStringLiteral("SELECT size FROM log_head"));
        for (const char* words : {"card 4991 1866 5246", "4991-1866-5246", "499118665246"}) {
            const QByteArray reason = QByteArray("\"reason\":\"") + words + "\"}";
            for (const auto& [path, body] :
                 {std::pair(user + "/block", "{" + reason), std::pair(user + "/unblock", "{" + reason),
                  std::pair(mark, "{\"status\":\"accepted\"," + reason),
                  std::pair(event, "{\"decision\":\"accept\"," + reason),
                  std::pair("/devices/" + m_hr->deviceId + "/block", "{" + reason)}) {
                const auto refused = m_world->ask(*m_hr, "POST", path, body);
                QVERIFY2(refused.status == 400 && refused.body.contains("Aadhaar"), refused.body.constData());
                QVERIFY(!refused.body.contains("5246"));
            }
            const auto looked = m_world->ask(*m_hr, "GET", "/vault/01890000-0000-7000-8000-000000000000", {},
                                             {{"haziri-purpose", words}});
            QCOMPARE(looked.status, 400);
            QCOMPARE(m_world
                         ->ask(*m_hr, "POST", "/sites",
                               QByteArray("{\"latE7\":1,\"lonE7\":1,\"radiusM\":9,\"name\":\"") + words + "\"}")
                         .status,
                     400);
        }
        QCOMPARE(m_world->number(QStringLiteral("SELECT size FROM log_head")), before);
        QCOMPARE(m_world->ask(*m_hr, "POST", user + "/block", "{\"reason\":\"UTR 412345678901, card 5246\"}").status,
                 200);
        QCOMPARE(m_world->ask(*m_hr, "POST", user + "/unblock", "{\"reason\":\"cleared\"}").status, 200);
    }

    void whatIsBlockedIsBlockedOnce() {
        const Laptop laptop = m_world->laptop("sup");
        const auto size = [&] { return m_world->number(QStringLiteral("SELECT size FROM log_head")); };
        for (const QByteArray& target : {"/devices/" + laptop.deviceId, "/users/" + m_world->thekedar.toText()}) {
            bool wasBlocked = false;
            for (const char* what : {"/unblock", "/block", "/unblock"}) {
                const qint64 before = size();
                QByteArray first;
                for (int i = 0; i < 5; ++i) {
                    const QByteArray reason = i < 3 ? "seen elsewhere" : "quite another reason";
                    const auto answer = m_world->ask(*m_hr, "POST", target + what, "{\"reason\":\"" + reason + "\"}");
                    QCOMPARE(answer.status, 200);
                    if (i == 0) first = answer.body;
                    QCOMPARE(answer.body, first);
                }
                const bool wasSo = what == QByteArray("/unblock") && !wasBlocked;
                QCOMPARE(size() - before, wasSo ? 0 : 1);
                wasBlocked = what == QByteArray("/block");
                if (wasBlocked && target.startsWith("/devices"))
                    QCOMPARE(text(ServerWorld::objectOf(m_world->ask(*m_hr, "GET", target)), "blockReason"),
                             QByteArray("seen elsewhere"));
            }
        }
    }

    void whatAClientSaysOfItselfIsText() {
        http::Request request;
        const QByteArray cut = QByteArray(199, 'x') + "\xc3\xa9";
        request.fields = {{"user-agent", cut}, {"haziri-app", "caf\xe9/1"}, {"haziri-fingerprint", "\xff\xfe"}};
        const auto contact = http::contactOf(request);
        for (const QByteArray& said : {contact.userAgent, contact.app, contact.simHash})
            QCOMPARE(QString::fromUtf8(said).toUtf8(), said);
        QVERIFY(contact.userAgent.size() <= 200 && contact.userAgent.startsWith(QByteArray(199, 'x')));
        QVERIFY(contact.app.startsWith("caf") && contact.app.endsWith("/1"));
        QCOMPARE(m_world->ask(*m_hr, "GET", "/devices/%FF").status, 404);
    }

    void aServerThatLacksAKeyIsNotWell() {
        QCOMPARE(m_world->ask("GET", "/health").status, 200);
        const auto keep = [&](const QByteArray& checks) {
            must(m_world->house->writer.run(
                [&](sql::Database& database) { return store::MetaRepository(database).set("vault.check", checks); }));
        };
        auto& database = *m_world->deployment->database;
        const QByteArray checks = must(store::MetaRepository(database).get("vault.check")).value();
        keep(R"({"k9":"AAAA"})"); // somebody with a newer key rotated
        const auto health = m_world->ask("GET", "/health");
        QCOMPARE(health.status, 503);
        QCOMPARE(text(ServerWorld::objectOf(health), "status"), QByteArray("vault key missing"));
        keep(checks);
        QCOMPARE(m_world->ask("GET", "/health").status, 200);
    }

  private:
    QByteArray codeBody(const char* user, const QString& host) {
        QJsonObject body{{QStringLiteral("username"), QLatin1String(user)},
                         {QStringLiteral("siteId"), m_world->siteId.toString()}};
        if (!host.isEmpty()) body.insert(QStringLiteral("host"), host);
        return json::toText(body);
    }
};

QTEST_GUILESS_MAIN(OfficeRoutesTest)
#include "OfficeRoutesTest.moc"
