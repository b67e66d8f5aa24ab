#include "core/muster/LearnedFaces.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/muster/DayMarks.h"
#include "core/muster/JsonValues.h"

#include <QJsonArray>

namespace haziri::muster {

namespace {

const QByteArray kPeople = QByteArrayLiteral("learned");

QByteArray placeOf(const WorkerId& worker) {
    return "learned/" + worker.toText();
}

crypto::Digest shotsOf(const KnownWorker& worker) {
    return protocol::templatesHash(worker.templates);
}

std::vector<face::Embedding> shots(const KnownWorker& worker, const QByteArray& model) {
    std::vector<face::Embedding> own;
    for (const protocol::Template& one : worker.templates)
        if (one.model == model)
            if (auto embedding = face::Embedding::fromBytes(one.model, one.vector))
                own.push_back(std::move(*embedding));
    return own;
}

QJsonObject toJson(const LearnedFace& face) {
    return {{QStringLiteral("model"), QString::fromUtf8(face.embedding.model)},
            {QStringLiteral("vector"), QString::fromLatin1(toBase64Url(face.embedding.toBytes()))},
            {QStringLiteral("packetId"), face.packetId.toString()},
            {QStringLiteral("at"), face.at.value},
            {QStringLiteral("enrolment"), QString::fromLatin1(crypto::toBase64Url(face.enrolment))}};
}

std::optional<LearnedFace> fromJson(const QJsonObject& object) {
    const auto text = [&object](const char* name) { return object[QLatin1StringView(name)].toString().toLatin1(); };
    const auto vector = fromBase64Url(text("vector"));
    const auto packet = PacketId::fromText(text("packetId"));
    const auto enrolment = fromBase64Url(text("enrolment"));
    if (!vector || !packet || !enrolment || enrolment->size() != 32) return std::nullopt;
    auto embedding = face::Embedding::fromBytes(text("model"), *vector);
    if (!embedding) return std::nullopt;
    return LearnedFace{
        std::move(*embedding), *packet, {object[QStringLiteral("at")].toInteger()}, crypto::toDigest(*enrolment)};
}

} // namespace

Result<void> LearnedFaces::load() {
    m_faces.clear();
    const auto people = m_outbox.value(kPeople);
    if (!people) return fail(people.error());
    for (const QByteArray& text : people->split('\n')) {
        const auto worker = WorkerId::fromText(text);
        if (!worker) continue;
        const auto stored = m_outbox.value(placeOf(*worker));
        if (!stored) return fail(stored.error());
        for (const QJsonValue one : QJsonDocument::fromJson(*stored).array())
            if (auto face = fromJson(one.toObject())) m_faces[*worker].append(std::move(*face));
    }
    return {};
}

void LearnedFaces::offer(const MarkOutcome& outcome, const capture::Decision& decision, const KnownWorker& worker) {
    const bool live = decision.source.kind != capture::SourceKind::File;
    if (outcome.kind != MarkOutcome::Kind::Recorded || !live || !worker.consentFace) return;
    if (decision.frames < kLeastFrames || !decision.livenessJudged || decision.livenessLow) return;
    if (decision.liveness < kLeastLiveness || decision.score - decision.runnerUp < kLeastMargin) return;
    const auto own = shots(worker, decision.probe.model);
    const float likeness = face::similarity(face::meanOf(own), decision.probe);
    if (own.empty() || likeness < kLeast || likeness >= kNothingNew) return;
    const auto known = m_faces.find(worker.workerId);
    if (known != m_faces.end() && !known->second.isEmpty() &&
        outcome.time.value - known->second.constLast().at.value < kOneEachMs)
        return;
    if (m_offers.size() >= kMostWaiting) m_offers.removeFirst();
    m_offers.append({worker.workerId, {decision.probe, outcome.packetId, outcome.time, shotsOf(worker)}});
}

Result<LearnedFaces::Standing> LearnedFaces::standingOf(const LearnedFace& face) const {
    const auto entries = m_outbox.between(face.at, {face.at.value + 2 * protocol::kCorrectWithinMs});
    if (!entries) return fail(entries.error());
    if (marksTakenBack(*entries).contains(face.packetId)) return Standing::Gone; // it was the wrong person
    for (const outbox::QueueEntry& entry : *entries) {
        if (entry.packetId != face.packetId) continue;
        if (entry.state == outbox::PacketState::Pending) return Standing::Waits;
        return entry.state == outbox::PacketState::Synced ? Standing::Counts : Standing::Gone;
    }
    return Standing::Gone;
}

Result<bool> LearnedFaces::take(const Offer& offer, const KnownWorker& worker) {
    if (shotsOf(worker) != offer.face.enrolment || !worker.consentFace) return false;
    QList<LearnedFace>& faces = m_faces[offer.workerId];
    if (!faces.isEmpty() && offer.face.at.value - faces.constLast().at.value < kOneEachMs) return false;
    faces.append(offer.face);
    while (faces.size() > std::min(kMostPerPerson, worker.templates.size()))
        faces.removeFirst();
    if (auto written = write(offer.workerId); !written) return fail(written.error());
    return true;
}

Result<bool> LearnedFaces::confirm(const QHash<WorkerId, KnownWorker>& workers) {
    bool changed = false;
    QList<Offer> waiting;
    for (const Offer& offer : std::exchange(m_offers, {})) {
        const auto standing = standingOf(offer.face);
        if (!standing) return fail(standing.error());
        if (*standing == Standing::Waits) waiting.append(offer);
        const auto worker = workers.constFind(offer.workerId);
        if (*standing != Standing::Counts || worker == workers.constEnd()) continue;
        const auto taken = take(offer, *worker);
        if (!taken) return fail(taken.error());
        changed = changed || *taken;
    }
    m_offers = waiting;
    return changed;
}

Result<QList<LearnedFace>> LearnedFaces::stillGood(const QList<LearnedFace>& faces, const KnownWorker& worker,
                                                   UnixMillis now) {
    QList<LearnedFace> kept;
    if (!worker.active || !worker.consentFace) return kept;
    for (const LearnedFace& face : faces) {
        if (shotsOf(worker) != face.enrolment) continue;
        const bool settledForGood = now.value - face.at.value > kDecidedWithinMs;
        const auto standing = settledForGood ? Result<Standing>(Standing::Counts) : standingOf(face);
        if (!standing) return fail(standing.error());
        if (*standing != Standing::Gone) kept.append(face);
    }
    return kept;
}

Result<bool> LearnedFaces::review(const QHash<WorkerId, KnownWorker>& workers, UnixMillis now) {
    bool changed = false;
    KnownWorker nobody;
    nobody.active = false;
    for (const WorkerId& one : people()) {
        QList<LearnedFace>& faces = m_faces[one];
        const auto kept = stillGood(faces, workers.value(one, nobody), now);
        if (!kept) return fail(kept.error());
        if (kept->size() == faces.size()) continue;
        faces = *kept;
        if (auto written = write(one); !written) return fail(written.error());
        changed = true;
    }
    return changed;
}

Result<qsizetype> LearnedFaces::forget(const WorkerId& worker) {
    m_offers.removeIf([&worker](const Offer& offer) { return worker.isNull() || offer.workerId == worker; });
    qsizetype gone = 0;
    for (const WorkerId& one : people()) {
        if (!worker.isNull() && one != worker) continue;
        gone += m_faces[one].size();
        m_faces[one].clear();
        if (auto written = write(one); !written) return fail(written.error());
    }
    return gone;
}

// The list of people is written first: a face that nobody lists would stay for ever.
Result<void> LearnedFaces::write(const WorkerId& worker) {
    const QList<LearnedFace> faces = of(worker);
    QJsonArray array;
    for (const LearnedFace& face : faces)
        array.append(toJson(face));
    const QByteArray text = faces.isEmpty() ? QByteArray() : QJsonDocument(array).toJson(QJsonDocument::Compact);
    if (faces.isEmpty()) {
        if (auto written = m_outbox.setValue(placeOf(worker), text); !written) return written;
        m_faces.erase(worker);
    }
    QByteArrayList names;
    for (const WorkerId& one : people())
        names.append(one.toText());
    if (auto written = m_outbox.setValue(kPeople, names.join('\n')); !written) return written;
    return faces.isEmpty() ? Result<void>() : m_outbox.setValue(placeOf(worker), text);
}

QList<LearnedFace> LearnedFaces::of(const WorkerId& worker) const {
    const auto found = m_faces.find(worker);
    return found == m_faces.end() ? QList<LearnedFace>() : found->second;
}

QList<WorkerId> LearnedFaces::people() const {
    QList<WorkerId> all;
    for (const auto& [worker, faces] : m_faces)
        all.append(worker);
    return all;
}

} // namespace haziri::muster
