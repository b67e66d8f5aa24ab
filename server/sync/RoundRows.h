// The rows of one round, gathered from its batches and written with one statement for each table.
#pragma once

#include "server/store/BootClockRepository.h"
#include "server/store/FileRepository.h"
#include "server/store/HeadRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/PacketRepository.h"

namespace haziri::sync {

struct RoundRows {
    QList<store::PacketRow> packets;
    QList<store::BootClockRepository::Shown> boots;
    QList<store::RefusedPacket> refused;
    QList<store::MarkRow> marks;
    QList<store::MarkFinding> reasons;
    QList<store::FileRecord> files;
    QList<store::HeadRepository::NewHead> heads;

    Result<void> write(sql::Database& database, UnixMillis now) const;
};

} // namespace haziri::sync
