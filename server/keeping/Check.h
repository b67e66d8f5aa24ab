// Opens and verifies everything a deployment keeps: SQLite's pages and indexes, the log's chain and tree and whether
// it began with this folder's keys, every sealed row, every blob against its row.
#pragma once

#include "server/audit/AuditLog.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::keeping {

struct CheckReport {
    qint64 entries = 0, erasedRecords = 0; ///< of the log
    qint64 files = 0;                      ///< that opened and are what was announced
    qint64 awaited = 0;                    ///< announced, not here yet
    qint64 workers = 0, secrets = 0, answers = 0;
    qint64 refused = 0;  ///< packets whose kept bytes opened and are those that were refused
    qint64 texts = 0;    ///< sealed names of users and words of people
    QStringList orphans; ///< blobs below uploads that no row names; harmless, nobody can open them
    qint64 removed = 0;  ///< of the orphans, moved to uploads-orphans, where it was to repair
    QString refusal;     ///< why no orphan was touched though it was to repair
    QStringList faults;  ///< one line each, the first kMost of them
    qint64 faultCount = 0;
    bool holds() const { return faultCount == 0; }
    static constexpr qsizetype kMost = 50;
};

/// Reads only, unless it is to repair: then orphans that have lain there for kOrphanMs and are older than the newest
/// entry of the log are moved to `uploads-orphans` beside uploads. To a database of another deployment, or an older
/// state of this one, every photograph looks like an orphan: so nothing moves where anything is at fault, where the
/// log's first entry does not name these server keys, or without them. One thread; takes as long as reading and
/// decrypting everything takes. A file that is put while it runs may count as an orphan.
class Check {
  public:
    struct Parts {
        sql::Database& database;
        const sealed::KeyRing& keys;
        audit::AuditLog& log;
        QString uploadsPath;
        RandomSource& random;
        const store::ServerKeys* serverKeys = nullptr; ///< of the data folder; null: the log may be anybody's
    };
    explicit Check(Parts parts)
        : m_parts(std::move(parts)) {}

    enum class Repair { Nothing, Orphans };
    Result<CheckReport> run(Repair repair = Repair::Nothing); ///< STORE_…: the check itself could not go on

    static constexpr qint64 kOrphanMs = 10 * 60 * 1000; ///< an upload that is under way has long ended then

  private:
    Result<void> checkStore();
    Result<void> checkLog();
    Result<void> checkFiles();
    Result<void> checkWorkers();
    Result<void> checkDevices();
    Result<void> checkAnswers();
    Result<void> checkQuarantine();
    Result<void> checkTexts();
    void findOrphans();
    Result<void> removeOrphans();
    Result<qint64> newestTime();
    void fault(const QString& line);

    Parts m_parts;
    CheckReport m_report;
    QSet<QString> m_named; ///< blobs that a row names
};

} // namespace haziri::keeping
