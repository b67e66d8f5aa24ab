#include "core/muster/SignInDesk.h"

#include <QPointer>

namespace haziri::muster {

struct SignInDesk::Visit {
    QByteArray userName;
    crypto::SecretBytes password;
    Done done;
    std::optional<Error> withoutLine; ///< set: what is answered without a line, instead of trying offline
    std::optional<UnlockedPerson> person;
};

namespace {

bool noLine(const sync::CallError& error) {
    return error.status == 0 || error.status >= 500;
}

/// Whether no password will open again what the laptop kept of this person.
bool isLost(const QByteArray& code) {
    return code == "PERSON_UNKNOWN" || code == "WRONG_PASSWORD" || code == "TOO_MANY_TRIES" || code == "MALFORMED";
}

} // namespace

void SignInDesk::signIn(const QByteArray& userName, crypto::SecretBytes password, Done done) {
    begin(std::make_shared<Visit>(Visit{userName, std::move(password), std::move(done), std::nullopt, std::nullopt}));
}

void SignInDesk::signInOnline(const QByteArray& userName, crypto::SecretBytes password, Error otherwise, Done done) {
    begin(std::make_shared<Visit>(
        Visit{userName, std::move(password), std::move(done), std::move(otherwise), std::nullopt}));
}

void SignInDesk::begin(std::shared_ptr<Visit> visit) {
    m_client.openPasswordSession(visit->userName, visit->password, this,
                                 [this, visit](const sync::Called<sync::Session>& session) {
                                     if (!session) return refused(visit, session.error());
                                     accepted(visit, *session);
                                 });
}

Result<SignedIn> SignInDesk::signInOffline(const QByteArray& userName, const crypto::SecretBytes& password) {
    auto person = m_vault.unlock(userName, password);
    if (!person) {
        if (person.error().code != "PERSON_UNKNOWN") return fail(person.error());
        return fail("SIGN_IN_NEEDS_LINE", QStringLiteral("The first sign-in on a laptop needs a line to the server."));
    }
    return SignedIn{std::move(*person), true};
}

void SignInDesk::refused(const std::shared_ptr<Visit>& visit, const sync::CallError& error) {
    if (noLine(error) && visit->withoutLine) return leave(visit, fail(*visit->withoutLine));
    if (noLine(error)) return leave(visit, signInOffline(visit->userName, visit->password));
    if (error.status == 401) {
        return leave(visit, fail("SIGN_IN_REFUSED", QStringLiteral("The name or the password is wrong.")));
    }
    leave(visit, fail(error.error));
}

void SignInDesk::accepted(const std::shared_ptr<Visit>& visit, const sync::Session& session) {
    PersonInfo info{session.userId, QString::fromUtf8(visit->userName), session.role};
    auto known = m_vault.unlock(visit->userName, visit->password);
    const QByteArray code = known ? QByteArray() : known.error().code;
    // A key chain that cannot be read just now still holds the key that his workers' enrolments are signed with.
    if (!known && !isLost(code)) return leave(visit, fail(known.error()));
    if (known && known->info.userId == info.userId) {
        visit->person.emplace(std::move(*known));
        visit->person->info = info;
        return enter(visit);
    }
    // First time here, or the password was changed at the office: the old key cannot be opened any more.
    visit->person.emplace(UnlockedPerson{info, crypto::Ed25519PrivateKey::generate(m_random), false});
    replaceKey(visit); // a locked key chain may say of everybody that it does not know him
}

void SignInDesk::replaceKey(const std::shared_ptr<Visit>& visit) {
    if (!m_beforeNewKey || visit->person->info.role != "thekedar") return enter(visit);
    m_beforeNewKey([desk = QPointer(this), visit] {
        if (desk) desk->enter(visit);
    });
}

void SignInDesk::enter(const std::shared_ptr<Visit>& visit) {
    const bool needsKey = visit->person->info.role == "thekedar";
    if (needsKey && !visit->person->keyRegistered) return registerKey(visit);
    if (auto kept = m_vault.put(visit->userName, *visit->person, visit->password); !kept)
        return leave(visit, fail(kept.error()));
    leave(visit, SignedIn{std::move(*visit->person), false});
}

void SignInDesk::registerKey(const std::shared_ptr<Visit>& visit) {
    m_client.putUserKey(visit->person->info.userId, visit->person->key, this,
                        [this, visit](const sync::Called<void>& answer) {
                            if (!answer) return leave(visit, fail(answer.error().error));
                            visit->person->keyRegistered = true;
                            if (auto kept = m_vault.put(visit->userName, *visit->person, visit->password); !kept)
                                return leave(visit, fail(kept.error()));
                            leave(visit, SignedIn{std::move(*visit->person), false});
                        });
}

void SignInDesk::leave(const std::shared_ptr<Visit>& visit, Result<SignedIn> result) {
    m_client.dropSession(); // syncing is the device's own affair, whoever is signed in
    visit->done(std::move(result));
}

} // namespace haziri::muster
