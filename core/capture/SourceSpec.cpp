#include "core/capture/SourceSpec.h"

#include "core/capture/CameraFrameSource.h"
#include "core/capture/ImageFolderSource.h"
#include "core/capture/VideoFileSource.h"

#include <QCameraDevice>
#include <QFileInfo>
#include <QImageReader>
#include <QMediaDevices>
#include <algorithm>

namespace haziri::capture {

namespace {
const QString kDefault = QStringLiteral("default");
const QString kDevice = QStringLiteral("device:");
const QString kFile = QStringLiteral("file:");

bool isPicture(const QString& path) {
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    return reader.canRead();
}
} // namespace

Result<SourceSpec> SourceSpec::parse(const QString& text) {
    if (text == kDefault) return SourceSpec{};
    for (const auto& [prefix, kind] : {std::pair(kDevice, Kind::Device), std::pair(kFile, Kind::File)})
        if (text.startsWith(prefix) && text.size() > prefix.size()) return SourceSpec{kind, text.mid(prefix.size())};
    return fail("SOURCE_INVALID", QStringLiteral("\"%1\" is not default, device:ID or file:PATH.").arg(text));
}

QString SourceSpec::toString() const {
    switch (kind) {
    case Kind::DefaultCamera:
        return kDefault;
    case Kind::Device:
        return kDevice + argument;
    case Kind::File:
        return kFile + argument;
    }
    return {};
}

Result<std::unique_ptr<FrameSource>> openSource(const SourceSpec& spec, const Clock& clock) {
    using Source = std::unique_ptr<FrameSource>;
    if (spec.kind == SourceSpec::Kind::DefaultCamera)
        return Source(std::make_unique<CameraFrameSource>(QString(), clock));
    if (spec.kind == SourceSpec::Kind::Device) return Source(std::make_unique<CameraFrameSource>(spec.argument, clock));
    const QFileInfo info(spec.argument);
    if (!info.exists()) return fail("FILE_MISSING", QStringLiteral("%1 does not exist.").arg(spec.argument));
    if (!info.isDir() && !info.isFile()) // a pipe or a device would keep us waiting for its first byte
        return fail("FILE_UNREADABLE", QStringLiteral("%1 is neither a file nor a folder.").arg(spec.argument));
    if (info.isDir() || isPicture(spec.argument))
        return Source(std::make_unique<ImageFolderSource>(spec.argument, clock));
    return Source(std::make_unique<VideoFileSource>(spec.argument, clock));
}

QList<CameraDescription> cameras() {
    const auto devices = QMediaDevices::videoInputs();
    const auto isAlone = [&](const QCameraDevice& device) {
        return std::count_if(devices.begin(), devices.end(), [&](const QCameraDevice& other) {
                   return other.description() == device.description();
               }) == 1;
    };
    QList<CameraDescription> found;
    for (const QCameraDevice& device : devices)
        found.append({isAlone(device) ? device.description() : QString::fromUtf8(device.id()), device.description(),
                      device.isDefault()});
    return found;
}

} // namespace haziri::capture
