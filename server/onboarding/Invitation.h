// What a new laptop needs besides its code: where the server is, and the key of its certificate.
#pragma once

#include "core/protocol/EnrolmentUri.h"
#include "core/sql/Database.h"

#include <optional>

namespace haziri::onboarding {

extern const QString kUsualAddress; ///< where a server is taken to listen that never has

/// Whether a server was ever started on this deployment.
Result<bool> hasListened(sql::Database& database);

/// A URI without its code. `host` HOST:PORT as laptops reach the server; empty: where it last listened, an address that
/// means "everywhere" becoming this machine's name, or kUsualAddress where it never has. MALFORMED where `host` is
/// none; FILE_MISSING without a certificate.
Result<protocol::EnrolmentUri> invitation(sql::Database& database, const QString& certificatePath, const QString& host);

} // namespace haziri::onboarding
