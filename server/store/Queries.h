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

/// Runs `sql`, whose "{keys}" stands for a list of placeholders, over all keys in pieces of one fixed size: the same
/// few prepared statements serve every call. `each` gets every row. The keys come last among the placeholders.
template <class Each>
Result<void> forKeys(sql::Database& database, const QString& sql, const QVariantList& first, const QVariantList& keys,
                     Each each) {
    constexpr qsizetype kPiece = 64;
    static const QString marks = QStringLiteral("?,").repeated(kPiece).chopped(1);
    const QString statement = QString(sql).replace(QStringLiteral("{keys}"), marks);
    for (qsizetype from = 0; from < keys.size(); from += kPiece) {
        QVariantList values = first + keys.mid(from, kPiece);
        while (values.size() < first.size() + kPiece)
            values.append(keys.last());
        auto rows = database.run(statement, values);
        if (!rows) return fail(rows.error());
        while (rows->next())
            each(*rows);
        if (rows->error()) return fail(*rows->error());
    }
    return {};
}

} // namespace haziri::store
