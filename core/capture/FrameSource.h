// Where pictures come from: a camera, a video file, a folder of pictures.
//
// A source is made in any thread, moved to the pipeline's source thread, started, stopped and destroyed there. Its
// signals are sent from a thread of its own choice.
#pragma once

#include "core/base/Result.h"
#include "core/capture/Frame.h"

#include <QObject>
#include <memory>

namespace haziri::capture {

/// Live sources go on by themselves and frames that nobody was quick enough for are gone. Stepped ones give the next
/// picture only when asked, lose none, and each picture is a passing person of its own.
enum class Pace { Live, Stepped };

class FrameSource : public QObject {
    Q_OBJECT
  public:
    virtual SourceName name() const = 0;
    virtual Pace pace() const = 0;
    /// Begins; afterwards exactly one of finished() or failed() ends it, or stop() does silently.
    virtual void start() = 0;
    virtual void stop() = 0;
    /// Stepped sources: give one more picture, or finish.
    virtual void next() {}

  Q_SIGNALS:
    void frame(const haziri::capture::Frame& frame);
    /// CAMERA_NONE, CAMERA_BUSY, CAMERA_LOST, CAMERA_DENIED, FILE_MISSING, FILE_UNREADABLE: nothing more comes.
    void failed(const haziri::Error& error);
    /// Only about one picture, the source goes on: PICTURE_UNREADABLE with the file's name.
    void skipped(const QString& label, const haziri::Error& error);
    void finished();
};

} // namespace haziri::capture

Q_DECLARE_METATYPE(haziri::capture::Frame)
Q_DECLARE_METATYPE(haziri::Error)
