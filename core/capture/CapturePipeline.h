// From a source of frames to decisions about passing people, without ever blocking the thread it lives in.
//
// Two threads of its own: one for the source, one for vision. Both the screen and vision get the newest frame and skip
// what they had no time for; stepped sources (a folder of pictures) wait for vision and skip nothing. All signals are
// sent in the thread the pipeline lives in, which needs an event loop. It records nothing: core/muster turns a decision
// into a mark.
#pragma once

#include "core/base/Result.h"
#include "core/capture/Decision.h"
#include "core/capture/FrameSource.h"
#include "core/face/FaceEngine.h"
#include "core/face/MatchRule.h"

#include <QObject>
#include <QThread>
#include <memory>

namespace haziri::capture {

struct CaptureSettings {
    face::MatchRule match;
    int framesPerDecision = 5;     ///< live sources: the mean of this many fit frames of one tracked face
    qint64 decideAfterMs = 1500;   ///< live: with fewer frames (at least two) when this long has passed since the first
    qint64 repeatAfterMs = 20'000; ///< live: the same worker is not decided again within this time
    qint32 livenessLimit = 500;    ///< thousandths
    int photoLongSide = 640;
};

class CapturePipeline : public QObject {
    Q_OBJECT
  public:
    /// Takes the engine; the gallery and the clock are shared and must outlive the pipeline.
    CapturePipeline(std::unique_ptr<face::FaceEngine> engine, std::shared_ptr<const face::GallerySlot> gallery,
                    const Clock& clock, CaptureSettings settings = {}, QObject* parent = nullptr);
    ~CapturePipeline() override;

    /// Stops what ran before. The source must not have a parent.
    void start(std::unique_ptr<FrameSource> source);
    /// Returns when both threads have let go; no signal comes afterwards.
    void stop();
    bool isRunning() const;

  Q_SIGNALS:
    void frameReady(const QImage& image);
    void facesSeen(const QList<haziri::capture::FaceSeen>& faces);
    void decided(const haziri::capture::Decision& decision);
    /// A picture of a folder could not be read; the source goes on.
    void skipped(const QString& label, const haziri::Error& error);
    /// The source ended with an error (see FrameSource::failed), or vision did (VISION_FAILED).
    void failed(const haziri::Error& error);
    /// The source came to its end and every decision about it has been sent.
    void finished();

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace haziri::capture
