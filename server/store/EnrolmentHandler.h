// How server/sync hands packets about workers to server/onboarding, which implements this.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

#include <any>

namespace haziri::store {

/// Accepted, Held or Rejected with its code (VOUCH_INVALID, DUPLICATE_FACE, QUOTA, …).
struct EnrolmentVerdict {
    protocol::PacketStatus status = protocol::PacketStatus::Accepted;
    QByteArray code;
    QString message;
    WorkerId workerId;
    QList<protocol::PhotoRef> photos; ///< announced by an accepted or held enrolment; asked for by needFiles
    std::any prepared;                ///< the handler's own, from prepare() to apply()
};

/// Thread-safe. Errors of the store (STORE_…) fail the whole request; everything else is a verdict.
class EnrolmentHandler {
  public:
    virtual ~EnrolmentHandler() = default;

    /// For kinds worker.enrol, worker.update and worker.consent. Before the write lock and in parallel: signatures,
    /// form, the search after duplicate faces. Writes nothing. Device, seq, token and site have been checked.
    virtual Result<EnrolmentVerdict> prepare(sql::Database& database, const protocol::Packet& packet,
                                             UnixMillis now) = 0;

    /// Inside the transaction that appends the packet to the log, before that: checks again what may have changed
    /// meanwhile (quota, key still the newest, the worker exists), writes the worker unless rejected, notes the change
    /// feed, and returns the verdict that counts. The caller writes the packet row, the files and the log entry.
    virtual Result<EnrolmentVerdict> apply(sql::Database& database, const protocol::Packet& packet,
                                           const EnrolmentVerdict& prepared, UnixMillis now) = 0;
};

} // namespace haziri::store
