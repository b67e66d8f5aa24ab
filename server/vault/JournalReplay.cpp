#include "server/vault/JournalReplay.h"

#include "server/store/FileRepository.h"
#include "server/store/SealedNames.h"
#include "server/store/Writing.h"
#include "server/vault/PhotoJournal.h"
#include "server/vault/VaultService.h"

#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QtEndian>
#include <sys/file.h>

namespace haziri::vault {

namespace {

constexpr qsizetype kMostName = 256, kMostBlob = 4 * 1024 * 1024;

struct Frame {
    QByteArray name, blob;
};

/// Nothing at the end, which may be a torn frame.
std::optional<Frame> nextFrame(QFile& segment) {
    const QByteArray head = segment.read(10);
    if (head.size() != 10 || !head.startsWith("HZJ1")) return std::nullopt;
    const qsizetype nameSize = qFromBigEndian<quint16>(head.constData() + 4);
    const qsizetype blobSize = qFromBigEndian<quint32>(head.constData() + 6);
    if (nameSize > kMostName || blobSize > kMostBlob) return std::nullopt;
    Frame frame{segment.read(nameSize), segment.read(blobSize)};
    if (frame.name.size() != nameSize || frame.blob.size() != blobSize) return std::nullopt;
    return frame;
}

/// Of a name as blobName() makes it: "ab/<fileId>-<12 digits of the nonce>".
std::optional<FileId> fileIdOf(const QByteArray& name) {
    static const QRegularExpression form(QStringLiteral("^[0-9a-f]{2}/[0-9a-f-]{36}-[0-9a-f]{12}$"));
    if (!form.match(QString::fromLatin1(name)).hasMatch()) return std::nullopt;
    const auto id = FileId::fromText(name.mid(3, 36));
    return id ? std::optional(*id) : std::nullopt;
}

bool isNamed(const std::optional<store::FileRecord>& file, const QByteArray& name) {
    return file && file->state == "stored" && blobName(file->fileId, file->keyNonce).toUtf8() == name;
}

Result<bool> restore(store::FileRepository& files, const Frame& frame, const sealed::KeyRing& keys,
                     const QString& uploads) {
    const auto fileId = fileIdOf(frame.name);
    if (!fileId) return false;
    const auto file = files.find(*fileId);
    if (!file) return fail(file.error());
    if (!isNamed(*file, frame.name)) return false;
    const QString path = uploads + QLatin1Char('/') + QString::fromUtf8(frame.name);
    const auto there = sealed::readWhole(path, kMostBlob);
    if (there && *there == frame.blob) return false;
    const auto dataKey = sealed::unwrapKey({(*file)->keyKid, (*file)->keyNonce, (*file)->keyWrapped}, keys,
                                           store::vaultFileName(*fileId));
    if (!dataKey || !sealed::openBlob(*dataKey, store::vaultFileName(*fileId), frame.blob)) return false;
    if (auto made = sealed::makeFolderDurably(QFileInfo(path).path()); !made) return fail(made.error());
    if (auto written = sealed::writeDurably(path, frame.blob); !written) return fail(written.error());
    return true;
}

/// The write lock is waited for: of a process that was killed, PostgreSQL may still be at the commit that it had asked
/// for, and that names the blob.
Result<qint64> removeUnnamed(sql::Database& database, const QList<QByteArray>& names, const QString& uploads) {
    auto transaction = store::beginWriting(database);
    if (!transaction) return fail(transaction.error());
    store::FileRepository files(database);
    qint64 removed = 0;
    for (const QByteArray& name : names) {
        const auto file = files.find(*fileIdOf(name));
        if (!file) return fail(file.error());
        if (!isNamed(*file, name)) removed += QFile::remove(uploads + QLatin1Char('/') + QString::fromLatin1(name));
    }
    return removed;
}

} // namespace

Result<Replayed> replayJournal(sql::Database& database, const sealed::KeyRing& keys, const QString& uploadsPath) {
    Replayed replayed;
    store::FileRepository files(database);
    const QDir folder(PhotoJournal::folderOf(uploadsPath));
    const auto names = folder.entryList({QStringLiteral("*.seg")}, QDir::Files);
    for (const QString& name : names) {
        QFile segment(folder.filePath(name));
        if (!segment.open(QIODevice::ReadWrite)) return fail("IO_ERROR", segment.errorString());
        if (::flock(segment.handle(), LOCK_EX | LOCK_NB) != 0) continue; // another server writes to it
        QList<QByteArray> doubtful;
        while (const auto frame = nextFrame(segment)) {
            ++replayed.frames;
            const auto restored = restore(files, *frame, keys, uploadsPath);
            if (!restored) return fail(restored.error());
            replayed.restored += *restored;
            if (!*restored && fileIdOf(frame->name)) doubtful.append(frame->name);
        }
        const auto removed = removeUnnamed(database, doubtful, uploadsPath);
        if (!removed) return fail(removed.error());
        replayed.removed += *removed;
        // The others lie in the page cache only, where the process was killed and not the machine.
        if (auto synced = PhotoJournal::syncAll(uploadsPath); !synced) return fail(synced.error());
        // Two servers that start at once may both have opened it: one comes after the other, and finds it gone.
        if (!segment.remove() && QFile::exists(segment.fileName())) return fail("IO_ERROR", segment.errorString());
    }
    return replayed;
}

} // namespace haziri::vault
