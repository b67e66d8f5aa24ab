// What the pipeline concludes about one passing person.
#pragma once

#include "core/base/Ids.h"
#include "core/capture/Frame.h"
#include "core/face/Embedding.h"

#include <QMetaType>
#include <QRectF>
#include <optional>

namespace haziri::capture {

enum class DecisionKind {
    Recognised,   ///< workerId and name are set
    Ambiguous,    ///< two workers are too close: workerId is the likelier one, and only a suggestion
    Unknown,      ///< a fit face, but nobody's
    PoorPicture,  ///< a face that cannot be compared: `reason` says why
    NoFace,       ///< stepped sources only: the picture shows nobody
    SeveralFaces, ///< two or more people in front: one at a time
    Card,         ///< a worker's card was held up: `cardText` is what its code says, not yet checked
};
const char* toText(DecisionKind kind); ///< "recognised", "ambiguous", "unknown", "poor", "no-face", "several-faces",
                                       ///< "card"

/// What somebody was asked to do where the pictures alone did not show that he is alive, and what he did.
struct ChallengeReport {
    QByteArray asked;    ///< "turn-left", "turn-right": his own left and right
    QByteArray result;   ///< "passed", "wrong-way", "another-face", "timed-out", "left"
    qint32 measured = 0; ///< thousandths: the farthest that the nose moved to the asked side (face::noseAcross)
    int frames = 0;
    qint64 tookMs = 0;
};

struct Decision {
    DecisionKind kind = DecisionKind::Unknown;
    WorkerId workerId;
    QString name;
    WorkerId otherId; ///< ambiguous: the second of the two
    QString otherName;
    qint32 score = 0;            ///< thousandths of the cosine
    qint32 runnerUp = 0;         ///< thousandths; 0 where there is no second worker
    qint32 liveness = 0;         ///< thousandths, mean over the frames
    bool livenessJudged = false; ///< false: no frame allowed a judgement; `liveness` is then 0
    /// A camera or stream whose liveness is below the limit or could not be judged: the mark must be held
    /// (LIVENESS_LOW), unless a challenge was passed. Never set for files, where the value is reported only.
    bool livenessLow = false;
    std::optional<ChallengeReport> challenge;
    QByteArray cardText;
    QByteArray model;
    face::Embedding probe; ///< what was compared: the mean of the frames; only where recognised
    SourceName source;
    QByteArray photoJpeg; ///< the best of the frames, whole; empty where there was none
    QRectF faceInPhoto;   ///< 0..1 of that picture
    QByteArray reason;    ///< stable code where kind is not Recognised: "UNKNOWN_FACE", "AMBIGUOUS_FACE", "NO_FACE",
                          ///< "TOO_DARK", …
    QString label;        ///< a folder's file name
    int frames = 0;       ///< how many frames the decision rests on
    UnixMillis at;
};

enum class FaceState { Looking, Recognised, Unknown, Ambiguous, Poor };

/// For the frame around a face on the screen.
struct FaceSeen {
    QRectF rect; ///< 0..1 of the frame, so that it fits any size on the screen
    FaceState state = FaceState::Looking;
    /// Stable code of one line of help, or empty: "COME_CLOSER", "STEP_BACK", "MORE_LIGHT", "LESS_LIGHT", "HOLD_STILL",
    /// "LOOK_HERE", "ONE_AT_A_TIME", "TURN_LEFT", "TURN_RIGHT",
    /// "UNCOVER_FACE", "UNCOVER_EYES"
    QByteArray guidance;
    QString name; ///< where recognised
};

} // namespace haziri::capture

Q_DECLARE_METATYPE(haziri::capture::Decision)
Q_DECLARE_METATYPE(haziri::capture::FaceSeen)
