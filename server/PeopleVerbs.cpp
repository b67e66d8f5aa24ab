// Who and what there is, and who may no longer: lists, passwords, blocks.
#include "server/Deployment.h"
#include "server/Verbs.h"
#include "server/onboarding/OfficeBook.h"
#include "server/store/DeviceRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"
#include "server/store/WorkerRepository.h"
#include "server/trust/DeviceTrustService.h"

#include "core/base/Json.h"
#include "core/protocol/Aadhaar.h"

#include <QDateTime>

namespace haziri::server {

namespace {

constexpr qint64 kPage = 1000;

/// One line of a list: as JSON where --json was given, else its values between tabs, the id last.
class Lines {
  public:
    explicit Lines(const Arguments& arguments)
        : m_isJson(arguments.has(QStringLiteral("json"))) {}

    void add(const QList<std::pair<const char*, QJsonValue>>& members) {
        QJsonObject object;
        QByteArrayList words;
        for (const auto& [key, value] : members) {
            object.insert(QLatin1String(key), value);
            words.append(value.toVariant().toString().simplified().toUtf8());
        }
        m_text += (m_isJson ? json::toText(object) : words.join('\t')) + '\n';
    }
    const QByteArray& text() const { return m_text; }

  private:
    bool m_isJson;
    QByteArray m_text;
};

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

QString isoTime(UnixMillis t) {
    return QDateTime::fromMSecsSinceEpoch(t.value, Qt::UTC).toString(Qt::ISODate);
}

Result<store::User> userOf(sql::Database& database, const Arguments& arguments) {
    const auto name = arguments.required(QStringLiteral("name"));
    if (!name) return fail(name.error());
    auto user = store::UserRepository(database).findByUsername(name->toUtf8());
    if (!user) return fail(user.error());
    if (!*user) return fail("NOT_FOUND", QStringLiteral("no user of the name ") + *name);
    return **user;
}

/// Without the vault's keys sealed names come out empty: a list of nobody would be a lie.
Result<void> namesAreReadable(const QList<store::User>& users) {
    for (const store::User& user : users)
        if (user.username.isEmpty())
            return fail("KEYS_MISSING", QStringLiteral("names are sealed: HAZIRI_VAULT_KEYS is due"));
    return {};
}

Result<Output> blockUserOrNot(const Arguments& arguments, bool blocks) {
    const auto reason = arguments.required(QStringLiteral("reason"));
    if (!reason) return fail(reason.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    UserId userId;
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        const auto user = userOf(database, arguments);
        if (!user) return fail(user.error());
        userId = user->userId;
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        return book.setBlocked(database, userId, blocks, reason->toUtf8());
    });
    if (!done) return fail(done.error());
    return (blocks ? "blocked " : "unblocked ") + userId.toText() + '\n';
}

Result<Output> blockDeviceOrNot(const Arguments& arguments, bool blocks) {
    const auto deviceId = arguments.required(QStringLiteral("device"));
    if (!deviceId) return fail(deviceId.error());
    const auto reason = arguments.required(QStringLiteral("reason"));
    if (!reason) return fail(reason.error());
    if (protocol::namesAadhaar(*reason))
        return fail("MALFORMED", QStringLiteral("of an Aadhaar number only the last four digits may be kept"));
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    trust::DeviceTrustService trust((*deployment)->log, trust::builtInRules().device());
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        const auto device = store::DeviceRepository(database).find(deviceId->toUtf8());
        if (!device) return fail(device.error());
        if (!*device) return fail("NOT_FOUND", QStringLiteral("no device ") + *deviceId);
        const UnixMillis now = (*deployment)->clock.now();
        return blocks ? trust.block(database, **device, reason->toUtf8(), {}, now)
                      : trust.unblock(database, **device, reason->toUtf8(), {}, now);
    });
    if (!done) return fail(done.error());
    return (blocks ? "blocked " : "unblocked ") + deviceId->toUtf8() + '\n';
}

} // namespace

Result<Output> listSites(const Arguments& arguments) {
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    const auto sites = store::SiteRepository(*(*deployment)->database).all();
    if (!sites) return fail(sites.error());
    Lines lines(arguments);
    for (const auto& site : *sites)
        lines.add({{"name", utf8(site.name)},
                   {"lat", double(site.latE7) / 1e7},
                   {"lon", double(site.lonE7) / 1e7},
                   {"radiusM", site.radiusM},
                   {"siteId", site.siteId.toString()}});
    return lines.text();
}

Result<Output> listUsers(const Arguments& arguments) {
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    const auto users = store::UserRepository(*(*deployment)->database).all();
    if (!users) return fail(users.error());
    if (auto readable = namesAreReadable(*users); !readable) return fail(readable.error());
    Lines lines(arguments);
    for (const auto& user : *users)
        lines.add({{"name", utf8(user.username)},
                   {"role", QLatin1String(store::toText(user.role))},
                   {"state", user.isDisabled ? QStringLiteral("blocked") : QStringLiteral("active")},
                   {"reason", utf8(user.blockReason)},
                   {"userId", user.userId.toString()}});
    return lines.text();
}

Result<Output> listDevices(const Arguments& arguments) {
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    sql::Database& database = *(*deployment)->database;
    const auto devices = store::DeviceRepository(database).all();
    if (!devices) return fail(devices.error());
    Lines lines(arguments);
    for (const auto& device : *devices) {
        const auto user = store::UserRepository(database).find(device.userId);
        if (!user) return fail(user.error());
        if (*user)
            if (auto readable = namesAreReadable({**user}); !readable) return fail(readable.error());
        lines.add({{"user", *user ? utf8((*user)->username) : QString()},
                   {"siteId", device.siteId.toString()},
                   {"trustScore", device.trustScore},
                   {"state", device.isBlocked ? QStringLiteral("blocked") : QStringLiteral("active")},
                   {"reason", utf8(device.blockReason)},
                   {"lastSeen", isoTime(device.lastSeen)},
                   {"deviceId", utf8(device.deviceId)}});
    }
    return lines.text();
}

Result<Output> listWorkers(const Arguments& arguments) {
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto opened = (*deployment)->openVaultKeys(); !opened) return fail(opened.error()); // names are sealed
    store::WorkerRepository workers(*(*deployment)->database, *(*deployment)->vaultKeys, (*deployment)->random);
    Lines lines(arguments);
    for (std::optional<WorkerId> after = WorkerId(); after;) {
        const auto page = workers.page({}, {}, kPage, *after);
        if (!page) return fail(page.error());
        for (const auto& worker : page->workers)
            lines.add({{"name", utf8(worker.name)},
                       {"trade", utf8(worker.trade)},
                       {"status", QLatin1String(store::toText(worker.status))},
                       {"siteId", worker.siteId.toString()},
                       {"workerId", worker.workerId.toString()}});
        after = page->next;
    }
    return lines.text();
}

Result<Output> setUserPassword(const Arguments& arguments) {
    auto password = arguments.password();
    if (!password) return fail(password.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto named = (*deployment)->openVaultKeysIfNamed(); !named) return fail(named.error());
    const auto hash = onboarding::hashNewPassword(*password, (*deployment)->random);
    if (!hash) return fail(hash.error());
    UserId userId;
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        const auto user = userOf(database, arguments);
        if (!user) return fail(user.error());
        userId = user->userId;
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        return book.setPassword(database, userId, *hash);
    });
    if (!done) return fail(done.error());
    return "new password for " + userId.toText() + '\n';
}

Result<Output> blockUser(const Arguments& arguments) {
    return blockUserOrNot(arguments, true);
}
Result<Output> unblockUser(const Arguments& arguments) {
    return blockUserOrNot(arguments, false);
}
Result<Output> blockDevice(const Arguments& arguments) {
    return blockDeviceOrNot(arguments, true);
}
Result<Output> unblockDevice(const Arguments& arguments) {
    return blockDeviceOrNot(arguments, false);
}

} // namespace haziri::server
