#include "core/review/ReviewClient.h"

#include "core/base/Base64Url.h"
#include "core/base/Build.h"
#include "core/base/Json.h"
#include "core/crypto/SecretBytes.h"
#include "core/crypto/SystemRandom.h"
#include "core/protocol/Problem.h"
#include "core/review/RemoteLogSource.h"

#include <QPointer>
#include <limits>

namespace haziri::review {

namespace {

constexpr qint64 kMax = std::numeric_limits<qint64>::max();

/// The server's codes where it gives one of its own; else a word for the status.
Error errorOf(const sync::HttpAnswer& answer) {
    const protocol::Problem problem = protocol::readProblem(answer.status, answer.body);
    if (answer.status == 429) return {"RATE_LIMITED", problem.title};
    if (answer.status == 401) return {"SESSION_EXPIRED", problem.title};
    if (answer.status == 404 && problem.code.startsWith("HTTP_")) return {"NOT_FOUND", problem.title};
    if (answer.status == 403 && problem.code.startsWith("HTTP_")) return {"FORBIDDEN", problem.title};
    return {problem.code, problem.detail.isEmpty() ? problem.title : problem.detail};
}

/// The password must not pass through QString or QJsonValue, which nobody could wipe.
QByteArray jsonText(QByteArrayView text) {
    QByteArray out;
    out.reserve(text.size() * 6 + 2); // no reallocation leaves a copy behind
    out.append('"');
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.append('\\').append(c);
        else if (static_cast<unsigned char>(c) < 0x20)
            out.append("\\u00").append(QByteArray::number(int(c), 16).rightJustified(2, '0'));
        else
            out.append(c);
    }
    return out.append('"');
}

} // namespace

ReviewClient::ReviewClient(sync::ServerAccess access, TransportFactory transports, const Clock& clock,
                           RandomSource& random, QObject* parent)
    : QObject(parent)
    , m_access(std::move(access))
    , m_transports(std::move(transports))
    , m_transport(m_transports())
    , m_clock(clock)
    , m_random(random) {}

ReviewClient::~ReviewClient() {
    crypto::wipe(m_token);
}

sync::HttpRequest ReviewClient::request(const QByteArray& method, const QByteArray& path) const {
    return makeRequest(m_access, m_token, method, path);
}

void ReviewClient::signIn(const QString& user, QByteArray password, QObject* context, Done<Reviewer> done) {
    protocol::Proof proof;
    proof.aud = "session";
    proof.deviceId = m_access.deviceId;
    proof.iat = m_clock.now();
    proof.jti = toBase64Url(crypto::randomBytes(m_random, 16));
    sync::HttpRequest call = request("POST", "/api/v5/session");
    QByteArray secret = jsonText(password);
    crypto::wipe(password);
    call.body = "{\"fingerprint\":" + json::toText(m_access.fingerprint) +
                ",\"grant\":\"password\",\"password\":" + secret + ",\"proof\":" + jsonText(m_access.signProof(proof)) +
                ",\"username\":" + jsonText(user.toUtf8()) + '}';
    crypto::wipe(secret);
    m_transport->send(std::move(call), context,
                      [self = QPointer(this), user, done = std::move(done)](Result<sync::HttpAnswer> answer) {
                          if (!self) return;
                          if (!answer) return done(fail(answer.error()));
                          if (answer->status == 401) return done(fail("SIGN_IN_REFUSED"));
                          if (answer->status == 429) return done(fail("TOO_MANY_TRIES"));
                          if (answer->status != 200) return done(fail(errorOf(*answer)));
                          auto body = json::Reader::parse(answer->body);
                          if (!body) return done(fail(body.error()));
                          Reviewer reviewer;
                          reviewer.name = user;
                          reviewer.role = body->text("role", 40);
                          reviewer.userId = body->id<UserId>("userId");
                          QByteArray token = body->text("token", 200);
                          crypto::wipe(answer->body);
                          if (body->error()) return done(fail(*body->error()));
                          if (reviewer.role != "hr" && reviewer.role != "admin") return done(fail("FORBIDDEN"));
                          self->m_token = std::move(token);
                          self->m_reviewer = reviewer;
                          done(reviewer);
                      });
}

void ReviewClient::signOut() {
    if (m_token.isEmpty()) return;
    m_transport->send(request("DELETE", "/api/v5/session"), this, [](const Result<sync::HttpAnswer>&) {});
    crypto::wipe(m_token);
    m_reviewer = {};
}

void ReviewClient::get(const QByteArray& path, QObject* context, Done<QByteArray> done,
                       const QList<std::pair<QByteArray, QByteArray>>& headers) {
    sync::HttpRequest call = request("GET", path);
    call.headers += headers;
    m_transport->send(std::move(call), context,
                      [self = QPointer(this), done = std::move(done)](Result<sync::HttpAnswer> answer) {
                          if (!self) return;
                          if (!answer) return done(fail(answer.error()));
                          if (answer->status == 200) return done(answer->body);
                          const Error error = errorOf(*answer);
                          if (answer->status == 401 && self->isSignedIn()) {
                              crypto::wipe(self->m_token);
                              Q_EMIT self->sessionEnded();
                          }
                          done(fail(error));
                      });
}

void ReviewClient::fetchLog(qint64 from, int limit, QObject* context, Done<LogPage> done) {
    get(logPath(from, limit), context, [done = std::move(done)](const Result<QByteArray>& body) {
        if (!body) return done(fail(body.error()));
        done(readLogPage(*body));
    });
}

void ReviewClient::fetchCheckpoint(QObject* context, Done<audit::Checkpoint> done) {
    get(kCheckpointPath, context, [this, done = std::move(done)](const Result<QByteArray>& body) {
        if (!body) return done(fail(body.error()));
        done(readCheckpoint(*body, m_access.logKey));
    });
}

void ReviewClient::openPhoto(const FileId& file, const QString& purpose, QObject* context, Done<QByteArray> done) {
    // The header's bytes are UTF-8, without line breaks or other control characters.
    QString text = purpose.simplified();
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    get("/api/v5/vault/" + file.toText(), context, std::move(done), {{"Haziri-Purpose", text.toUtf8()}});
}

void ReviewClient::fetchAlerts(int limit, QObject* context, Done<AlertList> done) {
    get("/api/v5/fraud?state=open&limit=" + QByteArray::number(limit), context,
        [done = std::move(done)](const Result<QByteArray>& body) {
            if (!body) return done(fail(body.error()));
            auto root = json::Reader::parse(*body);
            if (!root) return done(fail(root.error()));
            AlertList list;
            list.total = root->integer("total", 0, kMax);
            for (const json::Reader& item : root->objects("events", 1000)) {
                Alert alert;
                alert.eventId = item.id<EventId>("eventId");
                alert.at = {item.integer("at", 0, kMax)};
                alert.code = item.text("code", 64);
                alert.deviceId = item.textOr("deviceId", {}, 64);
                alert.workerId = item.textOr("workerId", {}, 64);
                alert.points = item.integerOr("points", 0, -100'000, 100'000);
                alert.state = item.textOr("state", "open", 20);
                const QJsonValue detail = item.toQJson()[QStringLiteral("detail")];
                alert.detail = detail.isString() ? detail.toString() : QString();
                list.alerts << alert;
            }
            if (root->error()) return done(fail(*root->error()));
            done(list);
        });
}

void ReviewClient::fetchWorkerNames(QObject* context, Done<QHash<QByteArray, QString>> done) {
    get("/api/v5/workers", context, [done = std::move(done)](const Result<QByteArray>& body) {
        if (!body) return done(fail(body.error()));
        auto root = json::Reader::parse(*body);
        if (!root) return done(fail(root.error()));
        QHash<QByteArray, QString> names;
        for (const json::Reader& item : root->objects("workers", 100'000))
            names.insert(item.text("workerId", 36), QString::fromUtf8(item.text("name", 1024)));
        if (root->error()) return done(fail(*root->error()));
        done(names);
    });
}

LogSourceFactory ReviewClient::logSource() const {
    return [access = m_access, transports = m_transports, token = m_token]() -> std::unique_ptr<LogSource> {
        return std::make_unique<RemoteLogSource>(access, transports(), token);
    };
}

} // namespace haziri::review
