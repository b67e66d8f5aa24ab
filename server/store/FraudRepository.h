// Fraud events and the quarantined bytes behind them. One finding is one event, however often it is reported.
#pragma once

#include "server/store/Types.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::store {

class FraudRepository {
  public:
    explicit FraudRepository(sql::Database& database)
        : m_database(database) {}
    /// False when the finding is known already: nothing is written then.
    Result<bool> insert(const FraudEvent& event);
    Result<std::optional<FraudEvent>> find(const EventId& eventId);
    Result<std::optional<FraudEvent>> findFinding(const crypto::Digest& finding);
    /// By the bytes of the finding.
    Result<QHash<QByteArray, FraudEvent>> findFindings(const QList<crypto::Digest>& findings);
    enum class Order { Newest, Loss }; ///< the newest first, or what is likely to cost most
    /// `after`: the event to go on behind. `state` empty: all.
    Result<QList<FraudEvent>> list(const QByteArray& state, Order order, const std::optional<FraudEvent>& after,
                                   qint64 limit);
    Result<qint64> count(const QByteArray& state);
    struct Counts {
        qint64 open = 0, rejected = 0;
    };
    Result<Counts> countsOfDevice(qint64 deviceNo, UnixMillis since);
    /// Those that kept the bytes of a refused packet with this id, the oldest first.
    Result<QList<FraudEvent>> keptOfPacket(const PacketId& packetId);
    Result<qint64> openOfPacket(const PacketId& packetId);
    /// What the decisions about all events of a packet come to: one refusal is enough, one open question holds it.
    /// Of events that kept refused bytes only those with these: others claim the same id.
    Result<QByteArray> markStatusOf(const PacketId& packetId, const std::optional<crypto::Digest>& bytesHash);
    /// Whether this very decision is the one that stands.
    Result<bool> isResolvedSo(const EventId& eventId, const QByteArray& decision, const QByteArray& reason,
                              const UserId& by);
    Result<void> resolve(const EventId& eventId, const QByteArray& decision, const QByteArray& reason, const UserId& by,
                         UnixMillis at);

    /// Empties the detail of every finding that names somebody; reads them all.
    Result<void> forgetNaming(const QByteArray& words);

    /// Sealed: rejected bytes may be somebody's enrolment.
    Result<void> quarantine(const crypto::Digest& hash, const QByteArray& bytes, UnixMillis at,
                            const sealed::KeyRing& keys, RandomSource& random);
    /// SEALED_INTEGRITY, KEY_UNKNOWN.
    Result<std::optional<QByteArray>> quarantined(const crypto::Digest& hash, const sealed::KeyRing& keys);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
