// A server that goes back to an older backup, a laptop that knows more, and people who were erased before and after
// it: nothing that was acknowledged is lost, nothing that was destroyed comes back by way of the laptop, and the chain
// goes on in its epoch. The real programs.
#include "core/base/Base64Url.h"
#include "tests/support/LaptopAndServer.h"

using namespace haziri;
using namespace haziri::test;

class RestoreErasureTest : public LaptopAndServer {
    Q_OBJECT

    QByteArray addWorker(const char* name) {
        return office({QStringLiteral("worker"), QStringLiteral("add"), QStringLiteral("--site"),
                       QString::fromLatin1(m_site), QStringLiteral("--name"), QLatin1StringView(name)})
            .lastWord();
    }
    Run markOf(const QByteArray& worker, const char* direction) {
        return laptop("mark",
                      {QStringLiteral("--worker"), QString::fromLatin1(worker), QStringLiteral("--direction"),
                       QLatin1StringView(direction), QStringLiteral("--reason"), QStringLiteral("sun in the camera")});
    }
    QString newest() { return laptop("queue").last()[QStringLiteral("packetId")].toString(); }
    QString photoOf(const QByteArray& worker) {
        const QByteArray before = std::exchange(m_worker, worker);
        markWithPhoto();
        m_worker = before;
        return newest();
    }
    Run enrolled(const char* name) {
        return run("haziri", {QStringLiteral("enrol"), QStringLiteral("--profile"), at("laptop"),
                              QStringLiteral("--user"), QStringLiteral("ramesh"), QStringLiteral("--password-file"),
                              at("password"), QStringLiteral("--name"), QLatin1StringView(name),
                              QStringLiteral("--consent-language"), QStringLiteral("hi")});
    }
    void erase(const QByteArray& worker) {
        QCOMPARE(office({QStringLiteral("erase-worker"), QString::fromLatin1(worker)}).code, kOk);
    }
    void synced() {
        const Run run = laptop("sync");
        QVERIFY2(run.code == kOk, run.out + run.err);
    }
    void goBackTo(const char* backup) {
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        const Run restored = office({QStringLiteral("restore"), at(backup)});
        QVERIFY2(restored.code == kOk, restored.err.constData());
        serve();
    }
    QList<QJsonObject> entries() {
        QList<QJsonObject> all;
        for (const QByteArray& line : exportedLog().split('\n'))
            if (line.contains("\"recordHash\"")) all.append(QJsonDocument::fromJson(line).object());
        return all;
    }
    /// Of the signed packet in an entry of the log; empty where the entry's data was destroyed.
    static QJsonObject packetIn(const QJsonObject& entry) {
        const auto data = QJsonDocument::fromJson(entry[QStringLiteral("data")].toString().toUtf8()).object();
        const auto parts = data[QStringLiteral("packet")].toString().toLatin1().split('.');
        return QJsonDocument::fromJson(fromBase64Url(parts.value(1)).value_or(QByteArray())).object();
    }

    /// Every packet of the laptop stands in the log where the laptop was told that it stands.
    void everyReceiptHolds(const QSet<QString>& destroyed) {
        const auto log = entries();
        qint64 seq = 0;
        for (const QJsonObject& row : laptop("queue").lines()) {
            const QByteArray told = QJsonDocument(row).toJson();
            QCOMPARE(row[QStringLiteral("epoch")].toInteger(), 1);
            QCOMPARE(row[QStringLiteral("seq")].toInteger(), ++seq);
            const QString status = row[QStringLiteral("status")].toString();
            const QString packetId = row[QStringLiteral("packetId")].toString();
            if (destroyed.contains(packetId)) continue;
            QVERIFY2(status == QStringLiteral("held") || status == QStringLiteral("synced"), told);
            const qint64 index = row[QStringLiteral("index")].toInteger(-1);
            QVERIFY2(index >= 0 && index < log.size(), told);
            QVERIFY2(packetIn(log[index])[QStringLiteral("packetId")].toString() == packetId, told);
        }
        const Run verified = run("haziri-verify", {QStringLiteral("--log"), at("export.jsonl"), QStringLiteral("--key"),
                                                   QString::fromLatin1(m_vkey)});
        QVERIFY2(verified.code == kOk, verified.out + verified.err);
        const Run checked = office({QStringLiteral("check")});
        QVERIFY2(checked.code == kOk, checked.out + checked.err);
    }
    /// Neither his name nor any packet about him can be read in the log or on the laptop.
    void isGone(const QByteArray& worker, const QByteArray& name) {
        QVERIFY2(!exportedLog().contains(name), name);
        for (const QJsonObject& entry : entries())
            QVERIFY(packetIn(entry)[QStringLiteral("workerId")].toString().toLatin1() != worker);
        withProfile([&](muster::Profile& profile, muster::PacketWriter&, const Clock&) {
            const auto queue = profile.outbox().queue(100, false);
            QVERIFY(queue.has_value());
            for (const auto& row : *queue) {
                const auto stored = profile.outbox().packet(row.packetId);
                if (!stored || !*stored) continue; // emptied: there is nothing to open
                const auto payload = fromBase64Url((*stored)->jws.split('.').value(1));
                QVERIFY(!payload.value_or(QByteArray()).contains(worker));
            }
        });
    }

  private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { stopServing(); }

    void nothingAcknowledgedIsLostAndNobodyComesBack() {
        QCOMPARE(office({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--name"),
                         QStringLiteral("ramesh"), QStringLiteral("--role"), QStringLiteral("thekedar"),
                         QStringLiteral("--password-file"), at("password")})
                     .code,
                 kOk);
        const QByteArray sita = addWorker("Sita Devi"), gita = addWorker("Gita Bai");
        synced();
        QCOMPARE(mark("in").code, kOk);
        QSet<QString> destroyed{photoOf(sita)};
        const QString photoOfGita = photoOf(gita);
        synced();
        erase(sita); // the backup knows of it
        synced();
        QCOMPARE(office({QStringLiteral("backup"), at("backup.tar")}).code, kOk);

        // What the backup does not know: somebody new, his marks, marks of others, and an erasure.
        const Run brought = enrolled("Mohan Lal");
        QVERIFY2(brought.code == kOk, brought.err.constData());
        const QByteArray mohan = brought.lastWord();
        QCOMPARE(markOf(mohan, "in").code, kOk);
        const QString ofGita = markOf(gita, "out").last()[QStringLiteral("packetId")].toString();
        markWithPhoto();
        QCOMPARE(markOf(mohan, "out").code, kOk);
        synced();
        everyReceiptHolds(destroyed);
        erase(gita);
        synced();
        const QByteArray rows = laptop("queue").out;
        QCOMPARE(mark("in").code, kOk); // waits while the server goes back

        goBackTo("backup.tar");
        const Run first = laptop("sync");
        QVERIFY2(first.code == kOk, first.out + first.err);
        QVERIFY2(first.err.contains("LOG_RESTORED"), first.err.constData());
        QCOMPARE(first.last()[QStringLiteral("sendingAgain")].toInt(), 4); // five were lost, Gita's was emptied
        synced();
        QCOMPARE(laptop("sync").last()[QStringLiteral("sent")].toInt(), 0);
        destroyed.insert(ofGita);
        everyReceiptHolds(destroyed);
        QCOMPARE(laptop("queue").lines().size(), rows.count('\n') + 1);
        // Nobody can check any more who brought Mohan in: his enrolment waits for a person, it is not called a forgery.
        for (const QJsonObject& row : laptop("queue").lines())
            if (row[QStringLiteral("kind")] == QStringLiteral("worker.enrol"))
                QCOMPARE(row[QStringLiteral("code")].toString(), QStringLiteral("MANUAL"));
        QVERIFY(!exportedLog().contains("VOUCH_INVALID"));
        // And his thekedar's next one is good: the key is registered again with the first password that is typed.
        const Run next = enrolled("Sohan Lal");
        QVERIFY2(next.code == kOk, next.err.constData());
        synced();
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("synced"));
        isGone(sita, "Sita");

        // The backup brought Gita back at the office, and only there. Erased again she is gone for good.
        QVERIFY2(!markOf(gita, "in").err.contains("WORKER_UNKNOWN"), "the office's list has her again");
        destroyed += {newest(), photoOfGita};
        synced();
        erase(gita);
        synced();
        synced();
        isGone(gita, "Gita");
        isGone(sita, "Sita");

        // The day goes on in the same epoch.
        QCOMPARE(markOf(mohan, "in").code, kOk);
        synced();
        QCOMPARE(laptop("queue").last()[QStringLiteral("code")].toString(), QStringLiteral("MANUAL"));
        everyReceiptHolds(destroyed);
    }
};

QTEST_GUILESS_MAIN(RestoreErasureTest)
#include "RestoreErasureTest.moc"
