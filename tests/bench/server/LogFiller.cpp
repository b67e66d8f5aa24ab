#include "tests/bench/server/LogFiller.h"

#include "core/audit/ServedEntryJson.h"
#include "core/base/Json.h"
#include "core/crypto/SystemRandom.h"
#include "server/audit/AuditLog.h"
#include "server/store/FileRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/PacketRepository.h"

#include <QFile>

namespace haziri::bench {

namespace {

constexpr qint64 kBatch = 20'000;
constexpr qint64 kDevice = 1'000'000; // none that exists

class Filler {
  public:
    Filler(const BenchServer& server, const store::ServerKeys& keys, const sealed::KeyRing& vaultKeys,
           sql::Database& database)
        : m_server(server)
        , m_log(keys, m_random)
        , m_database(database) {
        m_log.sealWith(vaultKeys);
    }

    void fill(qint64 count) {
        QList<audit::NewEntry> entries;
        QList<store::PacketRow> packets;
        QList<store::MarkRow> marks;
        QList<store::FileRecord> files;
        for (qint64 i = 0; i < count; ++i)
            entries.append({"attendance", record(), {90, true, {m_at}}});
        const auto appended = must(m_log.append(m_database, entries));
        for (const auto& entry : appended) {
            const PacketId id(makeUuidV7({m_at}, m_random));
            packets.append(packet(id, entry));
            marks.append(mark(id, entry.index));
            files.append(file(marks.last()));
            m_at += 100;
        }
        must(store::PacketRepository(m_database).insert(packets));
        must(store::MarkRepository(m_database).insert(marks));
        must(store::FileRepository(m_database).announce(files));
    }

  private:
    QByteArray record() { return "{\"packet\":\"" + QByteArray(1300, 'A') + "\",\"status\":\"accepted\"}"; }

    store::PacketRow packet(const PacketId& id, const audit::Appended& entry) {
        store::PacketRow row;
        row.logIndex = entry.index;
        row.packetId = id;
        row.deviceNo = kDevice;
        row.seq = entry.index + 1;
        row.hash = entry.recordHash;
        row.kind = "attendance";
        row.trustScore = 90;
        row.recordHash = entry.recordHash;
        row.bootId = "boot";
        row.timestamp = row.earliest = row.committedAt = {m_at};
        return row;
    }

    store::MarkRow mark(const PacketId& id, qint64 index) {
        store::MarkRow row;
        row.logIndex = index;
        row.packetId = id;
        row.deviceNo = kDevice;
        row.workerId = must(WorkerId::fromText(m_server.workers()[index % m_server.workers().size()]));
        row.siteId = must(SiteId::fromText(m_server.site()));
        row.timestamp = row.earliest = row.latest = {m_at};
        row.direction = "in";
        row.method = "face";
        row.status = "accepted";
        row.timeClass = "anchored";
        row.trustScore = 90;
        row.geo = {285'000'000, 773'000'000, 1500, protocol::GeoSource::Gnss, 1000};
        row.fileId = FileId(makeUuidV7({m_at}, m_random));
        return row;
    }

    store::FileRecord file(const store::MarkRow& of) {
        store::FileRecord file;
        file.fileId = of.fileId;
        file.deviceNo = kDevice;
        file.workerId = of.workerId;
        file.siteId = of.siteId;
        file.logIndex = of.logIndex;
        file.sha256 = crypto::sha256(of.fileId.toText());
        file.bytes = 60'000;
        file.announcedAt = of.timestamp;
        return file;
    }

    const BenchServer& m_server;
    crypto::SystemRandom m_random;
    audit::AuditLog m_log;
    sql::Database& m_database;
    qint64 m_at = SystemClock().now().value - 300LL * 24 * 3600'000;
};

} // namespace

void fillLog(const BenchServer& server, const store::ServerKeys& keys, qint64 entries) {
    const auto database = must(sql::Database::open(server.databaseUrl()));
    if (database->dialect() == sql::Dialect::Sqlite)
        for (const char* setting : {"PRAGMA synchronous=OFF", "PRAGMA cache_size=-1000000"})
            must(database->run(QLatin1String(setting)));
    const sealed::KeyRing vaultKeys = BenchServer::vaultKeys();
    Filler filler(server, keys, vaultKeys, *database);
    for (qint64 left = entries; left > 0;) {
        auto transaction = must(sql::Transaction::begin(*database));
        left = entries - must(store::LogRepository(*database).head()).size;
        filler.fill(std::clamp<qint64>(left, 0, kBatch));
        must(transaction.commit());
        left -= kBatch;
    }
}

qint64 exportLog(const BenchServer& server, const store::ServerKeys& keys, const QString& path) {
    const auto database = must(sql::Database::open(server.databaseUrl()));
    crypto::SystemRandom random;
    audit::AuditLog log(keys, random);
    const sealed::KeyRing vaultKeys = BenchServer::vaultKeys();
    log.sealWith(vaultKeys);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write the export");
    qint64 written = 0;
    for (;;) {
        const auto page = must(log.entries(*database, written, 1000));
        if (page.entries.isEmpty()) break;
        for (const auto& entry : page.entries)
            file.write(json::toText(audit::writeServedEntry(entry)) + '\n');
        written += page.entries.size();
    }
    const auto checkpoint = must(log.checkpoint(*database));
    file.write(json::toText({{QStringLiteral("checkpoint"), QString::fromUtf8(checkpoint.note)}}) + '\n');
    if (!file.flush()) qFatal("cannot write the export");
    return written;
}

} // namespace haziri::bench
