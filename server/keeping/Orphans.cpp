#include "server/keeping/Orphans.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

namespace haziri::keeping {

bool Orphans::setAside(const QString& name) {
    const QString target = m_folder + QLatin1Char('/') + name;
    if (!QDir().mkpath(QFileInfo(target).path())) return false;
    if (!QFile::rename(m_uploads + QLatin1Char('/') + name, target)) return false;
    QFile file(target); // a time that could not be set makes it go earlier: it is as old as its photograph then
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    return true;
}

template <class Wanted>
qint64 Orphans::removeWhere(Wanted wanted) {
    qint64 removed = 0;
    QDirIterator all(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        all.next();
        if (wanted(all.fileInfo())) removed += QFile::remove(all.filePath());
    }
    return removed;
}

qint64 Orphans::remove(const QList<FileId>& files) {
    const QSet<FileId> ids(files.begin(), files.end());
    return removeWhere([&](const QFileInfo& file) {
        const auto id = FileId::fromText(file.fileName().left(36).toLatin1()); // a blob's name begins with it
        return id && ids.contains(*id);
    });
}

qint64 Orphans::removeOlder(qint64 before) {
    return removeWhere([&](const QFileInfo& file) { return file.lastModified().toMSecsSinceEpoch() < before; });
}

qint64 Orphans::count() const {
    qint64 count = 0;
    for (QDirIterator all(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); all.hasNext();
         all.next())
        ++count;
    return count;
}

} // namespace haziri::keeping
