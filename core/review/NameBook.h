// Who stands behind an id. Learned from the workers' list and from the log itself, where people, sites and laptops were
// made known; what is not known yet has no name.
#pragma once

#include "core/review/LogRecord.h"
#include "core/review/ReviewTypes.h"

#include <QHash>
#include <QSet>

namespace haziri::review {

class NameBook {
  public:
    /// True when something new was learned.
    bool learn(const LogRecord& record);
    void learn(const QList<WorkerLine>& workers);
    void learn(const QList<DeviceLine>& devices);

    QString worker(const WorkerId& id) const { return m_workers.value(id); }
    QString user(const UserId& id) const { return m_users.value(id); }
    QString site(const SiteId& id) const { return m_sites.value(id); }
    UserId ownerOf(const QByteArray& deviceId) const { return m_owners.value(deviceId); } ///< for whom it was enrolled
    QSet<WorkerId> workersNamed(const QString& part) const; ///< whose name holds it, whatever the case
    qsizetype workerCount() const { return m_workers.size(); }
    const QHash<SiteId, QString>& sites() const { return m_sites; }
    QList<QByteArray> devices() const { return m_owners.keys(); }

  private:
    QHash<WorkerId, QString> m_workers;
    QHash<UserId, QString> m_users;
    QHash<SiteId, QString> m_sites;
    QHash<QByteArray, UserId> m_owners;
};

} // namespace haziri::review
