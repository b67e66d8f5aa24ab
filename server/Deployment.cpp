#include "server/Deployment.h"

#include "server/store/Schema.h"
#include "server/store/Writing.h"
#include "server/vault/VaultKeys.h"

#include <QFileInfo>
#include <cstdio>

namespace haziri::server {

Result<std::unique_ptr<Deployment>> Deployment::open(const Arguments& arguments) {
    auto dir = arguments.required(QStringLiteral("data"));
    return dir ? openAt(*dir, arguments.databaseUrl()) : fail(dir.error());
}

// Behind a data folder that was initialised, an empty database is a lost or a mistaken one. A server that began a
// second log there would look to every laptop and witness like an operator who rewrites his past.
Result<std::unique_ptr<Deployment>> Deployment::openAt(const QString& dataDir, const QString& databaseUrl) {
    auto opened = openFresh(dataDir, databaseUrl);
    const auto unfinished = [&]() -> std::optional<Error> {
        if (!QFileInfo::exists(unfinishedPath(dataDir))) return std::nullopt;
        return Error{"INIT_UNFINISHED",
                     QStringLiteral("`haziri-server init` was broken off in %1: run it again").arg(dataDir)};
    }();
    if (!opened && unfinished) return fail(*unfinished);
    if (!opened) return opened;
    const auto isEmpty = (*opened)->log.isEmpty(*(*opened)->database);
    if (!isEmpty) return fail(isEmpty.error());
    if (*isEmpty && unfinished) return fail(*unfinished);
    if (*isEmpty)
        return fail("DATABASE_EMPTY",
                    QStringLiteral("the database holds no log, but %1 was initialised: is it the right database? If "
                                   "it is lost, restore a backup")
                        .arg((*opened)->dataDir));
    return opened;
}

Result<std::unique_ptr<Deployment>> Deployment::openFresh(const QString& dataDir, const QString& databaseUrl) {
    if (!QFileInfo(dataDir + QStringLiteral("/keys")).isDir())
        return fail("NOT_INITIALISED", dataDir + QStringLiteral(" is no data folder; run `haziri-server init` first"));
    auto keys = store::ServerKeys::load(dataDir);
    if (!keys) return fail(keys.error());
    auto database = store::openMigrated(databaseUrl, sql::Database::IfMissing::Refuse);
    if (!database) return fail(database.error());
    return std::make_unique<Deployment>(dataDir, databaseUrl, std::move(*keys), std::move(*database));
}

Result<void> Deployment::openVaultKeys() {
    const auto isNew = bindVaultKeys();
    if (!isNew) return fail(isNew.error());
    if (*isNew) sayBound();
    return {};
}

void Deployment::sayBound() const { // never silently: whoever mistyped a key must read it now
    std::fprintf(stderr, "haziri-server: from now on this deployment needs the vault key %s\n",
                 vaultKeys->currentKid().constData());
}

Result<bool> Deployment::bindVaultKeys() {
    auto ring = vault::readKeysFromEnvironment();
    if (!ring) return fail(ring.error());
    bool isNew = false;
    auto checked = inTransaction([&](sql::Database& writing) -> Result<void> {
        auto met = vault::checkKeys(writing, *ring, random);
        if (!met) return fail(met.error());
        isNew = *met;
        return {};
    });
    if (!checked) return fail(checked.error());
    vaultKeys = std::move(*ring);
    log.sealWith(*vaultKeys);
    auto seal = store::PeopleSeal::load(*database, keys, *vaultKeys, random);
    if (!seal) return fail(seal.error());
    people = std::move(*seal);
    database->sealTextsWith(people);
    if (auto own = expectOwnLog(); !own) return fail(own.error());
    return isNew;
}

Result<void> Deployment::expectOwnLog() {
    const auto isEmpty = log.isEmpty(*database); // as `init` finds it
    if (!isEmpty) return fail(isEmpty.error());
    const auto isOwn = *isEmpty ? true : log.beganWith(*database, keys);
    if (!isOwn) return fail(isOwn.error());
    if (!*isOwn)
        return fail("DATABASE_FOREIGN",
                    QStringLiteral("the log of this database did not begin with %1/keys/log.key and keys/origin: one "
                                   "of the three was exchanged")
                        .arg(dataDir));
    return {};
}

Result<void> Deployment::openVaultKeysIfNamed() {
    return qEnvironmentVariableIsEmpty("HAZIRI_VAULT_KEYS") ? Result<void>() : openVaultKeys();
}

Result<void> Deployment::inTransaction(const std::function<Result<void>(sql::Database&)>& work) {
    auto transaction = store::beginWriting(*database);
    if (!transaction) return fail(transaction.error());
    if (auto done = work(*database); !done) return done;
    return transaction->commit();
}

} // namespace haziri::server
