// What lies in the open, from older versions and from verbs that run without the vault's keys, brought under seal.
#pragma once

#include "server/audit/AuditLog.h"

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

namespace haziri::keeping {

/// One thread. Each batch commits by itself, so that a run that was killed is finished by the next one; several
/// processes may run at once. `log` must seal under `keys`, and the
/// database must carry the seal of people's texts.
class OpenRecords {
  public:
    struct Parts {
        sql::Database& database;
        const sealed::KeyRing& keys;
        audit::AuditLog& log;
        RandomSource& random;
    };
    explicit OpenRecords(Parts parts)
        : m_parts(parts) {}

    struct Sealed {
        qint64 records = 0, names = 0, texts = 0, quarantined = 0;
        bool isFirst = false; ///< all words of an older version were looked through
        qint64 total() const { return records + names + texts + quarantined; }
    };
    /// Records of the log, names and trades of workers, names of users, people's words, kept bytes of rejected packets;
    /// then what the database's files still hold of them is overwritten. STORE_….
    Result<Sealed> seal();

    static constexpr qint64 kBatch = 200;

  private:
    Result<qint64> sealRecords();
    Result<void> sealNames(Sealed& sealed);
    struct TextTable;
    Result<void> sealTexts(Sealed& sealed);
    Result<qint64> sealTable(const TextTable& table);
    Result<qsizetype> sealTextPage(const TextTable& table, QVariant& last);
    Result<qint64> sealQuarantine();
    Result<void> scrub(const Sealed& sealed);
    /// Entries about devices that an older version wrote are found by their device too.
    Result<void> indexDevices();
    Result<void> indexPage(const QList<audit::ServedEntry>& entries);

    Parts m_parts;
};

} // namespace haziri::keeping
