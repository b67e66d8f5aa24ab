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

Result<QList<json::Reader>> ServerSource::fetchPage() {
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("from"), QString::number(m_given));
    query.addQueryItem(QStringLiteral("limit"), QString::number(std::min<qint64>(kPageSize, m_size - m_given)));
    QUrl page = url("/audit/log");
    page.setQuery(query);
    const auto body = m_http.get(page);
    if (!body) return fail(body.error());
    const auto reader = json::Reader::parse(*body);
    if (!reader) return fail(reader.error());
    const auto objects = reader->objects("entries", kPageSize);
    if (reader->error()) return fail(*reader->error());
    return objects.first(std::min<qint64>(objects.size(), m_size - m_given));
}

Result<std::optional<Piece>> ServerSource::next() {
    if (m_note.isEmpty())
        if (const auto fetched = fetchCheckpoint(); !fetched) return fail(fetched.error());
    if (m_given == m_size) return std::optional<Piece>();
    auto page = fetchPage();
    if (!page) return fail(page.error());
    if (page->isEmpty()) return std::optional<Piece>(); // fewer than signed: close() will say so
    m_given += page->size();
    return std::optional(Piece{{}, {}, std::move(*page)});
}

} // namespace haziri::verify
