// The text form of a source, as `haziri capture --camera` takes it: default, device:ID or file:PATH.
#pragma once

#include "core/capture/FrameSource.h"

#include <QList>

namespace haziri::capture {

struct SourceSpec {
    enum class Kind { DefaultCamera, Device, File };
    Kind kind = Kind::DefaultCamera;
    QString argument; ///< the device's id or the path of a video or a folder

    /// SOURCE_INVALID
    static Result<SourceSpec> parse(const QString& text);
    QString toString() const;
    bool operator==(const SourceSpec&) const = default;
};

/// FILE_MISSING where the path does not exist; a camera that is not there says so only when it is started.
Result<std::unique_ptr<FrameSource>> openSource(const SourceSpec& spec, const Clock& clock);

struct CameraDescription {
    QString id; ///< for device:ID: the name where no other has it, since Qt numbers some systems' cameras anew at each
                ///< start
    QString name;
    bool isDefault = false;
};
/// What is plugged in now. Call in a thread with a QGuiApplication.
QList<CameraDescription> cameras();

} // namespace haziri::capture
