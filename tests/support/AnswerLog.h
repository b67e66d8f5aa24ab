// Answers of a server in the test's own process, kept for whoever holds them against openapi.json: where
// HAZIRI_TEST_ANSWERS names a file, each is a line of JSON {method, path, status, type, body} there, the body in
// base64.
#pragma once

#include "server/http/Message.h"

#include "core/base/Json.h"

#include <QFile>
#include <QJsonObject>

namespace haziri::test {

inline void keepAnswer(const http::Request& request, const http::Response& response) {
    static const QString name = qEnvironmentVariable("HAZIRI_TEST_ANSWERS");
    if (name.isEmpty()) return;
    QFile file(name);
    if (!file.open(QIODevice::Append)) qFatal("%s cannot be written", qUtf8Printable(name));
    file.write(json::toText({{QStringLiteral("method"), QString::fromLatin1(request.method)},
                             {QStringLiteral("path"), QString::fromUtf8(request.path)},
                             {QStringLiteral("status"), response.status},
                             {QStringLiteral("type"), QString::fromLatin1(response.contentType)},
                             {QStringLiteral("body"), QString::fromLatin1(response.body.toBase64())}}) +
               '\n');
}

} // namespace haziri::test
