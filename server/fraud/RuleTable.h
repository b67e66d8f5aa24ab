// What each code weighs and how it is said: resources/fraud/rules-<version>.json, so that points change by a new file
// and history can be weighed anew. The code only finds.
#pragma once

#include "core/base/Result.h"

#include <QHash>
#include <QString>

namespace haziri::fraud {

struct Weight {
    qint32 points = 20;      ///< 0 to 100: how much the code takes from the trust of a mark
    bool holds = true;       ///< the mark waits for a person
    bool opensEvent = true;  ///< some holds are everyday work and no suspicion: they do not enter the review queue
    qint32 stakeTenths = 10; ///< tenths of a day's wage that are lost if it is true
    int rank = 0;            ///< lower stands first: the code that names a packet which has several
};

/// Never changes once read; any thread.
class RuleTable {
  public:
    /// MALFORMED, naming what is wrong.
    static Result<RuleTable> parse(const QByteArray& json);
    /// The newest of the built-in tables.
    static const RuleTable& standard();

    int version() const { return m_version; }
    /// A code that the table lacks weighs the defaults above and stands last.
    Weight of(const QByteArray& code) const;
    bool knows(const QByteArray& code) const { return m_weights.contains(code); }
    QString sentence(const QByteArray& reason) const { return m_sentences.value(reason); }
    QList<QByteArray> reasons() const { return m_sentences.keys(); }

  private:
    int m_version = 0;
    QHash<QByteArray, Weight> m_weights;
    QHash<QByteArray, QString> m_sentences;
};

qint32 pointsOf(const QByteArray& code);
int rankOf(const QByteArray& code);
bool opensEvent(const QByteArray& code);
bool holds(const QByteArray& code);
/// What is expected to be lost, in paise, where a day's wage is `dayPaise`: probability (points of 100) times stake.
qint64 expectedLoss(const QByteArray& code, qint64 dayPaise);

} // namespace haziri::fraud
