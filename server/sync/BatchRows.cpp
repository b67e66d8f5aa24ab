#include "server/sync/BatchRows.h"

#include "server/store/FileRepository.h"
#include "server/store/FraudRepository.h"

#include "core/base/Json.h"

namespace haziri::sync {

using protocol::PacketStatus;

namespace {

/// A word of the protocol, where it lies.
QByteArray word(const char* text) {
    return QByteArray::fromRawData(text, qsizetype(qstrlen(text)));
}

store::MarkRow markRow(const protocol::Packet& packet, const Decision& decision, qint64 deviceNo) {
    const auto& body = std::get<protocol::Attendance>(packet.body);
    store::MarkRow mark;
    mark.logIndex = *decision.index;
    mark.packetId = packet.packetId;
    mark.deviceNo = deviceNo;
    mark.workerId = body.workerId;
    mark.siteId = body.siteId;
    mark.recordedBy = packet.recordedBy;
    mark.timestamp = packet.timestamp;
    mark.tzOffsetMin = packet.tzOffsetMin;
    mark.direction = word(protocol::toText(body.direction));
    mark.method = word(protocol::toText(body.method));
    mark.status = word(protocol::toText(decision.status));
    for (const auto& finding : decision.findings)
        mark.codes.append(finding.code);
    mark.timeClass = word(store::toText(decision.time.timeClass));
    mark.earliest = decision.time.earliest;
    mark.latest = decision.time.latest;
    mark.trustScore = decision.trustScore;
    mark.geo = body.geo;
    if (body.photo && decision.status != PacketStatus::Rejected) mark.fileId = body.photo->fileId;
    mark.reason = body.reason;
    return mark;
}

} // namespace

void BatchRows::addTo(RoundRows& rows) {
    addPackets(rows);
    rows.boots += m_known.newBoots();
    addFiles(rows);
}

void BatchRows::addPackets(RoundRows& rows) const {
    for (qsizetype i = 0; i < m_decisions.size(); ++i) {
        const Decision& decision = m_decisions[i];
        if (decision.entry < 0 || !decision.isLink) continue;
        const CheckedPacket& checked = m_input.packets[i];
        const QByteArray code = decision.findings.isEmpty() ? QByteArray() : decision.findings.first().code;
        const PlaceInChain place = *checked.place();
        if (decision.status == PacketStatus::Rejected)
            rows.refused.append({m_input.device.deviceNo, checked.hash, place.epoch, place.seq, place.packetId, code,
                                 *decision.index, decision.recordHash});
        if (!checked.packet) continue;
        const protocol::Packet& packet = *checked.packet;
        if (decision.status != PacketStatus::Rejected)
            rows.packets.append({*decision.index, packet.packetId, m_input.device.deviceNo, packet.epoch, packet.seq,
                                 checked.hash, word(protocol::toText(packet.kind)), decision.status, code,
                                 decision.trustScore, decision.recordHash, packet.clock.bootId, packet.clock.bootMs,
                                 packet.timestamp, decision.bound, m_input.now});
        if (!decision.isMark) continue;
        rows.marks.append(markRow(packet, decision, m_input.device.deviceNo));
        for (const auto& finding : decision.findings + decision.notes)
            rows.reasons.append({packet.packetId, finding.code, finding.reason, json::toText(finding.parameters),
                                 fraud::pointsOf(finding.code), m_input.now, *decision.index});
    }
}

void BatchRows::addFiles(RoundRows& rows) {
    for (const Decision& decision : m_decisions) {
        if (decision.entry < 0) continue;
        // Late pictures of an erased person: their numbers are taken, so that nobody is asked for them and whoever
        // brings them hears why not (410).
        const bool isErased = m_known.worker(decision.workerId) == store::WorkerStatus::Erased;
        for (const auto& photo : decision.photos) {
            store::FileRecord& file = rows.files.emplaceBack();
            file.fileId = photo.fileId;
            file.deviceNo = m_input.device.deviceNo;
            file.workerId = decision.workerId;
            file.siteId = decision.siteId;
            file.logIndex = decision.index;
            file.sha256 = photo.sha256;
            file.bytes = photo.bytes;
            file.announcedAt = m_input.now;
            file.state = isErased ? "erased" : "announced";
            if (!isErased) m_announced.insert(photo.fileId);
        }
    }
}

Result<void> BatchRows::writeEvents() {
    store::FraudRepository events(m_database);
    for (qsizetype i = 0; i < m_decisions.size(); ++i) {
        const Decision& decision = m_decisions[i];
        if (decision.entry < 0) continue;
        const CheckedPacket& checked = m_input.packets[i];
        if (decision.status == PacketStatus::Rejected && !decision.isForgotten)
            if (auto kept = events.quarantine(checked.hash, checked.jws, m_input.now, m_vaultKeys, m_random); !kept)
                return kept;
        for (const auto& finding : decision.findings)
            if (decision.status == PacketStatus::Rejected || fraud::opensEvent(finding.code))
                if (auto done =
                        m_book.insert(finding, m_book.findingOf(finding.code, checked.hash), decision, &checked);
                    !done)
                    return done;
    }
    return {};
}

Result<QList<QByteArray>> BatchRows::filesNeeded() {
    QList<FileId> ids;
    QSet<FileId> seen;
    QList<FileId> unknown; // not looked up when the batch was loaded
    for (const Decision& decision : m_decisions) {
        if (decision.status == PacketStatus::Rejected) continue;
        for (const auto& photo : decision.photos) {
            if (seen.contains(photo.fileId)) continue;
            seen.insert(photo.fileId);
            ids.append(photo.fileId);
            if (!m_known.hasLookedUp(photo.fileId)) unknown.append(photo.fileId);
        }
    }
    const auto files = store::FileRepository(m_database).findAll(unknown);
    if (!files) return fail(files.error());
    QList<QByteArray> needed;
    for (const FileId& id : ids) {
        const store::FileRecord* file = m_known.file(id);
        if (const auto found = files->constFind(id); found != files->constEnd()) file = &*found;
        const bool isOurs =
            file ? file->state == "announced" && file->deviceNo == m_input.device.deviceNo : m_announced.contains(id);
        if (isOurs) needed.append(id.toText());
    }
    return needed;
}

} // namespace haziri::sync
