// HR's client of the server: sign-in on a registered device, the log, alerts, and photos with a purpose.
//
// Lives on one thread and never blocks it; answers come back on the thread of `context`. HTTP runs on the transport's
// own thread with the certificate pinned. The session's token stays inside.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/base/RandomSource.h"
#include "core/review/LogPage.h"
#include "core/sync/ServerAccess.h"
#include "core/sync/Transport.h"

#include <QHash>

namespace haziri::review {

struct Reviewer {
    UserId userId;
    QString name; ///< as it was typed at sign-in
    QByteArray role;
};

/// One line of `fraud`.
struct Alert {
    EventId eventId;
    UnixMillis at;
    QByteArray code;
    QByteArray deviceId;
    QByteArray workerId;
    qint64 points = 0;
    QByteArray state; ///< "open", …
    QString detail;
};
struct AlertList {
    QList<Alert> alerts;
    qint64 total = 0;
};

class ReviewClient : public QObject {
    Q_OBJECT
  public:
    template <class T>
    using Done = std::function<void(Result<T>)>;
    using TransportFactory = std::function<std::unique_ptr<sync::Transport>()>;

    /// `transports` makes one for this client, and one for each verification on that one's thread. The clock and the
    /// random source are shared and must outlive the client.
    ReviewClient(sync::ServerAccess access, TransportFactory transports, const Clock& clock, RandomSource& random,
                 QObject* parent = nullptr);
    ~ReviewClient() override;

    /// Wipes the password. SIGN_IN_REFUSED, TOO_MANY_TRIES, FORBIDDEN (neither HR nor administrator), OFFLINE, …
    void signIn(const QString& user, QByteArray password, QObject* context, Done<Reviewer> done);
    void signOut();
    bool isSignedIn() const { return !m_token.isEmpty(); }
    const Reviewer& reviewer() const { return m_reviewer; }

    void fetchLog(qint64 from, int limit, QObject* context, Done<LogPage> done);
    void fetchCheckpoint(QObject* context, Done<audit::Checkpoint> done); ///< verified; CHECKPOINT_INVALID
    /// The JPEG. Purpose: 8 to 200 characters; the access is in the log before the first byte comes.
    void openPhoto(const FileId& file, const QString& purpose, QObject* context, Done<QByteArray> done);
    void fetchAlerts(int limit, QObject* context, Done<AlertList> done);
    void fetchWorkerNames(QObject* context, Done<QHash<QByteArray, QString>> done); ///< workerId to name
    /// For LogVerifierJob; keeps the session of this moment.
    LogSourceFactory logSource() const;

  Q_SIGNALS:
    void sessionEnded(); ///< the server no longer knows the session: sign in again

  private:
    void get(const QByteArray& path, QObject* context, Done<QByteArray> done,
             const QList<std::pair<QByteArray, QByteArray>>& headers = {});
    sync::HttpRequest request(const QByteArray& method, const QByteArray& path) const;

    sync::ServerAccess m_access;
    TransportFactory m_transports;
    std::unique_ptr<sync::Transport> m_transport;
    const Clock& m_clock;
    RandomSource& m_random;
    QByteArray m_token;
    Reviewer m_reviewer;
};

} // namespace haziri::review
