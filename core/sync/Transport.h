// How the sync engine reaches the server; real over HTTPS, fake in tests, a file on a stick later.
#pragma once

#include "core/base/Result.h"

#include <QList>
#include <QObject>
#include <functional>

namespace haziri::sync {

struct HttpRequest {
    QByteArray method; ///< "GET", "POST", "PUT", "DELETE"
    QByteArray path;   ///< "/api/v5/sync"
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QByteArray contentType = "application/json";
    qsizetype maxAnswerBytes = 8 * 1024 * 1024;
    int idleMs = 45'000;   ///< without a single byte in either direction
    int totalMs = 900'000; ///< for the whole exchange: 2 MiB take nine minutes at 32 kbit/s
};

struct HttpAnswer {
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    QByteArray header(QByteArrayView name) const; ///< lower-case name; empty: absent
};

/// Failures are about the line, never about an HTTP status: OFFLINE, TIMEOUT, PIN_MISMATCH (no byte of the request was
/// sent), INSECURE (plain http off loopback), ANSWER_TOO_LARGE, ANSWER_CUT, REDIRECTED, CANCELLED.
class Transport {
  public:
    using Done = std::function<void(Result<HttpAnswer>)>;
    virtual ~Transport() = default;
    /// Never calls `done` before it returns; calls it once, on the thread of `context`, unless `context` is gone by
    /// then.
    virtual void send(HttpRequest request, QObject* context, Done done) = 0;
    virtual void cancelAll() = 0;
};

} // namespace haziri::sync
