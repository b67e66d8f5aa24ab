// A server in memory, just good enough to talk to a laptop: real keys, real signatures, a real log with proofs. Tests
// bend its answers through `twist`. It shares no code with the real server.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/audit/MerkleTree.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/SyncMessages.h"
#include "core/protocol/Tokens.h"
#include "core/sync/Transport.h"
#include "tests/support/FakeClock.h"

#include <map>
#include <set>

namespace haziri::test {

class PretendServer {
  public:
    PretendServer();

    /// The whole exchange, as if over a perfect line.
    sync::HttpAnswer handle(const sync::HttpRequest& request);

    /// Reset the log to other contents of the given length, signed with the right key: a rewritten history.
    void rewriteLog(qint64 size);
    /// Back to the first `size` entries, as a backup does; `announcedAt`: an entry `restore` says so, with that time.
    void restore(qint64 size, std::optional<UnixMillis> announcedAt);
    /// Sets `Haziri-Signature` for a body as the real server would.
    void sign(sync::HttpAnswer& answer, const QByteArray& requestBody);
    QByteArray checkpoint() const;

    FakeClock clock;
    crypto::SystemRandom random;
    crypto::Ed25519PrivateKey tokenKey;
    crypto::Ed25519PrivateKey logKey;
    QByteArray tokenKid;
    SiteId siteId;
    UserId userId, thekedarId;

    // What a test may set and look at.
    std::map<QByteArray, std::pair<protocol::PacketStatus, QByteArray>> verdicts; ///< packetId → status, code
    QByteArray unreadable;       ///< packetId that makes a whole batch 400
    bool refusesAll = false;     ///< every sync is 400, whatever it holds
    qint64 aheadMs = 0;          ///< of the laptop's clock, for proofs and the Date field
    bool sessionsExpire = false; ///< the next sync is answered 401 once
    bool blocked = false;
    int consistencyFaults = 0; ///< proofs that are spoilt
    QJsonArray pull;
    QByteArray pullCursor = "c1";
    QList<QByteArray> needFiles;
    std::map<QByteArray, int> photoStatus; ///< fileId → HTTP status instead of 201
    bool takesParts = true;                ///< else it is a server of before: 404
    QByteArray goneCode = "FILE_ERASED";   ///< the word of a 410

    QList<QByteArray> committed; ///< packet JWSs in order
    std::map<QByteArray, QByteArray> photos;
    std::map<QByteArray, QByteArray> begun; ///< photos of which parts came
    std::map<QByteArray, qint64> announced; ///< fileId → bytes
    std::set<QByteArray> userKeys;
    int syncs = 0, sessions = 0, registrations = 0;
    qint64 epoch = 1;
    QByteArray deviceSecret; ///< of the newest epoch

  private:
    sync::HttpAnswer registerDevice(const sync::HttpRequest& request);
    std::optional<sync::HttpAnswer> refuseProof(const QJsonObject& body) const;
    sync::HttpAnswer session(const sync::HttpRequest& request);
    sync::HttpAnswer sync(const sync::HttpRequest& request);
    sync::HttpAnswer audit(const sync::HttpRequest& request);
    sync::HttpAnswer vault(const sync::HttpRequest& request);
    sync::HttpAnswer photoPart(const sync::HttpRequest& request, const QByteArray& id);
    sync::HttpAnswer userKey(const sync::HttpRequest& request);
    protocol::PacketResult commit(const QByteArray& jws);
    QByteArray timeToken();
    QByteArray offlineToken();
    void appendLeaf(QByteArrayView content);
    audit::NodeFetcher nodes() const;
    QList<QByteArray> consistency(qint64 first) const;

    QByteArray m_deviceId;
    std::vector<crypto::Digest> m_leaves;
    std::map<QByteArray, qint64> m_index;    ///< JWS → log index
    std::map<qint64, QByteArray> m_restores; ///< log index → entry
};

/// Hands requests to a PretendServer and its answers back through the event loop.
class PretendLine final : public sync::Transport {
  public:
    explicit PretendLine(PretendServer& server)
        : m_server(server) {}
    void send(sync::HttpRequest request, QObject* context, Done done) override;
    void cancelAll() override { ++cancelled; }

    bool offline = false;
    /// Changes an answer, or makes it a failure.
    std::function<Result<sync::HttpAnswer>(const sync::HttpRequest&, sync::HttpAnswer)> twist;
    QList<sync::HttpRequest> requests;
    int cancelled = 0;

  private:
    PretendServer& m_server;
};

} // namespace haziri::test
