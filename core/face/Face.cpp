#include "core/face/Face.h"

namespace haziri::face {

namespace {
template <class... Index>
QPointF mean(const Landmarks& p, Index... index) {
    return (p[size_t(index)] + ...) / double(sizeof...(index));
}
} // namespace

FivePoints fivePoints(const Landmarks& p) {
    // The eyes without their corners (36, 39, 42, 45): the lids' middle is steadier than the points the model is unsure
    // of.
    return {mean(p, 37, 38, 40, 41), mean(p, 43, 44, 46, 47), p[30], mean(p, 48, 60), mean(p, 54, 64)};
}

const char* toText(Quality quality) {
    switch (quality) {
    case Quality::Good:
        return "GOOD";
    case Quality::TooSmall:
        return "TOO_SMALL";
    case Quality::TooDark:
        return "TOO_DARK";
    case Quality::TooBright:
        return "TOO_BRIGHT";
    case Quality::Blurred:
        return "BLURRED";
    case Quality::TurnedAway:
        return "TURNED_AWAY";
    }
    return "";
}

} // namespace haziri::face
