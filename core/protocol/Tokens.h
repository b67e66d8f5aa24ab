// The two JWTs of the server (section 8). Registered claims are seconds, our own are milliseconds.
#pragma once

#include "core/base/Ids.h"
#include "core/protocol/Jws.h"

namespace haziri::protocol {

struct TimeWindow {
    UnixMillis from;
    UnixMillis to;
    qint32 dailyFromMin = 0; ///< minutes of the local day
    qint32 dailyToMin = 24 * 60;
    /// `from`, `to` and `dailyFromMin` belong to the window, `dailyToMin` is the first minute after it. The local
    /// minute counts with tzOffsetMin; a window with dailyFrom > dailyTo passes midnight.
    bool contains(UnixMillis t, int tzOffsetMin) const;
};

struct OfflineToken {
    QByteArray iss;
    UserId sub;
    QByteArray jti;
    qint64 iat = 0, nbf = 0, exp = 0; ///< seconds
    QByteArray deviceId;              ///< also in cnf.jkt
    SiteId siteId;
    TimeWindow timeWindow;
};

struct TimeToken {
    QByteArray iss;
    QByteArray jti;
    qint64 iat = 0, exp = 0; ///< seconds
    QByteArray deviceId;
    qint64 serverTimeMs = 0;
    QByteArray nonce;
};

QByteArray signOfflineToken(const OfflineToken& token, const QByteArray& kid, const crypto::Ed25519PrivateKey& key);
/// SIGNATURE_INVALID, TYP_MISMATCH, or MALFORMED (also where aud is not "capture" or cnf.jkt not the deviceId).
/// Times are not judged here.
Result<OfflineToken> verifyOfflineToken(QByteArrayView compact, const crypto::Ed25519PublicKey& key);

QByteArray signTimeToken(const TimeToken& token, const QByteArray& kid, const crypto::Ed25519PrivateKey& key);
Result<TimeToken> verifyTimeToken(QByteArrayView compact, const crypto::Ed25519PublicKey& key);

} // namespace haziri::protocol
