// All stages together: from a picture to faces that can be compared. The models are loaded once; one object per thread.
//
// Nothing of the vision library shows through this header.
#pragma once

#include "core/face/Face.h"
#include "core/face/ModelManifest.h"

#include <QImage>
#include <memory>

namespace haziri::face {

struct ScanOptions {
    bool liveness = true;
    int maxFaces = 6; ///< the largest ones; each costs about 25 ms
};

class FaceEngine {
  public:
    /// MODEL_MISSING, MODEL_DAMAGED, MODEL_UNREADABLE, MANIFEST_INVALID
    static Result<std::unique_ptr<FaceEngine>> load(const ModelManifest& manifest, const QStringList& directories);
    /// The built-in manifest and the standard directories.
    static Result<std::unique_ptr<FaceEngine>> loadStandard();
    ~FaceEngine();

    const QByteArray& modelName() const; ///< what templates are stamped with

    /// All faces, largest first; empty where there is none. PICTURE_UNREADABLE for a null image, VISION_FAILED.
    Result<std::vector<Face>> scan(const QImage& image, const ScanOptions& options = {});
    /// Boxes only, largest first: cheap enough for every frame.
    Result<std::vector<FaceBox>> detect(const QImage& image);
    /// For enrolment: exactly one face that is fit to be a template. NO_FACE, SEVERAL_FACES (a second face of
    /// comparable size), FACE_QUALITY (the message holds the code of the quality), FACE_COVERED (mouth and nose),
    /// EYES_COVERED (dark glasses), else as scan().
    Result<Face> readPortrait(const QImage& image);

  private:
    struct Stages;
    explicit FaceEngine(std::unique_ptr<Stages> stages);
    std::unique_ptr<Stages> m_stages;
};

/// From now on the vision library works in the calling threads alone, for a server whose processors are others'.
void useOneThread();

/// How many of the faces (largest first) stand in front: those at least 0.6 times as tall as the largest.
qsizetype facesInFront(const std::vector<Face>& faces);

} // namespace haziri::face
