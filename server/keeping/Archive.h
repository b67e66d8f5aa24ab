// A backup's file: a plain POSIX tar, so that any machine can look into it. The one place that calls libarchive.
//
// Its last file is SHA256SUMS, one line for each of the others as sha256sum(1) writes and checks them: disks and tapes
// that keep backups for years lose bits.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Sha256.h"

#include <QStringList>
#include <functional>
#include <memory>
#include <optional>

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
    Result<qint64> finish();                                        ///< adds the sums; the file's size

  private:
    explicit ArchiveWriter(QString path)
        : m_path(std::move(path)) {}
    Result<void> header(const QString& name, qint64 size);
    Result<void> write(const QByteArray& bytes);
    void sum(const QString& name);
    Error error() const;

    QString m_path;
    std::optional<crypto::Sha256> m_hash; ///< of the file that is being added
    QByteArray m_sums;
    archive* m_archive = nullptr;
};

/// What was made, renamed or removed in the folder is on the disk then. IO_ERROR.
Result<void> syncFolder(const QString& path);

/// Unpacks all regular files below `folder` (each durably, owner only), but for the sums. MALFORMED for anything else
/// than what a backup holds (`accepts` judges each name, links and folders are refused), and for a file that is not
/// what its sum says, that has no sum, or that a sum speaks of and that is not there. IO_ERROR. False: it is an archive
/// of before there were sums, and nothing was compared.
Result<bool> unpack(const QString& path, const QString& folder, const std::function<bool(const QString&)>& accepts);

} // namespace haziri::keeping
