// The roll of a day: everybody who is expected, and what became of him.
#pragma once

#include "core/muster/DayMarks.h"
#include "core/outbox/OutboxTypes.h"

namespace haziri::muster {

/// `marks`: that day's, oldest first. The newest mark of a person decides; a rejected one does not hide an earlier good
/// one, and one that was taken back says nothing.
RollSnapshot makeRoll(QDate date, const QList<KnownWorker>& workers, const QList<DayMark>& marks);

} // namespace haziri::muster
