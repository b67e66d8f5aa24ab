// From a source of frames to decisions about passing people, without ever blocking the thread it lives in.
//
// Two threads of its own: one for the source, one for vision. Both the screen and vision get the newest frame and skip
// what they had no time for; stepped sources (a folder of pictures) wait for vision and skip nothing. All signals are
// sent in the thread the pipeline lives in, which needs an event loop. It records nothing: core/muster turns a decision
// into a mark.
#pragma once

#include "core/base/RandomSource.h"
#include "core/base/Result.h"
#include "core/capture/CaptureSettings.h"
#include "core/capture/Decision.h"
#include "core/capture/FrameSource.h"
#include "core/face/FaceEngine.h"

#include <QObject>
#include <memory>

namespace haziri::capture {

class CapturePipeline : public QObject {
    Q_OBJECT
  public:
    /// Takes the engine; the gallery is read anew for each decision, so it may be replaced while this runs. `random`
    /// must outlive this.
    CapturePipeline(std::unique_ptr<face::FaceEngine> engine, std::shared_ptr<const face::GallerySlot> gallery,
                    RandomSource& random, CaptureSettings settings = {}, QObject* parent = nullptr);
    ~CapturePipeline() override;

    /// Stops what ran before. The source must not have a parent.
    void start(std::unique_ptr<FrameSource> source);
    /// Returns when both threads have let go; no signal comes afterwards.
    void stop();
    bool isRunning() const;
    /// A mark of his was undone: he, or a card, may be decided again as soon as he has left the view.
    void forget(const WorkerId& worker);

  Q_SIGNALS:
    /// The newest picture; those that came while this thread was busy are gone.
    void frameReady(const QImage& image);
    void facesSeen(const QList<haziri::capture::FaceSeen>& faces);
    void decided(const haziri::capture::Decision& decision);
    /// Live sources: nothing but black for two seconds (covered, switched off, no light); false when it shows again.
    void darkChanged(bool dark);
    /// A picture of a folder could not be read, or not looked at; the source goes on.
    void skipped(const QString& label, const haziri::Error& error);
    /// The source ended with an error (see FrameSource::failed), or vision did, of many frames one after the other
    /// (VISION_FAILED, PICTURE_UNREADABLE).
    void failed(const haziri::Error& error);
    /// The source came to its end and every decision about it has been sent.
    void finished();

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace haziri::capture
