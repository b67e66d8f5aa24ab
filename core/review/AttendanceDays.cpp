#include "core/review/AttendanceDays.h"

#include <QDateTime>
#include <algorithm>

namespace haziri::review {

QDate localDay(const Mark& mark) {
    return QDateTime::fromMSecsSinceEpoch(mark.timestamp.value, Qt::OffsetFromUTC, mark.tzOffsetMin * 60).date();
}

void AttendanceDays::add(const Mark& mark) {
    if (mark.status == "held") {
        ++m_held;
        if (m_oldestHeld.value == 0 || mark.timestamp < m_oldestHeld) m_oldestHeld = mark.timestamp;
    }
    const int day = indexOf(localDay(mark));
    if (day < 0 || day >= m_days || mark.status == "rejected" || mark.status == "corrected") return;
    UnixMillis& newest = m_newest[mark.siteId];
    newest = std::max(newest, mark.timestamp);
    if (mark.status != "accepted" || mark.direction != "in") return;
    auto& site = m_present[mark.siteId];
    if (site.isEmpty()) site.resize(m_days);
    site[day].insert(mark.workerId);
}

QList<SiteId> AttendanceDays::sites() const {
    QHash<SiteId, qint64> sums;
    for (auto it = m_present.cbegin(); it != m_present.cend(); ++it)
        for (const auto& people : it.value())
            sums[it.key()] += people.size();
    QList<SiteId> list = m_newest.keys();
    std::sort(list.begin(), list.end(), [&](const SiteId& a, const SiteId& b) {
        return sums.value(a) != sums.value(b) ? sums.value(a) > sums.value(b) : a < b;
    });
    return list;
}

int AttendanceDays::present(const SiteId& site, const QDate& day) const {
    const int at = indexOf(day);
    const auto found = m_present.constFind(site);
    return at < 0 || at >= m_days || found == m_present.constEnd() ? 0 : int(found->at(at).size());
}

int AttendanceDays::present(const QDate& day) const {
    const int at = indexOf(day);
    if (at < 0 || at >= m_days) return 0;
    QSet<WorkerId> people;
    for (const auto& site : m_present)
        people.unite(site.at(at));
    return int(people.size());
}

UnixMillis AttendanceDays::newestAt(const SiteId& site) const {
    return m_newest.value(site);
}

} // namespace haziri::review
