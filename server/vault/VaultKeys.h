// The key-encryption keys from the environment, and the proof that they are the ones this deployment was made with.
#pragma once

#include "core/base/RandomSource.h"
#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::vault {

/// HAZIRI_VAULT_KEYS. KEYS_MISSING or KEYS_INVALID, with one clear line.
Result<sealed::KeyRing> readKeysFromEnvironment();

/// Each key that ever was the current one leaves a sealed check value in the database. KEYS_INVALID when such a key is
/// absent now or is another one than it was, or where something is sealed that these keys do not open; the line names
/// it. In the caller's transaction, since it may write. True where a key is met for the first time: from now on it is
/// due.
Result<bool> checkKeys(sql::Database& database, const sealed::KeyRing& keys, RandomSource& random);

/// A key that is due here and that `keys` lacks, as after a rotation by somebody who has a newer one; empty: none.
Result<QByteArray> lackingKey(sql::Database& database, const sealed::KeyRing& keys);

/// Every key but the current one may leave the environment: its check value goes. In the caller's transaction, once
/// nothing is wrapped under another key. Returns the retired kids.
Result<QList<QByteArray>> retireOtherKeys(sql::Database& database, const sealed::KeyRing& keys);

} // namespace haziri::vault
