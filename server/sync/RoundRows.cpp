#include "server/sync/RoundRows.h"

#include "server/store/KeptPacketRepository.h"

namespace haziri::sync {

Result<void> RoundRows::write(sql::Database& database, UnixMillis now) const {
    QList<PacketId> ids;
    for (const auto& row : packets)
        ids.append(row.packetId);
    if (auto done = store::KeptPacketRepository(database).yieldTo(ids); !done) return done;
    store::PacketRepository packetRows(database);
    if (auto done = packetRows.insert(packets); !done) return done;
    if (auto done = store::BootClockRepository(database).keep(boots); !done) return done;
    if (auto done = packetRows.insertRefused(refused); !done) return done;
    store::MarkRepository markRows(database);
    if (auto done = markRows.insert(marks); !done) return done;
    if (auto done = markRows.insertFindings(reasons); !done) return done;
    if (auto done = store::FileRepository(database).announce(files); !done) return done;
    return store::HeadRepository(database).keep(heads, now);
}

} // namespace haziri::sync
