#include "server/store/ServerKeys.h"

#include "core/audit/Checkpoint.h"
#include "core/protocol/Jws.h"
#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QFileInfo>

namespace haziri::store {

namespace {

QString pathOf(const QString& dataDir, const QString& name) {
    return dataDir + QStringLiteral("/keys/") + name;
}

Result<crypto::Ed25519PrivateKey> createKey(const QString& path, RandomSource& random) {
    if (QFileInfo::exists(path)) return fail("FILE_EXISTS", path);
    auto key = crypto::Ed25519PrivateKey::generate(random);
    if (auto written = sealed::writeDurably(path, key.seed().view()); !written) return fail(written.error());
    return key;
}

Result<crypto::Ed25519PrivateKey> loadKey(const QString& path) {
    auto bytes = sealed::readWhole(path, 1024);
    if (!bytes) return fail("KEYS_INVALID", path + QStringLiteral(": ") + bytes.error().message);
    auto seed = crypto::SecretBytes::take(std::move(*bytes));
    if (seed.size() != 32) return fail("KEYS_INVALID", path + QStringLiteral(" does not hold 32 bytes"));
    return crypto::Ed25519PrivateKey::fromSeed(seed);
}

} // namespace

ServerKeys::ServerKeys(QByteArray origin, crypto::Ed25519PrivateKey tokenKey, crypto::Ed25519PrivateKey logKey)
    : m_origin(std::move(origin))
    , m_tokenKid(protocol::keyThumbprint(tokenKey.publicKey()))
    , m_tokenKey(std::move(tokenKey))
    , m_logKey(std::move(logKey)) {}

Result<ServerKeys> ServerKeys::create(const QString& dataDir, const QByteArray& origin, RandomSource& random) {
    if (!QDir().mkpath(dataDir + QStringLiteral("/keys")))
        return fail("IO_ERROR", dataDir + QStringLiteral("/keys cannot be made"));
    if (QFileInfo::exists(pathOf(dataDir, QStringLiteral("log.key"))))
        return fail("FILE_EXISTS", dataDir + QStringLiteral("/keys/log.key"));
    auto token = createKey(pathOf(dataDir, QStringLiteral("token.key")), random);
    if (!token) return fail(token.error());
    auto log = createKey(pathOf(dataDir, QStringLiteral("log.key")), random);
    if (!log) return fail(log.error());
    if (auto named = sealed::writeDurably(pathOf(dataDir, QStringLiteral("origin")), origin); !named)
        return fail(named.error());
    return ServerKeys(origin, std::move(*token), std::move(*log));
}

Result<ServerKeys> ServerKeys::load(const QString& dataDir) {
    auto origin = sealed::readWhole(pathOf(dataDir, QStringLiteral("origin")), 1024);
    if (!origin) return fail("KEYS_INVALID", origin.error().message);
    auto token = loadKey(pathOf(dataDir, QStringLiteral("token.key")));
    if (!token) return fail(token.error());
    auto log = loadKey(pathOf(dataDir, QStringLiteral("log.key")));
    if (!log) return fail(log.error());
    return ServerKeys(*origin, std::move(*token), std::move(*log));
}

ServerKeys ServerKeys::generate(const QByteArray& origin, RandomSource& random) {
    return ServerKeys(origin, crypto::Ed25519PrivateKey::generate(random), crypto::Ed25519PrivateKey::generate(random));
}

QByteArray ServerKeys::logVerifierKey() const {
    return audit::writeVerifierKey(m_origin, m_logKey.publicKey());
}

} // namespace haziri::store
