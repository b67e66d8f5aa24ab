// What seals the texts of single columns on their way into a database: people's names and words.
#pragma once

#include <QByteArray>

namespace haziri::sql {

/// Thread-safe. An empty text stays empty. `column` is what a text is bound to ("table.column"): it opens nowhere else.
class TextSeal {
  public:
    virtual ~TextSeal() = default;
    /// What is to stand in the column. The text itself where this seal has no key.
    virtual QByteArray seal(QByteArrayView column, const QByteArray& text) const = 0;
    /// The text that seal() was given. One that stands in the open comes out as it is; empty where it cannot be opened.
    virtual QByteArray open(QByteArrayView column, const QByteArray& stored) const = 0;
    /// The same bytes for the same text and never for another, which say nothing to who lacks the key: for looking up.
    virtual QByteArray trace(QByteArrayView column, const QByteArray& text) const = 0;
};

} // namespace haziri::sql
