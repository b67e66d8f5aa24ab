// The key-encryption keys from the environment, and the proof that they are the ones this deployment was made with.
#pragma once

#include "core/base/RandomSource.h"
#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::vault {

/// HAZIRI_VAULT_KEYS. KEYS_MISSING or KEYS_INVALID, with one clear line.
Result<sealed::KeyRing> readKeysFromEnvironment();

/// Each key that ever was the current one leaves a sealed check value in the database. KEYS_INVALID when such a key is
/// absent now or is another one than it was; the line names it. In the caller's transaction, since it may write.
Result<void> checkKeys(sql::Database& database, const sealed::KeyRing& keys, RandomSource& random);

} // namespace haziri::vault
