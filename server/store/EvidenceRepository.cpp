#include "server/store/EvidenceRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

namespace {

Result<qint64> numberOf(Result<sql::Rows> rows) {
    const auto number = readOne<qint64>(std::move(rows), [](const sql::Rows& row) { return row.integer(0); });
    if (!number) return fail(number.error());
    return number->value_or(0);
}

Result<qint64> affectedBy(Result<sql::Rows> rows) {
    if (!rows) return fail(rows.error());
    return rows->affected();
}

} // namespace

Result<QList<FileId>> EvidenceRepository::claim(UnixMillis now, qint64 leaseMs, qint64 limit) {
    auto files = readAll<FileId>(
        m_database.run(
            QStringLiteral("SELECT file_id FROM photo_queue WHERE claimed_until <= ? ORDER BY since, file_id LIMIT ?"),
            {column(now), limit}),
        [](const sql::Rows& row) { return idAt<FileId>(row, 0); });
    if (!files) return files;
    QList<FileId> ours;
    for (const FileId& file : *files) {
        const auto taken = affectedBy(
            m_database.run(QStringLiteral("UPDATE photo_queue SET claimed_until = ?, attempts = attempts + 1 "
                                          "WHERE file_id = ? AND claimed_until <= ?"),
                           {now.value + leaseMs, column(file), column(now)}));
        if (!taken) return fail(taken.error());
        if (*taken == 1) ours.append(file);
    }
    return ours;
}

Result<void> EvidenceRepository::postpone(const FileId& fileId, UnixMillis until) {
    return done(m_database.run(QStringLiteral("UPDATE photo_queue SET claimed_until = ? WHERE file_id = ?"),
                               {column(until), column(fileId)}));
}

Result<qint64> EvidenceRepository::attempts(const FileId& fileId) {
    return numberOf(
        m_database.run(QStringLiteral("SELECT attempts FROM photo_queue WHERE file_id = ?"), {column(fileId)}));
}

Result<bool> EvidenceRepository::finish(const FileId& fileId) {
    const auto removed =
        affectedBy(m_database.run(QStringLiteral("DELETE FROM photo_queue WHERE file_id = ?"), {column(fileId)}));
    if (!removed) return fail(removed.error());
    return *removed == 1;
}

Result<qint64> EvidenceRepository::waiting() {
    return numberOf(m_database.run(QStringLiteral("SELECT COUNT(*) FROM photo_queue")));
}

Result<qint64> EvidenceRepository::requeueWithoutModels(UnixMillis now) {
    const auto put = affectedBy(m_database.run(
        QStringLiteral("INSERT INTO photo_queue (file_id, since) SELECT file_id, CAST(? AS BIGINT) FROM photo_check "
                       "WHERE outcome = 'no-models' ON CONFLICT (file_id) DO NOTHING"),
        {column(now)}));
    if (!put || *put == 0) return put;
    auto forgotten = done(m_database.run(QStringLiteral("DELETE FROM photo_check WHERE outcome = 'no-models'")));
    if (!forgotten) return fail(forgotten.error());
    return put;
}

Result<void> EvidenceRepository::keepPrint(const PrintRow& row) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO photo_print (file_id, log_index, device_no, worker_id, taken_at, print) "
                       "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (file_id) DO NOTHING"),
        {column(row.fileId), column(row.logIndex), row.deviceNo, column(row.workerId), column(row.takenAt),
         blobColumn(row.print)}));
}

Result<QList<PrintRow>> EvidenceRepository::printsAfter(qint64 printNo, UnixMillis takenSince, qint64 limit) {
    return readAll<PrintRow>(
        m_database.run(
            QStringLiteral(
                "SELECT print_no, file_id, log_index, device_no, worker_id, taken_at, print FROM photo_print "
                "WHERE print_no > ? AND taken_at >= ? ORDER BY print_no LIMIT ?"),
            {printNo, column(takenSince), limit}),
        [](const sql::Rows& row) {
            return PrintRow{row.integer(0),         idAt<FileId>(row, 1), optionalAt(row, 2), row.integer(3),
                            idAt<WorkerId>(row, 4), {row.integer(5)},     row.bytes(6)};
        });
}

Result<bool> EvidenceRepository::hasFace(const WorkerId& worker, const QByteArray& model) {
    const auto any = readOne<qint64>(
        m_database.run(QStringLiteral("SELECT position FROM worker_template WHERE worker_id = ? AND model = ? LIMIT 1"),
                       {column(worker), textColumn(model)}),
        [](const sql::Rows& row) { return row.integer(0); });
    if (!any) return fail(any.error());
    return any->has_value();
}

Result<void> EvidenceRepository::keepCheck(const PhotoCheck& check) {
    auto removed =
        done(m_database.run(QStringLiteral("DELETE FROM photo_check WHERE file_id = ?"), {column(check.fileId)}));
    if (!removed) return removed;
    return done(m_database.run(
        QStringLiteral(
            "INSERT INTO photo_check (file_id, outcome, model, faces, score, checked_at) VALUES (?, ?, ?, ?, ?, ?)"),
        {column(check.fileId), textColumn(check.outcome), textColumn(check.model), column(check.faces),
         column(check.score), column(check.checkedAt)}));
}

Result<QHash<FileId, PhotoCheck>> EvidenceRepository::checksOf(const QList<FileId>& fileIds) {
    QVariantList keys;
    for (const FileId& id : fileIds)
        keys.append(column(id));
    QHash<FileId, PhotoCheck> found;
    auto looked = forKeys(
        m_database,
        QStringLiteral(
            "SELECT file_id, outcome, model, faces, score, checked_at FROM photo_check WHERE file_id IN ({keys})"),
        {}, keys, [&](const sql::Rows& row) {
            const auto id = idAt<FileId>(row, 0);
            found.insert(id, {id, textAt(row, 1), textAt(row, 2), optionalAt(row, 3), optionalAt(row, 4),
                              UnixMillis{row.integer(5)}});
        });
    if (!looked) return fail(looked.error());
    return found;
}

} // namespace haziri::store
