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
    Result<QByteArray> readLine();
    Result<QByteArray> readValue();
    Result<std::optional<Piece>> nextOfDocuments();

    QFile m_file;
    bool m_isLineByLine = true;
    qint64 m_blankLines = 0;    ///< since the last that was none
    QByteArray m_ahead;         ///< read, and behind the last value
    QList<QByteArray> m_parted; ///< what a document held and no piece has had, the next at m_given
    qsizetype m_given = 0;
};

} // namespace haziri::verify
