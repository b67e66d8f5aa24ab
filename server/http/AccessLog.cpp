#include "server/http/AccessLog.h"

#include "core/base/Json.h"

#include <cstdio>

namespace haziri::http {

namespace {

/// Printable ASCII of at most 200 characters; anything else is percent-encoded.
QString safeText(const QByteArray& bytes) {
    return QString::fromLatin1(bytes.left(200).toPercentEncoding(QByteArrayLiteral("/?=&:@+,;!*'()[]{} ")));
}

} // namespace

AccessLog::AccessLog(const Clock& clock, Sink sink)
    : m_clock(clock)
    , m_sink(std::move(sink)) {}

AccessLog::Sink AccessLog::toStandardError() {
    return [](const QByteArray& line) {
        std::fwrite((line + '\n').constData(), 1, size_t(line.size()) + 1, stderr);
        std::fflush(stderr);
    };
}

void AccessLog::write(const Line& line) {
    QJsonObject object{
        {QStringLiteral("at"), m_clock.now().value},    {QStringLiteral("method"), safeText(line.method)},
        {QStringLiteral("path"), safeText(line.path)},  {QStringLiteral("status"), line.status},
        {QStringLiteral("peer"), line.peer.toString()}, {QStringLiteral("ms"), line.elapsedMs},
        {QStringLiteral("in"), line.bytesIn},           {QStringLiteral("out"), line.bytesOut}};
    if (!line.code.isEmpty()) object.insert(QStringLiteral("code"), safeText(line.code));
    if (!line.device.isEmpty()) object.insert(QStringLiteral("device"), safeText(line.device));
    const std::lock_guard lock(m_mutex);
    m_sink(json::toText(object));
}

void AccessLog::note(const QByteArray& event, const QString& message) {
    const QJsonObject object{{QStringLiteral("at"), m_clock.now().value},
                             {QStringLiteral("event"), safeText(event)},
                             {QStringLiteral("message"), message.left(500)}};
    const std::lock_guard lock(m_mutex);
    m_sink(json::toText(object));
}

} // namespace haziri::http
