#include "server/onboarding/LostEpoch.h"

#include "server/store/DeviceRepository.h"
#include "server/store/ServerKeys.h"

#include "core/crypto/Sha256.h"
#include "core/protocol/Jws.h"
#include "core/protocol/Tokens.h"

#include <algorithm>

namespace haziri::onboarding {

namespace {

constexpr qint64 kPage = 100;

std::optional<protocol::OfflineToken> ownToken(const QByteArray& text, const store::Device& device,
                                               const store::ServerKeys& keys) {
    const auto jws = protocol::UnverifiedJws::read(text, protocol::Purpose::OfflineToken);
    if (!jws || keys.hasGone(jws->kid())) return std::nullopt;
    const auto key = keys.verifying(jws->kid());
    if (!key) return std::nullopt;
    const auto token = protocol::verifyOfflineToken(text, *key);
    return token && token->deviceId == device.deviceId ? std::optional(*token) : std::nullopt;
}

/// When the backup was made that the server went back to from that second; nothing: it never did.
Result<std::optional<UnixMillis>> lostSince(sql::Database& database, audit::AuditLog& log, qint64 seconds) {
    store::LogFilter filter;
    filter.kind = "restore";
    for (bool isMore = true; isMore;) {
        const auto page = log.entries(database, filter, kPage);
        if (!page) return fail(page.error());
        isMore = !page->entries.isEmpty();
        for (const auto& entry : page->entries) {
            filter.from = entry.index + 1;
            const auto record = json::Reader::parse(entry.data.value_or(QByteArray()));
            if (!record) continue;
            const qint64 from = record->integerOr("backupAt", -1, 0, 1LL << 53);
            const qint64 to = record->integerOr("at", -1, 0, 1LL << 53);
            if (record->error() || from < 0) continue;
            if (seconds * 1000 + 999 >= from && seconds * 1000 <= to) return std::optional(UnixMillis{from});
        }
    }
    return std::optional<UnixMillis>();
}

} // namespace

std::optional<LostEpoch> LostEpoch::read(const json::Reader& registration, qint64 highest) {
    if (!registration.has("lostEpoch")) return std::nullopt;
    const auto object = registration.object("lostEpoch");
    LostEpoch lost;
    lost.epoch = object.integer("epoch", 1, highest);
    lost.secret = crypto::SecretBytes::take(object.bytes("deviceSecret", 32));
    lost.offlineToken = object.text("offlineToken", 8192);
    return lost;
}

Result<bool> takeBack(sql::Database& database, const store::Device& device, const LostEpoch& lost,
                      const LostEpochParts& parts) {
    store::DeviceRepository devices(database);
    const auto epochs = devices.epochs(device, parts.vaultKeys);
    if (!epochs) return fail(epochs.error());
    const bool isKnown = std::any_of(epochs->begin(), epochs->end(),
                                     [&](const store::DeviceEpoch& one) { return one.epoch == lost.epoch; });
    const auto token = ownToken(lost.offlineToken, device, parts.keys);
    if (isKnown || !token || lost.epoch >= device.epoch) return false;
    const auto since = lostSince(database, parts.log, token->iat);
    if (!since) return fail(since.error());
    if (!*since) return false;
    // It began some time after the backup: that is the bound of its first mark.
    auto kept =
        devices.insertEpoch(device, {lost.epoch, **since, crypto::sha256(lost.offlineToken), lost.secret.clone()},
                            parts.vaultKeys, parts.random);
    return kept ? Result<bool>(true) : Result<bool>(fail(kept.error()));
}

} // namespace haziri::onboarding
