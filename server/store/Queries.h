// What the repositories share: reading rows into values, and looking many keys up at once.
#pragma once

#include "core/sql/Database.h"

#include <QHash>
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
    for (qsizetype size = 1; size < most; size *= 2)
        if (rest <= size) return {rest, size};
    return {std::min(rest, most), most};
}

/// What `make` makes of `sql` for so many places, made once on each thread: that takes longer than most statements do.
template <class Make>
QString textFor(const QString& sql, qsizetype places, Make make) {
    constexpr qsizetype kMost = 1024;
    thread_local QHash<std::pair<QString, qsizetype>, QString> texts;
    if (const auto known = texts.constFind({sql, places}); known != texts.constEnd()) return *known;
    if (texts.size() >= kMost) texts.clear();
    return *texts.insert({sql, places}, make());
}

/// Every row of a statement goes to `each`.
template <class Each>
Result<void> forRows(Result<sql::Rows> rows, Each& each) {
    if (!rows) return fail(rows.error());
    while (rows->next())
        each(*rows);
    if (rows->error()) return fail(*rows->error());
    return {};
}

/// Runs `sql`, whose "IN ({keys})" asks for any of the keys, over all of them. `each` gets every row. The keys come
/// last among the placeholders. PostgreSQL takes them as one array: one round trip and one plan for any number of them.
/// SQLite takes them in a few pieces.
template <class Each>
Result<void> forKeys(sql::Database& database, const QString& sql, const QVariantList& first, const QVariantList& keys,
                     Each each) {
    if (keys.isEmpty()) return {};
    if (database.dialect() == sql::Dialect::Postgres) {
        const QString text = textFor(
            sql, 0, [&] { return QString(sql).replace(QStringLiteral("IN ({keys})"), QStringLiteral("= ANY(?)")); });
        return forRows(database.run(text, first + QVariantList{QVariant(keys)}), each);
    }
    for (qsizetype from = 0; from < keys.size();) {
        const Piece piece = pieceOf(keys.size() - from, 512);
        QVariantList values = first + keys.mid(from, piece.values);
        while (values.size() < first.size() + piece.places)
            values.append(keys.last());
        from += piece.values;
        const QString text = textFor(sql, piece.places, [&] {
            return QString(sql).replace(QStringLiteral("{keys}"),
                                        QStringLiteral("?,").repeated(piece.places).chopped(1));
        });
        auto done = forRows(database.run(text, values), each);
        if (!done) return done;
    }
    return {};
}

/// Joins each row of the table k with the rows of `table` (as x) that `condition` lets through, one seek in an index
/// for each row of k. Left to themselves both databases may choose to read the whole table instead. `order`: the
/// columns of that index, so that PostgreSQL takes no other one where an empty table makes all of them look alike.
inline QString besides(sql::Dialect dialect, const char* table, const char* condition, const char* order) {
    const QString from = QStringLiteral("%1 x WHERE %2").arg(QLatin1String(table), QLatin1String(condition));
    return dialect == sql::Dialect::Sqlite
               ? QStringLiteral("CROSS JOIN ") + from
               : QStringLiteral("CROSS JOIN LATERAL (SELECT * FROM %1 ORDER BY %2 OFFSET 0) x")
                     .arg(from, QLatin1String(order));
}

/// One array for each column of the table, and one for its numbers.
inline QVariantList columnsOf(const QList<QVariantList>& table, qsizetype width) {
    QVariantList numbers;
    QList<QVariantList> columns(width);
    for (qsizetype row = 0; row < table.size(); ++row) {
        numbers.append(row);
        for (qsizetype i = 0; i < width; ++i)
            columns[i].append(table[row][i]);
    }
    QVariantList all{QVariant(numbers)};
    for (const QVariantList& column : columns)
        all.append(QVariant(column));
    return all;
}

/// One row of places, its number first: for PostgreSQL one array for each column.
inline QString rowOf(const QStringList& types, bool isSqlite) {
    QStringList places;
    const QStringList all = QStringList{QStringLiteral("{int}")} + types;
    for (const QString& type : all) {
        const bool isBlob = type == QStringLiteral("{blob}");
        places.append(isSqlite ? isBlob ? QStringLiteral("CAST(? AS BLOB)") : QStringLiteral("CAST(? AS INTEGER)")
                      : isBlob ? QStringLiteral("CAST(? AS BYTEA[])")
                               : QStringLiteral("CAST(? AS BIGINT[])"));
    }
    return QLatin1Char('(') + places.join(QLatin1Char(',')) + QLatin1Char(')');
}

/// Runs `sql`, whose "{table}" stands for a table k(n, …) of the given rows with n counting them from 0, over all rows
/// (SQLite: in a few pieces). `types`: of the columns behind n, "{int}" or "{blob}". `each` gets every row. Values of
/// `first` come before those of the table.
template <class Each>
Result<void> forTable(sql::Database& database, const QString& sql, const QVariantList& first, const QStringList& types,
                      const QList<QVariantList>& table, Each each) {
    if (table.isEmpty()) return {};
    const bool isSqlite = database.dialect() == sql::Dialect::Sqlite;
    if (!isSqlite) {
        const QString text = textFor(sql, 0, [&] {
            return QString(sql).replace(QStringLiteral("{table}"),
                                        QStringLiteral("(SELECT * FROM unnest%1)").arg(rowOf(types, isSqlite)));
        });
        return forRows(database.run(text, first + columnsOf(table, types.size())), each);
    }
    for (qsizetype from = 0; from < table.size();) {
        const Piece piece = pieceOf(table.size() - from, 64);
        QVariantList values = first;
        values.reserve(first.size() + piece.places * (1 + types.size()));
        for (qsizetype i = 0; i < piece.places; ++i) {
            values.append(i < piece.values ? from + i : -1);
            values += table[std::min(from + i, table.size() - 1)];
        }
        from += piece.values;
        const QString text = textFor(sql, piece.places, [&] {
            const QString rows = (rowOf(types, isSqlite) + QLatin1Char(',')).repeated(piece.places).chopped(1);
            return QString(sql).replace(QStringLiteral("{table}"), QStringLiteral("(VALUES %1)").arg(rows));
        });
        auto done = forRows(database.run(text, values), each);
        if (!done) return done;
    }
    return {};
}

} // namespace haziri::store
