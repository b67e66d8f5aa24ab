#include "server/sync/PacketDecider.h"

#include "server/fraud/Rule.h"
#include "server/store/LogRepository.h"

#include "core/protocol/Aadhaar.h"

#include <numeric>

namespace haziri::sync {

using protocol::PacketStatus;

// In the order of the chain, whatever the order of the request: a packet is judged beside those before it.
QList<qsizetype> PacketDecider::chainOrder() const {
    QList<qsizetype> order(m_input.packets.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](qsizetype a, qsizetype b) {
        const auto left = m_input.packets[a].place();
        const auto right = m_input.packets[b].place();
        if (!left || !right) return bool(left) && !right;
        return std::pair(left->epoch, left->seq) < std::pair(right->epoch, right->seq);
    });
    return order;
}

Result<QList<Decision>> PacketDecider::decideAll() {
    m_decisions.resize(m_input.packets.size());
    for (const qsizetype place : chainOrder()) {
        auto decision = decide(m_input.packets[place]);
        if (!decision) return fail(decision.error());
        settle(*decision);
        decision->isForgotten = tellsOfErased(m_input.packets[place], *decision) ||
                                holdsWhatMayNotBeKept(m_input.packets[place], *decision);
        note(place, *decision);
        m_decisions[place] = std::move(*decision);
    }
    return std::move(m_decisions);
}

// A mark says no more than that somebody was there; an enrolment or a change brings back who he was.
bool PacketDecider::tellsOfErased(const CheckedPacket& checked, const Decision& decision) const {
    if (decision.status != PacketStatus::Rejected || !checked.packet) return false;
    if (std::holds_alternative<protocol::Attendance>(checked.packet->body)) return false;
    const WorkerId workerId = std::visit([](const auto& body) { return body.workerId; }, checked.packet->body);
    return m_known.worker(workerId) == store::WorkerStatus::Erased;
}

// What its own device says about a worker, and no evidence of anything else: nobody makes a fork, a replay or a mark
// vanish by writing twelve digits into it. Those lie sealed.
bool PacketDecider::holdsWhatMayNotBeKept(const CheckedPacket& checked, const Decision& decision) const {
    if (decision.status != PacketStatus::Rejected || !checked.packet) return false;
    const QByteArray code = decision.findings.isEmpty() ? QByteArray() : QByteArray(decision.findings.first().code);
    if (code == "CHAIN_FORK" || code == "REPLAY") return false;
    const auto kind = checked.packet->kind;
    return (kind == protocol::PacketKind::WorkerEnrol || kind == protocol::PacketKind::WorkerUpdate) &&
           protocol::packetHoldsAadhaar(checked.jws);
}

// What later packets of the batch have to know of this one.
void PacketDecider::note(qsizetype place, Decision& decision) {
    const CheckedPacket& checked = m_input.packets[place];
    const bool isRefused = decision.status == PacketStatus::Rejected;
    if (decision.isLink && !isRefused)
        m_known.addCommitted(checked, place, decision.bound, decision.holdsFor("CLOCK_STEP"));
    if (decision.isLink && isRefused) m_known.addRefused(checked);
    if (!decision.isNew()) return;
    decision.entry = m_fresh.size();
    m_fresh.append(place);
    if (checked.packet) m_known.addHere(checked, place);
    if (isRefused)
        m_forgeriesHere.insert(crypto::toBytes(m_book.findingOf(decision.findings.first().code, checked.hash)), place);
}

Result<Decision> PacketDecider::decide(const CheckedPacket& checked) {
    if (!checked.packet) {
        auto decision = decideForgery(checked, *checked.rejection);
        // Its device signed it, readable or not, and the next one names it.
        if (decision && decision->isNew() && checked.claimedPlace)
            decision->isLink = !m_known.isTaken(*checked.claimedPlace, checked.hash);
        return decision;
    }
    const auto repeat = decideRepeat(checked);
    if (!repeat) return decideFresh(checked);
    if (repeat->status != PacketStatus::Rejected || !repeat->isNew()) return *repeat;
    const auto& reason = repeat->findings.first();
    auto decision = decideForgery(checked, {reason.code, reason.detail});
    if (!decision || !decision->isNew()) return decision;
    // Its device signed it and may go on from it, as from any packet that was refused; from a fork it may not.
    decision->isLink = reason.code == "REPLAY";
    m_hasForked |= reason.code == "CHAIN_FORK";
    return decision;
}

// A packet whose id or place in the chain is taken already.
std::optional<Decision> PacketDecider::decideRepeat(const CheckedPacket& checked) {
    const protocol::Packet& packet = *checked.packet;
    Decision decision;
    const auto refuse = [&](const QByteArray& code, const QString& why) {
        decision.status = PacketStatus::Rejected;
        decision.findings = {{code, why}};
        return decision;
    };
    if (const auto place = m_known.sameBytesHere(checked.hash)) {
        decision = m_decisions[*place];
        if (decision.status != PacketStatus::Rejected) decision.status = PacketStatus::Duplicate;
        decision.entry = -1;
        decision.sameAs = *place;
        decision.isLink = false;
        return decision;
    }
    if (const auto* row = m_known.refused(checked.hash)) {
        refuse(row->code, QStringLiteral("It was rejected before"));
        decision.index = row->logIndex;
        decision.recordHash = row->recordHash;
        return decision;
    }
    if (const auto* row = m_known.earlier(packet.packetId)) {
        if (row->deviceNo != m_input.device.deviceNo || row->hash != checked.hash)
            return refuse("REPLAY", QStringLiteral("The packetId was used before for another packet"));
        decision.status = PacketStatus::Duplicate;
        decision.earlierCode = row->code;
        decision.trustScore = row->trustScore;
        decision.index = row->logIndex;
        decision.recordHash = row->recordHash;
        if (const auto* mark = std::get_if<protocol::Attendance>(&packet.body); mark && mark->photo)
            decision.photos = {*mark->photo};
        if (checked.enrolment) decision.photos = checked.enrolment->photos;
        return decision;
    }
    if (m_known.isRefusedId(packet.packetId))
        return refuse("REPLAY", QStringLiteral("The packetId was used before for a packet that was rejected"));
    if (m_known.here(packet.packetId))
        return refuse("REPLAY", QStringLiteral("The packetId stands twice in this batch, for different packets"));
    if (m_known.isTaken(*checked.place(), checked.hash)) {
        return refuse(
            "CHAIN_FORK",
            QStringLiteral("Two different packets with seq %1: a second copy of this device").arg(packet.seq));
    }
    return std::nullopt;
}

// Neither repeated nor in the chain: kept once in quarantine, answered alike every time.
Result<Decision> PacketDecider::decideForgery(const CheckedPacket& checked, const Rejection& rejection) {
    Decision decision;
    decision.status = PacketStatus::Rejected;
    decision.findings = {{rejection.code, rejection.message}};
    const auto finding = m_book.findingOf(rejection.code, checked.hash);
    if (const auto here = m_forgeriesHere.constFind(crypto::toBytes(finding)); here != m_forgeriesHere.constEnd()) {
        decision.sameAs = *here;
        return decision;
    }
    const auto event = m_book.find(finding);
    if (!event) return fail(event.error());
    if (!*event || !(*event)->logIndex) return decision;
    const auto hash = store::LogRepository(m_database).node({0, *(*event)->logIndex});
    if (!hash) return fail(hash.error());
    decision.index = (*event)->logIndex;
    decision.recordHash = *hash;
    return decision;
}

Result<Decision> PacketDecider::decideFresh(const CheckedPacket& checked) {
    const protocol::Packet& packet = *checked.packet;
    Decision decision;
    decision.isLink = true;
    decision.isMark = std::holds_alternative<protocol::Attendance>(packet.body);
    decision.workerId = std::visit([](const auto& body) { return body.workerId; }, packet.body);
    if (checked.site) decision.siteId = checked.site->siteId;

    const auto anchor = m_known.anchor(packet.clock);
    if (!anchor) return fail(anchor.error());
    const auto before = m_known.before(packet);
    const auto* epoch = m_known.epoch(packet.epoch);
    decision.time = estimateTime(packet.clock, *anchor, before ? std::optional(before->time) : std::nullopt,
                                 epoch ? epoch->registeredAt : m_input.device.registeredAt, m_input.now);
    if (checked.rejection) {
        decision.status = PacketStatus::Rejected;
        decision.findings = {{checked.rejection->code, checked.rejection->message}};
        return decision;
    }
    if (auto found = findGaps(checked, decision); !found) return fail(found.error());
    decision.findings += checked.findings;
    const auto* mark = std::get_if<protocol::Attendance>(&packet.body);
    const auto* correction = std::get_if<protocol::Correction>(&packet.body);
    const auto judged = mark         ? judgeMark(checked, *mark, decision)
                        : correction ? m_corrections.judge(packet, *correction, m_known, decision)
                                     : applyEnrolment(checked, decision);
    if (!judged) return fail(judged.error());
    // A clock that contradicts itself bounds nothing that comes after it.
    const UnixMillis start = before ? before->time.earliest : epoch ? epoch->registeredAt : m_input.device.registeredAt;
    decision.bound = decision.holdsFor("CLOCK_STEP") ? std::min(start, m_input.now) : decision.time.earliest;
    if (correction && decision.findings.isEmpty())
        m_known.dropMark(correction->workerId, correction->corrects, m_input.packets);
    return decision;
}

// Whether the packets beside it in the chain are those that it names, or that name it.
Result<void> PacketDecider::findGaps(const CheckedPacket& checked, Decision& decision) {
    const protocol::Packet& packet = *checked.packet;
    const auto link = m_known.linkBefore(packet);
    if (link == KnownState::Link::Missing) {
        const auto words = wordsForMissing(packet.seq - 1);
        if (!words) return fail(words.error());
        decision.findings.append({"CHAIN_GAP", *words});
    }
    if (link == KnownState::Link::Other)
        decision.findings.append(
            {"CHAIN_GAP", QStringLiteral("It names another packet before it than the one that is here")});
    const auto after = m_known.linkAfter(packet, checked.hash, m_log);
    if (!after) return fail(after.error());
    if (*after == KnownState::Link::Other)
        decision.findings.append(
            {"CHAIN_GAP", QStringLiteral("The packet after it, which came earlier, names another before it")});
    return {};
}

// Whoever looks at a gap after a restore is told of the honest reason that there is beside the other one.
Result<QString> PacketDecider::wordsForMissing(qint64 seq) {
    const QString missing = QStringLiteral("The packet with seq %1 is missing").arg(seq);
    auto rows = m_database.run(QStringLiteral("SELECT MAX(log_index) FROM log_kind WHERE kind = 'restore'"));
    if (!rows) return fail(rows.error());
    if (!rows->next() || rows->isNull(0)) return missing;
    return missing + QStringLiteral(". The log was set back (entry %1), and a laptop cannot send again what it emptied "
                                    "when a person was erased: see whether somebody was")
                         .arg(rows->integer(0));
}

Result<void> PacketDecider::judgeMark(const CheckedPacket& checked, const protocol::Attendance& mark,
                                      Decision& decision) {
    const protocol::Packet& packet = *checked.packet;
    const bool isOutside = std::any_of(checked.findings.begin(), checked.findings.end(),
                                       [](const fraud::Finding& finding) { return finding.code == "GEOFENCE"; });
    fraud::MarkFacts facts{
        packet, mark, *checked.site, m_input.now, decision.time, {}, {}, {}, 0, 0, m_known.worker(mark.workerId)};
    facts.deviceNo = m_input.device.deviceNo;
    if (const auto before = m_known.before(packet); before && !m_known.isAheadInDoubt(packet, before->clock))
        facts.previous = before->clock;
    facts.highestOfBoot = m_known.highestOfBoot(packet);
    if (!isOutside) {
        auto others = m_known.otherMarks(mark.workerId, packet.timestamp);
        if (!others) return fail(others.error());
        facts.others = std::move(*others);
        facts.knowsOthers = true;
    }
    const auto marks = m_known.deviceMarks(packet.timestamp, checked.site->policy.burstSeconds);
    if (!marks) return fail(marks.error());
    facts.deviceMarks = *marks;
    if (mark.photo) facts.photoUses = m_known.photoUses(*mark.photo);
    const auto inContext = fraud::judgeInContext(facts);
    const bool isTooFast = std::any_of(inContext.begin(), inContext.end(),
                                       [](const fraud::Finding& finding) { return finding.code == "VELOCITY"; });
    for (const auto& finding : inContext)
        (fraud::holds(finding.code) ? decision.findings : decision.notes).append(finding);

    findDistrust(mark.workerId, decision);
    m_known.addMark(packet, mark, *checked.site, isOutside || isTooFast);
    if (mark.photo) {
        m_known.addPhoto(*mark.photo);
        decision.photos = {*mark.photo};
    }
    return {};
}

// What little-trusted devices bring, and marks of workers whom nobody answers for any more, wait for a person.
void PacketDecider::findDistrust(const WorkerId& workerId, Decision& decision) const {
    const auto tell = [&](const char* reason, qint32 score, qint32 least) {
        decision.findings.append(fraud::explained(
            "TRUST_LOW", reason, {{QStringLiteral("score"), score}, {QStringLiteral("least"), least}}));
    };
    if (m_input.trust.score < m_input.trust.holdBelow)
        tell("trust.device", m_input.trust.score, m_input.trust.holdBelow);
    const auto worker = m_known.workerTrust(workerId);
    const qint32 least = trust::builtInRules().worker().holdBelow;
    if (worker && *worker < least) tell("trust.worker", *worker, least);
}

Result<void> PacketDecider::applyEnrolment(const CheckedPacket& checked, Decision& decision) {
    if (!checked.enrolment) return {};
    const auto verdict = m_enrolment.apply(m_database, *checked.packet, *checked.enrolment, m_input.now);
    if (!verdict) return fail(verdict.error());
    if (verdict->status == PacketStatus::Rejected) {
        decision.status = PacketStatus::Rejected;
        decision.findings = {{verdict->code, verdict->message}};
        return {};
    }
    if (verdict->status == PacketStatus::Held) decision.findings.append({verdict->code, verdict->message});
    decision.photos = verdict->photos;
    for (const auto& photo : verdict->photos)
        m_known.addPhoto(photo);
    // A change of details or consent makes nobody known and nobody doubtful: only an enrolment does, and one that waits
    // leaves a worker whom the office entered as he is.
    if (verdict->workerId.isNull() || checked.packet->kind != protocol::PacketKind::WorkerEnrol) return {};
    const bool counts = verdict->status == PacketStatus::Accepted;
    if (counts || !m_known.worker(verdict->workerId))
        m_known.addWorker(verdict->workerId, counts ? store::WorkerStatus::Active : store::WorkerStatus::Held);
    if (counts) m_enrolled.append(verdict->workerId);
    return {};
}

// Status, order of the codes and trust of a packet follow from its findings.
void PacketDecider::settle(Decision& decision) const {
    if (!decision.isNew()) return;
    std::stable_sort(decision.findings.begin(), decision.findings.end(),
                     [](const auto& a, const auto& b) { return fraud::rankOf(a.code) < fraud::rankOf(b.code); });
    if (decision.status == PacketStatus::Accepted && !decision.findings.isEmpty()) decision.status = PacketStatus::Held;
    qint32 points = 0;
    for (const auto& finding : decision.findings + decision.notes)
        points += fraud::pointsOf(finding.code);
    decision.trustScore = std::clamp(m_input.trust.score - points, 0, 100);
}

} // namespace haziri::sync
