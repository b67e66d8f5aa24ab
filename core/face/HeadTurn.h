// How far a head is turned sideways, measured so that moving a flat picture of a head changes little.
//
// The nose tip stands before the plane of eyes and mouth: when a head turns, it moves across that plane; on paper it
// cannot. The place is given in the frame that the eye line and the line from eyes to mouth span, which shift, size,
// rotation in the picture and (nearly) a tilt of the paper leave as it is.
#pragma once

#include "core/face/Face.h"

namespace haziri::face {

/// 0 in the middle, ±1 where it reaches the line down from an eye; positive towards the picture's right edge, which is
/// where a person who turns to his own left looks (pictures are not mirrored). Empty where the points are degenerate.
std::optional<double> noseAcross(const FivePoints& points);

} // namespace haziri::face
