// Made-up faces before the rule that turns frames into decisions: no models, no threads, no waiting.
#pragma once

#include "core/capture/PassageJudge.h"
#include "core/face/FaceQuality.h"
#include "tests/support/HeadModel.h"

#include <QtTest>
#include <cmath>

namespace haziri::test {

using capture::Decision;
using capture::DecisionKind;
using capture::FaceSeen;
using capture::FaceState;
using capture::Frame;
using capture::SourceKind;
using capture::SourceName;
using face::Embedding;
using face::Face;
using face::Quality;

inline constexpr int kPeople = 8;

inline WorkerId worker(int n) {
    UuidBytes bytes{};
    bytes[0] = 1, bytes[15] = std::uint8_t(n);
    return WorkerId(bytes);
}

// Person n is the direction n; `likeness` is the cosine to it, the rest points where nobody is.
inline Embedding faceOf(int n, double likeness = 0.9, int and_ = -1, double andLikeness = 0) {
    Embedding e{"m", std::vector<float>(kPeople + 1, 0.0F)};
    e.values[size_t(n)] = float(likeness);
    if (and_ >= 0) e.values[size_t(and_)] = float(andLikeness);
    e.values[kPeople] = float(std::sqrt(std::max(0.0, 1 - likeness * likeness - andLikeness * andLikeness)));
    return e;
}

inline Face seen(Embedding embedding, QRectF box = {250, 150, 120, 140}, Quality quality = Quality::Good,
                 float live = 0.9F) {
    Face face;
    face.found = {box, 0.99F};
    face.embedding = std::move(embedding);
    face.quality = {quality, box.height(), 120, 300, 0};
    face.liveness = live;
    return face;
}

// Exactly one row per person: the third direction stays nobody's.
inline std::shared_ptr<face::GallerySlot> galleryOf(std::initializer_list<int> people) {
    std::vector<face::Enrolled> workers;
    for (const int n : people)
        workers.push_back({worker(n), QStringLiteral("Person %1").arg(n), {faceOf(n, 1)}});
    auto slot = std::make_shared<face::GallerySlot>();
    slot->replace(face::Gallery("m", workers));
    return slot;
}

// Always the same side.
struct Coin final : RandomSource {
    void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), side); }
    std::uint8_t side = 1; ///< odd: left
};

// What the engine would say of these points.
inline Face posed(const face::Landmarks& landmarks, Embedding who, float live, double tall = 140) {
    Face face = seen(std::move(who), {250, 150, 120, tall}, Quality::Good, live);
    face.landmarks = landmarks;
    face.quality.turn = face::sidewaysTurn(face::fivePoints(landmarks));
    if (std::abs(face.quality.turn) > 0.75) face.quality.verdict = Quality::TurnedAway;
    return face;
}

// Shows frames 100 ms apart and gathers what is decided.
struct PassageGate {
    explicit PassageGate(std::initializer_list<int> enrolled, SourceKind kind = SourceKind::Camera)
        : judge({kind, QStringLiteral("test")}, galleryOf(enrolled), {}, coin) {}

    void show(const std::vector<Face>& faces, int frames = 1, qint64 stepMs = 100) {
        for (int i = 0; i < frames; ++i) {
            const auto outcome = judge.see(frame(), faces);
            last = outcome.seen;
            decisions += outcome.decisions;
            now += stepMs;
        }
    }
    Frame frame() {
        QImage image(640, 480, QImage::Format_RGB32);
        image.fill(Qt::gray);
        return {image, number++, {now}, {}};
    }
    // Looks ahead, turns to the angle and comes back, as a head does.
    void turnTo(double yaw, Embedding who, float live = 0.3F, double steps = 8) {
        for (int way = 0; way < 2; ++way)
            for (int i = 0; i <= int(steps); ++i)
                show({posed(head({.yaw = yaw * (way ? 1 - i / steps : i / steps)}), who, live)});
        show({posed(head({}), who, live)}, 4);
    }
    void lookAhead(Embedding who, float live, int frames = 6) { show({posed(head({}), who, live)}, frames); }

    Coin coin;
    capture::PassageJudge judge;
    qint64 now = 1'000'000;
    qint64 number = 0;
    QList<FaceSeen> last;
    QList<Decision> decisions;
};

} // namespace haziri::test
