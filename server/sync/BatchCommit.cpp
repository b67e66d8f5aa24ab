#include "server/sync/BatchCommit.h"

#include "server/fraud/Rule.h"
#include "server/store/HeadRepository.h"

#include "core/base/Json.h"

#include <numeric>

namespace haziri::sync {

using protocol::PacketStatus;

namespace {

constexpr qint64 kOnlineMs = 60'000; // a mark that arrives within a minute was not taken offline

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

QJsonArray codesOf(const QList<fraud::Finding>& findings) {
    QJsonArray codes;
    for (const auto& finding : findings)
        codes.append(utf8(finding.code));
    return codes;
}

QJsonArray explain(const QList<fraud::Finding>& findings) {
    QJsonArray all;
    for (const auto& finding : findings)
        if (!finding.reason.isEmpty())
            all.append(QJsonObject{{QStringLiteral("code"), utf8(finding.code)},
                                   {QStringLiteral("reason"), utf8(finding.reason)},
                                   {QStringLiteral("points"), fraud::pointsOf(finding.code)},
                                   {QStringLiteral("parameters"), finding.parameters}});
    return all;
}

QString messageOf(const QList<fraud::Finding>& findings) {
    QStringList details;
    for (const auto& finding : findings)
        details.append(finding.detail);
    return details.join(QStringLiteral("; ")).left(900);
}

QJsonObject recordOf(const CheckedPacket& checked, const store::Device& device) {
    QJsonObject data{{QStringLiteral("deviceId"), utf8(device.deviceId)},
                     {QStringLiteral("packetHash"), QLatin1String(crypto::toBase64Url(checked.hash))}};
    if (!checked.claimedId.isEmpty()) data[QStringLiteral("packetId")] = utf8(checked.claimedId);
    return data;
}

} // namespace

BatchCommit::BatchCommit(Parts parts, sql::Database& database, const BatchInput& input)
    : m_parts(parts)
    , m_database(database)
    , m_input(input)
    , m_known(database, input.device, input.epochs) {}

Result<BatchOutput> BatchCommit::run() {
    // The head of the log is the one lock there is: what is read below stays true until this transaction ends.
    if (const auto locked = store::LogRepository(m_database).lockHead(); !locked) return fail(locked.error());
    const auto device = store::DeviceRepository(m_database).findByNo(m_input.device.deviceNo);
    if (!device) return fail(device.error());
    if (!*device || (*device)->isBlocked) return BatchOutput{true, {}, {}};

    using Step = Result<void> (BatchCommit::*)();
    if (auto loaded = m_known.load(m_input.packets, m_parts.vaultKeys, m_parts.random); !loaded)
        return fail(loaded.error());
    for (const Step step :
         {&BatchCommit::decideAll, &BatchCommit::appendEntries, &BatchCommit::writeRows, &BatchCommit::writeFiles,
          &BatchCommit::writeEvents, &BatchCommit::releaseMarks, &BatchCommit::noteHead, &BatchCommit::noteRest})
        if (auto done = (this->*step)(); !done) return fail(done.error());

    auto files = filesNeeded();
    if (!files) return fail(files.error());
    BatchOutput output;
    output.needFiles = std::move(*files);
    for (qsizetype i = 0; i < m_input.packets.size(); ++i)
        output.results.append(resultOf(i));
    return output;
}

// In the order of the chain, whatever the order of the request: a packet is judged beside those before it.
Result<void> BatchCommit::decideAll() {
    QList<qsizetype> order(m_input.packets.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](qsizetype a, qsizetype b) {
        const auto& left = m_input.packets[a].packet;
        const auto& right = m_input.packets[b].packet;
        if (!left || !right) return bool(left) && !right;
        return std::pair(left->epoch, left->seq) < std::pair(right->epoch, right->seq);
    });
    m_decisions.resize(m_input.packets.size());
    for (const qsizetype i : order) {
        const CheckedPacket& checked = m_input.packets[i];
        auto decision = decide(checked);
        if (!decision) return fail(decision.error());
        settle(*decision);
        const bool isRefused = decision->status == PacketStatus::Rejected;
        if (decision->isLink && !isRefused) m_known.addCommitted(checked, i, decision->time);
        if (decision->isLink && isRefused) m_known.addRefused(checked);
        const bool isNew = !decision->index && decision->sameAs < 0;
        if (isNew) {
            decision->entry = m_entries.size();
            if (checked.packet) m_known.addHere(checked, i);
            m_entries.append(entryFor(checked, *decision));
            if (decision->status == PacketStatus::Rejected)
                m_forgeriesHere.insert(crypto::toBytes(findingOf(decision->findings.first().code, checked.hash)), i);
        }
        m_decisions[i] = std::move(*decision);
    }
    return {};
}

Result<BatchCommit::Decision> BatchCommit::decide(const CheckedPacket& checked) {
    if (!checked.packet) return decideForgery(checked, *checked.rejection);
    if (auto repeat = decideRepeat(checked)) {
        if (repeat->status != PacketStatus::Rejected || repeat->index || repeat->sameAs >= 0) return std::move(*repeat);
        return decideForgery(checked, {repeat->findings.first().code, repeat->findings.first().detail});
    }
    return decideFresh(checked);
}

// A packet whose id or place in the chain is taken already.
std::optional<BatchCommit::Decision> BatchCommit::decideRepeat(const CheckedPacket& checked) {
    const protocol::Packet& packet = *checked.packet;
    Decision decision;
    const auto refuse = [&](const char* code, const QString& why) {
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
        refuse(row->code.constData(), QStringLiteral("It was rejected before"));
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
    if (m_known.here(packet.packetId))
        return refuse("REPLAY", QStringLiteral("The packetId stands twice in this batch, for different packets"));
    if (m_known.isTaken(packet, checked.hash)) {
        m_forked = true;
        return refuse(
            "CHAIN_FORK",
            QStringLiteral("Two different packets with seq %1: a second copy of this device").arg(packet.seq));
    }
    return std::nullopt;
}

// Neither repeated nor in the chain: kept once in quarantine, answered alike every time.
Result<BatchCommit::Decision> BatchCommit::decideForgery(const CheckedPacket& checked, const Rejection& rejection) {
    Decision decision;
    decision.status = PacketStatus::Rejected;
    decision.findings = {{rejection.code, rejection.message}};
    const auto finding = findingOf(rejection.code, checked.hash);
    if (const auto here = m_forgeriesHere.constFind(crypto::toBytes(finding)); here != m_forgeriesHere.constEnd()) {
        decision.sameAs = *here;
        return decision;
    }
    const auto event = store::FraudRepository(m_database).findFinding(finding);
    if (!event) return fail(event.error());
    if (!*event || !(*event)->logIndex) return decision;
    const auto hash = store::LogRepository(m_database).node({0, *(*event)->logIndex});
    if (!hash) return fail(hash.error());
    decision.index = (*event)->logIndex;
    decision.recordHash = *hash;
    return decision;
}

Result<BatchCommit::Decision> BatchCommit::decideFresh(const CheckedPacket& checked) {
    const protocol::Packet& packet = *checked.packet;
    Decision decision;
    decision.isLink = true;
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
    const auto link = m_known.linkBefore(packet);
    if (link == KnownState::Link::Missing)
        decision.findings.append(
            {"CHAIN_GAP", QStringLiteral("The packet with seq %1 is missing").arg(packet.seq - 1)});
    if (link == KnownState::Link::Other)
        decision.findings.append(
            {"CHAIN_GAP", QStringLiteral("It names another packet before it than the one that is here")});
    const auto after = m_known.linkAfter(packet, checked.hash);
    if (!after) return fail(after.error());
    if (*after == KnownState::Link::Other)
        decision.findings.append(
            {"CHAIN_GAP", QStringLiteral("The packet after it, which came earlier, names another before it")});

    decision.findings += checked.findings;
    const auto* mark = std::get_if<protocol::Attendance>(&packet.body);
    const auto judged = mark ? judgeMark(checked, *mark, decision) : applyEnrolment(checked, decision);
    if (!judged) return fail(judged.error());
    return decision;
}

Result<void> BatchCommit::judgeMark(const CheckedPacket& checked, const protocol::Attendance& mark,
                                    Decision& decision) {
    const protocol::Packet& packet = *checked.packet;
    const bool isOutside = std::any_of(checked.findings.begin(), checked.findings.end(),
                                       [](const fraud::Finding& finding) { return finding.code == "GEOFENCE"; });
    fraud::MarkFacts facts{
        packet, mark, *checked.site, m_input.now, decision.time, {}, {}, 0, 0, m_known.worker(mark.workerId)};
    facts.deviceNo = m_input.device.deviceNo;
    if (const auto before = m_known.before(packet)) facts.previous = before->clock;
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

    m_known.addMark(packet, mark, *checked.site, isOutside || isTooFast);
    if (mark.photo) {
        m_known.addPhoto(*mark.photo);
        decision.photos = {*mark.photo};
    }
    return {};
}

Result<void> BatchCommit::applyEnrolment(const CheckedPacket& checked, Decision& decision) {
    if (!checked.enrolment) return {};
    const auto verdict = m_parts.enrolment.apply(m_database, *checked.packet, *checked.enrolment, m_input.now);
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
    if (verdict->workerId.isNull()) return {};
    const bool counts = verdict->status == PacketStatus::Accepted;
    m_known.addWorker(verdict->workerId, counts ? store::WorkerStatus::Active : store::WorkerStatus::Held);
    if (counts && checked.packet->kind == protocol::PacketKind::WorkerEnrol) m_enrolled.append(verdict->workerId);
    return {};
}

// Status, order of the codes and trust of a packet follow from its findings.
void BatchCommit::settle(Decision& decision) const {
    if (decision.index || decision.sameAs >= 0) return;
    std::stable_sort(decision.findings.begin(), decision.findings.end(),
                     [](const auto& a, const auto& b) { return fraud::rankOf(a.code) < fraud::rankOf(b.code); });
    if (decision.status == PacketStatus::Accepted && !decision.findings.isEmpty()) decision.status = PacketStatus::Held;
    qint32 points = 0;
    for (const auto& finding : decision.findings + decision.notes)
        points += fraud::pointsOf(finding.code);
    decision.trustScore = std::clamp(m_input.trust.score - points, 0, 100);
}

audit::NewEntry BatchCommit::entryFor(const CheckedPacket& checked, const Decision& decision) const {
    const bool isRejected = decision.status == PacketStatus::Rejected;
    QJsonObject data = recordOf(checked, m_input.device);
    data[QStringLiteral("status")] = QLatin1String(protocol::toText(decision.status));
    data[QStringLiteral("codes")] = codesOf(decision.findings);
    audit::EntryMeta meta{m_input.trust.score, false, m_input.now};
    if (checked.packet) meta.isOfflineSync = m_input.now.value - checked.packet->timestamp.value > kOnlineMs;
    if (isRejected) {
        data[QStringLiteral("detail")] = messageOf(decision.findings);
        if (decision.isLink) data[QStringLiteral("packet")] = utf8(checked.jws);
        return {"fraud", json::toText(data), meta};
    }
    data[QStringLiteral("packet")] = utf8(checked.jws);
    data[QStringLiteral("trustScore")] = decision.trustScore;
    if (const auto reasons = explain(decision.findings + decision.notes); !reasons.isEmpty()) {
        data[QStringLiteral("explain")] = reasons;
        data[QStringLiteral("rules")] = fraud::RuleTable::standard().version();
    }
    data[QStringLiteral("timeClass")] = QLatin1String(store::toText(decision.time.timeClass));
    data[QStringLiteral("earliest")] = decision.time.earliest.value;
    data[QStringLiteral("latest")] = decision.time.latest.value;
    return {protocol::toText(checked.packet->kind), json::toText(data), meta};
}

Result<void> BatchCommit::appendEntries() {
    if (m_entries.isEmpty()) return {};
    const auto appended = m_parts.log.append(m_database, m_entries);
    if (!appended) return fail(appended.error());
    for (Decision& decision : m_decisions) {
        if (decision.entry < 0) continue;
        decision.index = (*appended)[decision.entry].index;
        decision.recordHash = (*appended)[decision.entry].recordHash;
    }
    for (Decision& decision : m_decisions) {
        if (decision.sameAs < 0) continue;
        decision.index = m_decisions[decision.sameAs].index;
        decision.recordHash = m_decisions[decision.sameAs].recordHash;
    }
    return {};
}

Result<void> BatchCommit::writeRows() {
    QList<store::PacketRow> packets;
    QList<store::RefusedPacket> refused;
    QList<store::MarkRow> marks;
    QList<store::MarkFinding> reasons;
    for (qsizetype i = 0; i < m_decisions.size(); ++i) {
        const Decision& decision = m_decisions[i];
        if (decision.entry < 0 || !decision.isLink) continue;
        const CheckedPacket& checked = m_input.packets[i];
        const protocol::Packet& packet = *checked.packet;
        const QByteArray code = decision.findings.isEmpty() ? QByteArray() : decision.findings.first().code;
        if (decision.status == PacketStatus::Rejected)
            refused.append({m_input.device.deviceNo, checked.hash, packet.epoch, packet.seq, packet.packetId, code,
                            *decision.index, decision.recordHash});
        else
            packets.append({*decision.index, packet.packetId, m_input.device.deviceNo, packet.epoch, packet.seq,
                            checked.hash, protocol::toText(packet.kind), decision.status, code, decision.trustScore,
                            decision.recordHash, packet.clock.bootId, packet.clock.bootMs, packet.timestamp,
                            decision.time.earliest, m_input.now});
        const auto* body = std::get_if<protocol::Attendance>(&packet.body);
        if (!body) continue;
        store::MarkRow mark;
        mark.logIndex = *decision.index;
        mark.packetId = packet.packetId;
        mark.deviceNo = m_input.device.deviceNo;
        mark.workerId = body->workerId;
        mark.siteId = body->siteId;
        mark.recordedBy = packet.recordedBy;
        mark.timestamp = packet.timestamp;
        mark.tzOffsetMin = packet.tzOffsetMin;
        mark.direction = protocol::toText(body->direction);
        mark.method = protocol::toText(body->method);
        mark.status = protocol::toText(decision.status);
        for (const auto& finding : decision.findings)
            mark.codes.append(finding.code);
        mark.timeClass = store::toText(decision.time.timeClass);
        mark.earliest = decision.time.earliest;
        mark.latest = decision.time.latest;
        mark.trustScore = decision.trustScore;
        mark.geo = body->geo;
        if (body->photo && decision.status != PacketStatus::Rejected) mark.fileId = body->photo->fileId;
        mark.reason = body->reason;
        marks.append(mark);
        for (const auto& finding : decision.findings + decision.notes)
            reasons.append({packet.packetId, finding.code, finding.reason, json::toText(finding.parameters),
                            fraud::pointsOf(finding.code), m_input.now, *decision.index});
    }
    store::PacketRepository repository(m_database);
    if (auto done = repository.insert(packets); !done) return done;
    if (auto done = repository.insertRefused(refused); !done) return done;
    store::MarkRepository markRows(m_database);
    if (auto done = markRows.insert(marks); !done) return done;
    return markRows.insertFindings(reasons);
}

Result<void> BatchCommit::writeFiles() {
    store::FileRepository files(m_database);
    for (const Decision& decision : m_decisions) {
        if (decision.entry < 0) continue;
        for (const auto& photo : decision.photos) {
            store::FileRecord file;
            file.fileId = photo.fileId;
            file.deviceNo = m_input.device.deviceNo;
            file.workerId = decision.workerId;
            file.siteId = decision.siteId;
            file.logIndex = decision.index;
            file.sha256 = photo.sha256;
            file.bytes = photo.bytes;
            file.announcedAt = m_input.now;
            if (auto done = files.announce(file); !done) return done;
        }
    }
    return {};
}

Result<void> BatchCommit::writeEvents() {
    store::FraudRepository events(m_database);
    for (qsizetype i = 0; i < m_decisions.size(); ++i) {
        const Decision& decision = m_decisions[i];
        if (decision.entry < 0) continue;
        const CheckedPacket& checked = m_input.packets[i];
        if (decision.status == PacketStatus::Rejected)
            if (auto kept = events.quarantine(checked.hash, checked.jws, m_input.now); !kept) return kept;
        for (const auto& finding : decision.findings)
            if (decision.status == PacketStatus::Rejected || fraud::opensEvent(finding.code))
                if (auto done = insertEvent(finding, findingOf(finding.code, checked.hash), decision, &checked); !done)
                    return done;
    }
    return {};
}

crypto::Digest BatchCommit::findingOf(const QByteArray& code, const crypto::Digest& hash) const {
    const QByteArray device = QByteArray::number(m_input.device.deviceNo);
    return crypto::sha256(
        {QByteArrayView(code), QByteArrayView(" "), QByteArrayView(device), QByteArrayView(" "), crypto::view(hash)});
}

Result<void> BatchCommit::insertEvent(const fraud::Finding& finding, const crypto::Digest& id, const Decision& decision,
                                      const CheckedPacket* checked) {
    store::FraudEvent event;
    event.eventId = EventId(makeUuidV7(m_input.now, m_parts.random));
    event.finding = id;
    event.at = m_input.now;
    event.code = finding.code;
    event.deviceNo = m_input.device.deviceNo;
    if (checked)
        if (const auto packetId = PacketId::fromText(checked->claimedId)) event.packetId = *packetId;
    event.workerId = decision.workerId;
    event.siteId = decision.siteId.isNull() ? m_input.device.siteId : decision.siteId;
    event.points = fraud::pointsOf(finding.code);
    event.detail = finding.detail.toUtf8();
    event.reason = finding.reason;
    event.parameters = json::toText(finding.parameters);
    event.lossPaise = fraud::expectedLoss(finding.code, checked && checked->site ? checked->site->policy.dayPaise
                                                                                 : store::SitePolicy().dayPaise);
    if (checked && decision.status == PacketStatus::Rejected) event.bytesHash = checked->hash;
    event.logIndex = decision.index;
    const auto inserted = store::FraudRepository(m_database).insert(event);
    if (!inserted) return fail(inserted.error());
    return {};
}

Result<void> BatchCommit::releaseMarks() {
    for (const WorkerId& workerId : m_enrolled)
        if (auto done = m_parts.attendance.releaseWorker(m_database, workerId, m_input.now); !done) return done;
    return {};
}

Result<void> BatchCommit::noteHead() {
    store::HeadRepository heads(m_database);
    const qint64 deviceNo = m_input.device.deviceNo;
    if (m_input.head) {
        const auto& head = *m_input.head;
        const auto highest = heads.highest(deviceNo, head.epoch);
        if (!highest) return fail(highest.error());
        const auto isNew = heads.keep(deviceNo, head, m_input.headJws, "waiting", m_input.now);
        if (!isNew) return fail(isNew.error());
        if (*isNew && *highest && (*highest)->head.seq > head.seq && (*highest)->head.iat < head.iat)
            if (auto told =
                    contradict({"CHAIN_GAP", QStringLiteral("The device signed seq %1 as its newest, and now only %2")
                                                 .arg((*highest)->head.seq)
                                                 .arg(head.seq)},
                               head, findingOf("HEAD_WENT_BACK", head.hash));
                !told)
                return told;
    }
    for (const auto& epoch : m_input.epochs) {
        const auto waiting = heads.waiting(deviceNo, epoch.epoch, std::numeric_limits<qint64>::max());
        if (!waiting) return fail(waiting.error());
        for (const auto& kept : *waiting)
            if (auto checked = checkHead(kept.head); !checked) return checked;
    }
    return {};
}

Result<void> BatchCommit::checkHead(const protocol::ChainHead& head) {
    store::PacketRepository packets(m_database);
    const qint64 deviceNo = m_input.device.deviceNo;
    QList<crypto::Digest> here;
    const auto row = packets.findSeq(deviceNo, head.epoch, head.seq);
    if (!row) return fail(row.error());
    if (*row) here.append((*row)->hash);
    bool fits = head.seq == 0 || here.contains(head.hash); // 0: it names no packet, whatever its hash
    if (!fits) {
        const auto refused = packets.findRefused(deviceNo, {head.hash});
        if (!refused) return fail(refused.error());
        fits = !refused->isEmpty() && refused->first().seq == head.seq;
    }
    if (!fits && here.isEmpty()) return {}; // its packet is still under way
    auto set = store::HeadRepository(m_database).setState(deviceNo, head, fits ? "matched" : "contradicted");
    if (!set || fits) return set;
    return contradict({"CHAIN_FORK", QStringLiteral("The device signed another packet as seq %1").arg(head.seq)}, head,
                      findingOf("CHAIN_FORK", head.hash));
}

// A signed head that does not fit what is here: evidence for a person, whoever of the two lies.
Result<void> BatchCommit::contradict(const fraud::Finding& finding, const protocol::ChainHead& head,
                                     const crypto::Digest& id) {
    const auto known = store::FraudRepository(m_database).findFinding(id);
    if (!known) return fail(known.error());
    if (*known) return {}; // the packet itself has told
    const QJsonObject data{{QStringLiteral("deviceId"), utf8(m_input.device.deviceId)},
                           {QStringLiteral("codes"), QJsonArray{utf8(finding.code)}},
                           {QStringLiteral("detail"), finding.detail},
                           {QStringLiteral("epoch"), head.epoch},
                           {QStringLiteral("seq"), head.seq},
                           {QStringLiteral("hash"), QLatin1String(crypto::toBase64Url(head.hash))}};
    const auto logged =
        m_parts.log.append(m_database, {"fraud", json::toText(data), {m_input.trust.score, false, m_input.now}});
    if (!logged) return fail(logged.error());
    Decision decision;
    decision.siteId = m_input.device.siteId;
    decision.index = logged->index;
    return insertEvent(finding, id, decision, nullptr);
}

Result<void> BatchCommit::noteRest() {
    store::TokenRepository tokens(m_database);
    for (const auto& token : m_input.tokens)
        if (auto kept = tokens.keepOffline(token, m_input.now); !kept) return kept;
    if (auto noted = m_parts.trust.note(m_database, m_input.device, m_input.contact, m_input.trust, m_input.now);
        !noted)
        return noted;
    if (!m_forked) return {};
    return m_parts.trust.block(m_database, m_input.device, "CHAIN_FORK: a second copy of this device", {}, m_input.now);
}

Result<QList<QByteArray>> BatchCommit::filesNeeded() {
    QList<FileId> ids;
    for (const Decision& decision : m_decisions) {
        if (decision.status == PacketStatus::Rejected) continue;
        for (const auto& photo : decision.photos)
            if (!ids.contains(photo.fileId)) ids.append(photo.fileId);
    }
    const auto files = store::FileRepository(m_database).findAll(ids);
    if (!files) return fail(files.error());
    QList<QByteArray> needed;
    for (const FileId& id : ids) {
        const auto file = files->constFind(id);
        if (file != files->constEnd() && file->state == "announced" && file->deviceNo == m_input.device.deviceNo)
            needed.append(id.toText());
    }
    return needed;
}

protocol::PacketResult BatchCommit::resultOf(qsizetype i) const {
    const CheckedPacket& checked = m_input.packets[i];
    const Decision& decision = m_decisions[i];
    protocol::PacketResult result;
    result.packetId = checked.claimedId;
    result.seq = checked.claimedSeq;
    result.status = decision.status;
    result.index = decision.index;
    if (decision.index) result.recordHash = crypto::toBase64Url(decision.recordHash);
    result.code = decision.findings.isEmpty() ? decision.earlierCode : decision.findings.first().code;
    result.message = messageOf(decision.findings);
    if (decision.status != PacketStatus::Rejected) result.trustScore = decision.trustScore;
    return result;
}

} // namespace haziri::sync
