#include "core/muster/PhotoRecall.h"

#include "core/muster/DayRecord.h"

namespace haziri::muster {

Result<bool> PhotoRecall::read(const outbox::Outbox& outbox, UnixMillis now, int most, PhotoMemory& photos) {
    if (m_left == 0) return false;
    const int share = int(std::min<qsizetype>(most, m_left));
    const auto entries = outbox.earlierThan(m_before, share);
    if (!entries) return fail(entries.error());
    for (const outbox::QueueEntry& entry : *entries) {
        const bool passed = now.value - entry.at.value > PhotoMemory::kKeepMs;
        if (entry.kind != "attendance" || passed || !entry.fileId) continue;
        const auto day = DayRecord::fromText(entry.note);
        const auto trace = day ? PhotoTrace::fromText(day->photo) : std::nullopt;
        if (trace) photos.add({*trace, *entry.fileId, day->workerId, entry.at});
    }
    m_left = entries->size() < share ? 0 : m_left - share;
    if (!entries->isEmpty()) m_before = {entries->constLast().epoch, entries->constLast().seq};
    return m_left > 0;
}

} // namespace haziri::muster
