#include "core/muster/PersonVault.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/Sha256.h"
#include "core/crypto/SystemRandom.h"
#include "core/sealed/SealedFile.h"

namespace haziri::muster {

using crypto::SecretBytes;

/// Nothing in it is readable without the password, so it may pass through JSON.
struct PersonVault::Entry {
    PersonInfo info;
    bool keyRegistered = false;
    int wrongTries = 0;
    QByteArray salt;
    QByteArray sealedSeed;
};

namespace {

QByteArray entryName(const QByteArray& userName) {
    return "person/" + crypto::toBase64Url(crypto::sha256(userName));
}

QByteArray boundTo(const QByteArray& userName) {
    return "haziri-person/" + userName;
}

} // namespace

Result<PersonVault::Entry> PersonVault::read(const QByteArray& userName) {
    auto text = m_keys.read(entryName(userName));
    if (!text) {
        if (text.error().code != "KEY_MISSING") return fail(text.error());
        return fail("PERSON_UNKNOWN", QStringLiteral("This person has not signed in on this laptop yet."));
    }
    auto reader = json::Reader::parse(text->view());
    if (!reader) return fail(reader.error());
    Entry entry;
    entry.info.userId = reader->id<UserId>("userId");
    entry.info.name = QString::fromUtf8(reader->text("name", 400));
    entry.info.role = reader->text("role", 40);
    entry.keyRegistered = reader->boolean("keyRegistered");
    entry.wrongTries = int(reader->integer("wrongTries", 0, 1'000'000));
    entry.salt = reader->bytes("salt", 16);
    entry.sealedSeed = reader->bytesUpTo("sealedSeed", 200);
    if (reader->error()) return fail(*reader->error());
    return entry;
}

Result<void> PersonVault::write(const QByteArray& userName, const Entry& entry) {
    const QJsonObject object{{QStringLiteral("userId"), entry.info.userId.toString()},
                             {QStringLiteral("name"), entry.info.name},
                             {QStringLiteral("role"), QString::fromLatin1(entry.info.role)},
                             {QStringLiteral("keyRegistered"), entry.keyRegistered},
                             {QStringLiteral("wrongTries"), entry.wrongTries},
                             {QStringLiteral("salt"), QString::fromLatin1(toBase64Url(entry.salt))},
                             {QStringLiteral("sealedSeed"), QString::fromLatin1(toBase64Url(entry.sealedSeed))}};
    return m_keys.write(entryName(userName), SecretBytes::take(json::toText(object)));
}

Result<UnlockedPerson> PersonVault::unlock(const QByteArray& userName, const SecretBytes& password) {
    auto entry = read(userName);
    if (!entry) return fail(entry.error());
    if (entry->wrongTries >= kMaxTries) {
        return fail("TOO_MANY_TRIES",
                    QStringLiteral("Too many wrong passwords. Sign in once with a line to the server."));
    }
    const SecretBytes key = crypto::deriveKey(password, entry->salt);
    auto seed = sealed::openBlob(key, boundTo(userName), entry->sealedSeed);
    if (!seed) {
        ++entry->wrongTries;
        if (auto counted = write(userName, *entry); !counted) return fail(counted.error());
        return fail("WRONG_PASSWORD", QStringLiteral("The password is wrong."));
    }
    auto personal = crypto::Ed25519PrivateKey::fromSeed(SecretBytes::take(std::move(*seed)));
    if (!personal) return fail(personal.error());
    if (entry->wrongTries > 0) {
        entry->wrongTries = 0;
        if (auto counted = write(userName, *entry); !counted) return fail(counted.error());
    }
    return UnlockedPerson{entry->info, std::move(*personal), entry->keyRegistered};
}

Result<void> PersonVault::put(const QByteArray& userName, const UnlockedPerson& person, const SecretBytes& password) {
    Entry entry{person.info, person.keyRegistered, 0, crypto::randomBytes(m_random, 16), {}};
    const SecretBytes key = crypto::deriveKey(password, entry.salt);
    entry.sealedSeed = sealed::sealBlob(key, boundTo(userName), person.key.seed().view(), m_random);
    return write(userName, entry);
}

} // namespace haziri::muster
