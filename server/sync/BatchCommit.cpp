#include "server/sync/BatchCommit.h"

#include "core/base/Json.h"
#include "core/base/JsonText.h"

#include <QJsonDocument>

namespace haziri::sync {

using protocol::PacketStatus;

namespace {

constexpr qint64 kTokenKeptMs = 60LL * 86'400'000; // longer than any offline token is valid
constexpr qint64 kTokenSlackMs = 86'400'000;
constexpr qint64 kOnlineMs = 60'000; // a mark that arrives within a minute was not taken offline

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

QJsonArray explain(const QList<fraud::Finding>& findings) {
    QJsonArray all;
    for (const auto& finding : findings)
        if (!finding.reason.isEmpty())
            all.append(QJsonObject{{QStringLiteral("code"), utf8(finding.code)},
                                   {QStringLiteral("reason"), utf8(finding.reason)},
                                   {QStringLiteral("points"), fraud::pointsOf(finding.code)},
                                   {QStringLiteral("parameters"), finding.parameters}});
    return all;
}

QString messageOf(const QList<fraud::Finding>& findings) {
    if (findings.isEmpty()) return {};
    QStringList details;
    for (const auto& finding : findings)
        details.append(finding.detail);
    return details.join(QStringLiteral("; ")).left(900);
}

} // namespace

BatchCommit::BatchCommit(Parts parts, sql::Database& database, const BatchInput& input)
    : m_parts(parts)
    , m_database(database)
    , m_input(input)
    , m_book(database, input, parts.random)
    , m_corrections(database, input, parts.attendance)
    , m_decider(database, input, parts.log, parts.enrolment, m_book, m_corrections)
    , m_heads(database, input, parts.log, m_book)
    , m_rows(database, input, m_decisions, m_decider.known(), m_book, parts.vaultKeys, parts.random) {}

Result<void> BatchCommit::decide() {
    auto decisions = m_decider.decideAll();
    if (!decisions) return fail(decisions.error());
    m_decisions = std::move(*decisions);
    return {};
}

audit::NewEntry BatchCommit::entryFor(const CheckedPacket& checked, const Decision& decision) const {
    const bool isRejected = decision.status == PacketStatus::Rejected;
    audit::EntryMeta meta{m_input.trust.score, false, m_input.now};
    if (checked.packet) meta.isOfflineSync = m_input.now.value - checked.packet->timestamp.value > kOnlineMs;
    const bool isPlain = decision.findings.isEmpty() && decision.notes.isEmpty();
    const auto reasons = isRejected || isPlain ? QJsonArray() : explain(decision.findings + decision.notes);

    json::TextWriter data(checked.jws.size() + 512);
    data.beginObject().key("codes").beginArray();
    for (const auto& finding : decision.findings)
        data.text(finding.code);
    data.endArray();
    if (isRejected) data.key("detail").string(messageOf(decision.findings));
    data.key("deviceId").text(m_input.device.deviceId);
    if (!isRejected) {
        data.key("earliest").number(decision.time.earliest.value);
        if (!reasons.isEmpty()) data.key("explain").raw(QJsonDocument(reasons).toJson(QJsonDocument::Compact));
        data.key("latest").number(decision.time.latest.value);
    }
    if ((!isRejected || decision.isLink) && !decision.isForgotten) data.key("packet").text(checked.jws);
    data.key("packetHash").text(crypto::toBase64Url(checked.hash));
    if (!checked.claimedId.isEmpty()) data.key("packetId").text(checked.claimedId);
    if (!reasons.isEmpty()) data.key("rules").number(fraud::RuleTable::standard().version());
    data.key("status").text(QByteArrayView(protocol::toText(decision.status)));
    if (!isRejected) {
        data.key("timeClass").text(QByteArrayView(store::toText(decision.time.timeClass)));
        data.key("trustScore").number(decision.trustScore);
    }
    data.endObject();
    return {isRejected ? QByteArrayLiteral("fraud") : QByteArray(protocol::toText(checked.packet->kind)), data.result(),
            meta};
}

void BatchCommit::addEntries(const store::HeadRepository::Standing& head, QList<audit::NewEntry>& entries,
                             RoundRows& rows) {
    QList<audit::NewEntry> own;
    own.reserve(m_decider.fresh().size() + 1);
    for (const qsizetype place : m_decider.fresh())
        own.append(entryFor(m_input.packets[place], m_decisions[place]));
    m_heads.keep(head, m_decisions, own, rows);
    m_firstEntry = entries.size();
    entries += own;
}

void BatchCommit::addRows(const QList<audit::Appended>& appended, RoundRows& rows) {
    for (Decision& decision : m_decisions) {
        if (decision.entry < 0) continue;
        decision.index = appended[m_firstEntry + decision.entry].index;
        decision.recordHash = appended[m_firstEntry + decision.entry].recordHash;
    }
    for (Decision& decision : m_decisions) {
        if (decision.sameAs < 0) continue;
        decision.index = m_decisions[decision.sameAs].index;
        decision.recordHash = m_decisions[decision.sameAs].recordHash;
    }
    m_rows.addTo(rows);
}

Result<void> BatchCommit::settle(bool hasCorrectionsWaiting) {
    if (auto done = m_rows.writeEvents(); !done) return done;
    if (auto done = spend(); !done) return done;
    for (const WorkerId& workerId : m_decider.enrolled())
        if (auto done = m_parts.attendance.releaseWorker(m_database, workerId, m_input.now); !done) return done;
    return m_corrections.settle(m_decisions, hasCorrectionsWaiting);
}

// What is refused, and a head that comes with nothing new, is of the device's budget of the day.
Result<void> BatchCommit::spend() {
    store::DayUse own;
    own.heads = m_heads.isAlone() ? 1 : 0;
    for (qsizetype i = 0; i < m_decisions.size(); ++i) {
        if (m_decisions[i].entry < 0 || m_decisions[i].status != PacketStatus::Rejected) continue;
        ++own.refused;
        own.refusedBytes += m_input.packets[i].jws.size();
    }
    if (own.isNothing()) return {};
    const auto use = store::DeviceDayRepository(m_database).add(m_input.device.deviceNo, m_input.now, own);
    if (!use) return fail(use.error());
    m_dayUse = *use;
    using Spent = DayLimits::Spent;
    if (m_parts.dayLimits.refusedSpent(*use) != Spent::Within)
        if (auto told = tellUsedUp("refused packets", use->refused); !told) return told;
    return m_parts.dayLimits.headsSpent(*use) != Spent::Within ? tellUsedUp("heads", use->heads) : Result<void>();
}

/// Once a day and device.
Result<void> BatchCommit::tellUsedUp(const char* what, qint64 used) {
    const qint64 day = m_input.now.value / store::DeviceDayRepository::kDayMs;
    const auto id = m_book.findingOf("DAY_BUDGET", crypto::sha256(QByteArray(what) + ' ' + QByteArray::number(day)));
    const auto known = m_book.find(id);
    if (!known) return fail(known.error());
    if (*known) return {};
    const fraud::Finding finding{
        "DAY_BUDGET", QStringLiteral("The laptop brought %1 %2 today: no more of them are taken until tomorrow (UTC)")
                          .arg(used)
                          .arg(QLatin1String(what))};
    const QJsonObject record{{QStringLiteral("codes"), QJsonArray{utf8(finding.code)}},
                             {QStringLiteral("deviceId"), utf8(m_input.device.deviceId)},
                             {QStringLiteral("detail"), finding.detail}};
    const auto logged =
        m_parts.log.append(m_database, {"fraud", json::toText(record), {m_input.trust.score, false, m_input.now}});
    if (!logged) return fail(logged.error());
    Decision decision;
    decision.index = logged->index;
    return m_book.insert(finding, id, decision, nullptr);
}

// Each answer issues a time token, and few are ever named. A laptop names the newest it has, so those from a day before
// the oldest that this batch names will hardly come up; if one does, its mark is bounded instead of anchored.
UnixMillis BatchCommit::forgetTimeTokensBefore() const {
    UnixMillis before{m_input.now.value - kTokenKeptMs};
    if (const auto oldest = m_decider.oldestAnchor())
        before.value = std::max(before.value, oldest->value - kTokenSlackMs);
    return before;
}

Result<BatchOutput> BatchCommit::finish(const QByteArray& newestOffline) {
    if (m_decider.hasForked()) {
        auto blocked = m_parts.trust.block(m_database, m_input.device, "CHAIN_FORK: a second copy of this device", {},
                                           m_input.now);
        if (!blocked) return fail(blocked.error());
    }
    BatchOutput output;
    output.dayUse = m_dayUse;
    auto files = m_rows.filesNeeded();
    if (!files) return fail(files.error());
    output.needFiles = std::move(*files);
    output.results.reserve(m_input.packets.size());
    for (qsizetype i = 0; i < m_input.packets.size(); ++i)
        output.results.append(resultOf(i));
    output.timeToken = m_input.timeToken.text;
    auto offlineToken = m_parts.tokens.offlineTokenAfter(m_database, m_input.device, newestOffline, m_input.now);
    if (!offlineToken) return fail(offlineToken.error());
    output.offlineToken = std::move(*offlineToken);
    return output;
}

protocol::PacketResult BatchCommit::resultOf(qsizetype i) const {
    const CheckedPacket& checked = m_input.packets[i];
    const Decision& decision = m_decisions[i];
    protocol::PacketResult result;
    result.packetId = checked.claimedId;
    result.seq = checked.claimedSeq;
    result.status = decision.status;
    result.index = decision.index;
    if (decision.index) result.recordHash = crypto::toBase64Url(decision.recordHash);
    result.code = decision.findings.isEmpty() ? decision.earlierCode : decision.findings.first().code;
    result.message = messageOf(decision.findings);
    if (decision.status != PacketStatus::Rejected) result.trustScore = decision.trustScore;
    return result;
}

} // namespace haziri::sync
