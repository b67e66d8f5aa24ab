// A thekedar brings a worker in: faces are read from the photos, the thekedar's personal key signs everything he
// answers for, and the packet, its photos and the roster row are one durable step. Works without a line.
#pragma once

#include "core/face/FaceEngine.h"
#include "core/face/Gallery.h"
#include "core/muster/PacketWriter.h"
#include "core/muster/PersonVault.h"

namespace haziri::muster {

class WorkerEnrolment {
  public:
    /// `modelDirs` empty: the standard ones. The models are loaded at the first enrolment with photos.
    WorkerEnrolment(Profile& profile, PacketWriter& writer, const Clock& clock, RandomSource& random,
                    QStringList modelDirs);

    /// Codes: NAME_MISSING, CONSENT_MISSING, PHOTO_MISSING, NO_FACE, SEVERAL_FACES, FACE_QUALITY, FACE_COVERED,
    /// EYES_COVERED, FACES_DIFFER,
    /// DUPLICATE_FACE, NOT_A_THEKEDAR, MODEL_MISSING, or the store's.
    EnrolOutcome enrol(const EnrolRequest& request, const UnlockedPerson& thekedar, const face::Gallery& gallery);

    /// Before anybody signs: whether the pictures will do, and who among the enrolled is like them. Names and photos of
    /// those are the caller's.
    LikenessCheck check(const QList<QImage>& photos, const face::Gallery& gallery);

  private:
    struct Faces {
        std::vector<face::Embedding> embeddings;
        QList<NamedPhoto> photos;
    };
    std::optional<EnrolOutcome> refuse(const EnrolRequest& request, const UnlockedPerson& thekedar) const;
    Result<face::FaceEngine*> engine();
    /// On failure the outcome names the photo.
    std::optional<EnrolOutcome> readFaces(const EnrolRequest& request, Faces& out);
    std::optional<EnrolOutcome> findLikeness(const Faces& faces, const face::Gallery& gallery) const;
    EnrolOutcome write(const EnrolRequest& request, const UnlockedPerson& thekedar, const Faces& faces);

    Profile& m_profile;
    PacketWriter& m_writer;
    const Clock& m_clock;
    RandomSource& m_random;
    QStringList m_modelDirs;
    std::unique_ptr<face::FaceEngine> m_engine;
};

} // namespace haziri::muster
