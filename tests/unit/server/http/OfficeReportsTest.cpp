// Musters, wages, pay and numbers over the network.
#include "tests/support/OfficeFixture.h"

#include <atomic>
#include <thread>

using namespace haziri;
using namespace haziri::test;

class OfficeReportsTest : public QObject, OfficeFixture {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { openOffice(); }
    void cleanupTestCase() { closeOffice(); }

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
};

QTEST_GUILESS_MAIN(OfficeReportsTest)
#include "OfficeReportsTest.moc"
