// Where one JSON value ends and the next begins, and which entries of the log a document holds. Says nothing about
// whether they are good JSON: whoever reads them does.
#pragma once

#include <QByteArray>
#include <QList>
#include <optional>

namespace haziri::verify {

/// Finds the end of an object or array that comes in parts.
class ValueEnd {
  public:
    /// How many bytes of `more` still belong to the value that began with the first byte ever given; nothing where it
    /// goes on behind them.
    std::optional<qsizetype> scan(QByteArrayView more);

  private:
    qint64 m_depth = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
};

/// The texts of the entries in an array, or in a document of `audit/log` (the array of its member `entries`); of any
/// other text itself alone.
QList<QByteArray> entriesIn(const QByteArray& value);

/// Whether a file that begins so is one object a line, as it is exported, and not documents or an array.
bool isLineByLine(QByteArrayView beginning);

} // namespace haziri::verify
