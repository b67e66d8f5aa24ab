#include "server/store/ServiceAnswer.h"

#include "core/protocol/Jws.h"

namespace haziri::store {

namespace {

struct Known {
    const char* code;
    int status;
    const char* title;
};

constexpr Known kKnown[] = {
    {"MALFORMED", 400, "The request cannot be read"},
    {"OUT_OF_RANGE", 400, "A value lies outside what is there"},
    {"TOO_MANY_PACKETS", 413, "Too many packets in one request"},
    {"NOT_FOUND", 404, "There is no such thing here"},
    {"DEVICE_BLOCKED", 403, "This device is unknown or blocked"},
    {"EPOCH_UNKNOWN", 403, "The server does not know this enrolment of the device"},
    {"NAME_TAKEN", 409, "The name is taken"},
    {"AMBIGUOUS", 409, "More than one thing has this name"},
    {"NOT_A_MARK", 409, "What was kept cannot be read as a mark"},
    {"ALREADY_DECIDED", 409, "This was decided before"},
    {"WORKER_UNKNOWN", 409, "The worker's enrolment has not arrived"},
    {"ERASED", 410, "This was erased"},
    {"ROLE_FORBIDDEN", 403, "Your role does not allow this"},
    {"STORE_CONFLICT", 409, "Somebody else was faster"},
    {"STORE_UNAVAILABLE", 503, "The store cannot be reached; nothing was changed"},
    {"STORE_REFUSED", 503, "The store refused; nothing was changed"},
    // A schema that is gone looks like a mistake in a statement.
    {"STORE_MISUSE", 503, "The store cannot be reached; nothing was changed"},
    {"LOG_DAMAGED", 500, "The log is damaged"},
};

} // namespace

ServiceAnswer problem(int status, const QByteArray& code, const QString& title, const QString& detail) {
    ServiceAnswer answer;
    answer.status = status;
    answer.contentType = QByteArrayLiteral("application/problem+json");
    answer.body = protocol::writeProblem({status, code, title, detail});
    return answer;
}

ServiceAnswer problem(const Error& error) {
    for (const Known& known : kKnown) {
        if (error.code != known.code) continue;
        // What a driver or a file system says is for the log, not for strangers.
        const bool isOurs = known.status < 500;
        return problem(known.status, error.code, QLatin1String(known.title), isOurs ? error.message : QString());
    }
    return problem(500, error.code, QStringLiteral("The server failed"));
}

ServiceAnswer signedAnswer(const ServerKeys& keys, QByteArrayView requestBody, int status, QByteArray body) {
    ServiceAnswer answer;
    answer.status = status;
    const QByteArray requestHash = crypto::toBase64Url(crypto::sha256(requestBody));
    answer.headers.append({QByteArrayLiteral("Haziri-Signature"),
                           protocol::signResponse(keys.tokenKid(), keys.tokenKey(), requestHash, body)});
    answer.body = std::move(body);
    return answer;
}

} // namespace haziri::store
