#include "server/onboarding/EnrolmentCodes.h"

#include "server/store/EnrolmentCodeRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"

#include "core/base/Base64Url.h"
#include "core/crypto/SecretBytes.h"

namespace haziri::onboarding {

crypto::Digest hashCode(QByteArrayView code) {
    return crypto::sha256(code);
}

Result<QByteArray> issueCode(sql::Database& database, const QByteArray& username, const SiteId& siteId, UnixMillis now,
                             RandomSource& random, qint64 lifeMs) {
    const auto user = store::UserRepository(database).findByUsername(username);
    if (!user) return fail(user.error());
    if (!*user || (*user)->isDisabled) return fail("NOT_FOUND", QStringLiteral("no such user"));
    const auto site = store::SiteRepository(database).find(siteId);
    if (!site) return fail(site.error());
    if (!*site) return fail("NOT_FOUND", QStringLiteral("no such site"));

    const QByteArray code = toBase64Url(crypto::SecretBytes::random(kCodeBytes, random).view());
    store::EnrolmentCode row;
    row.codeHash = hashCode(code);
    row.userId = (*user)->userId;
    row.role = (*user)->role;
    row.siteId = siteId;
    row.createdAt = now;
    row.expiresAt = {now.value + lifeMs};
    if (auto kept = store::EnrolmentCodeRepository(database).insert(row); !kept) return fail(kept.error());
    return code;
}

} // namespace haziri::onboarding
