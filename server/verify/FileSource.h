// A log in a file, read as a stream. As `export-log` writes it: JSON Lines, the last of which holds the checkpoint. Or
// as it was saved from the interface: documents of `audit/log` one behind the other, or an array of entries.
#pragma once

#include "server/verify/EntrySource.h"

#include <QFile>

namespace haziri::verify {

class FileSource final : public EntrySource {
  public:
    explicit FileSource(const QString& path)
        : m_file(path) {}
    /// FILE, too, where there is nothing in it.
    Result<std::optional<Piece>> next() override;
    /// NO_CHECKPOINT
    Result<QByteArray> checkpoint() override;

  private:
    Result<void> begin();
    Result<bool> read(QByteArray& text, qint64 most);
    Result<std::optional<Piece>> nextOfLines();
    Result<QByteArray> readValue();
    Result<std::optional<Piece>> nextOfDocuments();

    QFile m_file;
    bool m_isLineByLine = true;
    QByteArray m_ahead;         ///< read, and behind the last line or value that was handed out
    QList<QByteArray> m_parted; ///< what a document held and no piece has had, the next at m_given
    qsizetype m_given = 0;
};

} // namespace haziri::verify
