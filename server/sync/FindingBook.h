// The fraud events of one batch: each finding of a device is told once, however often its bytes come.
#pragma once

#include "server/sync/BatchInput.h"
#include "server/sync/Decision.h"

namespace haziri::sync {

/// One batch, one thread, inside the transaction.
class FindingBook {
  public:
    FindingBook(sql::Database& database, const BatchInput& input, RandomSource& random)
        : m_database(database)
        , m_input(input)
        , m_random(random) {}

    /// What makes two reports the same finding.
    crypto::Digest findingOf(const QByteArray& code, const crypto::Digest& hash) const;
    Result<std::optional<store::FraudEvent>> find(const crypto::Digest& finding);
    /// `checked` is absent where no packet of the batch is meant.
    Result<void> insert(const fraud::Finding& finding, const crypto::Digest& id, const Decision& decision,
                        const CheckedPacket* checked);

  private:
    sql::Database& m_database;
    const BatchInput& m_input;
    RandomSource& m_random;
};

} // namespace haziri::sync
