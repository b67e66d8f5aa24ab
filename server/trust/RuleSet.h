// Rules of trust as dated data (resources/trust): a new rule is a new file with a new version, not a new program.
//
// A rule looks at one input, a whole number, and takes or gives points: fixed ones, or so many for each. Its sentence
// explains it. For devices and thekedars no rule may add anything: what somebody says of himself never raises him.
#pragma once

#include "server/store/Types.h"

#include "core/base/Json.h"

#include <QDate>
#include <QMap>

namespace haziri::trust {

/// What the rules look at, by name; a name that is absent matches no rule. Figures only, never secrets: they are kept
/// so that history can be weighed again.
using Inputs = QMap<QByteArray, qint64>;
QByteArray toText(const Inputs& inputs);     ///< one JSON object
Inputs inputsFrom(const QByteArray& text);   ///< empty where it is none
inline constexpr int kMemoryDaysDevice = 30; ///< how long events are held against a device
inline constexpr int kMemoryDaysPeople = 90; ///< and against people

struct TrustScore {
    qint32 score = 0;
    QList<protocol::TrustRule> explain; ///< in the order applied; points sum to the score before it is cut to 0…100
    Inputs inputs;
    QByteArray rules;     ///< name of the rule set, e.g. "device-1"
    qint32 holdBelow = 0; ///< what comes from below that score waits for a person
};

struct Rule {
    QByteArray name, input;
    std::optional<qint64> atLeast, below;
    qint32 points = 0, pointsEach = 0, pointsMost = 0;
    QString detail; ///< "{value}" stands for the input

    bool applies(qint64 value) const { return value >= atLeast.value_or(value) && value < below.value_or(value + 1); }
    qint32 weigh(qint64 value) const;
};

struct RuleSet {
    QByteArray kind; ///< "device", "thekedar", "worker"
    qint32 version = 0;
    QDate validFrom;
    Rule base; ///< applies always
    qint32 holdBelow = 0;
    qint32 inheritMost = 0, inheritDays = 0; ///< of thekedars
    QList<Rule> rules;

    QByteArray name() const { return kind + '-' + QByteArray::number(version); }
};

/// MALFORMED with the member's name: an unknown kind, input or bound, a name or sentence that is missing or not plain,
/// points beyond 100, rules that add where none may, two rules of one name.
Result<RuleSet> readRuleSet(QByteArrayView json);
Result<RuleSet> readRuleSet(const json::Reader& reader);

/// Pure: the same inputs give the same score.
TrustScore apply(const RuleSet& rules, const Inputs& inputs);

/// The rule sets of a server.
class RuleBook {
  public:
    /// All files that ship with this build, each checked; of each kind the newest that is in force on `day` counts.
    /// MALFORMED names the file, NOT_FOUND the kind that has no rules.
    static Result<RuleBook> load(QDate day);

    const RuleSet& device() const { return m_device; }
    const RuleSet& thekedar() const { return m_thekedar; }
    const RuleSet& worker() const { return m_worker; }
    /// The text of the file that counts, as a start for others. `kind` as above.
    static Result<QByteArray> text(const QByteArray& kind, QDate day);

  private:
    RuleSet m_device, m_thekedar, m_worker;
};

/// load() for those who cannot go on without: the files were checked when this was built.
const RuleBook& builtInRules();

} // namespace haziri::trust
