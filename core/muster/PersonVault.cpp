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
    qint64 restores = 0; ///< of the server's log, when that was said
    int wrongTries = 0;
    bool isNumber = false; ///< the password could be taken for a PIN
    QByteArray salt;
    QByteArray sealedSeed;
    QByteArray keyId; ///< of the sealed key: a PIN is kept as long as the key is
    QByteArray pinSalt, pinSealedSeed;
    int pinTries = 0;
};

namespace {

QByteArray entryName(const QByteArray& userName) {
    return "person/" + crypto::toBase64Url(crypto::sha256(userName));
}

QByteArray boundToPin(const QByteArray& userName) {
    return "haziri-person-pin/" + userName;
}

QByteArray keyIdOf(const crypto::Ed25519PrivateKey& key) {
    return crypto::toBase64Url(crypto::sha256(key.publicKey().raw()));
}

bool isWeak(QByteArrayView pin) {
    bool same = true, up = true, down = true;
    for (qsizetype i = 1; i < pin.size(); ++i) {
        same = same && pin[i] == pin[i - 1];
        up = up && pin[i] == pin[i - 1] + 1;
        down = down && pin[i] == pin[i - 1] - 1;
    }
    return same || up || down;
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
    entry.restores = reader->integerOr("restores", 0, 0, 1'000'000);
    entry.isNumber = reader->has("isNumber") && reader->boolean("isNumber");
    entry.salt = reader->bytes("salt", 16);
    entry.sealedSeed = reader->bytesUpTo("sealedSeed", 200);
    if (reader->has("pinSealedSeed")) {
        entry.keyId = reader->text("keyId", 64);
        entry.pinSalt = reader->bytes("pinSalt", 16);
        entry.pinSealedSeed = reader->bytesUpTo("pinSealedSeed", 200);
        entry.pinTries = int(reader->integer("pinTries", 0, 1'000'000));
    }
    if (reader->error()) return fail(*reader->error());
    return entry;
}

Result<void> PersonVault::write(const QByteArray& userName, const Entry& entry) {
    QJsonObject object{{QStringLiteral("userId"), entry.info.userId.toString()},
                       {QStringLiteral("name"), entry.info.name},
                       {QStringLiteral("role"), QString::fromLatin1(entry.info.role)},
                       {QStringLiteral("keyRegistered"), entry.keyRegistered},
                       {QStringLiteral("restores"), entry.restores},
                       {QStringLiteral("wrongTries"), entry.wrongTries},
                       {QStringLiteral("isNumber"), entry.isNumber},
                       {QStringLiteral("salt"), QString::fromLatin1(toBase64Url(entry.salt))},
                       {QStringLiteral("sealedSeed"), QString::fromLatin1(toBase64Url(entry.sealedSeed))}};
    if (!entry.pinSealedSeed.isEmpty()) {
        object[QStringLiteral("keyId")] = QString::fromLatin1(entry.keyId);
        object[QStringLiteral("pinSalt")] = QString::fromLatin1(toBase64Url(entry.pinSalt));
        object[QStringLiteral("pinSealedSeed")] = QString::fromLatin1(toBase64Url(entry.pinSealedSeed));
        object[QStringLiteral("pinTries")] = entry.pinTries;
    }
    return m_keys.write(entryName(userName), SecretBytes::take(json::toText(object)));
}

bool PersonVault::isRegistered(const Entry& entry) const {
    return entry.keyRegistered && entry.restores == m_restores;
}

Result<UnlockedPerson> PersonVault::unlock(const QByteArray& userName, const SecretBytes& password) {
    auto entry = read(userName);
    if (!entry) return fail(entry.error());
    if (entry->wrongTries >= kMaxTries) {
        return fail("TOO_MANY_TRIES",
                    QStringLiteral("Too many wrong passwords. Sign in once with a line to the server."));
    }
    // Counted before it is tried: ending the program must not make a try undone.
    ++entry->wrongTries;
    if (auto counted = write(userName, *entry); !counted) return fail(counted.error());
    const SecretBytes key = crypto::deriveKey(password, entry->salt);
    auto seed = sealed::openBlob(key, boundTo(userName), entry->sealedSeed);
    if (!seed) return fail("WRONG_PASSWORD", QStringLiteral("The password is wrong."));
    auto personal = crypto::Ed25519PrivateKey::fromSeed(SecretBytes::take(std::move(*seed)));
    if (!personal) return fail(personal.error());
    entry->wrongTries = entry->pinTries = 0;
    entry->isNumber = looksLikePin(password);
    if (auto counted = write(userName, *entry); !counted) return fail(counted.error());
    return UnlockedPerson{entry->info, std::move(*personal), isRegistered(*entry)};
}

Result<void> PersonVault::put(const QByteArray& userName, const UnlockedPerson& person, const SecretBytes& password) {
    Entry entry;
    entry.info = person.info;
    entry.keyRegistered = person.keyRegistered;
    entry.restores = m_restores;
    entry.salt = crypto::randomBytes(m_random, 16);
    // The PIN stays while it opens the same key; its tries begin anew.
    const auto before = read(userName);
    if (before && before->keyId == keyIdOf(person.key)) {
        entry.keyId = before->keyId;
        entry.pinSalt = before->pinSalt;
        entry.pinSealedSeed = before->pinSealedSeed;
    }
    entry.isNumber = looksLikePin(password);
    const SecretBytes key = crypto::deriveKey(password, entry.salt);
    entry.sealedSeed = sealed::sealBlob(key, boundTo(userName), person.key.seed().view(), m_random);
    return write(userName, entry);
}

bool PersonVault::looksLikePin(const SecretBytes& secret) {
    const QByteArrayView view = secret.view();
    return view.size() >= 6 && view.size() <= 12 &&
           std::all_of(view.begin(), view.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool PersonVault::mayBePassword(const QByteArray& userName, const SecretBytes& secret) {
    if (!looksLikePin(secret)) return true;
    const auto entry = read(userName);
    return !entry || entry->isNumber;
}

bool PersonVault::hasPin(const QByteArray& userName) {
    const auto entry = read(userName);
    return entry && !entry->pinSealedSeed.isEmpty();
}

Result<UnlockedPerson> PersonVault::unlockWithPin(const QByteArray& userName, const SecretBytes& pin) {
    auto entry = read(userName);
    if (!entry) return fail(entry.error());
    if (entry->pinSealedSeed.isEmpty()) return fail("PIN_MISSING", QStringLiteral("This person has no PIN here."));
    if (entry->pinTries >= kMaxPinTries) {
        return fail("PIN_TRIES", QStringLiteral("Too many wrong PINs. Sign in with the password once."));
    }
    // Counted before it is tried: ending the program must not make a try undone.
    ++entry->pinTries;
    if (auto counted = write(userName, *entry); !counted) return fail(counted.error());
    const SecretBytes key = crypto::deriveKey(pin, entry->pinSalt);
    auto seed = sealed::openBlob(key, boundToPin(userName), entry->pinSealedSeed);
    if (!seed) return fail("WRONG_PIN", QStringLiteral("The PIN is wrong."));
    auto personal = crypto::Ed25519PrivateKey::fromSeed(SecretBytes::take(std::move(*seed)));
    if (!personal) return fail(personal.error());
    entry->pinTries = 0;
    if (entry->isNumber) entry->wrongTries = 0; // his wrong PINs were tried as a password too
    if (auto counted = write(userName, *entry); !counted) return fail(counted.error());
    return UnlockedPerson{entry->info, std::move(*personal), isRegistered(*entry)};
}

Result<void> PersonVault::setPin(const QByteArray& userName, const UnlockedPerson& person, const SecretBytes& pin) {
    if (!looksLikePin(pin) || isWeak(pin.view()))
        return fail("PIN_WEAK", QStringLiteral("A PIN has six to twelve digits, not all the same and not in a row."));
    auto entry = read(userName);
    if (!entry) return fail(entry.error());
    entry->keyId = keyIdOf(person.key);
    entry->pinSalt = crypto::randomBytes(m_random, 16);
    const SecretBytes key = crypto::deriveKey(pin, entry->pinSalt);
    entry->pinSealedSeed = sealed::sealBlob(key, boundToPin(userName), person.key.seed().view(), m_random);
    entry->pinTries = 0;
    return write(userName, *entry);
}

} // namespace haziri::muster
