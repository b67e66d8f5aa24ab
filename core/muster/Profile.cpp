#include "core/muster/Profile.h"

#include "core/base/Base64Url.h"
#include "core/crypto/SystemRandom.h"
#include "core/device/KeychainKeyStore.h"
#include "core/device/SealedFileKeyStore.h"
#include "core/muster/JsonValues.h"
#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QJsonArray>

namespace haziri::muster {

namespace {

const QByteArray kRegistration = QByteArrayLiteral("registration");

struct ProfileNote {
    QByteArray profileId;
    QByteArray keys; ///< "keychain" or "sealed-file"
    bool keysMade = false;
};

Result<ProfileNote> readNote(const QString& path) {
    auto text = sealed::readWhole(path, 64 * 1024);
    if (!text) return fail(text.error());
    // Whoever sits before a damaged file has to learn which one it is.
    const auto damaged = [&path](const Error& error) {
        return fail(error.code, QStringLiteral("%1: %2").arg(path, error.message));
    };
    auto reader = json::Reader::parse(*text);
    if (!reader) return damaged(reader.error());
    ProfileNote note{reader->text("profileId", 64), reader->text("keys", 20)};
    if (reader->has("keysMade")) note.keysMade = reader->boolean("keysMade");
    if (reader->error()) return damaged(*reader->error());
    return note;
}

Result<void> writeNote(const QString& path, const ProfileNote& note) {
    const QJsonObject object{{QStringLiteral("v"), 1},
                             {QStringLiteral("profileId"), QString::fromLatin1(note.profileId)},
                             {QStringLiteral("keys"), QString::fromLatin1(note.keys)},
                             {QStringLiteral("keysMade"), note.keysMade}};
    return sealed::writeDurably(path, json::toText(object) + '\n', true);
}

auto keysGone() {
    return fail("KEYS_GONE", QStringLiteral("The keys of this profile are not in its keys.sealed any more. Nothing was "
                                            "changed."));
}

Result<std::unique_ptr<device::KeyStore>> openSealedFile(const ProfilePlace& place, RandomSource& random) {
    if (place.keyPassphraseFile.isEmpty()) {
        return fail("KEY_PASSPHRASE_MISSING",
                    QStringLiteral("This profile's keys are in a sealed file: name its passphrase file in "
                                   "HAZIRI_KEY_PASSPHRASE_FILE."));
    }
    auto passphrase = device::SealedFileKeyStore::readPassphrase(place.keyPassphraseFile);
    if (!passphrase) return fail(passphrase.error());
    auto store =
        device::SealedFileKeyStore::open(QDir(place.dir).filePath(QStringLiteral("keys.sealed")), *passphrase, random);
    if (!store) return fail(store.error());
    return std::unique_ptr<device::KeyStore>(std::move(*store));
}

} // namespace

QString outboxPath(const QString& profileDir) {
    return QDir(profileDir).filePath(QStringLiteral("outbox.db"));
}

Result<QString> setDamagedStoreAside(const QString& profileDir, UnixMillis now) {
    QDir dir(profileDir);
    auto lock = ProfileLock::take(dir.filePath(QStringLiteral("profile.lock")));
    if (!lock) return fail(lock.error());
    const QString name = QStringLiteral("damaged-%1").arg(now.value);
    if (!dir.mkdir(name)) return fail("IO_ERROR", QStringLiteral("The folder cannot be made: ") + dir.filePath(name));
    // The write-ahead log belongs to the evidence, and would spoil a new store under the old name.
    for (const QString& file : dir.entryList({QStringLiteral("outbox.db*")}, QDir::Files)) {
        if (!dir.rename(file, name + QLatin1Char('/') + file)) {
            return fail("IO_ERROR", QStringLiteral("The file cannot be moved: ") + dir.filePath(file));
        }
    }
    return dir.filePath(name);
}

Result<std::unique_ptr<Profile>> Profile::open(const ProfilePlace& place, const Clock& clock, RandomSource& random) {
    std::unique_ptr<Profile> profile(new Profile(clock, random));
    if (!QDir().mkpath(place.dir)) return fail("IO_ERROR", QStringLiteral("The folder cannot be made: ") + place.dir);
    QFile::setPermissions(place.dir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto locked = ProfileLock::take(QDir(place.dir).filePath(QStringLiteral("profile.lock")));
    if (!locked) return fail(locked.error());
    profile->m_lock = std::move(*locked);
    if (auto opened = profile->openKeys(place); !opened) return fail(opened.error());

    auto dataKey = profile->openSecrets(place.dir);
    if (!dataKey) return fail(dataKey.error());
    auto outbox = outbox::Outbox::open(outboxPath(place.dir), std::move(*dataKey), clock, random, place.check);
    if (!outbox) return fail(outbox.error());
    profile->m_outbox = std::move(*outbox);
    auto water = device::HighWater::load(*profile->m_keys);
    if (!water) return fail(water.error());
    profile->m_highWater = *water;
    if (auto checked = profile->checkNotRestored(place.dir); !checked) return fail(checked.error());
    if (auto read = profile->refresh(); !read) return fail(read.error());
    return profile;
}

// A key store that does not show the keys of a profile in use is locked, or another one: nothing is made in their
// place.
Result<crypto::SecretBytes> Profile::openSecrets(const QString& dir) {
    const QString notePath = QDir(dir).filePath(QStringLiteral("profile.json"));
    auto note = readNote(notePath);
    if (!note) return fail(note.error());
    const bool inUse = note->keysMade || QFile::exists(outboxPath(dir));
    const auto ifMissing = inUse ? device::IfMissing::Refuse : device::IfMissing::Make;
    auto identity = device::DeviceIdentity::loadOrCreate(*m_keys, m_random, ifMissing);
    auto dataKey = identity ? device::readOrMake(*m_keys, QByteArrayLiteral("data-key"), 32, m_random, ifMissing)
                            : Result<crypto::SecretBytes>(fail(identity.error()));
    if (!dataKey) {
        if (dataKey.error().code != "KEY_MISSING") return dataKey;
        return note->keys == "keychain"
                   ? fail("KEYCHAIN_LOCKED",
                          QStringLiteral("The keychain does not show this profile's keys. Unlock it; "
                                         "nothing was changed."))
                   : keysGone();
    }
    m_identity.emplace(std::move(*identity));
    if (!std::exchange(note->keysMade, true))
        if (auto noted = writeNote(notePath, *note); !noted) return fail(noted.error());
    return dataKey;
}

Profile::~Profile() {
    if (m_outbox) noteHighWater();
}

Result<void> Profile::checkNotRestored(const QString& dir) {
    auto chain = m_outbox->chain();
    if (!chain) return chain.error().code == "NOT_REGISTERED" ? Result<void>() : Result<void>(fail(chain.error()));
    const bool behind = m_highWater.mark().ahead(chain->epoch, chain->seq) > 0;
    if (!behind && !m_highWater.bootRanBackwards(m_clock.boot())) return {};
    auto closed = m_outbox->closedBecause();
    if (!closed) return fail(closed.error());
    if (!closed->isEmpty()) return {};
    // Kept beside as it came: what is in it may be the only trace of who brought it back.
    const QString folder = QDir(dir).filePath(QStringLiteral("restored-%1").arg(m_clock.now().value));
    if (QDir().mkpath(folder) && m_outbox->copyTo(outboxPath(folder))) m_restoredCopy = folder;
    const QString behindWords = QStringLiteral("This profile is an old copy of itself: it ends at mark %1, and %2 was "
                                               "written before. Enrol the laptop again with a fresh code; the marks "
                                               "are kept.")
                                    .arg(chain->seq)
                                    .arg(m_highWater.mark().seq);
    const QString snapshotWords = QStringLiteral("This computer was set back to an earlier state. Enrol the laptop "
                                                 "again with a fresh code; the marks are kept.");
    return m_outbox->closeChain(behind ? behindWords : snapshotWords);
}

void Profile::noteHighWater() {
    auto chain = m_outbox->chain();
    if (chain) (void)m_highWater.raise(*m_keys, chain->epoch, chain->seq, m_clock.boot());
}

void Profile::noteHighWaterIfLagging(const outbox::ChainState& end) {
    if (m_highWater.lags(end.epoch, end.seq)) (void)m_highWater.raise(*m_keys, end.epoch, end.seq, m_clock.boot());
}

qint64 Profile::lastEpoch() const {
    const auto chain = m_outbox->chain();
    return std::max(m_highWater.mark().epoch, chain ? chain->epoch : 0);
}

std::optional<sync::ServerClient::KeptEpoch> Profile::keptEpochFor(const protocol::EnrolmentUri& uri) const {
    if (!m_server || m_tokenText.isEmpty() || m_server->pin != uri.pin) return std::nullopt;
    if (uri.pin.isEmpty() && m_server->base != uri.baseUrl()) return std::nullopt; // without TLS: on this machine
    const auto chain = m_outbox->chain();
    auto secret = chain ? device::DeviceIdentity::secretOf(*m_keys, chain->epoch)
                        : Result<crypto::SecretBytes>(fail("NOT_REGISTERED"));
    if (!secret) return std::nullopt;
    return sync::ServerClient::KeptEpoch{chain->epoch, std::move(*secret), m_tokenText};
}

// With a store that was lost as a whole there is no chain to compare with: the mark alone knows which epochs were used.
Result<void> Profile::checkEpochIsNew(qint64 epoch) const {
    auto chain = m_outbox->chain();
    const device::ChainMark mark = chain ? m_highWater.mark() : device::ChainMark{m_highWater.mark().epoch, 1, {}};
    const bool behind = mark.epoch > 0 && mark.ahead(chain ? chain->epoch : 0, chain ? chain->seq : 0) > 0;
    auto closed = m_outbox->closedBecause();
    const bool closedHere = closed && !closed->isEmpty() && chain && chain->epoch >= epoch;
    if ((!behind || epoch > mark.epoch) && !closedHere) return {};
    return fail("EPOCH_OLD", QStringLiteral("The server named an epoch that this profile has already used. Ask for a "
                                            "fresh enrolment code."));
}

Result<void> Profile::openKeys(const ProfilePlace& place) {
    const QString path = QDir(place.dir).filePath(QStringLiteral("profile.json"));
    auto note = readNote(path);
    if (!note && note.error().code != "FILE_MISSING") return fail(note.error());
    const bool fresh = !note;
    if (fresh) {
        note = ProfileNote{toBase64Url(crypto::randomBytes(m_random, 12)),
                           place.keyPassphraseFile.isEmpty() ? QByteArray("keychain") : QByteArray("sealed-file")};
    }
    if (note->keys == "keychain") {
        m_keys = std::make_unique<device::KeychainKeyStore>(note->profileId);
    } else {
        // Opening would make an empty one.
        if (note->keysMade && !QFile::exists(QDir(place.dir).filePath(QStringLiteral("keys.sealed"))))
            return keysGone();
        auto store = openSealedFile(place, m_random);
        if (!store) return fail(store.error());
        m_keys = std::move(*store);
    }
    if (!fresh) return {};
    // A keychain that does not work must be found out before anything is written that depends on it.
    if (auto probe = m_keys->read(QByteArrayLiteral("probe")); !probe && probe.error().code != "KEY_MISSING") {
        return fail(probe.error());
    }
    return writeNote(path, *note);
}

Result<void> Profile::checkSameServer(const sync::Registration& registration) const {
    if (!m_server || !m_server->keys.log || !registration.keys.log) return {};
    if (m_server->keys.log->key == registration.keys.log->key &&
        m_server->keys.log->name == registration.keys.log->name) {
        return {};
    }
    return fail("SERVER_CHANGED",
                QStringLiteral("This profile holds marks for another server. Use a new profile folder."));
}

Result<void> Profile::adopt(const protocol::EnrolmentUri& uri, const sync::Registration& registration) {
    if (auto same = checkSameServer(registration); !same) return same;
    auto token = protocol::OfflineToken{};
    for (const auto& key : registration.keys.tokens) {
        if (auto read = protocol::verifyOfflineToken(registration.offlineToken, key)) token = *read;
    }
    if (token.jti.isEmpty()) return fail("TOKEN_INVALID", QStringLiteral("The server's offline token is not its own."));
    auto point = audit::verifyCheckpoint(registration.checkpoint, *registration.keys.log);
    if (!point) return fail(point.error());

    // Whatever may refuse comes before the first write: a refusal leaves the old enrolment as it was.
    if (auto fresh = checkEpochIsNew(registration.epoch); !fresh) return fresh;
    if (auto fresh = m_outbox->mayBegin(registration.epoch, registration.offlineToken); !fresh) return fresh;
    // The secret goes first, under its epoch's own name: until the store says that the epoch has begun, the old one
    // signs.
    if (auto kept = device::DeviceIdentity::keepSecret(*m_keys, registration.epoch, registration.deviceSecret); !kept)
        return kept;
    QJsonObject server = registration.keys.toJson();
    server[QStringLiteral("base")] = uri.baseUrl().toString();
    server[QStringLiteral("pin")] = QString::fromLatin1(uri.pin);
    qint64 enrolledAt = 0;
    for (const auto& key : registration.keys.tokens) {
        if (auto time = protocol::verifyTimeToken(registration.timeToken, key)) enrolledAt = time->serverTimeMs;
    }
    const outbox::Enrolment enrolment{registration.epoch,
                                      registration.offlineToken,
                                      token.jti,
                                      UnixMillis{token.exp * 1000},
                                      {registration.checkpoint, point->size, point->root, {}},
                                      {{"token", registration.offlineToken},
                                       {"site", json::toText(registration.site)},
                                       {"user", json::toText(registration.user)},
                                       {outbox::kEnrolledAt, QByteArray::number(enrolledAt)},
                                       {kRegistration, json::toText(server)}}};
    if (auto done = m_outbox->enrol(enrolment); !done) return done;
    noteHighWater();
    return refresh();
}

Result<void> Profile::followKeys(const sync::ServerKeys& keys) {
    if (!m_server) return {};
    QJsonObject server = keys.toJson();
    server[QStringLiteral("base")] = m_server->base.toString();
    server[QStringLiteral("pin")] = QString::fromLatin1(m_server->pin);
    if (auto done = m_outbox->setValue(kRegistration, json::toText(server)); !done) return done;
    m_server->keys = keys;
    return {};
}

Result<void> Profile::refresh() {
    auto registration = m_outbox->value(kRegistration);
    // Where just this is damaged the laptop can be enrolled again, and the marks it holds go through all the same.
    if (!registration && registration.error().code == "SEALED_INTEGRITY") return {};
    if (!registration) return fail(registration.error());
    if (registration->isEmpty()) return {};
    const QJsonObject object = parseObject(*registration);
    auto keys = sync::ServerKeys::fromJson(object);
    if (!keys) return fail(keys.error());
    m_server = ServerPlace{QUrl(object[QStringLiteral("base")].toString()),
                           object[QStringLiteral("pin")].toString().toLatin1(), *keys};

    auto chain = m_outbox->chain();
    if (!chain) return fail(chain.error());
    if (auto secret = m_identity->useEpoch(*m_keys, chain->epoch); !secret) return secret;

    auto tokenText = m_outbox->value("token");
    if (!tokenText && tokenText.error().code == "SEALED_INTEGRITY") tokenText = QByteArray();
    if (!tokenText) return fail(tokenText.error());
    for (const auto& key : m_server->keys.all()) {
        auto token = protocol::verifyOfflineToken(*tokenText, key);
        if (!token) continue;
        m_token = *token;
        m_tokenText = *tokenText;
    }
    if (auto site = m_outbox->value("site")) readSite(*site);
    if (auto user = m_outbox->value("user")) m_user = readPerson(*user);
    auto anchor = m_outbox->value("anchor");
    auto read = anchor ? device::TimeAnchor::fromText(*anchor) : Result<device::TimeAnchor>(fail(anchor.error()));
    if (read) m_anchor = *read;
    return {};
}

void Profile::readSite(const QByteArray& text) {
    const QJsonObject site = parseObject(text);
    m_site.name = site[QStringLiteral("name")].toString();
    if (auto id = SiteId::fromText(site[QStringLiteral("siteId")].toString().toLatin1())) m_site.siteId = *id;
    m_site.acceptedCaptures.clear();
    for (const QJsonValue& kind : site[QStringLiteral("capture")].toArray())
        m_site.acceptedCaptures.append(kind.toString().toUtf8());
    const QJsonValue lat = site[QStringLiteral("latE7")], lon = site[QStringLiteral("lonE7")];
    m_sitePlace.reset();
    m_site.fence.reset();
    if (!lat.isDouble() || !lon.isDouble()) return;
    protocol::Geo geo;
    geo.latE7 = qint32(lat.toInteger());
    geo.lonE7 = qint32(lon.toInteger());
    geo.source = protocol::GeoSource::Declared;
    geo.accuracyCm = std::clamp<qint64>(site[QStringLiteral("radiusM")].toInteger(100), 1, 100'000) * 100;
    m_sitePlace = geo;
    m_site.fence = place::Geofence{{geo.latE7, geo.lonE7}, double(geo.accuracyCm) / 100};
}

QString Profile::personName(const UserId& user) const {
    if (user == m_user.userId) return m_user.name;
    auto text = m_outbox->value("person/" + user.toText());
    return text ? readPerson(*text).name : QString();
}

} // namespace haziri::muster
