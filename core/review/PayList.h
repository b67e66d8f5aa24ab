// A site's pay as a spreadsheet: written out to be filled in, and read back.
#pragma once

#include "core/review/ReviewTypes.h"

namespace haziri::review {

/// One line a worker, amounts in rupees; what is not known is empty. The first line names the columns, in English: it
/// is read back by name.
QByteArray writePayCsv(const QList<PayLine>& lines);

struct PayImport {
    QList<protocol::PayChange> changes; ///< only of lines that say something new
    struct Problem {
        qsizetype line = 0; ///< of the file, from 1
        /// WORKER_UNKNOWN (also where two people share the code), TWICE (named on an earlier line), NOT_A_NUMBER,
        /// NOT_A_DAY, NOT_A_UAN, NOT_A_PERIOD, NOT_YES_OR_NO, NO_RATE (deductions without one)
        QByteArray code;
        QString column, value;
    };
    QList<Problem> problems;
};

/// Workers are found by the column `code` (the end of their number, as in the registers). Terms hold from `month` on
/// where basic is filled in, deductions are of `month`; a 0 there says: nothing. What the list has no column for stays
/// as it is known. Nothing is to be sent while there are
/// problems. MALFORMED (no such columns, a quote that does not end)
Result<PayImport> readPayCsv(const QByteArray& bytes, const QList<PayLine>& known, QDate month);

/// "1,234.50" or "₹ 1234.5" as paise; nothing where it is no amount.
std::optional<qint64> paiseOf(const QString& text);
/// "1234.50"; of 0 "0".
QString rupeesOf(qint64 paise);

} // namespace haziri::review
