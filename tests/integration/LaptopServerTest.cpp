// The two real programs on loopback, over TLS: what an ordinary day and the bad days of a laptop come to.
#include "core/crypto/SystemRandom.h"
#include "core/muster/PacketWriter.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;

namespace {

const QByteArray kPhoto = QByteArrayLiteral("\xff\xd8\xff\xe0 a picture of somebody at the gate");
constexpr int kOk = 0, kFailed = 1, kOffline = 3, kRejected = 4;

struct Run {
    int code = -1;
    QByteArray out, err;
    QList<QJsonObject> lines() const {
        QList<QJsonObject> all;
        for (const QByteArray& line : out.split('\n')) {
            if (line.startsWith('{')) all.append(QJsonDocument::fromJson(line).object());
        }
        return all;
    }
    QJsonObject last() const { return lines().isEmpty() ? QJsonObject() : lines().constLast(); }
    QByteArray lastWord() const { return out.simplified().split(' ').constLast(); }
};

QByteArray sentence(const QByteArray& body) {
    quint8 sum = 0;
    for (const char c : body)
        sum ^= quint8(c);
    return "$" + body + "*" + QByteArray::number(sum, 16).rightJustified(2, '0').toUpper() + "\r\n";
}

void copyTree(const QString& from, const QString& to) {
    QDir().mkpath(to);
    for (const QFileInfo& info : QDir(from).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        const QString target = QDir(to).filePath(info.fileName());
        if (info.isDir()) {
            copyTree(info.filePath(), target);
        } else {
            QFile::copy(info.filePath(), target);
        }
    }
}

} // namespace

class LaptopServerTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;
    QProcessEnvironment m_environment;
    QProcess m_server;
    quint16 m_port = 0;
    QByteArray m_site, m_worker, m_vkey;

    QString at(const char* name) const { return m_dir->filePath(QLatin1StringView(name)); }
    static QString program(const char* name) {
        const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/../bin");
        return QDir(qEnvironmentVariable("HAZIRI_BIN_DIR", beside)).filePath(QLatin1StringView(name));
    }

    void write(const char* name, const QByteArray& content) {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    Run run(const char* what, const QStringList& arguments) {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(program(what), arguments);
        Run result;
        if (!process.waitForFinished(60'000)) return result;
        result.out = process.readAllStandardOutput();
        result.err = process.readAllStandardError();
        result.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
        return result;
    }
    Run laptop(const char* verb, QStringList arguments = {}) {
        return run("haziri",
                   QStringList{QLatin1StringView(verb), QStringLiteral("--profile"), at("laptop")} + arguments);
    }
    Run office(const QStringList& words, const char* data = "server") {
        return run("haziri-server", words + QStringList{QStringLiteral("--data"), at(data)});
    }
    Run mark(const char* direction) {
        return laptop("mark",
                      {QStringLiteral("--worker"), QString::fromLatin1(m_worker), QStringLiteral("--direction"),
                       QLatin1StringView(direction), QStringLiteral("--reason"), QStringLiteral("sun in the camera")});
    }

    void makeServer(const char* data) {
        const QString password = at("password");
        const Run made =
            office({QStringLiteral("init"), QStringLiteral("--origin"), QStringLiteral("test.example/log"),
                    QStringLiteral("--admin"), QStringLiteral("boss"), QStringLiteral("--password-file"), password},
                   data);
        QCOMPARE(made.code, kOk);
        m_vkey = made.lastWord();
        m_site =
            office({QStringLiteral("site"), QStringLiteral("add"), QStringLiteral("--name"), QStringLiteral("Tower"),
                    QStringLiteral("--lat"), QStringLiteral("28.5"), QStringLiteral("--lon"), QStringLiteral("77.2"),
                    QStringLiteral("--radius-m"), QStringLiteral("300")},
                   data)
                .lastWord();
        QCOMPARE(office({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--name"),
                         QStringLiteral("meena"), QStringLiteral("--role"), QStringLiteral("supervisor"),
                         QStringLiteral("--password-file"), password},
                        data)
                     .code,
                 kOk);
    }
    void serve(const char* data = "server") {
        m_server.setProcessEnvironment(m_environment);
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(program("haziri-server"),
                       {QStringLiteral("serve"), QStringLiteral("--data"), at(data), QStringLiteral("--listen"),
                        QStringLiteral("127.0.0.1:%1").arg(m_port)});
        QByteArray said;
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         said += m_server.readAll();
                         return said.contains("listening on");
                     },
                     20'000),
                 said.constData());
    }
    void stopServing() {
        if (m_server.state() == QProcess::NotRunning) return;
        m_server.terminate();
        QVERIFY(m_server.waitForFinished(20'000));
    }
    QByteArray exportedLog() {
        const QString path = at("export.jsonl");
        QFile::remove(path);
        if (office({QStringLiteral("export-log"), path}).code != kOk) return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString freshUri() {
        return QString::fromLatin1(
            office({QStringLiteral("enrol-code"), QStringLiteral("--user"), QStringLiteral("meena"),
                    QStringLiteral("--site"), QString::fromLatin1(m_site)})
                .lastWord());
    }
    Run bundle(const char* what, const char* file) {
        return run("haziri", {QStringLiteral("bundle"), QLatin1StringView(what), QStringLiteral("--profile"),
                              at("laptop"), at(file)});
    }
    QByteArray contentOf(const char* name) {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// What the window does for somebody who was given a reason: with a picture, which no verb without a camera takes.
    void markWithPhoto() {
        withProfile([&](muster::Profile& profile, muster::PacketWriter& writer, const Clock& clock) {
            auto draft = draftOf(profile, clock);
            crypto::SystemRandom random;
            const auto photo = muster::namePhoto(kPhoto + crypto::randomBytes(random, 400), clock, random);
            std::get<protocol::Attendance>(draft.body).photo = photo.reference;
            draft.photos.append(photo.photo);
            QVERIFY(writer.write(std::move(draft)).has_value());
        });
    }
    void marks(int count) {
        withProfile([&](muster::Profile& profile, muster::PacketWriter& writer, const Clock& clock) {
            for (int i = 0; i < count; ++i)
                QVERIFY(writer.write(draftOf(profile, clock)).has_value());
        });
    }
    template <class Work>
    void withProfile(Work work) {
        const SystemClock clock;
        crypto::SystemRandom random;
        auto profile = muster::Profile::open({at("laptop"), at("passphrase")}, clock, random);
        QVERIFY(profile.has_value());
        muster::PacketWriter writer(**profile, clock, random);
        work(**profile, writer, clock);
    }
    muster::PacketWriter::Draft draftOf(muster::Profile& profile, const Clock& clock) const {
        muster::PacketWriter::Draft draft;
        protocol::Attendance body;
        body.workerId = *WorkerId::fromText(m_worker);
        body.siteId = profile.site().siteId;
        body.geo = *profile.sitePlace();
        body.method = protocol::Method::Manual;
        body.direction = protocol::Direction::Out;
        body.reason = "sun in the camera";
        draft.body = body;
        draft.recordedBy = profile.registeredFor().userId;
        draft.at = clock.now();
        draft.note = "{}";
        return draft;
    }
    Run enrol() { return laptop("register", {QStringLiteral("--uri"), freshUri()}); }

  private Q_SLOTS:
    void init() {
        QVERIFY2(QFile::exists(program("haziri")) && QFile::exists(program("haziri-server")),
                 "the programs are not built");
        m_dir = std::make_unique<QTemporaryDir>();
        write("password", "naya-savera-2024\n");
        write("passphrase", "a passphrase\n");
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.remove(QStringLiteral("QT_QTESTLIB_RUNNING")); // else Qt Positioning leaves its plugins out
        m_environment.insert(QStringLiteral("HAZIRI_KEY_PASSPHRASE_FILE"), at("passphrase"));
        m_environment.insert(QStringLiteral("HAZIRI_VAULT_KEYS"),
                             QStringLiteral("k1:") + QString::fromLatin1(QByteArray(32, 'k').toBase64()));
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        m_port = probe.serverPort();
        probe.close();
        makeServer("server");
        m_worker = office({QStringLiteral("worker"), QStringLiteral("add"), QStringLiteral("--site"),
                           QString::fromLatin1(m_site), QStringLiteral("--name"), QStringLiteral("Ravi")})
                       .lastWord();
        serve();
        const Run registered = enrol();
        QVERIFY2(registered.code == kOk, registered.err.constData());
        QCOMPARE(registered.last()[QStringLiteral("siteId")].toString().toLatin1(), m_site);
    }
    void cleanup() { stopServing(); }

    void aDayWithoutALine() {
        QCOMPARE(laptop("sync").code, kOk); // pulls the workers
        stopServing();
        const Run marked = mark("in");
        QCOMPARE(marked.code, kOk);
        QCOMPARE(marked.last()[QStringLiteral("name")].toString(), QStringLiteral("Ravi"));
        QCOMPARE(laptop("sync").code, kOffline);
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        serve();
        const Run synced = laptop("sync");
        QCOMPARE(synced.code, kOk);
        QCOMPARE(synced.last()[QStringLiteral("held")].toInt(), 1); // by hand: a person looks at it
        const QJsonObject row = laptop("queue").last();
        QCOMPARE(row[QStringLiteral("status")].toString(), QStringLiteral("held"));
        QCOMPARE(row[QStringLiteral("code")].toString(), QStringLiteral("MANUAL"));
        QVERIFY(row[QStringLiteral("index")].isDouble());
        QCOMPARE(laptop("sync").last()[QStringLiteral("sent")].toInt(), 0);
    }

    // Undone offline, sent together; then one that the server holds already. Nothing is edited anywhere.
    void aMarkIsTakenBackByARecordOfItsOwn() {
        QCOMPARE(laptop("sync").code, kOk);
        const QString first = mark("in").last()[QStringLiteral("packetId")].toString();
        const Run undone = laptop("undo", {QStringLiteral("--packet"), first});
        QVERIFY2(undone.code == kOk, undone.err.constData());
        QCOMPARE(undone.last()[QStringLiteral("name")].toString(), QStringLiteral("Ravi"));
        const Run twice = laptop("undo", {QStringLiteral("--packet"), first});
        QCOMPARE(twice.code, kFailed);
        QVERIFY(twice.err.contains("ALREADY_UNDONE"));
        QCOMPARE(laptop("sync").last()[QStringLiteral("accepted")].toInt(), 1); // the correction; the mark is held
        const QString second = mark("in").last()[QStringLiteral("packetId")].toString(); // he is marked again at once
        QVERIFY(!second.isEmpty() && second != first);
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("undo", {QStringLiteral("--packet"), second}).code, kOk);
        QCOMPARE(laptop("sync").last()[QStringLiteral("accepted")].toInt(), 1);
        QStringList taken;
        const QByteArray log = exportedLog();
        for (const QByteArray& line : log.split('\n')) {
            const QString data = QJsonDocument::fromJson(line).object()[QStringLiteral("data")].toString();
            const QJsonObject record = QJsonDocument::fromJson(data.toUtf8()).object();
            if (record[QStringLiteral("status")] == QLatin1String("corrected"))
                taken << record[QStringLiteral("packetId")].toString();
        }
        QCOMPARE(taken, QStringList({first, second}));
        // The corrections are links of the laptop's chain, and its head reaches over them.
        const Run verified = run("haziri-verify", {QStringLiteral("--log"), at("export.jsonl"), QStringLiteral("--key"),
                                                   QString::fromLatin1(m_vkey)});
        QVERIFY2(verified.code == kOk && !verified.out.contains("warning:") && !verified.err.contains("warning:"),
                 verified.out + verified.err);
        const auto rows = laptop("queue").lines();
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[1][QStringLiteral("kind")].toString(), QStringLiteral("attendance.correct"));
        QCOMPARE(rows[1][QStringLiteral("status")].toString(), QStringLiteral("synced"));
    }

    // A receiver's recording, once inside the fence (300 m around 28.5 N 77.2 E) and once two kilometres north.
    void theReceiversPlaceTravelsWithTheMark_data() {
        QTest::addColumn<QByteArray>("north");
        QTest::addColumn<QString>("code");
        QTest::newRow("inside") << QByteArray("2830.0500") << QStringLiteral("MANUAL");
        QTest::newRow("outside") << QByteArray("2831.0800") << QStringLiteral("GEOFENCE");
    }
    void theReceiversPlaceTravelsWithTheMark() {
        QFETCH(QByteArray, north);
        QFETCH(QString, code);
        QCOMPARE(laptop("sync").code, kOk);
        QByteArray recording;
        for (int second = 0; second < 4; ++second)
            recording += sentence("GPGGA,06300" + QByteArray::number(second) + ".00," + north +
                                  ",N,07712.0000,E,1,08,0.9,215.0,M,-35.0,M,,") +
                         sentence("GPRMC,06300" + QByteArray::number(second) + ".00,A," + north +
                                  ",N,07712.0000,E,0.0,0.0,221126,,,A");
        write("walk.nmea", recording);
        m_environment.insert(QStringLiteral("HAZIRI_GNSS"), at("walk.nmea"));
        const Run marked = mark("in");
        m_environment.remove(QStringLiteral("HAZIRI_GNSS"));
        QVERIFY2(marked.code == kOk && !marked.err.contains("GNSS"), marked.err.constData());
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("code")].toString(), code);
        QJsonObject geo;
        const QByteArray log = exportedLog();
        for (const QByteArray& line : log.split('\n')) {
            const QString data = QJsonDocument::fromJson(line).object()[QStringLiteral("data")].toString();
            const QString jws = QJsonDocument::fromJson(data.toUtf8()).object()[QStringLiteral("packet")].toString();
            const QByteArray payload =
                QByteArray::fromBase64(jws.section(QLatin1Char('.'), 1, 1).toLatin1(), QByteArray::Base64UrlEncoding);
            const QJsonObject packet = QJsonDocument::fromJson(payload).object();
            if (packet.contains(QStringLiteral("geo"))) geo = packet[QStringLiteral("geo")].toObject();
        }
        QCOMPARE(geo[QStringLiteral("source")].toString(), QStringLiteral("gnss"));
        QCOMPARE(geo[QStringLiteral("lonE7")].toInteger(), 772'000'000);
        QCOMPARE(geo[QStringLiteral("latE7")].toInteger(), qRound64(280'000'000 + north.mid(2).toDouble() / 60 * 1e7));
        QCOMPARE(geo[QStringLiteral("accCm")].toInteger(), 450); // HDOP 0.9 × 5 m
        QVERIFY(geo[QStringLiteral("ageMs")].toInteger() < 12'000);
    }

    void aMissingReceiverIsSaidAndTheMarkDeclares() {
        const Run marked =
            laptop("mark", {QStringLiteral("--worker"), QString::fromLatin1(m_worker), QStringLiteral("--direction"),
                            QStringLiteral("in"), QStringLiteral("--reason"), QStringLiteral("sun in the camera"),
                            QStringLiteral("--gnss"), QStringLiteral("serial:/dev/nowhere")});
        QCOMPARE(marked.code, kOk);
        QVERIFY2(marked.err.contains("GNSS_UNREADABLE"), marked.err.constData());
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("code")].toString(), QStringLiteral("MANUAL"));
    }

    // Drawn by one verb, held before the other's camera, kept for the office.
    void aCardIsDrawnAndReadAndHeld() {
        if (!m_environment.contains(QStringLiteral("HAZIRI_MODELS_DIR")))
            m_environment.insert(QStringLiteral("HAZIRI_MODELS_DIR"),
                                 qEnvironmentVariable("HAZIRI_SOURCE_DIR") + QStringLiteral("/build/cache/models"));
        QCOMPARE(laptop("sync").code, kOk);
        const QString worker = QString::fromLatin1(m_worker);
        for (const char* name : {"card.png", "card.pdf"}) {
            const Run drawn = laptop("card", {QStringLiteral("--worker"), worker, QStringLiteral("--out"), at(name)});
            QVERIFY2(drawn.code == kOk, drawn.err.constData());
            QVERIFY(
                drawn.last()[QStringLiteral("code")].toString().startsWith(QStringLiteral("haziri-card:") + worker));
            QVERIFY(QFileInfo(at(name)).size() > 1000);
        }
        const auto show = [this] {
            return laptop("capture", {QStringLiteral("--camera"), QStringLiteral("file:") + at("card.png")});
        };
        const Run shown = show();
        QVERIFY2(shown.code == kOk, shown.err.constData());
        QCOMPARE(shown.last()[QStringLiteral("decision")].toString(), QStringLiteral("held"));
        QCOMPARE(shown.last()[QStringLiteral("workerId")].toString(), worker);
        const QString packet = shown.last()[QStringLiteral("packetId")].toString();
        QVERIFY(!packet.isEmpty());
        QCOMPARE(show().last()[QStringLiteral("packetId")].toString(), packet); // the same card again adds nothing
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("packetId")].toString(), packet);
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("held"));
        // Nobody's card, and no card at all.
        QCOMPARE(laptop("card", {QStringLiteral("--worker"), packet, QStringLiteral("--out"), at("x.png")}).code, 1);
        QCOMPARE(laptop("card", {QStringLiteral("--worker"), worker, QStringLiteral("--out"), at("x.exe")}).code, 2);
    }

    // --- the stick ---------------------------------------------------------------------------------------------------

    void aStickCarriesMarksPhotosAndAnswers() {
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        QCOMPARE(mark("in").code, kOk);
        markWithPhoto();
        const Run out = bundle("export", "out.bundle");
        QVERIFY2(out.code == kOk, out.err.constData());
        QCOMPARE(out.last()[QStringLiteral("packets")].toInt(), 2);
        QCOMPARE(out.last()[QStringLiteral("photos")].toInt(), 1);
        QVERIFY(!contentOf("out.bundle").contains("haziri-packet") && !contentOf("out.bundle").contains(kPhoto));

        const Run taken = office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")});
        QVERIFY2(taken.code == kOk, taken.err.constData());
        QVERIFY(taken.out.contains("1 requests, 1 photos, 0 photos refused"));
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));

        const Run in = bundle("import", "answers");
        QVERIFY2(in.code == kOk, in.err.constData());
        QCOMPARE(in.last()[QStringLiteral("held")].toInt(), 2);
        QCOMPARE(in.last()[QStringLiteral("photos")].toInt(), 1);
        QCOMPARE(in.last()[QStringLiteral("waiting")].toInt(), 0);
        const QByteArray queue = laptop("queue").out;
        QCOMPARE(laptop("queue").last()[QStringLiteral("photo")].toString(), QStringLiteral("sent"));

        // Twice is harmless, on either side.
        const Run again = bundle("import", "answers");
        QVERIFY2(again.code == kOk, (again.out + again.err).constData());
        QCOMPARE(again.last()[QStringLiteral("packets")].toInt(), 0);
        QCOMPARE(laptop("queue").out, queue);
        const qsizetype entries = exportedLog().count('\n');
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers2")}).code,
                 kOk);
        QCOMPARE(exportedLog().count('\n'), entries);
        QCOMPARE(bundle("import", "answers2").code, kOk);
        QCOMPARE(laptop("queue").out, queue);

        serve();
        const Run synced = laptop("sync"); // the checkpoint that came on the stick leads on to the server's
        QCOMPARE(synced.code, kOk);
        QCOMPARE(synced.last()[QStringLiteral("sent")].toInt(), 0);
    }

    void theLineMayComeBackBeforeTheAnswers() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        QCOMPARE(mark("out").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")}).code, kOk);
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        const QByteArray queue = laptop("queue").out;
        const Run late = bundle("import", "answers");
        QVERIFY2(late.code == kOk, late.err.constData());
        QCOMPARE(laptop("queue").out, queue);
        QCOMPARE(laptop("sync").code, kOk);
    }

    // One picture waits on the laptop, one is there, one is of a mark that the server has not seen, when the person is
    // erased at the office.
    void latePhotosOfAnErasedPersonAreKeptByNobody() {
        QCOMPARE(laptop("sync").code, kOk);
        markWithPhoto();
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("photo")].toString(), QStringLiteral("sent"));
        markWithPhoto();
        QCOMPARE(office({QStringLiteral("erase-worker"), QString::fromLatin1(m_worker)}).code, kOk);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out.constData());
        QCOMPARE(synced.last()[QStringLiteral("held")].toInt(), 1); // the mark itself counts for his wages
        QCOMPARE(synced.last()[QStringLiteral("photosSent")].toInt(), 0);
        QCOMPARE(synced.last()[QStringLiteral("photosFailed")].toInt(), 0);
        withProfile([](muster::Profile& profile, muster::PacketWriter&, const Clock&) {
            const auto queue = profile.outbox().queue(10, false);
            QCOMPARE(queue->size(), 2);
            for (const auto& entry : *queue)
                QCOMPARE(profile.outbox().photo(*entry.fileId).error().code, QByteArray("FILE_MISSING"));
        });
        // What a stick brings late is settled in the same way.
        markWithPhoto();
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        const Run taken = office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")});
        QVERIFY2(taken.code == kOk, taken.err.constData());
        QCOMPARE(bundle("import", "answers").code, kOk);
        QCOMPARE(laptop("sync").last()[QStringLiteral("photosSent")].toInt(), 0);
        QStringList blobs;
        QDirIterator all(at("server/uploads"), QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext())
            blobs.append(all.next());
        QVERIFY2(blobs.isEmpty(), qPrintable(blobs.join(QLatin1Char(' '))));
    }

    void aDamagedBundleLeavesNoTrace() {
        QCOMPARE(mark("in").code, kOk);
        markWithPhoto();
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        const QByteArray whole = contentOf("out.bundle");
        const qsizetype entries = exportedLog().count('\n');
        QList<QByteArray> bad{
            whole.left(whole.size() - 1), whole.left(whole.size() / 2), whole.left(20), {}, whole + 'x'};
        for (const qsizetype place :
             {0LL, 5LL, 10LL, 40LL, 60LL, (long long)whole.size() / 2, (long long)whole.size() - 1}) {
            bad.append(whole);
            bad.last()[place] = char(bad.last()[place] ^ 1);
        }
        for (const QByteArray& bytes : bad) {
            write("bad.bundle", bytes);
            QFile::remove(at("answers"));
            const Run taken =
                office({QStringLiteral("bundle"), QStringLiteral("take"), at("bad.bundle"), at("answers")});
            QCOMPARE(taken.code, kFailed);
            QVERIFY(!QFile::exists(at("answers")));
        }
        QCOMPARE(exportedLog().count('\n'), entries);

        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")}).code, kOk);
        const QByteArray answers = contentOf("answers");
        for (const qsizetype place : {40LL, 60LL, (long long)answers.size() / 2, (long long)answers.size() - 1}) {
            QByteArray bytes = answers;
            bytes[place] = char(bytes[place] ^ 1);
            write("bad.answers", bytes);
            const Run in = bundle("import", "bad.answers");
            QCOMPARE(in.code, kFailed);
            QVERIFY2(in.err.contains("BUNDLE_DAMAGED"), in.err.constData());
        }
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        QCOMPARE(bundle("import", "answers").code, kOk);
    }

    void answersForAnotherLaptopAreRefused() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")}).code, kOk);
        QCOMPARE(run("haziri", {QStringLiteral("register"), QStringLiteral("--profile"), at("second"),
                                QStringLiteral("--uri"), freshUri()})
                     .code,
                 kOk);
        const Run foreign = run("haziri", {QStringLiteral("bundle"), QStringLiteral("import"),
                                           QStringLiteral("--profile"), at("second"), at("answers")});
        QCOMPARE(foreign.code, kFailed);
        QVERIFY2(foreign.err.contains("BUNDLE_FOREIGN"), foreign.err.constData());
        makeServer("another");
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("x")}, "another").code,
                 kFailed);
    }

    void theQueueOfAProfileThatIsNotEnrolledSaysSo() {
        QCOMPARE(run("haziri", {QStringLiteral("sync"), QStringLiteral("--profile"), at("fresh")}).code, kFailed);
        const Run queue = run("haziri", {QStringLiteral("queue"), QStringLiteral("--profile"), at("fresh")});
        QCOMPARE(queue.code, kOk);
        QVERIFY(queue.out.isEmpty());
        QVERIFY2(queue.err.contains("NOT_REGISTERED"), queue.err.constData());
    }

    void nonsenseIsRefusedAndASlipIsSaid() {
        const Run nonsense = run("haziri", {QStringLiteral("regsiter")});
        QCOMPARE(nonsense.code, 2);
        QVERIFY(nonsense.err.contains("regsiter"));
        QCOMPARE(laptop("enrol", {QStringLiteral("--user"), QStringLiteral("meena"), QStringLiteral("--password-file"),
                                  at("password"), QStringLiteral("--name"), QStringLiteral("Sita"),
                                  QStringLiteral("--consent-language"), QStringLiteral("fr")})
                     .code,
                 2);
        const Run unknown = mark("in"); // added at the office, not heard of here
        QCOMPARE(unknown.code, kOk);
        QVERIFY2(unknown.err.contains("WORKER_UNKNOWN"), unknown.err.constData());
        QCOMPARE(laptop("sync").code, kOk);
        const Run known = mark("out");
        QCOMPARE(known.code, kOk);
        QVERIFY2(!known.err.contains("WORKER_UNKNOWN"), known.err.constData());
    }

    void theSameCodeTwiceIsOneRegistration() {
        QCOMPARE(mark("out").code, kOk); // still waits when the new epoch begins
        const QString uri = freshUri();
        QCOMPARE(laptop("register", {QStringLiteral("--uri"), uri}).code, kOk);
        const Run again = laptop("register", {QStringLiteral("--uri"), uri});
        QVERIFY2(again.code == kOk, again.err.constData());
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("epoch")].toInt(), 2);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out + synced.err);
        QCOMPARE(synced.last()[QStringLiteral("held")].toInt(), 2); // both by hand, one of each epoch
    }

    void aRotatedTokenKeyIsFollowed() {
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(mark("in").code, kOk); // under a token of the old key
        stopServing();
        for (const char* step : {"announced", "signs"}) {
            const Run turned = office({QStringLiteral("rotate-keys"), QStringLiteral("--token")});
            QVERIFY2(turned.code == kOk && turned.out.startsWith(step), turned.err.constData());
        }
        serve(); // the laptop never heard of the announcement
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, (synced.out + synced.err).constData());
        const Run queue = laptop("queue");
        QVERIFY2(!queue.out.contains("rejected") && !queue.out.contains("pending"), queue.out.constData());
        QCOMPARE(mark("out").code, kOk); // under the new key's token, verified by the keys that were followed and kept
        QCOMPARE(laptop("sync").code, kOk);
        QVERIFY(!laptop("queue").out.contains("pending"));

        // Another key that nobody vouched for: nothing is settled.
        QCOMPARE(mark("in").code, kOk);
        stopServing();
        QVERIFY(QFile::remove(at("server/keys/token.key")) && QFile::remove(at("server/keys/token.chain")));
        write("server/keys/token.key", QByteArray(32, 'f'));
        serve();
        QVERIFY(laptop("sync").code != kOk);
        QVERIFY(laptop("queue").out.contains("pending"));
    }

    void anotherServerAtTheSameAddressGetsNothing() {
        QCOMPARE(mark("in").code, kOk);
        stopServing();
        makeServer("stranger");
        serve("stranger");
        const Run synced = laptop("sync");
        QCOMPARE(synced.code, kOffline);
        QCOMPARE(synced.last()[QStringLiteral("code")].toString(), QStringLiteral("PIN_MISMATCH"));
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        QVERIFY(!m_server.readAll().contains("/api/v5/")); // its access log saw no request
        stopServing();
        serve();
        QCOMPARE(laptop("sync").code, kOk);
    }

    void anOldCopyOfTheProfileIsFoundOut() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        copyTree(at("laptop"), at("backup"));
        QCOMPARE(mark("out").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        QVERIFY(QDir(at("laptop")).removeRecursively());
        copyTree(at("backup"), at("laptop"));
        QCOMPARE(mark("out").code, kOk); // seq 2 again, with other bytes: nobody here can know
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kRejected, synced.out + synced.err);
        QCOMPARE(laptop("queue").last()[QStringLiteral("code")].toString(), QStringLiteral("CHAIN_FORK"));
        // The rejected mark did not take him out, so "in" would be no news.
        const Run refused = mark("out");
        QCOMPARE(refused.code, kFailed);
        QVERIFY2(refused.err.contains("CHAIN_CLOSED"), refused.err.constData());
        // The server froze the device as well: one of two copies is a forger, and only the office can say which.
        const Run again = enrol();
        QCOMPARE(again.code, kFailed);
        QVERIFY2(again.err.contains("DEVICE_BLOCKED"), again.err.constData());
    }

    void aServerThatLostItsHistoryIsNotTrusted() {
        stopServing();
        copyTree(at("server"), at("old-server"));
        serve();
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        copyTree(at("old-server"), at("server"));
        serve();
        QCOMPARE(mark("out").code, kOk);
        const Run synced = laptop("sync");
        QCOMPARE(synced.last()[QStringLiteral("code")].toString(), QStringLiteral("LOG_FORK"));
        QCOMPARE(synced.code, kFailed);
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        QCOMPARE(laptop("sync").last()[QStringLiteral("code")].toString(), QStringLiteral("LOG_FORK"));
        QCOMPARE(mark("in").code, kOk); // the gate goes on
    }

    // A store that other tools put back, as a PostgreSQL's archive does.
    void aStoreThatWasPutBackIsAnnouncedByTheVerb() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        copyTree(at("server"), at("archive"));
        serve();
        for (const char* direction : {"out", "in"}) {
            QCOMPARE(mark(direction).code, kOk);
            QCOMPARE(laptop("sync").code, kOk);
        }
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        copyTree(at("archive"), at("server"));
        const Run announced = office({QStringLiteral("announce-restore")});
        QVERIFY2(announced.code == kOk, announced.err.constData());
        const Run twice = office({QStringLiteral("announce-restore")});
        QVERIFY2(twice.err.contains("already") && twice.err.contains("--again"), "twice says no more than once");
        serve();
        QCOMPARE(mark("out").code, kOk);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out + synced.err);
        QVERIFY2(synced.err.contains("LOG_RESTORED"), synced.err.constData());
        QCOMPARE(synced.last()[QStringLiteral("sendingAgain")].toInt(), 2);
        QCOMPARE(synced.last()[QStringLiteral("restoredTo")].toInt(),
                 announced.out.trimmed().split(' ').last().toInt());

        // Put back once more to where the announcement is its newest entry, it is announced --again.
        stopServing();
        const auto size = [](const Run& said) { return said.out.trimmed().split(' ').last().toInt(); };
        const Run first = office({QStringLiteral("announce-restore")});
        QCOMPARE(first.code, kOk);
        QCOMPARE(office({QStringLiteral("announce-restore")}).code, kFailed);
        const Run again = office({QStringLiteral("announce-restore"), QStringLiteral("--again")});
        QVERIFY2(again.code == kOk, again.err.constData());
        QCOMPARE(size(again), size(first) + 1);
        QCOMPARE(exportedLog().count("\\\"kind\\\":\\\"restore\\\""), 3);
    }

    // Announced: the laptop sends again what was lost. And one restore excuses one step back.
    void anAnnouncedRestoreIsTakenAndTheLostMarksAreSentAgain() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        const Run backed = office({QStringLiteral("backup"), at("backup.tar")});
        QVERIFY2(backed.code == kOk, backed.err.constData());
        for (const char* direction : {"out", "in"}) {
            QCOMPARE(mark(direction).code, kOk);
            QCOMPARE(laptop("sync").code, kOk);
        }
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        const Run restored = office({QStringLiteral("restore"), at("backup.tar")});
        QVERIFY2(restored.code == kOk, restored.err.constData());
        serve();
        QCOMPARE(mark("out").code, kOk);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out + synced.err);
        QVERIFY2(synced.err.contains("LOG_RESTORED"), synced.err.constData());
        QCOMPARE(synced.last()[QStringLiteral("sendingAgain")].toInt(), 2);
        QVERIFY(synced.last()[QStringLiteral("restoredTo")].toInt() > 0);
        // What was lost has its place in the chain again. The new mark was sent before anybody could know of the
        // restore, so the server saw a hole before it.
        const auto rows = laptop("queue").lines();
        QCOMPARE(rows.size(), 4);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(rows[i][QStringLiteral("status")].toString(), QStringLiteral("held"));
            QCOMPARE(rows[i][QStringLiteral("code")].toString(),
                     i < 3 ? QStringLiteral("MANUAL") : QStringLiteral("CHAIN_GAP"));
        }
        QCOMPARE(office({QStringLiteral("export-log"), at("log.jsonl")}).code, kOk);
        QFile log(at("log.jsonl"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray entries = log.readAll();
        QCOMPARE(entries.count("\\\"kind\\\":\\\"attendance\\\""), 4);
        QCOMPARE(entries.count("\\\"kind\\\":\\\"restore\\\""), 1);
        QCOMPARE(laptop("sync").last()[QStringLiteral("sent")].toInt(), 0);

        stopServing();
        copyTree(at("server"), at("copy"));
        serve();
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        copyTree(at("copy"), at("server"));
        serve();
        QCOMPARE(laptop("sync").last()[QStringLiteral("code")].toString(), QStringLiteral("LOG_FORK"));
    }

    // A laptop that was enrolled after the backup, for the first time or anew: the restored server knows neither its
    // keys nor its marks. Enrolled again it brings both back: no mark is lost, none is refused.
    void marksOfAnEnrolmentThatARestoreLostAreSentAgain_data() {
        QTest::addColumn<bool>("isNewLaptop");
        QTest::newRow("a laptop that is not known at all") << true;
        QTest::newRow("a new epoch of a known one") << false;
    }
    void marksOfAnEnrolmentThatARestoreLostAreSentAgain() {
        QFETCH(bool, isNewLaptop);
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(office({QStringLiteral("backup"), at("backup.tar")}).code, kOk);
        if (isNewLaptop) QVERIFY(QDir(at("laptop")).removeRecursively());
        QCOMPARE(enrol().code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        for (const char* direction : {"in", "out"})
            QCOMPARE(mark(direction).code, kOk);
        QCOMPARE(laptop("sync").code, kOk); // acknowledged, and lost
        QCOMPARE(mark("in").code, kOk);     // waits
        stopServing();
        QVERIFY(QDir(at("server")).removeRecursively());
        QCOMPARE(office({QStringLiteral("restore"), at("backup.tar")}).code, kOk);
        serve();
        const Run stranger = laptop("sync");
        QVERIFY2(stranger.code == kFailed, stranger.out + stranger.err);
        QVERIFY2(laptop("queue").out.count("\"pending\"") >= 1, stranger.out);
        const Run again = enrol();
        QVERIFY2(again.code == kOk, again.err.constData());
        QCOMPARE(mark("out").code, kOk);
        for (int i = 0; i < 2; ++i) { // the first may learn of the restore
            const Run synced = laptop("sync");
            QVERIFY2(synced.code == kOk, synced.out + synced.err);
        }
        for (const QJsonObject& row : laptop("queue").lines())
            QVERIFY2(row[QStringLiteral("status")] == QStringLiteral("held") ||
                         row[QStringLiteral("status")] == QStringLiteral("synced"),
                     QJsonDocument(row).toJson().constData());
        const QByteArray log = exportedLog();
        QCOMPARE(log.count("\\\"kind\\\":\\\"attendance\\\""), 5);
        QCOMPARE(log.count("\\\"kind\\\":\\\"fraud\\\""), 0);
        QVERIFY(log.contains("takenBack"));
    }

    // A stick with several answers of a log that went back openly: only a line can tell that from a fork, so nothing is
    // taken and nothing lost; and once the laptop knows, the stick's answers are none of its any more.
    void severalAnswersOfARestoredLogOnOneStickDecideNothing() {
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(office({QStringLiteral("backup"), at("backup.tar")}).code, kOk);
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk); // witnessed, and lost below
        stopServing();
        marks(501); // more than one request
        const Run out = bundle("export", "out.bundle");
        QCOMPARE(out.last()[QStringLiteral("packets")].toInt(), 501);
        QVERIFY(QDir(at("server")).removeRecursively());
        QCOMPARE(office({QStringLiteral("restore"), at("backup.tar")}).code, kOk);
        const Run taken = office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")});
        QVERIFY2(taken.out.contains("2 requests"), taken.out + taken.err);
        const auto statuses = [this](const char* which) { return laptop("queue").out.count(which); };
        const Run in = bundle("import", "answers");
        QCOMPARE(in.code, kFailed);
        QVERIFY2(in.err.contains("LOG_FORK"), in.err.constData());
        QCOMPARE(statuses("\"pending\""), 501);

        serve();
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk && synced.err.contains("LOG_RESTORED"), synced.out + synced.err);
        QCOMPARE(statuses("\"pending\""), 0);
        QCOMPARE(statuses("\"rejected\""), 0);
        QCOMPARE(exportedLog().count("\\\"kind\\\":\\\"attendance\\\""), 502);
        const Run late = bundle("import", "answers");
        QCOMPARE(late.code, kFailed);
        QVERIFY2(late.err.contains("BUNDLE_FOREIGN"), late.err.constData());
        QCOMPARE(laptop("sync").last()[QStringLiteral("sent")].toInt(), 0);
    }

    void aBrokenStoreIsKeptAndANewEpochBegins() {
        QCOMPARE(mark("in").code, kOk);
        QFile store(m_dir->filePath(QStringLiteral("laptop/outbox.db")));
        QVERIFY(store.open(QIODevice::ReadWrite));
        store.write(QByteArray(4096, 'x'));
        store.close();
        const Run refused = mark("out");
        QCOMPARE(refused.code, kFailed);
        QVERIFY2(refused.err.contains("OUTBOX_DAMAGED"), refused.err.constData());
        const Run again = enrol();
        QVERIFY2(again.code == kOk, again.err.constData());
        const QStringList aside = QDir(at("laptop")).entryList({QStringLiteral("damaged-*")}, QDir::Dirs);
        QCOMPARE(aside.size(), 1);
        QVERIFY(
            QFile::exists(m_dir->filePath(QStringLiteral("laptop/") + aside.first() + QStringLiteral("/outbox.db"))));
        QCOMPARE(mark("out").code, kOk);
        const QJsonObject row = laptop("queue").last();
        QCOMPARE(row[QStringLiteral("epoch")].toInt(), 2);
        QCOMPARE(row[QStringLiteral("seq")].toInt(), 1);
        QCOMPARE(laptop("sync").code, kOk);
    }

    void wrongWordsAreRefusedWithWords() {
        const Run bad = laptop("register", {QStringLiteral("--uri"), QStringLiteral("https://example.org")});
        QCOMPARE(bad.code, kFailed);
        QVERIFY(bad.err.contains("URI_INVALID"));
        QString unknown = freshUri();
        unknown.replace(QRegularExpression(QStringLiteral("code=[^&]+")),
                        QStringLiteral("code=AAAAAAAAAAAAAAAAAAAAAA"));
        const Run refused = laptop("register", {QStringLiteral("--uri"), unknown});
        QVERIFY2(refused.err.contains("CODE_INVALID"), refused.err.constData());
        QCOMPARE(mark("sideways").code, 2);
        const Run unheard = run("haziri", {QStringLiteral("regster")});
        QVERIFY2(unheard.code == 2 && unheard.err.contains("unknown verb \"regster\""), unheard.err);
        const Run helped = laptop("mark", {QStringLiteral("--help")});
        QVERIFY2(helped.code == kOk && helped.out.startsWith("haziri mark --profile DIR"), helped.out);
        const Run card =
            laptop("mark", {QStringLiteral("--worker"), QString::fromLatin1(m_worker), QStringLiteral("--direction"),
                            QStringLiteral("in"), QStringLiteral("--reason"), QStringLiteral("card 4991 1866 5246")});
        QVERIFY2(card.code == kFailed && card.err.contains("AADHAAR_WHOLE"), card.err);
        QCOMPARE(laptop("queue").out, QByteArray());
        const auto draw = [&](const char* day, const QString& key) {
            return run("haziri", {QStringLiteral("draw"), QStringLiteral("--log"), at("none"), QStringLiteral("--key"),
                                  key, QStringLiteral("--site"), QString::fromLatin1(m_site), QStringLiteral("--day"),
                                  QLatin1StringView(day)});
        };
        const Run noDay = draw("22.11.2026", QString::fromLatin1(m_vkey));
        QVERIFY2(noDay.code == 2 && noDay.err.contains("--day takes a day as 2026-11-22, not: 22.11.2026"), noDay.err);
        const Run noKey = draw("2026-11-22", QStringLiteral("garbage"));
        QVERIFY2(noKey.code == 2 && noKey.err.contains("--key") && !noKey.err.contains("--day"), noKey.err);
        m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char* option : {"theme", "language"}) {
            const Run colour = run("haziri", {QStringLiteral("--profile"), at("laptop"),
                                              QStringLiteral("--") + QLatin1StringView(option), QStringLiteral("pink"),
                                              QStringLiteral("--exit-after-startup")});
            QVERIFY2(colour.code == 2 && colour.err.contains("takes ") && colour.err.contains("not: pink"), colour.err);
        }
        QVERIFY(run("haziri-verify", {QStringLiteral("--version")}).out.count('\n') == 1);
        const Run slip = run("haziri-verify", {QStringLiteral("--slip"), QStringLiteral("garbage"),
                                               QStringLiteral("--key"), QString::fromLatin1(m_vkey)});
        QVERIFY2(slip.code == 2 && slip.err.contains("HAZIRI1:") && slip.err.contains("garbage"), slip.err);
        write("passphrase", "another passphrase\n");
        const Run locked = laptop("sync");
        QCOMPARE(locked.code, kFailed);
        QVERIFY(locked.err.contains("KEY_PASSPHRASE_WRONG"));
    }
};

QTEST_GUILESS_MAIN(LaptopServerTest)
#include "LaptopServerTest.moc"
