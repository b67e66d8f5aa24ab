#include "core/muster/MarkRecorder.h"

#include "core/muster/DayMarks.h"
#include "core/protocol/Aadhaar.h"
#include "core/protocol/Jws.h"

namespace haziri::muster {

namespace {

constexpr int kAtOnce = 2'000;

protocol::CaptureKind toProtocol(capture::SourceKind kind) {
    switch (kind) {
    case capture::SourceKind::File:
        return protocol::CaptureKind::File;
    case capture::SourceKind::Stream:
        return protocol::CaptureKind::Stream;
    case capture::SourceKind::Camera:
        break;
    }
    return protocol::CaptureKind::Camera;
}

MarkOutcome outcomeFor(const MarkRecorder::Who& who, Direction direction, UnixMillis at) {
    MarkOutcome outcome;
    outcome.workerId = who.workerId;
    outcome.name = who.name;
    outcome.trade = who.trade;
    outcome.gang = who.gang;
    outcome.direction = direction;
    outcome.time = at;
    return outcome;
}

QByteArray shortened(const QString& text, qsizetype maxBytes) {
    QString cut = text;
    while (cut.toUtf8().size() > maxBytes)
        cut.chop(1);
    return cut.toUtf8();
}

QString heldWords(const QByteArray& code) {
    if (code == "LIVENESS_LOW") return QStringLiteral("The picture may not show a living person.");
    if (code == "MANUAL") return QStringLiteral("Marked by hand; the office confirms it.");
    if (code == "TOKEN_EXPIRED") return QStringLiteral("This laptop has not reached the server for too long.");
    if (code == "CAPTURE_SOURCE") return QStringLiteral("This site does not accept this kind of camera.");
    if (code == "PHOTO_REUSE") return QStringLiteral("The same picture was used for an earlier mark.");
    if (code == "IN_OUT")
        return QStringLiteral("Marked this way before, and not the other way since: is the direction right?");
    return {};
}

} // namespace

MarkRecorder::MarkRecorder(Profile& profile, PacketWriter& writer, const Clock& clock, RandomSource& random,
                           int duplicateWithinMinutes)
    : m_profile(profile)
    , m_writer(writer)
    , m_clock(clock)
    , m_random(random)
    , m_shift(duplicateWithinMinutes * 60'000LL) {}

Result<void> MarkRecorder::remember() {
    const qint64 now = m_clock.now().value;
    const auto entries = m_profile.outbox().between({now - ShiftMemory::kShiftMs}, {now + ShiftMemory::kShiftMs});
    if (!entries) return fail(entries.error());
    m_shift.load(*entries, {now});
    return {};
}

Result<bool> MarkRecorder::rememberPhotos(int most) {
    return m_recall.read(m_profile.outbox(), m_clock.now(), most, m_photos);
}

std::optional<MarkOutcome> MarkRecorder::alreadyMarked(const Who& who, Direction direction, UnixMillis at,
                                                       bool clean) const {
    const auto last = m_shift.duplicateOf(who.workerId, direction, at, clean);
    if (!last) return std::nullopt;
    MarkOutcome outcome = outcomeFor(who, direction, last->at);
    outcome.kind = MarkOutcome::Kind::AlreadyMarked;
    outcome.packetId = last->packetId;
    outcome.seq = last->seq;
    outcome.codes = {"ALREADY_MARKED"};
    outcome.firstWasHeld = !last->clean;
    outcome.reason = QStringLiteral("Marked already, minutes ago.");
    return outcome;
}

// A picture that was used before is never a clean mark, whoever it shows. What cannot be compared any more (the earlier
// picture was removed after the server had it) is left to the server.
void MarkRecorder::lookForReuse(const QByteArray& jpeg, const PhotoTrace& trace, UnixMillis at,
                                protocol::Attendance& body, DayRecord& day) {
    while (rememberPhotos(kAtOnce).value_or(false)) {
    } // what cannot be read is left to the server, too
    const auto original = m_photos.originalOf(jpeg, trace, body.workerId, at, [this](const FileId& file) {
        const auto bytes = m_profile.outbox().photo(file);
        return bytes ? QImage::fromData(*bytes) : QImage();
    });
    if (!original) return;
    body.found.append(protocol::LaptopFinding{"PHOTO_REUSE", original->fileId});
    day.codes.append("PHOTO_REUSE");
}

bool MarkRecorder::tokenExpired(UnixMillis at) const {
    return m_profile.token() && m_profile.token()->exp * 1000 < at.value;
}

MarkOutcome MarkRecorder::markFace(const capture::Decision& decision, const Who& who, Direction direction,
                                   const UserId& by, const protocol::Geo& geo) {
    const UnixMillis at = m_clock.now();
    if (decision.kind != capture::DecisionKind::Recognised) {
        MarkOutcome outcome = outcomeFor({}, direction, at);
        outcome.codes = {decision.reason.isEmpty() ? QByteArray("UNKNOWN_FACE") : decision.reason};
        outcome.reason = QStringLiteral("Not recognised: mark by card, number or name.");
        return outcome;
    }

    protocol::MatchScores match{decision.score, decision.runnerUp, decision.liveness, decision.model};
    if (decision.challenge)
        match.challenge =
            protocol::Challenge{decision.challenge->asked, decision.challenge->result, decision.challenge->measured};
    protocol::Attendance body;
    body.geo = geo;
    body.capture = protocol::Capture{toProtocol(decision.source.kind), shortened(decision.source.name, 200)};
    body.direction = direction;
    body.method = Method::Face;
    body.match = match;
    DayRecord day;
    day.method = Method::Face;
    day.match = match;
    if (decision.livenessLow) day.codes.append("LIVENESS_LOW");
    const QList<QByteArray> accepted = m_profile.site().acceptedCaptures;
    if (!accepted.isEmpty() && !accepted.contains(protocol::toText(body.capture->kind)))
        day.codes.append("CAPTURE_SOURCE");
    switch (m_shift.repeatOf(who.workerId, direction, at)) {
    case ShiftMemory::Repeat::Question:
        day.codes.append("IN_OUT");
        body.found.append(protocol::LaptopFinding{"IN_OUT", {}});
        break;
    case ShiftMemory::Repeat::Midday: // adds no hours to his day, so that nobody needs to decide about it
        day.again = true;
        body.found.append(protocol::LaptopFinding{"IN_AGAIN", {}});
        break;
    case ShiftMemory::Repeat::No:
        break;
    }
    if (auto already = alreadyMarked(who, direction, at, day.codes.isEmpty() && !tokenExpired(at))) return *already;
    return record(who, body, day, decision.photoJpeg, by, at);
}

MarkOutcome MarkRecorder::markCard(const capture::Decision& decision, bool checked, const Who& who, Direction direction,
                                   const UserId& by, const protocol::Geo& geo) {
    const UnixMillis at = m_clock.now();
    if (auto already = alreadyMarked(who, direction, at, false)) return *already;
    protocol::Attendance body;
    body.geo = geo;
    body.capture = protocol::Capture{toProtocol(decision.source.kind), shortened(decision.source.name, 200)};
    body.direction = direction;
    body.method = Method::Card;
    body.reason =
        checked ? "card held before the camera" : "card of another laptop held before the camera, not checked";
    DayRecord day;
    day.method = Method::Card;
    day.reason = QString::fromUtf8(body.reason);
    day.codes.append("MANUAL");
    return record(who, body, day, decision.photoJpeg, by, at);
}

MarkOutcome MarkRecorder::markManually(const Who& who, Direction direction, const QString& reason,
                                       const QByteArray& jpeg, const UserId& by, const protocol::Geo& geo,
                                       Repeat repeat) {
    const UnixMillis at = m_clock.now();
    if (reason.trimmed().isEmpty()) {
        MarkOutcome outcome = outcomeFor(who, direction, at);
        outcome.codes = {"REASON_MISSING"};
        outcome.reason = QStringLiteral("A mark by hand needs a reason.");
        return outcome;
    }
    if (protocol::namesAadhaar(reason)) { // once it is signed nobody can take it out any more
        MarkOutcome outcome = outcomeFor(who, direction, at);
        outcome.codes = {"AADHAAR_WHOLE"};
        outcome.reason =
            QStringLiteral("A whole Aadhaar number stands in the reason; only its last four digits may be kept.");
        return outcome;
    }
    const auto already = alreadyMarked(who, direction, at, false);
    if (already && repeat == Repeat::Catch) return *already;
    protocol::Attendance body;
    body.geo = geo;
    body.direction = direction;
    body.method = Method::Manual;
    body.reason = shortened(reason.trimmed(), 400);
    DayRecord day;
    day.method = Method::Manual;
    day.reason = QString::fromUtf8(body.reason);
    day.codes.append("MANUAL");
    MarkOutcome outcome = record(who, body, day, jpeg, by, at);
    if (already && outcome.kind == MarkOutcome::Kind::Held) outcome.codes.append("ALREADY_MARKED");
    return outcome;
}

// What is undone was signed here, by the boot's clock a minute ago at most, and not undone before.
Result<MarkRecorder::ToUndo> MarkRecorder::markToUndo(const PacketId& mark) const {
    const auto stored = m_profile.outbox().packet(mark);
    if (!stored) return fail(stored.error());
    if (!*stored) return fail("MARK_UNKNOWN", QStringLiteral("This laptop took no such mark."));
    const auto jws = protocol::UnverifiedJws::read((*stored)->jws, protocol::Purpose::Packet);
    if (!jws) return fail(jws.error());
    const auto payload = jws->payloadBeforeVerification(); // of the sealed store: it was written here
    if (!payload) return fail(payload.error());
    auto packet = protocol::readPacket(*payload);
    if (!packet) return fail(packet.error());
    if (!std::holds_alternative<protocol::Attendance>(packet->body))
        return fail("MARK_UNKNOWN", QStringLiteral("This is no mark."));
    const BootInstant boot = m_clock.boot();
    const bool sameBoot = !packet->clock.bootId.isEmpty() && packet->clock.bootId == boot.bootId;
    const qint64 ago = sameBoot ? boot.bootMs - packet->clock.bootMs : m_clock.now().value - packet->timestamp.value;
    if (ago < 0 || ago > protocol::kCorrectWithinMs)
        return fail("UNDO_TOO_LATE", QStringLiteral("A mark can be undone for one minute."));
    const auto entries = m_profile.outbox().between({packet->timestamp.value - protocol::kCorrectWithinMs},
                                                    {m_clock.now().value + protocol::kCorrectWithinMs});
    if (!entries) return fail(entries.error());
    if (marksTakenBack(*entries).contains(mark))
        return fail("ALREADY_UNDONE", QStringLiteral("This mark was undone before."));
    QString name;
    for (const outbox::QueueEntry& entry : *entries)
        if (entry.packetId == mark) name = DayRecord::fromText(entry.note).value_or(DayRecord{}).name;
    return ToUndo{std::move(*packet), name};
}

UndoOutcome MarkRecorder::undo(const PacketId& mark, const UserId& by) {
    UndoOutcome outcome;
    outcome.mark = mark;
    const auto refuse = [&](const Error& error) {
        outcome.code = error.code;
        outcome.reason = error.message;
        return outcome;
    };
    const auto found = markToUndo(mark);
    if (!found) return refuse(found.error());
    const auto& body = std::get<protocol::Attendance>(found->packet.body);
    outcome.workerId = body.workerId;
    outcome.direction = body.direction;
    outcome.name = found->name;
    outcome.time = found->packet.timestamp;

    DayRecord note;
    note.workerId = body.workerId;
    note.name = found->name;
    note.direction = body.direction;
    note.method = body.method;
    note.corrects = mark;
    PacketWriter::Draft draft;
    draft.kind = protocol::PacketKind::AttendanceCorrect;
    draft.body = protocol::Correction{body.workerId, body.siteId, mark, "undone at the gate"};
    draft.recordedBy = by;
    const UnixMillis draftAt = m_clock.now();
    draft.at = draftAt;
    draft.note = note.toText();
    auto written = m_writer.write(std::move(draft));
    if (!written) return refuse(written.error());
    outcome.ok = true;
    outcome.packetId = written->packetId;
    outcome.seq = written->seq;
    recallShift(); // whoever was marked before that one is the last again
    return outcome;
}

void MarkRecorder::recallShift() {
    const UnixMillis now = m_clock.now();
    const auto entries =
        m_profile.outbox().between({now.value - ShiftMemory::kShiftMs}, {now.value + ShiftMemory::kShiftMs});
    if (entries) m_shift.load(*entries, now);
}

MarkOutcome MarkRecorder::record(const Who& who, protocol::Attendance body, DayRecord day, const QByteArray& jpeg,
                                 const UserId& by, UnixMillis at) {
    MarkOutcome outcome = outcomeFor(who, body.direction, at);
    body.workerId = who.workerId;
    body.siteId = m_profile.site().siteId;
    day.workerId = who.workerId;
    day.name = who.name;
    day.direction = body.direction;
    if (tokenExpired(at)) day.codes.append("TOKEN_EXPIRED");

    PacketWriter::Draft draft;
    draft.recordedBy = by;
    draft.at = at;
    PhotoTrace trace;
    if (!jpeg.isEmpty()) {
        trace = PhotoTrace::of(jpeg);
        lookForReuse(jpeg, trace, at, body, day);
        day.photo = trace.toText();
        const NamedPhoto named = namePhoto(jpeg, m_clock, m_random);
        body.photo = named.reference;
        draft.photos.append(named.photo);
    }
    draft.body = body;
    draft.note = day.toText();
    auto written = m_writer.write(std::move(draft));
    if (!written) {
        outcome.codes = {written.error().code};
        outcome.reason = written.error().message;
        return outcome;
    }
    outcome.kind = day.codes.isEmpty() ? MarkOutcome::Kind::Recorded : MarkOutcome::Kind::Held;
    outcome.codes = day.codes;
    if (!day.codes.isEmpty()) outcome.reason = heldWords(day.codes.constFirst());
    outcome.packetId = written->packetId;
    outcome.seq = written->seq;
    m_shift.add(who.workerId, body.direction,
                {at, written->packetId, written->seq, day.codes.isEmpty(), day.codes, day.again});
    if (body.photo) m_photos.add({trace, body.photo->fileId, who.workerId, at});
    return outcome;
}

} // namespace haziri::muster
