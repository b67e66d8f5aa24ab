// Pictures of a folder in name order, one at a time. A single picture counts as a folder of one.
#pragma once

#include "core/capture/FrameSource.h"

#include <QStringList>

namespace haziri::capture {

class ImageFolderSource final : public FrameSource {
    Q_OBJECT
  public:
    /// `path` is a folder (what lies in folders below it is not looked at) or a picture; `clock` must outlive this.
    ImageFolderSource(const QString& path, const Clock& clock);

    SourceName name() const override;
    Pace pace() const override { return Pace::Stepped; }
    /// failed(): FILE_MISSING, or FILE_UNREADABLE for a folder without pictures.
    void start() override;
    void stop() override;
    void next() override;

    /// The pictures of a folder, full paths, by the Unicode order of their names (as `LC_ALL=C ls` for plain names).
    static QStringList picturesIn(const QString& folder);

  private:
    QString m_path;
    const Clock& m_clock;
    QStringList m_waiting;
    qint64 m_number = 0;
    bool m_running = false;
};

} // namespace haziri::capture
