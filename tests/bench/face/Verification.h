// One picture against one picture: how often the same person is taken for the same, and another person too.
#pragma once

#include "tests/bench/face/FaceSet.h"

#include <QJsonObject>

namespace haziri::bench {

/// How often each score occurred, in steps of 1/20,000: flat memory for any number of pairs.
class ScoreCounts {
  public:
    void add(float score) {
        const auto place = qint64((double(score) + 1) * kSteps / 2);
        ++m_counts[size_t(std::clamp<qint64>(place, 0, kSteps))];
        ++m_total;
    }
    void add(const ScoreCounts& other) {
        for (size_t i = 0; i < m_counts.size(); ++i)
            m_counts[i] += other.m_counts[i];
        m_total += other.m_total;
    }
    qint64 total() const { return m_total; }
    double shareFrom(double threshold) const;
    /// The lowest step from which on at most this share of all scores lies.
    double thresholdFor(double share) const;
    double lowest() const, highest() const;

  private:
    static constexpr qint64 kSteps = 40'000;
    std::vector<qint64> m_counts = std::vector<qint64>(size_t(kSteps + 1));
    qint64 m_total = 0;
};

/// All pairs of one person, and pairs of two people until `maxImpostors` are counted, in an order that is the same on
/// every run. Prints, and returns the figures.
QJsonObject verify(const FaceSet& set, qint64 maxImpostors, int threads, const QString& csv);

/// The pairs of a list: as LFW has it (`pairs.txt`: folds and pairs a fold, then "name i j" and "name i other j"
/// lines), or two pictures a line and 1 or 0 before or behind them. Accuracy with a threshold from the other folds; a
/// list without folds is parted into ten. A pair with a picture that is missing or shows no face counts as "not the
/// same".
QJsonObject verifyPairs(const FaceSet& set, const QString& pairsFile);

} // namespace haziri::bench
