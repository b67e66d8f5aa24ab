// How values become columns: ids and hashes are BLOBs of their bytes, text is TEXT, times are integer milliseconds.
#pragma once

#include "core/base/Ids.h"
#include "core/crypto/Sha256.h"
#include "core/sql/Database.h"

#include <concepts>

namespace haziri::store {

template <class Tag>
QVariant column(const Id<Tag>& id) {
    if (id.isNull()) return QVariant(); // NULL
    return QByteArray(reinterpret_cast<const char*>(id.bytes().data()), qsizetype(id.bytes().size()));
}
inline QVariant column(const crypto::Digest& digest) {
    return crypto::toBytes(digest);
}
inline QVariant column(UnixMillis t) {
    return t.value;
}
/// UTF-8 or ASCII text; an empty one is the empty text, not NULL.
inline QVariant textColumn(const QByteArray& text) {
    return QVariant::fromValue(sql::Utf8{text});
}
inline QVariant blobColumn(const QByteArray& bytes) {
    return bytes.isNull() ? QByteArray("") : bytes;
}
inline QVariant nullColumn() {
    return {};
}
inline QVariant column(const std::optional<qint64>& value) {
    return value ? QVariant(*value) : nullColumn();
}

template <class Tag>
void addCell(sql::Cells& cells, const Id<Tag>& id) {
    if (id.isNull())
        cells.null();
    else
        cells.blob({reinterpret_cast<const char*>(id.bytes().data()), qsizetype(id.bytes().size())});
}
inline void addCell(sql::Cells& cells, const crypto::Digest& digest) {
    cells.blob(crypto::view(digest));
}
inline void addCell(sql::Cells& cells, const QByteArray& utf8) {
    cells.text(utf8);
}
inline void addCell(sql::Cells& cells, const char* utf8) {
    cells.text(utf8);
}
inline void addCell(sql::Cells& cells, UnixMillis t) {
    cells.integer(t.value);
}
template <std::integral Whole>
void addCell(sql::Cells& cells, Whole value) {
    cells.integer(qint64(value));
}
inline void addCell(sql::Cells& cells, const std::optional<qint64>& value) {
    value ? cells.integer(*value) : cells.null();
}
/// A whole row of borrowed values: ids, digests, texts, times and numbers.
template <class... Values>
void addRow(sql::Cells& cells, const Values&... values) {
    (addCell(cells, values), ...);
}

/// The null id for NULL; a value of the wrong length (a damaged store) reads as the null id too.
template <class IdType>
IdType idAt(const sql::Rows& rows, int columnNo) {
    const QByteArray bytes = rows.bytes(columnNo);
    UuidBytes raw{};
    if (bytes.size() != qsizetype(raw.size())) return {};
    std::copy(bytes.begin(), bytes.end(), raw.begin());
    return IdType(raw);
}
inline crypto::Digest digestAt(const sql::Rows& rows, int columnNo) {
    const QByteArray bytes = rows.bytes(columnNo);
    return bytes.size() == 32 ? crypto::toDigest(bytes) : crypto::Digest{};
}
inline QByteArray textAt(const sql::Rows& rows, int columnNo) {
    return rows.bytes(columnNo);
}
inline std::optional<qint64> optionalAt(const sql::Rows& rows, int columnNo) {
    return rows.isNull(columnNo) ? std::nullopt : std::optional<qint64>(rows.integer(columnNo));
}

} // namespace haziri::store
