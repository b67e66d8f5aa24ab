#include "server/onboarding/RegistrationService.h"

#include "server/onboarding/EnrolmentCodes.h"
#include "server/onboarding/LostEpoch.h"
#include "server/store/DeviceRepository.h"
#include "server/store/EnrolmentCodeRepository.h"
#include "server/store/ProofRepository.h"
#include "server/store/SealedNames.h"
#include "server/store/SessionRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"
#include "server/tokens/CountedAs.h"

#include "core/base/Base64Url.h"
#include "core/protocol/Proof.h"

namespace haziri::onboarding {

struct RegistrationService::Request {
    QByteArray code;
    crypto::Digest codeHash{};
    std::optional<crypto::Ed25519PublicKey> key;
    QByteArray deviceId;
    QJsonObject fingerprint;
    QByteArray simHash;
    QByteArray proof;
    QByteArray jti;
    qint64 lastEpoch = 0; ///< the highest that the laptop says it used
    std::optional<LostEpoch> lost;
};

struct RegistrationService::Outcome {
    int status = 201;
    QByteArray body;
};

namespace {

const QByteArray kGuessScope = QByteArrayLiteral("code");
constexpr qint64 kMostEpochs = 1'000'000; // whatever a laptop claims, numbers stay far from their end

store::ServiceAnswer refusal(const Error& error) {
    static const QHash<QByteArray, int> statuses{
        {"CODE_INVALID", 403},   {"PROOF_INVALID", 403}, {"PROOF_EXPIRED", 403}, {"PROOF_REPLAYED", 403},
        {"DEVICE_BLOCKED", 403}, {"CODE_USED", 409},     {"CODE_EXPIRED", 410}};
    const auto known = statuses.constFind(error.code);
    if (known == statuses.constEnd()) return store::problem(error);
    return store::problem(*known, error.code, {}, error.message);
}

QString latin(const QByteArray& text) {
    return QString::fromLatin1(text);
}

QJsonArray captureNames(const store::SitePolicy& policy) {
    QJsonArray names;
    for (const auto kind : policy.capture)
        names.append(QLatin1String(protocol::toText(kind)));
    return names;
}

} // namespace

Result<RegistrationService::Request> RegistrationService::read(const QByteArray& body) const {
    auto reader = json::Reader::parse(body);
    if (!reader) return fail(reader.error());
    Request request;
    request.code = reader->text("enrolmentCode", 64 * 1024);
    const QByteArray publicKey = reader->bytes("publicKey", 32);
    const auto fingerprint = reader->object("fingerprint");
    request.simHash = fingerprint.textOr("simHash", {}, 16);
    request.proof = reader->text("proof", 4096);
    request.lastEpoch = reader->integerOr("lastEpoch", 0, 0, kMostEpochs);
    request.lost = LostEpoch::read(*reader, kMostEpochs);
    if (reader->error()) return fail(*reader->error());
    request.fingerprint = fingerprint.toQJson();
    if (json::toText(request.fingerprint).size() > 4096)
        return fail("MALFORMED", QStringLiteral("fingerprint is too large"));
    auto key = crypto::Ed25519PublicKey::fromRaw(publicKey);
    if (!key) return fail("MALFORMED", QStringLiteral("publicKey is not an Ed25519 key"));
    request.codeHash = hashCode(request.code);
    request.deviceId = protocol::keyThumbprint(*key);
    request.key = *key;
    return request;
}

Result<void> RegistrationService::prove(const Request& request) const {
    const auto proof = protocol::verifyProof(request.proof, *request.key, "register");
    if (!proof || proof->codeHash != crypto::toBase64Url(request.codeHash))
        return fail("PROOF_INVALID", QStringLiteral("the proof does not hold for this key and code"));
    const qint64 age = m_parts.clock.now().value - proof->iat.value;
    if (age > tokens::SessionService::kProofAgeMs || age < -tokens::SessionService::kProofAgeMs)
        return fail("PROOF_EXPIRED", QStringLiteral("iat is not within five minutes"));
    return {};
}

store::ServiceAnswer RegistrationService::handle(const QByteArray& body, store::DeviceContact contact,
                                                 const QByteArray& received) {
    auto request = read(body);
    if (!request) return refusal(request.error());
    auto database = m_parts.pool.database();
    if (!database) return refusal(database.error());
    const auto code = store::EnrolmentCodeRepository(**database).find(request->codeHash);
    if (!code) return refusal(code.error());
    if (!*code) return unknownCode(tokens::countedAs(contact.address));
    if (auto proven = prove(*request); !proven) return refusal(proven.error());
    // Before the transaction that appends: the answer carries a checkpoint that is already durable.
    const auto checkpoint = m_parts.log.checkpoint(**database);
    if (!checkpoint) return refusal(checkpoint.error());
    if (contact.simHash.isEmpty()) contact.simHash = request->simHash;

    Outcome outcome;
    const auto done = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        auto decided = decide(writing, *request, contact, checkpoint->note);
        if (!decided) return fail(decided.error());
        outcome = std::move(*decided);
        return {};
    });
    if (!done) return refusal(done.error());
    return store::signedAnswer(m_parts.keys, received.isNull() ? body : received, outcome.status, outcome.body);
}

store::ServiceAnswer RegistrationService::unknownCode(const QByteArray& address) {
    const auto unknown = [] {
        return store::problem(403, "CODE_INVALID", {}, QStringLiteral("no such enrolment code"));
    };
    auto database = m_parts.pool.database();
    if (!database) return refusal(database.error());
    const UnixMillis now = m_parts.clock.now();
    const auto attempts = store::ProofRepository(**database).attempts(kGuessScope, address);
    if (!attempts) return refusal(attempts.error());
    const qint64 quiet = attempts->quietMs(now);
    if (attempts->failures >= kGuesses && quiet < kGuessWindowMs) {
        auto answer =
            store::problem(429, "TOO_MANY_ATTEMPTS", {}, QStringLiteral("too many unknown codes from this address"));
        answer.headers.append(
            {QByteArrayLiteral("Retry-After"), QByteArray::number((kGuessWindowMs - quiet) / 1000 + 1)});
        return answer;
    }
    const auto noted = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        store::ProofRepository proofs(writing);
        if (quiet >= kGuessWindowMs)
            if (auto cleared = proofs.clearFailures(kGuessScope, address); !cleared) return cleared;
        return proofs.noteFailure(kGuessScope, address, now);
    });
    return noted ? unknown() : refusal(noted.error());
}

Result<RegistrationService::Outcome> RegistrationService::decide(sql::Database& database, const Request& request,
                                                                 const store::DeviceContact& contact,
                                                                 const QByteArray& checkpoint) {
    store::EnrolmentCodeRepository codes(database);
    const auto code = codes.find(request.codeHash);
    if (!code) return fail(code.error());
    if (!*code) return fail("CODE_INVALID", QStringLiteral("no such enrolment code"));
    if (!(*code)->usedBy.isEmpty()) {
        if ((*code)->usedBy != request.deviceId)
            return fail("CODE_USED", QStringLiteral("another device used this code"));
        // The kept answer holds the device's secret: not for a laptop that was taken away from its people.
        const auto device = store::DeviceRepository(database).find(request.deviceId);
        if (!device) return fail(device.error());
        if (!*device || (*device)->isBlocked) return fail("DEVICE_BLOCKED", QStringLiteral("this device is blocked"));
        const auto kept = codes.sealedAnswer(request.codeHash);
        if (!kept) return fail(kept.error());
        const auto body = sealed::openFile(m_parts.vaultKeys, store::enrolmentAnswerName(request.codeHash), *kept);
        if (!body) return fail(body.error());
        // The token key may have been rotated since: the answer is signed with today's, and names it.
        QJsonObject answer = QJsonDocument::fromJson(*body).object();
        answer[QStringLiteral("serverKeys")] = m_parts.keys.serverKeys();
        return Outcome{200, json::toText(answer)};
    }
    const auto user = store::UserRepository(database).find((*code)->userId);
    if (!user) return fail(user.error());
    if (!*user || (*user)->isDisabled) return fail("CODE_INVALID", QStringLiteral("the code's user is blocked"));
    if (m_parts.clock.now() >= (*code)->expiresAt) return fail("CODE_EXPIRED", QStringLiteral("the code has expired"));
    auto body = enrol(database, request, **code, contact, checkpoint);
    if (!body) return fail(body.error());
    return Outcome{201, *body};
}

Result<store::Device> RegistrationService::keepDevice(sql::Database& database, const Request& request,
                                                      const store::EnrolmentCode& code) {
    store::DeviceRepository devices(database);
    auto known = devices.find(request.deviceId);
    if (!known) return fail(known.error());
    if (*known && (*known)->isBlocked) return fail("DEVICE_BLOCKED", QStringLiteral("this device is blocked"));

    store::Device device = known->value_or(store::Device{});
    const UnixMillis now = m_parts.clock.now();
    device.deviceId = request.deviceId;
    device.publicKey = request.key->raw();
    device.userId = code.userId;
    device.role = code.role;
    device.siteId = code.siteId;
    // A laptop that outlived a restore knows of epochs that we have lost; none is ever used twice.
    device.epoch = std::max(*known ? device.epoch : 0, request.lastEpoch) + 1;
    device.fingerprint = request.fingerprint;
    device.simHash = request.simHash;
    device.registeredAt = device.lastSeen = now;
    if (!*known) {
        auto number = devices.insert(device);
        if (!number) return fail(number.error());
        device.deviceNo = *number;
        return device;
    }
    if (auto updated = devices.update(device); !updated) return fail(updated.error());
    // Sessions were bound to what the device was before.
    if (auto revoked = store::SessionRepository(database).revokeDevice(device.deviceNo, now); !revoked)
        return fail(revoked.error());
    return device;
}

Result<QByteArray> RegistrationService::enrol(sql::Database& database, const Request& request,
                                              const store::EnrolmentCode& code, const store::DeviceContact& contact,
                                              const QByteArray& checkpoint) {
    const UnixMillis now = m_parts.clock.now();
    auto device = keepDevice(database, request, code);
    if (!device) return fail(device.error());
    const auto offline = m_parts.tokens.issueOfflineToken(database, *device, now);
    if (!offline) return fail(offline.error());
    const auto time = m_parts.tokens.issueTimeToken(database, *device, now);
    if (!time) return fail(time.error());

    store::DeviceEpoch epoch;
    epoch.epoch = device->epoch;
    epoch.registeredAt = now;
    epoch.startHash = crypto::sha256(*offline);
    epoch.secret = crypto::SecretBytes::random(32, m_parts.random);
    store::DeviceRepository devices(database);
    if (auto kept = devices.insertEpoch(*device, epoch, m_parts.vaultKeys, m_parts.random); !kept)
        return fail(kept.error());
    const auto trust = m_parts.noteTrust(database, *device, contact, now);
    if (!trust) return fail(trust.error());
    auto isBack = Result<bool>(false);
    if (request.lost && request.lost->epoch <= request.lastEpoch)
        isBack =
            takeBack(database, *device, *request.lost, {m_parts.log, m_parts.keys, m_parts.vaultKeys, m_parts.random});
    if (!isBack) return fail(isBack.error());
    const qint64 takenBack = *isBack ? request.lost->epoch : 0;
    if (auto logged = logRegistration(database, *device, *trust, takenBack); !logged) return fail(logged.error());

    auto answer = writeAnswer(database, *device, epoch, *offline, *time, checkpoint, *trust);
    if (!answer) return answer;
    const QByteArray sealedAnswer =
        sealed::sealFile(m_parts.vaultKeys, store::enrolmentAnswerName(request.codeHash), *answer, m_parts.random);
    store::EnrolmentCodeRepository codes(database);
    if (auto used = codes.markUsed(request.codeHash, device->deviceId, device->epoch, now, sealedAnswer); !used)
        return fail(used.error());
    return answer;
}

Result<void> RegistrationService::logRegistration(sql::Database& database, const store::Device& device, qint32 trust,
                                                  qint64 takenBack) {
    const UnixMillis now = m_parts.clock.now();
    audit::NewEntry entry;
    entry.kind = QByteArrayLiteral("device.register");
    QJsonObject data({{QStringLiteral("deviceId"), latin(device.deviceId)},
                      {QStringLiteral("publicKey"), latin(toBase64Url(device.publicKey))},
                      {QStringLiteral("userId"), device.userId.toString()},
                      {QStringLiteral("role"), QLatin1String(store::toText(device.role))},
                      {QStringLiteral("siteId"), device.siteId.toString()},
                      {QStringLiteral("epoch"), device.epoch},
                      {QStringLiteral("fingerprint"), device.fingerprint},
                      {QStringLiteral("at"), now.value}});
    if (takenBack > 0) data.insert(QStringLiteral("takenBack"), takenBack);
    entry.data = json::toText(data);
    entry.meta.deviceTrustScore = trust;
    entry.meta.syncTimestamp = now;
    entry.deviceNo = device.deviceNo;
    auto appended = m_parts.log.append(database, entry);
    if (!appended) return fail(appended.error());
    return {};
}

Result<QByteArray> RegistrationService::writeAnswer(sql::Database& database, const store::Device& device,
                                                    const store::DeviceEpoch& epoch, const QByteArray& offlineToken,
                                                    const QByteArray& timeToken, const QByteArray& checkpoint,
                                                    qint32 trust) {
    const auto site = store::SiteRepository(database).find(device.siteId);
    if (!site) return fail(site.error());
    const auto user = store::UserRepository(database).find(device.userId);
    if (!user) return fail(user.error());
    if (!*site || !*user) return fail("NOT_FOUND", QStringLiteral("the code's user or site is gone"));

    const QJsonObject siteObject{{QStringLiteral("siteId"), (*site)->siteId.toString()},
                                 {QStringLiteral("name"), QString::fromUtf8((*site)->name)},
                                 {QStringLiteral("latE7"), (*site)->latE7},
                                 {QStringLiteral("lonE7"), (*site)->lonE7},
                                 {QStringLiteral("radiusM"), (*site)->radiusM},
                                 {QStringLiteral("tzOffsetMin"), (*site)->tzOffsetMin},
                                 {QStringLiteral("capture"), captureNames((*site)->policy)}};
    const QJsonObject userObject{{QStringLiteral("userId"), (*user)->userId.toString()},
                                 {QStringLiteral("name"), QString::fromUtf8((*user)->name)},
                                 {QStringLiteral("role"), QLatin1String(store::toText((*user)->role))}};
    return json::toText({{QStringLiteral("deviceId"), latin(device.deviceId)},
                         {QStringLiteral("epoch"), device.epoch},
                         {QStringLiteral("deviceSecret"), latin(toBase64Url(epoch.secret.view()))},
                         {QStringLiteral("offlineToken"), latin(offlineToken)},
                         {QStringLiteral("timeToken"), latin(timeToken)},
                         {QStringLiteral("serverKeys"), m_parts.keys.serverKeys()},
                         {QStringLiteral("logKey"), QString::fromUtf8(m_parts.keys.logVerifierKey())},
                         {QStringLiteral("boxKey"), latin(toBase64Url(m_parts.keys.boxPublicKey()))},
                         {QStringLiteral("site"), siteObject},
                         {QStringLiteral("user"), userObject},
                         {QStringLiteral("checkpoint"), QString::fromUtf8(checkpoint)},
                         {QStringLiteral("trustScore"), trust}});
}

} // namespace haziri::onboarding
