#include "app/gui/Diagnostics.h"

#include "core/base/Build.h"

#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonArray>
#include <QScreen>
#include <QStorageInfo>
#include <QSysInfo>

namespace haziri::app {

namespace {

QString wordFor(muster::LineState state) {
    switch (state) {
    case muster::LineState::Online:
        return QStringLiteral("online");
    case muster::LineState::Offline:
        return QStringLiteral("offline");
    case muster::LineState::LogFork:
        return QStringLiteral("log-fork");
    case muster::LineState::Blocked:
        return QStringLiteral("blocked");
    case muster::LineState::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString wordFor(muster::ClockClass cls) {
    return cls == muster::ClockClass::Anchored  ? QStringLiteral("anchored")
           : cls == muster::ClockClass::Bounded ? QStringLiteral("bounded")
                                                : QStringLiteral("unsure");
}

/// "device:/dev/video0" is "device": what stands behind may name a person.
QString kindOf(const QString& spec) {
    return spec.section(QLatin1Char(':'), 0, 0);
}

QJsonArray screens() {
    QJsonArray all;
    for (const QScreen* screen : QGuiApplication::screens())
        all.append(QStringLiteral("%1x%2@%3")
                       .arg(screen->size().width())
                       .arg(screen->size().height())
                       .arg(screen->devicePixelRatio()));
    return all;
}

QJsonObject queueOf(const Diagnosis& facts) {
    const auto& queue = facts.queue;
    const qint64 age = queue.oldestWaiting.value > 0 ? facts.now.value - queue.oldestWaiting.value : 0;
    return {{QStringLiteral("packetsWaiting"), queue.packetsWaiting},
            {QStringLiteral("photosWaiting"), queue.photosWaiting},
            {QStringLiteral("photoBytesWaiting"), queue.photoBytesWaiting},
            {QStringLiteral("held"), queue.held},
            {QStringLiteral("rejected"), queue.rejected},
            {QStringLiteral("quarantined"), queue.quarantined},
            {QStringLiteral("oldestAgeMs"), age},
            {QStringLiteral("lastErrorCode"), QString::fromLatin1(queue.lastErrorCode)}};
}

/// Only the sizes; the names of the files are the program's own.
QJsonObject profileOf(const QString& dir) {
    QJsonObject sizes;
    const QFileInfoList files = QDir(dir).entryInfoList(QDir::Files);
    qint64 whole = 0;
    for (const QFileInfo& file : files)
        whole += file.size();
    sizes.insert(QStringLiteral("files"), files.size());
    sizes.insert(QStringLiteral("bytes"), whole);
    const QStorageInfo storage(dir);
    sizes.insert(QStringLiteral("fileSystem"), QString::fromLatin1(storage.fileSystemType()));
    sizes.insert(QStringLiteral("freeBytes"), storage.bytesAvailable());
    return sizes;
}

} // namespace

QJsonObject diagnose(const Diagnosis& facts) {
    return {{QStringLiteral("haziri"), QLatin1String(kVersion)},
            {QStringLiteral("at"), facts.now.value},
            {QStringLiteral("qt"), QLatin1String(qVersion())},
            {QStringLiteral("system"), QSysInfo::prettyProductName()},
            {QStringLiteral("kernel"), QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion()},
            {QStringLiteral("cpu"), QSysInfo::currentCpuArchitecture()},
            {QStringLiteral("platform"), QGuiApplication::platformName()},
            {QStringLiteral("screens"), screens()},
            {QStringLiteral("theme"), facts.theme},
            {QStringLiteral("language"), facts.language},
            {QStringLiteral("camera"), kindOf(facts.cameraSpec)},
            {QStringLiteral("cameras"), facts.cameras},
            {QStringLiteral("registered"), facts.isRegistered},
            {QStringLiteral("line"), wordFor(facts.line.state)},
            {QStringLiteral("lineCode"), QString::fromLatin1(facts.line.code)},
            {QStringLiteral("clock"), wordFor(facts.clock.cls)},
            {QStringLiteral("clockPlusMinusMs"), facts.clock.plusMinusMs},
            {QStringLiteral("wallErrorMs"), facts.clock.wallErrorMs},
            {QStringLiteral("queue"), queueOf(facts)},
            {QStringLiteral("profile"), profileOf(facts.profileDir)}};
}

} // namespace haziri::app
