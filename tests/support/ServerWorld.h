// A whole server in the test's own process, asked through its router as the network would, with a clock that tests
// move.
#pragma once

#include "server/House.h"
#include "server/Verbs.h"
#include "server/onboarding/EnrolmentCodes.h"
#include "server/onboarding/OfficeBook.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/protocol/Proof.h"
#include "core/protocol/Tokens.h"
#include "tests/support/AnswerLog.h"
#include "tests/support/ManualClock.h"
#include "tests/support/SeededRandom.h"
#include "tests/support/StoreUnderTest.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace haziri::test {

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qUtf8Printable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// What a laptop holds after registration.
struct Laptop {
    explicit Laptop(RandomSource& random)
        : key(crypto::Ed25519PrivateKey::generate(random))
        , deviceId(protocol::keyThumbprint(key.publicKey())) {}

    crypto::Ed25519PrivateKey key;
    QByteArray deviceId;
    QByteArray token; ///< of the session
    QJsonObject registration;
};

class ServerWorld {
  public:
    explicit ServerWorld(const QByteArray& vaultKeys = "k1:" + QByteArray(32, 'k').toBase64()) {
        qputenv("HAZIRI_VAULT_KEYS", vaultKeys);
        QFile password(path("pw"));
        if (!password.open(QIODevice::WriteOnly)) qFatal("no temporary folder");
        password.write("correct horse\n");
        password.close();
        must(server::initialise(arguments(
            {"init", "--origin", "haziri.test/log", "--admin", "root", "--password-file", path("pw").toUtf8()})));
        openHouse();
        siteId = add(
            [&](sql::Database& d, onboarding::OfficeBook& book) { return book.addSite(d, "Gate", 28.5, 77.3, 200); });
        supervisor = addUser("sup", store::Role::Supervisor);
        thekedar = addUser("thek", store::Role::Thekedar);
        hr = addUser("hr", store::Role::Hr);
    }

    /// As a restart of the server does.
    void openHouse() {
        house.reset();
        deployment = must(server::Deployment::open(arguments({"serve"})));
        must(deployment->openVaultKeys());
        house = std::make_unique<server::House>(*deployment, clock);
    }

    QString path(const char* name) const { return folder.filePath(QLatin1String(name)); }
    server::Arguments arguments(const QList<QByteArray>& words) const {
        QStringList all;
        for (const QByteArray& word : words)
            all.append(QString::fromUtf8(word));
        if (isOnPostgres()) all << QStringLiteral("--db") << databaseUrl;
        return must(server::Arguments::parse(all << QStringLiteral("--data") << path("data")));
    }

    template <class Work,
              class Made = typename std::invoke_result_t<Work, sql::Database&, onboarding::OfficeBook&>::value_type>
    Made add(Work work) {
        Made made{};
        must(house->writer.run([&](sql::Database& database) -> Result<void> {
            onboarding::OfficeBook book(deployment->log, clock, deployment->random);
            auto added = work(database, book);
            if (!added) return fail(added.error());
            made = *added;
            return {};
        }));
        return made;
    }
    UserId addUser(const QByteArray& name, store::Role role) {
        const auto hash = must(onboarding::hashNewPassword(crypto::SecretBytes::copyOf("correct horse"), random));
        return add([&](sql::Database& d, onboarding::OfficeBook& book) { return book.addUser(d, name, role, hash); });
    }
    QByteArray code(const QByteArray& user) {
        QByteArray made;
        must(house->writer.run([&](sql::Database& database) -> Result<void> {
            auto issued = onboarding::issueCode(database, user, siteId, clock.now(), deployment->random);
            if (!issued) return fail(issued.error());
            made = *issued;
            return {};
        }));
        return made;
    }

    http::Response ask(const QByteArray& method, const QByteArray& target, const QByteArray& body = {},
                       http::Fields fields = {}) {
        http::Request request;
        request.method = method;
        const qsizetype mark = target.indexOf('?');
        request.path = "/api/v5" + (mark < 0 ? target : target.left(mark));
        if (mark >= 0) request.query = target.mid(mark + 1);
        request.body = body;
        request.peer = peer;
        request.fields = {{"user-agent", "test/1"}, {"haziri-app", "0.1"}};
        if (!body.isEmpty()) request.fields.emplaceBack("content-type", "application/json");
        request.fields += fields;
        http::Response response = house->router->handle(request);
        keepAnswer(request, response);
        return response;
    }
    http::Response ask(const Laptop& laptop, const QByteArray& method, const QByteArray& target,
                       const QByteArray& body = {}, http::Fields fields = {}) {
        fields += http::Fields{{"authorization", "Bearer " + laptop.token}, {"haziri-device", laptop.deviceId}};
        return ask(method, target, body, fields);
    }

    QByteArray proof(const Laptop& laptop, const QByteArray& aud, const QByteArray& codeText = {}, qint64 ageMs = 0,
                     QByteArray jti = {}) {
        protocol::Proof claims;
        claims.aud = aud;
        if (!codeText.isEmpty()) claims.codeHash = crypto::toBase64Url(crypto::sha256(codeText));
        if (aud == "session") claims.deviceId = laptop.deviceId;
        claims.iat = {clock.now().value - ageMs};
        claims.jti = jti.isEmpty() ? "jti-" + QByteArray::number(++m_jti) : jti;
        return protocol::signProof(claims, laptop.key);
    }
    QByteArray registerBody(const Laptop& laptop, const QByteArray& codeText) {
        return json::toText(
            {{QStringLiteral("enrolmentCode"), QString::fromLatin1(codeText)},
             {QStringLiteral("publicKey"), QString::fromLatin1(toBase64Url(laptop.key.publicKey().raw()))},
             {QStringLiteral("fingerprint"),
              QJsonObject{{QStringLiteral("os"), QStringLiteral("Debian")},
                          {QStringLiteral("simHash"), QStringLiteral("00ff00ff00ff00ff")}}},
             {QStringLiteral("proof"), QString::fromLatin1(proof(laptop, "register", codeText))}});
    }
    QByteArray sessionBody(const QByteArray& proofText, const QByteArray& user = {}, const QByteArray& password = {}) {
        QJsonObject body{
            {QStringLiteral("grant"), user.isEmpty() ? QStringLiteral("device") : QStringLiteral("password")},
            {QStringLiteral("proof"), QString::fromLatin1(proofText)},
            {QStringLiteral("fingerprint"),
             QJsonObject{{QStringLiteral("simHash"), QStringLiteral("00ff00ff00ff00ff")}}}};
        if (!user.isEmpty()) {
            body.insert(QStringLiteral("username"), QString::fromUtf8(user));
            body.insert(QStringLiteral("password"), QString::fromUtf8(password));
        }
        return json::toText(body);
    }
    http::Response signIn(Laptop& laptop, const QByteArray& user = {}, const QByteArray& password = "correct horse") {
        auto answer = ask("POST", "/session", sessionBody(proof(laptop, "session"), user, password));
        if (answer.status == 200) laptop.token = objectOf(answer)[QStringLiteral("token")].toString().toLatin1();
        return answer;
    }
    /// Registered for the user, and signed in as him.
    Laptop laptop(const QByteArray& user) {
        Laptop made(random);
        const auto answer = ask("POST", "/device/register", registerBody(made, code(user)));
        if (answer.status != 201) qFatal("not registered: %s", answer.body.constData());
        made.registration = objectOf(answer);
        if (signIn(made, user).status != 200) qFatal("not signed in");
        return made;
    }

    static QJsonObject objectOf(const http::Response& response) {
        return QJsonDocument::fromJson(response.body).object();
    }
    static QByteArray codeOf(const http::Response& response) {
        return objectOf(response)[QStringLiteral("code")].toString().toLatin1();
    }
    static QByteArray fieldOf(const http::Response& response, const QByteArray& name) {
        for (const auto& [key, value] : response.fields)
            if (key == name) return value;
        return {};
    }

    qint64 number(const QString& sql, const QVariantList& values = {}) {
        auto rows = must(deployment->database->run(sql, values));
        return rows.next() ? rows.integer(0) : -1;
    }
    qint64 entriesOf(const QByteArray& kind) {
        qint64 count = 0;
        auto page = must(deployment->log.entries(*deployment->database, 0, 1000));
        for (const auto& entry : page.entries)
            count += entry.entry.contains("\"kind\":\"" + kind + '"');
        return count;
    }

    QTemporaryDir folder;
    QString databaseUrl = storeUnderTest(path("data/haziri.db"));
    ManualClock clock;
    SeededRandom random{11};
    QHostAddress peer = QHostAddress(QStringLiteral("192.0.2.1"));
    std::unique_ptr<server::Deployment> deployment;
    std::unique_ptr<server::House> house;
    SiteId siteId;
    UserId supervisor, thekedar, hr;

  private:
    int m_jti = 0;
};

} // namespace haziri::test
