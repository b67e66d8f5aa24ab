// The log's records as they lie on the disk. Each range of kRange indexes has a data key of its own in `log_key`,
// wrapped under the vault's key; a record is
//
//   nonce 12 | AES-256-GCM(saltLength u8 ‖ salt ‖ data) ‖ tag      additional data: "log record " ‖ index
//
// So rotation rewraps one key for 65536 records, and deleting a record's row destroys it.
#pragma once

#include "core/sealed/SealedFile.h"
#include "core/sql/Database.h"

#include <map>

namespace haziri::store {

struct LogRow;

/// Thread-safe; each call works on the Database it is given.
class RecordSeal {
  public:
    RecordSeal(const sealed::KeyRing& keys, RandomSource& random)
        : m_keys(keys)
        , m_random(random) {}

    /// In a transaction that holds the log's head, since a new range gets its key here. STORE_…
    Result<QList<QByteArray>> seal(sql::Database& database, const QList<LogRow>& rows) const;

    struct Record {
        qint64 index = 0;
        QByteArray sealed;
        QByteArray salt, data; ///< out
    };
    /// A record that was changed comes out with empty salt and data, which no hash fits: whoever verifies names its
    /// index. STORE_UNAVAILABLE where the ring lacks the key.
    Result<void> open(sql::Database& database, QList<Record>& records) const;

    static constexpr qint64 kRange = 65536;

  private:
    using Keys = std::map<qint64, crypto::SecretBytes>;
    Result<bool> find(sql::Database& database, qint64 keyNo, Keys& into) const;
    Result<void> make(sql::Database& database, qint64 keyNo, Keys& into) const;

    const sealed::KeyRing& m_keys;
    RandomSource& m_random;
};

} // namespace haziri::store
