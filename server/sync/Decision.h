// What becomes of one packet, and of what the batch's decisions leave behind.
#pragma once

#include "server/fraud/Finding.h"
#include "server/store/Types.h"

#include <algorithm>

namespace haziri::sync {

struct Decision {
    protocol::PacketStatus status = protocol::PacketStatus::Accepted;
    QList<fraud::Finding> findings; ///< worst first; for Rejected the one reason
    QList<fraud::Finding> notes;    ///< what lowers the trust of a mark and holds nothing
    qint32 trustScore = 0;
    store::TimeEstimate time;
    UnixMillis bound;            ///< before which no later packet of the chain can have been made
    std::optional<qint64> index; ///< known at once for what was there before
    crypto::Digest recordHash{};
    qsizetype entry = -1;  ///< place among the batch's new log entries
    qsizetype sameAs = -1; ///< decided with an equal packet earlier in this batch
    QByteArray earlierCode;
    bool isLink = false; ///< takes its place in the device's chain
    bool isMark = false; ///< has a line in the roll, rejected or not
    /// What it says of a person who was erased, or with a whole Aadhaar number in it, is not written down: no bytes in
    /// the log, none in quarantine.
    bool isForgotten = false;
    QList<protocol::PhotoRef> photos;
    WorkerId workerId;
    SiteId siteId;

    bool isNew() const { return !index && sameAs < 0; }
    bool holdsFor(const char* code) const {
        return std::any_of(findings.begin(), findings.end(),
                           [code](const fraud::Finding& finding) { return finding.code == code; });
    }
};

} // namespace haziri::sync
