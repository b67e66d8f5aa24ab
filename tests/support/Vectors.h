// Golden vectors of tests/vectors, by file and member.
#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace haziri::test {

inline QJsonObject vectors(const char* file) {
    QFile input(qEnvironmentVariable("HAZIRI_SOURCE_DIR") + QStringLiteral("/tests/vectors/") + QLatin1String(file));
    if (!input.open(QIODevice::ReadOnly)) qFatal("HAZIRI_SOURCE_DIR must name the sources: no vectors found");
    return QJsonDocument::fromJson(input.readAll()).object();
}

inline QByteArray text(const QJsonObject& object, const char* key) {
    return object[QLatin1String(key)].toString().toUtf8();
}

} // namespace haziri::test
