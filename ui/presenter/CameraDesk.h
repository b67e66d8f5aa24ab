// Runs the capture pipeline for the window: loads the face models away from the window's thread, opens the chosen
// source, and keeps trying when a camera is lost.
#pragma once

#include "core/capture/CapturePipeline.h"
#include "core/capture/SourceSpec.h"

#include <QThread>
#include <QTimer>
#include <functional>

namespace haziri::ui {

class CameraDesk : public QObject {
    Q_OBJECT
  public:
    /// Clock and random source must outlive the desk.
    CameraDesk(std::shared_ptr<const face::GallerySlot> gallery, const Clock& clock, RandomSource& random,
               QObject* parent = nullptr);
    ~CameraDesk() override;

    /// At once, or as soon as the models are there.
    void start(const capture::SourceSpec& spec);
    void stop();
    /// A mark of his was undone: he may be marked again as soon as he comes back.
    void forget(const WorkerId& worker);
    /// How long each picture of a folder stays; before the first start().
    void setStillDwell(qint64 ms) { m_stillDwellMs = ms; }
    /// What opens a source, in place of capture::openSource(); before the first start().
    using Opener = std::function<Result<std::unique_ptr<capture::FrameSource>>(const capture::SourceSpec&)>;
    void setOpener(Opener opener) { m_open = std::move(opener); }

  Q_SIGNALS:
    void frameReady(const QImage& image);
    void facesSeen(const QList<haziri::capture::FaceSeen>& faces);
    void decided(const haziri::capture::Decision& decision);
    void darkChanged(bool dark);         ///< the camera is covered, or there is no light
    void failed(const QByteArray& code); ///< CAMERA_*, FILE_*, MODEL_*, VISION_FAILED
    void finished();                     ///< a file came to its end

  private:
    void engineLoaded(std::shared_ptr<Result<std::unique_ptr<face::FaceEngine>>> engine);
    void openNow();

    std::shared_ptr<const face::GallerySlot> m_gallery;
    const Clock& m_clock;
    RandomSource& m_random;
    std::unique_ptr<QThread> m_loader;
    std::unique_ptr<capture::CapturePipeline> m_pipeline;
    std::optional<capture::SourceSpec> m_spec;
    Opener m_open;
    qint64 m_stillDwellMs = 1200; ///< a folder's pictures pass as slowly as people do
    QTimer m_again;
};

} // namespace haziri::ui
