// One picture on its way from a source to the screen and to vision.
#pragma once

#include "core/base/Clock.h"

#include <QImage>
#include <QString>

namespace haziri::capture {

/// As the protocol's capture.kind.
enum class SourceKind { Camera, File, Stream };
const char* toText(SourceKind kind); ///< "camera", "file", "stream"

struct SourceName {
    SourceKind kind = SourceKind::Camera;
    QString
        name; ///< the camera's description and id, or the file's or folder's name: evidence of what was looked through
    bool operator==(const SourceName&) const = default;
};

struct Frame {
    QImage image;
    qint64 number = 0; ///< counts from 0 per source
    UnixMillis at;
    QString label; ///< a folder's picture: its file name
};

} // namespace haziri::capture
