// The rows of a batch, made of values that are borrowed where they lie: what stands in QVariants is copied, counted
// and destroyed one by one, which costs as much as the database's own work.
#pragma once

#include <QByteArray>
#include <deque>
#include <span>
#include <vector>

namespace haziri::sql {

struct Cell {
    enum class Kind : quint8 { Null, Integer, Text, Blob };
    Kind kind = Kind::Null;
    quint32 size = 0; ///< of text (UTF-8) and blob, in bytes
    union {
        qint64 integer = 0;
        const char* data;
    };
    QByteArrayView view() const { return {data, qsizetype(size)}; }
};

/// Row by row, value by value. Texts and blobs are not copied: what is given must stay until the batch has run, unless
/// it is given to keep. Batch rows are small: a value has at most 2 GiB.
class Cells {
  public:
    explicit Cells(qsizetype columns, qsizetype rows = 0)
        : m_columns(columns) {
        m_cells.reserve(size_t(columns * rows));
    }

    Cells& null() { return add(Cell()); }
    Cells& integer(qint64 value) {
        Cell cell;
        cell.kind = Cell::Kind::Integer;
        cell.integer = value;
        return add(cell);
    }
    Cells& text(QByteArrayView utf8) { return add(Cell::Kind::Text, utf8); }
    Cells& blob(QByteArrayView bytes) { return add(Cell::Kind::Blob, bytes); }
    Cells& keepText(QByteArray utf8) { return text(m_kept.emplace_back(std::move(utf8))); }
    Cells& keepBlob(QByteArray bytes) { return blob(m_kept.emplace_back(std::move(bytes))); }

    qsizetype columns() const { return m_columns; }
    qsizetype rows() const { return qsizetype(m_cells.size()) / m_columns; }
    bool isWhole() const { return m_cells.size() % size_t(m_columns) == 0; }
    std::span<const Cell> row(qsizetype row) const {
        return std::span(m_cells).subspan(size_t(row * m_columns), size_t(m_columns));
    }

  private:
    Cells& add(const Cell& cell) {
        m_cells.push_back(cell);
        return *this;
    }
    Cells& add(Cell::Kind kind, QByteArrayView bytes) {
        Cell cell;
        cell.kind = kind;
        cell.size = quint32(bytes.size());
        cell.data = bytes.data() ? bytes.data() : "";
        return add(cell);
    }
    qsizetype m_columns;
    std::vector<Cell> m_cells;
    std::deque<QByteArray> m_kept;
};

} // namespace haziri::sql
