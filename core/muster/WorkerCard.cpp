#include "core/muster/WorkerCard.h"

#include "core/base/Base64Url.h"

namespace haziri::muster {

namespace {
const QByteArray kScheme = "haziri-card:";
constexpr qsizetype kNameChars = 8, kCheckBytes = 8;
constexpr qsizetype kMostChars = 128;

QByteArray checkOf(const QByteArray& named, const device::DeviceIdentity& device) {
    // A key of its own: what the signing key's seed is used for elsewhere never meets this.
    const crypto::Digest derived = crypto::HmacKey(device.key().seed()).mac("haziri worker card key, version 1");
    const QByteArrayView bytes(reinterpret_cast<const char*>(derived.data()), qsizetype(derived.size()));
    const crypto::Digest mac = crypto::HmacKey(crypto::SecretBytes::copyOf(bytes)).mac(named);
    return toBase64Url(QByteArray(reinterpret_cast<const char*>(mac.data()), kCheckBytes));
}

Result<WorkerCard> invalid() {
    return fail("CARD_INVALID", QStringLiteral("This is not a worker's card made by Haziri."));
}
} // namespace

QByteArray WorkerCard::textFor(const WorkerId& worker, const device::DeviceIdentity& device) {
    const QByteArray named = kScheme + worker.toString().toLatin1();
    return named + ':' + device.deviceId().left(kNameChars) + ':' + checkOf(named, device);
}

Result<WorkerCard> WorkerCard::read(QByteArrayView text, const device::DeviceIdentity& device) {
    if (text.size() > kMostChars) return invalid();
    const QList<QByteArray> parts = text.toByteArray().split(':');
    if (parts.size() != 4 || parts[0] + ':' != kScheme || parts[2].size() != kNameChars) return invalid();
    const auto worker = WorkerId::fromText(parts[1]);
    if (!worker || worker->toString().toLatin1() != parts[1]) return invalid();
    const bool ours = parts[2] == device.deviceId().left(kNameChars);
    if (ours && parts[3] != checkOf(kScheme + parts[1], device)) return invalid();
    return WorkerCard{*worker, ours};
}

} // namespace haziri::muster
