#include "server/House.h"
#include "server/Verbs.h"
#include "server/http/AccessLog.h"
#include "server/http/HttpServer.h"
#include "server/keeping/OpenRecords.h"
#include "server/keeping/Orphans.h"
#include "server/store/DeviceDayRepository.h"
#include "server/store/DeviceRepository.h"
#include "server/store/MetaRepository.h"
#include "server/store/ProofRepository.h"
#include "server/store/SessionRepository.h"
#include "server/trust/TrustRounds.h"
#include "server/vault/JournalReplay.h"

#include "core/sealed/DurableFile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QSslCertificate>
#include <QSslKey>
#include <QThreadPool>
#include <QUrl>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace haziri::server {

namespace {

struct ListenAddress {
    QHostAddress address;
    quint16 port = 0;
};

Result<ListenAddress> readListen(const QString& text) {
    const QUrl url(QStringLiteral("haziri://") + text);
    QString host = url.host();
    if (!url.isValid() || host.isEmpty() || url.port(-1) < 0)
        return fail("USAGE", QStringLiteral("--listen is not HOST:PORT"));
    if (host == QStringLiteral("localhost")) host = QStringLiteral("127.0.0.1");
    const QHostAddress address(host);
    if (address.isNull()) return fail("USAGE", QStringLiteral("--listen takes an IP address or localhost"));
    return ListenAddress{address, quint16(url.port())};
}

Result<QSslConfiguration> readTls(const Deployment& deployment) {
    const auto certificate = sealed::readWhole(deployment.certificatePath(), 64 * 1024);
    if (!certificate) return fail(certificate.error());
    auto key = sealed::readWhole(deployment.privateKeyPath(), 64 * 1024);
    if (!key) return fail(key.error());
    const QSslKey privateKey(*key, QSsl::Ec, QSsl::Pem);
    crypto::wipe(*key);
    const auto chain = QSslCertificate::fromData(*certificate, QSsl::Pem);
    if (chain.isEmpty() || privateKey.isNull())
        return fail("KEYS_INVALID", QStringLiteral("the certificate or its key cannot be read"));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(privateKey);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone); // laptops prove themselves by their own keys
    return tls;
}

/// A signal handler may do next to nothing: it writes one byte, and the event loop reads it.
class Signals : public QObject {
  public:
    explicit Signals(std::function<void()> stop) {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, s_pair) != 0) return;
        m_notifier = std::make_unique<QSocketNotifier>(s_pair[1], QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [stop = std::move(stop)] {
            char byte = 0;
            if (::read(s_pair[1], &byte, 1) == 1) stop();
        });
        std::signal(SIGTERM, &Signals::onSignal);
        std::signal(SIGINT, &Signals::onSignal);
        std::signal(SIGPIPE, SIG_IGN);
    }

  private:
    static void onSignal(int) {
        const char byte = 1;
        [[maybe_unused]] const auto written = ::write(s_pair[0], &byte, 1);
    }
    static inline int s_pair[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

constexpr qint64 kWeighingMs = 60'000; // of each five minutes

/// As many connections as leave half of the file descriptors to everything else: a server that runs out of them cannot
/// even refuse.
http::Limits limitsOfThisProcess() {
    http::Limits limits;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return limits;
    files.rlim_cur = files.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &files) != 0 || ::getrlimit(RLIMIT_NOFILE, &files) != 0) return limits;
    limits.connections = int(std::min<rlim_t>(rlim_t(limits.connections), files.rlim_cur / 2));
    limits.connectionsPerAddress = std::min(limits.connectionsPerAddress, limits.connections / 2);
    return limits;
}

QByteArray hostText(const QHostAddress& address) {
    const QByteArray text = address.toString().toLatin1();
    return address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + text + ']' : text;
}

/// Whoever ended to inherit trust gets his own score, and every thekedar is weighed once a day. Who is not reached in
/// time is the first of the next round.
void weighPeople(Deployment& deployment, House& house, http::AccessLog& log) {
    QElapsedTimer spent;
    spent.start();
    const auto database = house.pool.database();
    const auto weighed = database ? trust::TrustRounds(house.people)
                                        .walk(**database, house.writer, deployment.clock.now(),
                                              [&] { return spent.elapsed() > kWeighingMs; })
                                  : Result<qint64>(fail(database.error()));
    if (!weighed) log.note(QByteArrayLiteral("trust"), QString::fromLatin1(weighed.error().code));
}

/// Proofs older than the time in which they could be used need not be remembered.
void tidy(Deployment& deployment, House& house) {
    const qint64 now = deployment.clock.now().value;
    house.writer.submit(
        [now](sql::Database& database) -> Result<void> {
            if (auto done = store::ProofRepository(database).removeOlder({now - 3600'000}); !done) return done;
            if (auto done = store::ProofRepository(database).forgetAttempts({now - 24 * 3600'000}); !done) return done;
            if (auto done = store::DeviceRepository(database).forgetContacts({now - 400LL * 24 * 3600'000}); !done)
                return done;
            store::DeviceDayRepository days(database);
            if (auto done = days.trim({now}); !done) return done;
            if (auto done = days.forget({now - 30LL * 24 * 3600'000}); !done) return done;
            return store::SessionRepository(database).removeExpired({now - 30LL * 24 * 3600'000});
        },
        [](const Result<void>&) {});
    // What verbs without keys appended meanwhile.
    house.writer.submit(
        [&log = deployment.log](sql::Database& database) -> Result<void> {
            auto sealed = log.sealOpen(database, 1000);
            return sealed ? Result<void>() : fail(sealed.error());
        },
        [](const Result<void>&) {});
}

/// What only a site's days show.
void patrol(Deployment& deployment, House& house, http::AccessLog& log) {
    const auto database = house.pool.database();
    const auto walked = database ? house.patrol.walk(**database, house.writer, deployment.clock.now())
                                 : Result<qint64>(fail(database.error()));
    if (!walked) log.note(QByteArrayLiteral("patrol"), walked.error().message);
}

/// Nobody came for them.
void clearOrphans(Deployment& deployment, http::AccessLog& log) {
    const qint64 now = QDateTime::currentMSecsSinceEpoch(); // as the disk reckons
    keeping::Orphans orphans(deployment.uploadsPath());
    if (const qint64 removed = orphans.removeOlder(now - keeping::Orphans::kKeptMs); removed > 0)
        log.note(QByteArrayLiteral("orphans"),
                 QStringLiteral("%1 sealed files that had lain in uploads-orphans for thirty days were removed")
                     .arg(removed));
}

} // namespace

Result<void> serve(const Arguments& arguments) {
    auto listenText = arguments.required(QStringLiteral("listen"));
    if (!listenText) return fail(listenText.error());
    auto listen = readListen(*listenText);
    if (!listen) return fail(listen.error());
    const bool plain = arguments.has(QStringLiteral("plain-http"));
    if (plain && !listen->address.isLoopback())
        return fail("USAGE", QStringLiteral("--plain-http is for loopback addresses only"));
    // Whoever reaches the port says whose connection it is: that must be the proxy alone.
    const bool isBehindProxy = arguments.has(QStringLiteral("behind-proxy"));
    if (isBehindProxy && !listen->address.isLoopback())
        return fail("USAGE", QStringLiteral("--behind-proxy is for loopback addresses only: the proxy runs here too"));
    if (auto rules = trust::RuleBook::load(QDateTime::currentDateTimeUtc().date()); !rules) return fail(rules.error());
    auto opened = Deployment::open(arguments);
    if (!opened) return fail(opened.error());
    Deployment& deployment = **opened;
    if (auto keys = deployment.openVaultKeys(); !keys) return keys;
    if (auto sealed =
            keeping::OpenRecords({*deployment.database, *deployment.vaultKeys, deployment.log, deployment.random})
                .seal();
        !sealed)
        return fail(sealed.error());
    const auto replayed = vault::replayJournal(*deployment.database, *deployment.vaultKeys, deployment.uploadsPath());
    if (!replayed) return fail(replayed.error());
    if (replayed->restored > 0)
        std::fprintf(stderr, "haziri-server: %lld photographs came back from the journal\n",
                     static_cast<long long>(replayed->restored));
    if (replayed->removed > 0)
        std::fprintf(stderr, "haziri-server: %lld files of uploads that were cut off were removed\n",
                     static_cast<long long>(replayed->removed));
    std::optional<QSslConfiguration> tls;
    if (!plain) {
        auto configuration = readTls(deployment);
        if (!configuration) return fail(configuration.error());
        tls = *configuration;
    }

    http::AccessLog log(deployment.clock, http::AccessLog::toStandardError());
    House house(deployment, deployment.clock,
                [&log](const QString& message) { log.note(QByteArrayLiteral("evidence"), message); });
    http::HttpServer::Application application;
    application.handle = [&house](const http::Request& request) { return house.router->handle(request); };
    application.needsSession = [&house](const QByteArray& method, const QByteArray& path) {
        return house.router->needsSession(method, path);
    };
    application.bodyLimit = [&house](const QByteArray& method, const QByteArray& path) {
        return house.router->bodyLimit(method, path);
    };
    http::Limits limits = limitsOfThisProcess();
    limits.behindProxy = isBehindProxy;
    http::HttpServer server(std::move(application), limits, std::move(tls), log);
    const auto port = server.startListening(listen->address, listen->port);
    if (!port) return fail(port.error());

    const QByteArray where = hostText(listen->address) + ':' + QByteArray::number(*port);
    const auto noted = deployment.inTransaction([&](sql::Database& database) -> Result<void> {
        store::MetaRepository meta(database);
        if (auto set = meta.set(QByteArrayLiteral("listen.last"), where); !set) return set;
        return meta.set(QByteArrayLiteral("listen.plain"), plain ? QByteArrayLiteral("1") : QByteArrayLiteral("0"));
    });
    if (!noted) return noted;

    Signals signals_([&server] { server.drain(); });
    QObject::connect(&server, &http::HttpServer::drained, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    QThreadPool besides; // what takes long runs beside the requests; at the end it is waited for
    besides.setMaxThreadCount(1);
    const auto everyHour = [&] {
        tidy(deployment, house);
        besides.start([&] {
            patrol(deployment, house, log);
            clearOrphans(deployment, log);
        });
    };
    QTimer hourly;
    QObject::connect(&hourly, &QTimer::timeout, &server, everyHour);
    QTimer often;
    QObject::connect(&often, &QTimer::timeout, &server, [&] {
        besides.start([&] { weighPeople(deployment, house, log); });
        house.vault.forgetStaleParts();
    });
    often.start(5 * 60'000);
    besides.start([&] { weighPeople(deployment, house, log); });
    hourly.start(3600'000);
    everyHour();

    house.evidence.start();
    std::printf("listening on %s://%s\n", plain ? "http" : "https", where.constData());
    std::fflush(stdout);
    QCoreApplication::exec();
    return {};
}

} // namespace haziri::server
