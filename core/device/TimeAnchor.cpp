#include "core/device/TimeAnchor.h"

#include "core/base/Json.h"

namespace haziri::device {

namespace {

bool sameBoot(const TimeAnchor& anchor, const BootInstant& now) {
    // An empty id is no evidence of anything; a smaller count under the same id is a snapshot.
    return !anchor.jti.isEmpty() && !now.bootId.isEmpty() && now.bootId == anchor.arrived.bootId &&
           now.bootMs >= anchor.arrived.bootMs;
}

} // namespace

std::optional<TimeAnchor::Estimate> TimeAnchor::estimate(const BootInstant& now) const {
    if (!sameBoot(*this, now)) return std::nullopt;
    const qint64 elapsed = now.bootMs - arrived.bootMs;
    // The token was signed some time within the round trip; its middle is the best guess.
    return Estimate{UnixMillis{serverTimeMs + roundTripMs / 2 + elapsed},
                    roundTripMs / 2 + elapsed * kDriftPpm / 1'000'000 + 1};
}

protocol::PacketClock TimeAnchor::packetClock(const BootInstant& now) const {
    if (!sameBoot(*this, now)) return {now.bootId, now.bootMs, {}, 0};
    return {now.bootId, now.bootMs, jti, arrived.bootMs};
}

QByteArray TimeAnchor::toText() const {
    return json::toText({{QStringLiteral("jti"), QString::fromUtf8(jti)},
                         {QStringLiteral("serverTimeMs"), serverTimeMs},
                         {QStringLiteral("bootId"), QString::fromUtf8(arrived.bootId)},
                         {QStringLiteral("bootMs"), arrived.bootMs},
                         {QStringLiteral("roundTripMs"), roundTripMs}});
}

Result<TimeAnchor> TimeAnchor::fromText(QByteArrayView text) {
    auto reader = json::Reader::parse(text);
    if (!reader) return fail(reader.error());
    constexpr qint64 kMax = 1LL << 53;
    TimeAnchor anchor;
    anchor.jti = reader->text("jti", 64);
    anchor.serverTimeMs = reader->integer("serverTimeMs", 0, kMax);
    anchor.arrived = {reader->text("bootId", 64), reader->integer("bootMs", 0, kMax)};
    anchor.roundTripMs = reader->integer("roundTripMs", 0, kMax);
    if (reader->error()) return fail(*reader->error());
    return anchor;
}

} // namespace haziri::device
