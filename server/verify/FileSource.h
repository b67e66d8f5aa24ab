// An exported log: JSON Lines, the last of which holds the checkpoint. Read as a stream.
#pragma once

#include "server/verify/EntrySource.h"

#include <QFile>

namespace haziri::verify {

class FileSource final : public EntrySource {
  public:
    explicit FileSource(const QString& path)
        : m_file(path) {}
    Result<std::optional<Piece>> next() override;
    Result<QByteArray> checkpoint() override;

  private:
    Result<QByteArray> readLine();

    QFile m_file;
};

} // namespace haziri::verify
