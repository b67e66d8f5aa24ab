// How far people are trusted: a thekedar by what became of the workers he brought, a worker by his thekedar for the
// first thirty days on the server's clock and by his own marks after that.
//
// Inheritance goes one level deep and never beyond the cap of the thekedar's rules. It follows the thekedar: when he is
// blocked or his score falls, all who inherit fall with him at once.
#pragma once

#include "server/store/PeopleTrustRepository.h"
#include "server/trust/RuleSet.h"

namespace haziri::trust {

/// Thread-safe; holds nothing but the rules.
class PeopleTrust {
  public:
    explicit PeopleTrust(const RuleBook& rules)
        : m_rules(rules) {}

    /// A thekedar's own score, from what is in the store now. NOT_FOUND.
    Result<TrustScore> thekedar(sql::Database& database, const UserId& userId, UnixMillis now);
    /// A worker's score now: inherited or his own.
    Result<TrustScore> worker(sql::Database& database, const store::TrustedWorker& worker, UnixMillis now);
    /// What a worker whom this thekedar brings now inherits, and until when.
    struct Inheritance {
        TrustScore score;
        qint64 until = 0;
    };
    Result<Inheritance> inheritance(sql::Database& database, const UserId& thekedarId, UnixMillis now);

    /// Before the writer is asked, since it reads every mark of the workers whom he vouched for: for refreshThekedar()
    /// and refreshWorker(), which count anew only what changed since.
    Result<store::VouchedMarks> countMarks(sql::Database& reading, const UserId& thekedarId, UnixMillis now);
    /// The same of the thekedar from whom a worker inherits; nothing where there is none.
    Result<std::optional<store::VouchedMarks>> countMarksBeside(sql::Database& reading, const WorkerId& workerId,
                                                                UnixMillis now);

    /// In the caller's transaction: weighs the thekedar and everybody whom he vouched for, keeps the scores, and tells
    /// the laptops about each that changed. Nothing for somebody who is no thekedar. What counts is what the
    /// transaction sees, whatever was `counted` before it.
    Result<void> refreshThekedar(sql::Database& database, const UserId& userId, UnixMillis now,
                                 const store::VouchedMarks* counted = nullptr);
    /// Keeps why somebody who was just written inherits what he inherits, and his thekedar's score beside it.
    Result<void> refreshNew(sql::Database& database, const WorkerId& workerId, const UserId& thekedarId,
                            const TrustScore& inherited, UnixMillis now);
    /// After a decision about a worker: his thekedar, and himself; and the others where the thekedar's score is
    /// another.
    Result<void> refreshWorker(sql::Database& database, const WorkerId& workerId, UnixMillis now,
                               const store::VouchedMarks* counted = nullptr);
    /// Some of those who ended to inherit. Returns how many; call again while it is not 0.
    Result<qint64> refreshEnded(sql::Database& database, UnixMillis now);

  private:
    /// `his`: of the worker's thekedar; nothing where nobody vouched for him.
    TrustScore weigh(const store::TrustedWorker& worker, const store::WorkerOutcomes& outcomes,
                     const std::optional<TrustScore>& his, UnixMillis now) const;
    Result<void> keep(sql::Database& database, const store::TrustedWorker& worker, const TrustScore& score,
                      UnixMillis now);
    Result<void> keepNow(sql::Database& database, const store::TrustedWorker& one, UnixMillis now);
    TrustScore inheritedFrom(const TrustScore& thekedar) const;

    const RuleBook& m_rules;
};

} // namespace haziri::trust
