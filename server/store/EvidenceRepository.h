// Photographs on their way through the server's own look: the queue, the prints that know a copy again, and what was
// seen. Rows of an erased person's files vanish by the database's own triggers.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

struct PrintRow {
    qint64 printNo = 0; ///< filled when read
    FileId fileId;
    std::optional<qint64> logIndex; ///< of the packet that announced it
    qint64 deviceNo = 0;
    WorkerId workerId;
    UnixMillis takenAt;
    QByteArray print;
};

/// What was seen in one photograph.
struct PhotoCheck {
    FileId fileId;
    QByteArray outcome; ///< "judged", "no-templates", "no-models", "unreadable", "damaged", "kept" (an enrolment's)
    QByteArray model;   ///< that compared the faces; empty: none did
    std::optional<qint64> faces;
    std::optional<qint64> score; ///< thousandths, against the worker who is named
    UnixMillis checkedAt;
};

class EvidenceRepository {
  public:
    explicit EvidenceRepository(sql::Database& database)
        : m_database(database) {}

    /// Files nobody else looks at until `now + leaseMs`, the oldest first.
    Result<QList<FileId>> claim(UnixMillis now, qint64 leaseMs, qint64 limit);
    Result<void> postpone(const FileId& fileId, UnixMillis until);
    Result<qint64> attempts(const FileId& fileId);
    /// False where another process was quicker: write nothing then.
    Result<bool> finish(const FileId& fileId);
    Result<qint64> waiting();
    /// Puts back what was looked at while the models were not installed.
    Result<qint64> requeueWithoutModels(UnixMillis now);

    Result<void> keepPrint(const PrintRow& row);
    Result<QList<PrintRow>> printsAfter(qint64 printNo, UnixMillis takenSince, qint64 limit);
    Result<bool> hasFace(const WorkerId& worker, const QByteArray& model); ///< a template of his is kept
    Result<void> keepCheck(const PhotoCheck& check);
    Result<QHash<FileId, PhotoCheck>> checksOf(const QList<FileId>& fileIds);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
