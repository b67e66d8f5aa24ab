#include "core/capture/ImageFolderSource.h"

#include "core/face/Picture.h"

#include <QDir>

namespace haziri::capture {

ImageFolderSource::ImageFolderSource(const QString& path, const Clock& clock)
    : m_path(path)
    , m_clock(clock) {}

SourceName ImageFolderSource::name() const {
    return {SourceKind::File, QDir(m_path).dirName()};
}

QStringList ImageFolderSource::picturesIn(const QString& folder) {
    static const QStringList kinds{QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"), QStringLiteral("*.png"),
                                   QStringLiteral("*.bmp"), QStringLiteral("*.webp")};
    const QDir dir(folder);
    QStringList names = dir.entryList(kinds, QDir::Files, QDir::Unsorted);
    std::sort(names.begin(), names.end());
    for (QString& name : names)
        name = dir.filePath(name);
    return names;
}

void ImageFolderSource::start() {
    const QFileInfo info(m_path);
    if (!info.exists()) {
        Q_EMIT failed({"FILE_MISSING", QStringLiteral("%1 does not exist.").arg(m_path)});
        return;
    }
    m_waiting = info.isDir() ? picturesIn(m_path) : QStringList{m_path};
    if (m_waiting.isEmpty()) {
        Q_EMIT failed({"FILE_UNREADABLE", QStringLiteral("%1 holds no pictures.").arg(m_path)});
        return;
    }
    m_running = true;
    next();
}

void ImageFolderSource::stop() {
    m_running = false;
}

void ImageFolderSource::next() {
    while (m_running && !m_waiting.isEmpty()) {
        const QString path = m_waiting.takeFirst();
        const QString label = QFileInfo(path).fileName();
        const auto picture = face::readPicture(path);
        if (picture) {
            Q_EMIT frame({*picture, m_number++, m_clock.now(), label});
            return;
        }
        Q_EMIT skipped(label, picture.error());
    }
    if (!m_running) return;
    m_running = false;
    Q_EMIT finished();
}

} // namespace haziri::capture
