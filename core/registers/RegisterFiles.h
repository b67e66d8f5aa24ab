// A register as a file for other programs: CSV (RFC 4180) and XLSX. Paper is ui/registers' matter.
#pragma once

#include "core/registers/RegisterTable.h"

#include <functional>

class QIODevice;

namespace haziri::registers {

/// Asked between rows with what is done and what there is to do; false stops: the error is CANCELLED, nothing is left.
using Progress = std::function<bool(qint64 done, qint64 whole)>;

/// UTF-8 with a byte order mark (spreadsheets of offices want one), CRLF, every line as many fields as the first: names
/// of columns, the rows, the totals, and last the log that it was made from. Text that a spreadsheet would take for a
/// formula gets an apostrophe before it. IO_ERROR, CANCELLED
Result<void> writeCsv(const RegisterTable& table, QIODevice& out, const Progress& progress = {});
/// With the apostrophe, where it needs one.
QString guardedText(const QString& text);
QString csvField(const Cell& cell); ///< quoted where it has to be

/// One sheet, numbers as numbers, printable as the form: landscape, head repeated, the footer on each page. The file
/// appears whole or not at all. IO_ERROR, CANCELLED
Result<void> writeXlsx(const RegisterTable& table, const QString& path, const Progress& progress = {});

} // namespace haziri::registers
