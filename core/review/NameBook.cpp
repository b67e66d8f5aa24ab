#include "core/review/NameBook.h"

namespace haziri::review {

namespace {

template <class Key, class Value>
bool put(QHash<Key, Value>& map, const Key& key, const Value& value) {
    if (key == Key() || value == Value() || map.value(key) == value) return false;
    map.insert(key, value);
    return true;
}

} // namespace

bool NameBook::learn(const LogRecord& record) {
    if (record.kind == "user.add") return put(m_users, record.userId, record.name);
    if (record.kind == "site.add") return put(m_sites, record.siteId, record.name);
    if (record.kind == "worker.add" || record.kind == "worker.enrol")
        return put(m_workers, record.workerId, record.name);
    if (record.kind == "device.register") return put(m_owners, record.deviceId, record.userId);
    return false;
}

void NameBook::learn(const QList<WorkerLine>& workers) {
    for (const WorkerLine& worker : workers)
        put(m_workers, worker.workerId, worker.name);
}

void NameBook::learn(const QList<DeviceLine>& devices) {
    for (const DeviceLine& device : devices)
        put(m_owners, device.deviceId, device.userId);
}

QSet<WorkerId> NameBook::workersNamed(const QString& part) const {
    QSet<WorkerId> found;
    for (auto it = m_workers.cbegin(); it != m_workers.cend(); ++it)
        if (it.value().contains(part, Qt::CaseInsensitive)) found.insert(it.key());
    return found;
}

} // namespace haziri::review
