// The part of a sync that needs the write lock: one device's batch inside the transaction of a GroupWriter work.
//
// Order: decide each packet in the order of the chain, append all log entries at once, then the rows that carry their
// indexes. Any failure of the store ends the work, and nothing of the batch remains.
#pragma once

#include "server/sync/CheckedPacket.h"
#include "server/sync/KnownState.h"

#include "server/attendance/AttendanceService.h"
#include "server/audit/AuditLog.h"
#include "server/trust/DeviceTrustService.h"

#include "core/protocol/ChainHead.h"

namespace haziri::sync {

struct BatchInput {
    store::Device device;
    store::DeviceContact contact;
    trust::TrustScore trust;
    QList<CheckedPacket> packets;
    QList<store::KeptOfflineToken> tokens;
    const std::vector<store::DeviceEpoch>& epochs;
    std::optional<protocol::ChainHead> head;
    QByteArray headJws;
    UnixMillis now;
};

struct BatchOutput {
    bool isBlocked = false; ///< meanwhile: nothing was written
    QList<protocol::PacketResult> results;
    QList<QByteArray> needFiles;
};

/// One use, one thread.
class BatchCommit {
  public:
    struct Parts {
        audit::AuditLog& log;
        trust::DeviceTrustService& trust;
        attendance::AttendanceService& attendance;
        store::EnrolmentHandler& enrolment;
        const sealed::KeyRing& vaultKeys;
        RandomSource& random;
    };
    BatchCommit(Parts parts, sql::Database& database, const BatchInput& input);
    Result<BatchOutput> run();

  private:
    struct Decision {
        protocol::PacketStatus status = protocol::PacketStatus::Accepted;
        QList<fraud::Finding> findings; ///< worst first; for Rejected the one reason
        QList<fraud::Finding> notes;    ///< what lowers the trust of a mark and holds nothing
        qint32 trustScore = 0;
        store::TimeEstimate time;
        std::optional<qint64> index; ///< known at once for what was there before
        crypto::Digest recordHash{};
        qsizetype entry = -1;  ///< place in m_entries
        qsizetype sameAs = -1; ///< decided with an equal packet earlier in this batch
        QByteArray earlierCode;
        bool isLink = false; ///< takes its place in the device's chain
        QList<protocol::PhotoRef> photos;
        WorkerId workerId;
        SiteId siteId;
    };

    Result<void> decideAll();
    Result<Decision> decide(const CheckedPacket& checked);
    std::optional<Decision> decideRepeat(const CheckedPacket& checked);
    Result<Decision> decideForgery(const CheckedPacket& checked, const Rejection& rejection);
    Result<Decision> decideFresh(const CheckedPacket& checked);
    Result<void> judgeMark(const CheckedPacket& checked, const protocol::Attendance& mark, Decision& decision);
    Result<void> applyEnrolment(const CheckedPacket& checked, Decision& decision);
    void settle(Decision& decision) const;
    audit::NewEntry entryFor(const CheckedPacket& checked, const Decision& decision) const;

    Result<void> appendEntries();
    Result<void> writeRows();
    Result<void> writeEvents();
    Result<void> writeFiles();
    Result<void> releaseMarks();
    Result<void> noteHead();
    Result<void> checkHead(const protocol::ChainHead& head);
    /// A signed head that does not fit what is here. `id`: what makes two reports the same finding.
    Result<void> contradict(const fraud::Finding& finding, const protocol::ChainHead& head, const crypto::Digest& id);
    Result<void> noteRest();
    Result<QList<QByteArray>> filesNeeded();
    protocol::PacketResult resultOf(qsizetype i) const;

    crypto::Digest findingOf(const QByteArray& code, const crypto::Digest& hash) const;
    Result<void> insertEvent(const fraud::Finding& finding, const crypto::Digest& id, const Decision& decision,
                             const CheckedPacket* checked);

    Parts m_parts;
    sql::Database& m_database;
    const BatchInput& m_input;
    KnownState m_known;
    QList<Decision> m_decisions; ///< as m_input.packets
    QList<audit::NewEntry> m_entries;
    QHash<QByteArray, qsizetype> m_forgeriesHere; ///< finding to decision
    QList<WorkerId> m_enrolled;
    bool m_forked = false;
};

} // namespace haziri::sync
