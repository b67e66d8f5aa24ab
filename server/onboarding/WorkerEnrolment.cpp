#include "server/onboarding/WorkerEnrolment.h"

#include "server/onboarding/VouchedWorker.h"
#include "server/store/ChangeFeed.h"
#include "server/store/DeviceRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"
#include "server/store/WorkerChangeRepository.h"

#include "core/base/Json.h"
#include "core/protocol/Aadhaar.h"
#include "core/protocol/Limits.h"

#include <QJsonDocument>

namespace haziri::onboarding {

using protocol::PacketStatus;
using protocol::Vouch;
using protocol::WorkerEnrol;
using store::EnrolmentVerdict;

/// What prepare() leaves for apply().
struct WorkerEnrolment::PreparedEnrol {
    Vouch vouch;
    store::UserKey key;
    bool isKeyLost = false; ///< by a restore: nobody can check the signature
};

namespace {

constexpr qint64 kClocksDiffer = 2 * 60'000; // a laptop's and the server's

EnrolmentVerdict rejected(const char* code, const QString& message) {
    EnrolmentVerdict verdict;
    verdict.status = PacketStatus::Rejected;
    verdict.code = code;
    verdict.message = message;
    return verdict;
}

EnrolmentVerdict badVouch(const QString& message) {
    return rejected("VOUCH_INVALID", message);
}

void hold(EnrolmentVerdict& verdict, const char* code, const QString& message) {
    verdict.status = PacketStatus::Held;
    verdict.code = code;
    verdict.message = message;
}

/// Nobody can say who signed it. Where it waits for another reason too, whoever decides is to know this as well.
void holdUnchecked(EnrolmentVerdict& verdict) {
    const QString why = QStringLiteral("the signature could not be checked: the log was set back to before its "
                                       "thekedar's key was registered: ask him");
    if (verdict.status != PacketStatus::Held) return hold(verdict, "MANUAL", why);
    verdict.message += QStringLiteral("; and ") + why;
}

/// What in a vouch contradicts its packet, or nothing.
std::optional<EnrolmentVerdict> mismatch(const WorkerEnrol& body, const Vouch& vouch, const store::UserKey& key,
                                         UnixMillis now) {
    if (vouch.workerId != body.workerId || vouch.siteId != body.siteId)
        return badVouch(QStringLiteral("the vouch is for another worker or site"));
    if (vouch.thekedarId != key.userId)
        return badVouch(QStringLiteral("the vouch names somebody else than the key's owner"));
    if (vouch.templatesHash != protocol::templatesHash(body.templates))
        return badVouch(QStringLiteral("the templates are not the ones that were vouched for"));
    if (!vouch.consent.face && !body.templates.isEmpty())
        return badVouch(QStringLiteral("templates without consent to the use of the face"));
    if (vouch.iat.value > now.value + kClocksDiffer)
        return badVouch(QStringLiteral("the vouch is dated in the future"));
    return std::nullopt;
}

/// The newest key vouches, and an earlier one for what it signed in its own time and on its own device: a laptop that
/// was out of reach brings it later. So shortly before the newer key the two clocks cannot say which came first.
Result<bool> stillVouches(sql::Database& database, const protocol::Packet& packet, const store::UserKey& key,
                          UnixMillis signedAt) {
    store::UserRepository users(database);
    const auto known = users.findKey(key.kid); // prepare() may have read it before the newer one came
    if (!known) return fail(known.error());
    if (!*known) return false;
    const auto replaced = users.keyReplacedAt(**known);
    if (!replaced) return fail(replaced.error());
    if (!*replaced) return users.isNewestKey(**known);
    const auto device = store::DeviceRepository(database).find(packet.deviceId);
    if (!device) return fail(device.error());
    const bool sameDevice = *device && (*device)->deviceNo == (*known)->deviceNo;
    return sameDevice && signedAt.value < (*replaced)->value - kClocksDiffer;
}

/// What a change of consent says; only `face` must be there. Other members are not kept: the row is no place for them.
Result<protocol::Consent> changedConsent(const json::Reader& reader) {
    protocol::Consent consent;
    consent.face = reader.boolean("face");
    consent.noticeVersion = reader.textOr("noticeVersion", {}, 64);
    consent.language = reader.textOr("language", {}, 35);
    consent.givenAt = {reader.integerOr("givenAt", 0, 0, protocol::kMaxMillis)};
    if (reader.error()) return fail(*reader.error());
    return consent;
}

/// When the log went back to a backup the last time; nothing where it never did.
Result<std::optional<UnixMillis>> restoredAt(sql::Database& database, audit::AuditLog& log) {
    auto rows = database.run(QStringLiteral("SELECT MAX(log_index) FROM log_kind WHERE kind = 'restore'"));
    if (!rows) return fail(rows.error());
    if (!rows->next() || rows->isNull(0)) return std::nullopt;
    const auto served = log.entry(database, rows->integer(0));
    if (!served) return fail(served.error());
    if (!*served) return std::nullopt;
    const auto entry = audit::readEntry((*served)->entry);
    if (!entry) return fail(entry.error());
    return entry->meta.syncTimestamp;
}

} // namespace

Result<EnrolmentVerdict> WorkerEnrolment::prepare(sql::Database& database, const protocol::Packet& packet,
                                                  UnixMillis now) {
    if (packet.kind == protocol::PacketKind::WorkerEnrol) return prepareEnrol(database, packet, now);
    EnrolmentVerdict verdict; // changes are judged inside the transaction: they depend on the worker's row alone
    verdict.workerId = std::get<protocol::OtherBody>(packet.body).workerId;
    return verdict;
}

Result<EnrolmentVerdict> WorkerEnrolment::apply(sql::Database& database, const protocol::Packet& packet,
                                                const EnrolmentVerdict& prepared, UnixMillis now) {
    if (packet.kind == protocol::PacketKind::WorkerEnrol) return applyEnrol(database, packet, prepared, now);
    return applyChange(database, packet, now);
}

Result<EnrolmentVerdict> WorkerEnrolment::prepareEnrol(sql::Database& database, const protocol::Packet& packet,
                                                       UnixMillis now) {
    const auto& body = std::get<WorkerEnrol>(packet.body);
    const auto unverified = protocol::UnverifiedJws::read(body.vouch, protocol::Purpose::Vouch);
    if (!unverified) return badVouch(QStringLiteral("the vouch cannot be read"));
    store::UserRepository users(database);
    const auto key = users.findKey(unverified->kid());
    if (!key) return fail(key.error());
    if (!*key) return lostKey(database, body, unverified->kid(), now);
    const auto publicKey = crypto::Ed25519PublicKey::fromRaw((*key)->publicKey);
    if (!publicKey) return badVouch(QStringLiteral("the vouch's key cannot be used"));
    const auto vouch = protocol::verifyVouch(body.vouch, *publicKey);
    if (!vouch) return badVouch(vouch.error().message);
    return prepared(database, body, PreparedEnrol{*vouch, **key}, now);
}

// Registered after the backup that the log went back to, as the enrolment was: the laptop sends the enrolment again and
// cannot register the key again, for that wants the thekedar himself. What was acknowledged is not refused for it, and
// what nobody can check does not count by itself either: a person looks at it.
Result<EnrolmentVerdict> WorkerEnrolment::lostKey(sql::Database& database, const WorkerEnrol& body,
                                                  const QByteArray& kid, UnixMillis now) {
    const auto unknown = badVouch(QStringLiteral("nobody has registered the vouch's key"));
    const auto restored = restoredAt(database, m_log);
    if (!restored) return fail(restored.error());
    const auto vouch = protocol::vouchBeforeVerification(body.vouch);
    if (!*restored || !vouch || vouch->iat >= **restored) return unknown;
    store::UserKey key;
    key.kid = kid;
    key.userId = vouch->thekedarId;
    return prepared(database, body, PreparedEnrol{*vouch, key, true}, now);
}

Result<EnrolmentVerdict> WorkerEnrolment::prepared(sql::Database& database, const WorkerEnrol& body,
                                                   const PreparedEnrol& enrolment, UnixMillis now) {
    if (auto fault = mismatch(body, enrolment.vouch, enrolment.key, now)) return *fault;
    if (body.templates.size() > kMostTemplates) return rejected("MALFORMED", QStringLiteral("too many templates"));
    for (const auto& one : body.templates)
        if (!unitVector(one.vector))
            return rejected("MALFORMED", QStringLiteral("a template is not a vector of float32"));

    EnrolmentVerdict verdict;
    verdict.workerId = body.workerId;
    verdict.photos = enrolment.vouch.photos;
    verdict.prepared = enrolment;
    if (!body.templates.isEmpty()) {
        auto workers = workersOf(database);
        if (auto fresh = m_faces.refresh(database, workers, now); !fresh) return fail(fresh.error());
    }
    return verdict;
}

Result<EnrolmentVerdict> WorkerEnrolment::holdWhereDue(sql::Database& database, const WorkerEnrol& body,
                                                       const Vouch& vouch, qint32 tzOffsetMin, EnrolmentVerdict verdict,
                                                       UnixMillis now) {
    // Here and not in prepare(): two packets of one batch may bring the same face, and so may two servers.
    auto enrolled = workersOf(database);
    if (auto fresh = m_faces.catchUp(database, enrolled); !fresh) return fail(fresh.error());
    if (const auto same = m_faces.findSame(body.templates, body.workerId)) {
        hold(verdict, "DUPLICATE_FACE",
             QStringLiteral("this face is enrolled as %1 already (likeness %2)")
                 .arg(same->workerId.toString())
                 .arg(qRound(same->cosine * 1000)));
        return verdict;
    }
    const qint64 offset = qint64(tzOffsetMin) * 60'000;
    const qint64 dayStart = (now.value + offset) / 86'400'000 * 86'400'000 - offset;
    const auto today = workersOf(database).countVouched(vouch.thekedarId, {dayStart}, {dayStart + 86'400'000});
    if (!today) return fail(today.error());
    if (*today >= kDailyQuota)
        hold(verdict, "QUOTA", QStringLiteral("more workers in one day than a thekedar may bring"));
    return verdict;
}

Result<void> WorkerEnrolment::wait(sql::Database& database, const protocol::Packet& packet,
                                   const EnrolmentVerdict& verdict, UnixMillis now, const QByteArray& consent) {
    const auto device = store::DeviceRepository(database).find(packet.deviceId);
    if (!device) return fail(device.error());
    store::WorkerChange change;
    change.packetId = packet.packetId;
    change.workerId = verdict.workerId;
    if (*device) change.siteId = (*device)->siteId;
    change.kind = protocol::toText(packet.kind);
    change.status = "held";
    change.code = verdict.code;
    change.at = now;
    change.consent = consent;
    return store::WorkerChangeRepository(database).insert(change);
}

Result<void> WorkerEnrolment::meetEarlierChanges(sql::Database& database, store::Worker& worker,
                                                 EnrolmentVerdict& verdict, UnixMillis now) {
    store::WorkerChangeRepository changes(database);
    const auto earlier = changes.heldOf(worker.workerId);
    if (!earlier) return fail(earlier.error());
    for (const auto& change : *earlier) {
        if (change.code != "WORKER_UNKNOWN" || change.siteId != worker.siteId) continue;
        const QJsonObject consent = QJsonDocument::fromJson(change.consent).object();
        const bool withdraws =
            change.kind == "worker.consent" && !change.consent.isEmpty() && !consent[QStringLiteral("face")].toBool();
        if (!withdraws) {
            if (auto set = changes.setCode(change.packetId, "MANUAL"); !set) return set;
            continue;
        }
        worker.consentFace = false;
        worker.consent = consent;
        worker.templates.clear();
        verdict.photos.clear(); // nobody may ask for them any more
        const QByteArray reason = QByteArrayLiteral("the enrolment arrived");
        if (auto done = changes.decide(change.packetId, "accepted", reason, {}, now); !done) return done;
        const QJsonObject data{{QStringLiteral("packetId"), change.packetId.toString()},
                               {QStringLiteral("workerId"), worker.workerId.toString()},
                               {QStringLiteral("kind"), QString::fromUtf8(change.kind)},
                               {QStringLiteral("decision"), QStringLiteral("accept")},
                               {QStringLiteral("reason"), QString::fromUtf8(reason)},
                               {QStringLiteral("by"), QJsonValue()}};
        const auto logged = m_log.append(database, {"worker.decide", json::toText(data), {0, false, now}});
        if (!logged) return fail(logged.error());
    }
    return {};
}

Result<EnrolmentVerdict> WorkerEnrolment::applyEnrol(sql::Database& database, const protocol::Packet& packet,
                                                     const EnrolmentVerdict& prepared, UnixMillis now) {
    if (prepared.status == PacketStatus::Rejected) return prepared;
    const auto* known = std::any_cast<PreparedEnrol>(&prepared.prepared);
    if (!known) return badVouch(QStringLiteral("the vouch was not checked"));
    const auto& body = std::get<WorkerEnrol>(packet.body);
    store::UserRepository users(database);
    const auto current =
        known->isKeyLost ? Result<bool>(true) : stillVouches(database, packet, known->key, known->vouch.iat);
    if (!current) return fail(current.error());
    if (!*current) return badVouch(QStringLiteral("the thekedar has a newer key on this device"));
    const auto user = users.find(known->key.userId);
    if (!user) return fail(user.error());
    if (!*user || (*user)->isDisabled || (*user)->role != store::Role::Thekedar)
        return badVouch(QStringLiteral("only a thekedar vouches"));

    auto workers = workersOf(database);
    const auto existing = workers.find(body.workerId);
    if (!existing) return fail(existing.error());
    // Somebody whom the office entered may be enrolled with his face later; an enrolment is never overwritten.
    if (*existing && (*existing)->status == store::WorkerStatus::Erased)
        return rejected("REPLAY", QStringLiteral("this worker was erased"));
    if (*existing && !(*existing)->packetId.isNull())
        return rejected("REPLAY", QStringLiteral("this worker is enrolled already"));
    if (*existing && (*existing)->siteId != body.siteId)
        return rejected("SITE_MISMATCH", QStringLiteral("the worker belongs to another site than this device"));
    const auto site = store::SiteRepository(database).find(body.siteId);
    if (!site) return fail(site.error());
    // The site's day by the server's clock: a laptop does not choose which day it is.
    auto verdict = holdWhereDue(database, body, known->vouch, *site ? (*site)->tzOffsetMin : 0, prepared, now);
    if (!verdict) return verdict;
    if (known->isKeyLost) holdUnchecked(*verdict);
    if (*existing) {
        const bool isActive = (*existing)->status == store::WorkerStatus::Active;
        const bool isAnothers = !(*existing)->thekedarId.isNull() && (*existing)->thekedarId != known->vouch.thekedarId;
        if (verdict->status != PacketStatus::Held && !isActive)
            hold(*verdict, "MANUAL", QStringLiteral("the office entered this worker and he is not active"));
        else if (verdict->status != PacketStatus::Held && isAnothers)
            hold(*verdict, "MANUAL", QStringLiteral("the office entered this worker under another thekedar"));
        // Whom the office entered stays as he is until a person has looked; refusing then takes nothing from him.
        if (verdict->status == PacketStatus::Held) {
            if (auto waits = wait(database, packet, *verdict, now); !waits) return fail(waits.error());
            return verdict;
        }
    }
    const auto trust = m_trust.inheritance(database, known->key.userId, now);
    if (!trust) return fail(trust.error());

    store::Worker worker = existing->value_or(store::Worker());
    putVouch(worker, packet.packetId, body, known->vouch);
    worker.status = verdict->status == PacketStatus::Held ? store::WorkerStatus::Held : store::WorkerStatus::Active;
    worker.code = verdict->code;
    worker.vouch = known->isKeyLost ? store::VouchCheck::Unchecked : store::VouchCheck::Good;
    worker.trustScore = trust->score.score;
    worker.inheritedUntil = trust->until;
    worker.createdAt = now;
    if (auto met = meetEarlierChanges(database, worker, *verdict, now); !met) return fail(met.error());
    if (auto kept = *existing ? workers.update(worker) : workers.insert(worker); !kept) return fail(kept.error());
    if (auto noted = store::ChangeFeed(database).note("worker", worker.workerId, worker.siteId); !noted)
        return fail(noted.error());
    // With the explanation; and he himself is one more worker of this thekedar.
    if (auto weighed = m_trust.refreshNew(database, worker.workerId, worker.thekedarId, trust->score, now); !weighed)
        return fail(weighed.error());
    if (verdict->status == PacketStatus::Held)
        if (auto waits = wait(database, packet, *verdict, now); !waits) return fail(waits.error());
    // Should the transaction fail after all, the entry stands for nobody else: only this worker's own retry meets it.
    m_faces.put(worker.workerId, facesThatCount(worker));
    return verdict;
}

Result<EnrolmentVerdict> WorkerEnrolment::applyChange(sql::Database& database, const protocol::Packet& packet,
                                                      UnixMillis now) {
    const auto& body = std::get<protocol::OtherBody>(packet.body);
    EnrolmentVerdict verdict;
    verdict.workerId = body.workerId;
    const auto held = [&](const char* code, const QString& message,
                          const QByteArray& consent = {}) -> Result<EnrolmentVerdict> {
        hold(verdict, code, message);
        if (auto waits = wait(database, packet, verdict, now, consent); !waits) return fail(waits.error());
        return verdict;
    };
    const auto said = json::Reader::parse(body.json);
    if (!said) return rejected("MALFORMED", said.error().message);
    std::optional<protocol::Consent> consent;
    if (packet.kind == protocol::PacketKind::WorkerConsent && said->has("consent")) {
        const auto changed = changedConsent(said->object("consent"));
        if (!changed) return rejected("MALFORMED", changed.error().message);
        consent = *changed;
    }
    if (said->has("details") && protocol::holdsAadhaar(said->object("details").toQJson()))
        return rejected("MALFORMED", QStringLiteral("the details hold a whole Aadhaar number"));
    const QByteArray consentText = consent ? json::toText(consentObject(*consent)) : QByteArray();
    auto workers = workersOf(database);
    auto worker = workers.find(body.workerId);
    if (!worker) return fail(worker.error());
    if (*worker && (*worker)->status == store::WorkerStatus::Erased)
        return rejected("REPLAY", QStringLiteral("this worker was erased"));
    if (!*worker) return held("WORKER_UNKNOWN", QStringLiteral("there is no such worker yet"), consentText);
    const auto device = store::DeviceRepository(database).find(packet.deviceId);
    if (!device) return fail(device.error());
    if (!*device || (*device)->siteId != (*worker)->siteId)
        return rejected("SITE_MISMATCH", QStringLiteral("the worker belongs to another site than this device"));
    // What a change of details may do without a vouch is for the office to say.
    if (!consent) return held("MANUAL", QStringLiteral("a change of a worker's record waits for the office"));
    // Withdrawing is anybody's word; for giving there is a vouch.
    if (consent->face && !(*worker)->consentFace)
        return held("MANUAL", QStringLiteral("consent given anew waits for the office"), consentText);
    (*worker)->consentFace = consent->face;
    (*worker)->consent = consentObject(*consent);
    if (!consent->face) (*worker)->templates.clear();
    if (auto kept = workers.update(**worker); !kept) return fail(kept.error());
    if (auto noted = store::ChangeFeed(database).note("worker", (*worker)->workerId, (*worker)->siteId); !noted)
        return fail(noted.error());
    if (!consent->face) m_faces.remove(body.workerId);
    return verdict;
}

} // namespace haziri::onboarding
