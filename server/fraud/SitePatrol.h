// Walks over every site's last days and puts what the pattern rules suspect into the review queue, each thing once,
// each with an entry in the log. Meant to run now and then beside the requests.
#pragma once

#include "server/audit/AuditLog.h"
#include "server/fraud/PatternRule.h"
#include "server/store/GroupWriter.h"

namespace haziri::fraud {

class SitePatrol {
  public:
    SitePatrol(audit::AuditLog& log, RandomSource& random)
        : m_log(log)
        , m_random(random) {}

    /// `reading`: the calling thread's connection; writing goes through the writer. How many new suspicions.
    Result<qint64> walk(sql::Database& reading, store::GroupWriter& writer, UnixMillis now);

    static constexpr qint64 kDays = 31;

  private:
    Result<bool> report(sql::Database& writing, const store::Site& site, const Suspicion& suspicion, UnixMillis now);
    audit::AuditLog& m_log;
    RandomSource& m_random;
};

} // namespace haziri::fraud
