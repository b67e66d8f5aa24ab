// HR's client of the server: sign-in on a registered device, the log and its proofs, alerts, marks, laptops, and photos
// with a purpose.
//
// Lives on one thread and never blocks it; answers come back on the thread of `context`. HTTP runs on the transport's
// own thread with the certificate pinned. The session's token stays inside.
#pragma once

#include "core/base/RandomSource.h"
#include "core/crypto/SecretBytes.h"
#include "core/registers/RegisterTable.h"
#include "core/review/EntryProof.h"
#include "core/review/LogPage.h"
#include "core/review/ReviewTypes.h"
#include "core/sync/ServerAccess.h"
#include "core/sync/Transport.h"

#include <QImage>
#include <QObject>

namespace haziri::review {

class ReviewClient : public QObject {
    Q_OBJECT
  public:
    template <class T>
    using Done = std::function<void(Result<T>)>;
    using TransportFactory = std::function<std::unique_ptr<sync::Transport>()>;

    /// `transports` makes one for this client, and one for each long job on that one's thread. The clock and the
    /// random source are shared and must outlive the client.
    ReviewClient(sync::ServerAccess access, TransportFactory transports, const Clock& clock, RandomSource& random,
                 QObject* parent = nullptr);
    ~ReviewClient() override;

    /// SIGN_IN_REFUSED, TOO_MANY_TRIES, FORBIDDEN (neither HR nor administrator), OFFLINE, …
    void signIn(const QString& user, const crypto::SecretBytes& password, QObject* context, Done<Reviewer> done);
    /// A session of the laptop itself, with nobody signed in: enough for makeSlip() of its own marks, not for the
    /// office. OFFLINE, DEVICE_BLOCKED, …
    void openAsLaptop(QObject* context, Done<void> done);
    void signOut();
    bool isSignedIn() const { return !m_token.isEmpty(); }
    const Reviewer& reviewer() const { return m_reviewer; }
    const QByteArray& logKey() const { return m_access.logKey; }

    void fetchLog(qint64 from, int limit, QObject* context, Done<LogPage> done);
    /// Entries that answer the question, ascending from `from`.
    void fetchLog(const LogQuestion& question, qint64 from, int limit, QObject* context, Done<LogPage> done);
    void fetchCheckpoint(QObject* context, Done<audit::Checkpoint> done); ///< verified; CHECKPOINT_INVALID
    /// That the entry with this record hash is in the log of a checkpoint which is asked for first where the one at
    /// hand is too old. PROOF_INVALID, CHECKPOINT_INVALID
    void prove(qint64 index, const crypto::Digest& leaf, QObject* context, Done<EntryProof> done);

    /// Decoded on another thread and kept in memory alone. Purpose: 8 to 200 characters; the access is in the log
    /// before the first byte comes. PURPOSE_REQUIRED, VAULT_INTEGRITY, NOT_FOUND, FILE_ERASED, RATE_LIMITED,
    /// PICTURE_UNREADABLE
    void openPhoto(const FileId& file, const QString& purpose, QObject* context, Done<QImage> done);

    /// State empty: every one. Newest first, at most 1000.
    void fetchAlerts(const QByteArray& state, QObject* context, Done<AlertList> done);
    /// What is kept of the packet behind an alert; empty bytes where the alert is about none. NOT_FOUND (an older
    /// server)
    void fetchRefused(const EventId& alert, QObject* context, Done<RefusedPacket> done);
    /// Reason: 3 to 500 bytes. NOT_IMPLEMENTED where the server cannot do it yet.
    void resolve(const EventId& alert, Ruling ruling, const QString& reason, QObject* context, Done<void> done);
    void fetchMarks(const MarkQuery& query, QObject* context, Done<MarkPage> done);
    void fetchDevices(QObject* context, Done<QList<DeviceLine>> done);
    void fetchTrustHistory(const QByteArray& deviceId, QObject* context, Done<QList<TrustPoint>> done);
    void fetchWorkers(QObject* context, Done<QList<WorkerLine>> done);

    /// Photos of the worker's enrolment, the first one first; none where they were erased.
    void fetchEnrolledPhotos(const WorkerId& worker, QObject* context, Done<QList<FileId>> done);

    // The office's own. Additions and blocks are entries of the log; reasons take 3 to 500 bytes.
    void fetchSites(QObject* context, Done<QList<SiteLine>> done);
    void fetchUsers(QObject* context, Done<QList<UserLine>> done);
    void fetchCodes(QObject* context, Done<QList<CodeLine>> done);
    void addSite(const SiteLine& site, QObject* context, Done<void> done);
    /// NAME_TAKEN, ROLE_FORBIDDEN (only administrators add people of the office), MALFORMED (a password under 8 bytes)
    void addUser(const QString& name, const QByteArray& role, const crypto::SecretBytes& password, QObject* context,
                 Done<void> done);
    /// ROLE_FORBIDDEN (only administrators decide about people of the office, nobody about himself)
    void setUserBlocked(const UserId& user, bool blocks, const QString& reason, QObject* context, Done<void> done);
    void setUserPassword(const UserId& user, const crypto::SecretBytes& password, QObject* context, Done<void> done);
    void addCode(const QString& username, const SiteId& siteId, QObject* context, Done<FreshCode> done);
    void setBlocked(const QByteArray& deviceId, bool blocks, const QString& reason, QObject* context, Done<void> done);

    void fetchPay(const SiteId& site, QDate month, QObject* context, Done<QList<PayLine>> done);
    /// All or none; at most protocol::kMostPayChanges. Each becomes an entry of the log that names no amount.
    void putPay(const QList<protocol::PayChange>& changes, QObject* context, Done<void> done);

    struct Report {
        registers::MonthReport month;
        registers::MadeFrom madeFrom; ///< size 0 where the server named no checkpoint
    };
    /// The month's numbers with the log they were made from, whose signature was verified. NOT_FOUND (no rules for that
    /// month), CHECKPOINT_INVALID
    void fetchReport(bool isWages, const SiteId& siteId, QDate month, QObject* context, Done<Report> done);
    /// The proof of one entry for a worker to take home, see slip::makeSlip(). FILE_ERASED, PROOF_INVALID
    void makeSlip(qint64 index, QObject* context, Done<QByteArray> done);

    /// For LogVerifierJob and LogExportJob; keeps the session of this moment.
    LogSourceFactory logSource() const;

  Q_SIGNALS:
    void sessionEnded(); ///< the server no longer knows the session: sign in again

  private:
    void knock(const QString& user, const std::shared_ptr<const crypto::SecretBytes>& password, QObject* context,
               UnixMillis at, sync::Transport::Done done);
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    void send(sync::HttpRequest call, QObject* context, Done<QByteArray> done);
    void get(const QByteArray& path, QObject* context, Done<QByteArray> done, const Headers& headers = {});
    template <class T>
    void get(const QByteArray& path, QObject* context, Done<T> done, Result<T> (*read)(QByteArrayView));
    /// What is long is read on a pool thread: a month of a large site takes longer than a window may stand still.
    template <class T>
    void readWhole(const QByteArray& path, QObject* context, Done<T> done,
                   std::function<Result<T>(QByteArrayView)> read);
    void post(const QByteArray& path, QByteArray body, QObject* context, Done<QByteArray> done);
    void makeSlipAt(qint64 index, const QByteArray& note, const audit::Checkpoint& checkpoint, QObject* context,
                    Done<QByteArray> done);
    void proveAt(const audit::Checkpoint& checkpoint, qint64 index, const crypto::Digest& leaf, QObject* context,
                 Done<EntryProof> done);
    void openedAsLaptop(Result<sync::HttpAnswer> answer, const Done<void>& done);
    void signedIn(const QString& user, Result<sync::HttpAnswer> answer, const Done<Reviewer>& done);

    sync::ServerAccess m_access;
    TransportFactory m_transports;
    std::unique_ptr<sync::Transport> m_transport;
    const Clock& m_clock;
    RandomSource& m_random;
    QByteArray m_token;
    Reviewer m_reviewer;
    std::optional<audit::Checkpoint> m_checkpoint; ///< the newest verified one
};

} // namespace haziri::review
