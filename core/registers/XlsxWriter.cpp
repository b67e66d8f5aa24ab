#include "core/registers/RegisterFiles.h"

#include "core/base/WholeFile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>
#include <xlsxwriter.h>

namespace haziri::registers {

namespace {

/// One workbook in a file that nobody else sees; libxlsxwriter writes it when it is closed.
class Workbook {
  public:
    explicit Workbook(const QString& path)
        : m_book(workbook_new(QFile::encodeName(path).constData())) {}
    ~Workbook() {
        if (m_book) close();
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    lxw_workbook* get() const { return m_book; }
    lxw_error close() { return workbook_close(std::exchange(m_book, nullptr)); }

  private:
    lxw_workbook* m_book;
};

class Sheet {
  public:
    Sheet(lxw_workbook* book, const RegisterTable& table)
        : m_table(table)
        , m_sheet(workbook_add_worksheet(book, "Register"))
        , m_plain(style(book, nullptr))
        , m_wrapped(style(book, nullptr, true))
        , m_money(style(book, "#,##0.00"))
        , m_decimal(style(book, "0.00"))
        , m_whole(style(book, "0"))
        , m_bold(style(book, nullptr, true, true))
        , m_boldMoney(style(book, "#,##0.00", false, true))
        , m_boldDecimal(style(book, "0.00", false, true))
        , m_title(workbook_add_format(book))
        , m_small(workbook_add_format(book)) {
        format_set_bold(m_title);
        format_set_font_size(m_title, 14);
        format_set_font_size(m_small, 8);
        format_set_italic(m_small);
    }

    void writeHead() {
        text(m_title, m_table.number + QStringLiteral(" · ") + m_table.title, 0);
        text(m_small, m_table.act, 0);
        for (const auto& line : m_table.head)
            text(nullptr, line.label + QStringLiteral(": ") + line.value, 0);
        ++m_row;
        const lxw_row_t top = m_row;
        writeGroups();
        for (int i = 0; i < m_table.columns.size(); ++i)
            put(lxw_col_t(i), m_table.columns[i].label, m_bold);
        worksheet_repeat_rows(m_sheet, top, m_row);
        worksheet_freeze_panes(m_sheet, m_row + 1, lxw_col_t(qMin<qsizetype>(3, m_table.columns.size())));
        ++m_row;
    }

    void writeRow(const QList<Cell>& cells, bool isTotal = false) {
        for (int i = 0; i < cells.size(); ++i)
            write(lxw_col_t(i), cells[i], isTotal);
        ++m_row;
    }

    void finish() {
        ++m_row;
        text(m_small, m_table.note, 0);
        if (!m_table.rules.isEmpty()) text(m_small, m_table.rules, 0);
        text(m_small, m_table.footer(), 0);
        for (int i = 0; i < m_table.columns.size(); ++i)
            worksheet_set_column(m_sheet, lxw_col_t(i), lxw_col_t(i), double(m_table.columns[i].width) * .62, nullptr);
        worksheet_set_landscape(m_sheet);
        worksheet_set_paper(m_sheet, m_table.isA3 ? 8 : 9);
        worksheet_fit_to_pages(m_sheet, 1, 0);
        // At most 255 characters, and '&' would begin a command.
        QString footer = m_table.footer();
        footer.replace(QLatin1Char('&'), QStringLiteral("&&"));
        worksheet_set_footer(
            m_sheet, (QStringLiteral("&L&7") + footer.left(200) + QStringLiteral("&R&7&P / &N")).toUtf8().constData());
    }

  private:
    static lxw_format* style(lxw_workbook* book, const char* number, bool wraps = false, bool isBold = false) {
        lxw_format* format = workbook_add_format(book);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (number) format_set_num_format(format, number);
        if (wraps) format_set_text_wrap(format);
        if (isBold) format_set_bold(format);
        return format;
    }

    void put(lxw_col_t column, const QString& value, lxw_format* format) {
        // Always as a string: a name that begins with '=' stays a name.
        worksheet_write_string(m_sheet, m_row, column, value.toUtf8().constData(), format);
    }
    void text(lxw_format* format, const QString& value, lxw_col_t column) {
        if (!value.isEmpty()) put(column, value, format);
        ++m_row;
    }

    void writeGroups() {
        const auto& columns = m_table.columns;
        if (std::all_of(columns.cbegin(), columns.cend(), [](const auto& column) { return column.group.isEmpty(); }))
            return;
        for (int i = 0; i < columns.size();) {
            int end = i;
            while (end + 1 < columns.size() && !columns[i].group.isEmpty() &&
                   columns[end + 1].group == columns[i].group)
                ++end;
            if (end > i)
                worksheet_merge_range(m_sheet, m_row, lxw_col_t(i), m_row, lxw_col_t(end),
                                      columns[i].group.toUtf8().constData(), m_bold);
            else
                put(lxw_col_t(i), columns[i].group, m_bold);
            i = end + 1;
        }
        ++m_row;
    }

    void write(lxw_col_t column, const Cell& cell, bool isTotal) {
        if (cell.kind == Cell::Kind::Empty)
            worksheet_write_blank(m_sheet, m_row, column, isTotal ? m_bold : m_plain);
        else if (cell.kind == Cell::Kind::Text)
            put(column, cell.text, isTotal ? m_bold : m_wrapped);
        else
            worksheet_write_number(m_sheet, m_row, column, cell.number(), formatOf(cell, isTotal));
    }
    lxw_format* formatOf(const Cell& cell, bool isTotal) const {
        if (cell.kind == Cell::Kind::Money) return isTotal ? m_boldMoney : m_money;
        if (cell.kind == Cell::Kind::Count) return isTotal ? m_bold : m_whole;
        return isTotal ? m_boldDecimal : m_decimal;
    }

    const RegisterTable& m_table;
    lxw_worksheet* m_sheet;
    lxw_format *m_plain, *m_wrapped, *m_money, *m_decimal, *m_whole, *m_bold, *m_boldMoney, *m_boldDecimal, *m_title,
        *m_small;
    lxw_row_t m_row = 0;
};

Result<void> move(const QString& from, const QString& to) {
    QFile source(from);
    QSaveFile target(to);
    if (!source.open(QIODevice::ReadOnly)) return fail("IO_ERROR", source.errorString());
    if (!target.open(QIODevice::WriteOnly)) return fail("IO_ERROR", target.errorString());
    while (!source.atEnd()) {
        const QByteArray piece = source.read(1 << 20);
        if (piece.isEmpty()) return fail("IO_ERROR", source.errorString());
        if (target.write(piece) != piece.size()) return fail("IO_ERROR", target.errorString());
    }
    if (!commitWhole(target)) return fail("IO_ERROR", target.errorString());
    return {};
}

} // namespace

Result<void> writeXlsx(const RegisterTable& table, const QString& path, const Progress& progress) {
    const QTemporaryDir folder;
    if (!folder.isValid()) return fail("IO_ERROR", folder.errorString());
    const QString file = folder.filePath(QStringLiteral("register.xlsx"));
    {
        Workbook book(file);
        if (!book.get()) return fail("IO_ERROR", QStringLiteral("no workbook could be begun"));
        Sheet sheet(book.get(), table);
        sheet.writeHead();
        for (qsizetype i = 0; i < table.rows.size(); ++i) {
            if (progress && !progress(i, table.rows.size())) return fail("CANCELLED");
            sheet.writeRow(table.rows[i]);
        }
        if (!table.totals.isEmpty()) sheet.writeRow(table.totals, true);
        sheet.finish();
        if (const lxw_error error = book.close(); error != LXW_NO_ERROR)
            return fail("IO_ERROR", QString::fromUtf8(lxw_strerror(error)));
    }
    return move(file, path);
}

} // namespace haziri::registers
