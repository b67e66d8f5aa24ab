// Is somebody alive there? He is asked to turn his head to a side that nobody could foresee, and to look back.
//
// Passed when the nose has moved across the face far enough to the asked side, in more than one picture, while it
// stayed the same person, and the same person looked back afterwards. A flat picture that is moved about seldom moves
// the nose so far (resources/docs/faces.md says what was measured). A film of a person that turns to the right side by
// chance passes, and so does anybody who feeds the camera. No threads, no models.
#pragma once

#include "core/capture/CaptureSettings.h"
#include "core/capture/Decision.h"
#include "core/face/Face.h"

namespace haziri::capture {

class LivenessChallenge {
  public:
    enum class Ask { TurnLeft, TurnRight }; ///< as the asked person sees it
    enum class State { Turning, Returning, Passed, WrongWay, AnotherFace, TimedOut, Left };

    /// `rest` is where the nose stood before (noseAcross()), `who` whom the pictures before showed.
    LivenessChallenge(Ask ask, double rest, face::Embedding who, UnixMillis at, const CaptureSettings& settings);

    State see(const face::Face& face, UnixMillis at);
    /// The clock was set back by so many milliseconds: his time goes on as it was.
    void clockSetBack(qint64 byMs) { m_began.value -= byMs, m_last.value -= byMs; }
    /// He went away: an open challenge is not passed.
    void leave();
    bool isOpen() const { return m_state == State::Turning || m_state == State::Returning; }
    bool passed() const { return m_state == State::Passed; }
    QByteArray guidance() const; ///< "TURN_LEFT", "TURN_RIGHT", "LOOK_HERE"; empty once it is over
    ChallengeReport report() const;

  private:
    void turn(const face::Face& face, double moved);
    void comeBack(const face::Face& face, double moved);
    bool isHim(const face::Face& face) const;

    Ask m_ask;
    double m_rest;
    face::Embedding m_who;
    UnixMillis m_began, m_last;
    CaptureSettings m_settings;
    State m_state = State::Turning;
    double m_most = 0; ///< the farthest to the asked side so far
    int m_frames = 0, m_beyond = 0, m_wrong = 0, m_onTheWay = 0, m_back = 0;
};

} // namespace haziri::capture
