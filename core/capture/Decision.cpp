#include "core/capture/Decision.h"

namespace haziri::capture {

const char* toText(SourceKind kind) {
    switch (kind) {
    case SourceKind::Camera:
        return "camera";
    case SourceKind::File:
        return "file";
    case SourceKind::Stream:
        return "stream";
    }
    return "";
}

const char* toText(DecisionKind kind) {
    switch (kind) {
    case DecisionKind::Recognised:
        return "recognised";
    case DecisionKind::Ambiguous:
        return "ambiguous";
    case DecisionKind::Unknown:
        return "unknown";
    case DecisionKind::PoorPicture:
        return "poor";
    case DecisionKind::NoFace:
        return "no-face";
    case DecisionKind::SeveralFaces:
        return "several-faces";
    case DecisionKind::Card:
        return "card";
    }
    return "";
}

} // namespace haziri::capture
