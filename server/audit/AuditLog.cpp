#include "server/audit/AuditLog.h"

#include "core/audit/GrowingTree.h"
#include "core/base/Json.h"
#include "core/crypto/SystemRandom.h"

namespace haziri::audit {

namespace {

constexpr qsizetype kSaltBytes = 16;

store::LogRow makeRow(const NewEntry& entry, const store::LogHead& head, const QByteArray& salt) {
    store::LogRow row;
    row.index = head.size;
    row.salt = salt;
    row.data = entry.data;
    row.kind = entry.kind;
    row.entry = writeEntry({head.size, entry.kind, entry.meta, dataHash(row.salt, row.data), head.recordHash});
    row.recordHash = recordHash(row.entry);
    return row;
}

/// What `prove` makes of the nodes it asks for, all of which are read at once: a dry run says which they are.
template <class Prove>
auto withNodes(store::LogRepository log, Prove prove) -> decltype(prove(NodeFetcher())) {
    QList<NodeId> wanted;
    QHash<std::pair<int, qint64>, qsizetype> places; // several proofs share most of their nodes
    auto dry = prove([&](NodeId id) -> Result<Digest> {
        if (!places.contains({id.level, id.index})) {
            places.insert({id.level, id.index}, wanted.size());
            wanted.append(id);
        }
        return Digest{};
    });
    if (!dry || wanted.isEmpty()) return dry;
    const auto nodes = log.nodes(wanted);
    if (!nodes) return fail(nodes.error());
    return prove([&](NodeId id) -> Result<Digest> { return nodes->at(places.value({id.level, id.index})); });
}

} // namespace

Result<Appended> AuditLog::append(sql::Database& database, const NewEntry& entry) {
    return append(database, QList<NewEntry>{entry}).map([](const QList<Appended>& all) { return all.first(); });
}

Result<QList<Appended>> AuditLog::append(sql::Database& database, const QList<NewEntry>& entries) {
    store::LogRepository log = repository(database);
    auto head = log.lockHead();
    if (!head) return fail(head.error());
    GrowingTree tree(head->size, [&](NodeId id) { return log.node(id); });
    QList<store::LogRow> rows;
    QList<Appended> appended;
    rows.reserve(entries.size());
    appended.reserve(entries.size());
    const QByteArray salts = crypto::randomBytes(m_random, kSaltBytes * entries.size());
    for (const NewEntry& entry : entries) {
        rows.append(makeRow(entry, *head, salts.mid(rows.size() * kSaltBytes, kSaltBytes)));
        const auto& row = rows.last();
        if (auto grown = tree.append(row.recordHash); !grown) return fail(grown.error());
        appended.append({row.index, row.recordHash});
        *head = {row.index + 1, row.recordHash};
    }
    if (auto written = log.append(rows, tree.nodes()); !written) return fail(written.error());
    for (qsizetype i = 0; i < entries.size(); ++i)
        if (entries[i].deviceNo)
            if (auto noted = log.noteDevice(*entries[i].deviceNo, rows[i].index); !noted) return fail(noted.error());
    return appended;
}

Result<AuditLog::Signed> AuditLog::checkpoint(sql::Database& database) {
    store::LogRepository log = repository(database);
    const auto head = log.head();
    if (!head) return fail(head.error());
    // A group of requests ends in one head: whoever comes first computes and signs, the others take it from him.
    const std::lock_guard lock(m_mutex);
    if (!m_newest.note.isEmpty() && m_newest.value.size == head->size && m_newestHash == head->recordHash)
        return m_newest;
    const auto root = withNodes(log, [&](const NodeFetcher& fetch) { return rootOf(head->size, fetch); });
    if (!root) return fail(root.error());
    return sign({m_keys.origin(), head->size, *root}, head->recordHash);
}

AuditLog::Signed AuditLog::sign(const Checkpoint& value, const crypto::Digest& recordHash) {
    if (m_newest.note.isEmpty() || m_newest.value != value || m_newestHash != recordHash)
        m_newest = {value, signCheckpoint(value, m_keys.logKey())};
    m_newestHash = recordHash;
    return m_newest;
}

QByteArray AuditLog::note(const Standing& standing) {
    const std::lock_guard lock(m_mutex);
    return sign(standing.value, standing.recordHash).note;
}

Result<AuditLog::Standing> AuditLog::standing(sql::Database& database, const QList<qint64>& sizes) {
    store::LogRepository log = repository(database);
    const auto head = log.head();
    if (!head) return fail(head.error());
    Standing standing{{m_keys.origin(), head->size, {}}, head->recordHash, {}};
    const auto prove = [&](const NodeFetcher& fetch) -> Result<void> {
        const auto root = rootOf(head->size, fetch);
        if (!root) return fail(root.error());
        standing.value.root = *root;
        standing.fromSizes.clear();
        for (const qint64 size : sizes) {
            const bool was = size > 0 && size <= head->size;
            auto proof = was ? consistencyProof(size, head->size, fetch) : Result<QList<Digest>>();
            if (!proof) return fail(proof.error());
            standing.fromSizes.append(std::move(*proof));
        }
        return {};
    };
    auto proved = withNodes(log, prove);
    if (!proved) return fail(proved.error());
    return standing;
}

Result<QList<crypto::Digest>> AuditLog::inclusion(sql::Database& database, qint64 index, qint64 size) {
    store::LogRepository log = repository(database);
    const auto head = log.head();
    if (!head) return fail(head.error());
    if (size > head->size) return fail("OUT_OF_RANGE", QStringLiteral("the log has %1 entries").arg(head->size));
    return withNodes(log, [&](const NodeFetcher& fetch) { return inclusionProof(index, size, fetch); });
}

Result<QList<crypto::Digest>> AuditLog::consistency(sql::Database& database, qint64 first, qint64 second) {
    store::LogRepository log = repository(database);
    const auto head = log.head();
    if (!head) return fail(head.error());
    if (second > head->size) return fail("OUT_OF_RANGE", QStringLiteral("the log has %1 entries").arg(head->size));
    return withNodes(log, [&](const NodeFetcher& fetch) { return consistencyProof(first, second, fetch); });
}

Result<AuditLog::Page> AuditLog::entries(sql::Database& database, qint64 from, qint64 limit) {
    store::LogRepository log = repository(database);
    const auto head = log.head();
    if (!head) return fail(head.error());
    const qint64 first = std::max<qint64>(from, 0);
    // What was appended since the head was read is for the next page: `size` speaks for all that is here.
    auto entries = log.entries(first, std::clamp<qint64>(head->size - first, 0, limit));
    if (!entries) return fail(entries.error());
    return Page{head->size, std::move(*entries)};
}

Result<std::optional<ServedEntry>> AuditLog::entry(sql::Database& database, qint64 index) {
    return repository(database).entry(index);
}

Result<qint64> AuditLog::sealOpen(sql::Database& database, qint64 limit) {
    return m_seal ? repository(database).sealOpen(limit) : Result<qint64>(0);
}

Result<AuditLog::Page> AuditLog::entries(sql::Database& database, store::LogFilter filter, qint64 limit) {
    auto log = repository(database);
    const auto head = log.head();
    if (!head) return fail(head.error());
    filter.to = std::min(filter.to, head->size);
    auto entries = log.entries(filter, limit);
    if (!entries) return fail(entries.error());
    return Page{head->size, std::move(*entries)};
}

Result<qint64> AuditLog::firstAt(sql::Database& database, UnixMillis time) {
    auto log = repository(database);
    const auto head = log.head();
    if (!head) return fail(head.error());
    qint64 low = 0, high = head->size;
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const auto served = log.entry(middle);
        if (!served) return fail(served.error());
        const auto entry = *served ? readEntry((*served)->entry) : Result<LogEntry>(fail("LOG_DAMAGED", {}));
        if (!entry) return fail("LOG_DAMAGED", QStringLiteral("entry %1 cannot be read").arg(middle));
        if (entry->meta.syncTimestamp < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Result<bool> AuditLog::beganWith(sql::Database& database, const store::ServerKeys& keys) {
    const auto first = entry(database, 0);
    if (!first) return fail(first.error());
    if (!*first || !(*first)->data) return false;
    const auto read = readEntry((*first)->entry);
    auto start = json::Reader::parse(*(*first)->data);
    if (!read || read->kind != "log.start" || !start) return false;
    const bool isSame = start->text("origin") == keys.origin() && start->text("logKey") == keys.logVerifierKey();
    return isSame && !start->error();
}

Result<bool> AuditLog::isEmpty(sql::Database& database) {
    const auto head = repository(database).head();
    if (!head) return fail(head.error());
    return head->size == 0;
}

} // namespace haziri::audit
