#include "server/sync/BatchCommit.h"

#include "server/store/LogRepository.h"
#include "server/sync/BatchRows.h"
#include "server/sync/HeadBook.h"

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
    , m_input(input) {}

Result<BatchOutput> BatchCommit::run() {
    // The head of the log is the one lock there is: what is read below stays true until this transaction ends.
    if (const auto locked = store::LogRepository(m_database).lockHead(); !locked) return fail(locked.error());
    const auto device = store::DeviceRepository(m_database).findByNo(m_input.device.deviceNo);
    if (!device) return fail(device.error());
    if (!*device || (*device)->isBlocked) return BatchOutput{true, {}, {}};

    FindingBook book(m_database, m_input, m_parts.random);
    CorrectionBook corrections(m_database, m_input, m_parts.attendance);
    PacketDecider decider(m_database, m_input, m_parts.log, m_parts.enrolment, book, corrections);
    if (auto loaded = decider.load(m_parts.vaultKeys, m_parts.random); !loaded) return fail(loaded.error());
    auto decisions = decider.decideAll();
    if (!decisions) return fail(decisions.error());
    m_decisions = std::move(*decisions);
    return write(decider, book, corrections);
}

Result<BatchOutput> BatchCommit::write(const PacketDecider& decider, FindingBook& book, CorrectionBook& corrections) {
    HeadBook heads(m_database, m_input, m_parts.log, book);
    BatchRows rows(m_database, m_input, m_decisions, decider.known(), book, m_parts.vaultKeys, m_parts.random);
    if (auto done = appendEntries(decider.fresh(), heads); !done) return fail(done.error());
    if (auto done = rows.write(); !done) return fail(done.error());
    for (const WorkerId& workerId : decider.enrolled())
        if (auto done = m_parts.attendance.releaseWorker(m_database, workerId, m_input.now); !done)
            return fail(done.error());
    if (auto done = corrections.settle(m_decisions); !done) return fail(done.error());
    if (auto done = heads.check(m_decisions); !done) return fail(done.error());
    if (auto done = noteRest(decider); !done) return fail(done.error());

    auto files = rows.filesNeeded();
    if (!files) return fail(files.error());
    BatchOutput output;
    output.needFiles = std::move(*files);
    output.results.reserve(m_input.packets.size());
    for (qsizetype i = 0; i < m_input.packets.size(); ++i)
        output.results.append(resultOf(i));
    return output;
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

Result<void> BatchCommit::appendEntries(const QList<qsizetype>& fresh, HeadBook& heads) {
    QList<audit::NewEntry> entries;
    entries.reserve(fresh.size());
    for (const qsizetype place : fresh)
        entries.append(entryFor(m_input.packets[place], m_decisions[place]));
    if (auto kept = heads.keep(entries); !kept) return kept;
    if (entries.isEmpty()) return {};
    const auto appended = m_parts.log.append(m_database, entries);
    if (!appended) return fail(appended.error());
    for (Decision& decision : m_decisions) {
        if (decision.entry < 0) continue;
        decision.index = (*appended)[decision.entry].index;
        decision.recordHash = (*appended)[decision.entry].recordHash;
    }
    for (Decision& decision : m_decisions) {
        if (decision.sameAs < 0) continue;
        decision.index = m_decisions[decision.sameAs].index;
        decision.recordHash = m_decisions[decision.sameAs].recordHash;
    }
    return {};
}

Result<void> BatchCommit::noteRest(const PacketDecider& decider) {
    store::TokenRepository tokens(m_database);
    for (const auto& token : m_input.tokens)
        if (auto kept = tokens.keepOffline(token, m_input.now); !kept) return kept;
    if (auto noted = m_parts.trust.note(m_database, m_input.device, m_input.contact, m_input.trust, m_input.now);
        !noted)
        return noted;
    if (auto tidied = forgetTimeTokens(decider.oldestAnchor()); !tidied) return tidied;
    if (!decider.hasForked()) return {};
    return m_parts.trust.block(m_database, m_input.device, "CHAIN_FORK: a second copy of this device", {}, m_input.now);
}

// Each answer issues a time token, and few are ever named. A laptop names the newest it has, so those from a day before
// the oldest that this batch names will hardly come up; if one does, its mark is bounded instead of anchored.
Result<void> BatchCommit::forgetTimeTokens(std::optional<UnixMillis> oldestAnchor) {
    UnixMillis before{m_input.now.value - kTokenKeptMs};
    if (oldestAnchor) before.value = std::max(before.value, oldestAnchor->value - kTokenSlackMs);
    return store::TokenRepository(m_database).forgetUnnamedTime(m_input.device.deviceNo, before);
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
