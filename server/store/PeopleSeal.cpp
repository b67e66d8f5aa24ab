#include "server/store/PeopleSeal.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/Writing.h"

#include "core/base/Base64Url.h"
#include "core/crypto/BoxKey.h"

namespace haziri::store {

namespace {

crypto::SecretBytes lookUpKey(const ServerKeys& keys) {
    return crypto::hkdfSha256(keys.logKey().seed(), keys.origin(), "haziri-server-names/1");
}

QByteArray boundTo(QByteArrayView column) {
    return "text " + column.toByteArray();
}

Result<std::optional<sealed::WrappedKey>> wrappedKey(sql::Database& database) {
    return readOne<sealed::WrappedKey>(
        database.run(QStringLiteral("SELECT kid, nonce, wrapped FROM text_key WHERE key_no = 1")),
        [](const sql::Rows& row) {
            return sealed::WrappedKey{textAt(row, 0), row.bytes(1), row.bytes(2)};
        });
}

/// Committed before anything is sealed under it; of several processes one makes it.
Result<void> makeKey(sql::Database& database, const sealed::KeyRing& ring, RandomSource& random) {
    auto transaction = beginWriting(database);
    if (!transaction) return fail(transaction.error());
    const auto wrapped = sealed::wrapKey(crypto::SecretBytes::random(32, random), ring, kTextKeyName, random);
    auto kept = done(database.run(QStringLiteral("INSERT INTO text_key (key_no, kid, nonce, wrapped) "
                                                 "VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING"),
                                  {textColumn(wrapped.kid), blobColumn(wrapped.nonce), blobColumn(wrapped.key)}));
    return kept ? transaction->commit() : kept;
}

} // namespace

PeopleSeal::PeopleSeal(const ServerKeys& keys, RandomSource& random)
    : m_lookUp(lookUpKey(keys))
    , m_random(random) {}

Result<std::shared_ptr<const PeopleSeal>> PeopleSeal::load(sql::Database& database, const ServerKeys& keys,
                                                           const sealed::KeyRing& ring, RandomSource& random) {
    auto found = find(database, keys, ring, random);
    if (!found || *found) return found;
    if (auto made = makeKey(database, ring, random); !made) return fail(made.error());
    return find(database, keys, ring, random);
}

Result<std::shared_ptr<const PeopleSeal>> PeopleSeal::find(sql::Database& database, const ServerKeys& keys,
                                                           const sealed::KeyRing& ring, RandomSource& random) {
    auto wrapped = wrappedKey(database);
    if (!wrapped) return fail(wrapped.error());
    if (!*wrapped) return std::shared_ptr<const PeopleSeal>();
    auto key = sealed::unwrapKey(**wrapped, ring, kTextKeyName);
    if (!key) return fail("KEYS_INVALID", QStringLiteral("the keys do not open the names: ") + key.error().message);
    auto seal = std::make_shared<PeopleSeal>(keys, random);
    seal->m_dataKey = std::move(*key);
    return std::shared_ptr<const PeopleSeal>(std::move(seal));
}

QByteArray PeopleSeal::seal(QByteArrayView column, const QByteArray& text) const {
    if (text.isEmpty() || !m_dataKey) return text;
    return kMark.toByteArray() + toBase64Url(sealed::sealBlob(*m_dataKey, boundTo(column), text, m_random));
}

QByteArray PeopleSeal::open(QByteArrayView column, const QByteArray& stored) const {
    if (!isSealed(stored)) return stored;
    const auto sealed = fromBase64Url(stored.mid(kMark.size()));
    if (!m_dataKey || !sealed) return {};
    return sealed::openBlob(*m_dataKey, boundTo(column), *sealed).value_or(QByteArray());
}

QByteArray PeopleSeal::trace(QByteArrayView column, const QByteArray& text) const {
    return crypto::toBytes(m_lookUp.mac(column.toByteArray() + '\n' + text));
}

QByteArray sealedText(const sql::Database& database, QByteArrayView column, const QByteArray& text) {
    return database.textSeal() ? database.textSeal()->seal(column, text) : text;
}

QByteArray openedText(const sql::Database& database, QByteArrayView column, const QByteArray& stored) {
    if (!PeopleSeal::isSealed(stored)) return stored;
    return database.textSeal() ? database.textSeal()->open(column, stored) : QByteArray();
}

} // namespace haziri::store
