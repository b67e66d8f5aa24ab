// What the store knows that matters for one batch: loaded once with few statements, then kept up to date as the batch's
// own packets are decided, so that each packet sees those before it.
#pragma once

#include "server/sync/CheckedPacket.h"
#include "server/sync/TimeEstimator.h"

#include "server/audit/AuditLog.h"
#include "server/fraud/MarkFacts.h"
#include "server/store/BootClockRepository.h"
#include "server/store/DeviceRepository.h"
#include "server/store/FileRepository.h"
#include "server/store/FraudRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/PacketRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/WorkerRepository.h"

namespace haziri::sync {

/// How often photos were announced, by content or by name.
class PhotoUses {
  public:
    void add(const protocol::PhotoRef& photo);
    qint64 of(const protocol::PhotoRef& photo) const;

  private:
    QHash<QByteArray, qint64> m_byHash;
    QHash<FileId, qint64> m_byId;
    QHash<std::pair<FileId, QByteArray>, qint64> m_byBoth;
};

/// One batch, one thread, inside the transaction.
class KnownState {
  public:
    KnownState(sql::Database& database, const store::Device& device, const std::vector<store::DeviceEpoch>& epochs)
        : m_database(database)
        , m_device(device)
        , m_epochs(epochs) {}

    struct Loading {
        KnownState* known = nullptr;
        const QList<CheckedPacket>* packets = nullptr;
    };
    /// Reads what all these batches will ask for, in as many statements as one batch takes. They share no device.
    static Result<void> load(sql::Database& database, const QList<Loading>& all, const sealed::KeyRing& keys,
                             RandomSource& random);

    /// A packet of an earlier request that was accepted or held; one of this batch, by its place there.
    const store::PacketRow* earlier(const PacketId& id) const;
    std::optional<qsizetype> here(const PacketId& id) const;
    /// The same bytes, earlier in this batch or refused in an earlier request.
    std::optional<qsizetype> sameBytesHere(const crypto::Digest& hash) const;
    const store::RefusedPacket* refused(const crypto::Digest& hash) const;

    /// An earlier packet of this device with that id, which it did sign, was refused. Whoever forges a packet, or sends
    /// another device's, does not use its id up, nor does what nobody could read: the true one must still be able to
    /// come.
    bool isRefusedId(const PacketId& id) const { return m_refusedIds.contains(id); }

    /// Another packet than this one was accepted or held with its seq.
    bool isTaken(const PlaceInChain& place, const crypto::Digest& hash) const;
    enum class Link { Fits, Missing, Other };
    /// Is the packet that this one names as the one before it here? A refused one counts: it was signed.
    Link linkBefore(const protocol::Packet& packet) const;
    /// Does the packet after this one, which came first, name this one? Fits also where nothing can be said: there is
    /// none, or its record was erased.
    Result<Link> linkAfter(const protocol::Packet& packet, const crypto::Digest& hash, audit::AuditLog& log) const;

    struct Before {
        TimeNeighbour time;
        fraud::PreviousClock clock;
    };
    std::optional<Before> before(const protocol::Packet& packet) const;
    /// The highest clock of this packet's boot that a packet before it in the chain has shown; nothing: none.
    std::optional<qint64> highestOfBoot(const protocol::Packet& packet) const;
    /// Whether the packet before it shows a later clock of its boot that was not believed (CLOCK_STEP) itself.
    bool isAheadInDoubt(const protocol::Packet& packet, const fraud::PreviousClock& before) const;
    /// What the batch has added to the clocks of its boots, each boot once.
    QList<store::BootClockRepository::Shown> newBoots() const;
    const store::DeviceEpoch* epoch(qint64 number) const;

    Result<std::optional<store::KeptTimeToken>> anchor(const protocol::PacketClock& clock);
    /// When the oldest of the time tokens was issued that anchor() found.
    std::optional<UnixMillis> oldestAnchor() const;
    Result<QList<fraud::OtherMark>> otherMarks(const WorkerId& workerId, UnixMillis timestamp);
    Result<qint64> deviceMarks(UnixMillis timestamp, qint64 withinSeconds);
    /// Other packets, here and before, with the same photo.
    qint64 photoUses(const protocol::PhotoRef& photo) const { return m_photos.of(photo); }
    /// A file that was there before this batch, of those that its marks name; whether it is one of those.
    const store::FileRecord* file(const FileId& id) const;
    bool hasLookedUp(const FileId& id) const { return m_lookedUp.contains(id); }
    std::optional<store::WorkerStatus> worker(const WorkerId& id) const;
    /// Of a worker whom an earlier request or the office brought.
    std::optional<qint32> workerTrust(const WorkerId& id) const;

    void addHere(const CheckedPacket& checked, qsizetype place);
    void addCommitted(const CheckedPacket& checked, qsizetype place, UnixMillis bound, bool isClockDoubted);
    void addRefused(const CheckedPacket& checked);
    void addMark(const protocol::Packet& packet, const protocol::Attendance& mark, const store::Site& site,
                 bool placeInDoubt);
    /// It was taken back: later packets of the batch are not judged beside it.
    void dropMark(const WorkerId& workerId, const PacketId& packetId, const QList<CheckedPacket>& packets);
    void addPhoto(const protocol::PhotoRef& photo) { m_photos.add(photo); }
    void addWorker(const WorkerId& id, store::WorkerStatus status) { m_workers.insert(id, status); }

  private:
    using PacketsOfChain = QHash<qint64, QList<qint64>>; ///< epoch to the seqs that matter, in order
    static PacketsOfChain seqsOf(const QList<CheckedPacket>& packets);
    static Result<void> loadPackets(sql::Database& database, const QList<Loading>& all);
    static Result<void> loadWorkers(sql::Database& database, const QList<Loading>& all, const sealed::KeyRing& keys,
                                    RandomSource& random);
    static Result<void> loadAnchors(sql::Database& database, const QList<Loading>& all);
    static Result<void> loadChains(sql::Database& database, const QList<Loading>& all);
    static Result<void> loadBoots(sql::Database& database, const QList<Loading>& all);
    static Result<void> loadMarks(sql::Database& database, const QList<Loading>& all);
    static Result<void> loadPhotos(sql::Database& database, const QList<Loading>& all);
    Result<void> takeChain(qint64 epoch, const QList<qint64>& seqs, const QList<store::PacketRow>& rows);
    Result<void> loadRefused(const QList<CheckedPacket>& packets);
    Result<fraud::OtherMark> place(const store::MarkRow& mark);

    using ChainPlace = std::pair<qint64, qint64>;   ///< epoch and seq
    using BootName = std::pair<qint64, QByteArray>; ///< epoch and bootId
    sql::Database& m_database;
    const store::Device& m_device;
    const std::vector<store::DeviceEpoch>& m_epochs;
    QHash<PacketId, store::PacketRow> m_earlier;
    QHash<PacketId, qsizetype> m_here;
    QHash<QByteArray, qsizetype> m_bytesHere;          ///< by hash
    QHash<QByteArray, store::RefusedPacket> m_refused; ///< by hash
    QSet<PacketId> m_refusedIds;
    QHash<ChainPlace, crypto::Digest> m_committed;
    QHash<ChainPlace, qint64> m_entries; ///< log index of what an earlier request committed
    QHash<ChainPlace, QList<crypto::Digest>> m_refusedPlaces;
    QHash<ChainPlace, Before> m_clocks;
    QHash<BootName, store::BootClock> m_boots;
    QSet<BootName> m_newBoots;                            ///< whose clock has gone on in this batch
    QHash<qint64, std::pair<qint64, Before>> m_newest;    ///< by epoch: the highest seq met so far
    QHash<QByteArray, store::KeptTimeToken> m_timeTokens; ///< that the batch names, as they are kept
    QHash<QByteArray, std::optional<store::KeptTimeToken>> m_anchors;
    QHash<SiteId, std::optional<store::Site>> m_sites;
    QHash<WorkerId, store::WorkerStatus> m_workers;
    QHash<WorkerId, qint32> m_workerTrust;
    QHash<WorkerId, QList<fraud::OtherMark>> m_marksHere;
    QList<qint64> m_timesHere;
    QHash<FileId, store::FileRecord> m_files;
    QSet<FileId> m_lookedUp;
    PhotoUses m_photos;                                                     ///< of m_files and of this batch
    QHash<std::pair<WorkerId, qint64>, QList<store::MarkRow>> m_neighbours; ///< by worker and moment
    QHash<std::pair<qint64, qint64>, qint64> m_deviceMarks;                 ///< by span
};

} // namespace haziri::sync
