// A request and an answer as handlers see them: plain values, safe to move between threads.
#pragma once

#include "core/protocol/Problem.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QList>
#include <QPair>

namespace haziri::http {

using Fields = QList<QPair<QByteArray, QByteArray>>; ///< names in lower case

struct Request {
    QByteArray method;
    QByteArray path;  ///< percent-decoded only segment by segment, see Router
    QByteArray query; ///< raw, without the question mark
    Fields fields;
    QByteArray body;     ///< as it arrived; for a route's handler, inflated
    QByteArray received; ///< the body exactly as it came over the wire: what a signed answer names
    QHostAddress peer;
    bool encrypted = false;

    QByteArray field(QByteArrayView lowerCaseName) const; ///< empty where absent
    QByteArray queryValue(const char* key) const;         ///< percent-decoded; empty where absent
};

struct Response {
    int status = 200;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray code = {}; ///< a problem's stable code, for the access log
    int delayMs = 0;      ///< held back that long without holding a thread: back-off after wrong passwords
    Fields fields = {};   ///< further header fields; values must be free of line breaks (they are dropped otherwise)

    static Response json(const QJsonObject& object, int status = 200);
    static Response text(const QByteArray& body, const QByteArray& contentType);
    static Response empty(int status = 204);
    static Response problem(int status, const QByteArray& code, const QString& detail = {});
    static Response problem(int status, const Error& error) { return problem(status, error.code, error.message); }
    Response& with(const QByteArray& name, const QByteArray& value);
};

/// The words that belong to a status code, e.g. "Not Found".
QByteArray reasonPhrase(int status);

} // namespace haziri::http
