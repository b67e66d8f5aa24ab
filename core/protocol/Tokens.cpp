#include "core/protocol/Tokens.h"

#include "core/base/Json.h"
#include "core/protocol/Limits.h"

#include <QHash>

namespace haziri::protocol {

namespace {

constexpr qint64 kDayMin = 24 * 60;

qint64 localMinuteOfDay(UnixMillis t, int tzOffsetMin) {
    const qint64 ms = t.value + qint64(tzOffsetMin) * 60'000;
    const qint64 minute = ms / 60'000 - (ms % 60'000 < 0 ? 1 : 0);
    return ((minute % kDayMin) + kDayMin) % kDayMin;
}

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

QByteArray nonEmpty(const json::Reader& reader, const char* key, qsizetype maxBytes) {
    const QByteArray value = reader.text(key, maxBytes);
    if (!reader.error() && value.isEmpty()) reader.setError(key, "is empty");
    return value;
}

void expectAudience(const json::Reader& reader, const char* aud) {
    if (const QByteArray found = reader.text("aud", 32); !reader.error() && found != aud)
        reader.setError("aud", "is for another purpose");
}

TimeWindow readWindow(const json::Reader& reader) {
    TimeWindow window;
    window.from = {reader.integer("from", 0, kMaxMillis)};
    window.to = {reader.integer("to", 0, kMaxMillis)};
    window.dailyFromMin = qint32(reader.integerOr("dailyFrom", 0, 0, kDayMin));
    window.dailyToMin = qint32(reader.integerOr("dailyTo", kDayMin, 0, kDayMin));
    return window;
}

Result<OfflineToken> readOfflineToken(const json::Reader& reader) {
    expectAudience(reader, "capture");
    OfflineToken token;
    token.iss = reader.text("iss", 256);
    token.sub = reader.id<UserId>("sub");
    token.jti = nonEmpty(reader, "jti", 64);
    token.iat = reader.integer("iat", 0, kMaxSeconds);
    token.nbf = reader.integer("nbf", 0, kMaxSeconds);
    token.exp = reader.integer("exp", 0, kMaxSeconds);
    token.deviceId = nonEmpty(reader, "deviceId", kKeyHashText);
    token.siteId = reader.id<SiteId>("siteId");
    token.timeWindow = readWindow(reader.object("timeWindow"));
    if (const QByteArray jkt = reader.object("cnf").text("jkt", kKeyHashText); !reader.error() && jkt != token.deviceId)
        reader.setError("cnf", "names another device");
    if (reader.error()) return fail(*reader.error());
    return token;
}

Result<TimeToken> readTimeToken(const json::Reader& reader) {
    expectAudience(reader, "clock");
    TimeToken token;
    token.iss = reader.text("iss", 256);
    token.jti = nonEmpty(reader, "jti", 64);
    token.iat = reader.integer("iat", 0, kMaxSeconds);
    token.exp = reader.integer("exp", 0, kMaxSeconds);
    token.deviceId = nonEmpty(reader, "deviceId", kKeyHashText);
    token.serverTimeMs = reader.integer("serverTimeMs", 0, kMaxMillis);
    token.nonce = reader.textOr("nonce", {}, 128);
    if (reader.error()) return fail(*reader.error());
    return token;
}

Result<json::Reader> verified(QByteArrayView compact, Purpose purpose, const crypto::Ed25519PublicKey& key) {
    const auto jws = UnverifiedJws::read(compact, purpose);
    if (!jws) return fail(jws.error());
    const auto payload = jws->verify(key);
    if (!payload) return fail(payload.error());
    return json::Reader::parse(*payload);
}

} // namespace

bool TimeWindow::contains(UnixMillis t, int tzOffsetMin) const {
    if (t < from || t > to) return false;
    const qint64 minute = localMinuteOfDay(t, tzOffsetMin);
    if (dailyFromMin <= dailyToMin) return minute >= dailyFromMin && minute < dailyToMin;
    return minute >= dailyFromMin || minute < dailyToMin;
}

QByteArray signOfflineToken(const OfflineToken& token, const QByteArray& kid, const crypto::Ed25519PrivateKey& key) {
    const QJsonObject window{{QStringLiteral("from"), token.timeWindow.from.value},
                             {QStringLiteral("to"), token.timeWindow.to.value},
                             {QStringLiteral("dailyFrom"), token.timeWindow.dailyFromMin},
                             {QStringLiteral("dailyTo"), token.timeWindow.dailyToMin}};
    const QJsonObject payload{{QStringLiteral("iss"), utf8(token.iss)},
                              {QStringLiteral("sub"), token.sub.toString()},
                              {QStringLiteral("aud"), QStringLiteral("capture")},
                              {QStringLiteral("jti"), utf8(token.jti)},
                              {QStringLiteral("iat"), token.iat},
                              {QStringLiteral("nbf"), token.nbf},
                              {QStringLiteral("exp"), token.exp},
                              {QStringLiteral("deviceId"), utf8(token.deviceId)},
                              {QStringLiteral("siteId"), token.siteId.toString()},
                              {QStringLiteral("timeWindow"), window},
                              {QStringLiteral("cnf"), QJsonObject{{QStringLiteral("jkt"), utf8(token.deviceId)}}}};
    return signJws(Purpose::OfflineToken, kid, key, json::toText(payload));
}

// A laptop carries the same token for days, and each check of its signature costs as much as all else in a small
// request: those that held are kept for a while.
Result<OfflineToken> verifyOfflineToken(QByteArrayView compact, const crypto::Ed25519PublicKey& key) {
    constexpr qsizetype kKept = 256; // each thread; a token is below a kilobyte
    thread_local QHash<QByteArray, OfflineToken> kept;
    QByteArray name = key.raw();
    name.append(compact);
    if (const auto found = kept.constFind(name); found != kept.constEnd()) return *found;
    const auto reader = verified(compact, Purpose::OfflineToken, key);
    if (!reader) return fail(reader.error());
    auto token = readOfflineToken(*reader);
    if (kept.size() >= kKept) kept.clear();
    if (token) kept.insert(name, *token);
    return token;
}

QByteArray signTimeToken(const TimeToken& token, const QByteArray& kid, const crypto::Ed25519PrivateKey& key) {
    const QJsonObject payload{{QStringLiteral("iss"), utf8(token.iss)},
                              {QStringLiteral("aud"), QStringLiteral("clock")},
                              {QStringLiteral("jti"), utf8(token.jti)},
                              {QStringLiteral("iat"), token.iat},
                              {QStringLiteral("exp"), token.exp},
                              {QStringLiteral("deviceId"), utf8(token.deviceId)},
                              {QStringLiteral("serverTimeMs"), token.serverTimeMs},
                              {QStringLiteral("nonce"), utf8(token.nonce)}};
    return signJws(Purpose::TimeToken, kid, key, json::toText(payload));
}

Result<TimeToken> verifyTimeToken(QByteArrayView compact, const crypto::Ed25519PublicKey& key) {
    const auto reader = verified(compact, Purpose::TimeToken, key);
    if (!reader) return fail(reader.error());
    return readTimeToken(*reader);
}

} // namespace haziri::protocol
