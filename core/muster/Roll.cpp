#include "core/muster/Roll.h"

#include <QHash>
#include <algorithm>

namespace haziri::muster {

namespace {

using State = RollRow::State;

State stateOf(const outbox::QueueEntry& entry, const DayRecord& day) {
    switch (entry.state) {
    case outbox::PacketState::Held:
        return State::Held;
    case outbox::PacketState::Rejected:
    case outbox::PacketState::Quarantined:
        return State::Rejected;
    case outbox::PacketState::Pending:
        if (!day.codes.isEmpty()) return State::Held; // the laptop itself knows that somebody has to look
        break;
    case outbox::PacketState::Synced:
        break;
    }
    return day.direction == Direction::In ? State::Present : State::Left;
}

void apply(RollRow& row, const outbox::QueueEntry& entry, const DayRecord& day) {
    const State state = stateOf(entry, day);
    const bool hadGoodMark = row.state != State::Unmarked && row.state != State::Rejected;
    if (state == State::Rejected && hadGoodMark) return;
    row.state = state;
    row.time = entry.at;
    row.direction = day.direction;
    row.reason = entry.message.isEmpty() ? day.reason : entry.message;
    row.codes =
        entry.state == outbox::PacketState::Pending || entry.code.isEmpty() ? day.codes : QList<QByteArray>{entry.code};
    row.packetId = entry.packetId;
    row.photo = entry.fileId.value_or(FileId());
}

void count(RollSnapshot& roll) {
    roll.expected = roll.rows.size();
    for (const RollRow& row : roll.rows) {
        roll.present += row.state == State::Present;
        roll.held += row.state == State::Held;
        roll.unmarked += row.state == State::Unmarked;
    }
}

} // namespace

RollSnapshot makeRoll(QDate date, const QList<KnownWorker>& workers, const QList<DayMark>& marks) {
    RollSnapshot roll;
    roll.date = date;
    QHash<WorkerId, qsizetype> place;
    const auto rowOf = [&](const WorkerId& id) -> RollRow& {
        auto found = place.constFind(id);
        if (found == place.constEnd()) {
            roll.rows.append(RollRow{});
            roll.rows.last().workerId = id;
            found = place.insert(id, roll.rows.size() - 1);
        }
        return roll.rows[*found];
    };
    for (const KnownWorker& worker : workers) {
        if (!worker.active) continue;
        RollRow& row = rowOf(worker.workerId);
        row.name = worker.name;
        row.trade = worker.trade;
        row.gang = worker.gang;
        row.face = !worker.templates.isEmpty();
    }
    for (const DayMark& mark : marks) {
        if (mark.takenBackAt) continue;
        RollRow& row = rowOf(mark.day.workerId); // somebody no longer expected was here all the same
        if (row.name.isEmpty()) row.name = mark.day.name;
        apply(row, mark.entry, mark.day);
    }
    std::stable_sort(roll.rows.begin(), roll.rows.end(), [](const RollRow& a, const RollRow& b) {
        const bool aOpen = a.state == State::Unmarked, bOpen = b.state == State::Unmarked;
        return aOpen != bOpen ? aOpen : QString::localeAwareCompare(a.name, b.name) < 0;
    });
    count(roll);
    return roll;
}

} // namespace haziri::muster
