// A small video of still pictures (motion JPEG in AVI), made with gst-launch-1.0 (Debian: gstreamer1.0-tools).
#pragma once

#include <QDir>
#include <QImage>
#include <QProcess>

namespace haziri::test {

/// Each image once, at so many frames a second. False where gst-launch-1.0 failed; `why` then says how.
inline bool writeVideo(const QString& path, const QList<QImage>& frames, int framesPerSecond, QString* why) {
    const QDir dir(path + QStringLiteral(".frames"));
    if (!dir.mkpath(QStringLiteral("."))) return false;
    for (qsizetype i = 0; i < frames.size(); ++i)
        if (!frames[i].save(dir.filePath(QStringLiteral("%1.jpg").arg(i, 5, 10, QLatin1Char('0'))), "jpg", 92))
            return false;
    QProcess tool;
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QStringLiteral("gst-launch-1.0"),
               {QStringLiteral("-q"), QStringLiteral("multifilesrc"),
                QStringLiteral("location=") + dir.filePath(QStringLiteral("%05d.jpg")),
                QStringLiteral("caps=image/jpeg,framerate=%1/1").arg(framesPerSecond), QStringLiteral("!"),
                QStringLiteral("avimux"), QStringLiteral("!"), QStringLiteral("filesink"),
                QStringLiteral("location=") + path});
    const bool ok = tool.waitForStarted(5000) && tool.waitForFinished(60'000) && tool.exitCode() == 0;
    if (!ok && why) *why = QStringLiteral("gst-launch-1.0: ") + tool.errorString() + QString::fromUtf8(tool.readAll());
    return ok;
}

} // namespace haziri::test
