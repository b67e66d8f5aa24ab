// What one record says about packets, heads and devices, as far as it can be known without the records before it.
#pragma once

#include "server/verify/DeviceChain.h"

#include "core/audit/LogVerifier.h"
#include "core/crypto/Ed25519.h"
#include "core/protocol/ChainHead.h"

#include <map>
#include <shared_mutex>

namespace haziri::verify {

/// The keys of the devices that registered so far. A deviceId is its key's thumbprint, so each has one for good.
/// Thread-safe.
class DeviceKeys {
  public:
    void add(const QByteArray& deviceId, const crypto::Ed25519PublicKey& key);
    std::optional<crypto::Ed25519PublicKey> find(const QByteArray& deviceId) const;

  private:
    mutable std::shared_mutex m_mutex;
    std::map<QByteArray, crypto::Ed25519PublicKey> m_keys;
};

struct HeadFacts {
    struct Registration {
        QByteArray deviceId;
        crypto::Ed25519PublicKey key;
    };
    struct Packet {
        QByteArray deviceId;
        ChainLink link;
    };
    struct Head {
        QByteArray deviceId, jws;
        std::optional<Result<protocol::ChainHead>> verified; ///< where the device's key was known already
    };
    struct Declared {
        QByteArray deviceId;
        crypto::Digest hash{};
    };
    qint64 index = 0;
    qint64 packets = 0, unreadable = 0;       ///< that count: 0 or 1
    std::optional<audit::BadEntry> badDevice; ///< in the order in which they are to be met
    std::optional<Registration> registration;
    std::optional<audit::BadEntry> badPacket;
    std::optional<Packet> packet;
    std::optional<audit::BadEntry> badHead;
    std::optional<Head> head;
    std::optional<Declared> declared;
};

/// Of an entry whose hashes hold. Thread-safe.
HeadFacts readHeadFacts(const audit::ServedEntry& entry, const DeviceKeys& keys);

} // namespace haziri::verify
