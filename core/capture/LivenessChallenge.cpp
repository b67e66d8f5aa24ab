#include "core/capture/LivenessChallenge.h"

#include "core/face/HeadTurn.h"

#include <cmath>

namespace haziri::capture {

namespace {
constexpr float kStillHim = 0.38F;  // half turned, a person is less like himself; two people were never above 0.34
constexpr float kBackAgain = 0.45F; // frontal again
constexpr double kOnTheWay = 0.2;
constexpr double kFrontAgain = 0.3;
constexpr int kFramesBeyond = 2; // one picture may be the landmark model's mistake

const char* textOf(LivenessChallenge::State state) {
    using State = LivenessChallenge::State;
    switch (state) {
    case State::Passed:
        return "passed";
    case State::WrongWay:
        return "wrong-way";
    case State::AnotherFace:
        return "another-face";
    case State::TimedOut:
        return "timed-out";
    case State::Turning:
    case State::Returning:
    case State::Left:
        break;
    }
    return "left";
}
} // namespace

LivenessChallenge::LivenessChallenge(Ask ask, double rest, face::Embedding who, UnixMillis at,
                                     const CaptureSettings& settings)
    : m_ask(ask)
    , m_rest(rest)
    , m_who(std::move(who))
    , m_began(at)
    , m_last(at)
    , m_settings(settings) {}

bool LivenessChallenge::isHim(const face::Face& face) const {
    return face::similarity(m_who, face.embedding) >= kStillHim;
}

LivenessChallenge::State LivenessChallenge::see(const face::Face& face, UnixMillis at) {
    if (!isOpen()) return m_state;
    m_last = at;
    ++m_frames;
    if (at.value - m_began.value > m_settings.challengeMs) return m_state = State::TimedOut;
    const auto place = face::noseAcross(face::fivePoints(face.landmarks));
    if (!place) return m_state;
    const double moved = (*place - m_rest) * (m_ask == Ask::TurnLeft ? 1 : -1);
    if (m_state == State::Turning)
        turn(face, moved);
    else
        comeBack(face, moved);
    return m_state;
}

void LivenessChallenge::turn(const face::Face& face, double moved) {
    m_most = std::max(m_most, moved);
    const bool comparable = face.quality.verdict == face::Quality::Good;
    if (comparable && !isHim(face)) { // a picture for the name and a living face for the turn
        m_state = State::AnotherFace;
        return;
    }
    m_wrong += moved <= -m_settings.turnNeeded;
    if (m_wrong >= kFramesBeyond) {
        m_state = State::WrongWay;
        return;
    }
    m_onTheWay += comparable && moved >= kOnTheWay;
    m_beyond += moved >= m_settings.turnNeeded;
    if (m_beyond >= kFramesBeyond && m_onTheWay > 0) m_state = State::Returning;
}

void LivenessChallenge::comeBack(const face::Face& face, double moved) {
    m_most = std::max(m_most, moved);
    if (face.quality.verdict != face::Quality::Good) return;
    if (!isHim(face)) {
        m_state = State::AnotherFace;
        return;
    }
    m_back += std::abs(moved) <= kFrontAgain && face::similarity(m_who, face.embedding) >= kBackAgain;
    if (m_back >= kFramesBeyond) m_state = State::Passed;
}

void LivenessChallenge::leave() {
    if (isOpen()) m_state = State::Left;
}

QByteArray LivenessChallenge::guidance() const {
    if (m_state == State::Turning) return m_ask == Ask::TurnLeft ? "TURN_LEFT" : "TURN_RIGHT";
    return m_state == State::Returning ? "LOOK_HERE" : QByteArray();
}

ChallengeReport LivenessChallenge::report() const {
    return {m_ask == Ask::TurnLeft ? "turn-left" : "turn-right", textOf(m_state), qint32(std::lround(m_most * 1000)),
            m_frames, m_last.value - m_began.value};
}

} // namespace haziri::capture
