#include "core/muster/PacketWriter.h"

namespace haziri::muster {

Result<PacketWriter::Written> PacketWriter::write(Draft draft) {
    if (!m_profile.isRegistered() || !m_profile.identity().canSign()) {
        return fail("NOT_REGISTERED", QStringLiteral("This laptop is not enrolled at a server yet."));
    }
    protocol::Packet packet;
    packet.kind = draft.kind;
    packet.packetId = PacketId::generate(m_clock, m_random);
    packet.deviceId = m_profile.identity().deviceId();
    packet.recordedBy = draft.recordedBy;
    packet.tok = m_profile.token()->jti;
    packet.timestamp = draft.at;
    packet.tzOffsetMin = m_clock.tzOffsetMin();
    packet.clock = m_profile.anchor().packetClock(m_clock.boot());
    packet.body = std::move(draft.body);

    outbox::NewPacket row;
    row.packetId = packet.packetId;
    row.kind = packet.kind;
    row.at = packet.timestamp;
    row.tok = packet.tok;
    row.note = std::move(draft.note);
    row.photos = std::move(draft.photos);
    row.worker = std::move(draft.worker);
    auto end = m_profile.outbox().append(row, [&](const outbox::ChainPlace& place) {
        // A secret of another enrolment would make a packet that nobody believes.
        if (m_profile.identity().epoch() != place.epoch) return QByteArray();
        packet.epoch = place.epoch;
        packet.seq = place.seq;
        packet.prev = place.prev;
        return m_profile.identity().signPacket(protocol::writePacket(packet));
    });
    if (!end) return fail(end.error());
    m_profile.noteHighWaterIfLagging(*end);
    return Written{packet.packetId, end->seq};
}

NamedPhoto namePhoto(const QByteArray& jpeg, const Clock& clock, RandomSource& random) {
    const FileId id = FileId::generate(clock, random);
    return {{id, jpeg}, {id, crypto::sha256(jpeg), jpeg.size()}};
}

} // namespace haziri::muster
