#include "server/fraud/Finding.h"

namespace haziri::fraud {

namespace {

struct Weight {
    const char* code;
    qint32 points;
    bool opensEvent;
};

// In the order in which they name a packet. A place outside explains a speed, so it comes first.
constexpr Weight kWeights[] = {
    {"CHAIN_FORK", 100, true},   {"SIGNATURE_INVALID", 80, true}, {"REPLAY", 80, true},
    {"VOUCH_INVALID", 80, true}, {"TOKEN_INVALID", 60, true},     {"SITE_MISMATCH", 50, true},
    {"TIME_WINDOW", 40, true},   {"MALFORMED", 30, true},         {"DUPLICATE_FACE", 70, true},
    {"PHOTO_REUSE", 60, true},   {"CLOCK_STEP", 40, true},        {"GEOFENCE", 30, true},
    {"VELOCITY", 40, true},      {"CHAIN_GAP", 30, true},         {"LIVENESS_LOW", 50, true},
    {"FACE_MISMATCH", 50, true}, {"CAPTURE_SOURCE", 40, true},    {"BURST", 20, true},
    {"QUOTA", 30, true},         {"MANUAL", 15, false},           {"WORKER_UNKNOWN", 10, false},
};

const Weight* weightOf(const QByteArray& code) {
    for (const Weight& weight : kWeights)
        if (code == weight.code) return &weight;
    return nullptr;
}

} // namespace

qint32 pointsOf(const QByteArray& code) {
    const Weight* weight = weightOf(code);
    return weight ? weight->points : 20;
}

int rankOf(const QByteArray& code) {
    const Weight* weight = weightOf(code);
    return weight ? int(weight - kWeights) : int(std::size(kWeights));
}

bool opensEvent(const QByteArray& code) {
    const Weight* weight = weightOf(code);
    return !weight || weight->opensEvent;
}

} // namespace haziri::fraud
