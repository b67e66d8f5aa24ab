#include "server/sync/PacketChecker.h"

#include "server/fraud/Rule.h"
#include "server/store/SiteRepository.h"

#include "core/base/Json.h"
#include "core/protocol/Jws.h"

namespace haziri::sync {

namespace {

constexpr qint64 kFutureMs = 2 * 60'000;
constexpr qint64 kMostSeq = 1LL << 53;
constexpr size_t kMostForeignDevices = 8; // a request that names more is not worth the look-ups

void reject(CheckedPacket& checked, const char* code, QString message) {
    checked.rejection = Rejection{code, std::move(message)};
}

SiteId siteOf(const protocol::Packet& packet) {
    if (const auto* mark = std::get_if<protocol::Attendance>(&packet.body)) return mark->siteId;
    if (const auto* enrol = std::get_if<protocol::WorkerEnrol>(&packet.body)) return enrol->siteId;
    if (const auto* correction = std::get_if<protocol::Correction>(&packet.body)) return correction->siteId;
    return {};
}

bool isWithin(const protocol::OfflineToken& token, const protocol::Packet& packet) {
    const qint64 t = packet.timestamp.value;
    return t >= token.nbf * 1000 && t <= token.exp * 1000 &&
           token.timeWindow.contains(packet.timestamp, packet.tzOffsetMin);
}

protocol::PacketResult readClaims(const protocol::UnverifiedJws& jws) {
    protocol::PacketResult claims;
    const auto payload = jws.payloadBeforeVerification();
    if (!payload) return claims;
    const auto reader = json::Reader::parse(*payload);
    if (!reader) return claims;
    const QByteArray id = reader->textOr("packetId", {}, 36);
    const qint64 seq = reader->integerOr("seq", 0, 0, std::numeric_limits<qint64>::max());
    if (reader->error()) return claims;
    if (PacketId::fromText(id)) claims.packetId = id;
    claims.seq = seq;
    return claims;
}

void noteClaims(const protocol::PacketResult& claims, CheckedPacket& checked) {
    checked.claimedId = claims.packetId;
    checked.claimedSeq = claims.seq;
}

void noteClaims(const protocol::UnverifiedJws& jws, CheckedPacket& checked) {
    noteClaims(readClaims(jws), checked);
}

} // namespace

protocol::PacketResult claimOf(const QByteArray& text) {
    const auto jws = protocol::UnverifiedJws::read(text, protocol::Purpose::Packet);
    return jws ? readClaims(*jws) : protocol::PacketResult{};
}

Result<const std::vector<store::DeviceEpoch>*> PacketChecker::epochs() {
    auto own = keysOf(m_parts.device.deviceId);
    if (!own) return fail(own.error());
    return &(*own)->epochs;
}

Result<const PacketChecker::KnownDevice*> PacketChecker::keysOf(const QByteArray& deviceId) {
    static const KnownDevice nobody;
    if (const auto found = m_devices.find(deviceId); found != m_devices.end()) return &found->second;
    if (m_devices.size() > kMostForeignDevices && deviceId != m_parts.device.deviceId) return &nobody;

    KnownDevice known;
    store::DeviceRepository devices(m_parts.database);
    const auto device = deviceId == m_parts.device.deviceId ? Result<std::optional<store::Device>>(m_parts.device)
                                                            : devices.find(deviceId);
    if (!device) return fail(device.error());
    if (*device) {
        auto epochs = devices.epochs(**device, m_parts.vaultKeys);
        if (!epochs && deviceId != m_parts.device.deviceId) epochs = std::vector<store::DeviceEpoch>();
        if (!epochs)
            return fail("STORE_UNAVAILABLE",
                        QStringLiteral("a device secret cannot be opened: ") + epochs.error().message);
        known.epochs = std::move(*epochs);
        for (const auto& epoch : known.epochs)
            known.keys.push_back({epoch.epoch, crypto::HmacKey(epoch.secret)});
    }
    return &m_devices.emplace(deviceId, std::move(known)).first->second;
}

// The signature decides before anything inside is believed.
Result<std::optional<PacketChecker::Proved>> PacketChecker::prove(const QByteArray& text, CheckedPacket& checked) {
    const auto jws = protocol::UnverifiedJws::read(text, protocol::Purpose::Packet);
    if (!jws) {
        const bool isOtherKind = jws.error().code == "TYP_MISMATCH";
        reject(checked, isOtherKind ? "SIGNATURE_INVALID" : "MALFORMED", jws.error().message);
        return std::optional<Proved>();
    }
    const auto known = keysOf(jws->kid());
    if (!known) return fail(known.error());
    for (const EpochKey& key : (*known)->keys) {
        auto payload = jws->verify(key.key);
        if (!payload) continue;
        if (jws->kid() == m_parts.device.deviceId) {
            checked.authenticity = Authenticity::OwnDevice;
            return std::optional<Proved>(Proved{std::move(*payload), key.epoch});
        }
        noteClaims(*jws, checked);
        checked.authenticity = Authenticity::OtherDevice;
        reject(checked, "REPLAY", QStringLiteral("Another device signed this packet"));
        return std::optional<Proved>();
    }
    noteClaims(*jws, checked);
    reject(checked, "SIGNATURE_INVALID", QStringLiteral("The packet was not signed by this device"));
    return std::optional<Proved>();
}

Result<CheckedPacket> PacketChecker::check(const QByteArray& jws) {
    CheckedPacket checked;
    checked.jws = jws;
    checked.hash = protocol::packetHash(jws);
    auto proved = prove(jws, checked);
    if (!proved) return fail(proved.error());
    if (!*proved) return checked;

    auto packet = protocol::readPacket((*proved)->payload);
    if (!packet) {
        noteClaims(claimOf(jws), checked);
        const auto id = PacketId::fromText(checked.claimedId);
        if (id && checked.claimedSeq >= 1 && checked.claimedSeq < kMostSeq)
            checked.claimedPlace = PlaceInChain{(*proved)->epoch, checked.claimedSeq, *id};
        reject(checked, "MALFORMED", packet.error().message);
        return checked;
    }
    checked.claimedId = packet->packetId.toText();
    checked.claimedSeq = packet->seq;
    if (packet->deviceId != m_parts.device.deviceId || packet->epoch != (*proved)->epoch) {
        checked.authenticity = Authenticity::Unproved;
        reject(checked, "SIGNATURE_INVALID", QStringLiteral("The packet names another device or epoch than its key"));
        return checked;
    }
    checked.packet = std::move(*packet);
    if (auto judged = judge(checked); !judged) return fail(judged.error());
    return checked;
}

Result<void> PacketChecker::judge(CheckedPacket& checked) {
    const protocol::Packet& packet = *checked.packet;
    const auto token = m_parts.tokens.find(m_parts.database, packet.tok);
    if (!token) return fail(token.error());
    if (!*token) {
        reject(checked, "TOKEN_INVALID", QStringLiteral("The offline token is unknown or not this device's"));
        return {};
    }
    const SiteId siteId = siteOf(packet);
    if (!siteId.isNull() && siteId != (*token)->siteId) {
        reject(checked, "SITE_MISMATCH", QStringLiteral("The offline token is for another site"));
        return {};
    }
    auto found = site((*token)->siteId);
    if (!found) return fail(found.error());
    if (!*found) {
        reject(checked, "SITE_MISMATCH", QStringLiteral("The site is not known here"));
        return {};
    }
    checked.site = std::move(**found);
    if (packet.timestamp.value > m_parts.now.value + kFutureMs) {
        reject(checked, "TIME_WINDOW", QStringLiteral("The time lies in the future"));
        return {};
    }
    if (!isWithin(**token, packet)) {
        reject(checked, "TIME_WINDOW", QStringLiteral("The time lies outside the token's window"));
        return {};
    }
    return judgeMark(checked);
}

Result<void> PacketChecker::judgeMark(CheckedPacket& checked) {
    const protocol::Packet& packet = *checked.packet;
    if (const auto* mark = std::get_if<protocol::Attendance>(&packet.body)) {
        checked.findings = fraud::judgeAlone({packet, *mark, *checked.site, m_parts.now, {}, {}, {}, {}, 0, 0, {}});
        return {};
    }
    if (std::holds_alternative<protocol::Correction>(packet.body)) return {}; // judged beside the mark it names
    auto verdict = m_parts.enrolment.prepare(m_parts.database, packet, m_parts.now);
    if (!verdict) return fail(verdict.error());
    checked.enrolment = std::move(*verdict);
    return {};
}

Result<std::optional<store::Site>> PacketChecker::site(const SiteId& siteId) {
    const auto known = m_sites.constFind(siteId);
    if (known != m_sites.constEnd()) return *known;
    auto found = store::SiteRepository(m_parts.database).find(siteId);
    if (found) m_sites.insert(siteId, *found);
    return found;
}

} // namespace haziri::sync
