#include "server/keeping/Archive.h"

#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <archive.h>
#include <archive_entry.h>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace haziri::keeping {

namespace {

constexpr qsizetype kPiece = 1 << 20;
const QString kSums = QStringLiteral("SHA256SUMS");

/// A name in the archive and the sum of its bytes.
using SumOf = QHash<QString, QByteArray>;

QString partOf(const QString& path) {
    return path + QStringLiteral(".part");
}

struct ReadCloser {
    void operator()(archive* reading) const { ::archive_read_free(reading); }
};
using Reading = std::unique_ptr<archive, ReadCloser>;

/// The hash of what was written, in hexadecimal digits.
Result<QByteArray> unpackOne(archive* reading, archive_entry* entry, const QString& target) {
    if (!QDir().mkpath(QFileInfo(target).path())) return fail("IO_ERROR", target + QStringLiteral(" cannot be made"));
    QFile file(target);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) return fail("IO_ERROR", target + file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QByteArray piece(kPiece, Qt::Uninitialized);
    qint64 written = 0;
    crypto::Sha256 hash;
    while (true) {
        const auto size = ::archive_read_data(reading, piece.data(), size_t(piece.size()));
        if (size == 0) break;
        if (size < 0) return fail("MALFORMED", QStringLiteral("the archive is damaged at ") + target);
        if (file.write(piece.constData(), size) != size) return fail("IO_ERROR", file.errorString());
        hash.update({piece.constData(), qsizetype(size)});
        written += size;
    }
    if (written != ::archive_entry_size(entry)) return fail("MALFORMED", QStringLiteral("the archive is cut short"));
    if (!file.flush() || ::fsync(file.handle()) != 0) return fail("IO_ERROR", target);
    return crypto::toBytes(hash.finish()).toHex();
}

/// All of them but the sums themselves, in the order of the archive.
Result<SumOf> unpackAll(archive* reading, const QString& path, const QString& folder,
                        const std::function<bool(const QString&)>& accepts) {
    SumOf found;
    while (true) {
        archive_entry* entry = nullptr;
        const int status = ::archive_read_next_header(reading, &entry);
        if (status == ARCHIVE_EOF) return found;
        if (status != ARCHIVE_OK) return fail("MALFORMED", path + QStringLiteral(" is damaged, or no backup"));
        const char* raw = ::archive_entry_pathname_utf8(entry);
        const QString name = QString::fromUtf8(raw ? raw : "");
        if (::archive_entry_filetype(entry) != AE_IFREG || ::archive_entry_hardlink(entry) ||
            !(name == kSums || accepts(name)))
            return fail("MALFORMED", path + QStringLiteral(" holds what no backup holds: ") + name);
        const auto hash = unpackOne(reading, entry, folder + QLatin1Char('/') + name);
        if (!hash) return fail(hash.error());
        found.insert(name, *hash);
    }
}

/// What sha256sum(1) writes in its text mode.
Result<SumOf> readSums(const QString& file) {
    QFile sums(file);
    if (!sums.open(QIODevice::ReadOnly)) return fail("IO_ERROR", file + QStringLiteral(": ") + sums.errorString());
    SumOf promised;
    while (!sums.atEnd()) {
        const QByteArray line = sums.readLine(1024);
        if (line.size() < 68 || line.mid(64, 2) != "  " || !line.endsWith('\n'))
            return fail("MALFORMED", QStringLiteral("the backup's SHA256SUMS is damaged"));
        promised.insert(QString::fromUtf8(line.mid(66).chopped(1)), line.left(64));
    }
    return promised;
}

Result<void> compare(const SumOf& found, const SumOf& promised) {
    for (auto [name, hash] : promised.asKeyValueRange())
        if (found.value(name) != hash)
            return fail("MALFORMED", QStringLiteral("the backup is damaged: %1 is not what was backed up").arg(name));
    for (auto [name, hash] : found.asKeyValueRange())
        if (!promised.contains(name))
            return fail("MALFORMED", QStringLiteral("the backup is damaged: it has no sum of ") + name);
    return {};
}

} // namespace

Result<void> syncFolder(const QString& path) {
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) ::close(folder);
    if (!done) return fail("IO_ERROR", path + QStringLiteral(" cannot be written out"));
    return {};
}

Result<std::unique_ptr<ArchiveWriter>> ArchiveWriter::create(const QString& path) {
    if (QFileInfo::exists(path)) return fail("FILE_EXISTS", path + QStringLiteral(" exists already"));
    // Made by us first: the archive holds the server's signing keys.
    const QByteArray part = QFile::encodeName(partOf(path));
    ::unlink(part.constData());
    const int file = ::open(part.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return fail("IO_ERROR", partOf(path) + QStringLiteral(" cannot be written"));
    ::close(file);
    std::unique_ptr<ArchiveWriter> writer(new ArchiveWriter(path));
    writer->m_archive = ::archive_write_new();
    ::archive_write_set_format_pax_restricted(writer->m_archive);
    if (::archive_write_open_filename(writer->m_archive, part.constData()) != ARCHIVE_OK) return fail(writer->error());
    return writer;
}

ArchiveWriter::~ArchiveWriter() {
    if (!m_archive) return;
    ::archive_write_free(m_archive);
    QFile::remove(partOf(m_path));
}

Error ArchiveWriter::error() const {
    const char* words = m_archive ? ::archive_error_string(m_archive) : nullptr;
    return {QByteArrayLiteral("IO_ERROR"), m_path + QStringLiteral(": ") + QString::fromLocal8Bit(words ? words : "")};
}

Result<void> ArchiveWriter::header(const QString& name, qint64 size) {
    const std::unique_ptr<archive_entry, decltype(&::archive_entry_free)> entry(::archive_entry_new(),
                                                                                &::archive_entry_free);
    ::archive_entry_set_pathname(entry.get(), name.toUtf8().constData());
    ::archive_entry_set_size(entry.get(), size);
    ::archive_entry_set_filetype(entry.get(), AE_IFREG);
    ::archive_entry_set_perm(entry.get(), 0600);
    if (::archive_write_header(m_archive, entry.get()) != ARCHIVE_OK) return fail(error());
    m_hash.emplace();
    return {};
}

Result<void> ArchiveWriter::write(const QByteArray& bytes) {
    if (::archive_write_data(m_archive, bytes.constData(), size_t(bytes.size())) != bytes.size()) return fail(error());
    m_hash->update(bytes);
    return {};
}

Result<void> ArchiveWriter::addBytes(const QString& name, const QByteArray& content) {
    if (auto done = header(name, content.size()); !done) return done;
    if (auto done = write(content); !done) return done;
    sum(name);
    return {};
}

void ArchiveWriter::sum(const QString& name) {
    m_sums += crypto::toBytes(m_hash->finish()).toHex() + "  " + name.toUtf8() + '\n';
}

Result<void> ArchiveWriter::addFile(const QString& name, const QString& path) {
    QFile file(path);
    if (!file.exists()) return fail("FILE_MISSING", path);
    if (!file.open(QIODevice::ReadOnly)) return fail("IO_ERROR", path + QStringLiteral(": ") + file.errorString());
    if (auto done = header(name, file.size()); !done) return done;
    for (qint64 left = file.size(); left > 0;) {
        const QByteArray piece = file.read(std::min<qint64>(left, kPiece));
        if (piece.isEmpty()) return fail("IO_ERROR", path + QStringLiteral(" became shorter while it was read"));
        if (auto done = write(piece); !done) return done;
        left -= piece.size();
    }
    sum(name);
    return {};
}

Result<qint64> ArchiveWriter::finish() {
    if (auto done = addBytes(kSums, m_sums); !done) return fail(done.error());
    if (::archive_write_close(m_archive) != ARCHIVE_OK) return fail(error());
    ::archive_write_free(m_archive);
    m_archive = nullptr;
    QFile part(partOf(m_path));
    if (!part.open(QIODevice::ReadWrite) || ::fsync(part.handle()) != 0)
        return fail("IO_ERROR", m_path + QStringLiteral(" cannot be written out"));
    const qint64 size = part.size();
    part.close();
    if (!part.rename(m_path)) return fail("IO_ERROR", m_path + QStringLiteral(": ") + part.errorString());
    if (auto done = syncFolder(QFileInfo(m_path).absolutePath()); !done) return fail(done.error());
    return size;
}

Result<bool> unpack(const QString& path, const QString& folder, const std::function<bool(const QString&)>& accepts) {
    const Reading reading(::archive_read_new());
    ::archive_read_support_format_tar(reading.get());
    if (::archive_read_open_filename(reading.get(), QFile::encodeName(path).constData(), kPiece) != ARCHIVE_OK)
        return fail("IO_ERROR", path + QStringLiteral(" cannot be read as a backup"));
    auto found = unpackAll(reading.get(), path, folder, accepts);
    if (!found) return fail(found.error());
    if (!found->remove(kSums)) return false;
    const QString sums = folder + QLatin1Char('/') + kSums;
    const auto promised = readSums(sums);
    QFile::remove(sums);
    if (!promised) return fail(promised.error());
    if (auto same = compare(*found, *promised); !same) return fail(same.error());
    return true;
}

} // namespace haziri::keeping
