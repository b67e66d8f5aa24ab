#include "core/base/Base64Url.h"
#include "core/protocol/KeyStatement.h"
#include "core/sync/ServerClient.h"

#include <QJsonArray>

namespace haziri::sync {

namespace {

using Keys = QHash<QByteArray, crypto::Ed25519PublicKey>;

QJsonArray write(const Keys& keys) {
    QJsonArray list;
    for (auto it = keys.begin(); it != keys.end(); ++it) {
        list.append(QJsonObject{{QStringLiteral("kty"), QStringLiteral("OKP")},
                                {QStringLiteral("crv"), QStringLiteral("Ed25519")},
                                {QStringLiteral("kid"), QString::fromUtf8(it.key())},
                                {QStringLiteral("x"), QString::fromLatin1(toBase64Url(it.value().raw()))}});
    }
    return list;
}

Result<Keys> readKeys(const json::Reader& reader, const char* member) {
    Keys keys;
    for (const json::Reader& item : reader.objects(member, 20)) {
        const QByteArray kid = item.text("kid", 200);
        const QByteArray raw = item.bytes("x", 32);
        const bool ours = item.text("kty", 10) == "OKP" && item.text("crv", 20) == "Ed25519";
        if (item.error()) return fail(*item.error());
        auto key = crypto::Ed25519PublicKey::fromRaw(raw);
        if (ours && key) keys.insert(kid, *key); // kinds we do not know are for later versions
    }
    return keys;
}

} // namespace

QJsonObject ServerKeys::toJson() const {
    QJsonObject object{{QStringLiteral("serverKeys"), write(tokens)}};
    if (!gone.isEmpty()) object[QStringLiteral("goneKeys")] = write(gone);
    if (log) object[QStringLiteral("logKey")] = QString::fromUtf8(audit::writeVerifierKey(log->name, log->key));
    if (!box.isEmpty()) object[QStringLiteral("boxKey")] = QString::fromLatin1(toBase64Url(box));
    return object;
}

Result<ServerKeys> ServerKeys::fromJson(const QJsonObject& object) {
    auto reader = json::Reader::parse(json::toText(object));
    if (!reader) return fail(reader.error());
    auto keys = read(*reader);
    if (!keys || !reader->has("goneKeys")) return keys;
    auto gone = readKeys(*reader, "goneKeys");
    if (!gone) return fail(gone.error());
    keys->gone = std::move(*gone);
    return keys;
}

std::optional<ServerKeys> ServerKeys::followed(QByteArrayView answerBody) const {
    if (answerBody.indexOf("\"keyChain\"") < 0) return std::nullopt;
    const auto reader = json::Reader::parse(answerBody);
    if (!reader || !reader->has("keyChain")) return std::nullopt;
    const auto listed = readKeys(*reader, "serverKeys");
    if (!listed) return std::nullopt;
    Keys known = tokens;
    for (const json::Reader& item : reader->objects("keyChain", 16)) { // oldest first
        const auto statement = protocol::KeyStatement::read(item);
        if (!statement) return std::nullopt;
        const auto voucher = known.constFind(statement->by);
        if (voucher != known.constEnd() && statement->isSignedBy(*voucher))
            known.insert(statement->kid, statement->key);
    }
    if (reader->error()) return std::nullopt;
    ServerKeys next = *this;
    next.tokens.clear();
    for (auto it = listed->begin(); it != listed->end(); ++it)
        if (known.contains(it.key()) && known.value(it.key()) == it.value()) next.tokens.insert(it.key(), it.value());
    if (next.tokens.isEmpty()) return std::nullopt;
    for (auto it = tokens.begin(); it != tokens.end(); ++it)
        if (!next.tokens.contains(it.key())) next.gone.insert(it.key(), it.value());
    return next;
}

Result<ServerKeys> ServerKeys::read(const json::Reader& reader) {
    ServerKeys keys;
    auto tokens = readKeys(reader, "serverKeys");
    if (!tokens) return fail(tokens.error());
    keys.tokens = std::move(*tokens);
    auto log = audit::readVerifierKey(reader.text("logKey", 500));
    if (reader.error()) return fail(*reader.error());
    if (!log) return fail(log.error());
    if (keys.tokens.isEmpty()) return fail("MALFORMED", QStringLiteral("The server named no key of its own."));
    keys.log = *log;
    if (reader.has("boxKey")) keys.box = reader.bytes("boxKey", 32);
    if (reader.error()) return fail(*reader.error());
    return keys;
}

} // namespace haziri::sync
