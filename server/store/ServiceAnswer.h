// What a service answers; server/http puts it on the wire unchanged.
#pragma once

#include "server/store/ServerKeys.h"

#include "core/protocol/Problem.h"

namespace haziri::store {

struct ServiceAnswer {
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
};

ServiceAnswer problem(int status, const QByteArray& code, const QString& title, const QString& detail = {});
/// Status and title for a service's error code: STORE_… 503, MALFORMED 400, NOT_FOUND 404, TOO_MANY_PACKETS 413, …
ServiceAnswer problem(const Error& error);
/// With the Haziri-Signature header over the exact body (section 5). `requestBody`: the bytes that came over the wire,
/// compressed or not, since those are what the client can be sure of having sent.
ServiceAnswer signedAnswer(const ServerKeys& keys, QByteArrayView requestBody, int status, QByteArray body);

} // namespace haziri::store
