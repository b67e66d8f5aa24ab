// A statutory register as dated data (resources/registers/forms): which Act, which State, from when to when, and where
// each column takes its value from. A new form is a new file.
//
// What the files say was gathered from secondary sources; each carries the note to check it against the Gazette.
#pragma once

#include "core/base/Result.h"

#include <QDate>
#include <QHash>
#include <QList>
#include <QString>

namespace haziri::registers {

/// The same words in several languages; English is always there.
class FormText {
  public:
    QString in(const QString& language) const { return m_texts.value(language, m_texts.value(QStringLiteral("en"))); }
    void set(const QString& language, const QString& text) { m_texts.insert(language, text); }
    bool isEmpty() const { return m_texts.isEmpty(); }

  private:
    QHash<QString, QString> m_texts;
};

/// Where a cell's value comes from. `Blank` is filled in by hand.
enum class Source {
    Blank,
    Serial,
    Code,
    Name,
    Guardian,
    Sex,
    Designation,
    Site,
    Thekedar,
    Uan,
    Esic,
    Period,
    DayMarks,   ///< IN over OUT; one column per day of the month
    DayCode,    ///< P, ¾, HD, ¼; one column per day of the month
    DaysWorked, ///< days with hours
    DayUnits,   ///< whole, three-quarter, half and quarter days added up
    Hours,      ///< all hours worked
    Overtime,   ///< hours of overtime
    RateDaily,  ///< basic: a day's, or a month's with that word
    RateDa,
    RateOther,
    EarnedBasic,
    EarnedDa,
    EarnedOther,
    EarnedOvertime,
    EarnedTotal,
    DeductedEpf,
    DeductedEsic,
    DeductedSociety,
    DeductedTax,
    DeductedInsurance,
    DeductedAdvances,
    DeductedFine,
    DeductedDamages,
    DeductedOthers,
    DeductedRest, ///< all but the statutory shares
    DeductedTotal,
    Net,
    PaidOn,
    Receipt,
    FineFor,
    DamagesFor,
    Account,
    Duration, ///< "monthly"
    Remarks,  ///< marks that wait for a decision, days with a missing end
    // only above the table:
    Establishment,
    Employer,
    Owner,
    Registration,
    Month,
};

struct FormLine { ///< above the table
    FormText label;
    Source source = Source::Blank;
};

struct FormColumn {
    FormText label, group;
    Source source = Source::Blank;
    qint64 width = 10; ///< relative to the other columns
    bool isTotalled = false;
    bool isPerDay() const { return source == Source::DayMarks || source == Source::DayCode; }
};

struct RegisterForm {
    enum class Report { Muster, Wages };
    enum class Layout { Table, Slip };
    QString id;                ///< the file's name without its end
    QString number;            ///< "Form IX / Form XIV"
    FormText title, act, note; ///< note: what a reader has to know, "check against the Gazette" among it
    QString state;             ///< "*": all
    QDate validFrom, validTo;  ///< inclusive; validTo invalid: still in force
    Report report = Report::Muster;
    Layout layout = Layout::Table;
    bool isA3 = false; ///< else A4; landscape both
    QList<FormLine> head;
    QList<FormColumn> columns;

    bool isInForce(QDate month) const;
};

Result<RegisterForm> readForm(const QString& id, const QByteArray& json); ///< MALFORMED
/// All that ship with this build, in the order of their file names. MALFORMED names the file.
Result<QList<RegisterForm>> allForms();

} // namespace haziri::registers
