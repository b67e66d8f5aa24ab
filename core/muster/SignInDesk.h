// Signing a person in: at the server where there is a line, otherwise by what the laptop remembers.
#pragma once

#include "core/muster/PersonVault.h"
#include "core/sync/ServerClient.h"

#include <functional>
#include <memory>

namespace haziri::muster {

struct SignedIn {
    UnlockedPerson person;
    bool offline = false;
};

/// One thread. `client` and `vault` must outlive it.
class SignInDesk : public QObject {
    Q_OBJECT
  public:
    using Done = std::function<void(Result<SignedIn>)>;
    using Then = std::function<void()>;
    SignInDesk(sync::ServerClient& client, PersonVault& vault, RandomSource& random, QObject* parent = nullptr)
        : QObject(parent)
        , m_client(client)
        , m_vault(vault)
        , m_random(random) {}

    /// Asked before a personal key is replaced, to send what the old one signed: `then` goes on, whatever became of it.
    void setBeforeNewKey(std::function<void(Then then)> before) { m_beforeNewKey = std::move(before); }

    /// SIGN_IN_REFUSED (the server says no), SIGN_IN_NEEDS_LINE (first time, and no line), WRONG_PASSWORD,
    /// TOO_MANY_TRIES, or the server's and the key store's own errors.
    void signIn(const QByteArray& userName, crypto::SecretBytes password, Done done);
    /// At the server only: `otherwise` is the answer where there is no line. For who was refused offline already: the
    /// password may have been changed at the office, but one try must count once.
    void signInOnline(const QByteArray& userName, crypto::SecretBytes password, Error otherwise, Done done);
    /// Without the server, and only with what was registered there before. SIGN_IN_NEEDS_LINE otherwise.
    Result<SignedIn> signInOffline(const QByteArray& userName, const crypto::SecretBytes& password);

  private:
    struct Visit; ///< one person at the desk
    void begin(std::shared_ptr<Visit> visit);
    void refused(const std::shared_ptr<Visit>& visit, const sync::CallError& error);
    void accepted(const std::shared_ptr<Visit>& visit, const sync::Session& session);
    void enter(const std::shared_ptr<Visit>& visit);
    void replaceKey(const std::shared_ptr<Visit>& visit);
    void registerKey(const std::shared_ptr<Visit>& visit);
    void leave(const std::shared_ptr<Visit>& visit, Result<SignedIn> result);

    sync::ServerClient& m_client;
    PersonVault& m_vault;
    RandomSource& m_random;
    std::function<void(Then then)> m_beforeNewKey;
};

} // namespace haziri::muster
