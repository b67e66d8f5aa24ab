// The two real programs on loopback, over TLS, in a folder of their own: one server and one laptop.
#pragma once

#include "core/crypto/SystemRandom.h"
#include "core/muster/PacketWriter.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

namespace haziri::test {

inline void copyTree(const QString& from, const QString& to) {
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

/// A test's init() calls setUp(), its cleanup() stopServing().
class LaptopAndServer : public QObject {
  protected:
    inline static const QByteArray kPhoto = QByteArrayLiteral("\xff\xd8\xff\xe0 a picture of somebody at the gate");
    static constexpr int kOk = 0, kFailed = 1, kOffline = 3, kRejected = 4;

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
    /// A server that serves with one site, a supervisor and the worker Ravi; a laptop that is enrolled there.
    void setUp() {
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
};

} // namespace haziri::test
