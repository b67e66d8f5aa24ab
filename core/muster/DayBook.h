// What the laptop's store says of days and people, as the screens show it. Reads only; the outbox's thread.
#pragma once

#include "core/muster/DayMarks.h"
#include "core/muster/DayTypes.h"
#include "core/outbox/Outbox.h"

#include <QDate>
#include <QImage>

namespace haziri::muster {

class DayBook {
  public:
    /// Must outlive this.
    explicit DayBook(const outbox::Outbox& outbox)
        : m_outbox(outbox) {}

    QList<DayMark> marksOn(QDate date) const;
    QList<MarkDetail> marksOf(const WorkerId& worker, QDate date) const; ///< with their photos where they are kept
    QList<QueueRow> queue(int limit) const;                              ///< newest first
    /// His enrolment's where it was made here; else that of a mark. Photos are kept for a week after they were sent.
    QImage newestPhotoOf(const WorkerId& worker) const;

  private:
    const outbox::Outbox& m_outbox;
};

} // namespace haziri::muster
