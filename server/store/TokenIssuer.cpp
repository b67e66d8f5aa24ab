#include "server/store/TokenIssuer.h"

namespace haziri::store {

Result<QByteArray> TokenIssuer::issueTimeToken(sql::Database& database, const Device& device, UnixMillis now) {
    const SignedTimeToken token = signTimeToken(device, now);
    if (auto kept = TokenRepository(database).keepTimes({token.kept}); !kept) return fail(kept.error());
    return token.text;
}

Result<QByteArray> TokenIssuer::currentOfflineToken(sql::Database& database, const Device& device, UnixMillis now) {
    const auto newest = TokenRepository(database).newestOffline({device.deviceNo});
    if (!newest) return fail(newest.error());
    return offlineTokenAfter(database, device, newest->first(), now);
}

} // namespace haziri::store
