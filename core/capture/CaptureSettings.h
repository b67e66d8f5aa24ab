// How many frames and how much time a decision takes. Milliseconds; the scores are in face::MatchRule.
#pragma once

#include "core/base/LivenessLimit.h"
#include "core/face/MatchRule.h"

namespace haziri::capture {

struct CaptureSettings {
    face::MatchRule match;
    int framesPerDecision = 5;     ///< live: the mean of this many fit frames of one passing person
    qint64 decideAfterMs = 1500;   ///< live: fewer frames (at least two) will do when this long has passed
    qint64 unknownAfterMs = 3000;  ///< live: how long a face may go on trying before it is called unknown
    qint64 goneAfterMs = 700;      ///< live: out of sight this long, the person has passed
    qint64 repeatAfterMs = 20'000; ///< live: the same person is not decided again within this time
    qint32 livenessLimit = 500;    ///< thousandths: from here on alive, where enough frames were judged
    qint32 livenessClearlyLow = kLivenessClearlyLow; ///< below, no turned head makes it good: it is held at once
    int livenessFrames = 5;           ///< cameras and streams: fewer judged frames are unsure, whatever they say
    qint64 livenessPatienceMs = 2500; ///< how long to wait for them before a challenge is asked
    qint64 challengeMs = 6000;        ///< from the asking to the look back
    double turnNeeded = 0.5;          ///< of noseAcross(); moved prints reach 0.35 rarely, turned heads 0.65 and more
    double challengeMinHeightPx = 80; ///< smaller faces are asked to come closer first
    int photoLongSide = 640;          ///< of the picture that goes with a decision
    qint64 stillDwellMs = 0;          ///< stepped sources: how long each picture stays before the next is asked for
};

} // namespace haziri::capture
