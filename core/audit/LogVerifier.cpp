#include "core/audit/LogVerifier.h"

#include <algorithm>

namespace haziri::audit {

namespace {

constexpr qsizetype kSaltBytes = 16;

BadEntry badHash(qint64 index, const char* what, const Digest& expected, const Digest& found) {
    return {index, QLatin1String(what), crypto::toBase64Url(expected), crypto::toBase64Url(found)};
}

BadEntry badIndex(qint64 expected, qint64 found) {
    return {expected, QStringLiteral("index"), QByteArray::number(expected), QByteArray::number(found)};
}

BadEntry badForm(qint64 index, const char* expected, const char* found) {
    return {index, QStringLiteral("form"), expected, found};
}

/// With a salt of any length, bytes could move between salt and data without changing the hash.
std::optional<BadEntry> checkData(const ServedEntry& served, const LogEntry& entry) {
    if (served.salt.has_value() != served.data.has_value())
        return badForm(entry.index, "salt and data, or neither", "one without the other");
    if (!served.data) return std::nullopt;
    if (served.salt->size() != kSaltBytes) return badForm(entry.index, "a salt of 16 bytes", "another length");
    if (const Digest hash = dataHash(*served.salt, *served.data); hash != entry.dataHash)
        return badHash(entry.index, "dataHash", entry.dataHash, hash);
    return std::nullopt;
}

/// In the order in which a reader would meet the faults.
std::optional<BadEntry> check(const PreparedEntry& prepared, qint64 index, const Digest& prev) {
    if (prepared.index != index) return badIndex(index, prepared.index);
    if (prepared.leaf != prepared.recordHash) return badHash(index, "recordHash", prepared.recordHash, prepared.leaf);
    const auto& entry = prepared.entry;
    if (!entry) return badForm(index, "a canonical entry", entry.error().message.toUtf8().constData());
    if (entry->index != index) return badIndex(index, entry->index);
    if (entry->prevHash != prev) return badHash(index, "prevHash", prev, entry->prevHash);
    return prepared.badData;
}

} // namespace

PreparedEntry prepareEntry(const ServedEntry& served) {
    PreparedEntry prepared{served.index,
                           served.recordHash,
                           recordHash(served.entry),
                           readEntry(served.entry),
                           served.data.has_value(),
                           {}};
    if (prepared.entry) prepared.badData = checkData(served, *prepared.entry);
    return prepared;
}

const std::optional<BadEntry>& LogVerifier::add(const PreparedEntry& entry) {
    if (m_bad) return m_bad;
    m_bad = check(entry, size(), m_prev);
    if (m_bad) return m_bad;
    m_frontier.append(entry.leaf);
    m_prev = entry.leaf;
    if (!entry.hasData) ++m_erased;
    return m_bad;
}

const std::optional<BadEntry>& LogVerifier::close(const Checkpoint& checkpoint) {
    if (m_bad) return m_bad;
    if (checkpoint.size != size())
        m_bad = BadEntry{std::min(size(), checkpoint.size), QStringLiteral("size"), QByteArray::number(checkpoint.size),
                         QByteArray::number(size())};
    else if (const Digest rebuilt = root(); rebuilt != checkpoint.root)
        m_bad = badHash(size(), "root", checkpoint.root, rebuilt);
    return m_bad;
}

} // namespace haziri::audit
