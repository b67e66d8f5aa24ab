#include "server/trust/DeviceTrustService.h"

#include "server/store/FraudRepository.h"
#include "server/store/SessionRepository.h"

#include "core/base/Json.h"

#include <QJsonDocument>

#include <bit>

namespace haziri::trust {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kHistoryShown = 200;

QJsonObject write(const store::Device& device) {
    return {{QStringLiteral("deviceId"), QString::fromUtf8(device.deviceId)},
            {QStringLiteral("userId"), device.userId.toString()},
            {QStringLiteral("siteId"), device.siteId.toString()},
            {QStringLiteral("role"), QLatin1String(store::toText(device.role))},
            {QStringLiteral("epoch"), device.epoch},
            {QStringLiteral("fingerprint"), device.fingerprint},
            {QStringLiteral("trustScore"), device.trustScore},
            {QStringLiteral("explain"), store::explainArray(device.explain)},
            {QStringLiteral("trustRules"), QString::fromUtf8(device.trustRules)},
            {QStringLiteral("isBlocked"), device.isBlocked},
            {QStringLiteral("blockReason"), QString::fromUtf8(device.blockReason)},
            {QStringLiteral("registeredAt"), device.registeredAt.value},
            {QStringLiteral("lastSeen"), device.lastSeen.value}};
}

QJsonObject write(const store::TrustRecord& record) {
    return {{QStringLiteral("at"), record.at.value},
            {QStringLiteral("score"), record.score},
            {QStringLiteral("rules"), QString::fromUtf8(record.rules)},
            {QStringLiteral("inputs"), QJsonDocument::fromJson(record.inputs).object()},
            {QStringLiteral("explain"), store::explainArray(record.explain)}};
}

QJsonObject write(const store::DeviceContact& contact) {
    return {{QStringLiteral("address"), QString::fromUtf8(contact.address)},
            {QStringLiteral("userAgent"), QString::fromUtf8(contact.userAgent)},
            {QStringLiteral("app"), QString::fromUtf8(contact.app)},
            {QStringLiteral("simHash"), QString::fromUtf8(contact.simHash)},
            {QStringLiteral("firstSeen"), contact.firstAt.value},
            {QStringLiteral("lastSeen"), contact.lastAt.value},
            {QStringLiteral("times"), contact.times}};
}

audit::NewEntry blockEntry(const char* kind, const store::Device& device, const QByteArray& reason, const UserId& by,
                           UnixMillis now) {
    const QJsonObject data{{QStringLiteral("deviceId"), QString::fromUtf8(device.deviceId)},
                           {QStringLiteral("reason"), QString::fromUtf8(reason)},
                           {QStringLiteral("by"), by.isNull() ? QJsonValue() : QJsonValue(by.toString())}};
    return {kind, json::toText(data), {device.trustScore, false, now}};
}

/// As the transaction reads it: of two that ask at once the second finds it done.
Result<bool> isBlockedNow(sql::Database& database, qint64 deviceNo) {
    const auto device = store::DeviceRepository(database).findByNo(deviceNo);
    if (!device) return fail(device.error());
    return *device && (*device)->isBlocked;
}

} // namespace

std::optional<int> fingerprintDistance(const QByteArray& a, const QByteArray& b) {
    bool isA = false, isB = false;
    const quint64 left = a.toULongLong(&isA, 16), right = b.toULongLong(&isB, 16);
    if (!isA || !isB || a.size() != 16 || b.size() != 16) return std::nullopt;
    return std::popcount(left ^ right);
}

Inputs inputsOf(const TrustFacts& facts) {
    Inputs inputs{{"registeredAt", facts.device.registeredAt.value}};
    const auto say = [&](const char* name, bool isSo) { inputs.insert(name, isSo ? 1 : 0); };
    const auto sameAgent = [&](const store::DeviceContact& seen) { return seen.userAgent == facts.contact.userAgent; };
    QSet<QByteArray> addresses;
    for (const auto& seen : facts.history)
        if (facts.now.value - seen.lastAt.value < kDayMs) addresses.insert(seen.address);
    say("blocked", facts.device.isBlocked);
    say("userAgentMissing", facts.contact.userAgent.isEmpty());
    say("appMissing", facts.contact.app.isEmpty());
    say("userAgentNew",
        !facts.history.isEmpty() && !std::any_of(facts.history.begin(), facts.history.end(), sameAgent));
    inputs.insert("addressesInDay", addresses.size());
    say("fingerprintUnregistered", facts.device.simHash.isEmpty());
    if (!facts.device.simHash.isEmpty()) {
        const auto distance = fingerprintDistance(facts.device.simHash, facts.contact.simHash);
        say("fingerprintMissing", !distance);
        if (distance) inputs.insert("fingerprintDistance", *distance);
    }
    inputs.insert("openEvents", facts.openFraud);
    inputs.insert("confirmedEvents", facts.confirmedFraud);
    return inputs;
}

Inputs inputsAt(Inputs inputs, UnixMillis at) {
    const qint64 age = (at.value - inputs.value("registeredAt")) / kDayMs;
    inputs.insert("ageDays", std::max<qint64>(age, 0));
    return inputs;
}

TrustScore evaluate(const TrustFacts& facts, const RuleSet& rules) {
    const Inputs inputs = inputsOf(facts);
    TrustScore score = apply(rules, inputsAt(inputs, facts.now));
    score.inputs = inputs; // without the age: a history that grew every day for that alone would say nothing
    return score;
}

Result<TrustScore> DeviceTrustService::score(sql::Database& database, const store::Device& device,
                                             const store::DeviceContact& contact, UnixMillis now) {
    store::FraudRepository fraud(database);
    const UnixMillis since{now.value - kMemoryDaysDevice * kDayMs};
    auto history = store::DeviceRepository(database).contacts(device.deviceNo);
    if (!history) return fail(history.error());
    const auto events = fraud.countsOfDevice(device.deviceNo, since);
    if (!events) return fail(events.error());
    return evaluate({device, contact, std::move(*history), events->open, events->rejected, now}, m_rules);
}

Result<void> DeviceTrustService::note(sql::Database& database, const store::Device& device,
                                      const store::DeviceContact& contact, const TrustScore& score, UnixMillis now) {
    return note(database, {{&device, &contact, &score, now}});
}

Result<void> DeviceTrustService::note(sql::Database& database, const QList<Noted>& all) {
    store::DeviceRepository devices(database);
    QList<store::DeviceRepository::Contact> contacts;
    QList<qint64> unchanged;
    UnixMillis lastSeen{0};
    for (const auto& [device, contact, score, now] : all) {
        contacts.append({device->deviceNo, *contact});
        contacts.last().contact.lastAt = now;
        const store::TrustRecord record{now, score->score, score->rules, toText(score->inputs), score->explain};
        // The caller's device may be older than another server's last word: then a row stands twice, which harms
        // nobody.
        const bool isSame = record.score == device->trustScore && record.rules == device->trustRules &&
                            record.inputs == device->trustInputs;
        if (!isSame)
            if (auto kept = store::TrustRepository(database).insert(device->deviceNo, record); !kept) return kept;
        // The words may change with the device's age alone.
        if (isSame && store::writeExplain(record.explain) == store::writeExplain(device->explain)) {
            unchanged.append(device->deviceNo);
            lastSeen = std::max(lastSeen, now);
        } else if (auto kept = devices.setTrust(device->deviceNo, record); !kept) {
            return kept;
        }
    }
    if (auto noted = devices.noteContacts(contacts); !noted) return noted;
    return devices.setSeen(unchanged, lastSeen); // requests that wait for the writer together came at the same time
}

Result<void> DeviceTrustService::block(sql::Database& database, const store::Device& device, const QByteArray& reason,
                                       const UserId& by, UnixMillis now) {
    const auto isSo = isBlockedNow(database, device.deviceNo);
    if (!isSo) return fail(isSo.error());
    if (*isSo) return {}; // the first block stands, with its reason
    if (auto done = store::DeviceRepository(database).setBlocked(device.deviceNo, true, reason); !done) return done;
    if (auto done = store::SessionRepository(database).revokeDevice(device.deviceNo, now); !done) return done;
    auto entry = blockEntry("device.block", device, reason, by, now);
    entry.deviceNo = device.deviceNo;
    auto logged = m_log.append(database, entry);
    if (!logged) return fail(logged.error());
    return {};
}

Result<void> DeviceTrustService::unblock(sql::Database& database, const store::Device& device, const QByteArray& reason,
                                         const UserId& by, UnixMillis now) {
    const auto isSo = isBlockedNow(database, device.deviceNo);
    if (!isSo) return fail(isSo.error());
    if (!*isSo) return {};
    if (auto done = store::DeviceRepository(database).setBlocked(device.deviceNo, false, {}); !done) return done;
    auto entry = blockEntry("device.unblock", device, reason, by, now);
    entry.deviceNo = device.deviceNo;
    auto logged = m_log.append(database, entry);
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
    QJsonObject object = write(**device);
    const auto records = store::TrustRepository(database).newest((*device)->deviceNo, kHistoryShown);
    if (!records) return fail(records.error());
    QJsonArray history;
    for (const auto& record : *records)
        history.append(write(record));
    object.insert(QStringLiteral("history"), history);
    const auto contacts = store::DeviceRepository(database).contacts((*device)->deviceNo);
    if (!contacts) return fail(contacts.error());
    QJsonArray seen;
    for (const auto& contact : *contacts)
        seen.append(write(contact));
    object.insert(QStringLiteral("contacts"), seen);
    return object;
}

} // namespace haziri::trust
