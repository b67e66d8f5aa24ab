// Which file the URL of a database names.
#pragma once

#include <QString>

namespace haziri::sql {

/// Of "sqlite:PATH" or "sqlite://PATH" the path, absolute or relative to the working folder: nobody means a file in the
/// root folder by "sqlite://name.db", and "sqlite:///tmp/name.db" is absolute. Empty for PostgreSQL and ":memory:".
QString sqliteFile(const QString& url);

} // namespace haziri::sql
