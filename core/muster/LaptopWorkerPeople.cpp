// Who the laptop knows and who stands before it: registration, sign-in and lock, and whom a thekedar brings in.
#include "core/muster/LaptopWorker.h"

#include "core/muster/DayBook.h"

#include <QDir>
#include <QFile>

namespace haziri::muster {

namespace {

const QByteArray kReceiver = QByteArrayLiteral("receiver");
const QByteArray kLocked = QByteArrayLiteral("locked");

/// Says that the laptop is locked where its store could not.
QString lockMark(const QString& profileDir) {
    return QDir(profileDir).filePath(QStringLiteral("locked"));
}

} // namespace

PersonInfo LaptopWorker::person() const {
    return m_signedIn ? *m_signedIn : m_profile->registeredFor();
}

Known LaptopWorker::known() const {
    const auto receiver = m_profile->outbox().value(kReceiver);
    const auto locked = m_profile->outbox().value(kLocked);
    return {m_profile->isRegistered(),
            m_profile->site(),
            person(),
            m_profile->identity().deviceId(),
            m_profile->anchor(),
            access(),
            receiver ? QString::fromUtf8(*receiver) : QString(),
            m_profile->isRegistered() &&
                (!(locked && locked->isEmpty()) || QFile::exists(lockMark(m_options.profileDir)))};
}

sync::ServerAccess LaptopWorker::access() const {
    const auto& server = m_profile->server();
    if (!m_profile->isRegistered() || !server) return {};
    const auto fingerprint = device::Fingerprint::ofThisMachine(m_options.screen, m_options.cameraId);
    // A key of its own for the closure: the identity belongs to this thread.
    auto key = crypto::Ed25519PrivateKey::fromSeed(m_profile->identity().key().seed());
    if (!key) return {};
    auto shared = std::make_shared<const crypto::Ed25519PrivateKey>(std::move(*key));
    return {server->base,
            server->pin,
            m_profile->identity().deviceId(),
            fingerprint.toJson(),
            fingerprint.simHashHex(),
            server->keys.log ? audit::writeVerifierKey(server->keys.log->name, server->keys.log->key) : QByteArray(),
            [shared](const protocol::Proof& proof) { return protocol::signProof(proof, *shared); }};
}

void LaptopWorker::registerDevice(const QString& text) {
    if (!m_profile) return Q_EMIT registerFailed("NOT_OPEN", QStringLiteral("The profile is not open."));
    auto uri = protocol::EnrolmentUri::parse(text);
    if (!uri) return Q_EMIT registerFailed(uri.error().code, uri.error().message);
    if (m_engine) m_engine->cancel(); // whoever waits for its end is told
    connectServer(uri->baseUrl(), uri->pin);
    m_client->setLastEpoch(m_profile->lastEpoch());
    m_client->setKeptEpoch(m_profile->keptEpochFor(*uri));
    m_client->registerDevice(uri->code, this, [this, uri = *uri](sync::Called<sync::Registration> answer) {
        // Both ways end with another client, and the one that is calling us must be able to return first.
        const auto failed = [this](const Error& error) {
            QTimer::singleShot(0, this, [this, error] {
                if (!m_profile) return;
                if (m_profile->isRegistered()) startEngine(); // back to the server we had
                syncSoon();                                   // the timer may have run out meanwhile
                Q_EMIT registerFailed(error.code, error.message);
            });
        };
        if (!answer) return failed(answer.error().error);
        if (auto adopted = m_profile->adopt(uri, *answer); !adopted) return failed(adopted.error());
        if (auto anchor = m_client->readTimeToken(answer->timeToken, answer->arrival)) {
            if (auto kept = m_profile->outbox().setValue("anchor", anchor->toText()); !kept)
                return failed(kept.error());
        }
        if (auto read = m_profile->refresh(); !read) return failed(read.error());
        if (auto open = keepUnlocked(); !open) return failed(open.error()); // by the office
        QTimer::singleShot(0, this, [this] {
            startEngine();
            publish();
            Q_EMIT registered();
            if (m_options.autoSync) m_syncTimer.start(0);
        });
    });
}

void LaptopWorker::signIn(const QString& user, const crypto::SecretBytes& password) {
    if (!m_desk)
        return Q_EMIT signInFailed("NOT_REGISTERED", QStringLiteral("This laptop is not enrolled at a server yet."));
    const QByteArray name = user.toUtf8();
    std::optional<Error> noPin;
    if (auto who = byPin(name, password, noPin)) return welcome(name, std::move(*who));
    m_desk->signIn(name, password.clone(), [this, name, noPin](Result<SignedIn> who) {
        // Digits that are no password either: they were meant as the PIN.
        if (!who && noPin && (who.error().code == "SIGN_IN_REFUSED" || who.error().code == "WRONG_PASSWORD"))
            who = fail(*noPin);
        welcome(name, std::move(who));
    });
}

std::optional<Result<SignedIn>> LaptopWorker::byPin(const QByteArray& userName, const crypto::SecretBytes& secret,
                                                    std::optional<Error>& refused) {
    if (!PersonVault::looksLikePin(secret) || !m_vault->hasPin(userName)) return {};
    auto person = m_vault->unlockWithPin(userName, secret);
    if (person) return Result<SignedIn>(SignedIn{std::move(*person), true});
    // Where no PIN is taken any more digits can only be the password; and some people's password is a number. Its own
    // tries are counted.
    const bool goesOn = person.error().code == "PIN_TRIES" ||
                        (person.error().code == "WRONG_PIN" && m_vault->mayBePassword(userName, secret));
    if (!goesOn) return Result<SignedIn>(fail(person.error()));
    refused = person.error();
    return {};
}

void LaptopWorker::welcome(const QByteArray& userName, Result<SignedIn> who) {
    if (!who) return Q_EMIT signInFailed(who.error().code, who.error().message);
    PersonInfo info = who->person.info;
    if (const QString name = m_profile->personName(info.userId); !name.isEmpty()) info.name = name;
    const bool offline = who->offline;
    m_signedIn = info;
    m_person.emplace(std::move(who->person));
    m_userName = userName;
    if (auto unlocked = keepUnlocked(); !unlocked) m_lastError = unlocked.error().message;
    keepHead(); // where the chain stood when he came
    publish();
    Q_EMIT signedIn(info, offline);
    syncSoon();
}

void LaptopWorker::setPin(const crypto::SecretBytes& pin, const crypto::SecretBytes& password) {
    if (!m_person) return Q_EMIT pinRefused("SIGN_IN_NEEDED");
    if (m_person->info.role == "hr" || m_person->info.role == "admin") return Q_EMIT pinRefused("PIN_NOT_FOR_OFFICE");
    // An open window is not enough, since a PIN signs what the password signs. Wrong ones are counted.
    if (auto sure = m_vault->unlock(m_userName, password); !sure) return Q_EMIT pinRefused(sure.error().code);
    if (auto done = m_vault->setPin(m_userName, *m_person, pin); !done) return Q_EMIT pinRefused(done.error().code);
    Q_EMIT pinSet();
}

void LaptopWorker::signOut() {
    const bool wasSignedIn = m_signedIn.has_value();
    m_signedIn.reset();
    m_person.reset();
    m_userName.clear();
    if (!m_profile) return;
    keepHead(); // where the chain stood when he went, whether or not there is a line to say so
    if (wasSignedIn) syncSoon();
    m_profile->noteHighWater();
    publish();
}

// Ending the program must not be a way around the lock.
void LaptopWorker::lock() {
    if (m_profile && m_profile->isRegistered()) keepLocked();
    signOut();
}

// On a disk that is full an empty file still finds its place; where neither does, the queue says what is wrong.
void LaptopWorker::keepLocked() {
    const auto kept = m_profile->outbox().setValue(kLocked, "1");
    if (kept) return;
    m_lastError = kept.error().message;
    QFile mark(lockMark(m_options.profileDir));
    if (!mark.open(QIODevice::WriteOnly)) m_lastError = mark.errorString();
    tellQueue();
}

Result<void> LaptopWorker::keepUnlocked() {
    if (auto kept = m_profile->outbox().setValue(kLocked, {}); !kept) return kept;
    const QString mark = lockMark(m_options.profileDir);
    if (QFile::exists(mark) && !QFile::remove(mark)) return fail("IO_ERROR", mark);
    return {};
}

void LaptopWorker::keepHead() {
    if (!m_profile || !m_profile->isRegistered()) return;
    const auto end = m_profile->outbox().chain();
    if (!end || end->seq == 0) return;
    const QByteArray head = m_profile->identity().signHead(end->epoch, end->seq, end->hash, m_clock.now());
    if (auto kept = m_profile->outbox().keepHead(*end, head); !kept) m_lastError = kept.error().message;
}

void LaptopWorker::keepReceiver(const QString& receiver) {
    if (!m_profile) return;
    if (auto kept = m_profile->outbox().setValue(kReceiver, receiver.toUtf8()); !kept)
        m_lastError = kept.error().message;
}

void LaptopWorker::enrolWorker(const EnrolRequest& request) {
    const auto refuse = [this](const Error& error) {
        EnrolOutcome outcome;
        outcome.code = error.code;
        outcome.reason = error.message;
        Q_EMIT enrolled(outcome);
    };
    if (!m_desk) return refuse({"NOT_REGISTERED", QStringLiteral("This laptop is not enrolled at a server yet.")});
    auto password = request.password ? request.password->clone() : crypto::SecretBytes();
    EnrolRequest rest = request;
    rest.password.reset();
    // Who signed in here before needs no line.
    std::optional<Error> noPin;
    auto pin = byPin(request.thekedar, password, noPin);
    if (pin && !*pin) return refuse(pin->error());
    auto offline = pin ? std::move(*pin) : m_desk->signInOffline(request.thekedar, password);
    const bool complete = offline && (offline->person.keyRegistered || offline->person.info.role != "thekedar");
    if (complete) return finishEnrolment(rest, std::move(offline));
    // A PIN opens the key here; to the server only the password says who he is.
    if (pin)
        return refuse({"SIGN_IN_NEEDS_LINE", QStringLiteral("The server has to take this person's key first: the "
                                                            "password is needed once, and a line.")});
    const Error otherwise =
        offline ? Error{"SIGN_IN_NEEDS_LINE", QStringLiteral("The key of this person is not at the server yet.")}
        : noPin && offline.error().code == "WRONG_PASSWORD" ? *noPin
                                                            : offline.error();
    m_desk->signInOnline(request.thekedar, std::move(password), otherwise,
                         [this, rest](Result<SignedIn> who) { finishEnrolment(rest, std::move(who)); });
}

void LaptopWorker::checkLikeness(qint64 request, const QList<QImage>& photos) {
    LikenessCheck check;
    check.code = "NOT_OPEN";
    if (m_enrolment) check = m_enrolment->check(photos, *m_gallery->snapshot());
    check.request = request;
    for (Likeness& one : check.alike) {
        const KnownWorker known = m_workers.value(one.workerId);
        one.name = known.name;
        one.trade = known.trade;
        one.gang = known.gang;
        one.photo = DayBook(m_profile->outbox()).newestPhotoOf(one.workerId);
    }
    Q_EMIT likenessChecked(check);
}

void LaptopWorker::finishEnrolment(const EnrolRequest& request, Result<SignedIn> who) {
    EnrolOutcome outcome;
    if (!who) {
        outcome.code = who.error().code;
        outcome.reason = who.error().message;
    } else {
        const auto gallery = m_gallery->snapshot();
        outcome = m_enrolment->enrol(request, who->person, *gallery);
    }
    if (outcome.ok) loadWorkers(); // before the answer: whoever hears it can mark the worker at once
    Q_EMIT enrolled(outcome);
    if (!outcome.ok) return;
    tellQueue();
    Q_EMIT rollChanged(dayOf(m_clock.now()));
    if (m_options.autoSync && m_engine) m_syncTimer.start(kSoonMs);
}

} // namespace haziri::muster
