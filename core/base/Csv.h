// Comma-separated values as spreadsheets write them.
#pragma once

#include "core/base/Result.h"

#include <QStringList>

namespace haziri {

/// RFC 4180: fields may be quoted, quotes doubled, line ends LF or CRLF; a byte order mark is skipped. Fields are
/// trimmed, empty lines left out. MALFORMED
Result<QList<QStringList>> readCsv(const QByteArray& bytes);
/// Quoted where it has to be.
QString csvText(QString text);

} // namespace haziri
