// Turns what was seen in one frame after another into one decision per passing person. No threads, no models: a pure
// rule.
//
// A passage is one person in front of the camera. It goes on while the largest face stays about where it was or stays
// the same face, and ends when it is out of sight for a while or somebody else stands in its place.
#pragma once

#include "core/base/RandomSource.h"
#include "core/capture/CaptureSettings.h"
#include "core/capture/Decision.h"
#include "core/capture/LivenessChallenge.h"
#include "core/face/Face.h"

#include <QHash>
#include <QList>
#include <memory>

namespace haziri::capture {

class PassageJudge {
  public:
    struct Outcome {
        QList<FaceSeen> seen;
        QList<Decision> decisions;
    };

    /// `random` chooses what people are asked to do; it must outlive this.
    PassageJudge(SourceName source, std::shared_ptr<const face::GallerySlot> gallery, CaptureSettings settings,
                 RandomSource& random);

    /// The next frame of a live source; `faces` largest first, each with its embedding.
    Outcome see(const Frame& frame, const std::vector<face::Face>& faces);
    /// Whether the faces of a frame at `at` need a judgement of life: not while somebody who has his decision stays in
    /// view. Where another stands in his place, the first frame of that one goes unjudged.
    bool needsLiveness(UnixMillis at) const;
    /// A picture of its own: exactly one decision.
    Outcome judgeStill(const Frame& frame, const std::vector<face::Face>& faces);
    /// What was said of him is taken back: once he left the view he may come again at once.
    void forget(const WorkerId& worker);
    /// A live source came to its end: whoever is still there is decided.
    QList<Decision> finish();

  private:
    struct Passage {
        UnixMillis first, last;
        QRectF box;
        QList<face::Embedding> recent; ///< fit frames, the newest framesPerDecision
        int fitFrames = 0;
        int poorFrames = 0;
        int coveredFrames = 0; ///< of the fit ones: mouth and nose
        int glassesFrames = 0; ///< of the fit ones: dark glasses
        face::Quality lastPoor = face::Quality::Good;
        double livenessSum = 0;
        int livenessFrames = 0;
        QList<float> recentLiveness; ///< of the frames in `recent`; negative where none could be judged
        QList<double> rest;          ///< where the nose stood in the newest near-frontal frames
        std::optional<LivenessChallenge> challenge;
        bool comeCloser = false; ///< too small for a challenge
        Frame best;
        QRectF bestBox;
        double bestWorth = -1;
        bool decided = false; ///< recognised: nothing more is said about this passage
        bool spoken = false;  ///< anything was decided
        FaceState state = FaceState::Looking;
        QString name;
    };

    enum class Alive { Yes, No, Unsure };
    struct Liveness {
        bool judged = false;
        double value = 0; ///< the lower of the mean of the frames that gave the name and of all
    };
    bool gated() const { return m_source.kind != SourceKind::File; }
    static void sayCovered(Decision& decision, const char* reason);
    static Liveness livenessOf(const Passage& passage);
    Alive aliveness(const Passage& passage) const;
    bool settled(Passage& passage, UnixMillis now, const face::Embedding& probe);
    LivenessChallenge::Ask draw();
    QByteArray guidanceOf(const Passage& passage, const face::Face& face) const;
    bool belongsTo(const Passage& passage, const Frame& frame, const face::Face& face) const;
    void feed(Passage& passage, const Frame& frame, const face::Face& face) const;
    void decide(Passage& passage, UnixMillis now, bool last, QList<Decision>& out);
    void endPassage(QList<Decision>& out);
    Decision blank(UnixMillis at) const;
    void describe(Decision& decision, const Passage& passage) const;
    face::Verdict match(Decision& decision, const face::Embedding& probe) const;
    void followClock(UnixMillis now);
    bool isRepetition(const Decision& decision, const face::Embedding& probe);

    SourceName m_source;
    std::shared_ptr<const face::GallerySlot> m_gallery;
    CaptureSettings m_settings;
    RandomSource& m_random;
    std::optional<Passage> m_passage;
    std::optional<UnixMillis> m_looked; ///< the frame before
    qint64 m_patienceMs = 0;            ///< out of sight this long is gone: longer where frames come seldom
    QHash<WorkerId, UnixMillis> m_lastSaid;
    QList<std::pair<UnixMillis, face::Embedding>> m_strangers; ///< lately called unknown or ambiguous
};

} // namespace haziri::capture
