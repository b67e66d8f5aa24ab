// What the vision stages tell one another about a face. Pixels of the picture that was looked at, origin top left.
#pragma once

#include "core/face/Embedding.h"

#include <QPointF>
#include <QRectF>
#include <array>
#include <optional>

namespace haziri::face {

/// A detector's answer. The box may reach a little over the picture's edge.
struct FaceBox {
    QRectF box;
    float score = 0; ///< 0..1
};

/// 68 points in the iBUG order.
using Landmarks = std::array<QPointF, 68>;

/// The five points that alignment uses: left eye, right eye (as seen in the picture), nose tip, mouth corners.
using FivePoints = std::array<QPointF, 5>;
FivePoints fivePoints(const Landmarks& landmarks);

/// What stands between a face and a good comparison; Good is good enough.
enum class Quality { Good, TooSmall, TooDark, TooBright, Blurred, TurnedAway };
const char*
toText(Quality quality); ///< stable code: "GOOD", "TOO_SMALL", "TOO_DARK", "TOO_BRIGHT", "BLURRED", "TURNED_AWAY"

struct QualityReport {
    Quality verdict = Quality::Good;
    double heightPx = 0;   ///< height of the box
    double brightness = 0; ///< mean grey of the aligned face, 0..255
    double sharpness = 0;  ///< variance of the Laplacian of the aligned face
    double mouthEdges = 0; ///< horizontal edges around the mouth, of those around the eyes
    bool covered =
        false; ///< no mouth is to be seen: a mask or a cloth; no verdict, since the name may be found all the same
    double eyesLight = 1;     ///< mean grey around the eyes, of that of the cheeks
    bool darkGlasses = false; ///< no eyes are to be seen; no verdict either
    double turn = 0;          ///< sideways place of the nose between the eyes, 0 frontal, about ±1 in profile
};

/// Everything that is known of one face in one picture.
struct Face {
    FaceBox found;
    Landmarks landmarks{};
    QualityReport quality;
    Embedding embedding; ///< L2-normalised
    std::optional<float>
        liveness; ///< 0..1, mean of both crops; absent where it was not asked for or could not be judged
    /// True where the picture leaves less room around the face than the liveness model needs: its value then says
    /// little.
    bool tightCrop = false;
};

} // namespace haziri::face
