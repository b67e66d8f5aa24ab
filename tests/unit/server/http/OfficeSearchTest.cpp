// What the office looks up over the network: entries of the log, events, workers and their pictures.
#include "tests/support/OfficeFixture.h"

#include "server/keeping/OpenRecords.h"
#include "server/store/Columns.h"
#include "server/store/FileRepository.h"
#include "server/store/MetaRepository.h"

using namespace haziri;
using namespace haziri::test;

class OfficeSearchTest : public QObject, OfficeFixture {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { openOffice(); }
    void cleanupTestCase() { closeOffice(); }

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

  private:
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
};

QTEST_GUILESS_MAIN(OfficeSearchTest)
#include "OfficeSearchTest.moc"
