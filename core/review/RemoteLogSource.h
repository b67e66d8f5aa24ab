// The log over the wire, read step by step on a thread that may wait. While a page is being worked on, the next one is
// already on its way.
#pragma once

#include "core/review/LogPage.h"
#include "core/sync/ServerAccess.h"
#include "core/sync/Transport.h"

#include <atomic>

class QEventLoop;

namespace haziri::review {

inline constexpr const char* kCheckpointPath = "/api/v5/audit/checkpoint";
QByteArray logPath(qint64 from, int limit);
QByteArray inclusionPath(qint64 index, qint64 size);
QByteArray consistencyPath(qint64 first, qint64 second);
/// With the headers that every request after sign-in carries; `token` may be empty.
sync::HttpRequest makeRequest(const sync::ServerAccess& access, const QByteArray& token, const QByteArray& method,
                              const QByteArray& path);
/// The server's code where it gave one, else a word for the status.
Error errorOf(const sync::HttpAnswer& answer);

class RemoteLogSource final : public QObject, public LogSource {
    Q_OBJECT
  public:
    RemoteLogSource(sync::ServerAccess access, std::unique_ptr<sync::Transport> transport, QByteArray token);
    ~RemoteLogSource() override;
    Result<QByteArray> checkpoint() override;
    Result<QList<QByteArray>> consistency(qint64 first, qint64 second) override;
    Result<LogPage> fetch(qint64 from, int limit) override;
    void cancel() override;

  private:
    struct Call { ///< one request under way
        QByteArray path;
        std::optional<Result<sync::HttpAnswer>> answer;
    };
    std::shared_ptr<Call> send(const QByteArray& path);
    Result<QByteArray> wait(const std::shared_ptr<Call>& call);

    sync::ServerAccess m_access;
    std::unique_ptr<sync::Transport> m_transport;
    QByteArray m_token;
    QEventLoop* m_wait = nullptr;
    std::shared_ptr<Call> m_ahead;
    std::atomic<bool> m_cancelled{false};
};

} // namespace haziri::review
