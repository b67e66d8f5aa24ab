#include "server/attendance/AttendanceService.h"

#include "server/store/ChangeFeed.h"
#include "server/store/EvidenceRepository.h"
#include "server/store/PacketRepository.h"

#include "core/base/Json.h"

namespace haziri::attendance {

namespace {

QJsonValue idOrNull(const auto& id) {
    return id.isNull() ? QJsonValue() : QJsonValue(id.toString());
}

QJsonObject write(const store::MarkRow& mark) {
    QJsonArray codes;
    for (const QByteArray& code : mark.codes)
        codes.append(QString::fromUtf8(code));
    QJsonObject object{{QStringLiteral("packetId"), mark.packetId.toString()},
                       {QStringLiteral("workerId"), mark.workerId.toString()},
                       {QStringLiteral("siteId"), mark.siteId.toString()},
                       {QStringLiteral("recordedBy"), idOrNull(mark.recordedBy)},
                       {QStringLiteral("timestamp"), mark.timestamp.value},
                       {QStringLiteral("tzOffsetMin"), mark.tzOffsetMin},
                       {QStringLiteral("direction"), QString::fromUtf8(mark.direction)},
                       {QStringLiteral("method"), QString::fromUtf8(mark.method)},
                       {QStringLiteral("status"), QString::fromUtf8(mark.status)},
                       {QStringLiteral("codes"), codes},
                       {QStringLiteral("index"), mark.logIndex},
                       {QStringLiteral("timeClass"), QString::fromUtf8(mark.timeClass)},
                       {QStringLiteral("earliest"), mark.earliest.value},
                       {QStringLiteral("latest"), mark.latest.value},
                       {QStringLiteral("trustScore"), mark.trustScore},
                       {QStringLiteral("fileId"), idOrNull(mark.fileId)},
                       {QStringLiteral("reason"), QString::fromUtf8(mark.reason)}};
    if (mark.geo.source != protocol::GeoSource::None) {
        object[QStringLiteral("latE7")] = mark.geo.latE7;
        object[QStringLiteral("lonE7")] = mark.geo.lonE7;
        object[QStringLiteral("accCm")] = mark.geo.accuracyCm;
    }
    return object;
}

QJsonArray explain(const QList<store::MarkFinding>& findings) {
    QJsonArray all;
    for (const auto& one : findings)
        all.append(QJsonObject{{QStringLiteral("code"), QString::fromUtf8(one.code)},
                               {QStringLiteral("reason"), QString::fromUtf8(one.reason)},
                               {QStringLiteral("points"), one.points},
                               {QStringLiteral("parameters"), QJsonDocument::fromJson(one.parameters).object()},
                               {QStringLiteral("index"), one.logIndex}});
    return all;
}

QJsonObject write(const store::PhotoCheck& check) {
    QJsonObject object{{QStringLiteral("outcome"), QString::fromLatin1(check.outcome)},
                       {QStringLiteral("at"), check.checkedAt.value}};
    if (check.faces) object.insert(QStringLiteral("faces"), *check.faces);
    if (check.score) object.insert(QStringLiteral("score"), *check.score);
    if (!check.model.isEmpty()) object.insert(QStringLiteral("model"), QString::fromUtf8(check.model));
    return object;
}

constexpr const char* kTakenBack = "taken back at the gate";

const char* toText(store::CorrectionRow::State state) {
    using State = store::CorrectionRow::State;
    return state == State::Done ? "accepted" : state == State::Void ? "rejected" : "held";
}

QJsonArray write(const QList<store::CorrectionRow>& corrections) {
    QJsonArray all;
    for (const auto& one : corrections)
        all.append(QJsonObject{{QStringLiteral("packetId"), one.packetId.toString()},
                               {QStringLiteral("timestamp"), one.timestamp.value},
                               {QStringLiteral("recordedBy"), idOrNull(one.recordedBy)},
                               {QStringLiteral("reason"), QString::fromUtf8(one.reason)},
                               {QStringLiteral("index"), one.logIndex},
                               {QStringLiteral("status"), QLatin1String(toText(one.state))}});
    return all;
}

audit::NewEntry overrideEntry(const PacketId& packetId, const QByteArray& status, const QByteArray& reason,
                              const UserId& by, qint32 trust, UnixMillis now, const PacketId& correction = {}) {
    QJsonObject data{{QStringLiteral("packetId"), packetId.toString()},
                     {QStringLiteral("status"), QString::fromUtf8(status)},
                     {QStringLiteral("reason"), QString::fromUtf8(reason)},
                     {QStringLiteral("by"), idOrNull(by)}};
    if (!correction.isNull()) data.insert(QStringLiteral("correction"), correction.toString());
    return {"attendance.override", json::toText(data), {trust, false, now}};
}

} // namespace

Result<QJsonObject> AttendanceService::list(sql::Database& database, const store::MarkFilter& filter) {
    store::MarkFilter wider = filter;
    wider.limit = std::clamp<qint64>(filter.limit, 1, 1000) + 1;
    auto marks = store::MarkRepository(database).list(wider);
    if (!marks) return fail(marks.error());
    const bool more = marks->size() == wider.limit;
    if (more) marks->removeLast();
    QList<PacketId> ids;
    QList<FileId> files;
    for (const auto& mark : *marks) {
        ids.append(mark.packetId);
        if (!mark.fileId.isNull()) files.append(mark.fileId);
    }
    const auto checks = store::EvidenceRepository(database).checksOf(files);
    if (!checks) return fail(checks.error());
    const auto findings = store::MarkRepository(database).findingsOf(ids);
    if (!findings) return fail(findings.error());
    const auto corrections = store::CorrectionRepository(database).ofMarks(ids);
    if (!corrections) return fail(corrections.error());
    QJsonArray all;
    for (const auto& mark : *marks) {
        QJsonObject object = write(mark);
        object.insert(QStringLiteral("explain"), explain(findings->value(mark.packetId)));
        if (const auto check = checks->constFind(mark.fileId); check != checks->constEnd())
            object.insert(QStringLiteral("photoCheck"), write(*check));
        if (const auto taken = corrections->constFind(mark.packetId); taken != corrections->constEnd())
            object.insert(QStringLiteral("corrections"), write(*taken));
        all.append(object);
    }
    return QJsonObject{{QStringLiteral("marks"), all},
                       {QStringLiteral("next"), more ? QJsonValue(marks->last().logIndex) : QJsonValue()}};
}

Result<qint64> AttendanceService::overrideMark(sql::Database& database, const PacketId& packetId,
                                               const QByteArray& status, const QByteArray& reason, const UserId& by,
                                               UnixMillis now) {
    if (status != "accepted" && status != "held" && status != "rejected")
        return fail("MALFORMED", QStringLiteral("a mark is accepted, held or rejected"));
    if (reason.trimmed().size() < 3 || reason.size() > 500)
        return fail("MALFORMED", QStringLiteral("a reason of 3 to 500 bytes is due"));
    store::MarkRepository marks(database);
    const auto mark = marks.find(packetId);
    if (!mark) return fail(mark.error());
    if (!*mark) return fail("NOT_FOUND", QStringLiteral("no such mark"));
    // Sent again because the answer was lost: decided once, it stands in the log once.
    const auto decided = (*mark)->status == status ? marks.reviewedSo(packetId, status, reason, by)
                                                   : Result<std::optional<qint64>>(std::nullopt);
    if (!decided) return fail(decided.error());
    if (*decided) return **decided;
    return decide(database, **mark, status, reason, by, now);
}

Result<qint64> AttendanceService::decide(sql::Database& database, const store::MarkRow& mark, const QByteArray& status,
                                         const QByteArray& reason, const UserId& by, UnixMillis now,
                                         const PacketId& correction) {
    const auto logged =
        m_log.append(database, overrideEntry(mark.packetId, status, reason, by, mark.trustScore, now, correction));
    if (!logged) return fail(logged.error());
    auto noted = store::MarkRepository(database).review(logged->index, mark.packetId, status, reason, by, now);
    if (!noted) return fail(noted.error());
    noted = store::ChangeFeed(database).note("mark", mark.packetId, mark.siteId);
    if (!noted) return fail(noted.error());
    return logged->index;
}

Result<void> AttendanceService::takeBack(sql::Database& database, const store::CorrectionRow& correction,
                                         const UserId& by, UnixMillis now) {
    store::MarkRepository marks(database);
    const auto mark = marks.find(correction.corrects);
    if (!mark) return fail(mark.error());
    const bool counts = *mark && ((*mark)->status == "accepted" || (*mark)->status == "held");
    if (!counts) return {};
    const auto decided = marks.isDecided(correction.corrects);
    if (!decided) return fail(decided.error());
    if (*decided && by.isNull()) return {};
    const auto taken = decide(database, **mark, "corrected", kTakenBack, by, now, correction.packetId);
    if (!taken) return fail(taken.error());
    return store::ChangeFeed(database).note("mark", correction.packetId, correction.siteId);
}

Result<void> AttendanceService::noteCorrection(sql::Database& database, const store::CorrectionRow& correction,
                                               const QByteArray& status, const QByteArray& code, UnixMillis now) {
    const auto logged = m_log.append(database, overrideEntry(correction.packetId, status, code, {}, 0, now));
    if (!logged) return fail(logged.error());
    return store::ChangeFeed(database).note("mark", correction.packetId, correction.siteId);
}

Result<std::optional<qint64>> AttendanceService::settleCorrection(sql::Database& database, const PacketId& packetId,
                                                                  bool counts, const QByteArray& reason,
                                                                  const UserId& by, UnixMillis now) {
    using State = store::CorrectionRow::State;
    store::CorrectionRepository corrections(database);
    const auto row = corrections.find(packetId);
    if (!row) return fail(row.error());
    if (!*row || (*row)->state != State::Late) return std::optional<qint64>();
    const QByteArray status = counts ? QByteArrayLiteral("accepted") : QByteArrayLiteral("rejected");
    const auto logged = m_log.append(database, overrideEntry(packetId, status, reason, by, 0, now));
    if (!logged) return fail(logged.error());
    auto done = corrections.setState(packetId, counts ? State::Done : State::Void);
    if (done) done = store::ChangeFeed(database).note("mark", packetId, (*row)->siteId);
    if (done && counts) done = takeBack(database, **row, by, now);
    if (!done) return fail(done.error());
    return std::optional(logged->index);
}

Result<void> AttendanceService::moveCorrection(sql::Database& database, const PacketId& packetId,
                                               const QByteArray& status, const QByteArray& reason, const UserId& by,
                                               UnixMillis now) {
    using State = store::CorrectionRow::State;
    store::CorrectionRepository corrections(database);
    const auto row = corrections.find(packetId);
    if (!row) return fail(row.error());
    const State due = status == "accepted" ? State::Done : status == "rejected" ? State::Void : State::Late;
    if (!*row || (*row)->state == State::Waiting || (*row)->state == due) return {};
    const auto logged = m_log.append(database, overrideEntry(packetId, status, reason, by, 0, now));
    if (!logged) return fail(logged.error());
    if (auto set = corrections.setState(packetId, due); !set) return set;
    if (auto noted = store::ChangeFeed(database).note("mark", packetId, (*row)->siteId); !noted) return noted;
    if (due == State::Done) return takeBack(database, **row, by, now);
    return (*row)->state == State::Done ? giveBack(database, **row, reason, by, now) : Result<void>();
}

// The mark is again what it was, unless another correction still names it or a person let it count meanwhile.
Result<void> AttendanceService::giveBack(sql::Database& database, const store::CorrectionRow& correction,
                                         const QByteArray& reason, const UserId& by, UnixMillis now) {
    store::MarkRepository marks(database);
    const auto mark = marks.find(correction.corrects);
    if (!mark) return fail(mark.error());
    if (!*mark || (*mark)->status != "corrected") return {};
    const auto others = store::CorrectionRepository(database).ofMarks({correction.corrects});
    if (!others) return fail(others.error());
    for (const auto& other : others->value(correction.corrects))
        if (other.state == store::CorrectionRow::State::Done) return {};
    const auto reviewed = marks.reviewBeforeCorrection(correction.corrects);
    if (!reviewed) return fail(reviewed.error());
    const QByteArray arrived = (*mark)->codes.isEmpty() ? QByteArrayLiteral("accepted") : QByteArrayLiteral("held");
    const auto given = decide(database, **mark, reviewed->value_or(arrived), reason, by, now, correction.packetId);
    return given ? Result<void>() : Result<void>(fail(given.error()));
}

Result<void> AttendanceService::releaseWorker(sql::Database& database, const WorkerId& workerId, UnixMillis now) {
    const QByteArray unknown = QByteArrayLiteral("WORKER_UNKNOWN");
    store::MarkRepository marks(database);
    auto held = marks.heldFor(workerId, unknown);
    if (!held) return fail(held.error());
    for (store::MarkRow& mark : *held) {
        mark.codes.removeAll(unknown);
        const QByteArray status = mark.codes.isEmpty() ? QByteArrayLiteral("accepted") : QByteArrayLiteral("held");
        if (auto done = marks.setStatus(mark.packetId, status, mark.codes); !done) return done;
        if (!mark.codes.isEmpty()) continue;
        const auto decided = decide(database, mark, status, "the enrolment arrived", {}, now);
        if (!decided) return fail(decided.error());
    }
    return {};
}

} // namespace haziri::attendance
