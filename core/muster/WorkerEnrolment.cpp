#include "core/muster/WorkerEnrolment.h"

#include "core/face/MatchRule.h"
#include "core/face/Picture.h"
#include "core/muster/DayRecord.h"
#include "core/protocol/Aadhaar.h"

namespace haziri::muster {

namespace {

constexpr qsizetype kMaxPhotos = 5;
constexpr float kSamePerson = 0.40F; ///< between two shots of one sitting; strangers reach it in one pair of 5,000

EnrolOutcome refusal(const char* code, const QString& words, int photo = -1) {
    EnrolOutcome outcome;
    outcome.code = code;
    outcome.reason = words;
    outcome.photo = photo;
    return outcome;
}

QString qualityWords(const QString& code) {
    if (code.contains(QStringLiteral("TOO_SMALL"))) return QStringLiteral("The face is too small: come closer.");
    if (code.contains(QStringLiteral("TOO_DARK"))) return QStringLiteral("The face is too dark: find more light.");
    if (code.contains(QStringLiteral("TOO_BRIGHT")))
        return QStringLiteral("The face is too bright: turn away from the sun.");
    if (code.contains(QStringLiteral("BLURRED"))) return QStringLiteral("The picture is blurred: hold still.");
    if (code.contains(QStringLiteral("TURNED_AWAY")))
        return QStringLiteral("The face is turned away: look at the camera.");
    return QStringLiteral("The face cannot be read well enough.");
}

EnrolOutcome photoRefusal(const Error& error, int photo) {
    const QString number = QStringLiteral("Photo %1: ").arg(photo + 1);
    if (error.code == "NO_FACE") return refusal("NO_FACE", number + QStringLiteral("no face can be seen."), photo);
    if (error.code == "SEVERAL_FACES") {
        return refusal("SEVERAL_FACES",
                       number + QStringLiteral("more than one face can be seen. One person at a time."), photo);
    }
    if (error.code == "FACE_COVERED")
        return refusal("FACE_COVERED",
                       number + QStringLiteral("mouth and nose are covered. Take the mask or cloth off."), photo);
    if (error.code == "EYES_COVERED")
        return refusal("EYES_COVERED", number + QStringLiteral("the eyes are covered. Take the dark glasses off."),
                       photo);
    if (error.code == "FACE_QUALITY") return refusal("FACE_QUALITY", number + qualityWords(error.message), photo);
    return refusal(error.code.constData(), number + error.message, photo);
}

} // namespace

WorkerEnrolment::WorkerEnrolment(Profile& profile, PacketWriter& writer, const Clock& clock, RandomSource& random,
                                 QStringList modelDirs)
    : m_profile(profile)
    , m_writer(writer)
    , m_clock(clock)
    , m_random(random)
    , m_modelDirs(std::move(modelDirs)) {}

EnrolOutcome WorkerEnrolment::enrol(const EnrolRequest& request, const UnlockedPerson& thekedar,
                                    const face::Gallery& gallery) {
    if (auto no = refuse(request, thekedar)) return *no;
    Faces faces;
    if (request.consent.face) {
        if (auto no = readFaces(request, faces)) return *no;
        auto alike = findLikeness(faces, gallery);
        if (alike && !request.despiteLikeness) return *alike;
        EnrolOutcome written = write(request, thekedar, faces);
        if (alike) {
            written.looksLike = alike->looksLike;
            written.looksLikeName = alike->looksLikeName;
        }
        return written;
    }
    return write(request, thekedar, faces);
}

std::optional<EnrolOutcome> WorkerEnrolment::refuse(const EnrolRequest& request, const UnlockedPerson& thekedar) const {
    if (thekedar.info.role != "thekedar" || !thekedar.keyRegistered) {
        return refusal("NOT_A_THEKEDAR", QStringLiteral("Only a thekedar can bring workers in."));
    }
    if (request.details.name.trimmed().isEmpty())
        return refusal("NAME_MISSING", QStringLiteral("The worker's name is missing."));
    if (protocol::holdsAadhaar(request.details))
        return refusal("AADHAAR_WHOLE",
                       QStringLiteral("A whole Aadhaar number stands in the details; only its last four "
                                      "digits may be kept."));
    if (request.consent.language.isEmpty()) {
        return refusal("CONSENT_MISSING",
                       QStringLiteral("The language in which the worker gave his consent is missing."));
    }
    if (request.consent.face && request.photos.isEmpty()) {
        return refusal("PHOTO_MISSING", QStringLiteral("There is consent to the face, but no photo."));
    }
    if (request.photos.size() > kMaxPhotos) return refusal("PHOTO_TOO_MANY", QStringLiteral("Five photos are enough."));
    return std::nullopt;
}

Result<face::FaceEngine*> WorkerEnrolment::engine() {
    if (!m_engine) {
        auto manifest = face::ModelManifest::standard();
        if (!manifest) return fail(manifest.error());
        auto loaded = face::FaceEngine::load(
            *manifest, m_modelDirs.isEmpty() ? face::ModelManifest::standardDirectories() : m_modelDirs);
        if (!loaded) return fail(loaded.error());
        m_engine = std::move(*loaded);
    }
    return m_engine.get();
}

std::optional<EnrolOutcome> WorkerEnrolment::readFaces(const EnrolRequest& request, Faces& out) {
    auto vision = engine();
    if (!vision) return refusal(vision.error().code.constData(), vision.error().message);
    for (int i = 0; i < request.photos.size(); ++i) {
        auto portrait = (*vision)->readPortrait(request.photos[i]);
        if (!portrait) return photoRefusal(portrait.error(), i);
        if (!out.embeddings.empty() && face::similarity(out.embeddings.front(), portrait->embedding) < kSamePerson) {
            return refusal("FACES_DIFFER",
                           QStringLiteral("Photo %1 seems to show somebody else than photo 1.").arg(i + 1), i);
        }
        out.embeddings.push_back(std::move(portrait->embedding));
        out.photos.append(namePhoto(face::toJpeg(request.photos[i]), m_clock, m_random));
    }
    return std::nullopt;
}

std::optional<EnrolOutcome> WorkerEnrolment::findLikeness(const Faces& faces, const face::Gallery& gallery) const {
    const face::Match match = gallery.search(face::meanOf(faces.embeddings));
    if (match.workerId.isNull() || match.score < face::MatchRule{}.threshold) return std::nullopt;
    EnrolOutcome outcome =
        refusal("DUPLICATE_FACE", QStringLiteral("This face is already enrolled as %1.").arg(match.name));
    outcome.looksLike = match.workerId;
    outcome.looksLikeName = match.name;
    return outcome;
}

LikenessCheck WorkerEnrolment::check(const QList<QImage>& photos, const face::Gallery& gallery) {
    LikenessCheck check;
    EnrolRequest request;
    request.photos = photos;
    Faces faces;
    if (auto no = readFaces(request, faces)) {
        check.code = no->code;
        check.reason = no->reason;
        check.photo = no->photo;
        return check;
    }
    if (faces.embeddings.empty()) return check;
    const face::Match match = gallery.search(face::meanOf(faces.embeddings));
    const auto add = [&](const WorkerId& worker, float score) {
        if (!worker.isNull() && score >= face::MatchRule{}.threshold)
            check.alike.append({worker, {}, {}, {}, int(score * 1000), {}});
    };
    add(match.workerId, match.score);
    add(match.runnerUpId, match.runnerUp);
    return check;
}

EnrolOutcome WorkerEnrolment::write(const EnrolRequest& request, const UnlockedPerson& thekedar, const Faces& faces) {
    const UnixMillis now = m_clock.now();
    protocol::WorkerEnrol body;
    body.workerId = WorkerId::generate(m_clock, m_random);
    body.siteId = m_profile.site().siteId;
    for (const face::Embedding& embedding : faces.embeddings)
        body.templates.append({embedding.model, embedding.toBytes()});

    protocol::Vouch vouch;
    vouch.workerId = body.workerId;
    vouch.siteId = body.siteId;
    vouch.thekedarId = thekedar.info.userId;
    vouch.iat = now;
    vouch.details = request.details;
    vouch.consent = request.consent;
    if (vouch.consent.givenAt.value == 0) vouch.consent.givenAt = now;
    for (const NamedPhoto& named : faces.photos)
        vouch.photos.append(named.reference);
    vouch.templatesHash = protocol::templatesHash(body.templates);
    body.vouch = protocol::signVouch(vouch, thekedar.key);

    outbox::RosterWorker worker;
    worker.workerId = body.workerId;
    worker.siteId = body.siteId;
    worker.name = QString::fromUtf8(request.details.name);
    worker.trade = QString::fromUtf8(request.details.trade);
    worker.thekedarName = thekedar.info.name;
    worker.thekedarId = thekedar.info.userId;
    worker.consentFace = request.consent.face;
    worker.templates = body.templates;

    DayRecord note;
    note.workerId = body.workerId;
    note.name = worker.name;
    PacketWriter::Draft draft{
        protocol::PacketKind::WorkerEnrol, body, thekedar.info.userId, now, note.toText(), {}, worker};
    for (const NamedPhoto& named : faces.photos)
        draft.photos.append(named.photo);
    auto written = m_writer.write(std::move(draft));
    if (!written) return refusal(written.error().code.constData(), written.error().message);

    EnrolOutcome outcome;
    outcome.ok = true;
    outcome.workerId = body.workerId;
    outcome.name = worker.name;
    outcome.packetId = written->packetId;
    outcome.seq = written->seq;
    return outcome;
}

} // namespace haziri::muster
