// Everything about a packet that needs no write lock: signature, form, token, time window, site, and the rules that
// look at the packet alone.
#pragma once

#include "server/sync/CheckedPacket.h"
#include "server/sync/TokenBook.h"

#include "server/store/DeviceRepository.h"

namespace haziri::sync {

/// packetId and seq as an unproved packet claims them, so that an answer can be matched to what was sent.
protocol::PacketResult claimOf(const QByteArray& jws);

/// For one request; one thread. Reads the store, writes nothing.
class PacketChecker {
  public:
    struct Parts {
        sql::Database& database;
        const store::Device& device; ///< of the session
        const sealed::KeyRing& vaultKeys;
        TokenBook& tokens;
        store::EnrolmentHandler& enrolment;
        UnixMillis now;
    };
    explicit PacketChecker(Parts parts)
        : m_parts(parts) {}

    /// Errors are the store's: whatever is wrong with the packet itself stands in the result.
    Result<CheckedPacket> check(const QByteArray& jws);
    /// The registrations of the session's device, newest first; loaded by the first check.
    Result<const std::vector<store::DeviceEpoch>*> epochs();

  private:
    struct EpochKey {
        qint64 epoch = 0;
        crypto::HmacKey key;
    };
    struct KnownDevice {
        std::vector<store::DeviceEpoch> epochs;
        std::vector<EpochKey> keys;
    };
    struct Proved {
        QByteArray payload;
        qint64 epoch = 0;
    };

    Result<const KnownDevice*> keysOf(const QByteArray& deviceId);
    Result<std::optional<Proved>> prove(const QByteArray& jws, CheckedPacket& checked);
    Result<void> judge(CheckedPacket& checked);
    Result<void> judgeMark(CheckedPacket& checked);
    Result<std::optional<store::Site>> site(const SiteId& siteId);

    Parts m_parts;
    std::map<QByteArray, KnownDevice> m_devices;
    QHash<SiteId, std::optional<store::Site>> m_sites;
};

} // namespace haziri::sync
