#include "server/store/RecordSeal.h"

#include "server/store/Columns.h"
#include "server/store/LogRepository.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"

#include "core/crypto/Aead.h"
#include "core/crypto/SystemRandom.h"

namespace haziri::store {

namespace {

using crypto::kAeadNonceSize;

QByteArray recordName(qint64 index) {
    return "log record " + QByteArray::number(index);
}

/// nonce | sealed(saltLength ‖ salt ‖ data) ‖ tag
QByteArray sealedRow(crypto::AeadSealer& sealer, QByteArrayView nonce, const LogRow& row) {
    const qsizetype plain = 1 + row.salt.size() + row.data.size();
    QByteArray sealed(nonce.size() + plain + crypto::kAeadTagSize, Qt::Uninitialized);
    std::copy(nonce.begin(), nonce.end(), sealed.begin());
    const char saltSize = char(row.salt.size());
    sealer.seal(nonce, recordName(row.index), {{&saltSize, 1}, row.salt, row.data}, sealed.data() + nonce.size());
    return sealed;
}

} // namespace

Result<bool> RecordSeal::find(sql::Database& database, qint64 keyNo, Keys& into) const {
    auto wrapped = readOne<sealed::WrappedKey>(
        database.run(QStringLiteral("SELECT kid, nonce, wrapped FROM log_key WHERE key_no = ?"), {keyNo}),
        [](const sql::Rows& row) {
            return sealed::WrappedKey{textAt(row, 0), row.bytes(1), row.bytes(2)};
        });
    if (!wrapped) return fail(wrapped.error());
    if (!*wrapped) return false;
    auto key = sealed::unwrapKey(**wrapped, m_keys, logKeyName(keyNo));
    if (!key) return fail(key.error());
    into.insert_or_assign(keyNo, std::move(*key));
    return true;
}

Result<void> RecordSeal::make(sql::Database& database, qint64 keyNo, Keys& into) const {
    auto key = crypto::SecretBytes::random(32, m_random);
    const auto wrapped = sealed::wrapKey(key, m_keys, logKeyName(keyNo), m_random);
    auto kept =
        done(database.run(QStringLiteral("INSERT INTO log_key (key_no, kid, nonce, wrapped) VALUES (?, ?, ?, ?)"),
                          {keyNo, textColumn(wrapped.kid), blobColumn(wrapped.nonce), blobColumn(wrapped.key)}));
    if (kept) into.insert_or_assign(keyNo, std::move(key));
    return kept;
}

Result<QList<QByteArray>> RecordSeal::seal(sql::Database& database, const QList<LogRow>& rows) const {
    // Nonces are random, not the index: an index is used again after a rollback or a restore.
    const QByteArray nonces = crypto::randomBytes(m_random, rows.size() * kAeadNonceSize);
    Keys keys;
    std::map<qint64, crypto::AeadSealer> sealers;
    QList<QByteArray> all;
    all.reserve(rows.size());
    for (const LogRow& row : rows) {
        const qint64 keyNo = row.index / kRange;
        if (!keys.contains(keyNo)) {
            const auto found = find(database, keyNo, keys);
            if (!found) return fail("STORE_UNAVAILABLE", found.error().message);
            if (!*found)
                if (auto made = make(database, keyNo, keys); !made) return fail(made.error());
        }
        auto sealer = sealers.find(keyNo);
        if (sealer == sealers.end()) sealer = sealers.emplace(keyNo, crypto::AeadSealer(keys.at(keyNo))).first;
        const QByteArrayView nonce = QByteArrayView(nonces).sliced(all.size() * kAeadNonceSize, kAeadNonceSize);
        all.append(sealedRow(sealer->second, nonce, row));
    }
    return all;
}

Result<void> RecordSeal::open(sql::Database& database, QList<Record>& records) const {
    Keys keys;
    for (Record& record : records) {
        const qint64 keyNo = record.index / kRange;
        if (!keys.contains(keyNo)) {
            const auto found = find(database, keyNo, keys);
            if (!found && found.error().code != "AEAD_OPEN") return fail("STORE_UNAVAILABLE", found.error().message);
            if (!found || !*found) continue; // no key, no record
        }
        const auto plain = sealed::openBlob(keys.at(keyNo), recordName(record.index), record.sealed);
        if (!plain || plain->isEmpty() || plain->size() < 1 + std::uint8_t(plain->front())) continue;
        const qsizetype saltSize = std::uint8_t(plain->front());
        record.salt = plain->mid(1, saltSize);
        record.data = plain->mid(1 + saltSize);
    }
    return {};
}

} // namespace haziri::store
