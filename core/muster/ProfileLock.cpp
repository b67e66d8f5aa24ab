#include "core/muster/ProfileLock.h"

#include <QCoreApplication>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <sys/file.h>
#else
#include <io.h>
#include <windows.h>
#endif

namespace haziri::muster {

namespace {

enum class Attempt { Taken, Busy, Failed };

Attempt tryLock(int handle) {
#ifdef Q_OS_UNIX
    if (flock(handle, LOCK_EX | LOCK_NB) == 0) return Attempt::Taken;
    return errno == EWOULDBLOCK ? Attempt::Busy : Attempt::Failed;
#else
    // A byte far behind the text, so that the text stays readable for the others.
    OVERLAPPED place{};
    place.Offset = 1 << 20;
    const auto file = reinterpret_cast<HANDLE>(_get_osfhandle(handle));
    if (LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place)) return Attempt::Taken;
    return GetLastError() == ERROR_LOCK_VIOLATION ? Attempt::Busy : Attempt::Failed;
#endif
}

} // namespace

Result<std::unique_ptr<ProfileLock>> ProfileLock::take(const QString& path) {
    std::unique_ptr<ProfileLock> made(new ProfileLock(path));
    if (auto locked = made->lock(); !locked) return fail(locked.error());
    return made;
}

Result<void> ProfileLock::lock() {
    const auto broken = [this] {
        return fail("IO_ERROR", QStringLiteral("The profile cannot be locked: ") + m_file.errorString());
    };
    if (!m_file.open(QIODevice::ReadWrite)) return broken();
    switch (tryLock(m_file.handle())) {
    case Attempt::Failed:
        return broken();
    case Attempt::Busy: {
        const QString other = QString::fromUtf8(m_file.read(200)).trimmed();
        return fail("PROFILE_IN_USE", QStringLiteral("This profile is already open in %1. Close it there first; only "
                                                     "`haziri queue` works beside it.")
                                          .arg(other.isEmpty() ? QStringLiteral("another program") : other));
    }
    case Attempt::Taken:
        break;
    }
    const QString self = QStringLiteral("%1 (process %2)\n")
                             .arg(QCoreApplication::applicationName())
                             .arg(QCoreApplication::applicationPid());
    m_file.resize(0);
    m_file.write(self.toUtf8());
    m_file.flush();
    return {};
}

} // namespace haziri::muster
