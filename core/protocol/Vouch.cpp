#include "core/protocol/Vouch.h"

#include "core/base/PlainText.h"
#include "core/protocol/Aadhaar.h"
#include "core/protocol/Limits.h"
#include "core/protocol/PhotoRefJson.h"

#include <QJsonArray>

namespace haziri::protocol {

namespace {

constexpr qsizetype kMaxPhotos = 16;

struct TextMember {
    const char* key;
    QByteArray WorkerDetails::*member;
    qsizetype maxBytes;
};
constexpr TextMember kTextMembers[] = {
    {"guardian", &WorkerDetails::guardian, 256}, {"sex", &WorkerDetails::sex, 16},
    {"phone", &WorkerDetails::phone, 32},        {"trade", &WorkerDetails::trade, 128},
    {"skill", &WorkerDetails::skill, 128},       {"uan", &WorkerDetails::uan, 32},
    {"esic", &WorkerDetails::esic, 32},          {"aadhaarLast4", &WorkerDetails::aadhaarLast4, 4},
};

bool isDigits(const QByteArray& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

WorkerDetails readDetails(const json::Reader& reader) {
    WorkerDetails details;
    details.name = reader.text("name", 256);
    if (details.name.trimmed().isEmpty()) reader.setError("name", "is empty");
    if (!isPlainText(details.name)) reader.setError("name", "holds control characters");
    for (const TextMember& text : kTextMembers) {
        details.*text.member = reader.textOr(text.key, {}, text.maxBytes);
        if (!isPlainText(details.*text.member)) reader.setError(text.key, "holds control characters");
    }
    if (!isDigits(details.aadhaarLast4)) reader.setError("aadhaarLast4", "is not made of digits");
    if (holdsAadhaar(reader.toQJson())) reader.setError("details", "hold a whole Aadhaar number");
    if (reader.has("birthYear")) details.birthYear = reader.integer("birthYear", 1900, 2200);
    if (reader.has("dailyRatePaise")) details.dailyRatePaise = reader.integer("dailyRatePaise", 0, 1'000'000'000);
    return details;
}

Consent readConsent(const json::Reader& reader) {
    Consent consent;
    consent.noticeVersion = reader.text("noticeVersion", 64);
    consent.language = reader.text("language", 35); // the longest a language tag gets in practice (RFC 5646)
    consent.givenAt = {reader.integer("givenAt", 0, kMaxMillis)};
    consent.face = reader.boolean("face");
    return consent;
}

void checkConsent(const json::Reader& reader, const Vouch& vouch) {
    if (vouch.consent.face) return;
    if (!vouch.photos.isEmpty()) reader.setError("photos", "are there without consent");
    if (vouch.templatesHash != templatesHash({})) reader.setError("templatesHash", "is there without consent");
}

Result<Vouch> readVouch(QByteArrayView payload) {
    const auto reader = json::Reader::parse(payload);
    if (!reader) return fail(reader.error());
    Vouch vouch;
    vouch.workerId = reader->id<WorkerId>("workerId");
    vouch.siteId = reader->id<SiteId>("siteId");
    vouch.thekedarId = reader->id<UserId>("thekedarId");
    vouch.iat = {reader->integer("iat", 0, kMaxMillis)};
    vouch.details = readDetails(reader->object("details"));
    vouch.consent = readConsent(reader->object("consent"));
    if (reader->has("photos"))
        for (const json::Reader& photo : reader->objects("photos", kMaxPhotos))
            vouch.photos.append(readPhotoRef(photo));
    vouch.templatesHash = templatesHash({});
    if (reader->has("templatesHash"))
        if (const QByteArray hash = reader->bytes("templatesHash", 32); hash.size() == 32)
            vouch.templatesHash = crypto::toDigest(hash);
    checkConsent(*reader, vouch);
    if (reader->error()) return fail(*reader->error());
    return vouch;
}

QJsonObject write(const WorkerDetails& details) {
    QJsonObject object{{QStringLiteral("name"), QString::fromUtf8(details.name)}};
    for (const TextMember& text : kTextMembers)
        if (const QByteArray& value = details.*text.member; !value.isEmpty())
            object[QLatin1String(text.key)] = QString::fromUtf8(value);
    if (details.birthYear) object[QStringLiteral("birthYear")] = *details.birthYear;
    if (details.dailyRatePaise) object[QStringLiteral("dailyRatePaise")] = *details.dailyRatePaise;
    return object;
}

QJsonObject write(const Consent& consent) {
    return {{QStringLiteral("noticeVersion"), QString::fromUtf8(consent.noticeVersion)},
            {QStringLiteral("language"), QString::fromUtf8(consent.language)},
            {QStringLiteral("givenAt"), consent.givenAt.value},
            {QStringLiteral("face"), consent.face}};
}

tl::unexpected<Error> invalid(QString why) {
    return fail("VOUCH_INVALID", std::move(why));
}

} // namespace

crypto::Digest templatesHash(const QList<Template>& templates) {
    crypto::Sha256 hash;
    for (const Template& face : templates)
        hash.update(face.vector);
    return hash.finish();
}

QByteArray signVouch(const Vouch& vouch, const crypto::Ed25519PrivateKey& thekedarKey) {
    QJsonArray photos;
    for (const PhotoRef& photo : vouch.photos)
        photos.append(writePhotoRef(photo));
    const QJsonObject payload{
        {QStringLiteral("workerId"), vouch.workerId.toString()},
        {QStringLiteral("siteId"), vouch.siteId.toString()},
        {QStringLiteral("thekedarId"), vouch.thekedarId.toString()},
        {QStringLiteral("iat"), vouch.iat.value},
        {QStringLiteral("details"), write(vouch.details)},
        {QStringLiteral("consent"), write(vouch.consent)},
        {QStringLiteral("photos"), photos},
        {QStringLiteral("templatesHash"), QLatin1String(crypto::toBase64Url(vouch.templatesHash))},
    };
    return signJws(Purpose::Vouch, keyThumbprint(thekedarKey.publicKey()), thekedarKey, json::toText(payload));
}

Result<Vouch> vouchBeforeVerification(QByteArrayView compact) {
    const auto jws = UnverifiedJws::read(compact, Purpose::Vouch);
    if (!jws) return invalid(jws.error().message);
    const auto payload = jws->payloadBeforeVerification();
    if (!payload) return invalid(payload.error().message);
    auto vouch = readVouch(*payload);
    if (!vouch) return invalid(vouch.error().message);
    return vouch;
}

Result<Vouch> verifyVouch(QByteArrayView compact, const crypto::Ed25519PublicKey& thekedarKey) {
    const auto jws = UnverifiedJws::read(compact, Purpose::Vouch);
    if (!jws) return invalid(jws.error().message);
    if (jws->kid() != keyThumbprint(thekedarKey)) return invalid(QStringLiteral("the vouch names another key"));
    const auto payload = jws->verify(thekedarKey);
    if (!payload) return invalid(payload.error().message);
    auto vouch = readVouch(*payload);
    if (!vouch) return invalid(vouch.error().message);
    return vouch;
}

} // namespace haziri::protocol
