// A registered laptop that signs its day beforehand: real chains, heads, tokens and photo announcements.
#pragma once

#include "tests/bench/server/BenchClient.h"
#include "tests/bench/server/BenchServer.h"

#include "core/crypto/SystemRandom.h"
#include "core/protocol/Packet.h"
#include "core/protocol/Proof.h"
#include "core/protocol/Tokens.h"
#include "server/store/ServerKeys.h"

namespace haziri::bench {

/// The bytes of one POST /sync. The size of the newest checkpoint is only known when it is sent, so `body` holds a
/// place for it, which write() fills.
struct SyncRequest {
    QByteArray head, body;
    qsizetype sizeAt = 0; ///< in `body`
    int packets = 0;

    void setCheckpointSize(qint64 size);
};

struct Photo {
    FileId fileId;
    crypto::Digest sha256{};
};

/// 60,000 bytes that are no picture: `id` and what is common to all.
inline constexpr qsizetype kPhotoBytes = 60'000;
QByteArrayView photoTail();
QByteArray photoHead(const FileId& id);

class BenchLaptop {
  public:
    /// `workers`: whom it marks, in turn.
    /// Registers with a running server. Afterwards the deployment is taken a month back in time with backdate().
    BenchLaptop(BenchServer& server, RandomSource& random, const QList<QByteArray>& workers);

    /// Registered, and anchored, thirty days ago: so that marks of the past weeks are as good as any.
    static void backdate(BenchServer& server, const store::ServerKeys& keys, std::vector<BenchLaptop>& laptops);
    /// A session, and the changes of the server up to now.
    void signIn(BenchServer& server);

    /// The next `packets` marks of this laptop.
    SyncRequest sign(int packets);
    /// PUT /vault/{fileId} without the bytes.
    QByteArray photoRequestHead(const Photo& photo) const;
    QByteArray headers() const;
    // For another client on the same laptop: the office's window.
    const QByteArray& deviceId() const { return m_deviceId; }
    QByteArray signProof(const protocol::Proof& proof) const;
    QList<Photo> photos; ///< announced by what was signed

  private:
    protocol::Packet nextMark();

    RandomSource* m_random;
    crypto::Ed25519PrivateKey m_key;
    QByteArray m_deviceId, m_token, m_offlineToken, m_tok, m_timeJti, m_cursor;
    std::unique_ptr<crypto::HmacKey> m_secret;
    SiteId m_siteId;
    UserId m_userId;
    QList<WorkerId> m_workers;
    qint64 m_seq = 0;
    crypto::Digest m_newest{};
    qint64 m_startedAt = 0;
};

} // namespace haziri::bench
