// {index, entry, recordHash, salt, data}: a log entry as audit/log and exports carry it.
#pragma once

#include "core/audit/LogVerifier.h"
#include "core/base/Json.h"

namespace haziri::audit {

/// MALFORMED. Only the form is looked at; LogVerifier judges the content.
Result<ServedEntry> readServedEntry(const json::Reader& reader);
QJsonObject writeServedEntry(const ServedEntry& entry);

} // namespace haziri::audit
