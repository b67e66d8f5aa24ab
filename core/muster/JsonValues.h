// Reading back our own small JSON values from the outbox; what came from outside was judged strictly before.
#pragma once

#include "core/muster/DayTypes.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace haziri::muster {

inline QJsonObject parseObject(const QByteArray& text) {
    return QJsonDocument::fromJson(text).object();
}

inline PersonInfo readPerson(const QByteArray& text) {
    const QJsonObject object = parseObject(text);
    PersonInfo person;
    if (auto id = UserId::fromText(object[QStringLiteral("userId")].toString().toLatin1())) person.userId = *id;
    person.name = object[QStringLiteral("name")].toString();
    person.role = object[QStringLiteral("role")].toString().toLatin1();
    return person;
}

} // namespace haziri::muster
