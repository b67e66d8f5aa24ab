#include "server/verify/HeadCheck.h"

#include "core/base/Base64Url.h"
#include "core/protocol/ChainHead.h"
#include "core/protocol/Packet.h"
#include "core/protocol/SyncMessages.h"

namespace haziri::verify {

namespace {

constexpr qsizetype kMaxHeadBytes = 4096;
constexpr qint64 kMaxSeq = (qint64(1) << 53) - 1;

using Bad = std::optional<audit::BadEntry>;

audit::BadEntry bad(qint64 index, const char* what, const QByteArray& expected, const QByteArray& found) {
    return {index, QLatin1String(what), expected, found};
}

/// The entry is canonical by now, so its kind stands where it stands in every entry.
QByteArray kindOf(const QByteArray& entry) {
    const QByteArray mark = "\"kind\":\"";
    const qsizetype at = entry.indexOf(mark) + mark.size();
    return entry.mid(at, entry.indexOf('"', at) - at);
}

bool isPacket(const QByteArray& kind) {
    using Kind = protocol::PacketKind;
    for (const Kind one : {Kind::Attendance, Kind::WorkerEnrol, Kind::WorkerUpdate, Kind::WorkerConsent})
        if (kind == protocol::toText(one)) return true;
    return false;
}

QByteArray codeList(const json::Reader& record) {
    QByteArray codes;
    for (const QByteArray& code : record.texts("codes", 64, 64))
        codes += ' ' + code + ' ';
    return codes;
}

} // namespace

Bad HeadCheck::add(const audit::ServedEntry& entry) {
    const QByteArray kind = kindOf(entry.entry);
    const bool counts = isPacket(kind);
    if (!entry.data) return std::nullopt;
    const bool mayConcern = counts || kind == "fraud" || kind == "device.head" || kind == "device.register";
    if (!mayConcern) return std::nullopt;
    const auto record = json::Reader::parse(*entry.data);
    if (!record) {
        m_unreadable += counts;
        return std::nullopt;
    }
    if (kind == "device.register") return addRegistration(entry.index, *record);
    if (counts || record->has("packet"))
        if (auto wrong = addPacket(entry.index, counts, *record)) return wrong;
    if (record->has("head"))
        if (auto wrong = addHead(entry.index, *record)) return wrong;
    if (kind != "fraud" || !record->has("codes") || !codeList(*record).contains(" CHAIN_FORK ")) return std::nullopt;
    // The server reports the fork: by the packet that came second, or by the head that does not fit.
    const QByteArray hash = record->bytes(record->has("packetHash") ? "packetHash" : "hash", 32);
    const QByteArray deviceId = record->text("deviceId", 64);
    if (!record->error()) m_devices[deviceId].chain.declare(crypto::toDigest(hash));
    return std::nullopt;
}

Bad HeadCheck::addRegistration(qint64 index, const json::Reader& record) {
    const QByteArray deviceId = record.text("deviceId", 64);
    const QByteArray raw = record.bytes("publicKey", 32);
    if (record.error()) return std::nullopt;
    const auto key = crypto::Ed25519PublicKey::fromRaw(raw);
    if (!key) return std::nullopt;
    if (protocol::keyThumbprint(*key) != deviceId)
        return bad(index, "the device's key", deviceId, protocol::keyThumbprint(*key));
    m_devices[deviceId].key = *key;
    return std::nullopt;
}

Bad HeadCheck::addPacket(qint64 index, bool counts, const json::Reader& record) {
    m_packets += counts;
    const QByteArray jws = record.text("packet", protocol::kMaxSyncBytes);
    const auto token = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet);
    const auto payload = token ? token->payloadBeforeVerification() : Result<QByteArray>(fail(token.error()));
    const auto packet = payload ? json::Reader::parse(*payload) : Result<json::Reader>(fail(payload.error()));
    if (record.error() || !packet) {
        m_unreadable += counts;
        return std::nullopt;
    }
    ChainLink link;
    link.index = index;
    link.counts = counts;
    link.hash = protocol::packetHash(jws);
    const QByteArray told = record.bytes("packetHash", 32);
    if (record.error() || crypto::toDigest(told) != link.hash)
        return bad(index, "packetHash", crypto::toBase64Url(link.hash), toBase64Url(told));
    const QByteArray deviceId = packet->text("deviceId", 64);
    link.place = {packet->integer("epoch", 1, kMaxSeq), packet->integer("seq", 1, kMaxSeq)};
    const QByteArray prev = packet->bytes("prev", 32);
    if (packet->error()) {
        m_unreadable += counts;
        return std::nullopt;
    }
    link.prev = crypto::toDigest(prev);
    link.tellsOfGap = record.has("codes") && codeList(record).contains(" CHAIN_GAP ");
    if (const auto conflict = m_devices[deviceId].chain.add(link))
        return bad(index, "a second packet for one place in the device's chain",
                   "one packet with seq " + QByteArray::number(link.place.seq), crypto::toBase64Url(link.hash));
    return std::nullopt;
}

Bad HeadCheck::addHead(qint64 index, const json::Reader& record) {
    const QByteArray deviceId = record.text("deviceId", 64);
    const QByteArray jws = record.text("head", kMaxHeadBytes);
    if (record.error()) return bad(index, "head", "a head of a device", "none that can be read");
    ++m_heads;
    const auto device = m_devices.find(deviceId);
    if (device == m_devices.end() || !device->second.key) return std::nullopt; // its registration was withheld
    const auto head = protocol::verifyHead(jws, *device->second.key);
    if (!head) return bad(index, "head", "a head that the device signed", head.error().message.toUtf8());
    device->second.chain.vouch({head->epoch, head->seq}, head->hash);
    return std::nullopt;
}

Bad HeadCheck::close() {
    Bad first;
    for (const auto& [deviceId, device] : m_devices)
        for (const ChainConflict& conflict : device.chain.conflicts())
            if (!conflict.isDeclared && (!first || conflict.index < first->index))
                first = bad(conflict.index, "a packet that its device did not sign",
                            crypto::toBase64Url(conflict.expected), crypto::toBase64Url(conflict.found));
    return first;
}

HeadReport HeadCheck::report() const {
    HeadReport report{m_packets, 0, m_heads, m_unreadable, {}};
    for (const auto& [deviceId, device] : m_devices) {
        report.covered += device.chain.covered();
        QList<HeadRemark> remarks;
        for (const ChainLink& link : device.chain.uncovered()) {
            const auto [epoch, seq] = link.place;
            if (!remarks.isEmpty() && remarks.last().epoch == epoch && remarks.last().lastSeq + 1 == seq) {
                remarks.last().lastSeq = seq;
                remarks.last().firstIndex = std::min(remarks.last().firstIndex, link.index);
                remarks.last().lastIndex = std::max(remarks.last().lastIndex, link.index);
            } else {
                remarks.append({deviceId, epoch, seq, seq, link.index, link.index, HeadRemark::Kind::NotCovered});
            }
        }
        for (const ChainConflict& one : device.chain.conflicts())
            remarks.append({deviceId, one.place.epoch, one.place.seq, one.place.seq, one.index, one.index,
                            HeadRemark::Kind::Conflict});
        for (const auto& [epoch, seq] : device.chain.awaited())
            remarks.append({deviceId, epoch, seq, seq, -1, -1, HeadRemark::Kind::Awaited});
        report.remarks += remarks;
    }
    return report;
}

} // namespace haziri::verify
