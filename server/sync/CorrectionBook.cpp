#include "server/sync/CorrectionBook.h"

#include "server/sync/KnownState.h"

namespace haziri::sync {

using protocol::PacketStatus;
using State = store::CorrectionRow::State;

namespace {

constexpr const char* kInvalid = "CORRECTION_INVALID";
constexpr const char* kLate = "CORRECTION_LATE";
constexpr const char* kUnknown = "MARK_UNKNOWN";

bool has(const Decision& decision, const char* code) {
    return std::any_of(decision.findings.begin(), decision.findings.end(),
                       [code](const fraud::Finding& finding) { return finding.code == code; });
}

const protocol::Correction* correctionOf(const CheckedPacket& checked) {
    return checked.packet ? std::get_if<protocol::Correction>(&checked.packet->body) : nullptr;
}

} // namespace

CorrectionBook::Target CorrectionBook::targetOf(const protocol::Packet& packet) {
    const auto* mark = std::get_if<protocol::Attendance>(&packet.body);
    return {mark != nullptr,  packet.epoch,        packet.seq,         mark ? mark->workerId : WorkerId(),
            packet.timestamp, packet.clock.bootId, packet.clock.bootMs};
}

// Of this device only: whatever another one signed is nothing that this one could take back.
Result<std::optional<CorrectionBook::Target>> CorrectionBook::find(const PacketId& id, const KnownState* known) const {
    if (const auto place = known ? known->here(id) : std::nullopt)
        return std::optional(targetOf(*m_input.packets[*place].packet));
    const auto mark = store::MarkRepository(m_database).find(id);
    if (!mark) return fail(mark.error());
    const auto packet = store::PacketRepository(m_database).find(id);
    if (!packet) return fail(packet.error());
    if (!*mark && !*packet) return std::optional<Target>();
    Target target;
    target.isMark = *mark && (*mark)->deviceNo == m_input.device.deviceNo;
    if (*mark) {
        target.workerId = (*mark)->workerId;
        target.timestamp = (*mark)->timestamp;
    }
    if (*packet) {
        target.epoch = (*packet)->epoch;
        target.seq = (*packet)->seq;
        target.bootId = (*packet)->bootId;
        target.bootMs = (*packet)->bootMs;
    } else {
        target.seq = 0; // a refused mark has no place in the chain that could be compared
    }
    return std::optional(target);
}

store::CorrectionRow CorrectionBook::rowOf(const protocol::Packet& packet,
                                           const protocol::Correction& correction) const {
    store::CorrectionRow row;
    row.packetId = packet.packetId;
    row.corrects = correction.corrects;
    row.deviceNo = m_input.device.deviceNo;
    row.epoch = packet.epoch;
    row.seq = packet.seq;
    row.workerId = correction.workerId;
    row.siteId = correction.siteId;
    row.recordedBy = packet.recordedBy;
    row.timestamp = packet.timestamp;
    row.bootId = packet.clock.bootId;
    row.bootMs = packet.clock.bootMs;
    row.reason = correction.reason;
    return row;
}

namespace {

template <class Target>
State judgeBeside(const store::CorrectionRow& row, const Target& target) {
    const bool isBehind = target.epoch == row.epoch && target.seq < row.seq;
    if (!target.isMark || target.workerId != row.workerId || !isBehind) return State::Void;
    // The boot's clock cannot be set; the wall clock decides only where the machine was started again in between.
    const bool sameBoot = !row.bootId.isEmpty() && row.bootId == target.bootId;
    const qint64 elapsed = sameBoot ? row.bootMs - target.bootMs : row.timestamp.value - target.timestamp.value;
    return elapsed >= 0 && elapsed <= protocol::kCorrectWithinMs ? State::Done : State::Late;
}

} // namespace

Result<void> CorrectionBook::judge(const protocol::Packet& packet, const protocol::Correction& correction,
                                   const KnownState& known, Decision& decision) const {
    const auto target = find(correction.corrects, &known);
    if (!target) return fail(target.error());
    if (!*target) {
        decision.findings.append({kUnknown, QStringLiteral("The mark that is taken back is not here yet")});
        return {};
    }
    const State state = judgeBeside(rowOf(packet, correction), **target);
    if (state == State::Late)
        decision.findings.append({kLate, QStringLiteral("The mark was taken back more than a minute after it")});
    if (state != State::Void) return {};
    decision.status = PacketStatus::Rejected;
    decision.findings = {{kInvalid, QStringLiteral("It takes back what is no earlier mark of this worker and laptop")}};
    return {};
}

Result<void> CorrectionBook::settle(const QList<Decision>& decisions, bool isAwaited) {
    store::CorrectionRepository corrections(m_database);
    for (qsizetype i = 0; i < decisions.size(); ++i) {
        const Decision& decision = decisions[i];
        const CheckedPacket& checked = m_input.packets[i];
        const auto* correction = correctionOf(checked);
        const bool isKept = decision.entry >= 0 && decision.isLink && decision.status != PacketStatus::Rejected;
        if (!correction || !isKept) continue;
        store::CorrectionRow row = rowOf(*checked.packet, *correction);
        row.logIndex = *decision.index;
        // Held for whatever reason, it counts once a person says so, as one that came late does.
        row.state = has(decision, kUnknown) ? State::Waiting : decision.findings.isEmpty() ? State::Done : State::Late;
        if (auto kept = corrections.insert(row); !kept) return kept;
        isAwaited |= row.state == State::Waiting; // its mark may stand in this very batch
        if (row.state != State::Done) continue;
        if (auto done = m_attendance.takeBack(m_database, row, {}, m_input.now); !done) return done;
    }
    return isAwaited ? settleWaiting(decisions) : Result<void>();
}

// Marks that came after the packet that takes them back.
Result<void> CorrectionBook::settleWaiting(const QList<Decision>& decisions) {
    const bool hasMarks = std::any_of(decisions.begin(), decisions.end(),
                                      [](const Decision& decision) { return decision.isMark && decision.entry >= 0; });
    if (!hasMarks) return {};
    const auto waiting = store::CorrectionRepository(m_database).waitingOf(m_input.device.deviceNo);
    if (!waiting) return fail(waiting.error());
    for (const auto& row : *waiting)
        if (auto done = release(row); !done) return done;
    return {};
}

Result<void> CorrectionBook::release(const store::CorrectionRow& row) {
    const auto target = find(row.corrects, nullptr);
    if (!target) return fail(target.error());
    if (!*target) return {};
    const State state = judgeBeside(row, **target);
    store::CorrectionRepository corrections(m_database);
    if (auto done = corrections.setState(row.packetId, state); !done) return done;
    const QByteArray code = state == State::Late ? kLate : state == State::Void ? kInvalid : "";
    const auto status = state == State::Done   ? PacketStatus::Accepted
                        : state == State::Late ? PacketStatus::Held
                                               : PacketStatus::Rejected;
    if (auto done = store::PacketRepository(m_database).setStatus(row.packetId, status, code); !done) return done;
    if (state == State::Done) return m_attendance.takeBack(m_database, row, {}, m_input.now);
    return m_attendance.noteCorrection(m_database, row, protocol::toText(status), code, m_input.now);
}

} // namespace haziri::sync
