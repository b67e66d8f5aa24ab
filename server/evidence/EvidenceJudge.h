// What one stored photograph says about the mark that announced it: is it a picture, was it used before, does it show
// the worker. Reads the store and the vault, writes nothing.
#pragma once

#include "server/evidence/FaceWitness.h"
#include "server/evidence/PrintIndex.h"
#include "server/fraud/Finding.h"
#include "server/store/MarkRepository.h"

#include <functional>

namespace haziri::evidence {

/// The bytes of a stored file, for the machine's own look: nobody sees them, so no vault.access is written.
using Reader = std::function<Result<QByteArray>(sql::Database&, const store::FileRecord&)>;

/// A finding about the mark whose entry has this index.
struct MarkVerdict {
    qint64 markIndex = 0;
    QList<fraud::Finding> findings;
};

struct Judgement {
    store::PhotoCheck check;
    std::optional<store::PrintRow> print;
    QList<MarkVerdict> verdicts; ///< of this file's mark, and of a later one that it proves to be a copy
};

/// One thread.
class EvidenceJudge {
  public:
    EvidenceJudge(Reader reader, const sealed::KeyRing& keys, RandomSource& random, FaceWitness& witness)
        : m_reader(std::move(reader))
        , m_keys(keys)
        , m_random(random)
        , m_witness(witness) {}

    /// Errors are of store and vault and worth another try; damage and nonsense are judgements.
    Result<Judgement> judge(sql::Database& database, const store::FileRecord& file, UnixMillis now);

    static constexpr qint32 kShowsHim = 350;    ///< thousandths; below it the photo does not show the worker
    static constexpr qint32 kShowsOther = 500;  ///< another worker is named from here on …
    static constexpr qint32 kOtherMargin = 100; ///< … where he is this much more alike
    /// Who stands still before a fixed camera gives pictures that no measure tells from copies, and whoever marks the
    /// same worker twice within this time gains nothing by it.
    static constexpr qint64 kSameMomentMs = 60'000;
    static constexpr qsizetype kCandidates = 4;

  private:
    Result<void> lookForCopies(sql::Database& database, const QImage& image, const store::PrintRow& own,
                               Judgement& judgement);
    Result<std::optional<double>> likeness(sql::Database& database, const QImage& image, const KnownPrint& known);
    Result<void> lookAtFaces(sql::Database& database, const QImage& image, const store::MarkRow& mark,
                             Judgement& judgement, UnixMillis now);

    Reader m_reader;
    const sealed::KeyRing& m_keys;
    RandomSource& m_random;
    FaceWitness& m_witness;
    PrintIndex m_prints;
};

/// What a testimony amounts to. Pure.
QList<fraud::Finding> findingsOf(const Testimony& seen);

} // namespace haziri::evidence
