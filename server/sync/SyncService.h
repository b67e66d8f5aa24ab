// POST /api/v5/sync (section 5): everything that can be checked alone is checked before the write lock, then one work
// of the GroupWriter decides what depends on the store and appends. What is acknowledged is durable.
#pragma once

#include "server/sync/CommitQueue.h"

#include "server/attendance/AttendanceService.h"
#include "server/audit/AuditLog.h"
#include "server/store/EnrolmentHandler.h"
#include "server/store/GroupWriter.h"
#include "server/store/ServiceAnswer.h"
#include "server/store/StorePool.h"
#include "server/store/TokenIssuer.h"
#include "server/store/VerifiedTokens.h"
#include "server/trust/DeviceTrustService.h"

#include "core/sealed/SealedFile.h"

namespace haziri::sync {

/// Who sent the request, as server/http found by session token and headers.
struct SyncCaller {
    store::Device device;
    store::Session session;
    store::DeviceContact contact; ///< address, userAgent, app, simHash of this request
    QByteArray received = {};     ///< the body as it came over the wire; null: as handed to handle()
};

/// Thread-safe; handle() blocks until the batch is durable, so call it on a worker thread, never on the event loop.
class SyncService {
  public:
    struct Parts {
        store::StorePool& pool;
        store::GroupWriter& writer;
        audit::AuditLog& log;
        const store::ServerKeys& keys;
        const sealed::KeyRing& vaultKeys; ///< opens device secrets
        trust::DeviceTrustService& trust;
        attendance::AttendanceService& attendance;
        store::TokenIssuer& tokens;
        store::EnrolmentHandler& enrolment;
        const Clock& clock;
        RandomSource& random;
        DayLimits dayLimits = {};
    };

    explicit SyncService(Parts parts)
        : m_parts(parts)
        , m_budget(parts.dayLimits)
        , m_queue(parts.writer, {parts.log, parts.trust, parts.attendance, parts.enrolment, parts.tokens,
                                 parts.vaultKeys, parts.random, parts.dayLimits}) {}

    /// `body` after inflation and the size limit. Answers 200, 400, 403, 413 or 503 as section 5 has
    /// it, and 429 where the device's budget of the day is used up.
    store::ServiceAnswer handle(const QByteArray& body, const SyncCaller& caller);

  private:
    store::ServiceAnswer process(sql::Database& database, const QByteArray& requestBody,
                                 const protocol::SyncRequest& request, const SyncCaller& caller);
    store::ServiceAnswer commit(sql::Database& database, const QByteArray& requestBody,
                                const protocol::SyncRequest& request, const BatchInput& input);
    store::ServiceAnswer refuseHead(sql::Database& database, const QByteArray& requestBody,
                                    const protocol::SyncRequest& request, const BatchInput& input);
    QByteArray withServerKeys(QByteArray body) const;
    store::ServiceAnswer assemble(sql::Database& database, const QByteArray& requestBody,
                                  const protocol::SyncRequest& request, const BatchInput& input,
                                  const BatchOutput& output, protocol::SyncAnswer& answer, int status);
    Parts m_parts;
    DayBudget m_budget;
    CommitQueue m_queue;
    store::VerifiedTokens m_verified;
};

} // namespace haziri::sync
