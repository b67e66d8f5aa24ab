// The roll of a day: everybody who is expected, and what became of him.
#pragma once

#include "core/muster/DayRecord.h"
#include "core/outbox/OutboxTypes.h"

namespace haziri::muster {

/// `entries`: that day's packets, oldest first. The newest mark of a person decides; a rejected one does not hide an
/// earlier good one.
RollSnapshot makeRoll(QDate date, const QList<KnownWorker>& workers, const QList<outbox::QueueEntry>& entries);

} // namespace haziri::muster
