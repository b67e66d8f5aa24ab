// Signed notes that somebody kept in a file.
#pragma once

#include <QByteArray>

namespace haziri::verify {

/// The note as it was served: a byte order mark, carriage returns at the ends of lines and empty lines at the end are
/// gone, the final line feed is there; of `{"checkpoint": NOTE}` the note. Whatever else was changed the signature
/// finds.
QByteArray noteOfFile(QByteArray content);

} // namespace haziri::verify
