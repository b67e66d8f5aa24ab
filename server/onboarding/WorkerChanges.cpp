#include "server/onboarding/WorkerChanges.h"

#include "server/onboarding/VouchedWorker.h"
#include "server/store/ChangeFeed.h"
#include "server/store/FraudRepository.h"
#include "server/store/PacketRepository.h"
#include "server/store/UserRepository.h"
#include "server/store/WorkerRepository.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/base/PlainText.h"

#include <QJsonDocument>

namespace haziri::onboarding {

namespace {

struct TextDetail {
    const char* key;
    qsizetype maxBytes;
};
constexpr TextDetail kTexts[] = {{"name", 256},  {"guardian", 256}, {"sex", 16},  {"phone", 32},      {"trade", 128},
                                 {"skill", 128}, {"uan", 32},       {"esic", 32}, {"aadhaarLast4", 4}};

QJsonValue idOrNull(const auto& id) {
    return id.isNull() ? QJsonValue() : QJsonValue(id.toString());
}

/// The payload of a packet as the log keeps it. It was verified before it was committed.
Result<QByteArray> payloadOf(audit::AuditLog& log, sql::Database& database, const store::WorkerChange& change) {
    if (!change.logIndex) return fail("NOT_FOUND", QStringLiteral("the packet is not in the log"));
    const auto page = log.entries(database, *change.logIndex, 1);
    if (!page) return fail(page.error());
    if (page->entries.isEmpty() || !page->entries.first().data)
        return fail("ERASED", QStringLiteral("what the packet says was erased"));
    const QByteArray packet =
        QJsonDocument::fromJson(*page->entries.first().data).object()[QStringLiteral("packet")].toString().toLatin1();
    const auto parts = packet.split('.');
    auto payload = parts.size() == 3 ? fromBase64Url(parts[1]) : Result<QByteArray>(fail("MALFORMED"));
    if (!payload) return fail("ERASED", QStringLiteral("what the packet says is not kept"));
    return payload;
}

QJsonObject write(audit::AuditLog& log, sql::Database& database, const store::WorkerChange& change) {
    QJsonObject object{{QStringLiteral("packetId"), change.packetId.toString()},
                       {QStringLiteral("workerId"), idOrNull(change.workerId)},
                       {QStringLiteral("siteId"), idOrNull(change.siteId)},
                       {QStringLiteral("kind"), QString::fromUtf8(change.kind)},
                       {QStringLiteral("status"), QString::fromUtf8(change.status)},
                       {QStringLiteral("code"), QString::fromUtf8(change.code)},
                       {QStringLiteral("at"), change.at.value},
                       {QStringLiteral("index"), change.logIndex ? QJsonValue(*change.logIndex) : QJsonValue()},
                       {QStringLiteral("reason"), QString::fromUtf8(change.reason)},
                       {QStringLiteral("decidedBy"), idOrNull(change.decidedBy)},
                       {QStringLiteral("decidedAt"), change.decidedAt ? QJsonValue(*change.decidedAt) : QJsonValue()}};
    if (!change.consent.isEmpty())
        object.insert(QStringLiteral("consent"), QJsonDocument::fromJson(change.consent).object());
    if (change.kind == "worker.update")
        if (const auto payload = payloadOf(log, database, change)) {
            const QJsonObject said = QJsonDocument::fromJson(*payload).object();
            for (const char* key : {"details", "active"})
                if (said.contains(QLatin1String(key))) object.insert(QLatin1String(key), said[QLatin1String(key)]);
        }
    return object;
}

/// Without a key only where a restore lost it, else the packet would not wait: then it is a person's word that counts.
Result<protocol::Vouch> readVouch(const protocol::WorkerEnrol& body, const std::optional<store::UserKey>& key) {
    if (!key) return protocol::vouchBeforeVerification(body.vouch);
    const auto publicKey = crypto::Ed25519PublicKey::fromRaw(key->publicKey);
    if (!publicKey) return fail(publicKey.error());
    return protocol::verifyVouch(body.vouch, *publicKey);
}

/// The enrolment of somebody whom the office had entered, which waited: what it says, now. A consent that was withdrawn
/// meanwhile stays withdrawn.
Result<void> enrolLate(audit::AuditLog& log, sql::Database& database, store::Worker& worker,
                       const store::WorkerChange& change) {
    const auto payload = payloadOf(log, database, change);
    if (!payload) return fail(payload.error());
    const auto packet = protocol::readPacket(*payload);
    if (!packet) return fail(packet.error());
    const auto* body = std::get_if<protocol::WorkerEnrol>(&packet->body);
    if (!body) return fail("MALFORMED", QStringLiteral("the packet is no enrolment"));
    const auto unverified = protocol::UnverifiedJws::read(body->vouch, protocol::Purpose::Vouch);
    if (!unverified) return fail(unverified.error());
    const auto key = store::UserRepository(database).findKey(unverified->kid());
    if (!key) return fail(key.error());
    const auto vouch = readVouch(*body, *key);
    if (!vouch) return fail(vouch.error());
    const QJsonObject consent = worker.consent;
    const qint64 saidAt = consent[QStringLiteral("givenAt")].toInteger();
    const bool isWithdrawn =
        !consent.isEmpty() && !worker.consentFace && (saidAt == 0 || saidAt >= vouch->consent.givenAt.value);
    putVouch(worker, change.packetId, *body, *vouch);
    worker.status = store::WorkerStatus::Active;
    worker.code.clear();
    if (!isWithdrawn) return {};
    worker.consentFace = false;
    worker.consent = consent;
    worker.templates.clear();
    return {};
}

/// The members that the packet names, over those that are there.
Result<void> merge(QJsonObject& details, const json::Reader& said) {
    for (const auto& text : kTexts) {
        if (!said.has(text.key)) continue;
        const QByteArray value = said.text(text.key, text.maxBytes);
        if (!isPlainText(value)) said.setError(text.key, "holds control characters");
        if (QByteArrayView(text.key) == "name" && value.trimmed().isEmpty()) said.setError("name", "is empty");
        if (QByteArrayView(text.key) == "aadhaarLast4" &&
            !std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }))
            said.setError("aadhaarLast4", "is not made of digits");
        details.insert(QLatin1String(text.key), QString::fromUtf8(value));
    }
    if (said.has("birthYear")) details.insert(QStringLiteral("birthYear"), said.integer("birthYear", 1900, 2200));
    if (said.has("dailyRatePaise"))
        details.insert(QStringLiteral("dailyRatePaise"), said.integer("dailyRatePaise", 0, 1'000'000'000));
    if (said.error()) return fail(*said.error());
    return {};
}

} // namespace

Result<QJsonObject> WorkerChanges::list(sql::Database& database, const QByteArray& state, qint64 limit) {
    const auto changes = store::WorkerChangeRepository(database).list(state, limit);
    if (!changes) return fail(changes.error());
    QJsonArray all;
    for (const auto& change : *changes)
        all.append(write(m_log, database, change));
    return QJsonObject{{QStringLiteral("changes"), all}};
}

Result<void> WorkerChanges::applyConsent(store::Worker& worker, const store::WorkerChange& change) {
    const QJsonObject consent = QJsonDocument::fromJson(change.consent).object();
    worker.consentFace = consent[QStringLiteral("face")].toBool();
    worker.consent = consent;
    if (!worker.consentFace) worker.templates.clear();
    return {};
}

Result<void> WorkerChanges::applyUpdate(sql::Database& database, store::Worker& worker,
                                        const store::WorkerChange& change) {
    const auto payload = payloadOf(m_log, database, change);
    if (!payload) return fail(payload.error());
    const auto said = json::Reader::parse(*payload);
    if (!said) return fail(said.error());
    if (said->has("details")) {
        if (auto merged = merge(worker.details, said->object("details")); !merged) return merged;
        const json::Reader details = said->object("details");
        // Only what the packet names: a trade that the office entered stands in its own column alone.
        if (details.has("name")) worker.name = worker.details[QStringLiteral("name")].toString().toUtf8();
        if (details.has("trade")) worker.trade = worker.details[QStringLiteral("trade")].toString().toUtf8();
    }
    // Whether an enrolment in doubt counts is decided by that enrolment.
    if (said->has("active") && worker.status != store::WorkerStatus::Held) {
        // The office lets him count after all.
        if (said->boolean("active") && worker.isVouchUnchecked()) worker.vouch = store::VouchCheck::Believed;
        worker.status = said->boolean("active") ? store::WorkerStatus::Active : store::WorkerStatus::Inactive;
    }
    if (said->error()) return fail(*said->error());
    return {};
}

/// Whether an enrolment counts now.
Result<bool> WorkerChanges::applyChange(sql::Database& database, const store::WorkerChange& change) {
    if (change.kind == "worker.enrol") {
        const auto settled = store::settleHeldWorker(database, change.workerId, change.packetId, true);
        if (!settled || *settled) return settled;
    }
    store::WorkerRepository workers(database, m_vaultKeys, m_random);
    auto worker = workers.find(change.workerId);
    if (!worker) return fail(worker.error());
    if (!*worker) return fail("WORKER_UNKNOWN", QStringLiteral("the worker's enrolment has not arrived"));
    if ((*worker)->status == store::WorkerStatus::Erased)
        return fail("ERASED", QStringLiteral("the worker was erased"));
    const bool wasActive = (*worker)->status == store::WorkerStatus::Active;
    const bool isEnrolment = change.kind == "worker.enrol";
    if (isEnrolment && !(*worker)->packetId.isNull())
        return fail("ALREADY_DECIDED", QStringLiteral("this worker is enrolled by another packet"));
    auto applied = isEnrolment                       ? enrolLate(m_log, database, **worker, change)
                   : change.kind == "worker.consent" ? applyConsent(**worker, change)
                                                     : applyUpdate(database, **worker, change);
    if (!applied) return fail(applied.error());
    if (auto kept = workers.update(**worker); !kept) return fail(kept.error());
    if (auto noted = store::ChangeFeed(database).note("worker", (*worker)->workerId, (*worker)->siteId); !noted)
        return fail(noted.error());
    return isEnrolment || (!wasActive && (*worker)->status == store::WorkerStatus::Active);
}

Result<void> WorkerChanges::settle(sql::Database& database, const store::WorkerChange& change, bool accepts,
                                   const QByteArray& reason, const UserId& by, UnixMillis now,
                                   const store::VouchedMarks* counted) {
    const QByteArray status = accepts ? QByteArrayLiteral("accepted") : QByteArrayLiteral("rejected");
    if (auto set = store::WorkerChangeRepository(database).decide(change.packetId, status, reason, by, now); !set)
        return set;
    if (change.kind == "worker.enrol") {
        if (auto noted = store::ChangeFeed(database).note("worker", change.workerId, change.siteId); !noted)
            return noted;
        if (auto weighed = m_trust.refreshWorker(database, change.workerId, now, counted); !weighed) return weighed;
    }
    return {};
}

Result<WorkerChanges::Decided> WorkerChanges::decide(sql::Database& database, const PacketId& packetId, bool accepts,
                                                     const QByteArray& reason, const UserId& by, UnixMillis now,
                                                     const store::VouchedMarks* counted) {
    if (reason.trimmed().size() < 3 || reason.size() > 500)
        return fail("MALFORMED", QStringLiteral("a reason of 3 to 500 bytes is due"));
    const auto change = store::WorkerChangeRepository(database).find(packetId);
    if (!change) return fail(change.error());
    if (!*change) return fail("NOT_FOUND", QStringLiteral("no such packet about a worker waits"));
    if ((*change)->status != "held") return fail("ALREADY_DECIDED", QStringLiteral("this was decided before"));
    Decided decided;
    decided.workerId = (*change)->workerId;
    if (accepts) {
        const auto enrolled = applyChange(database, **change);
        if (!enrolled) return fail(enrolled.error());
        decided.isEnrolled = *enrolled;
    } else if ((*change)->kind == "worker.enrol") {
        auto refused = store::settleHeldWorker(database, (*change)->workerId, (*change)->packetId, false);
        if (!refused) return fail(refused.error());
    }
    const QJsonObject data{{QStringLiteral("packetId"), packetId.toString()},
                           {QStringLiteral("workerId"), idOrNull((*change)->workerId)},
                           {QStringLiteral("kind"), QString::fromUtf8((*change)->kind)},
                           {QStringLiteral("decision"), accepts ? QStringLiteral("accept") : QStringLiteral("reject")},
                           {QStringLiteral("reason"), QString::fromUtf8(reason)},
                           {QStringLiteral("by"), idOrNull(by)}};
    const auto logged = m_log.append(database, {"worker.decide", json::toText(data), {0, false, now}});
    if (!logged) return fail(logged.error());
    decided.index = logged->index;
    if (auto done = settle(database, **change, accepts, reason, by, now, counted); !done) return fail(done.error());
    return decided;
}

namespace {

store::WorkerStatus statusAfter(const QByteArray& decided) {
    return decided == "accepted"   ? store::WorkerStatus::Active
           : decided == "rejected" ? store::WorkerStatus::Inactive
                                   : store::WorkerStatus::Held;
}

} // namespace

/// Whether he was where the last decision put him. What a change of details or of consent did is not undone.
Result<bool> WorkerChanges::moveWorker(sql::Database& database, const store::WorkerChange& change,
                                       const QByteArray& due) {
    store::WorkerRepository workers(database, m_vaultKeys, m_random);
    auto worker = workers.find(change.workerId);
    if (!worker) return fail(worker.error());
    if (!*worker || (*worker)->status == store::WorkerStatus::Erased) return false;
    if ((*worker)->packetId.isNull()) { // whom the office entered, without this enrolment's face
        if (due != "accepted") return true;
        const auto applied = applyChange(database, change);
        return applied ? Result<bool>(true) : Result<bool>(fail(applied.error()));
    }
    if ((*worker)->packetId != change.packetId) return false;
    if (!(*worker)->inheritedUntil) { // and with it: he stays, the face that somebody vouched for goes
        (*worker)->packetId = PacketId();
        (*worker)->templates.clear();
        if ((*worker)->consentFace) (*worker)->consent = {}; // what he withdrew himself stays withdrawn
        (*worker)->consentFace = false;
    } else {
        if ((*worker)->status != statusAfter(change.status)) return false;
        (*worker)->status = statusAfter(due);
        (*worker)->code = due == "held" ? change.code : QByteArray();
        if ((*worker)->vouch != store::VouchCheck::Good)
            (*worker)->vouch = due == "accepted" ? store::VouchCheck::Believed : store::VouchCheck::Unchecked;
    }
    const auto kept = workers.update(**worker);
    return kept ? Result<bool>(true) : Result<bool>(fail(kept.error()));
}

Result<void> WorkerChanges::move(sql::Database& database, const store::WorkerChange& change, const QByteArray& due,
                                 const QByteArray& reason, const UserId& by, UnixMillis now,
                                 const store::VouchedMarks* counted) {
    if (change.kind != "worker.enrol" || change.status == due) return {};
    const auto moved = moveWorker(database, change, due);
    if (!moved) return fail(moved.error());
    if (!*moved) return {};
    const char* decision = due == "accepted" ? "accept" : due == "rejected" ? "reject" : "ask";
    const QJsonObject data{{QStringLiteral("packetId"), change.packetId.toString()},
                           {QStringLiteral("workerId"), idOrNull(change.workerId)},
                           {QStringLiteral("kind"), QString::fromUtf8(change.kind)},
                           {QStringLiteral("decision"), QLatin1String(decision)},
                           {QStringLiteral("reason"), QString::fromUtf8(reason)},
                           {QStringLiteral("by"), idOrNull(by)}};
    const auto logged = m_log.append(database, {"worker.decide", json::toText(data), {0, false, now}});
    if (!logged) return fail(logged.error());
    if (auto set = store::WorkerChangeRepository(database).decide(change.packetId, due, reason, by, now); !set)
        return set;
    if (auto noted = store::ChangeFeed(database).note("worker", change.workerId, change.siteId); !noted) return noted;
    return m_trust.refreshWorker(database, change.workerId, now, counted);
}

Result<void> WorkerChanges::follow(sql::Database& database, const EventId& eventId, const QByteArray& decision,
                                   const QByteArray& reason, const UserId& by, UnixMillis now,
                                   const store::VouchedMarks* counted, bool isAgain) {
    store::FraudRepository events(database);
    const auto event = events.find(eventId);
    if (!event) return fail(event.error());
    if (!*event || (decision == "ask" && !isAgain)) return {};
    if (!(*event)->workerId.isNull())
        if (auto weighed = m_trust.refreshWorker(database, (*event)->workerId, now, counted); !weighed) return weighed;
    if ((*event)->packetId.isNull()) return {};
    const auto change = store::WorkerChangeRepository(database).find((*event)->packetId);
    if (!change) return fail(change.error());
    if (!*change) return {};
    if (isAgain && (*change)->status != "held") {
        const auto due = events.markStatusOf((*event)->packetId, std::nullopt);
        return due ? move(database, **change, *due, reason, by, now, counted) : Result<void>(fail(due.error()));
    }
    if ((*change)->status != "held" || decision == "ask") return {};
    const bool accepts = decision == "accept";
    if (accepts) {
        const auto open = events.openOfPacket((*event)->packetId);
        if (!open) return fail(open.error());
        if (*open > 0) return {};
    }
    // The enrolment itself was settled with its event, unless it is of somebody whom the office had entered before.
    if ((*change)->kind == "worker.enrol") {
        store::WorkerRepository workers(database, m_vaultKeys, m_random);
        const auto worker = workers.find((*change)->workerId);
        if (!worker) return fail(worker.error());
        const bool waits = accepts && *worker && (*worker)->packetId.isNull();
        if (!waits) return settle(database, **change, accepts, reason, by, now, counted);
    }
    const auto decided = decide(database, (*change)->packetId, accepts, reason, by, now, counted);
    if (!decided) return fail(decided.error());
    return {};
}

} // namespace haziri::onboarding
