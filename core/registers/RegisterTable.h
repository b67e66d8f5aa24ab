// A register filled in: what is printed, previewed and exported, each value with its kind, so that a spreadsheet gets
// numbers and paper gets words.
#pragma once

#include "core/registers/MonthReport.h"
#include "core/registers/RegisterForm.h"

#include <optional>

namespace haziri::registers {

struct Cell {
    enum class Kind {
        Empty, ///< filled in by hand
        Text,
        Count,
        Money, ///< value in paise
        Hours, ///< value in minutes
        Days,  ///< value in hundredths
    };
    Kind kind = Kind::Empty;
    QString text;
    qint64 value = 0;
    bool isNumber() const { return kind != Kind::Empty && kind != Kind::Text; }
    /// In the unit that is written: rupees, hours, days.
    double number() const;
    /// Plain digits and a point, no grouping: "1234.50", "10.5".
    QString plain() const;
    /// As it is printed: money with the grouping of Indian books.
    QString printed() const;
    static Cell of(const QString& text);
    static Cell of(Kind kind, qint64 value);
};

/// The log that the numbers were made from.
struct MadeFrom {
    qint64 logSize = 0; ///< 0: the server named no checkpoint
    QByteArray root;    ///< base64url
    QByteArray origin;
    UnixMillis at; ///< when the numbers were asked for
};

/// What no server knows: typed once in the office.
struct Establishment {
    QString name, employer, owner, registration;
    bool operator==(const Establishment&) const = default;
};

struct RegisterTable {
    struct Column {
        QString label, group;
        qint64 width = 10;
        bool isNumber = false; ///< lines up at the right
        bool isPerDay = false;
        /// Group and label in one line, for a file without merged cells.
        QString name() const;
    };
    struct Line {
        QString label, value;
    };
    QString number, title, act, note, rules, language, site;
    QDate month;
    RegisterForm::Layout layout = RegisterForm::Layout::Table;
    bool isA3 = false;
    QList<Line> head;
    QList<Column> columns;
    QList<QList<Cell>> rows;
    QList<Cell> totals; ///< empty: none
    MadeFrom madeFrom;

    /// "Log haziri.example/log, 1284306 entries, root 4c1f…; 22 Nov 2026 07:44": under every page.
    QString footer() const;
    QString word(const char* english) const; ///< one of resources/registers/words.json in the table's language
    QString fileName() const;                ///< without folder and end
};

struct TableWish {
    Establishment establishment;
    UserId thekedarId; ///< null: everybody
    QString language = QStringLiteral("en");
    MadeFrom madeFrom;
};

/// WRONG_REPORT where the form wants another report than this one.
Result<RegisterTable> fillIn(const RegisterForm& form, const MonthReport& report, const TableWish& wish);

/// The end of a worker's number, as it stands on cards and in lists.
QString employeeCode(const WorkerId& workerId);

} // namespace haziri::registers
