#include "core/base/Clock.h"

#include <QDateTime>
#include <QFile>

#ifdef Q_OS_LINUX
#include <ctime>
#else
#include <QElapsedTimer>
#endif

namespace haziri {

UnixMillis SystemClock::now() const {
    return {QDateTime::currentMSecsSinceEpoch()};
}

BootInstant SystemClock::boot() const {
#ifdef Q_OS_LINUX
    static const QByteArray bootId = [] {
        QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }();
    timespec ts{};
    // CLOCK_MONOTONIC stands still while the laptop sleeps; CLOCK_BOOTTIME does not.
    clock_gettime(CLOCK_BOOTTIME, &ts);
    return {bootId, qint64(ts.tv_sec) * 1000 + ts.tv_nsec / 1'000'000};
#else
    return {QByteArray(), QElapsedTimer::isMonotonic() ? [] {
                QElapsedTimer timer;
                timer.start();
                return timer.msecsSinceReference();
            }() : 0};
#endif
}

int SystemClock::tzOffsetMin() const {
    return QDateTime::currentDateTime().offsetFromUtc() / 60;
}

} // namespace haziri
