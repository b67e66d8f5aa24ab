#include "core/muster/DayBook.h"

#include "core/muster/DayRecord.h"

namespace haziri::muster {

namespace {

constexpr int kLookedThrough = 3'000; // newest records: about a week of a gate

std::pair<UnixMillis, UnixMillis> boundsOf(QDate date) {
    return {{date.startOfDay().toMSecsSinceEpoch()}, {date.addDays(1).startOfDay().toMSecsSinceEpoch()}};
}

QueueRow toRow(const outbox::QueueEntry& entry) {
    QueueRow row{entry.epoch,
                 entry.seq,
                 entry.packetId,
                 entry.kind,
                 outbox::toText(entry.state),
                 entry.code,
                 entry.message,
                 entry.index,
                 entry.recordHash,
                 entry.at,
                 {},
                 {},
                 entry.photoState};
    if (auto day = DayRecord::fromText(entry.note)) {
        row.workerId = day->workerId;
        row.name = day->name;
    }
    return row;
}

} // namespace

QList<DayMark> DayBook::marksOn(QDate date) const {
    const auto [from, to] = boundsOf(date);
    auto entries = m_outbox.between(from, {to.value + kLongestShiftMs});
    if (!entries) return {};
    // Of most days the night before says nothing, and is not opened.
    if (needsHoursBefore(*entries))
        if (auto before = m_outbox.between({from.value - kLongestShiftMs}, from)) *entries = *before + *entries;
    return marksOfDay(*entries, from, to);
}

QImage DayBook::newestPhotoOf(const WorkerId& worker) const {
    const auto entries = m_outbox.queue(kLookedThrough, true);
    if (!entries) return {};
    QImage found;
    for (const outbox::QueueEntry& entry : *entries) {
        const bool isEnrolment = entry.kind == "worker.enrol";
        if (!entry.fileId || (!found.isNull() && !isEnrolment)) continue;
        const auto day = DayRecord::fromText(entry.note);
        if (!day || day->workerId != worker) continue;
        if (const auto photo = m_outbox.photo(*entry.fileId)) found = QImage::fromData(*photo);
        if (isEnrolment && !found.isNull()) break;
    }
    return found;
}

QList<QueueRow> DayBook::queue(int limit) const {
    QList<QueueRow> rows;
    const auto entries = m_outbox.queue(limit, true);
    if (!entries) return rows;
    for (const outbox::QueueEntry& entry : *entries)
        rows.append(toRow(entry));
    return rows;
}

QList<MarkDetail> DayBook::marksOf(const WorkerId& worker, QDate date) const {
    QList<MarkDetail> marks;
    for (const DayMark& mark : marksOn(date)) {
        const DayRecord& day = mark.day;
        if (day.workerId != worker) continue;
        MarkDetail detail{toRow(mark.entry), day.direction, day.method, day.reason, day.match, {}, mark.takenBackAt};
        const auto file = mark.entry.fileId;
        auto photo = file ? m_outbox.photo(*file) : Result<QByteArray>(QByteArray());
        if (photo) detail.photo = QImage::fromData(*photo);
        marks.append(detail);
    }
    return marks;
}

} // namespace haziri::muster
