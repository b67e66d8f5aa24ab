// A backup's file: a plain POSIX tar, so that any machine can look into it. The one place that calls libarchive.
#pragma once

#include "core/base/Result.h"

#include <QStringList>
#include <functional>
#include <memory>

struct archive;

namespace haziri::keeping {

/// Written beside as FILE.part and renamed when whole and on the disk. Owner only.
class ArchiveWriter {
  public:
    static Result<std::unique_ptr<ArchiveWriter>> create(const QString& path); ///< FILE_EXISTS, IO_ERROR
    ~ArchiveWriter();                                                          ///< without finish() nothing is left
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;

    Result<void> addBytes(const QString& name, const QByteArray& content);
    Result<void> addFile(const QString& name, const QString& path); ///< FILE_MISSING where it is not there
    Result<qint64> finish();                                        ///< the file's size

  private:
    explicit ArchiveWriter(QString path)
        : m_path(std::move(path)) {}
    Result<void> header(const QString& name, qint64 size);
    Result<void> write(const QByteArray& bytes);
    Error error() const;

    QString m_path;
    archive* m_archive = nullptr;
};

/// Unpacks all regular files below `folder` (each durably, owner only). MALFORMED for anything else than what a backup
/// holds: `accepts` judges each name, links and folders are refused. IO_ERROR.
Result<void> unpack(const QString& path, const QString& folder, const std::function<bool(const QString&)>& accepts);

} // namespace haziri::keeping
