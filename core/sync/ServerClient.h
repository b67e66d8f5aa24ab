// The server's endpoints as a laptop calls them: requests built, answers verified and read. Keeps the session.
//
// Lives on one thread. Calls back on the thread of `context`, never before returning.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/base/Clock.h"
#include "core/device/DeviceIdentity.h"
#include "core/device/Fingerprint.h"
#include "core/device/TimeAnchor.h"
#include "core/protocol/EnrolmentUri.h"
#include "core/protocol/Problem.h"
#include "core/protocol/Proof.h"
#include "core/protocol/SyncMessages.h"
#include "core/protocol/Tokens.h"
#include "core/sync/Transport.h"

#include <QHash>

namespace haziri::sync {

/// The server's token keys by `kid`, and its log's key: pinned at registration, and followed through rotations.
struct ServerKeys {
    QHash<QByteArray, crypto::Ed25519PublicKey> tokens; ///< answers are signed with one of these
    QHash<QByteArray, crypto::Ed25519PublicKey> gone;   ///< tokens of earlier days bear these; no answer may
    /// What a sync answer that is not verified yet says of a rotation: only keys that one of `tokens` vouches for, by
    /// itself or through others. Nothing where it says nothing, or nothing that holds.
    std::optional<ServerKeys> followed(QByteArrayView answerBody) const;
    /// Those that may have signed a token: `tokens` and `gone`.
    QList<crypto::Ed25519PublicKey> all() const { return tokens.values() + gone.values(); }
    bool operator==(const ServerKeys& other) const { return tokens == other.tokens && gone == other.gone; }
    std::optional<audit::VerifierKey> log;
    QByteArray box; ///< X25519, for bundles; empty where the server did not name one
    QJsonObject toJson() const;
    static Result<ServerKeys> fromJson(const QJsonObject& object);
    static Result<ServerKeys> read(const json::Reader& reader); ///< members `serverKeys` and `logKey`
};

/// A failed call: the line's code (OFFLINE, …), the server's (SIGNATURE_INVALID, …), or ours (ANSWER_UNSIGNED).
struct CallError {
    Error error;
    int status = 0; ///< HTTP, 0 where there was no answer
    qint64 retryAfterMs = 0;
};
template <class T>
using Called = tl::expected<T, CallError>;

/// When an answer came, for the time token in it.
struct Arrival {
    BootInstant at;
    qint64 roundTripMs = 0;
};

struct Registration {
    QByteArray deviceId;
    qint64 epoch = 0;
    crypto::SecretBytes deviceSecret;
    QByteArray offlineToken;
    QByteArray timeToken;
    ServerKeys keys;
    QByteArray logKeyText;
    QJsonObject site, user;
    QByteArray checkpoint;
    qint32 trustScore = 0;
    Arrival arrival;
};

struct Session {
    QByteArray token;
    UnixMillis expiresAt;
    QByteArray role;
    UserId userId;
    qint32 deviceTrust = 0;
    QByteArray timeToken;
    Arrival arrival;
};

/// A sync answer whose signature was verified over these very bytes.
struct VerifiedAnswer {
    protocol::SyncAnswer answer;
    int status = 200;
    QByteArray signature;
    QByteArray bodyHash; ///< base64url SHA-256
    Arrival arrival;
};

/// Of a photo that goes in parts.
struct PhotoProgress {
    qint64 offset = 0; ///< so many of its first bytes the server has
    bool isStored = false;
};

class ServerClient : public QObject {
    Q_OBJECT
  public:
    ServerClient(Transport& transport, const device::DeviceIdentity& identity, device::Fingerprint fingerprint,
                 const Clock& clock, RandomSource& random, QObject* parent = nullptr);

    void setKeys(ServerKeys keys) { m_keys = std::move(keys); }
    const ServerKeys& keys() const { return m_keys; }
    QJsonObject fingerprintJson() const { return m_fingerprint.toJson(); }

    /// The highest epoch that this laptop ever used: a server that was restored from before it begins above.
    void setLastEpoch(qint64 epoch) { m_lastEpoch = epoch; }
    /// The keys of that epoch, for the same server only: where a restore lost the enrolment they bring its marks back.
    struct KeptEpoch {
        qint64 epoch = 0;
        crypto::SecretBytes secret;
        QByteArray offlineToken;
    };
    void setKeptEpoch(std::optional<KeptEpoch> kept) { m_keptEpoch = std::move(kept); }
    void registerDevice(const QByteArray& code, QObject* context, std::function<void(Called<Registration>)> done);
    void openDeviceSession(QObject* context, std::function<void(Called<Session>)> done);
    void openPasswordSession(const QByteArray& user, const crypto::SecretBytes& password, QObject* context,
                             std::function<void(Called<Session>)> done);
    bool hasSession() const;
    void dropSession() { m_session.reset(); }

    void sync(const protocol::SyncRequest& request, QObject* context, std::function<void(Called<VerifiedAnswer>)> done);
    /// 201 or 200 is success.
    void putPhoto(const FileId& file, const QByteArray& bytes, QObject* context,
                  std::function<void(Called<void>)> done);
    /// 404, 405 or 501: a server that takes no parts, or does not know the photo either.
    void photoProgress(const FileId& file, QObject* context, std::function<void(Called<PhotoProgress>)> done);
    /// 409: these are not the bytes that it waits for.
    void putPhotoPart(const FileId& file, qint64 offset, const QByteArray& part, QObject* context,
                      std::function<void(Called<PhotoProgress>)> done);
    void putUserKey(const UserId& user, const crypto::Ed25519PrivateKey& key, QObject* context,
                    std::function<void(Called<void>)> done);
    /// A 200 answer's object. For the audit endpoints, whose answers prove themselves.
    void getJson(const QByteArray& pathAndQuery, QObject* context, std::function<void(Called<json::Reader>)> done);
    /// The anchor in a time token, where it was signed by our server for this device.
    Result<device::TimeAnchor> readTimeToken(const QByteArray& compact, const Arrival& arrival) const;
    Result<protocol::OfflineToken> readOfflineToken(const QByteArray& compact) const;
    /// An answer that came on a stick: the signature belongs to a request with this hash (base64url SHA-256).
    Result<VerifiedAnswer> readCarried(const HttpAnswer& answer, const QByteArray& requestHash);
    Result<void> verifyCarried(const HttpAnswer& answer, const QByteArray& requestHash) const {
        return verifySignatureFor(answer, requestHash, m_keys);
    }
    void cancelAll() { m_transport.cancelAll(); }

  Q_SIGNALS:
    /// A verified answer led from the keys that are kept to others. Emitted before the answer is handed on.
    void keysFollowed(const haziri::sync::ServerKeys& keys);

  private:
    void call(HttpRequest request, bool withSession, QObject* context,
              std::function<void(Result<HttpAnswer>, Arrival)> done);
    /// Asked again with another proof where the server found the first one's time wrong.
    enum class Attempt { First, WithServersTime };
    void sendRegistration(const QByteArray& code, QObject* context, std::function<void(Called<Registration>)> done,
                          Attempt attempt);
    void openSession(std::function<QByteArray()> makeBody, QObject* context, std::function<void(Called<Session>)> done,
                     Attempt attempt = Attempt::First);
    protocol::Proof freshProof(const QByteArray& aud);
    bool learnTime(const HttpAnswer& refusal);
    void sendOnly(HttpRequest request, QObject* context, std::function<void(Called<void>)> done);
    void sendForProgress(HttpRequest request, QObject* context, std::function<void(Called<PhotoProgress>)> done);
    QJsonObject sessionBody(const char* grant);
    QByteArray freshJti();
    Result<Registration> readRegistration(const HttpAnswer& answer, const QByteArray& sentBody);
    Result<void> verifyReceipt(const HttpAnswer& answer, const QByteArray& requestHash) const;
    Result<void> verifyFollowing(const HttpAnswer& answer, const QByteArray& requestHash);
    Result<void> verifySignatureFor(const HttpAnswer& answer, const QByteArray& requestHash,
                                    const ServerKeys& keys) const;
    Result<void> verifySignature(const HttpAnswer& answer, const QByteArray& requestBody, const ServerKeys& keys) const;

    Transport& m_transport;
    const device::DeviceIdentity& m_identity;
    device::Fingerprint m_fingerprint;
    const Clock& m_clock;
    RandomSource& m_random;
    ServerKeys m_keys;
    std::optional<Session> m_session;
    qint64 m_lastEpoch = 0;
    std::optional<KeptEpoch> m_keptEpoch;
    qint64 m_aheadMs = 0; ///< how far the server's clock is ahead of ours, where a proof was refused for its time
};

} // namespace haziri::sync
