#include "core/registers/RegisterFiles.h"

#include "core/base/Csv.h"

#include <QIODevice>

namespace haziri::registers {

namespace {

/// What spreadsheets read as the beginning of a formula, the full-width forms among it.
bool looksLikeFormula(const QString& text) {
    static const QString starts = QStringLiteral("=+-@\t\r\n＝＋－＠");
    return !text.isEmpty() && starts.contains(text.front());
}

} // namespace

QString guardedText(const QString& text) {
    return looksLikeFormula(text) ? QLatin1Char('\'') + text : text;
}

QString csvField(const Cell& cell) {
    return csvText(cell.kind == Cell::Kind::Text ? guardedText(cell.text) : cell.plain());
}

Result<void> writeCsv(const RegisterTable& table, QIODevice& out, const Progress& progress) {
    const auto write = [&](const QStringList& fields) {
        const QByteArray line = fields.join(QLatin1Char(',')).toUtf8() + "\r\n";
        return out.write(line) == line.size();
    };
    const auto writeCells = [&](const QList<Cell>& cells) {
        QStringList fields;
        for (const Cell& cell : cells)
            fields << csvField(cell);
        return write(fields);
    };
    const auto broken = [&] { return fail("IO_ERROR", out.errorString()); };
    if (out.write("\xEF\xBB\xBF") != 3) return broken();
    QStringList names;
    for (const auto& column : table.columns)
        names << csvText(guardedText(column.name()));
    if (!write(names)) return broken();
    for (qsizetype i = 0; i < table.rows.size(); ++i) {
        if (progress && !progress(i, table.rows.size())) return fail("CANCELLED");
        if (!writeCells(table.rows[i])) return broken();
    }
    if (!table.totals.isEmpty() && !writeCells(table.totals)) return broken();
    QStringList last(table.columns.size());
    last[0] = csvText(guardedText(table.footer()));
    if (!write(last)) return broken();
    return {};
}

} // namespace haziri::registers
