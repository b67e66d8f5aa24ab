#include "core/review/RemoteLogSource.h"

#include "core/base/Build.h"
#include "core/base/Json.h"
#include "core/crypto/SecretBytes.h"
#include "core/protocol/Problem.h"

#include <QEventLoop>
#include <QSysInfo>

namespace haziri::review {

namespace {
// A thousand enrolments carry their faces' templates with them.
constexpr qsizetype kMostAnswerBytes = 64 * 1024 * 1024;
} // namespace

QByteArray logPath(qint64 from, int limit) {
    return "/api/v5/audit/log?from=" + QByteArray::number(from) + "&limit=" + QByteArray::number(limit);
}

QByteArray inclusionPath(qint64 index, qint64 size) {
    return "/api/v5/audit/inclusion?index=" + QByteArray::number(index) + "&size=" + QByteArray::number(size);
}

QByteArray consistencyPath(qint64 first, qint64 second) {
    return "/api/v5/audit/consistency?first=" + QByteArray::number(first) + "&second=" + QByteArray::number(second);
}

sync::HttpRequest makeRequest(const sync::ServerAccess& access, const QByteArray& token, const QByteArray& method,
                              const QByteArray& path) {
    sync::HttpRequest request{method, path, {}, {}};
    request.maxAnswerBytes = kMostAnswerBytes;
    request.headers.emplaceBack("User-Agent",
                                QByteArray("Haziri/") + kVersion + " (" + QSysInfo::kernelType().toLatin1() + ')');
    request.headers.emplaceBack("Haziri-Device", access.deviceId);
    request.headers.emplaceBack("Haziri-App", kVersion);
    request.headers.emplaceBack("Haziri-Fingerprint", access.simHash);
    if (!token.isEmpty()) request.headers.emplaceBack("Authorization", "Bearer " + token);
    return request;
}

Error errorOf(const sync::HttpAnswer& answer) {
    const protocol::Problem problem = protocol::readProblem(answer.status, answer.body);
    const QString words = problem.detail.isEmpty() ? problem.title : problem.detail;
    if (answer.status == 429) return {"RATE_LIMITED", words};
    if (answer.status == 401) return {"SESSION_EXPIRED", words};
    if (answer.status == 501) return {"NOT_IMPLEMENTED", words};
    if (answer.status == 404 && problem.code.startsWith("HTTP_")) return {"NOT_FOUND", words};
    if (answer.status == 403 && problem.code.startsWith("HTTP_")) return {"FORBIDDEN", words};
    return {problem.code, words};
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

std::shared_ptr<RemoteLogSource::Call> RemoteLogSource::send(const QByteArray& path) {
    auto call = std::make_shared<Call>(Call{path, {}});
    m_transport->send(makeRequest(m_access, m_token, "GET", path), this, [this, call](Result<sync::HttpAnswer> got) {
        call->answer = std::move(got);
        if (m_wait) m_wait->quit();
    });
    return call;
}

Result<QByteArray> RemoteLogSource::wait(const std::shared_ptr<Call>& call) {
    while (!call->answer && !m_cancelled) { // an answer that was sent for ahead may wake us too
        QEventLoop loop;
        m_wait = &loop;
        loop.exec();
        m_wait = nullptr;
    }
    if (m_cancelled) return fail("CANCELLED");
    const Result<sync::HttpAnswer>& answer = *call->answer;
    if (!answer) return fail(answer.error());
    if (answer->status != 200) return fail(errorOf(*answer));
    return answer->body;
}

Result<QByteArray> RemoteLogSource::checkpoint() {
    return wait(send(kCheckpointPath));
}

Result<QList<QByteArray>> RemoteLogSource::consistency(qint64 first, qint64 second) {
    const auto body = wait(send(consistencyPath(first, second)));
    if (!body) return fail(body.error());
    auto root = json::Reader::parse(*body);
    if (!root) return fail(root.error());
    auto hashes = root->texts("hashes", 128, 64);
    if (root->error()) return fail(*root->error());
    return hashes;
}

Result<LogPage> RemoteLogSource::fetch(qint64 from, int limit) {
    const QByteArray path = logPath(from, limit);
    const auto call = m_ahead && m_ahead->path == path ? m_ahead : send(path);
    m_ahead.reset();
    const auto body = wait(call);
    if (!body) return fail(body.error());
    auto page = readLogPage(*body);
    const qint64 next = from + limit;
    if (page && page->entries.size() == limit && next < page->size)
        m_ahead = send(logPath(next, int(qMin<qint64>(limit, page->size - next))));
    return page;
}

} // namespace haziri::review
