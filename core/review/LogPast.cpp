#include "core/review/LogPast.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"

#include <QJsonArray>

namespace haziri::review {

namespace {
constexpr qsizetype kMostRoots = 10'000;
constexpr qint64 kMostTime = 1LL << 53;
} // namespace

LogPast LogPast::read(QByteArrayView text) {
    auto reader = json::Reader::parse(text);
    if (!reader) return {};
    LogPast past;
    past.m_newestAt = {reader->integer("newestAt", 0, kMostTime)};
    for (const json::Reader& one : reader->objects("roots", kMostRoots)) {
        const qint64 size = one.integer("size", 1, kMostTime);
        const QByteArray root = one.bytes("root", 32);
        if (root.size() == 32) past.m_roots.insert(size, crypto::toDigest(root));
    }
    return reader->error() ? LogPast() : past;
}

QByteArray LogPast::toText() const {
    QJsonArray roots;
    for (auto it = m_roots.begin(); it != m_roots.end(); ++it)
        roots.append(QJsonObject{{QStringLiteral("size"), it.key()},
                                 {QStringLiteral("root"), QString::fromLatin1(crypto::toBase64Url(*it))}});
    return json::toText({{QStringLiteral("newestAt"), m_newestAt.value}, {QStringLiteral("roots"), roots}});
}

std::optional<crypto::Digest> LogPast::root(qint64 size) const {
    const auto found = m_roots.constFind(size);
    return found == m_roots.constEnd() ? std::nullopt : std::optional(*found);
}

qint64 LogPast::newestSizeUpTo(qint64 size) const {
    auto above = m_roots.upperBound(size);
    return above == m_roots.begin() ? 0 : std::prev(above).key();
}

} // namespace haziri::review
