#include "server/vault/VaultKeys.h"

#include "server/store/MetaRepository.h"
#include "server/store/SealedNames.h"

#include "core/base/Base64Url.h"
#include "core/crypto/SecretBytes.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace haziri::vault {

namespace {

const QByteArray kMetaName = QByteArrayLiteral("vault.check");
const QByteArray kSealName = QByteArrayLiteral("vault key check");

Result<QJsonObject> readChecks(sql::Database& database) {
    const auto text = store::MetaRepository(database).get(kMetaName);
    if (!text) return fail(text.error());
    return QJsonDocument::fromJson(text->value_or(QByteArrayLiteral("{}"))).object();
}

// Where no check value is left although something is sealed (a table that was emptied by hand): never adopt a stranger.
Result<void> opensWhatIsThere(sql::Database& database, const sealed::KeyRing& keys) {
    auto rows = database.run(QStringLiteral("SELECT kid, nonce, wrapped, key_no FROM log_key ORDER BY key_no LIMIT 1"));
    if (!rows) return fail(rows.error());
    if (!rows->next()) return {};
    const sealed::WrappedKey wrapped{rows->text(0).toUtf8(), rows->bytes(1), rows->bytes(2)};
    if (sealed::unwrapKey(wrapped, keys, store::logKeyName(rows->integer(3)))) return {};
    return fail("KEYS_INVALID", QStringLiteral("HAZIRI_VAULT_KEYS does not open what this deployment has sealed"));
}

} // namespace

Result<sealed::KeyRing> readKeysFromEnvironment() {
    QByteArray text = qgetenv("HAZIRI_VAULT_KEYS");
    if (text.trimmed().isEmpty())
        return fail("KEYS_MISSING",
                    QStringLiteral("HAZIRI_VAULT_KEYS is not set: it names the keys of the vault, as in "
                                   "k1:<base64 of 32 bytes>"));
    auto keys = sealed::KeyRing::parse(text);
    crypto::wipe(text);
    if (!keys) return fail(keys.error().code, QStringLiteral("HAZIRI_VAULT_KEYS: ") + keys.error().message);
    return keys;
}

Result<bool> checkKeys(sql::Database& database, const sealed::KeyRing& keys, RandomSource& random) {
    auto checks = readChecks(database);
    if (!checks) return fail(checks.error());
    for (auto it = checks->begin(); it != checks->end(); ++it) {
        const QByteArray kid = it.key().toLatin1();
        if (!keys.find(kid))
            return fail(
                "KEYS_INVALID",
                QStringLiteral("HAZIRI_VAULT_KEYS lacks the key %1, which this deployment has used").arg(it.key()));
        const auto sealed = fromBase64Url(it.value().toString().toLatin1());
        if (!sealed || !sealed::openFile(keys, kSealName, *sealed))
            return fail("KEYS_INVALID",
                        QStringLiteral("the key %1 of HAZIRI_VAULT_KEYS is not the one this deployment has used")
                            .arg(it.key()));
    }
    const QString current = QString::fromLatin1(keys.currentKid());
    if (checks->contains(current)) return false;
    if (checks->isEmpty())
        if (auto opens = opensWhatIsThere(database, keys); !opens) return fail(opens.error());
    checks->insert(current, QString::fromLatin1(toBase64Url(sealed::sealFile(keys, kSealName, "haziri", random))));
    auto kept = store::MetaRepository(database).set(kMetaName, QJsonDocument(*checks).toJson(QJsonDocument::Compact));
    if (!kept) return fail(kept.error());
    return true;
}

Result<QByteArray> lackingKey(sql::Database& database, const sealed::KeyRing& keys) {
    const auto checks = readChecks(database);
    if (!checks) return fail(checks.error());
    for (const QString& kid : checks->keys())
        if (!keys.find(kid.toLatin1())) return kid.toLatin1();
    return QByteArray();
}

Result<QList<QByteArray>> retireOtherKeys(sql::Database& database, const sealed::KeyRing& keys) {
    auto checks = readChecks(database);
    if (!checks) return fail(checks.error());
    QList<QByteArray> retired;
    for (const QString& kid : checks->keys()) {
        if (kid.toLatin1() == keys.currentKid()) continue;
        checks->remove(kid);
        retired.append(kid.toLatin1());
    }
    if (retired.isEmpty()) return retired;
    auto kept = store::MetaRepository(database).set(kMetaName, QJsonDocument(*checks).toJson(QJsonDocument::Compact));
    if (!kept) return fail(kept.error());
    return retired;
}

} // namespace haziri::vault
