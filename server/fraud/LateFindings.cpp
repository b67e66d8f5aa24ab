#include "server/fraud/LateFindings.h"

#include "server/fraud/RuleTable.h"
#include "server/store/ChangeFeed.h"
#include "server/store/FraudRepository.h"
#include "server/store/LogRepository.h"
#include "server/store/PacketRepository.h"
#include "server/store/SiteRepository.h"

#include "core/base/Json.h"

namespace haziri::fraud {

namespace {

QJsonArray explain(const QList<Finding>& findings) {
    QJsonArray all;
    for (const Finding& one : findings)
        all.append(QJsonObject{{QStringLiteral("code"), QString::fromLatin1(one.code)},
                               {QStringLiteral("reason"), QString::fromLatin1(one.reason)},
                               {QStringLiteral("points"), pointsOf(one.code)},
                               {QStringLiteral("parameters"), one.parameters}});
    return all;
}

/// Those whose reason this mark does not have yet.
Result<QList<Finding>> unknown(store::MarkRepository& marks, const store::MarkRow& mark,
                               const QList<Finding>& findings) {
    const auto known = marks.findingsOf({mark.packetId});
    if (!known) return fail(known.error());
    QList<Finding> fresh = findings;
    fresh.removeIf([&](const Finding& one) {
        const auto rows = known->value(mark.packetId);
        return std::any_of(rows.begin(), rows.end(), [&](const store::MarkFinding& row) {
            return row.code == one.code && (holds(one.code) || row.reason == one.reason);
        });
    });
    return fresh;
}

} // namespace

crypto::Digest findingOf(const QByteArray& code, qint64 deviceNo, const crypto::Digest& packetHash) {
    return crypto::sha256({QByteArrayView(code), QByteArrayView(" "), QByteArrayView(QByteArray::number(deviceNo)),
                           QByteArrayView(" "), crypto::view(packetHash)});
}

Result<void> LateFindings::add(sql::Database& database, qint64 markIndex, const QList<Finding>& findings,
                               const QJsonObject& evidence, UnixMillis now) {
    if (findings.isEmpty()) return {};
    // As for a batch: what is read below stays true until this transaction ends.
    if (const auto locked = store::LogRepository(database).lockHead(); !locked) return fail(locked.error());
    store::MarkRepository marks(database);
    const auto found = marks.findAt(markIndex);
    if (!found) return fail(found.error());
    if (!*found) return {};
    store::MarkRow mark = **found;
    const auto fresh = unknown(marks, mark, findings);
    if (!fresh) return fail(fresh.error());
    // What neither holds nor suspects is shown with the photograph's check and is worth no entry of its own.
    if (std::none_of(fresh->begin(), fresh->end(),
                     [](const Finding& one) { return holds(one.code) || opensEvent(one.code); }))
        return {};
    const auto decided = marks.isDecided(mark.packetId);
    if (!decided) return fail(decided.error());

    qint32 points = 0;
    for (const Finding& one : *fresh) {
        points += pointsOf(one.code);
        if (!holds(one.code) || mark.codes.contains(one.code)) continue;
        mark.codes.append(one.code);
        if (mark.status == "accepted" && !*decided) mark.status = "held";
    }
    std::stable_sort(mark.codes.begin(), mark.codes.end(),
                     [](const QByteArray& a, const QByteArray& b) { return rankOf(a) < rankOf(b); });
    mark.trustScore = std::max(0, mark.trustScore - points);

    QJsonObject data = evidence;
    data.insert(QStringLiteral("packetId"), mark.packetId.toString());
    data.insert(QStringLiteral("status"), QString::fromLatin1(mark.status));
    QJsonArray codes;
    for (const QByteArray& code : mark.codes)
        codes.append(QString::fromLatin1(code));
    data.insert(QStringLiteral("codes"), codes);
    data.insert(QStringLiteral("trustScore"), mark.trustScore);
    data.insert(QStringLiteral("explain"), explain(*fresh));
    data.insert(QStringLiteral("rules"), RuleTable::standard().version());
    const auto logged =
        m_log.append(database, {"attendance.evidence", json::toText(data), {mark.trustScore, false, now}});
    if (!logged) return fail(logged.error());

    QList<store::MarkFinding> rows;
    for (const Finding& one : *fresh)
        rows.append({mark.packetId, one.code, one.reason, json::toText(one.parameters), pointsOf(one.code), now,
                     logged->index});
    if (auto kept = marks.insertFindings(rows); !kept) return kept;
    if (auto weighed = marks.weigh(mark.logIndex, mark.status, mark.codes, mark.trustScore); !weighed) return weighed;
    if (auto noted = store::ChangeFeed(database).note("mark", mark.packetId, mark.siteId); !noted) return noted;
    return openEvents(database, mark, *fresh, logged->index, now);
}

Result<void> LateFindings::openEvents(sql::Database& database, const store::MarkRow& mark,
                                      const QList<Finding>& findings, qint64 entry, UnixMillis now) {
    const auto packet = store::PacketRepository(database).find(mark.packetId);
    if (!packet) return fail(packet.error());
    if (!*packet) return {}; // a refused packet has its event already
    const auto site = store::SiteRepository(database).find(mark.siteId);
    if (!site) return fail(site.error());
    const qint64 dayPaise = (*site ? (*site)->policy : store::SitePolicy()).dayPaise;
    for (const Finding& one : findings) {
        if (!opensEvent(one.code)) continue;
        store::FraudEvent event;
        event.eventId = EventId(makeUuidV7(now, m_random));
        event.finding = findingOf(one.code, mark.deviceNo, (*packet)->hash);
        event.at = now;
        event.code = one.code;
        event.deviceNo = mark.deviceNo;
        event.packetId = mark.packetId;
        event.workerId = mark.workerId;
        event.siteId = mark.siteId;
        event.points = pointsOf(one.code);
        event.detail = one.detail.toUtf8();
        event.reason = one.reason;
        event.parameters = json::toText(one.parameters);
        event.lossPaise = expectedLoss(one.code, dayPaise);
        event.logIndex = entry;
        if (auto inserted = store::FraudRepository(database).insert(event); !inserted) return fail(inserted.error());
    }
    return {};
}

} // namespace haziri::fraud
