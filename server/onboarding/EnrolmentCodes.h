// The single-use codes that let a laptop register (section 2).
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::onboarding {

inline constexpr qint64 kCodeLifeMs = 10LL * 60 * 1000;
inline constexpr qsizetype kCodeBytes = 16; ///< 128 random bits, 22 characters

crypto::Digest hashCode(QByteArrayView code);

/// A new code for a user, his role and a site; kept by hash only, in the caller's transaction. NOT_FOUND where user or
/// site are unknown or the user is disabled.
Result<QByteArray> issueCode(sql::Database& database, const QByteArray& username, const SiteId& siteId, UnixMillis now,
                             RandomSource& random, qint64 lifeMs = kCodeLifeMs);

} // namespace haziri::onboarding
