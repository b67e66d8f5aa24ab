// The whole server: real processes of haziri-server on loopback, laptops that sign beforehand and send over keep-alive
// connections, everything durable. The limits of the machine are measured in the same run, since absolute figures
// drift: read the ratios. resources/docs/performance.md says how to run it and what came out.
#include "tests/bench/server/BenchClient.h"
#include "tests/bench/server/BenchLaptop.h"
#include "tests/bench/server/LogFiller.h"
#include "tests/bench/server/MachineLimits.h"
#include "tests/bench/server/Report.h"
#include "tests/support/TemporaryPostgres.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <sys/resource.h>
#include <thread>

using namespace haziri;
using namespace haziri::bench;

namespace {

constexpr int kWorkersOfEach = 100; // each laptop has people of its own, who go in and out in turn

struct Options {
    QString programs, folder, json, database;
    QStringList jobs;
    QStringList databases; ///< sqlite, or postgresN: N processes on one database
    QList<qint64> clients{8, 1};
    int batches = 20, packets = 500, singles = 700, photos = 400;
    QList<qint64> lengths{10'000, 100'000, 1'000'000};
    qint64 verified = 100'000;
    bool smoke = false;

    bool has(const char* job) const { return jobs.contains(QLatin1String(job)); }
};

qint64 occurrences(const QByteArray& text, const char* word) {
    qint64 count = 0;
    const QByteArrayView wanted(word);
    for (qsizetype at = 0; (at = text.indexOf(wanted, at)) >= 0; at += wanted.size())
        ++count;
    return count;
}

/// The size in the checkpoint of an answer, which is the note's second line.
qint64 sizeIn(const QByteArray& answer) {
    static const QByteArray origin = QByteArrayLiteral("bench.test/log\\n");
    const qsizetype at = answer.indexOf(origin);
    return at < 0 ? 0 : answer.mid(at + origin.size(), 20).split('\\').first().toLongLong();
}

qint64 logSize(const BenchServer& server) {
    const QByteArray head = requestHead("GET", "/audit/checkpoint", -1);
    return BenchClient(server.port(0)).exchange({head}).body.split('\n').value(1).toLongLong();
}

/// Of this program, which has the same cores.
double ownProcessorSeconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Load {
    double seconds = 0, processor = 0, client = 0;
    qint64 requests = 0, items = 0;
    Latencies latencies;
};

/// One thread and one connection for each laptop. `work` does all that a laptop has to do and counts in its own Load.
template <class Work>
Load run(BenchServer& server, std::vector<BenchLaptop>& laptops, Work work) {
    std::vector<Load> each(laptops.size());
    std::vector<std::thread> threads;
    const double before = server.processorSeconds(), ownBefore = ownProcessorSeconds();
    QElapsedTimer timer;
    timer.start();
    for (size_t i = 0; i < laptops.size(); ++i)
        threads.emplace_back([&, i] {
            BenchClient client(server.port(i));
            work(client, laptops[i], i, each[i]);
        });
    for (std::thread& thread : threads)
        thread.join();
    Load all;
    all.seconds = double(timer.nsecsElapsed()) / 1e9;
    all.processor = server.processorSeconds() - before;
    all.client = ownProcessorSeconds() - ownBefore;
    for (const Load& load : each) {
        all.requests += load.requests;
        all.items += load.items;
        all.latencies.add(load.latencies);
    }
    return all;
}

Answer timed(BenchClient& client, std::initializer_list<QByteArrayView> parts, Load& load) {
    QElapsedTimer timer;
    timer.start();
    Answer answer = client.exchange(parts);
    load.latencies.add(double(timer.nsecsElapsed()) / 1e6);
    ++load.requests;
    return answer;
}

Load sync(BenchServer& server, std::vector<BenchLaptop>& laptops, std::vector<std::vector<SyncRequest>>& requests) {
    return run(server, laptops, [&](BenchClient& client, BenchLaptop&, size_t i, Load& load) {
        qint64 size = 0;
        for (SyncRequest& request : requests[i]) {
            request.setCheckpointSize(size);
            const Answer answer = timed(client, {request.head, request.body}, load);
            const qint64 accepted = occurrences(answer.body, "\"status\":\"accepted\"");
            if (answer.status != 200 || accepted != request.packets)
                qFatal("%lld of %d packets were accepted: %d %s", accepted, request.packets, answer.status,
                       answer.body.left(1500).constData());
            size = sizeIn(answer.body);
            load.items += accepted;
        }
    });
}

class ServerBench {
  public:
    explicit ServerBench(Options options)
        : m_options(std::move(options)) {}

    int run() {
        if (m_options.has("limits")) limits();
        if (m_options.has("sync") || m_options.has("single") || m_options.has("photos")) load();
        if (m_options.has("length")) lengths();
        if (m_options.has("verify")) verify();
        ratios();
        return writeJson();
    }

  private:
    struct Site {
        std::unique_ptr<QTemporaryDir> folder;
        std::unique_ptr<BenchServer> server;
        std::unique_ptr<store::ServerKeys> keys;
        std::vector<BenchLaptop> laptops;
    };

    /// A deployment whose laptops are a month old; `fill` entries are in its log. The server is up.
    Site open(int clients, qint64 fill = 0, int processes = 1, const QString& database = {}) {
        Site site;
        site.folder = std::make_unique<QTemporaryDir>(m_options.folder + QStringLiteral("/haziri-bench-XXXXXX"));
        site.server =
            std::make_unique<BenchServer>(m_options.programs, site.folder->path(), database, clients * kWorkersOfEach);
        site.keys = std::make_unique<store::ServerKeys>(must(store::ServerKeys::load(site.server->dataDir())));
        site.server->start(1);
        for (int i = 0; i < clients; ++i)
            site.laptops.emplace_back(*site.server, m_random,
                                      site.server->workers().mid(i * kWorkersOfEach, kWorkersOfEach));
        site.server->stop();
        BenchLaptop::backdate(*site.server, *site.keys, site.laptops);
        if (fill > 0) fillLog(*site.server, *site.keys, fill);
        site.server->start(processes);
        for (BenchLaptop& laptop : site.laptops)
            laptop.signIn(*site.server);
        return site;
    }

    std::vector<std::vector<SyncRequest>> prepare(std::vector<BenchLaptop>& laptops, int requests, int packets) {
        std::vector<std::vector<SyncRequest>> all(laptops.size());
        std::vector<std::thread> threads;
        for (size_t i = 0; i < laptops.size(); ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < requests; ++n)
                    all[i].push_back(laptops[i].sign(packets));
            });
        for (std::thread& thread : threads)
            thread.join();
        return all;
    }

    void limits() {
        Site site = open(1);
        const SyncRequest request = site.laptops[0].sign(m_options.packets);
        const qsizetype packetBytes = request.body.size() / m_options.packets;
        const auto limits =
            measureLimits(request.body, m_options.packets, packetBytes, m_options.folder, m_options.smoke ? 0.02 : 2);
        m_report.section("limits of this machine, one thread");
        m_report.add("packetBytes", "bytes of one packet in a sync request", double(packetBytes), "B");
        m_report.add("limit.sqlite", "SQLite FULL, 500 rows a transaction, the same bytes", limits.sqliteRows, "/s");
        m_report.add("limit.sqlite300", "SQLite FULL, 500 rows a transaction, 300 bytes", limits.sqliteSmallRows, "/s");
        m_report.add("limit.sqlite1", "SQLite FULL, one row a transaction", limits.sqliteSingleRows, "/s");
        m_report.add("limit.append", "append of 500 packets and fdatasync, packets", limits.appendedRows, "/s");
        m_report.add("limit.photos", "append of 10 photos and fdatasync, photos", limits.appendedPhotos, "/s");
        m_report.add("limit.parse", "simdjson over the batch and SHA-256 of each packet", limits.parsedPackets, "/s");
        m_report.add("limit.hmac", "HMAC-SHA-256 of a packet, saved states", limits.macedPackets, "/s");
        m_report.add("limit.ed25519", "Ed25519 verification", limits.verifiedHeads, "/s");
    }

    void load() {
        for (const qint64 clients : m_options.clients) {
            if (!m_options.database.isEmpty()) {
                loadOn("the given database", "given", m_options.database, 1, clients);
                continue;
            }
            for (const QString& database : m_options.databases)
                if (database == QLatin1String("sqlite"))
                    loadOn("SQLite, one process", "sqlite", {}, 1, clients);
                else
                    loadOnPostgres(database.sliced(database.size() - 1).toInt(), clients);
        }
    }

    void loadOnPostgres(int processes, qint64 clients) {
        test::TemporaryPostgres postgres(true);
        must(postgres.start());
        const QByteArray count = QByteArray::number(processes);
        loadOn("PostgreSQL, " + count + " process(es)", "postgres" + count, must(postgres.freshDatabase()), processes,
               clients);
    }

    /// The figures of eight laptops have the goals, and the plain names; the others say how many there were.
    static QByteArray keyOf(const QByteArray& where, qint64 clients) {
        return clients == 8 ? where : where + ".clients" + QByteArray::number(clients);
    }

    void loadOn(const QByteArray& name, const QByteArray& where, const QString& database, int processes,
                qint64 clients) {
        Site site = open(int(clients), 0, processes, database);
        const QByteArray key = keyOf(where, clients);
        const qint64 before = logSize(*site.server);
        qint64 sent = 0;
        m_keys.append(QString::fromLatin1(key));
        m_report.section(
            (name + ", " + QByteArray::number(clients) + (clients == 1 ? " client" : " clients")).constData());
        if (m_options.has("sync")) {
            auto requests = prepare(site.laptops, m_options.batches, m_options.packets);
            Load load = sync(*site.server, site.laptops, requests);
            tell(key + ".sync", "sync, " + QByteArray::number(m_options.packets) + " packets a request", "packets",
                 load);
            sent += load.items;
        }
        if (m_options.has("single")) {
            auto requests = prepare(site.laptops, m_options.singles, 1);
            Load load = sync(*site.server, site.laptops, requests);
            tell(key + ".single", "sync, one packet a request", "packets", load);
            sent += load.items;
        }
        if (m_options.has("photos")) {
            Load load = photos(site);
            tell(key + ".photos", "photos of 60 KB into the vault", "photos", load);
        }
        m_report.add(QByteArray(key + ".memory").constData(), "memory of the server, at its highest",
                     double(site.server->peakKilobytes()) / 1024, "MiB");
        if (logSize(*site.server) - before != sent)
            qFatal("%lld packets were acknowledged and %lld entries are in the log", sent,
                   logSize(*site.server) - before);
        m_acknowledged += sent;
    }

    Load photos(Site& site) {
        return bench_run(site, [&](BenchClient& client, BenchLaptop& laptop, size_t, Load& load) {
            const qsizetype count = std::min<qsizetype>(m_options.photos, laptop.photos.size());
            for (qsizetype i = 0; i < count; ++i) {
                const QByteArray head = laptop.photoRequestHead(laptop.photos[i]);
                const QByteArray first = photoHead(laptop.photos[i].fileId);
                const Answer answer = timed(client, {head, first, photoTail()}, load);
                if (answer.status != 201) qFatal("a photo: %d %s", answer.status, answer.body.constData());
                ++load.items;
            }
        });
    }

    template <class Work>
    static Load bench_run(Site& site, Work work) {
        return ::run(*site.server, site.laptops, work);
    }

    void tell(const QByteArray& key, const QByteArray& what, const char* items, Load& load) {
        const double each = double(load.items);
        m_report.add(key.constData(), (what + ": " + items).constData(), each / load.seconds, "/s");
        m_report.add((key + ".p50").constData(), "    median of a request", load.latencies.percentile(0.5), "ms");
        m_report.add((key + ".p99").constData(), "    99th percentile", load.latencies.percentile(0.99), "ms");
        m_report.add((key + ".cpu").constData(), "    processor time of the server for each",
                     load.processor * 1e6 / each, "us");
        m_report.add((key + ".client").constData(), "    processor time of the clients for each",
                     load.client * 1e6 / each, "us");
    }

    /// What a page, a proof and a batch cost when the log is long.
    void lengths() {
        for (const qint64 length : m_options.lengths) {
            Site site = open(1, length);
            const QByteArray name = QByteArray::number(length);
            m_report.section(("log of " + name + " entries, one client").constData());
            BenchClient client(site.server->port(0));
            ask(client, name, "page", "page of 1000 entries", m_options.smoke ? 3 : 40,
                [&](qint64 at) { return "/audit/log?limit=1000&from=" + QByteArray::number(at % length); });
            ask(client, name, "inclusion", "inclusion proof", m_options.smoke ? 5 : 400, [&](qint64 at) {
                return "/audit/inclusion?size=" + name + "&index=" + QByteArray::number(at % length);
            });
            ask(client, name, "consistency", "consistency proof", m_options.smoke ? 5 : 400, [&](qint64 at) {
                return "/audit/consistency?second=" + name + "&first=" + QByteArray::number(1 + at % length);
            });
            auto requests = prepare(site.laptops, m_options.smoke ? 2 : 10, m_options.packets);
            Load load = sync(*site.server, site.laptops, requests);
            m_report.add(("length." + name + ".insert").constData(), "sync of a batch, median",
                         load.latencies.percentile(0.5), "ms");
            m_acknowledged += load.items;
        }
    }

    template <class Target>
    void ask(BenchClient& client, const QByteArray& name, const QByteArray& key, const char* what, int times,
             Target target) {
        Load load;
        quint64 state = 88172645463325252ULL;
        for (int i = 0; i < times; ++i) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            const QByteArray head = requestHead("GET", target(qint64(state >> 2)), -1);
            if (const Answer answer = timed(client, {head}, load); answer.status != 200)
                qFatal("%s: %d %s", head.constData(), answer.status, answer.body.left(300).constData());
        }
        m_report.add(("length." + name + '.' + key).constData(), (QByteArray(what) + ", median").constData(),
                     load.latencies.percentile(0.5), "ms");
    }

    void verify() {
        Site site = open(1);
        auto requests = prepare(site.laptops, int(m_options.verified / m_options.packets), m_options.packets);
        sync(*site.server, site.laptops, requests);
        site.server->stop();
        const QString file = site.server->path("log.jsonl");
        exportLog(*site.server, *site.keys, file);
        qint64 entries = 0;
        bareVerification(file, entries); // so that both find the file in memory
        const double bare = bareVerification(file, entries);
        QProcess verifier;
        verifier.start(site.server->program("haziri-verify"), {QStringLiteral("--log"), file, QStringLiteral("--key"),
                                                               QString::fromUtf8(site.server->logKey())});
        if (!verifier.waitForFinished(600'000) || verifier.exitCode() != 0)
            qFatal("haziri-verify: %s %s", verifier.readAllStandardOutput().constData(),
                   verifier.readAllStandardError().constData());
        static const QRegularExpression numbers(QStringLiteral("holds: (\\d+) entries.*?([0-9.]+) s"));
        const auto match = numbers.match(QString::fromUtf8(verifier.readAllStandardOutput()));
        if (match.captured(1).toLongLong() != entries) qFatal("haziri-verify did not see every entry");
        m_report.section("haziri-verify over an export");
        m_report.add("verify.bare", "bare simdjson and SHA-256 over the same lines", bare, "/s");
        m_report.add("verify", "haziri-verify", double(entries) / std::max(0.01, match.captured(2).toDouble()), "/s");
    }

    void ratios() {
        m_report.section("ratios");
        const auto value = [&](const QString& key) { return m_report.value(key); };
        for (const QString& where : m_keys) {
            const double batch = value(where + QStringLiteral(".sync"));
            const auto key = [&](const char* name) { return (where + QLatin1String(name)).toLatin1(); };
            const auto say = [&](const char* name, const char* text, double of, double limit) {
                m_report.ratio(key(name).constData(), (where.toLatin1() + text).constData(), of, limit);
            };
            say(".toSqlite", ": batches to bare SQLite", batch, value(QStringLiteral("limit.sqlite")));
            say(".toSqlite300", ": batches to bare SQLite, 300 bytes", batch, value(QStringLiteral("limit.sqlite300")));
            say(".toAppend", ": batches to append and fdatasync", batch, value(QStringLiteral("limit.append")));
            say(".toParse", ": batches to simdjson and SHA-256", batch, value(QStringLiteral("limit.parse")));
            say(".toHmac", ": batches to HMAC alone", batch, value(QStringLiteral("limit.hmac")));
            say(".singleToEd25519", ": single packets to Ed25519 verification",
                value(where + QStringLiteral(".single")), value(QStringLiteral("limit.ed25519")));
            say(".singleToSqlite", ": single packets to bare single rows", value(where + QStringLiteral(".single")),
                value(QStringLiteral("limit.sqlite1")));
            say(".photosToAppend", ": photos to append and fdatasync", value(where + QStringLiteral(".photos")),
                value(QStringLiteral("limit.photos")));
        }
        m_report.ratio("verifyToBare", "haziri-verify to simdjson and SHA-256", value(QStringLiteral("verify")),
                       value(QStringLiteral("verify.bare")));
    }

    int writeJson() {
        if (m_options.json.isEmpty()) return 0;
        QFile file(m_options.json);
        const QByteArray text = QJsonDocument(m_report.values()).toJson();
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? 0 : 1;
    }

    Options m_options;
    Report m_report;
    QStringList m_keys; ///< of the loads that were measured
    crypto::SystemRandom m_random;
    qint64 m_acknowledged = 0;
};

QList<qint64> numbersOf(const QString& text) {
    QList<qint64> numbers;
    for (const QString& one : text.split(QLatin1Char(',')))
        numbers.append(one.toLongLong());
    return numbers;
}

[[noreturn]] void refuse(const QString& why) {
    std::fprintf(stderr, "%s\n", qUtf8Printable(why));
    std::exit(2);
}

/// What could only print zeros.
void refuseUnusable(const Options& options) {
    if (options.has("photos") && !options.has("single") && !options.has("sync"))
        refuse(QStringLiteral("--jobs photos needs sync or single before it: the photos are those of their marks"));
    static const QRegularExpression known(QStringLiteral("^(sqlite|postgres[1-9])$"));
    for (const QString& database : options.databases)
        if (!known.match(database).hasMatch()) refuse(QStringLiteral("--databases: %1 is none").arg(database));
    for (const qint64 count : options.clients + options.lengths)
        if (count < 1) refuse(QStringLiteral("--clients and --lengths are numbers above 0"));
}

Options readOptions() {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures haziri-server as a whole, beside the machine's limits."));
    parser.addHelpOption();
    const auto option = [&](const char* name, const char* help, const char* value) {
        parser.addOption({QLatin1String(name), QLatin1String(help), QLatin1String("value"), QLatin1String(value)});
    };
    option("programs", "Folder of haziri-server and haziri-verify (default: this program's)", "");
    option("folder", "Where data folders are made: on the disk to be measured", "/tmp");
    option("jobs", "Of limits,sync,single,photos,length,verify; the photos are those of the marks sent before",
           "limits,sync,single,photos,verify");
    option("databases", "Of sqlite,postgres1,postgres2: the number of processes on a PostgreSQL of its own",
           "sqlite,postgres1,postgres2");
    option("clients", "Numbers of laptops at once, one after the other", "8,1");
    option("batches", "Batches of each laptop", "20");
    option("packets", "Packets in a batch", "500");
    option("singles", "Packets that each laptop sends one by one", "700");
    option("photos", "Photos of each laptop", "400");
    option("database", "URL of an empty database that is there already, say one that explains its plans", "");
    option("lengths", "Lengths of the log for the job length", "10000,100000,1000000");
    option("verified", "Entries for the job verify", "100000");
    option("json", "File for the figures", "");
    parser.addOption(
        {QStringLiteral("smoke"), QStringLiteral("Everything once with tiny sizes; asserts, measures nothing")});
    parser.process(*QCoreApplication::instance());

    Options options;
    options.smoke = parser.isSet(QStringLiteral("smoke"));
    options.programs = parser.value(QStringLiteral("programs"));
    if (options.programs.isEmpty()) options.programs = QCoreApplication::applicationDirPath();
    options.folder = parser.value(QStringLiteral("folder"));
    options.database = parser.value(QStringLiteral("database"));
    options.json = parser.value(QStringLiteral("json"));
    options.jobs = parser.value(QStringLiteral("jobs")).split(QLatin1Char(','));
    const auto number = [&](const char* name) { return parser.value(QLatin1String(name)).toInt(); };
    options.batches = number("batches");
    options.packets = number("packets");
    options.singles = number("singles");
    options.photos = number("photos");
    options.verified = number("verified");
    options.databases = parser.value(QStringLiteral("databases")).split(QLatin1Char(','));
    options.lengths = numbersOf(parser.value(QStringLiteral("lengths")));
    options.clients = numbersOf(parser.value(QStringLiteral("clients")));
    refuseUnusable(options);
    if (!options.smoke) return options;
    options.jobs << QStringLiteral("length");
    options.clients = {2};
    options.databases = {QStringLiteral("sqlite")};
    options.batches = options.singles = options.photos = 3;
    options.packets = 20;
    options.lengths = {1500};
    options.verified = 100;
    return options;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    return ServerBench(readOptions()).run();
}
