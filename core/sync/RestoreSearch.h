// Whether a log that contradicts what was witnessed went back openly: to a backup, with an entry `restore` that says
// so.
//
// Believed only where all of this holds: the entry stands in the new log (inclusion proof), at the size the log went
// back to, below what was witnessed; the server's signed time says that it was written after the newest checkpoint was
// witnessed, so that one restore excuses one step back; and what was witnessed up to that size is still there
// (consistency proof). A laptop that was enrolled only after that size has witnessed nothing of what is still there:
// for it a person's new enrolment after the restore takes the proof's place. Anything else is a fork.
#pragma once

#include "core/outbox/Outbox.h"
#include "core/sync/ServerClient.h"

namespace haziri::sync {

struct FoundRestore {
    qint64 logSize = 0; ///< what the log went back to
    UnixMillis at;      ///< when, by the server's clock
    outbox::Checkpointed shared;
};

/// One search at a time; lives on the outbox's thread. References must outlive it.
class RestoreSearch : public QObject {
    Q_OBJECT
  public:
    /// Nothing: there is no such restore. An error: it could not be asked for, nothing is known.
    using Done = std::function<void(Called<std::optional<FoundRestore>>)>;

    RestoreSearch(ServerClient& client, const outbox::Outbox& outbox, QObject* parent = nullptr)
        : QObject(parent)
        , m_client(client)
        , m_outbox(outbox) {}

    /// `kept`: witnessed before; `fresh`: signed by the log's key, and contradicting it.
    void start(const outbox::Checkpointed& kept, const outbox::Checkpointed& fresh, Done done);

  private:
    struct Candidate {
        qint64 index = 0;
        UnixMillis at;
        crypto::Digest leaf{};
    };
    void readEntries(const json::Reader& page);
    void tryNext();
    void askInclusion(const FoundRestore& candidate, const crypto::Digest& leaf);
    void askConsistency(const FoundRestore& candidate);
    void ask(const QByteArray& path, std::function<void(const json::Reader&)> take);

    ServerClient& m_client;
    const outbox::Outbox& m_outbox;
    outbox::Checkpointed m_kept, m_fresh;
    UnixMillis m_enrolledAt;       ///< by the server's clock; 0: not known
    QList<Candidate> m_candidates; ///< the latest last
    Done m_done;
    int m_search = 0; ///< answers to an earlier search are ignored
};

/// PROOF_INVALID unless every text is a hash.
Result<QList<crypto::Digest>> readProof(const QList<QByteArray>& hashes);

} // namespace haziri::sync
