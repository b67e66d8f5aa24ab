#include "server/trust/DeviceTrustService.h"

#include "server/store/FraudRepository.h"
#include "server/store/SessionRepository.h"

#include "core/base/Json.h"

#include <bit>

namespace haziri::trust {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kFraudMemoryDays = 30;

using protocol::TrustRule;

void deviceRules(const TrustFacts& facts, QList<TrustRule>& rules) {
    rules.append({"registered", 100, QStringLiteral("A registered key, proved at sign-in")});
    if (facts.device.isBlocked) rules.append({"blocked", -100, QString::fromUtf8(facts.device.blockReason)});
    const qint64 days = (facts.now.value - facts.device.registeredAt.value) / kDayMs;
    if (days < 7)
        rules.append({"new-device", -10, QStringLiteral("Registered %1 day(s) ago").arg(std::max<qint64>(days, 0))});
}

void headerRules(const TrustFacts& facts, QList<TrustRule>& rules) {
    if (facts.contact.userAgent.isEmpty()) rules.append({"no-user-agent", -5, QStringLiteral("No User-Agent")});
    if (facts.contact.app.isEmpty()) rules.append({"no-app-version", -5, QStringLiteral("No Haziri-App")});
    const auto sameAgent = [&](const store::DeviceContact& seen) { return seen.userAgent == facts.contact.userAgent; };
    if (!facts.history.isEmpty() && !std::any_of(facts.history.begin(), facts.history.end(), sameAgent))
        rules.append({"new-user-agent", -5, QStringLiteral("A User-Agent this device never had")});
    QSet<QByteArray> addresses;
    for (const auto& seen : facts.history)
        if (facts.now.value - seen.lastAt.value < kDayMs) addresses.insert(seen.address);
    if (addresses.size() > 5)
        rules.append({"many-addresses", -5, QStringLiteral("%1 addresses in a day").arg(addresses.size())});
}

void fingerprintRules(const TrustFacts& facts, QList<TrustRule>& rules) {
    if (facts.device.simHash.isEmpty()) {
        rules.append({"no-registered-fingerprint", -5, QStringLiteral("Registered without a fingerprint")});
        return;
    }
    const auto distance = fingerprintDistance(facts.device.simHash, facts.contact.simHash);
    if (!distance)
        rules.append({"no-fingerprint", -10, QStringLiteral("The request carries no fingerprint")});
    else if (*distance > 20)
        rules.append(
            {"other-fingerprint", -40, QStringLiteral("%1 of 64 bits differ: another machine").arg(*distance)});
    else if (*distance > 10)
        rules.append({"changed-fingerprint", -25, QStringLiteral("%1 of 64 bits differ").arg(*distance)});
    else if (*distance > 3)
        rules.append({"drifted-fingerprint", -10, QStringLiteral("%1 of 64 bits differ").arg(*distance)});
}

void behaviourRules(const TrustFacts& facts, QList<TrustRule>& rules) {
    if (facts.openFraud > 0)
        rules.append({"open-events", -qint32(std::min<qint64>(30, 3 * facts.openFraud)),
                      QStringLiteral("%1 open event(s) in %2 days").arg(facts.openFraud).arg(kFraudMemoryDays)});
    if (facts.confirmedFraud > 0)
        rules.append(
            {"confirmed-events", -qint32(std::min<qint64>(60, 20 * facts.confirmedFraud)),
             QStringLiteral("%1 confirmed event(s) in %2 days").arg(facts.confirmedFraud).arg(kFraudMemoryDays)});
}

QJsonObject write(const store::Device& device) {
    QJsonArray explain;
    for (const TrustRule& rule : device.explain)
        explain.append(QJsonObject{{QStringLiteral("rule"), QString::fromUtf8(rule.rule)},
                                   {QStringLiteral("points"), rule.points},
                                   {QStringLiteral("detail"), rule.detail}});
    return {{QStringLiteral("deviceId"), QString::fromUtf8(device.deviceId)},
            {QStringLiteral("userId"), device.userId.toString()},
            {QStringLiteral("siteId"), device.siteId.toString()},
            {QStringLiteral("role"), QLatin1String(store::toText(device.role))},
            {QStringLiteral("epoch"), device.epoch},
            {QStringLiteral("fingerprint"), device.fingerprint},
            {QStringLiteral("trustScore"), device.trustScore},
            {QStringLiteral("explain"), explain},
            {QStringLiteral("isBlocked"), device.isBlocked},
            {QStringLiteral("blockReason"), QString::fromUtf8(device.blockReason)},
            {QStringLiteral("registeredAt"), device.registeredAt.value},
            {QStringLiteral("lastSeen"), device.lastSeen.value}};
}

audit::NewEntry blockEntry(const char* kind, const store::Device& device, const QByteArray& reason, const UserId& by,
                           UnixMillis now) {
    const QJsonObject data{{QStringLiteral("deviceId"), QString::fromUtf8(device.deviceId)},
                           {QStringLiteral("reason"), QString::fromUtf8(reason)},
                           {QStringLiteral("by"), by.isNull() ? QJsonValue() : QJsonValue(by.toString())}};
    return {kind, json::toText(data), {device.trustScore, false, now}};
}

} // namespace

std::optional<int> fingerprintDistance(const QByteArray& a, const QByteArray& b) {
    bool isA = false, isB = false;
    const quint64 left = a.toULongLong(&isA, 16), right = b.toULongLong(&isB, 16);
    if (!isA || !isB || a.size() != 16 || b.size() != 16) return std::nullopt;
    return std::popcount(left ^ right);
}

TrustScore evaluate(const TrustFacts& facts) {
    TrustScore result;
    deviceRules(facts, result.explain);
    headerRules(facts, result.explain);
    fingerprintRules(facts, result.explain);
    behaviourRules(facts, result.explain);
    qint32 sum = 0;
    for (const TrustRule& rule : result.explain)
        sum += rule.points;
    result.score = std::clamp(sum, 0, 100);
    return result;
}

Result<TrustScore> DeviceTrustService::score(sql::Database& database, const store::Device& device,
                                             const store::DeviceContact& contact, UnixMillis now) {
    store::FraudRepository fraud(database);
    const UnixMillis since{now.value - kFraudMemoryDays * kDayMs};
    auto history = store::DeviceRepository(database).contacts(device.deviceNo);
    if (!history) return fail(history.error());
    const auto open = fraud.countOfDevice(device.deviceNo, since, "open");
    if (!open) return fail(open.error());
    const auto confirmed = fraud.countOfDevice(device.deviceNo, since, "reject");
    if (!confirmed) return fail(confirmed.error());
    return evaluate({device, contact, std::move(*history), *open, *confirmed, now});
}

Result<void> DeviceTrustService::note(sql::Database& database, const store::Device& device,
                                      const store::DeviceContact& contact, const TrustScore& score, UnixMillis now) {
    store::DeviceRepository devices(database);
    store::DeviceContact seen = contact;
    seen.lastAt = now;
    if (auto noted = devices.noteContact(device.deviceNo, seen); !noted) return noted;
    return devices.setTrust(device.deviceNo, score.score, score.explain, now);
}

Result<void> DeviceTrustService::block(sql::Database& database, const store::Device& device, const QByteArray& reason,
                                       const UserId& by, UnixMillis now) {
    if (auto done = store::DeviceRepository(database).setBlocked(device.deviceNo, true, reason); !done) return done;
    if (auto done = store::SessionRepository(database).revokeDevice(device.deviceNo, now); !done) return done;
    auto logged = m_log.append(database, blockEntry("device.block", device, reason, by, now));
    if (!logged) return fail(logged.error());
    return {};
}

Result<void> DeviceTrustService::unblock(sql::Database& database, const store::Device& device, const QByteArray& reason,
                                         const UserId& by, UnixMillis now) {
    if (auto done = store::DeviceRepository(database).setBlocked(device.deviceNo, false, {}); !done) return done;
    auto logged = m_log.append(database, blockEntry("device.unblock", device, reason, by, now));
    if (!logged) return fail(logged.error());
    return {};
}

Result<QJsonObject> DeviceTrustService::list(sql::Database& database) {
    const auto devices = store::DeviceRepository(database).all();
    if (!devices) return fail(devices.error());
    QJsonArray all;
    for (const auto& device : *devices)
        all.append(write(device));
    return QJsonObject{{QStringLiteral("devices"), all}};
}

Result<QJsonObject> DeviceTrustService::one(sql::Database& database, const QByteArray& deviceId) {
    const auto device = store::DeviceRepository(database).find(deviceId);
    if (!device) return fail(device.error());
    if (!*device) return fail("NOT_FOUND", QStringLiteral("no such device"));
    return write(**device);
}

} // namespace haziri::trust
