#include "core/muster/DayRecord.h"

#include "core/base/Json.h"
#include "core/muster/JsonValues.h"

#include <QJsonArray>

namespace haziri::muster {

QByteArray DayRecord::toText() const {
    QJsonArray codeList;
    for (const QByteArray& code : codes)
        codeList.append(QString::fromLatin1(code));
    QJsonObject object{{QStringLiteral("workerId"), workerId.toString()},
                       {QStringLiteral("name"), name},
                       {QStringLiteral("direction"), QLatin1StringView(protocol::toText(direction))},
                       {QStringLiteral("method"), QLatin1StringView(protocol::toText(method))},
                       {QStringLiteral("reason"), reason},
                       {QStringLiteral("codes"), codeList}};
    if (again) object[QStringLiteral("again")] = true;
    if (!photo.isEmpty()) object[QStringLiteral("photo")] = QString::fromLatin1(photo);
    if (match) {
        object[QStringLiteral("match")] = QJsonObject{{QStringLiteral("score"), match->score},
                                                      {QStringLiteral("runnerUp"), match->runnerUp},
                                                      {QStringLiteral("liveness"), match->liveness},
                                                      {QStringLiteral("model"), QString::fromUtf8(match->model)}};
    }
    if (!corrects.isNull()) object[QStringLiteral("corrects")] = corrects.toString();
    return json::toText(object);
}

std::optional<DayRecord> DayRecord::fromText(const QByteArray& text) {
    const QJsonObject object = parseObject(text);
    auto id = WorkerId::fromText(object[QStringLiteral("workerId")].toString().toLatin1());
    if (!id) return std::nullopt;
    DayRecord record;
    record.workerId = *id;
    record.name = object[QStringLiteral("name")].toString();
    record.direction =
        protocol::directionFromText(object[QStringLiteral("direction")].toString().toLatin1()).value_or(Direction::In);
    const QString method = object[QStringLiteral("method")].toString();
    if (method == QStringLiteral("card")) record.method = Method::Card;
    if (method == QStringLiteral("manual")) record.method = Method::Manual;
    record.reason = object[QStringLiteral("reason")].toString();
    for (const QJsonValue& code : object[QStringLiteral("codes")].toArray())
        record.codes.append(code.toString().toLatin1());
    record.again = object[QStringLiteral("again")].toBool();
    record.photo = object[QStringLiteral("photo")].toString().toLatin1();
    if (object.contains(QStringLiteral("match"))) {
        const QJsonObject match = object[QStringLiteral("match")].toObject();
        record.match = protocol::MatchScores{
            match[QStringLiteral("score")].toInt(), match[QStringLiteral("runnerUp")].toInt(),
            match[QStringLiteral("liveness")].toInt(), match[QStringLiteral("model")].toString().toUtf8()};
    }
    record.corrects = PacketId::fromText(object[QStringLiteral("corrects")].toString().toLatin1()).value_or(PacketId());
    return record;
}

} // namespace haziri::muster
