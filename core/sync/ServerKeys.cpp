#include "core/base/Base64Url.h"
#include "core/sync/ServerClient.h"

#include <QJsonArray>

namespace haziri::sync {

QJsonObject ServerKeys::toJson() const {
    QJsonArray list;
    for (auto it = tokens.begin(); it != tokens.end(); ++it) {
        list.append(QJsonObject{{QStringLiteral("kty"), QStringLiteral("OKP")},
                                {QStringLiteral("crv"), QStringLiteral("Ed25519")},
                                {QStringLiteral("kid"), QString::fromUtf8(it.key())},
                                {QStringLiteral("x"), QString::fromLatin1(toBase64Url(it.value().raw()))}});
    }
    QJsonObject object{{QStringLiteral("serverKeys"), list}};
    if (log) object[QStringLiteral("logKey")] = QString::fromUtf8(audit::writeVerifierKey(log->name, log->key));
    return object;
}

Result<ServerKeys> ServerKeys::fromJson(const QJsonObject& object) {
    auto reader = json::Reader::parse(json::toText(object));
    if (!reader) return fail(reader.error());
    return read(*reader);
}

Result<ServerKeys> ServerKeys::read(const json::Reader& reader) {
    ServerKeys keys;
    for (const json::Reader& item : reader.objects("serverKeys", 20)) {
        const QByteArray kid = item.text("kid", 200);
        const QByteArray raw = item.bytes("x", 32);
        const bool ours = item.text("kty", 10) == "OKP" && item.text("crv", 20) == "Ed25519";
        if (item.error()) return fail(*item.error());
        auto key = crypto::Ed25519PublicKey::fromRaw(raw);
        if (ours && key) keys.tokens.insert(kid, *key); // kinds we do not know are for later versions
    }
    auto log = audit::readVerifierKey(reader.text("logKey", 500));
    if (reader.error()) return fail(*reader.error());
    if (!log) return fail(log.error());
    if (keys.tokens.isEmpty()) return fail("MALFORMED", QStringLiteral("The server named no key of its own."));
    keys.log = *log;
    return keys;
}

} // namespace haziri::sync
