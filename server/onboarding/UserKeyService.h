// PUT /api/v5/users/me/key (section 4): the personal key with which a thekedar vouches.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/store/GroupWriter.h"
#include "server/store/ServiceAnswer.h"

namespace haziri::onboarding {

/// Thread-safe; blocks on the store.
class UserKeyService {
  public:
    UserKeyService(store::GroupWriter& writer, audit::AuditLog& log, const Clock& clock)
        : m_writer(writer)
        , m_log(log)
        , m_clock(clock) {}

    /// 201, also where an older key is put again and so becomes the newest; 200 where it is the newest already; 400,
    /// 401 PROOF_…, 409 KEY_TAKEN (somebody else's), 503.
    store::ServiceAnswer handle(const QByteArray& body, const store::Session& session, const store::Device& device);

  private:
    store::GroupWriter& m_writer;
    audit::AuditLog& m_log;
    const Clock& m_clock;
};

} // namespace haziri::onboarding
