// The laptop's durable store: packets in their chain, photos, the roster, tokens, receipts.
//
// SQLite with synchronous=FULL. Whatever holds people (packets, photos, templates, names) is sealed under the profile's
// data key and bound to its place, so that a disk image alone decrypts nothing; numbers, statuses and times are plain,
// which is what the queue and the indexes need.
//
// One object, one thread, one process: the owner holds the profile's lock. Every method that returns success has
// committed durably. Errors: STORE_UNAVAILABLE (disk full, I/O), OUTBOX_DAMAGED, and those named below.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/outbox/OutboxTypes.h"
#include "core/outbox/StoreCheck.h"
#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

#include <functional>

namespace haziri::outbox {

class Outbox {
  public:
    /// OUTBOX_KEY_WRONG when the key is not the one this file was made with. Opens or makes `path`, brings the schema
    /// up and checks every pending row: it must open, hash to what was noted, and follow its predecessor. Rows that do
    /// not are set to Quarantined, kept, and counted in summary(). OUTBOX_DAMAGED when SQLite itself finds the file
    /// broken: nothing is changed then. A large file is read as a whole once a day only (`check`).
    static Result<std::unique_ptr<Outbox>> open(const QString& path, crypto::SecretBytes dataKey, const Clock& clock,
                                                RandomSource& random, WholeCheck check = WholeCheck::AtOnce);
    /// A large file that was not read as a whole today: see checkWholeStore(), and say so when it is done.
    bool needsWholeCheck() const;
    Result<void> wholeCheckDone();
    ~Outbox();

    // --- the chain -----------------------------------------------------------------------------------------------
    /// A registration begins an epoch. Repeating the same epoch with the same token changes nothing; an epoch that is
    /// not above the newest one is EPOCH_OLD.
    Result<void> beginEpoch(qint64 epoch, QByteArrayView offlineToken);
    /// What beginEpoch() would say, without changing anything.
    Result<void> mayBegin(qint64 epoch, QByteArrayView offlineToken) const;
    /// A whole registration, all or nothing: its epoch as beginEpoch(), its token, checkpoint and values.
    Result<void> enrol(const Enrolment& enrolment);
    Result<ChainState> chain() const; ///< NOT_REGISTERED before the first epoch
    /// seq, prev, packet, photo and the chain's new end in one transaction. `sign` gets the place in the chain and
    /// returns the compact JWS; it may be called once only. CHAIN_CLOSED while a new epoch is due.
    Result<ChainState> append(const NewPacket& packet, const std::function<QByteArray(const ChainPlace&)>& sign);
    /// A signed head of where the chain stands now, to be told at the next sync. The same statement within hours is
    /// kept once.
    Result<void> keepHead(const ChainState& end, const QByteArray& head);
    Result<QList<KeptHead>> headsToTell(int limit) const; ///< oldest first
    Result<void> headTold(qint64 id);
    /// From now on append() refuses until beginEpoch(): this profile is an old copy, or a fork.
    Result<void> closeChain(const QString& why);
    Result<QString> closedBecause() const; ///< empty: open

    /// A copy of the whole store as it stands, sealed as it is; `path` must not exist. For evidence.
    Result<void> copyTo(const QString& path) const;

    // --- what waits ----------------------------------------------------------------------------------------------
    /// Oldest first, whole JWSs; those behind the place `after` (epoch, seq).
    Result<QList<StoredPacket>> pending(int maxPackets, qsizetype maxBytes,
                                        std::pair<qint64, qint64> after = {0, 0}) const;
    /// The number of one that waits; nothing where it does not.
    Result<std::optional<qint64>> pendingSeq(const PacketId& packet) const;
    Result<std::optional<StoredPacket>> packet(const PacketId& id) const; ///< whatever became of it
    Result<Summary> summary() const;
    Result<QList<QueueEntry>> queue(int limit, bool newestFirst) const;
    /// Newest first, those before the place `before` (epoch, seq): for who reads years a piece at a time.
    Result<QList<QueueEntry>> earlierThan(std::pair<qint64, qint64> before, int limit) const;
    Result<QList<QueueEntry>> between(UnixMillis from, UnixMillis to) const; ///< by the laptop's clock, oldest first
    /// What the server said, all in one transaction together with what came along in the same answer.
    Result<void> settle(const Receipt& receipt);

    // --- photos --------------------------------------------------------------------------------------------------
    Result<QList<PhotoToSend>>
    photosReady(int limit) const; ///< whose packet is settled; oldest first, least tried first
    Result<QList<PhotoToSend>> photosToCarry(int limit) const; ///< those too whose packet travels in the same bundle
    Result<std::optional<PhotoToSend>> photoRow(const FileId& file) const;
    Result<QByteArray> photo(const FileId& file) const; ///< FILE_MISSING, SEALED_INTEGRITY
    Result<void> photoSent(const FileId& file);
    Result<void> photoFailed(const FileId& file, const QByteArray& code, bool forGood);
    /// The person on it was erased: nobody takes it any more, and it is not kept here either.
    Result<void> photoForgotten(const FileId& file);
    Result<void> photosWanted(const QList<FileId>& files); ///< the server misses them: send again where we have them
    /// Photos that were sent before `before`, and nothing else.
    Result<qint64> prunePhotos(UnixMillis before);

    // --- what came from the server -------------------------------------------------------------------------------
    Result<void> applyPull(const QList<PulledChange>& changes, const QByteArray& cursor);
    /// Looks at up to `most` records for those of people whom the office erased, and empties what was acknowledged of
    /// them: what chain and queue need stays (place, hashes, time, status). True: there is more to look at.
    Result<bool> forgetErased(int most);
    Result<QByteArray> pullCursor() const;
    Result<void> putWorker(const RosterWorker& worker); ///< enrolled here; a later pull overwrites it
    Result<QList<RosterWorker>> workers() const;
    /// Small sealed values by name: "site", "user", "registration", "anchor", …; empty: never written.
    Result<QByteArray> value(const QByteArray& name) const;
    Result<void> setValue(const QByteArray& name, QByteArrayView value);
    Result<void> addToken(const QByteArray& jti, const QByteArray& compact, UnixMillis exp); ///< an offline token
    Result<QList<QByteArray>> tokens(const QList<QByteArray>& jtis) const;
    Result<Checkpointed> checkpoint() const; ///< the newest that was verified
    /// The newest of at most that many entries.
    Result<Checkpointed> checkpointUpTo(qint64 size) const;
    /// Both checkpoints become evidence, the fresh one is witnessed from now on, and whatever was acknowledged behind
    /// the shared one waits again, with the photos that are still here. The pull starts anew, and only it says who
    /// is erased. Returns how many packets wait again.
    Result<qint64> acceptRestore(const AcceptedRestore& restore);
    /// Two notes that contradict one another, kept for ever.
    Result<void> keepEvidence(const QByteArray& code, const QByteArray& ours, const QByteArray& theirs);

    /// The queue of a profile without its keys and without its lock: notes stay empty. For support.
    static Result<QList<QueueEntry>> peek(const QString& path);
    static Result<bool> wasEnrolled(const QString& path); ///< as peek(): was there ever a registration?

  private:
    Outbox();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace haziri::outbox
