// What core/crypto and core/sql cost, beside the limits of the machine measured in the same run.
//
// Absolute figures drift with the machine; read the ratios printed at the end. The limits: SHA-256 and AES-256-GCM over
// one large buffer (per compression, per byte), and the same bytes appended to a plain file with one fdatasync.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/crypto/Aead.h"
#include "core/crypto/Ed25519.h"
#include "core/crypto/Hmac.h"
#include "core/crypto/SystemRandom.h"
#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"
#include "tests/support/TemporaryPostgres.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <fcntl.h>
#include <map>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <unistd.h>

using namespace haziri;
using namespace haziri::crypto;

namespace {

constexpr qsizetype kPacket = 300;
constexpr qsizetype kPhoto = 60'000;
constexpr int kBatch = 500;

const SecretBytes& key() {
    static const SecretBytes bytes = SecretBytes::copyOf(QByteArray(32, 'k'));
    return bytes;
}

void finish(benchmark::State& state, qsizetype bytesEach, qsizetype itemsEach = 1) {
    state.SetItemsProcessed(state.iterations() * itemsEach);
    state.SetBytesProcessed(state.iterations() * bytesEach);
}

// --- limits

void limitSha256(benchmark::State& state) {
    const QByteArray data(1 << 20, 'x');
    for (auto _ : state)
        benchmark::DoNotOptimize(sha256(data));
    finish(state, data.size(), data.size() / 64); // an item is one compression
}

void limitAes(benchmark::State& state) {
    const QByteArray data(1 << 20, 'x');
    QByteArray out(data.size(), 'x');
    EVP_CIPHER_CTX* const context = EVP_CIPHER_CTX_new();
    const auto* const in = reinterpret_cast<const std::uint8_t*>(data.constData());
    EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, in, in);
    int size = 0;
    for (auto _ : state)
        EVP_EncryptUpdate(context, reinterpret_cast<std::uint8_t*>(out.data()), &size, in, int(data.size()));
    EVP_CIPHER_CTX_free(context);
    finish(state, data.size());
}

// --- hashes and MACs

void sha256OfPacket(benchmark::State& state) {
    const QByteArray data(kPacket, 'x');
    for (auto _ : state)
        benchmark::DoNotOptimize(sha256(data));
    finish(state, kPacket);
}

void sha256OfPacketThroughEvp(benchmark::State& state) {
    const QByteArray data(kPacket, 'x');
    Digest digest;
    for (auto _ : state) {
        EVP_Digest(data.constData(), std::size_t(data.size()), digest.data(), nullptr, EVP_sha256(), nullptr);
        benchmark::DoNotOptimize(digest);
    }
    finish(state, kPacket);
}

void sha256OfPhoto(benchmark::State& state) {
    const QByteArray data(kPhoto, 'x');
    for (auto _ : state)
        benchmark::DoNotOptimize(sha256(data));
    finish(state, kPhoto);
}

void hmacOfPacket(benchmark::State& state) {
    const QByteArray data(kPacket, 'x');
    const HmacKey hmac(key());
    for (auto _ : state)
        benchmark::DoNotOptimize(hmac.mac(data));
    finish(state, kPacket);
}

void hmacOfPacketOneShot(benchmark::State& state) {
    const QByteArray data(kPacket, 'x');
    Digest digest;
    for (auto _ : state) {
        HMAC(EVP_sha256(), key().view().data(), int(key().size()),
             reinterpret_cast<const std::uint8_t*>(data.constData()), std::size_t(data.size()), digest.data(), nullptr);
        benchmark::DoNotOptimize(digest);
    }
    finish(state, kPacket);
}

// The way without low-level calls: both states saved in EVP contexts and copied for each message.
void hmacOfPacketWithCopiedEvp(benchmark::State& state) {
    const QByteArray data(kPacket, 'x');
    const QByteArray block(64, 'k');
    EVP_MD_CTX* const inner = EVP_MD_CTX_new();
    EVP_MD_CTX* const outer = EVP_MD_CTX_new();
    EVP_MD_CTX* const work = EVP_MD_CTX_new();
    for (EVP_MD_CTX* const context : {inner, outer}) {
        EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
        EVP_DigestUpdate(context, block.constData(), std::size_t(block.size()));
    }
    Digest digest;
    for (auto _ : state) {
        EVP_MD_CTX_copy_ex(work, inner);
        EVP_DigestUpdate(work, data.constData(), std::size_t(data.size()));
        EVP_DigestFinal_ex(work, digest.data(), nullptr);
        EVP_MD_CTX_copy_ex(work, outer);
        EVP_DigestUpdate(work, digest.data(), digest.size());
        EVP_DigestFinal_ex(work, digest.data(), nullptr);
        benchmark::DoNotOptimize(digest);
    }
    for (EVP_MD_CTX* const context : {inner, outer, work})
        EVP_MD_CTX_free(context);
    finish(state, kPacket);
}

// --- photos and signatures

void aeadSealPhoto(benchmark::State& state) {
    const QByteArray data(kPhoto, 'x');
    const QByteArray nonce(12, 'n');
    for (auto _ : state)
        benchmark::DoNotOptimize(aeadSeal(key(), nonce, "name", data));
    finish(state, kPhoto);
}

void aeadOpenPhoto(benchmark::State& state) {
    const QByteArray nonce(12, 'n');
    const QByteArray sealed = aeadSeal(key(), nonce, "name", QByteArray(kPhoto, 'x'));
    for (auto _ : state)
        benchmark::DoNotOptimize(aeadOpen(key(), nonce, "name", sealed));
    finish(state, kPhoto);
}

void sealPhotoAsFile(benchmark::State& state) {
    SystemRandom random;
    sealed::KeyRing keys;
    keys.add("k1", key().clone());
    const QByteArray data(kPhoto, 'x');
    for (auto _ : state)
        benchmark::DoNotOptimize(sealed::sealFile(keys, "name", data, random));
    finish(state, kPhoto);
}

void ed25519Verify(benchmark::State& state) {
    SystemRandom random;
    const auto signer = Ed25519PrivateKey::generate(random);
    const QByteArray message(kPacket, 'x');
    const QByteArray signature = signer.sign(message);
    for (auto _ : state)
        benchmark::DoNotOptimize(signer.publicKey().verify(message, signature));
    finish(state, kPacket);
}

// --- storage; an item is a row

QByteArray rowId(qint64 n) { // rises with time, as UUIDv7 does
    QByteArray id(16, '\0');
    for (int i = 0; i < 8; ++i)
        id[i] = char(n >> (56 - 8 * i));
    return id;
}

void limitAppend(benchmark::State& state) {
    const QTemporaryDir folder;
    const QByteArray batch(kBatch * (16 + kPacket), 'x');
    const int file = ::open(QFile::encodeName(folder.filePath(QStringLiteral("f"))).constData(),
                            O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    for (auto _ : state)
        if (::write(file, batch.constData(), std::size_t(batch.size())) != batch.size() || ::fdatasync(file) != 0)
            state.SkipWithError("cannot write");
    ::close(file);
    finish(state, batch.size(), kBatch);
}

enum class Way { Batch, RowByRow };

void insertInto(benchmark::State& state, const QString& url, Way way) {
    auto database = sql::Database::open(url);
    const bool isSqlite = database && (*database)->dialect() == sql::Dialect::Sqlite;
    if (!database ||
        !(*database)->script(
            QStringLiteral("CREATE TABLE packet (n BIGINT PRIMARY KEY, id %1 NOT NULL UNIQUE, body %1 NOT NULL)")
                .arg(isSqlite ? QStringLiteral("BLOB") : QStringLiteral("BYTEA"))
                .replace(QStringLiteral("BIGINT"), isSqlite ? QStringLiteral("INTEGER") : QStringLiteral("BIGINT"))))
        return state.SkipWithError("no database");
    const QString insert = QStringLiteral("INSERT INTO packet (n, id, body) VALUES (?, ?, ?)");
    const QByteArray body(kPacket, 'x');
    qint64 n = 0;
    for (auto _ : state) {
        QList<QVariantList> rows;
        rows.reserve(kBatch);
        for (int i = 0; i < kBatch; ++i, ++n)
            rows += QVariantList{n, rowId(n), body};
        auto transaction = sql::Transaction::begin(**database);
        bool isGood = bool(transaction);
        if (way == Way::Batch)
            isGood = isGood && (*database)->runBatch(insert, rows);
        else
            for (const QVariantList& row : rows)
                isGood = isGood && (*database)->run(insert, row);
        if (!isGood || !transaction->commit()) state.SkipWithError("cannot insert");
    }
    finish(state, kBatch * (16 + kPacket), kBatch);
}

void sqliteInsert(benchmark::State& state) {
    const QTemporaryDir folder;
    insertInto(state, QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("db")), Way::Batch);
}

void postgresInsertInto(benchmark::State& state, Way way) {
    static test::TemporaryPostgres server(true);
    static const auto started = server.start();
    const auto url = started ? server.freshDatabase() : Result<QString>(QString());
    if (!url) return state.SkipWithError("no PostgreSQL");
    insertInto(state, *url, way);
}

void postgresInsert(benchmark::State& state) {
    postgresInsertInto(state, Way::Batch);
}
void postgresInsertRowByRow(benchmark::State& state) {
    postgresInsertInto(state, Way::RowByRow);
}

BENCHMARK(limitSha256);
BENCHMARK(limitAes);
BENCHMARK(sha256OfPacket);
BENCHMARK(sha256OfPacketThroughEvp);
BENCHMARK(sha256OfPhoto);
BENCHMARK(hmacOfPacket);
BENCHMARK(hmacOfPacketOneShot);
BENCHMARK(hmacOfPacketWithCopiedEvp);
BENCHMARK(aeadSealPhoto);
BENCHMARK(aeadOpenPhoto);
BENCHMARK(sealPhotoAsFile);
BENCHMARK(ed25519Verify);
BENCHMARK(limitAppend)->UseRealTime();
BENCHMARK(sqliteInsert)->UseRealTime();
BENCHMARK(postgresInsert)->UseRealTime();
BENCHMARK(postgresInsertRowByRow)->UseRealTime();

// Prints as usual and remembers items and bytes a second by name.
class Remembering final : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(const std::vector<Run>& runs) override {
        ConsoleReporter::ReportRuns(runs);
        for (const Run& run : runs) {
            const std::string name = run.run_name.function_name;
            for (const auto& [counter, value] : run.counters)
                m_values[name + ":" + counter] = value;
        }
    }
    double items(const char* name) const { return at(std::string(name) + ":items_per_second"); }
    double bytes(const char* name) const { return at(std::string(name) + ":bytes_per_second"); }

  private:
    double at(const std::string& name) const {
        const auto found = m_values.find(name);
        return found == m_values.end() ? 0 : found->second;
    }
    std::map<std::string, double> m_values;
};

void ratio(const char* what, double value, double limit) {
    if (value > 0 && limit > 0) std::printf("%-62s %6.2f\n", what, value / limit);
}

void printRatios(const Remembering& run) {
    const double compressions = run.items("limitSha256");
    std::printf("\nratio to the limit measured in this run\n");
    ratio("SHA-256 of 300 B, 5 compressions", run.items("sha256OfPacket"), compressions / 5);
    ratio("SHA-256 of 60 KB", run.bytes("sha256OfPhoto"), run.bytes("limitSha256"));
    ratio("HMAC of 300 B with saved states, 6 compressions", run.items("hmacOfPacket"), compressions / 6);
    ratio("AES-256-GCM, seal 60 KB", run.bytes("aeadSealPhoto"), run.bytes("limitAes"));
    ratio("AES-256-GCM, open 60 KB", run.bytes("aeadOpenPhoto"), run.bytes("limitAes"));
    ratio("sealed file of 60 KB with its wrapped key", run.bytes("sealPhotoAsFile"), run.bytes("limitAes"));
    ratio("SQLite, 500 rows a transaction, to append and fdatasync", run.items("sqliteInsert"),
          run.items("limitAppend"));
    ratio("PostgreSQL, 500 rows a transaction, to append and fdatasync", run.items("postgresInsert"),
          run.items("limitAppend"));
    std::printf("\nratio to another way\n");
    ratio("PostgreSQL, batch to row by row", run.items("postgresInsert"), run.items("postgresInsertRowByRow"));
    ratio("HMAC with saved states to HMAC()", run.items("hmacOfPacket"), run.items("hmacOfPacketOneShot"));
    ratio("HMAC with saved states to copied EVP contexts", run.items("hmacOfPacket"),
          run.items("hmacOfPacketWithCopiedEvp"));
    ratio("SHA-256 of 300 B to EVP_Digest", run.items("sha256OfPacket"), run.items("sha256OfPacketThroughEvp"));
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    Remembering reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    printRatios(reporter);
    return 0;
}
