#include "core/capture/PassageJudge.h"

#include "core/face/FaceEngine.h"
#include "core/face/HeadTurn.h"
#include "core/face/Picture.h"

#include <cmath>

namespace haziri::capture {

namespace {
using face::Face;
using face::Quality;

constexpr float kSomebodyElse = 0.20F; // cosine to the passage so far below which another person must stand there
constexpr float kSameFace = 0.40F;
constexpr float kSameStranger = 0.50F;
constexpr double kFrontal = 0.4;
constexpr int kPoorFramesToSpeak = 5;
constexpr qint64 kGraceMs = 1'500;
constexpr qint64 kSlowMs = 300, kSlowestMs = 2500; // between two frames

qint32 thousandths(float value) {
    return qint32(std::lround(value * 1000));
}

QByteArray guidanceFor(const Face& face) {
    switch (face.quality.verdict) {
    case Quality::TooSmall:
        return "COME_CLOSER";
    case Quality::TooDark:
        return "MORE_LIGHT";
    case Quality::TooBright:
        return "LESS_LIGHT";
    case Quality::Blurred:
        return "HOLD_STILL";
    case Quality::TurnedAway:
        return "LOOK_HERE";
    case Quality::Good:
        return face.tightCrop ? "STEP_BACK" : QByteArray();
    }
    return {};
}

QRectF relative(const QRectF& box, const QImage& image) {
    return {box.x() / image.width(), box.y() / image.height(), box.width() / image.width(),
            box.height() / image.height()};
}

double overlapOf(const QRectF& a, const QRectF& b) {
    const QRectF both = a & b;
    const double shared = both.width() * both.height();
    return shared <= 0 ? 0 : shared / (a.width() * a.height() + b.width() * b.height() - shared);
}

FaceState stateOf(DecisionKind kind) {
    switch (kind) {
    case DecisionKind::Recognised:
        return FaceState::Recognised;
    case DecisionKind::Ambiguous:
        return FaceState::Ambiguous;
    case DecisionKind::Unknown:
        return FaceState::Unknown;
    default:
        return FaceState::Poor;
    }
}

QList<FaceSeen> severalSeen(const Frame& frame, const std::vector<Face>& faces, qsizetype inFront) {
    QList<FaceSeen> seen;
    for (const Face& face : faces) {
        const bool front = seen.size() < inFront;
        seen.append({relative(face.found.box, frame.image),
                     front ? FaceState::Poor : FaceState::Looking,
                     front ? QByteArray("ONE_AT_A_TIME") : QByteArray(),
                     {}});
    }
    return seen;
}
} // namespace

PassageJudge::PassageJudge(SourceName source, std::shared_ptr<const face::GallerySlot> gallery,
                           CaptureSettings settings, RandomSource& random)
    : m_source(std::move(source))
    , m_gallery(std::move(gallery))
    , m_settings(std::move(settings))
    , m_random(random) {}

Decision PassageJudge::blank(UnixMillis at) const {
    Decision decision;
    decision.source = m_source;
    decision.at = at;
    return decision;
}

face::Verdict PassageJudge::match(Decision& decision, const face::Embedding& probe) const {
    const auto gallery = m_gallery->snapshot();
    const face::Match match = gallery->search(probe);
    const face::Verdict verdict = m_settings.match.judge(match, gallery->size());
    decision.model = probe.model;
    decision.score = gallery->size() > 0 ? thousandths(match.score) : 0;
    decision.runnerUp = match.runnerUpId.isNull() ? 0 : thousandths(match.runnerUp);
    switch (verdict) {
    case face::Verdict::Recognised:
        decision.kind = DecisionKind::Recognised;
        break;
    case face::Verdict::Ambiguous:
        decision.kind = DecisionKind::Ambiguous;
        decision.reason = "AMBIGUOUS_FACE";
        decision.otherId = match.runnerUpId;
        decision.otherName = match.runnerUpName;
        break;
    case face::Verdict::Unknown:
        decision.kind = DecisionKind::Unknown;
        decision.reason = gallery->size() > 0 ? "UNKNOWN_FACE" : "NOBODY_ENROLLED";
        return verdict; // the nearest of the unlike is nobody's business
    }
    decision.workerId = match.workerId;
    decision.name = match.name;
    if (verdict == face::Verdict::Recognised) decision.probe = probe;
    return verdict;
}

bool PassageJudge::belongsTo(const Passage& passage, const Frame& frame, const Face& face) const {
    if (frame.at.value - passage.last.value > m_patienceMs) return false;
    const bool samePlace = overlapOf(passage.box, face.found.box) > 0.2;
    if (passage.recent.isEmpty() || face.quality.verdict != Quality::Good) return samePlace;
    const float likeness = face::similarity(face::meanOf(passage.recent), face.embedding);
    return samePlace ? likeness > kSomebodyElse : likeness > kSameFace;
}

void PassageJudge::feed(Passage& passage, const Frame& frame, const Face& face) const {
    passage.last = frame.at;
    passage.box = face.found.box;
    const bool fit = face.quality.verdict == Quality::Good;
    const double worth = (fit ? 1 : 0) + (1 - std::min(1.0, std::abs(face.quality.turn))) *
                                             std::min(1.0, face.quality.sharpness / 200) *
                                             std::min(1.0, face.quality.heightPx / 160);
    if (worth > passage.bestWorth) {
        passage.bestWorth = worth;
        passage.best = frame;
        passage.bestBox = relative(face.found.box, frame.image);
    }
    if (!fit) {
        ++passage.poorFrames;
        passage.lastPoor = face.quality.verdict;
        return;
    }
    // Half turned, as he was asked to, he is less like himself: that must not cost him his name.
    if (passage.challenge && passage.challenge->isOpen() && std::abs(face.quality.turn) >= kFrontal) return;
    ++passage.fitFrames;
    passage.coveredFrames += face.quality.covered;
    passage.glassesFrames += face.quality.darkGlasses;
    passage.recent.append(face.embedding);
    const bool frontal = std::abs(face.quality.turn) < kFrontal;
    // Of a camera, a crop without room says little; a file's value is only reported.
    const bool judged = face.liveness && frontal && (!gated() || !face.tightCrop);
    if (const auto place = frontal ? face::noseAcross(face::fivePoints(face.landmarks)) : std::nullopt) {
        passage.rest.append(*place);
        if (passage.rest.size() > m_settings.framesPerDecision) passage.rest.removeFirst();
    }
    passage.recentLiveness.append(judged ? *face.liveness : -1);
    if (passage.recent.size() > m_settings.framesPerDecision) {
        passage.recent.removeFirst();
        passage.recentLiveness.removeFirst();
    }
    if (judged) {
        passage.livenessSum += *face.liveness;
        ++passage.livenessFrames;
    }
}

PassageJudge::Liveness PassageJudge::livenessOf(const Passage& passage) {
    // A living face first and then a picture held before it: the frames that gave the name must be alive too.
    double recentSum = 0;
    int recentFrames = 0;
    for (const float one : passage.recentLiveness) {
        if (one < 0) continue;
        recentSum += one;
        ++recentFrames;
    }
    if (recentFrames == 0) return {};
    return {true, std::min(recentSum / recentFrames, passage.livenessSum / std::max(1, passage.livenessFrames))};
}

PassageJudge::Alive PassageJudge::aliveness(const Passage& passage) const {
    const Liveness liveness = livenessOf(passage);
    const qint32 value = thousandths(float(liveness.value));
    if (!liveness.judged || passage.livenessFrames < m_settings.livenessFrames) return Alive::Unsure;
    if (value >= m_settings.livenessLimit) return Alive::Yes;
    return value < m_settings.livenessClearlyLow ? Alive::No : Alive::Unsure;
}

LivenessChallenge::Ask PassageJudge::draw() {
    std::uint8_t coin = 0;
    m_random.fill({&coin, 1});
    return coin & 1 ? LivenessChallenge::Ask::TurnLeft : LivenessChallenge::Ask::TurnRight;
}

// Whether nothing more will be learned about this person being alive; asks him where the pictures leave it open.
bool PassageJudge::settled(Passage& passage, UnixMillis now, const face::Embedding& probe) {
    if (passage.challenge) return !passage.challenge->isOpen();
    if (aliveness(passage) != Alive::Unsure) return true;
    const qint64 lasted = now.value - passage.first.value;
    const bool enough = passage.livenessFrames >= m_settings.livenessFrames;
    if (!enough && lasted < m_settings.livenessPatienceMs) return false;
    passage.comeCloser = passage.box.height() < m_settings.challengeMinHeightPx;
    if (passage.comeCloser || passage.rest.isEmpty())
        return lasted > m_settings.livenessPatienceMs + m_settings.challengeMs;
    QList<double> rest = passage.rest;
    std::sort(rest.begin(), rest.end());
    passage.challenge.emplace(draw(), rest[rest.size() / 2], probe, now, m_settings);
    return false;
}

QByteArray PassageJudge::guidanceOf(const Passage& passage, const Face& face) const {
    if (passage.decided) return {};
    if (passage.challenge && passage.challenge->isOpen()) return passage.challenge->guidance();
    // Whoever is known behind his mask was decided by now.
    const bool hadTime = passage.fitFrames > m_settings.framesPerDecision;
    if (face.quality.covered && hadTime) return "UNCOVER_FACE";
    if (face.quality.darkGlasses && hadTime) return "UNCOVER_EYES";
    const QByteArray words = guidanceFor(face);
    return words.isEmpty() && passage.comeCloser ? QByteArray("COME_CLOSER") : words;
}

void PassageJudge::describe(Decision& decision, const Passage& passage) const {
    const Liveness liveness = livenessOf(passage);
    decision.livenessJudged = liveness.judged;
    if (liveness.judged) decision.liveness = thousandths(float(liveness.value));
    if (passage.challenge) decision.challenge = passage.challenge->report();
    const bool showed = passage.challenge && passage.challenge->passed();
    const Alive alive = aliveness(passage);
    // A turn answers a doubt; it does not outweigh pictures that look like paper.
    const bool clearlyLow = liveness.judged && decision.liveness < m_settings.livenessClearlyLow;
    decision.livenessLow = gated() && alive != Alive::Yes && !(showed && !clearlyLow);
    decision.photoJpeg = face::toJpeg(passage.best.image, m_settings.photoLongSide);
    decision.faceInPhoto = passage.bestBox;
    decision.label = passage.best.label;
    decision.frames = passage.fitFrames > 0 ? int(passage.recent.size()) : passage.poorFrames;
}

// Several passages of the same person shortly one after another (he looked away, stepped back) are one.
bool PassageJudge::isRepetition(const Decision& decision, const face::Embedding& probe) {
    const qint64 since = decision.at.value - m_settings.repeatAfterMs;
    if (decision.kind == DecisionKind::Recognised) {
        const auto said = m_lastSaid.constFind(decision.workerId);
        if (said != m_lastSaid.constEnd() && said->value > since) return true;
        m_lastSaid.insert(decision.workerId, decision.at);
        return false;
    }
    m_strangers.removeIf([since](const auto& stranger) { return stranger.first.value <= since; });
    for (const auto& stranger : m_strangers)
        if (face::similarity(stranger.second, probe) >= kSameStranger) return true;
    m_strangers.append({decision.at, probe});
    return false;
}

void PassageJudge::decide(Passage& passage, UnixMillis now, bool last, QList<Decision>& out) {
    if (passage.decided) return;
    const qint64 lasted = now.value - passage.first.value;
    Decision decision = blank(now);
    if (passage.fitFrames == 0) {
        const bool longEnough =
            passage.poorFrames >= kPoorFramesToSpeak && (last || lasted >= m_settings.unknownAfterMs);
        if (!longEnough || passage.spoken) return;
        decision.kind = DecisionKind::PoorPicture;
        decision.reason = face::toText(passage.lastPoor);
        describe(decision, passage);
        passage.spoken = true;
        passage.state = FaceState::Poor;
        out.append(decision);
        return;
    }
    if (last && passage.challenge) passage.challenge->leave();
    if (passage.challenge && passage.challenge->isOpen()) return;
    const bool ripe = passage.fitFrames >= m_settings.framesPerDecision ||
                      (passage.fitFrames >= 2 && (last || lasted >= m_settings.decideAfterMs));
    if (!ripe) return;
    const face::Embedding probe = face::meanOf(passage.recent);
    const bool recognised = match(decision, probe) == face::Verdict::Recognised;
    // A name is given at once; "unknown" only after the person had time to look at the camera, and once.
    if (!recognised && (passage.spoken || !(last || lasted >= m_settings.unknownAfterMs))) return;
    if (!recognised && 2 * passage.coveredFrames > passage.fitFrames) sayCovered(decision, "FACE_COVERED");
    if (!recognised && 2 * passage.glassesFrames > passage.fitFrames) sayCovered(decision, "EYES_COVERED");
    if (recognised && gated() && !last && !settled(passage, now, probe)) return;
    passage.decided = recognised;
    passage.spoken = true;
    passage.state = stateOf(decision.kind);
    passage.name = recognised ? decision.name : QString();
    if (isRepetition(decision, probe)) return;
    describe(decision, passage);
    out.append(decision);
}

// A mask or dark glasses hide what a name is found by: that is the reason, not that he is a stranger.
void PassageJudge::sayCovered(Decision& decision, const char* reason) {
    if (decision.reason != "UNKNOWN_FACE") return; // one of two likely names is worth more
    decision.kind = DecisionKind::PoorPicture;
    decision.reason = reason;
    decision.workerId = {};
    decision.name.clear();
}

void PassageJudge::endPassage(QList<Decision>& out) {
    if (!m_passage) return;
    decide(*m_passage, m_passage->last, true, out);
    m_passage.reset();
}

// A clock set back by hours must not make everybody who was just said, or is just being asked, wait for those hours:
// all that is remembered moves along with it.
void PassageJudge::followClock(UnixMillis now) {
    if (!m_looked || now >= *m_looked) return;
    const qint64 back = m_looked->value - now.value;
    m_looked = now;
    for (UnixMillis& said : m_lastSaid)
        said.value -= back;
    for (auto& stranger : m_strangers)
        stranger.first.value -= back;
    if (!m_passage) return;
    m_passage->first.value -= back;
    m_passage->last.value -= back;
    if (m_passage->challenge) m_passage->challenge->clockSetBack(back);
}

bool PassageJudge::needsLiveness(UnixMillis at) const {
    return !m_passage || !m_passage->decided || at.value - m_passage->last.value > m_settings.goneAfterMs;
}

PassageJudge::Outcome PassageJudge::see(const Frame& frame, const std::vector<Face>& faces) {
    Outcome outcome;
    followClock(frame.at);
    // A slow machine sees a picture a second: that it saw none of him meanwhile does not mean that he went.
    const qint64 idle = m_looked ? frame.at.value - m_looked->value : 0;
    m_looked = frame.at;
    m_patienceMs = m_settings.goneAfterMs + (idle > kSlowMs ? std::min(idle, kSlowestMs) : 0);
    if (m_passage && frame.at.value - m_passage->last.value > m_patienceMs) endPassage(outcome.decisions);
    const qsizetype inFront = face::facesInFront(faces);
    if (inFront != 1) { // nobody, or a crowd: whose face it is must be beyond doubt
        outcome.seen = severalSeen(frame, faces, inFront);
        return outcome;
    }
    const Face& face = faces.front();
    if (m_passage && !belongsTo(*m_passage, frame, face)) endPassage(outcome.decisions);
    if (!m_passage) {
        m_passage.emplace();
        m_passage->first = frame.at;
    }
    feed(*m_passage, frame, face);
    if (m_passage->challenge) m_passage->challenge->see(face, frame.at);
    decide(*m_passage, frame.at, false, outcome.decisions);
    outcome.seen.append(
        {relative(face.found.box, frame.image), m_passage->state, guidanceOf(*m_passage, face), m_passage->name});
    for (size_t i = 1; i < faces.size(); ++i)
        outcome.seen.append({relative(faces[i].found.box, frame.image), FaceState::Looking, {}, {}});
    return outcome;
}

PassageJudge::Outcome PassageJudge::judgeStill(const Frame& frame, const std::vector<Face>& faces) {
    Decision decision = blank(frame.at);
    const qsizetype inFront = face::facesInFront(faces);
    Passage passage;
    passage.first = frame.at;
    Outcome outcome;
    if (inFront != 1) {
        decision.kind = inFront == 0 ? DecisionKind::NoFace : DecisionKind::SeveralFaces;
        decision.reason = inFront == 0 ? "NO_FACE" : "SEVERAL_FACES";
        passage.best = frame;
        describe(decision, passage);
        outcome.seen = severalSeen(frame, faces, inFront);
    } else {
        const Face& face = faces.front();
        feed(passage, frame, face);
        // There will be no better picture of this person: a poor one may still be good enough for a name, and only
        // where it is not, its quality is the reason.
        if (match(decision, face.embedding) != face::Verdict::Recognised) {
            if (face.quality.covered) sayCovered(decision, "FACE_COVERED");
            if (face.quality.darkGlasses) sayCovered(decision, "EYES_COVERED");
            if (face.quality.verdict != Quality::Good) {
                decision.kind = DecisionKind::PoorPicture;
                decision.reason = face::toText(face.quality.verdict);
                decision.workerId = {};
                decision.name.clear();
            }
        }
        if (face.liveness && passage.livenessFrames == 0) {
            passage.livenessSum = *face.liveness;
            passage.livenessFrames = 1;
            passage.recentLiveness = {*face.liveness};
        }
        describe(decision, passage);
        const bool recognised = decision.kind == DecisionKind::Recognised;
        outcome.seen.append({relative(face.found.box, frame.image), stateOf(decision.kind),
                             recognised ? QByteArray() : guidanceFor(face), recognised ? decision.name : QString()});
    }
    outcome.decisions.append(decision);
    return outcome;
}

void PassageJudge::forget(const WorkerId& worker) {
    // A moment's grace: a passage that was broken off by a hand before the face is not somebody coming back.
    if (const auto said = m_lastSaid.find(worker); said != m_lastSaid.end())
        said->value = m_looked.value_or(*said).value - m_settings.repeatAfterMs + kGraceMs;
}

QList<Decision> PassageJudge::finish() {
    QList<Decision> decisions;
    endPassage(decisions);
    return decisions;
}

} // namespace haziri::capture
