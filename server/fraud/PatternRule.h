// What shows only over the days of a site: a pattern rule looks at all its marks and suspects devices or people. It
// holds nothing; it asks a person to look. Pure: the same facts, the same suspicions.
#pragma once

#include "server/fraud/Finding.h"
#include "server/store/Types.h"

namespace haziri::fraud {

struct PatternMark {
    WorkerId workerId;
    qint64 deviceNo = 0;
    UnixMillis timestamp;
    bool byHand = false;
};

struct SiteFacts {
    store::Site site;
    UnixMillis now;
    QList<PatternMark> marks;               ///< of the last days, rejected ones left out, by time
    QHash<WorkerId, UnixMillis> enrolledAt; ///< of the workers who are active
};

struct Suspicion {
    Finding finding;
    WorkerId workerId;   ///< null: it is about a device
    qint64 deviceNo = 0; ///< 0: it is about a worker
    QByteArray key;      ///< what makes two reports the same, beside the code
};

class PatternRule {
  public:
    virtual ~PatternRule() = default;
    virtual QList<Suspicion> judge(const SiteFacts& facts) const = 0;
};

/// The local day, counted from 1970.
qint64 localDay(UnixMillis at, const store::Site& site);
/// What every pattern rule suspects.
QList<Suspicion> judgePatterns(const SiteFacts& facts);

} // namespace haziri::fraud
