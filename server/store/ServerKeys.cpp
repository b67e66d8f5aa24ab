#include "server/store/ServerKeys.h"

#include "core/audit/Checkpoint.h"
#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/crypto/BoxKey.h"
#include "core/protocol/Jws.h"
#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

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

const QString kToken = QStringLiteral("token.key");
const QString kNext = QStringLiteral("token.next");
const QString kChain = QStringLiteral("token.chain");

} // namespace

struct ServerKeys::Chain {
    QList<protocol::KeyStatement> statements;
    QHash<QByteArray, crypto::Ed25519PublicKey> gone;

    bool names(const QByteArray& kid) const {
        return std::any_of(statements.begin(), statements.end(), [&](const auto& one) { return one.kid == kid; });
    }
    Result<void> write(const QString& dataDir) const {
        QJsonArray vouched, past;
        for (const auto& one : statements)
            vouched.append(one.toJson());
        for (const auto& key : gone)
            past.append(QString::fromLatin1(toBase64Url(key.raw())));
        return sealed::writeDurably(pathOf(dataDir, kChain),
                                    json::toText({{QStringLiteral("chain"), vouched}, {QStringLiteral("gone"), past}}));
    }
};

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
    auto token = loadKey(pathOf(dataDir, kToken));
    if (!token) return fail(token.error());
    auto chain = readChain(dataDir);
    if (!chain) return fail(chain.error());
    auto log = loadKey(pathOf(dataDir, QStringLiteral("log.key")));
    if (!log) return fail(log.error());
    ServerKeys keys(*origin, std::move(*token), std::move(*log));
    keys.m_chain = std::move(chain->statements);
    keys.m_gone = std::move(chain->gone);
    if (!QFileInfo::exists(pathOf(dataDir, kNext))) return keys;
    auto next = loadKey(pathOf(dataDir, kNext));
    if (!next) return fail(next.error());
    // Without its statement it was not announced: a rotation was killed between the two files.
    const QByteArray kid = protocol::keyThumbprint(next->publicKey());
    const bool isAnnounced = std::any_of(keys.m_chain.begin(), keys.m_chain.end(),
                                         [&](const auto& statement) { return statement.kid == kid; });
    if (isAnnounced && kid != keys.m_tokenKid) keys.m_next = next->publicKey();
    return keys;
}

Result<ServerKeys::Chain> ServerKeys::readChain(const QString& dataDir) {
    Chain chain;
    const QString path = pathOf(dataDir, kChain);
    if (!QFileInfo::exists(path)) return chain;
    const auto text = sealed::readWhole(path, 64 * 1024);
    if (!text) return fail("KEYS_INVALID", text.error().message);
    const auto reader = json::Reader::parse(*text);
    if (!reader) return fail("KEYS_INVALID", path + QStringLiteral(": ") + reader.error().message);
    for (const auto& item : reader->objects("chain", kMostStatements)) {
        auto statement = protocol::KeyStatement::read(item);
        if (!statement) return fail("KEYS_INVALID", path + QStringLiteral(": ") + statement.error().message);
        chain.statements.append(std::move(*statement));
    }
    for (const QByteArray& x : reader->texts("gone", 1000, 64)) {
        auto key = crypto::Ed25519PublicKey::fromRaw(fromBase64Url(x).value_or(QByteArray()));
        if (!key) return fail("KEYS_INVALID", path + QStringLiteral(": ") + key.error().message);
        chain.gone.insert(protocol::keyThumbprint(*key), *key);
    }
    if (reader->error()) return fail("KEYS_INVALID", path + QStringLiteral(": ") + reader->error()->message);
    return chain;
}

Result<ServerKeys::Turn> ServerKeys::announce(const QString& dataDir, const crypto::Ed25519PrivateKey& current,
                                              const crypto::Ed25519PrivateKey& next, Chain chain) {
    chain.statements.append(protocol::KeyStatement::sign(next.publicKey(), current));
    while (chain.statements.size() > kMostStatements)
        chain.statements.removeFirst();
    if (auto written = chain.write(dataDir); !written) return fail(written.error());
    return Turn{Turn::Step::Announced, protocol::keyThumbprint(next.publicKey())};
}

Result<ServerKeys::Turn> ServerKeys::turnTokenKey(const QString& dataDir, RandomSource& random) {
    const QString currentPath = pathOf(dataDir, kToken), nextPath = pathOf(dataDir, kNext);
    const auto current = loadKey(currentPath);
    if (!current) return fail(current.error());
    auto chain = readChain(dataDir);
    if (!chain) return fail(chain.error());
    if (!QFileInfo::exists(nextPath)) {
        const auto made = createKey(nextPath, random);
        if (!made) return fail(made.error());
        return announce(dataDir, *current, *made, std::move(*chain));
    }
    const auto next = loadKey(nextPath);
    if (!next) return fail(next.error());
    const Turn turned{Turn::Step::Signs, protocol::keyThumbprint(next->publicKey())};
    if (turned.kid != protocol::keyThumbprint(current->publicKey())) {
        if (!chain->names(turned.kid)) return announce(dataDir, *current, *next, std::move(*chain));
        chain->gone.insert(protocol::keyThumbprint(current->publicKey()), current->publicKey());
        if (auto written = chain->write(dataDir); !written) return fail(written.error());
        // From here on the old seed is no more.
        if (auto written = sealed::writeDurably(currentPath, next->seed().view()); !written)
            return fail(written.error());
    }
    if (!QFile::remove(nextPath)) return fail("IO_ERROR", nextPath + QStringLiteral(" cannot be removed"));
    return turned;
}

QJsonArray ServerKeys::serverKeys() const {
    QJsonArray keys{protocol::writeServerKey(m_tokenKey.publicKey())};
    if (m_next) keys.append(protocol::writeServerKey(*m_next));
    return keys;
}

QJsonArray ServerKeys::keyChain() const {
    QJsonArray chain;
    for (const auto& statement : m_chain)
        chain.append(statement.toJson());
    return chain;
}

std::optional<crypto::Ed25519PublicKey> ServerKeys::verifying(const QByteArray& kid) const {
    if (kid == m_tokenKid) return m_tokenKey.publicKey();
    const auto found = m_gone.constFind(kid);
    return found == m_gone.constEnd() ? std::nullopt : std::optional(*found);
}

ServerKeys ServerKeys::generate(const QByteArray& origin, RandomSource& random) {
    return ServerKeys(origin, crypto::Ed25519PrivateKey::generate(random), crypto::Ed25519PrivateKey::generate(random));
}

crypto::SecretBytes ServerKeys::boxKey() const {
    return crypto::hkdfSha256(m_logKey.seed(), m_origin, "haziri-server-box/1");
}

QByteArray ServerKeys::boxPublicKey() const {
    auto key = crypto::boxPublicKey(boxKey());
    return key ? *key : QByteArray();
}

QByteArray ServerKeys::logVerifierKey() const {
    return audit::writeVerifierKey(m_origin, m_logKey.publicKey());
}

} // namespace haziri::store
