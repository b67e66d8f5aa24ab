// Single-use enrolment codes, known by hash only.
#pragma once

#include "server/store/Types.h"

#include "core/sql/Database.h"

namespace haziri::store {

class EnrolmentCodeRepository {
  public:
    explicit EnrolmentCodeRepository(sql::Database& database)
        : m_database(database) {}
    Result<void> insert(const EnrolmentCode& code);
    Result<std::optional<EnrolmentCode>> find(const crypto::Digest& codeHash);
    /// STORE_CONFLICT when it was used in the meantime. `answer` is what a repetition gets, sealed by the caller: it
    /// holds the device secret.
    Result<void> markUsed(const crypto::Digest& codeHash, const QByteArray& deviceId, qint64 epoch, UnixMillis at,
                          const QByteArray& sealedAnswer);
    Result<QByteArray> sealedAnswer(const crypto::Digest& codeHash);

    /// The newest first.
    Result<QList<EnrolmentCode>> newest(qint64 limit);

  private:
    sql::Database& m_database;
};

} // namespace haziri::store
