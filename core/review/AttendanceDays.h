// How many people were present at each site on each of the last days, counted from the list of marks.
#pragma once

#include "core/review/ReviewTypes.h"

#include <QDate>
#include <QHash>
#include <QSet>

namespace haziri::review {

/// A person counts once a day and site, from the first IN that counts. A day is the local day of the mark.
class AttendanceDays {
  public:
    AttendanceDays(QDate last, int days)
        : m_first(last.addDays(1 - days))
        , m_days(days) {}

    void add(const Mark& mark);

    QDate first() const { return m_first; }
    int days() const { return m_days; }
    QList<SiteId> sites() const; ///< the one with most people first
    int present(const SiteId& site, const QDate& day) const;
    int present(const QDate& day) const;           ///< at any site, each person once
    UnixMillis newestAt(const SiteId& site) const; ///< 0: no mark in these days
    qint64 held() const { return m_held; }
    UnixMillis oldestHeld() const { return m_oldestHeld; } ///< 0: none is held

  private:
    int indexOf(const QDate& day) const { return int(m_first.daysTo(day)); }

    QDate m_first;
    int m_days;
    QHash<SiteId, QList<QSet<WorkerId>>> m_present;
    QHash<SiteId, UnixMillis> m_newest;
    qint64 m_held = 0;
    UnixMillis m_oldestHeld;
};

QDate localDay(const Mark& mark);

} // namespace haziri::review
