// Sealed files that no row named any more and that `check --repair` set aside: they wait in `uploads-orphans` beside
// uploads for somebody who put the wrong database back, and go by themselves after kKeptMs.
#pragma once

#include "core/base/Ids.h"

#include <QStringList>

namespace haziri::keeping {

/// One thread; works on the disk only. Files that cannot be touched stay where they are.
class Orphans {
  public:
    /// `uploadsPath`: absolute.
    explicit Orphans(const QString& uploadsPath)
        : m_uploads(uploadsPath)
        , m_folder(uploadsPath + QStringLiteral("-orphans")) {}

    /// `name`: below uploads. From now on its time is that of being set aside.
    bool setAside(const QString& name);
    /// What was set aside of these photographs, whatever version of them; how many files it was.
    qint64 remove(const QList<FileId>& files);
    /// What was set aside before `before` (milliseconds since the epoch); how many files it was.
    qint64 removeOlder(qint64 before);
    qint64 count() const;

    static constexpr qint64 kKeptMs = 30LL * 24 * 3600'000;

  private:
    template <class Wanted>
    qint64 removeWhere(Wanted wanted);

    QString m_uploads, m_folder;
};

} // namespace haziri::keeping
