#include "server/verify/ServerSource.h"

#include <QUrlQuery>

namespace haziri::verify {

namespace {
constexpr int kPageSize = 1000;
}

ServerSource::ServerSource(const QUrl& base, HttpAccess access, audit::VerifierKey key)
    : m_base(base)
    , m_http(std::move(access))
    , m_key(std::move(key)) {}

QUrl ServerSource::url(const char* path) const {
    QUrl result = m_base;
    QString prefix = m_base.path();
    while (prefix.endsWith(QLatin1Char('/')))
        prefix.chop(1);
    if (!prefix.endsWith(QLatin1String("/api/v5"))) prefix += QLatin1String("/api/v5");
    result.setPath(prefix + QLatin1String(path));
    return result;
}

Result<void> ServerSource::fetchCheckpoint() {
    auto note = m_http.get(url("/audit/checkpoint"));
    if (!note) return fail(note.error());
    const auto checkpoint = audit::verifyCheckpoint(*note, m_key);
    if (!checkpoint) return fail(checkpoint.error());
    m_size = checkpoint->size;
    m_note = std::move(*note);
    return {};
}

Result<void> ServerSource::fetchPage() {
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("from"), QString::number(m_given));
    query.addQueryItem(QStringLiteral("limit"), QString::number(std::min<qint64>(kPageSize, m_size - m_given)));
    QUrl page = url("/audit/log");
    page.setQuery(query);
    const auto body = m_http.get(page);
    if (!body) return fail(body.error());
    const auto reader = json::Reader::parse(*body);
    if (!reader) return fail(reader.error());
    m_page = reader->objects("entries", kPageSize);
    m_at = 0;
    if (reader->error()) return fail(*reader->error());
    return {};
}

Result<std::optional<json::Reader>> ServerSource::next() {
    if (m_note.isEmpty())
        if (const auto fetched = fetchCheckpoint(); !fetched) return fail(fetched.error());
    if (m_given == m_size) return std::optional<json::Reader>();
    if (m_at == m_page.size())
        if (const auto fetched = fetchPage(); !fetched) return fail(fetched.error());
    if (m_page.isEmpty()) return std::optional<json::Reader>(); // fewer than signed: close() will say so
    ++m_given;
    return std::optional(m_page[m_at++]);
}

} // namespace haziri::verify
