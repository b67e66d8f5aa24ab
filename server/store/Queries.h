// What the repositories share: reading rows into values, and looking many keys up at once.
#pragma once

#include "core/sql/Database.h"

#include <QSet>

namespace haziri::store {

/// All rows through `read`, so that no statement stays open while others run.
template <class T, class Read>
Result<QList<T>> readAll(Result<sql::Rows> rows, Read read) {
    if (!rows) return fail(rows.error());
    QList<T> values;
    while (rows->next())
        values.append(read(*rows));
    if (rows->error()) return fail(*rows->error());
    return values;
}

template <class T, class Read>
Result<std::optional<T>> readOne(Result<sql::Rows> rows, Read read) {
    if (!rows) return fail(rows.error());
    std::optional<T> value;
    if (rows->next()) value = read(*rows);
    if (rows->error()) return fail(*rows->error());
    return value;
}

inline Result<void> done(Result<sql::Rows> rows) {
    if (!rows) return fail(rows.error());
    return {};
}

/// The first of `rest` values that are handled in one statement, and how many places it has: few sizes, so that the
/// same prepared statements serve every call.
struct Piece {
    qsizetype values;
    qsizetype places;
};
inline Piece pieceOf(qsizetype rest, qsizetype most) {
    for (const qsizetype size : {qsizetype(1), qsizetype(8), qsizetype(64)})
        if (rest <= size && size <= most) return {rest, size};
    return {std::min(rest, most), most};
}

/// Runs `sql`, whose "{keys}" stands for a list of placeholders, over all keys in a few pieces. `each` gets every row.
/// The keys come last among the placeholders.
template <class Each>
Result<void> forKeys(sql::Database& database, const QString& sql, const QVariantList& first, const QVariantList& keys,
                     Each each) {
    for (qsizetype from = 0; from < keys.size();) {
        const Piece piece = pieceOf(keys.size() - from, 512);
        QVariantList values = first + keys.mid(from, piece.values);
        while (values.size() < first.size() + piece.places)
            values.append(keys.last());
        from += piece.values;
        auto rows = database.run(
            QString(sql).replace(QStringLiteral("{keys}"), QStringLiteral("?,").repeated(piece.places).chopped(1)),
            values);
        if (!rows) return fail(rows.error());
        while (rows->next())
            each(*rows);
        if (rows->error()) return fail(*rows->error());
    }
    return {};
}

/// Runs `sql`, whose "{table}" stands for a table k(n, …) of the given rows with n counting them from 0, over all rows
/// in a few pieces. `types`: of the columns behind n, "{int}" or "{blob}". `each` gets every row. Values of `first`
/// come before those of the table.
template <class Each>
Result<void> forTable(sql::Database& database, const QString& sql, const QVariantList& first, const QStringList& types,
                      const QList<QVariantList>& table, Each each) {
    const bool isSqlite = database.dialect() == sql::Dialect::Sqlite;
    const auto typed = [&](const QString& type) {
        return QStringLiteral("CAST(? AS %1)")
            .arg(type == QStringLiteral("{blob}") ? (isSqlite ? QStringLiteral("BLOB") : QStringLiteral("BYTEA"))
                                                  : (isSqlite ? QStringLiteral("INTEGER") : QStringLiteral("BIGINT")));
    };
    QStringList places{typed(QStringLiteral("{int}"))};
    for (const QString& type : types)
        places.append(typed(type));
    const QString row = QLatin1Char('(') + places.join(QLatin1Char(',')) + QLatin1Char(')');
    for (qsizetype from = 0; from < table.size();) {
        const Piece piece = pieceOf(table.size() - from, 64);
        QVariantList values = first;
        for (qsizetype i = 0; i < piece.places; ++i)
            values += QVariantList{i < piece.values ? from + i : -1} + table[std::min(from + i, table.size() - 1)];
        from += piece.values;
        const QString all =
            QStringLiteral("(VALUES %1)").arg((row + QLatin1Char(',')).repeated(piece.places).chopped(1));
        auto rows = database.run(QString(sql).replace(QStringLiteral("{table}"), all), values);
        if (!rows) return fail(rows.error());
        while (rows->next())
            each(*rows);
        if (rows->error()) return fail(*rows->error());
    }
    return {};
}

} // namespace haziri::store
