// Comma-separated values as spreadsheets write them.
#pragma once

#include "core/base/Result.h"

#include <QStringList>

namespace haziri {

/// RFC 4180: fields may be quoted, quotes doubled, line ends LF or CRLF; a byte order mark is skipped. Fields are
/// trimmed, empty lines left out. MALFORMED
Result<QList<QStringList>> readCsv(const QByteArray& bytes, char separator = ',');
/// What stands most often between the fields of the first line: comma, semicolon (spreadsheets of many countries) or
/// tab; a comma where none does.
char csvSeparator(const QByteArray& bytes);
/// Quoted where it has to be.
QString csvText(QString text);

} // namespace haziri
