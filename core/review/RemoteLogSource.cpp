#include "core/review/RemoteLogSource.h"

#include "core/base/Build.h"
#include "core/crypto/SecretBytes.h"
#include "core/protocol/Problem.h"

#include <QEventLoop>
#include <QSysInfo>

namespace haziri::review {

QByteArray logPath(qint64 from, int limit) {
    return "/api/v5/audit/log?from=" + QByteArray::number(from) + "&limit=" + QByteArray::number(limit);
}

sync::HttpRequest makeRequest(const sync::ServerAccess& access, const QByteArray& token, const QByteArray& method,
                              const QByteArray& path) {
    sync::HttpRequest request{method, path, {}, {}};
    request.headers.emplaceBack("User-Agent",
                                QByteArray("Haziri/") + kVersion + " (" + QSysInfo::kernelType().toLatin1() + ')');
    request.headers.emplaceBack("Haziri-Device", access.deviceId);
    request.headers.emplaceBack("Haziri-App", kVersion);
    request.headers.emplaceBack("Haziri-Fingerprint", access.simHash);
    if (!token.isEmpty()) request.headers.emplaceBack("Authorization", "Bearer " + token);
    return request;
}

Result<audit::Checkpoint> readCheckpoint(QByteArrayView note, QByteArrayView logKey) {
    auto key = audit::readVerifierKey(logKey);
    if (!key) return fail(key.error());
    return audit::verifyCheckpoint(note, *key);
}

RemoteLogSource::RemoteLogSource(sync::ServerAccess access, std::unique_ptr<sync::Transport> transport,
                                 QByteArray token)
    : m_access(std::move(access))
    , m_transport(std::move(transport))
    , m_token(std::move(token)) {}

RemoteLogSource::~RemoteLogSource() {
    crypto::wipe(m_token);
}

void RemoteLogSource::cancel() {
    m_cancelled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_wait) m_wait->quit();
        },
        Qt::QueuedConnection);
}

Result<QByteArray> RemoteLogSource::get(const QByteArray& path) {
    if (m_cancelled) return fail("CANCELLED");
    QEventLoop wait;
    std::optional<Result<sync::HttpAnswer>> answer;
    QObject context; // an answer after cancel() finds nobody
    m_wait = &wait;
    m_transport->send(makeRequest(m_access, m_token, "GET", path), &context, [&](Result<sync::HttpAnswer> got) {
        answer = std::move(got);
        wait.quit();
    });
    wait.exec();
    m_wait = nullptr;
    if (!answer) return fail("CANCELLED");
    if (!*answer) return fail(answer->error());
    if ((*answer)->status == 401) return fail("SESSION_EXPIRED");
    if ((*answer)->status != 200) {
        const protocol::Problem problem = protocol::readProblem((*answer)->status, (*answer)->body);
        return fail(Error{problem.code, problem.title});
    }
    return (*answer)->body;
}

Result<audit::Checkpoint> RemoteLogSource::checkpoint() {
    auto note = get(kCheckpointPath);
    if (!note) return fail(note.error());
    return readCheckpoint(*note, m_access.logKey);
}

Result<LogPage> RemoteLogSource::fetch(qint64 from, int limit) {
    auto body = get(logPath(from, limit));
    if (!body) return fail(body.error());
    return readLogPage(*body);
}

} // namespace haziri::review
