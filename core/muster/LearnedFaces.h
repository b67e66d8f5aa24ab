// Templates that a face earned at the gate: people change, and the enrolment's shots grow old.
//
// Bounded: only marks that the server accepted, taken live, with a score, a margin and a liveness well above what a
// name needs; always compared with the enrolment's own shots, so that many small steps lead nowhere; at most two a
// person and never more than he has shots of his own, one a day, the older of them giving way. The enrolment's shots
// are never touched. Reversible: a mark that is held or rejected later takes its template with it, as do a new
// enrolment, a withdrawn consent, and whoever says forget().
//
// They stay on this laptop, sealed in its store, and never travel: the server's templates are the enrolment's. One
// thread, the muster's.
#pragma once

#include "core/capture/Decision.h"
#include "core/muster/DayTypes.h"
#include "core/outbox/Outbox.h"

#include <map>

namespace haziri::muster {

struct LearnedFace {
    face::Embedding embedding;
    PacketId packetId; ///< the mark that it comes from
    UnixMillis at;
    crypto::Digest enrolment{}; ///< of the shots that it was compared with
};

class LearnedFaces {
  public:
    static constexpr qsizetype kMostPerPerson = 2;
    static constexpr float kLeast = 0.60F;        ///< cosine with the mean of the enrolment's shots
    static constexpr float kNothingNew = 0.85F;   ///< from here on there is nothing to learn
    static constexpr qint32 kLeastMargin = 150;   ///< thousandths to the runner-up; a name needs 70
    static constexpr qint32 kLeastLiveness = 500; ///< thousandths
    static constexpr int kLeastFrames = 5;
    static constexpr qint64 kOneEachMs = 86'400'000;
    static constexpr qint64 kDecidedWithinMs = 30 * 86'400'000LL; ///< later decisions of the office change nothing
    static constexpr qsizetype kMostWaiting = 200;

    /// `outbox` must outlive this.
    explicit LearnedFaces(outbox::Outbox& outbox)
        : m_outbox(outbox) {}

    Result<void> load();
    /// After a mark: keeps the face in memory, until the server has said what it thinks of the mark.
    void offer(const MarkOutcome& outcome, const capture::Decision& decision, const KnownWorker& worker);
    /// After answers of the server: takes over what it accepted. True where anything changed.
    Result<bool> confirm(const QHash<WorkerId, KnownWorker>& workers);
    /// After changes of people and marks, and at the start: drops what came of marks that no longer count, of people
    /// who are gone, of other shots. True where anything changed.
    Result<bool> review(const QHash<WorkerId, KnownWorker>& workers, UnixMillis now);
    /// Of one person, or of all where the id is null. Returns how many there were.
    Result<qsizetype> forget(const WorkerId& worker = {});

    QList<LearnedFace> of(const WorkerId& worker) const;
    QList<WorkerId> people() const;
    qsizetype waiting() const { return m_offers.size(); }

  private:
    struct Offer {
        WorkerId workerId;
        LearnedFace face;
    };
    enum class Standing { Counts, Waits, Gone };
    Result<Standing> standingOf(const LearnedFace& face) const;
    Result<QList<LearnedFace>> stillGood(const QList<LearnedFace>& faces, const KnownWorker& worker, UnixMillis now);
    Result<bool> take(const Offer& offer, const KnownWorker& worker);
    Result<void> write(const WorkerId& worker);

    outbox::Outbox& m_outbox;
    std::map<WorkerId, QList<LearnedFace>> m_faces; ///< oldest first
    QList<Offer> m_offers;
};

} // namespace haziri::muster
