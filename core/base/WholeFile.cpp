#include "core/base/WholeFile.h"

#ifdef Q_OS_UNIX
#include <cerrno>
#include <unistd.h>
#endif

namespace haziri {

namespace {

// Some file systems cannot sync (EINVAL): there is nothing to wait for then. A disk that reports an error has lost
// bytes.
bool reachedTheDisk(QSaveFile& file) {
#ifdef Q_OS_UNIX
    return ::fdatasync(file.handle()) == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
#else
    Q_UNUSED(file);
    return true;
#endif
}

} // namespace

bool commitWhole(QSaveFile& file) {
    if (file.isOpen() && file.error() == QFileDevice::NoError && file.flush() && reachedTheDisk(file))
        return file.commit();
    file.cancelWriting();
    return false;
}

} // namespace haziri
