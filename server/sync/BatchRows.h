// The rows that a batch leaves beside the log: packets, marks, announced files, fraud events, quarantined bytes.
#pragma once

#include "server/sync/FindingBook.h"
#include "server/sync/KnownState.h"
#include "server/sync/RoundRows.h"

namespace haziri::sync {

/// One batch, one thread, inside the transaction, after the log entries have their indexes.
class BatchRows {
  public:
    BatchRows(sql::Database& database, const BatchInput& input, const QList<Decision>& decisions,
              const KnownState& known, FindingBook& book, const sealed::KeyRing& vaultKeys, RandomSource& random)
        : m_database(database)
        , m_input(input)
        , m_decisions(decisions)
        , m_known(known)
        , m_book(book)
        , m_vaultKeys(vaultKeys)
        , m_random(random) {}

    void addTo(RoundRows& rows);
    /// Findings and quarantined bytes; after the rows of the round.
    Result<void> writeEvents();
    /// The announced photos of this batch, of repeated packets too, that the server has not got.
    Result<QList<QByteArray>> filesNeeded();

  private:
    void addPackets(RoundRows& rows) const;
    void addFiles(RoundRows& rows);

    sql::Database& m_database;
    const BatchInput& m_input;
    const QList<Decision>& m_decisions;
    const KnownState& m_known;
    QSet<FileId> m_announced;
    FindingBook& m_book;
    const sealed::KeyRing& m_vaultKeys;
    RandomSource& m_random;
};

} // namespace haziri::sync
