// What the office does over the network: sites, users, codes, statistics, reports; and who may not.
#include "tests/support/ServerWorld.h"

#include "core/protocol/EnrolmentUri.h"
#include "server/keeping/OpenRecords.h"
#include "server/onboarding/OfficeBook.h"
#include "server/store/Columns.h"
#include "server/store/FileRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/MetaRepository.h"

#include <QJsonArray>

#include <atomic>
#include <thread>

using namespace haziri;
using namespace haziri::test;

namespace {

QJsonArray arrayOf(const http::Response& response, const char* key) {
    return ServerWorld::objectOf(response)[QLatin1String(key)].toArray();
}

QByteArray text(const QJsonObject& object, const char* key) {
    return object[QLatin1String(key)].toString().toUtf8();
}

} // namespace

class OfficeRoutesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_world = std::make_unique<ServerWorld>();
        m_world->addUser("boss", store::Role::Admin);
        m_hr = std::make_unique<Laptop>(m_world->laptop("hr"));
        m_admin = std::make_unique<Laptop>(m_world->laptop("boss"));
    }
    void cleanupTestCase() { m_world.reset(); }

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

    void numbersOfAQueryAreDigits() {
        for (const char* odd : {"%205", "5%20", "5%00", "+5", "5.0", "0x5", "1e1", "--5", "-", "9223372036854775808"}) {
            for (const char* path : {"/audit/log?limit=", "/attendance?limit=", "/fraud?limit="})
                QCOMPARE(m_world->ask(*m_hr, "GET", QByteArray(path) + odd).status, 400);
        }
        QCOMPARE(m_world->ask(*m_hr, "GET", "/attendance?limit=5&after=-1").status, 200);
        QCOMPARE(m_world->ask(*m_hr, "GET", "/audit/log?day=2026-11-22T00").status, 400);
        QCOMPARE(m_world->ask(*m_hr, "GET", "/audit/log?day=2026-11-22").status, 200);
    }

    void entriesAboutADeviceAreFoundByIt() {
        const Laptop laptop = m_world->laptop("sup");
        const Laptop other = m_world->laptop("sup");
        for (const char* what : {"block", "unblock"})
            QCOMPARE(
                m_world
                    ->ask(*m_hr, "POST", "/devices/" + laptop.deviceId + '/' + what, "{\"reason\":\"seen elsewhere\"}")
                    .status,
                200);
        const auto kindsOf = [&](const Laptop& device) {
            QByteArrayList kinds;
            for (const auto& entry :
                 arrayOf(m_world->ask(*m_hr, "GET", "/audit/log?device=" + device.deviceId), "entries"))
                kinds.append(QJsonDocument::fromJson(text(entry.toObject(), "entry"))
                                 .object()[QStringLiteral("kind")]
                                 .toString()
                                 .toLatin1());
            return kinds.join(' ');
        };
        QCOMPARE(kindsOf(laptop), QByteArray("device.register device.block device.unblock"));
        QCOMPARE(kindsOf(other), QByteArray("device.register"));
        // As an older version left it: found again once the server tidied.
        must(m_world->house->writer.run([&](sql::Database& database) {
            return database.script(QStringLiteral("DELETE FROM log_device;;\nDELETE FROM meta WHERE name = "
                                                  "'devices_indexed';;\n"));
        }));
        QCOMPARE(kindsOf(laptop), QByteArray());
        auto& deployment = *m_world->deployment;
        for (int i = 0; i < 2; ++i)
            must(keeping::OpenRecords({*deployment.database, *deployment.vaultKeys, deployment.log, deployment.random})
                     .seal());
        QCOMPARE(kindsOf(laptop), QByteArray("device.register device.block device.unblock"));
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

    void anybodyReadsEntriesOfOneKind() {
        const auto indexesOf = [&](const http::Response& answer) {
            QList<qint64> all;
            for (const auto& entry : arrayOf(answer, "entries"))
                all.append(entry.toObject()[QLatin1String("index")].toInteger());
            return all;
        };
        const auto office = m_world->ask(*m_hr, "GET", "/audit/log?kind=device.register");
        const auto anybody = m_world->ask("GET", "/audit/log?kind=device.register");
        QVERIFY(indexesOf(office).size() > 1);
        QCOMPARE(indexesOf(anybody), indexesOf(office));
        QCOMPARE(indexesOf(m_world->ask("GET", "/audit/log?kind=device.register&limit=1")),
                 indexesOf(office).mid(0, 1));
        QVERIFY(arrayOf(office, "entries")[0].toObject()[QLatin1String("data")].isString());
        const auto all = arrayOf(m_world->ask("GET", "/audit/log?limit=1000"), "entries");
        QCOMPARE(all.size(), m_world->number(QStringLiteral("SELECT size FROM log_head")));
        for (const auto& entry : arrayOf(anybody, "entries"))
            QVERIFY(entry.toObject()[QLatin1String("data")].isNull());
    }

    void anEventThatIsNotThere() {
        for (const char* id : {"01890000-0000-7000-8000-000000000000", "what"})
            QCOMPARE(m_world->ask(*m_hr, "GET", QByteArray("/fraud/") + id).status, 404);
    }

    void workersComeInPages() {
        QList<QByteArray> all, paged;
        for (const auto& one : arrayOf(m_world->ask(*m_hr, "GET", "/workers"), "workers"))
            all.append(one.toObject()[QLatin1String("workerId")].toString().toLatin1());
        for (const char* name : {"Zoya", "Bina", "Anil"}) {
            onboarding::NewWorker worker;
            worker.name = name;
            worker.siteId = m_world->siteId;
            onboarding::OfficeBook book(m_world->deployment->log, m_world->clock, m_world->random);
            must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
                const auto added = book.addWorker(database, worker, *m_world->deployment->vaultKeys);
                if (!added) return fail(added.error());
                all.append(added->toText());
                return {};
            }));
        }
        QByteArray after;
        for (int page = 0; page < 20; ++page) {
            const auto answer = m_world->ask(*m_hr, "GET", "/workers?limit=2" + after);
            QCOMPARE(answer.status, 200);
            for (const auto& one : arrayOf(answer, "workers"))
                paged.append(one.toObject()[QLatin1String("workerId")].toString().toLatin1());
            const QJsonValue next = QJsonDocument::fromJson(answer.body).object()[QLatin1String("next")];
            if (next.isNull()) break;
            QCOMPARE(next.toString().toLatin1(), paged.last());
            after = "&after=" + paged.last();
        }
        QCOMPARE(paged.size(), all.size());
        QCOMPARE(QSet<QByteArray>(paged.begin(), paged.end()), QSet<QByteArray>(all.begin(), all.end()));
        const auto whole = m_world->ask(*m_hr, "GET", "/workers");
        QVERIFY(QJsonDocument::fromJson(whole.body).object()[QLatin1String("next")].isNull());
        std::sort(all.begin(), all.end());
        const auto idsOf = [&](const QByteArray& query) {
            const auto answer = m_world->ask(*m_hr, "GET", "/workers?" + query);
            if (answer.status != 200) qFatal("%s", answer.body.constData());
            QList<QByteArray> ids;
            for (const auto& one : arrayOf(answer, "workers"))
                ids.append(one.toObject()[QLatin1String("workerId")].toString().toLatin1());
            return ids;
        };
        // Who is no longer in the list is a place in it all the same.
        QCOMPARE(idsOf("after=00000000-0000-7000-8000-000000000001").size(), all.size());
        QVERIFY(idsOf("after=ffffffff-ffff-7fff-bfff-ffffffffffff").isEmpty());
        const auto change = [&](const char* sql, const QVariant& value, const QByteArray& workerId) {
            must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
                auto done = database.run(QLatin1String(sql), {value, store::column(*WorkerId::fromText(workerId))});
                return done ? Result<void>() : fail(done.error());
            }));
        };
        const auto elsewhere = store::column(SiteId::generate(m_world->clock, m_world->random));
        const QByteArray gone = all[all.size() - 2], here = "siteId=" + m_world->siteId.toText();
        change("UPDATE worker SET site_id = ? WHERE worker_id = ?", elsewhere, gone);
        QCOMPARE(idsOf(here + "&limit=1&after=" + gone), QList<QByteArray>{all.last()});
        QVERIFY(!idsOf(here).contains(gone));
        change("UPDATE worker SET site_id = ? WHERE worker_id = ?", store::column(m_world->siteId), gone);
        QCOMPARE(idsOf("q=ZOY&limit=1").size(), 1);
        // Nobody is opened who is not on the page: without this one's key no page with him can be served.
        change("UPDATE worker SET key_kid = ? WHERE worker_id = ?", QStringLiteral("lost"), all.last());
        QCOMPARE(idsOf("limit=1"), QList<QByteArray>{all.first()});
        QVERIFY(m_world->ask(*m_hr, "GET", "/workers").status >= 500);
        change("UPDATE worker SET key_kid = ? WHERE worker_id = ?", QStringLiteral("k1"), all.last());
    }

    void aWorkerNamesThePicturesOfHisEnrolment() {
        const WorkerId asha = m_world->add([&](sql::Database& database, onboarding::OfficeBook& book) {
            onboarding::NewWorker worker;
            worker.name = "Asha";
            worker.siteId = m_world->siteId;
            return book.addWorker(database, worker, *m_world->deployment->vaultKeys);
        });
        const FileId enrolled = picture(asha, "worker.enrol", true);
        picture(asha, "worker.enrol", false); // has not come yet
        picture(asha, "attendance", true);    // of a mark
        const auto answer = m_world->ask(*m_hr, "GET", "/workers/" + asha.toText());
        QCOMPARE(arrayOf(answer, "photos"), QJsonArray({enrolled.toString()}));
        must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
            const auto erased = store::FileRepository(database).eraseWorker(asha);
            return erased ? Result<void>() : Result<void>(fail(erased.error()));
        }));
        QVERIFY(arrayOf(m_world->ask(*m_hr, "GET", "/workers/" + asha.toText()), "photos").isEmpty());
    }

    void monthsAreReported() {
        const WorkerId asha = m_world->add([&](sql::Database& database, onboarding::OfficeBook& book) {
            onboarding::NewWorker worker;
            worker.name = "Asha";
            worker.siteId = m_world->siteId;
            worker.details.insert(QStringLiteral("dailyRatePaise"), 80'000);
            return book.addWorker(database, worker, *m_world->deployment->vaultKeys);
        });
        // 2026-06-10 20:00 IN to 05:20 OUT of the next day, Indian time: 9 h 20 min, of the 10th.
        const qint64 in = QDateTime(QDate(2026, 6, 10), QTime(14, 30), Qt::UTC).toMSecsSinceEpoch();
        mark(asha, in, "in", "accepted");
        mark(asha, in + 560 * 60'000, "out", "accepted");
        mark(asha, in + 24 * 3'600'000, "in", "held");
        const QByteArray query = "?month=2026-06&siteId=" + m_world->siteId.toText();
        const auto muster = arrayOf(m_world->ask(*m_hr, "GET", "/reports/muster" + query), "workers");
        QCOMPARE(muster.size(), 1);
        const QJsonObject line = muster.first().toObject();
        QCOMPARE(text(line, "name"), QByteArray("Asha"));
        QCOMPARE(line[QStringLiteral("heldMarks")].toInteger(), 1);
        const auto days = line[QStringLiteral("days")].toArray();
        QCOMPARE(days.size(), 1);
        QCOMPARE(text(days.first().toObject(), "date"), QByteArray("2026-06-10"));
        QCOMPARE(text(days.first().toObject(), "hours"), QByteArray("9:20"));
        QCOMPARE(days.first().toObject()[QStringLiteral("overtimeMinutes")].toInteger(), 90); // 60, and 20 count as 30
        const auto wages = arrayOf(m_world->ask(*m_hr, "GET", "/reports/wages" + query), "workers").first().toObject();
        QCOMPARE(wages[QStringLiteral("daysWorked")].toInteger(), 1);
        QCOMPARE(wages[QStringLiteral("dayUnits")].toInteger(), 100);
        QCOMPARE(wages[QStringLiteral("basicPaise")].toInteger(), 80'000);
        QCOMPARE(wages[QStringLiteral("overtimePaise")].toInteger(), 30'000); // 1.5 h at twice 100 rupees
        QCOMPARE(m_world->ask(*m_hr, "GET", "/reports/muster?month=2026-13&siteId=" + m_world->siteId.toText()).status,
                 400);
        QCOMPARE(m_world->ask(*m_hr, "GET", "/reports/muster?month=2026-06").status, 400);
        QVERIFY(arrayOf(m_world->ask(*m_hr, "GET", "/reports/muster?month=2026-07&siteId=" + m_world->siteId.toText()),
                        "workers")
                    .isEmpty());
    }

    // Each mark comes with its entry; whatever comes meanwhile, the numbers are those of the log that is named.
    void aReportIsOfTheLogThatItNames() {
        const WorkerId mina = m_world->add([&](sql::Database& database, onboarding::OfficeBook& book) {
            onboarding::NewWorker worker;
            worker.name = "Mina";
            worker.siteId = m_world->siteId;
            return book.addWorker(database, worker, *m_world->deployment->vaultKeys);
        });
        const qint64 at = QDateTime(QDate(2025, 3, 10), QTime(6, 0), Qt::UTC).toMSecsSinceEpoch();
        constexpr int kMarks = 150;
        const qint64 before = m_world->number(QStringLiteral("SELECT size FROM log_head"));
        std::atomic<bool> stops = false;
        std::thread gate([&] {
            for (int i = 0; i < kMarks && !stops; ++i)
                must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
                    auto logged = m_world->deployment->log.append(database, {"attendance", "{}", {0, false, {at}}});
                    if (!logged) return fail(logged.error());
                    return insertMark(database, mina, at, "in", "held");
                }));
        });
        bool isTrue = true;
        for (int i = 0; i < 12; ++i) {
            const auto answer =
                m_world->ask(*m_hr, "GET", "/reports/muster?month=2025-03&siteId=" + m_world->siteId.toText());
            const auto lines = arrayOf(answer, "workers");
            const qint64 marks =
                lines.isEmpty() ? 0 : lines.first().toObject()[QStringLiteral("heldMarks")].toInteger();
            const qint64 size = text(ServerWorld::objectOf(answer), "checkpoint").split('\n').value(1).toLongLong();
            isTrue = isTrue && size == before + marks;
        }
        stops = true;
        gate.join();
        if (m_world->deployment->database->dialect() == sql::Dialect::Sqlite) QVERIFY(isTrue);
    }

    void payIsEnteredAndCounts() {
        const WorkerId sita = m_world->add([&](sql::Database& database, onboarding::OfficeBook& book) {
            onboarding::NewWorker worker;
            worker.name = "Sita";
            worker.siteId = m_world->siteId;
            return book.addWorker(database, worker, *m_world->deployment->vaultKeys);
        });
        const qint64 in = QDateTime(QDate(2026, 7, 10), QTime(3, 0), Qt::UTC).toMSecsSinceEpoch();
        mark(sita, in, "in", "accepted");
        mark(sita, in + 480 * 60'000, "out", "accepted");
        const QByteArray query = "?month=2026-07&siteId=" + m_world->siteId.toText();
        const auto wages = [&] {
            for (const auto& one : arrayOf(m_world->ask(*m_hr, "GET", "/reports/wages" + query), "workers"))
                if (text(one.toObject(), "workerId") == sita.toText()) return one.toObject();
            return QJsonObject();
        };
        QVERIFY(!wages().contains(QStringLiteral("grossPaise"))); // no rate, no claim
        const auto put = [&](QByteArray change) {
            change.replace('\'', '"');
            return m_world->ask(*m_hr, "POST", "/pay",
                                "{\"changes\":[{\"workerId\":\"" + sita.toText() + "\"," + change + "}]}");
        };
        QCOMPARE(
            put("'terms':{'from':'2026-07','per':'day','basicPaise':60000,'epf':true,'uan':'100200300400'}").status,
            200);
        QCOMPARE(wages()[QStringLiteral("grossPaise")].toInteger(), 60'000);
        QVERIFY(!wages().contains(QStringLiteral("netPaise"))); // the office has not said what is taken off
        QCOMPARE(text(wages(), "uan"), QByteArray("100200300400"));
        QCOMPARE(put("'month':{'month':'2026-07','advancesPaise':10000,'receipt':'TXN 7'}").status, 200);
        // 600 less 12 % and 100; half of it would have been the limit.
        QCOMPARE(wages()[QStringLiteral("netPaise")].toInteger(), 60'000 - 7'200 - 10'000);
        const QByteArray said = lastRecord();
        // Marked at another site too, she pays her advance once: where she belongs.
        const SiteId home = m_world->siteId;
        m_world->siteId = m_world->add([](sql::Database& database, onboarding::OfficeBook& book) {
            return book.addSite(database, "Annexe", 26.9, 75.8, 200);
        });
        mark(sita, in + 48 * 3'600'000, "in", "accepted");
        mark(sita, in + 48 * 3'600'000 + 480 * 60'000, "out", "accepted");
        const auto away =
            arrayOf(m_world->ask(*m_hr, "GET", "/reports/wages?month=2026-07&siteId=" + m_world->siteId.toText()),
                    "workers")
                .first()
                .toObject();
        m_world->siteId = home;
        QCOMPARE(away[QStringLiteral("grossPaise")].toInteger(), 60'000);
        QVERIFY(!away[QStringLiteral("deductions")][QStringLiteral("settled")].toBool());
        QVERIFY(!away.contains(QStringLiteral("netPaise")) && !away.contains(QStringLiteral("pay")));
        QCOMPARE(wages()[QStringLiteral("netPaise")].toInteger(), 60'000 - 7'200 - 10'000);
        QCOMPARE(m_world->entriesOf("worker.pay"), 2);
        QVERIFY(said.contains("\"payHash\"") && said.contains("2026-07") && said.contains(sita.toText()));
        QVERIFY(!said.contains("10000") && !said.contains("TXN")); // the log names no amounts
        // Nor does anything of it lie in the open.
        QCOMPARE(m_world->number(QStringLiteral("SELECT COUNT(*) FROM worker WHERE CAST(details AS TEXT) LIKE "
                                                "'%basicPaise%'")),
                 0);
        const auto list = arrayOf(m_world->ask(*m_hr, "GET", "/pay" + query), "workers");
        QVERIFY(std::any_of(list.begin(), list.end(), [&](const QJsonValue& one) {
            return text(one.toObject(), "workerId") == sita.toText() &&
                   one.toObject()[QStringLiteral("pay")][QStringLiteral("advancesPaise")].toInteger() == 10'000;
        }));
        // What does not fit changes nothing, and one bad change in a list keeps all of it out.
        QCOMPARE(put("'terms':{'per':'day','basicPaise':60000}").status, 400);
        QCOMPARE(put("'month':{'month':'2026-07','finePaise':-1}").status, 400);
        QCOMPARE(m_world->ask(*m_hr, "POST", "/pay", "{\"changes\":[]}").status, 400);
        QByteArray both = "{'changes':[{'workerId':'" + sita.toText() + "','month':{'month':'2026-07'}},{'workerId':'" +
                          m_world->siteId.toText() + "','month':{'month':'2026-07'}}]}";
        QCOMPARE(m_world->ask(*m_hr, "POST", "/pay", both.replace('\'', '"')).status, 404);
        QCOMPARE(m_world->entriesOf("worker.pay"), 2);
        QCOMPARE(wages()[QStringLiteral("netPaise")].toInteger(), 42'800);
    }

    void numbersOfTheLastDays() {
        const WorkerId ram = m_world->add([&](sql::Database& database, onboarding::OfficeBook& book) {
            onboarding::NewWorker worker;
            worker.name = "Ram";
            worker.siteId = m_world->siteId;
            return book.addWorker(database, worker, *m_world->deployment->vaultKeys);
        });
        const qint64 now = m_world->clock.now().value;
        mark(ram, now - 1000, "in", "accepted");
        mark(ram, now - 500, "in", "accepted"); // twice is one person present
        QJsonObject today;
        int days = 0;
        for (const auto& day : arrayOf(m_world->ask(*m_hr, "GET", "/stats/attendance"), "days"))
            if (text(day.toObject(), "siteId") == m_world->siteId.toText()) {
                today = day.toObject();
                ++days;
            }
        QCOMPARE(days, 30);
        QCOMPARE(today[QStringLiteral("present")].toInteger(), 1);
        QVERIFY(today[QStringLiteral("expected")].toInteger() >= 1);
        qint64 devices = 0;
        for (const auto& step : arrayOf(m_world->ask(*m_hr, "GET", "/stats/trust"), "devices"))
            devices += step.toObject()[QStringLiteral("count")].toInteger();
        QCOMPARE(devices, m_world->number(QStringLiteral("SELECT COUNT(*) FROM device")));
        QCOMPARE(m_world->ask(*m_hr, "GET", "/stats/alerts").status, 200);
        QCOMPARE(m_world->ask(*m_hr, "GET", "/stats/nothing").status, 404);
        const auto metrics = m_world->ask(*m_hr, "GET", "/metrics");
        QVERIFY(metrics.contentType.startsWith("text/plain"));
        const QByteArray size = QByteArray::number(m_world->number(QStringLiteral("SELECT size FROM log_head")));
        QVERIFY2(metrics.body.contains("\nhaziri_log_entries " + size + '\n'), metrics.body);
        QVERIFY(metrics.body.contains("haziri_workers{status=\"active\"} "));
    }

  private:
    QByteArray codeBody(const char* user, const QString& host) {
        QJsonObject body{{QStringLiteral("username"), QLatin1String(user)},
                         {QStringLiteral("siteId"), m_world->siteId.toString()}};
        if (!host.isEmpty()) body.insert(QStringLiteral("host"), host);
        return json::toText(body);
    }
    void mark(const WorkerId& workerId, qint64 at, const char* direction, const char* status) {
        must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
            return insertMark(database, workerId, at, direction, status);
        }));
    }
    Result<void> insertMark(sql::Database& database, const WorkerId& workerId, qint64 at, const char* direction,
                            const char* status) {
        store::MarkRow row;
        row.logIndex = 100'000 + ++m_marks;
        row.packetId = PacketId::generate(m_world->clock, m_world->random);
        row.deviceNo = 1;
        row.workerId = workerId;
        row.siteId = m_world->siteId;
        row.timestamp = row.earliest = row.latest = {at};
        row.direction = direction;
        row.method = "face";
        row.status = status;
        row.timeClass = "anchored";
        row.geo.source = protocol::GeoSource::None;
        return store::MarkRepository(database).insert({row});
    }
    /// A file that a packet of that kind announced.
    FileId picture(const WorkerId& workerId, const char* kind, bool hasCome) {
        store::FileRecord file;
        file.fileId = FileId::generate(m_world->clock, m_world->random);
        file.workerId = workerId;
        file.siteId = m_world->siteId;
        file.logIndex = 200'000 + ++m_marks;
        file.bytes = 10;
        must(m_world->house->writer.run([&](sql::Database& database) -> Result<void> {
            const QVariant id = store::column(PacketId::generate(m_world->clock, m_world->random));
            if (auto done = database.run(
                    QStringLiteral(
                        "INSERT INTO packet (log_index, packet_id, device_no, epoch, seq, hash, kind, status, "
                        "code, trust_score, record_hash, boot_id, boot_ms, timestamp, earliest, committed_at) "
                        "VALUES (?, ?, 1, 9, ?, ?, ?, 'accepted', '', 0, ?, '', 0, 0, 0, 0)"),
                    {*file.logIndex, id, *file.logIndex, id, QString::fromLatin1(kind), id});
                !done)
                return fail(done.error());
            store::FileRepository files(database);
            if (auto done = files.announce(file); !done) return done;
            if (!hasCome) return {};
            return files.markStored(file.fileId, {1}, "k", QByteArray(12, 'n'), QByteArray(48, 'w'));
        }));
        return file.fileId;
    }
    QByteArray lastRecord() {
        auto& deployment = *m_world->deployment;
        const auto size = must(deployment.log.checkpoint(*deployment.database)).value.size;
        return must(deployment.log.entry(*deployment.database, size - 1))->data.value_or(QByteArray());
    }

    std::unique_ptr<ServerWorld> m_world;
    std::unique_ptr<Laptop> m_hr, m_admin;
    qint64 m_marks = 0;
};

QTEST_GUILESS_MAIN(OfficeRoutesTest)
#include "OfficeRoutesTest.moc"
