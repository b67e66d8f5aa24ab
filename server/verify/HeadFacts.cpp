#include "server/verify/HeadFacts.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/protocol/Packet.h"
#include "core/protocol/SyncMessages.h"

#include <mutex>

namespace haziri::verify {

namespace {

constexpr qsizetype kMaxHeadBytes = 4096;
constexpr qint64 kMaxSeq = (qint64(1) << 53) - 1;

audit::BadEntry bad(qint64 index, const char* what, const QByteArray& expected, const QByteArray& found) {
    return {index, QLatin1String(what), expected, found};
}

/// The entry is canonical by now, so its kind stands where it stands in every entry.
QByteArrayView kindOf(QByteArrayView entry) {
    constexpr std::string_view mark("\"kind\":\"");
    const size_t at = std::string_view(entry.data(), size_t(entry.size())).find(mark);
    if (at == std::string_view::npos) return {};
    const QByteArrayView rest = entry.sliced(qsizetype(at + mark.size()));
    return rest.first(std::max<qsizetype>(rest.indexOf('"'), 0));
}

bool isPacket(QByteArrayView kind) {
    using Kind = protocol::PacketKind;
    for (const Kind one :
         {Kind::Attendance, Kind::WorkerEnrol, Kind::WorkerUpdate, Kind::WorkerConsent, Kind::AttendanceCorrect})
        if (kind == protocol::toText(one)) return true;
    return false;
}

QByteArray codeList(const json::Reader& record) {
    QByteArray codes;
    for (const QByteArray& code : record.texts("codes", 64, 64))
        codes += ' ' + code + ' ';
    return codes;
}

void readRegistration(const json::Reader& record, HeadFacts& facts) {
    const QByteArray deviceId = record.text("deviceId", 64);
    const QByteArray raw = record.bytes("publicKey", 32);
    if (record.error()) return;
    const auto key = crypto::Ed25519PublicKey::fromRaw(raw);
    if (!key) return;
    if (protocol::keyThumbprint(*key) != deviceId)
        facts.badDevice = bad(facts.index, "the device's key", deviceId, protocol::keyThumbprint(*key));
    else
        facts.registration = HeadFacts::Registration{deviceId, *key};
}

void readPacketRecord(const json::Reader& record, bool counts, HeadFacts& facts) {
    facts.packets = counts;
    const QByteArray jws = record.text("packet", protocol::kMaxSyncBytes);
    const auto token = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet);
    const auto payload = token ? token->payloadBeforeVerification() : Result<QByteArray>(fail(token.error()));
    const auto packet = payload ? json::Reader::parse(*payload) : Result<json::Reader>(fail(payload.error()));
    if (record.error() || !packet) {
        facts.unreadable = counts;
        return;
    }
    ChainLink link;
    link.index = facts.index;
    link.counts = counts;
    link.hash = protocol::packetHash(jws);
    const QByteArray told = record.bytes("packetHash", 32);
    if (record.error() || crypto::toDigest(told) != link.hash) {
        facts.badPacket = bad(facts.index, "packetHash", crypto::toBase64Url(link.hash), toBase64Url(told));
        return;
    }
    const QByteArray deviceId = packet->text("deviceId", 64);
    link.place = {packet->integer("epoch", 1, kMaxSeq), packet->integer("seq", 1, kMaxSeq)};
    const QByteArray prev = packet->bytes("prev", 32);
    if (packet->error()) {
        facts.unreadable = counts;
        return;
    }
    link.prev = crypto::toDigest(prev);
    link.tellsOfGap = record.has("codes") && codeList(record).contains(" CHAIN_GAP ");
    facts.packet = HeadFacts::Packet{deviceId, link};
}

void readHeadRecord(const json::Reader& record, const DeviceKeys& keys, HeadFacts& facts) {
    HeadFacts::Head head{record.text("deviceId", 64), record.text("head", kMaxHeadBytes), {}};
    if (record.error()) {
        facts.badHead = bad(facts.index, "head", "a head of a device", "none that can be read");
        return;
    }
    if (const auto key = keys.find(head.deviceId)) head.verified = protocol::verifyHead(head.jws, *key);
    facts.head = std::move(head);
}

} // namespace

void DeviceKeys::add(const QByteArray& deviceId, const crypto::Ed25519PublicKey& key) {
    const std::unique_lock lock(m_mutex);
    m_keys.insert_or_assign(deviceId, key);
}

std::optional<crypto::Ed25519PublicKey> DeviceKeys::find(const QByteArray& deviceId) const {
    const std::shared_lock lock(m_mutex);
    const auto found = m_keys.find(deviceId);
    return found == m_keys.end() ? std::nullopt : std::optional(found->second);
}

HeadFacts readHeadFacts(const audit::ServedEntry& entry, const DeviceKeys& keys) {
    HeadFacts facts;
    facts.index = entry.index;
    const QByteArrayView kind = kindOf(entry.entry);
    const bool counts = isPacket(kind);
    const bool mayConcern = counts || kind == "fraud" || kind == "device.head" || kind == "device.register";
    if (!entry.data || !mayConcern) return facts;
    const auto record = json::Reader::parse(*entry.data);
    if (!record) {
        facts.unreadable = counts;
        return facts;
    }
    if (kind == "device.register") {
        readRegistration(*record, facts);
        return facts;
    }
    if (counts || record->has("packet")) readPacketRecord(*record, counts, facts);
    if (record->has("head")) readHeadRecord(*record, keys, facts);
    if (kind != "fraud" || !record->has("codes") || !codeList(*record).contains(" CHAIN_FORK ")) return facts;
    // The server reports the fork: by the packet that came second, or by the head that does not fit.
    const QByteArray hash = record->bytes(record->has("packetHash") ? "packetHash" : "hash", 32);
    const QByteArray deviceId = record->text("deviceId", 64);
    if (!record->error()) facts.declared = HeadFacts::Declared{deviceId, crypto::toDigest(hash)};
    return facts;
}

} // namespace haziri::verify
