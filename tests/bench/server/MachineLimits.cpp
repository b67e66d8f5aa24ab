#include "tests/bench/server/MachineLimits.h"

#include "core/crypto/Ed25519.h"
#include "core/crypto/Hmac.h"
#include "core/crypto/SystemRandom.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <fcntl.h>
#include <simdjson.h>
#include <sqlite3.h>
#include <unistd.h>

namespace haziri::bench {

namespace {

constexpr int kBatch = 500;

/// `work` does `each` items; how many items a second.
template <class Work>
double rate(double seconds, double each, Work work) {
    QElapsedTimer timer;
    timer.start();
    double items = 0;
    do {
        work();
        items += each;
    } while (double(timer.nsecsElapsed()) < seconds * 1e9);
    return items * 1e9 / double(timer.nsecsElapsed());
}

/// A database file with nothing but what durability asks for.
class BareSqlite {
  public:
    explicit BareSqlite(const QString& path) {
        check(sqlite3_open(QFile::encodeName(path).constData(), &m_database));
        for (const char* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                                "CREATE TABLE packet (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, body BLOB NOT "
                                "NULL)"})
            check(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr));
        check(sqlite3_prepare_v2(m_database, "INSERT INTO packet VALUES (?, ?, ?)", -1, &m_insert, nullptr));
    }
    ~BareSqlite() {
        sqlite3_finalize(m_insert);
        sqlite3_close(m_database);
    }
    void insert(int rows, QByteArrayView body) {
        check(sqlite3_exec(m_database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
        for (int i = 0; i < rows; ++i) {
            std::array<unsigned char, 16> id{};
            for (size_t byte = 0; byte < 8; ++byte)
                id[byte] = static_cast<unsigned char>(m_next >> (56 - 8 * byte));
            sqlite3_bind_int64(m_insert, 1, ++m_next);
            sqlite3_bind_blob(m_insert, 2, id.data(), int(id.size()), SQLITE_TRANSIENT);
            sqlite3_bind_blob(m_insert, 3, body.data(), int(body.size()), SQLITE_STATIC);
            if (sqlite3_step(m_insert) != SQLITE_DONE) qFatal("%s", sqlite3_errmsg(m_database));
            sqlite3_reset(m_insert);
        }
        check(sqlite3_exec(m_database, "COMMIT", nullptr, nullptr, nullptr));
    }

  private:
    void check(int code) const {
        if (code != SQLITE_OK) qFatal("SQLite: %s", sqlite3_errmsg(m_database));
    }
    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_insert = nullptr;
    qint64 m_next = 0;
};

double sqliteRate(const QString& path, int rows, QByteArrayView body, double seconds) {
    BareSqlite database(path);
    return rate(seconds, rows, [&] { database.insert(rows, body); });
}

double appendRate(const QString& path, QByteArrayView bytes, int times, double items, double seconds) {
    const int file = ::open(QFile::encodeName(path).constData(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    const double result = rate(seconds, items, [&] {
        for (int i = 0; i < times; ++i)
            if (::write(file, bytes.data(), size_t(bytes.size())) != bytes.size()) qFatal("cannot write");
        if (::fdatasync(file) != 0) qFatal("cannot sync");
    });
    ::close(file);
    return result;
}

double parseRate(const QByteArray& body, int packets, double seconds) {
    simdjson::dom::parser parser;
    return rate(seconds, packets, [&] {
        simdjson::dom::array all;
        if (parser.parse(body.constData(), size_t(body.size()))["packets"].get(all)) qFatal("not a sync request");
        for (const std::string_view packet : all) {
            const auto digest = crypto::sha256(QByteArrayView(packet.data(), qsizetype(packet.size())));
            asm volatile("" : : "m"(digest));
        }
    });
}

} // namespace

MachineLimits measureLimits(const QByteArray& body, int packets, qsizetype packetBytes, const QString& folder,
                            double seconds) {
    const QTemporaryDir place(folder + QStringLiteral("/limits-XXXXXX"));
    const QByteArray packet(packetBytes, 'x');
    const QByteArray batch(packetBytes * kBatch, 'x');
    MachineLimits limits;
    limits.sqliteRows = sqliteRate(place.filePath(QStringLiteral("a.db")), kBatch, packet, seconds);
    limits.sqliteSmallRows = sqliteRate(place.filePath(QStringLiteral("b.db")), kBatch, batch.first(300), seconds);
    limits.sqliteSingleRows = sqliteRate(place.filePath(QStringLiteral("c.db")), 1, packet, seconds);
    limits.appendedRows = appendRate(place.filePath(QStringLiteral("d")), batch, 1, kBatch, seconds);
    limits.appendedPhotos = appendRate(place.filePath(QStringLiteral("e")), QByteArray(60'000, 'p'), 10, 10, seconds);
    limits.parsedPackets = parseRate(body, packets, seconds);

    crypto::SystemRandom random;
    const crypto::HmacKey key(crypto::SecretBytes::random(32, random));
    limits.macedPackets = rate(seconds, kBatch, [&] {
        for (int i = 0; i < kBatch; ++i) {
            const auto mac = key.mac(packet);
            asm volatile("" : : "m"(mac));
        }
    });
    const auto signer = crypto::Ed25519PrivateKey::generate(random);
    const QByteArray signature = signer.sign(packet);
    limits.verifiedHeads = rate(seconds, 1, [&] {
        if (!signer.publicKey().verify(packet, signature)) qFatal("Ed25519 does not verify");
    });
    return limits;
}

double bareVerification(const QString& exportFile, qint64& entries) {
    QFile file(exportFile);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read the export");
    const QByteArray text = file.readAll();
    simdjson::dom::parser parser;
    QElapsedTimer timer;
    timer.start();
    entries = 0;
    qsizetype end = -1;
    for (qsizetype from = 0; (end = text.indexOf('\n', from)) >= 0; from = end + 1) {
        const auto line = parser.parse(text.constData() + from, size_t(end - from));
        std::string_view entry, data;
        if (line["entry"].get(entry) || line["data"].get(data)) continue; // the checkpoint
        const auto leaf = crypto::sha256(QByteArrayView(entry.data(), qsizetype(entry.size())));
        const auto content = crypto::sha256(QByteArrayView(data.data(), qsizetype(data.size())));
        asm volatile("" : : "m"(leaf), "m"(content));
        ++entries;
    }
    return double(entries) * 1e9 / double(timer.nsecsElapsed());
}

} // namespace haziri::bench
