#include "core/review/ReviewClient.h"

#include "core/sync/ServerTime.h"

#include "core/base/Base64Url.h"
#include "core/base/Elsewhere.h"
#include "core/base/Json.h"
#include "core/crypto/SecretBytes.h"
#include "core/crypto/SystemRandom.h"
#include "core/review/RemoteLogSource.h"
#include "core/review/ReviewAnswers.h"
#include "core/slip/HajriSlip.h"

#include <QJsonArray>
#include <QPointer>
#include <QUrl>

namespace haziri::review {

namespace {

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

constexpr qsizetype kReadAtOnce = 32 * 1024; // takes less than a millisecond

/// As haziri::elsewhere(), and who signed out meanwhile is told nothing any more.
template <class T, class Work>
void inSession(const QPointer<ReviewClient>& client, QObject* context, Work work, const ReviewClient::Done<T>& done) {
    elsewhere(context, std::move(work), [client, done](Result<T> made) {
        if (client && client->isSignedIn()) done(std::move(made));
    });
}

void decode(const QPointer<ReviewClient>& client, QByteArray bytes, QObject* context,
            const ReviewClient::Done<QImage>& done) {
    inSession<QImage>(
        client, context,
        [bytes = std::move(bytes)]() mutable -> Result<QImage> {
            QImage image = QImage::fromData(bytes);
            crypto::wipe(bytes);
            if (image.isNull()) return fail("PICTURE_UNREADABLE");
            return image;
        },
        done);
}

/// For answers of which only the success counts.
ReviewClient::Done<QByteArray> withoutBody(ReviewClient::Done<void> done) {
    return [done = std::move(done)](const Result<QByteArray>& body) {
        if (!body) return done(fail(body.error()));
        done({});
    };
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

// --- the session -----------------------------------------------------------------------------------------------------

void ReviewClient::signIn(const QString& user, const crypto::SecretBytes& password, QObject* context,
                          Done<Reviewer> done) {
    auto secret = std::make_shared<const crypto::SecretBytes>(password.clone());
    knock(user, secret, context, m_clock.now(), [=, guard = QPointer(this)](Result<sync::HttpAnswer> answer) {
        if (!guard) return;
        // Refused for the time of the proof: once more with the server's, as the laptop itself does.
        const auto time = answer ? sync::serversTime(*answer) : std::nullopt;
        if (!time) return guard->signedIn(user, std::move(answer), done);
        guard->knock(user, secret, context, *time, [guard, user, done](Result<sync::HttpAnswer> second) {
            if (guard) guard->signedIn(user, std::move(second), done);
        });
    });
}

void ReviewClient::openAsLaptop(QObject* context, Done<void> done) {
    knock({}, nullptr, context, m_clock.now(),
          [guard = QPointer(this), there = QPointer(context), done](Result<sync::HttpAnswer> answer) {
              if (!guard) return;
              const auto time = answer ? sync::serversTime(*answer) : std::nullopt;
              if (!time || !there) return guard->openedAsLaptop(std::move(answer), done);
              guard->knock({}, nullptr, there, *time, [guard, done](Result<sync::HttpAnswer> second) {
                  if (guard) guard->openedAsLaptop(std::move(second), done);
              });
          });
}

void ReviewClient::openedAsLaptop(Result<sync::HttpAnswer> answer, const Done<void>& done) {
    if (!answer) return done(fail(answer.error()));
    if (answer->status != 200) return done(fail(errorOf(*answer)));
    auto body = json::Reader::parse(answer->body);
    if (!body) return done(fail(body.error()));
    QByteArray token = body->text("token", 200);
    crypto::wipe(answer->body);
    if (body->error()) return done(fail(*body->error()));
    m_token = std::move(token);
    done({});
}

/// Without a password: the laptop for itself.
void ReviewClient::knock(const QString& user, const std::shared_ptr<const crypto::SecretBytes>& password,
                         QObject* context, UnixMillis at, sync::Transport::Done done) {
    protocol::Proof proof;
    proof.aud = "session";
    proof.deviceId = m_access.deviceId;
    proof.iat = at;
    proof.jti = toBase64Url(crypto::randomBytes(m_random, 16));
    crypto::wipe(m_token);
    sync::HttpRequest call = makeRequest(m_access, {}, "POST", "/api/v5/session");
    call.body =
        "{\"fingerprint\":" + json::toText(m_access.fingerprint) + ",\"proof\":" + jsonText(m_access.signProof(proof));
    if (password) {
        QByteArray secret = jsonText(password->view());
        call.body +=
            ",\"grant\":\"password\",\"password\":" + secret + ",\"username\":" + jsonText(user.toUtf8()) + '}';
        crypto::wipe(secret);
    } else {
        call.body += ",\"grant\":\"device\"}";
    }
    m_transport->send(std::move(call), context, std::move(done));
}

void ReviewClient::signedIn(const QString& user, Result<sync::HttpAnswer> answer, const Done<Reviewer>& done) {
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
    m_token = std::move(token);
    m_reviewer = reviewer;
    if (reviewer.role != "hr" && reviewer.role != "admin") {
        signOut();
        return done(fail("FORBIDDEN"));
    }
    done(reviewer);
}

void ReviewClient::signOut() {
    if (m_token.isEmpty()) return;
    m_transport->send(makeRequest(m_access, m_token, "DELETE", "/api/v5/session"), this,
                      [](const Result<sync::HttpAnswer>&) {});
    crypto::wipe(m_token);
    m_reviewer = {};
    m_checkpoint.reset();
}

// --- asking ----------------------------------------------------------------------------------------------------------

void ReviewClient::send(sync::HttpRequest call, QObject* context, Done<QByteArray> done) {
    m_transport->send(std::move(call), context,
                      [guard = QPointer(this), done = std::move(done)](Result<sync::HttpAnswer> answer) {
                          if (!answer) return done(fail(answer.error()));
                          if (answer->status == 200 || answer->status == 201 || answer->status == 204)
                              return done(answer->body);
                          if (answer->status == 401 && guard && guard->isSignedIn()) {
                              crypto::wipe(guard->m_token);
                              Q_EMIT guard->sessionEnded();
                          }
                          done(fail(errorOf(*answer)));
                      });
}

void ReviewClient::get(const QByteArray& path, QObject* context, Done<QByteArray> done, const Headers& headers) {
    sync::HttpRequest call = makeRequest(m_access, m_token, "GET", path);
    call.headers += headers;
    send(std::move(call), context, std::move(done));
}

template <class T>
void ReviewClient::get(const QByteArray& path, QObject* context, Done<T> done, Result<T> (*read)(QByteArrayView)) {
    readWhole<T>(path, context, std::move(done), read);
}

template <class T>
void ReviewClient::readWhole(const QByteArray& path, QObject* context, Done<T> done,
                             std::function<Result<T>(QByteArrayView)> read) {
    const QPointer<QObject> there(context);
    get(path, context,
        [guard = QPointer(this), there, done = std::move(done),
         read = std::move(read)](const Result<QByteArray>& body) {
            if (!body) return done(fail(body.error()));
            if (body->size() <= kReadAtOnce) return done(read(*body));
            if (guard && there)
                inSession<T>(
                    guard, there, [body = *body, read] { return read(body); }, done);
        });
}

// --- the log ---------------------------------------------------------------------------------------------------------

void ReviewClient::fetchLog(qint64 from, int limit, QObject* context, Done<LogPage> done) {
    fetchLog(LogQuestion(), from, limit, context, std::move(done));
}

void ReviewClient::fetchLog(const LogQuestion& question, qint64 from, int limit, QObject* context, Done<LogPage> done) {
    QByteArray path = logPath(from, limit);
    if (!question.kind.isEmpty()) path += "&kind=" + question.kind.toPercentEncoding();
    if (question.isHeldOnly) path += "&status=held";
    readWhole<LogPage>(path, context, std::move(done), [](QByteArrayView body) -> Result<LogPage> {
        auto page = readLogPage(body);
        if (!page) return page;
        for (const audit::ServedEntry& entry : page->entries)
            page->records << LogRecord::of(entry);
        return page;
    });
}

void ReviewClient::fetchCheckpoint(QObject* context, Done<audit::Checkpoint> done) {
    get(kCheckpointPath, context,
        [guard = QPointer(this), logKey = m_access.logKey, done = std::move(done)](const Result<QByteArray>& body) {
            if (!body) return done(fail(body.error()));
            const auto key = audit::readVerifierKey(logKey);
            if (!key) return done(fail(key.error()));
            auto point = audit::verifyCheckpoint(*body, *key);
            if (point && guard) guard->m_checkpoint = *point;
            done(std::move(point));
        });
}

void ReviewClient::prove(qint64 index, const crypto::Digest& leaf, QObject* context, Done<EntryProof> done) {
    if (m_checkpoint && index < m_checkpoint->size)
        return proveAt(*m_checkpoint, index, leaf, context, std::move(done));
    const QPointer<QObject> there(context);
    fetchCheckpoint(context, [guard = QPointer(this), there, index, leaf,
                              done = std::move(done)](const Result<audit::Checkpoint>& point) {
        if (!point) return done(fail(point.error()));
        if (guard && there) guard->proveAt(*point, index, leaf, there, done);
    });
}

void ReviewClient::proveAt(const audit::Checkpoint& checkpoint, qint64 index, const crypto::Digest& leaf,
                           QObject* context, Done<EntryProof> done) {
    if (index >= checkpoint.size)
        return done(fail("PROOF_INVALID", QStringLiteral("The entry is newer than the newest checkpoint.")));
    get(inclusionPath(index, checkpoint.size), context,
        [checkpoint, index, leaf, done = std::move(done)](const Result<QByteArray>& body) {
            if (!body) return done(fail(body.error()));
            const auto hashes = readHashes(*body);
            if (!hashes) return done(fail(hashes.error()));
            done(proveEntry(index, leaf, *hashes, checkpoint));
        });
}

LogSourceFactory ReviewClient::logSource() const {
    return [access = m_access, transports = m_transports, token = m_token]() -> std::unique_ptr<LogSource> {
        return std::make_unique<RemoteLogSource>(access, transports(), token);
    };
}

// --- evidence --------------------------------------------------------------------------------------------------------

void ReviewClient::openPhoto(const FileId& file, const QString& purpose, QObject* context, Done<QImage> done) {
    // The header's bytes are UTF-8, without line breaks or other control characters.
    QString text = purpose.simplified();
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    const QPointer<QObject> there(context);
    get("/api/v5/vault/" + file.toText(), context,
        [guard = QPointer(this), there, done = std::move(done)](const Result<QByteArray>& body) {
            if (!body) return done(fail(body.error()));
            if (guard && there) decode(guard, *body, there, done);
        },
        {{"Haziri-Purpose", text.toUtf8()}});
}

// --- alerts, marks, laptops, workers ---------------------------------------------------------------------------------

void ReviewClient::fetchAlerts(const QByteArray& state, QObject* context, Done<AlertList> done) {
    QByteArray path = "/api/v5/fraud?limit=1000&order=loss";
    if (!state.isEmpty()) path += "&state=" + state;
    get<AlertList>(path, context, std::move(done), readAlerts);
}

void ReviewClient::fetchRefused(const EventId& alert, QObject* context, Done<RefusedPacket> done) {
    get<RefusedPacket>("/api/v5/fraud/" + alert.toText(), context, std::move(done), readRefused);
}

void ReviewClient::resolve(const EventId& alert, Ruling ruling, const QString& reason, QObject* context,
                           Done<void> done) {
    sync::HttpRequest call = makeRequest(m_access, m_token, "POST", "/api/v5/fraud/" + alert.toText() + "/resolve");
    call.body = json::toText(
        {{QStringLiteral("decision"), QLatin1String(toText(ruling))}, {QStringLiteral("reason"), reason.simplified()}});
    send(std::move(call), context, [done = std::move(done)](const Result<QByteArray>& body) {
        if (!body) return done(fail(body.error()));
        done({});
    });
}

void ReviewClient::fetchMarks(const MarkQuery& query, QObject* context, Done<MarkPage> done) {
    QByteArray path = "/api/v5/attendance?limit=" + QByteArray::number(query.limit);
    if (!query.siteId.isNull()) path += "&siteId=" + query.siteId.toText();
    if (!query.workerId.isNull()) path += "&workerId=" + query.workerId.toText();
    if (query.from) path += "&from=" + QByteArray::number(query.from->value);
    if (query.to) path += "&to=" + QByteArray::number(query.to->value);
    if (!query.status.isEmpty()) path += "&status=" + query.status;
    if (query.after) path += "&after=" + QByteArray::number(*query.after);
    get<MarkPage>(path, context, std::move(done), readMarks);
}

void ReviewClient::fetchDevices(QObject* context, Done<QList<DeviceLine>> done) {
    get<QList<DeviceLine>>("/api/v5/devices", context, std::move(done), readDevices);
}

void ReviewClient::fetchTrustHistory(const QByteArray& deviceId, QObject* context, Done<QList<TrustPoint>> done) {
    get<QList<TrustPoint>>("/api/v5/devices/" + deviceId, context, std::move(done), readTrustHistory);
}

namespace {

struct WorkersPage {
    QList<WorkerLine> lines;
    WorkerId next; ///< behind whom the next page begins; null: there is none
};

Result<WorkersPage> readWorkersPage(QByteArrayView body) {
    auto lines = readWorkers(body);
    if (!lines) return fail(lines.error());
    const auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    const WorkerId next = root->has("next") ? root->id<WorkerId>("next") : WorkerId();
    if (root->error()) return fail(*root->error());
    return WorkersPage{std::move(*lines), next};
}

} // namespace

void ReviewClient::fetchWorkers(QObject* context, Done<QList<WorkerLine>> done) {
    // Page after page; each callback holds the walk, the walk itself only knows of itself.
    const auto all = std::make_shared<QList<WorkerLine>>();
    const auto walk = std::make_shared<std::function<void(const WorkerId&)>>();
    const QPointer<QObject> there(context);
    *walk = [this, there, all, done = std::move(done), itself = std::weak_ptr(walk)](const WorkerId& after) {
        QByteArray path = "/api/v5/workers?limit=10000";
        if (!after.isNull()) path += "&after=" + after.toText();
        readWhole<WorkersPage>(
            path, there,
            [there, all, done, walk = itself.lock()](const Result<WorkersPage>& page) {
                if (!page) return done(fail(page.error()));
                *all += page->lines;
                if (page->next.isNull() || page->lines.isEmpty()) return done(*all);
                if (there) (*walk)(page->next);
            },
            readWorkersPage);
    };
    (*walk)({});
}

// --- the office's own ------------------------------------------------------------------------------------------------

void ReviewClient::post(const QByteArray& path, QByteArray body, QObject* context, Done<QByteArray> done) {
    sync::HttpRequest call = makeRequest(m_access, m_token, "POST", path);
    call.body = std::move(body);
    send(std::move(call), context, std::move(done));
}

void ReviewClient::fetchEnrolledPhotos(const WorkerId& worker, QObject* context, Done<QList<FileId>> done) {
    get<QList<FileId>>("/api/v5/workers/" + worker.toText(), context, std::move(done), readPhotos);
}

void ReviewClient::fetchSites(QObject* context, Done<QList<SiteLine>> done) {
    get<QList<SiteLine>>("/api/v5/sites", context, std::move(done), readSites);
}

void ReviewClient::fetchUsers(QObject* context, Done<QList<UserLine>> done) {
    get<QList<UserLine>>("/api/v5/users", context, std::move(done), readUsers);
}

void ReviewClient::fetchCodes(QObject* context, Done<QList<CodeLine>> done) {
    get<QList<CodeLine>>("/api/v5/enrolment-codes", context, std::move(done), readCodes);
}

void ReviewClient::addSite(const SiteLine& site, QObject* context, Done<void> done) {
    post("/api/v5/sites",
         json::toText({{QStringLiteral("name"), site.name},
                       {QStringLiteral("latE7"), site.latE7},
                       {QStringLiteral("lonE7"), site.lonE7},
                       {QStringLiteral("radiusM"), site.radiusM}}),
         context, withoutBody(std::move(done)));
}

void ReviewClient::addUser(const QString& name, const QByteArray& role, const crypto::SecretBytes& password,
                           QObject* context, Done<void> done) {
    QByteArray secret = jsonText(password.view());
    QByteArray body =
        "{\"name\":" + jsonText(name.toUtf8()) + ",\"password\":" + secret + ",\"role\":" + jsonText(role) + '}';
    crypto::wipe(secret);
    post("/api/v5/users", std::move(body), context, withoutBody(std::move(done)));
}

void ReviewClient::setUserBlocked(const UserId& user, bool blocks, const QString& reason, QObject* context,
                                  Done<void> done) {
    post("/api/v5/users/" + user.toText() + (blocks ? "/block" : "/unblock"),
         json::toText({{QStringLiteral("reason"), reason.simplified()}}), context, withoutBody(std::move(done)));
}

void ReviewClient::setUserPassword(const UserId& user, const crypto::SecretBytes& password, QObject* context,
                                   Done<void> done) {
    QByteArray secret = jsonText(password.view());
    QByteArray body = "{\"password\":" + secret + '}';
    crypto::wipe(secret);
    post("/api/v5/users/" + user.toText() + "/password", std::move(body), context, withoutBody(std::move(done)));
}

void ReviewClient::fetchPay(const SiteId& site, QDate month, QObject* context, Done<QList<PayLine>> done) {
    get<QList<PayLine>>("/api/v5/pay?siteId=" + site.toText() +
                            "&month=" + month.toString(QStringLiteral("yyyy-MM")).toLatin1(),
                        context, std::move(done), readPay);
}

void ReviewClient::putPay(const QList<protocol::PayChange>& changes, QObject* context, Done<void> done) {
    QJsonArray list;
    for (const auto& change : changes)
        list.append(protocol::toJson(change));
    post("/api/v5/pay", json::toText({{QStringLiteral("changes"), list}}), context, withoutBody(std::move(done)));
}

void ReviewClient::addCode(const QString& username, const SiteId& siteId, QObject* context, Done<FreshCode> done) {
    post("/api/v5/enrolment-codes",
         json::toText({{QStringLiteral("username"), username}, {QStringLiteral("siteId"), siteId.toString()}}), context,
         [done = std::move(done)](const Result<QByteArray>& body) {
             if (!body) return done(fail(body.error()));
             done(readFreshCode(*body));
         });
}

void ReviewClient::setBlocked(const QByteArray& deviceId, bool blocks, const QString& reason, QObject* context,
                              Done<void> done) {
    post("/api/v5/devices/" + deviceId + (blocks ? "/block" : "/unblock"),
         json::toText({{QStringLiteral("reason"), reason.simplified()}}), context, withoutBody(std::move(done)));
}

void ReviewClient::fetchReport(bool isWages, const SiteId& siteId, QDate month, QObject* context, Done<Report> done) {
    const QByteArray path = QByteArray("/api/v5/reports/") + (isWages ? "wages" : "muster") +
                            "?siteId=" + siteId.toText() +
                            "&month=" + month.toString(QStringLiteral("yyyy-MM")).toLatin1();
    readWhole<Report>(path, context, std::move(done),
                      [logKey = m_access.logKey, now = m_clock.now()](QByteArrayView body) -> Result<Report> {
                          auto report = registers::readReport(body);
                          if (!report) return fail(report.error());
                          registers::MadeFrom from;
                          from.at = now;
                          if (!report->checkpoint.isEmpty()) {
                              const auto key = audit::readVerifierKey(logKey);
                              if (!key) return fail(key.error());
                              const auto point = audit::verifyCheckpoint(report->checkpoint, *key);
                              if (!point) return fail(point.error());
                              from = {point->size, crypto::toBase64Url(point->root), point->origin, now};
                          }
                          return Report{std::move(*report), from};
                      });
}

void ReviewClient::makeSlip(qint64 index, QObject* context, Done<QByteArray> done) {
    const QPointer<QObject> there(context);
    get(kCheckpointPath, context,
        [guard = QPointer(this), there, index, done = std::move(done)](const Result<QByteArray>& note) {
            if (!note) return done(fail(note.error()));
            if (!guard || !there) return;
            const auto key = audit::readVerifierKey(guard->m_access.logKey);
            if (!key) return done(fail(key.error()));
            const auto point = audit::verifyCheckpoint(*note, *key);
            if (!point) return done(fail(point.error()));
            guard->makeSlipAt(index, *note, *point, there, done);
        });
}

void ReviewClient::makeSlipAt(qint64 index, const QByteArray& note, const audit::Checkpoint& checkpoint,
                              QObject* context, Done<QByteArray> done) {
    const QPointer<QObject> there(context);
    fetchLog(
        index, 1, context,
        [guard = QPointer(this), there, index, note, checkpoint, done = std::move(done)](const Result<LogPage>& page) {
            if (!page) return done(fail(page.error()));
            if (page->entries.isEmpty() || index >= checkpoint.size) return done(fail("NOT_FOUND"));
            if (!guard || !there) return;
            const auto key = audit::readVerifierKey(guard->m_access.logKey);
            guard->get(inclusionPath(index, checkpoint.size), there,
                       [entry = page->entries.first(), note, key, done](const Result<QByteArray>& body) {
                           if (!body) return done(fail(body.error()));
                           const auto hashes = readHashes(*body);
                           if (!hashes) return done(fail(hashes.error()));
                           done(slip::makeSlip(entry, *hashes, note, *key));
                       });
        });
}

} // namespace haziri::review
