#include "ui/review/LogRecord.h"

#include "core/base/Base64Url.h"
#include "ui/words/Words.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace haziri::ui {

namespace {

/// Members may lie in the record itself or in the packet inside it.
QJsonValue find(const QJsonObject& data, const QString& key) {
    if (data.contains(key)) return data[key];
    for (const char* inner : {"packet", "payload", "record", "details"}) {
        const QJsonObject object = data[QLatin1String(inner)].toObject();
        if (object.contains(key)) return object[key];
    }
    return {};
}

/// What a signed packet or vouch says. It was verified before it came into the log; here it is only shown.
QJsonObject payloadOf(const QJsonValue& jws) {
    const QList<QByteArray> parts = jws.toString().toLatin1().split('.');
    if (parts.size() != 3) return {};
    const auto bytes = fromBase64Url(parts[1]);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

/// The packet of a record stands in it as it was signed: put what it says in its place.
void unpack(QJsonObject& data) {
    const QString packet = QStringLiteral("packet");
    if (!data[packet].isString()) return;
    const QJsonObject said = payloadOf(data[packet]);
    data[packet] = said;
    const QJsonObject vouch = payloadOf(said[QStringLiteral("vouch")]);
    if (!vouch.isEmpty()) data[QStringLiteral("details")] = vouch[QStringLiteral("details")];
}

} // namespace

LogRecord LogRecord::of(const audit::ServedEntry& served) {
    LogRecord record;
    record.index = served.index;
    record.recordHash = crypto::toBase64Url(served.recordHash);
    record.erased = !served.data.has_value();
    if (const auto entry = audit::readEntry(served.entry)) {
        record.kind = entry->kind;
        record.at = entry->meta.syncTimestamp;
        record.prevHash = crypto::toBase64Url(entry->prevHash);
        record.offline = entry->meta.isOfflineSync;
        record.deviceTrust = entry->meta.deviceTrustScore;
    }
    if (served.data) record.data = QJsonDocument::fromJson(*served.data).object();
    unpack(record.data);
    QJsonValue file = find(record.data, QStringLiteral("fileId"));
    if (!file.isString()) file = find(record.data, QStringLiteral("photo")).toObject()[QStringLiteral("fileId")];
    if (const auto id = FileId::fromText(file.toString().toLatin1())) record.photo = *id;
    return record;
}

QString LogRecord::text(const char* key) const {
    const QJsonValue value = find(data, QLatin1String(key));
    if (value.isDouble()) return QString::number(value.toInteger());
    return value.toString();
}

QByteArray LogRecord::firstCode() const {
    const QByteArray code = find(data, QStringLiteral("codes")).toArray().first().toString().toLatin1();
    return code.isEmpty() ? text("code").toLatin1() : code;
}

QString LogRecord::worker(const NameLookup& names) const {
    if (const QString name = text("name"); !name.isEmpty()) return name;
    const QByteArray id = text("workerId").toLatin1();
    const QString name = names && !id.isEmpty() ? names(id) : QString();
    return name.isEmpty() ? QString::fromLatin1(id.right(6)) : name;
}

Tone LogRecord::tone() const {
    if (kind == "fraud" || kind == "vault.integrity") return Tone::Bad;
    if (kind == "attendance") return text("status") == QStringLiteral("held") ? Tone::Held : Tone::Ok;
    if (kind.startsWith("worker.")) return Tone::Ok;
    if (kind == "device.block" || kind == "restore") return Tone::Held;
    if (kind.startsWith("vault.") || kind.startsWith("device.") || kind.startsWith("attendance.")) return Tone::Accent;
    return Tone::Neutral;
}

QString LogRecord::what(const NameLookup& names) const {
    if (erased) return tr("Content erased; the proof remains");
    if (kind == "attendance") {
        const QString direction = text("direction") == QStringLiteral("out") ? Words::direction(muster::Direction::Out)
                                                                             : Words::direction(muster::Direction::In);
        QString line = QStringLiteral("%1 %2").arg(worker(names), direction);
        if (const QByteArray code = firstCode(); !code.isEmpty()) line += QStringLiteral(" · ") + Words::brief(code);
        return line;
    }
    if (kind == "fraud")
        return Words::brief(firstCode()) +
               (text("deviceId").isEmpty() ? QString() : tr(" · laptop %1").arg(text("deviceId").left(6)));
    if (kind == "vault.access") return tr("Purpose: %1").arg(text("purpose"));
    if (kind.startsWith("worker.")) return worker(names);
    if (kind == "log.start") return tr("Beginning of the log");
    for (const char* key : {"name", "reason", "username", "deviceId", "siteId"})
        if (const QString value = text(key); !value.isEmpty()) return value;
    return {};
}

QList<std::pair<QString, QString>> LogRecord::details(const NameLookup& names) const {
    QList<std::pair<QString, QString>> rows;
    const auto add = [&](const QString& label, const QString& value) {
        if (!value.isEmpty()) rows << std::pair(label, value);
    };
    add(tr("Arrived"), at.value ? Words::dayAndTime(at) : QString());
    if (kind == "attendance") {
        const qint64 taken = find(data, QStringLiteral("timestamp")).toInteger();
        add(tr("Taken"), taken ? Words::dayAndTime({taken}) : QString());
        add(tr("Worker"), worker(names));
        const QJsonObject match = find(data, QStringLiteral("match")).toObject();
        if (!match.isEmpty())
            add(tr("Face"), tr("%1, next best %2 · live %3")
                                .arg(match[QStringLiteral("score")].toInt() / 1000.0, 0, 'f', 2)
                                .arg(match[QStringLiteral("runnerUp")].toInt() / 1000.0, 0, 'f', 2)
                                .arg(match[QStringLiteral("liveness")].toInt() / 1000.0, 0, 'f', 2));
        add(tr("Sent"), offline ? tr("later, from the queue") : tr("at once"));
    }
    add(tr("Purpose"), text("purpose"));
    add(tr("Reason"), text("reason"));
    add(tr("Laptop"), text("deviceId").left(12));
    add(tr("Laptop's trust"), deviceTrust > 0 ? tr("%1 of 100").arg(deviceTrust) : QString());
    return rows;
}

} // namespace haziri::ui
