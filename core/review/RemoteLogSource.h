// The log over the wire, read step by step on a thread that may wait.
#pragma once

#include "core/review/LogPage.h"
#include "core/sync/ServerAccess.h"
#include "core/sync/Transport.h"

#include <QPointer>
#include <atomic>

class QEventLoop;

namespace haziri::review {

inline constexpr const char* kCheckpointPath = "/api/v5/audit/checkpoint";
QByteArray logPath(qint64 from, int limit);
/// With the headers that every request after sign-in carries; `token` may be empty.
sync::HttpRequest makeRequest(const sync::ServerAccess& access, const QByteArray& token, const QByteArray& method,
                              const QByteArray& path);
Result<audit::Checkpoint> readCheckpoint(QByteArrayView note, QByteArrayView logKey); ///< CHECKPOINT_INVALID

class RemoteLogSource final : public QObject, public LogSource {
    Q_OBJECT
  public:
    RemoteLogSource(sync::ServerAccess access, std::unique_ptr<sync::Transport> transport, QByteArray token);
    ~RemoteLogSource() override;
    Result<audit::Checkpoint> checkpoint() override;
    Result<LogPage> fetch(qint64 from, int limit) override;
    void cancel() override;

  private:
    Result<QByteArray> get(const QByteArray& path);
    sync::ServerAccess m_access;
    std::unique_ptr<sync::Transport> m_transport;
    QByteArray m_token;
    QEventLoop* m_wait = nullptr;
    std::atomic<bool> m_cancelled{false};
};

} // namespace haziri::review
