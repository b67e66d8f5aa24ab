#include "server/http/AccessLog.h"

#include "core/base/Json.h"
#include "core/base/JsonText.h"

#include <cstdio>

namespace haziri::http {

namespace {

/// Printable ASCII of at most 200 characters; anything else is percent-encoded.
QByteArray safeText(const QByteArray& bytes) {
    return bytes.left(200).toPercentEncoding(QByteArrayLiteral("/?=&:@+,;!*'()[]{} "));
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
    json::TextWriter text;
    text.beginObject().key("at").number(m_clock.now().value);
    if (!line.code.isEmpty()) text.key("code").text(safeText(line.code));
    if (!line.device.isEmpty()) text.key("device").text(safeText(line.device));
    text.key("in").number(line.bytesIn).key("method").text(safeText(line.method)).key("ms").number(line.elapsedMs);
    text.key("out").number(line.bytesOut).key("path").text(safeText(line.path));
    text.key("peer").string(line.peer.toString()).key("status").number(line.status).endObject();
    const std::lock_guard lock(m_mutex);
    m_sink(text.result());
}

void AccessLog::note(const QByteArray& event, const QString& message) {
    const QJsonObject object{{QStringLiteral("at"), m_clock.now().value},
                             {QStringLiteral("event"), QString::fromLatin1(safeText(event))},
                             {QStringLiteral("message"), message.left(500)}};
    const std::lock_guard lock(m_mutex);
    m_sink(json::toText(object));
}

} // namespace haziri::http
