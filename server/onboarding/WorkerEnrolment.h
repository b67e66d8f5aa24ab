// Packets about workers (section 4): the thekedar's vouch, consent, quota, and one face under one name.
#pragma once

#include "server/onboarding/FaceIndex.h"
#include "server/store/EnrolmentHandler.h"

#include "core/protocol/Vouch.h"

namespace haziri::onboarding {

/// Thread-safe.
class WorkerEnrolment final : public store::EnrolmentHandler {
  public:
    WorkerEnrolment(const sealed::KeyRing& vaultKeys, const Clock& clock, RandomSource& random)
        : m_vaultKeys(vaultKeys)
        , m_clock(clock)
        , m_random(random) {}

    Result<store::EnrolmentVerdict> prepare(sql::Database& database, const protocol::Packet& packet,
                                            UnixMillis now) override;
    Result<store::EnrolmentVerdict> apply(sql::Database& database, const protocol::Packet& packet,
                                          const store::EnrolmentVerdict& prepared, UnixMillis now) override;

    static constexpr qint64 kDailyQuota = 50;                     ///< workers one thekedar may bring in a local day
    static constexpr qint32 kTrustCap = 70;                       ///< nobody inherits more than this
    static constexpr qint32 kOwnTrust = 50;                       ///< where there is nobody to inherit from
    static constexpr qint64 kInheritMs = 30LL * 24 * 3600 * 1000; ///< on the server's clock
    static constexpr qsizetype kMostTemplates = 20;

  private:
    using Verdict = store::EnrolmentVerdict;
    Result<Verdict> prepareEnrol(sql::Database& database, const protocol::Packet& packet, UnixMillis now);
    Result<Verdict> applyEnrol(sql::Database& database, const protocol::Packet& packet, const Verdict& prepared,
                               UnixMillis now);
    Result<Verdict> applyChange(sql::Database& database, const protocol::Packet& packet, UnixMillis now);
    Result<Verdict> holdWhereDue(sql::Database& database, const protocol::WorkerEnrol& body,
                                 const protocol::Vouch& vouch, qint32 tzOffsetMin, Verdict verdict, UnixMillis now);
    Result<qint32> inheritedTrust(sql::Database& database, const protocol::Packet& packet);
    store::WorkerRepository workersOf(sql::Database& database) { return {database, m_vaultKeys, m_random}; }

    const sealed::KeyRing& m_vaultKeys;
    const Clock& m_clock;
    RandomSource& m_random;
    FaceIndex m_faces;
};

} // namespace haziri::onboarding
