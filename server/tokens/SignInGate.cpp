#include "server/tokens/SignInGate.h"

#include "server/store/ProofRepository.h"

#include "core/base/Base64Url.h"
#include "core/crypto/Sha256.h"
#include "core/sql/TextSeal.h"

namespace haziri::tokens {

namespace {
const QByteArray kScope = QByteArrayLiteral("password");
const QByteArray kDeviceScope = QByteArrayLiteral("device");
} // namespace

QByteArray SignInGate::counterName(const sql::Database& database, const QByteArray& username, const QByteArray& address,
                                   const QByteArray& knownDeviceId) {
    const QByteArray place = knownDeviceId.isEmpty() ? "a" + address : "d" + knownDeviceId;
    // Every server has the key; a store without one counts places alone.
    if (!database.textSeal()) return crypto::toBase64Url(crypto::sha256(place));
    return toBase64Url(database.textSeal()->trace("attempt.name", username + '\n' + place));
}

Result<GateVerdict> SignInGate::enter(sql::Database& database, const QByteArray& counter, UnixMillis now) {
    store::ProofRepository proofs(database);
    auto attempts = proofs.attempts(kScope, counter);
    if (!attempts) return fail(attempts.error());
    const qint64 quiet = attempts->quietMs(now);
    if (attempts->failures > 0 && attempts->failures < kMost && quiet > kLockMs) {
        if (auto cleared = proofs.clearFailures(kScope, counter); !cleared) return fail(cleared.error());
        attempts->failures = 0;
    }
    GateVerdict verdict;
    // After the lock has run out there is one more try; failing it locks again.
    if (attempts->failures >= kMost && quiet <= kLockMs) {
        verdict.mayTry = false;
        verdict.retryAfterSeconds = int((kLockMs - quiet) / 1000) + 1;
        return verdict;
    }
    if (auto noted = proofs.noteFailure(kScope, counter, now); !noted) return fail(noted.error());
    const int over = int(std::min<qint64>(attempts->failures, kMost - 1)) - kFree;
    if (over >= 0) verdict.delayMs = 200 << over;
    return verdict;
}

Result<void> SignInGate::succeeded(sql::Database& database, const QByteArray& counter) {
    return store::ProofRepository(database).clearFailures(kScope, counter);
}

Result<GateVerdict> SignInGate::enterDevice(sql::Database& database, const QByteArray& deviceId, UnixMillis now) {
    store::ProofRepository proofs(database);
    const auto attempts = proofs.attempts(kDeviceScope, deviceId);
    if (!attempts) return fail(attempts.error());
    const qint64 quiet = attempts->quietMs(now);
    GateVerdict verdict;
    if (attempts->failures >= kMostOfDevice && quiet <= kLockMs) {
        verdict.mayTry = false;
        verdict.retryAfterSeconds = int((kLockMs - quiet) / 1000) + 1;
        return verdict;
    }
    if (attempts->failures > 0 && quiet > kLockMs)
        if (auto cleared = proofs.clearFailures(kDeviceScope, deviceId); !cleared) return fail(cleared.error());
    if (auto noted = proofs.noteFailure(kDeviceScope, deviceId, now); !noted) return fail(noted.error());
    return verdict;
}

Result<void> SignInGate::succeededOn(sql::Database& database, const QByteArray& deviceId) {
    return store::ProofRepository(database).forgiveOne(kDeviceScope, deviceId);
}

} // namespace haziri::tokens
