// One program at a time per profile. The lock is the kernel's (flock), so it ends with the process however that ends; a
// lock file of Qt's own kind stays behind unreadable where a process is killed while writing it.
#pragma once

#include "core/base/Result.h"

#include <QFile>
#include <memory>

namespace haziri::muster {

class ProfileLock {
  public:
    /// PROFILE_IN_USE names the other process; IO_ERROR.
    static Result<std::unique_ptr<ProfileLock>> take(const QString& path);

  private:
    explicit ProfileLock(const QString& path)
        : m_file(path) {}
    Result<void> lock();
    QFile m_file; ///< closing it gives the lock back; the file itself stays
};

} // namespace haziri::muster
