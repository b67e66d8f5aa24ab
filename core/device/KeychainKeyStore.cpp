#include "core/device/KeychainKeyStore.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QThread>
#include <functional>
#include <memory>
#include <mutex>
#include <qt6keychain/keychain.h>

namespace haziri::device {

using crypto::SecretBytes;

namespace {

const QString kService = QStringLiteral("Haziri");

constexpr unsigned kFarewellMs = 2'000;

QThread* keychainThread() {
    static auto* const thread = new QThread;
    return thread;
}

// While the process ends, static objects of D-Bus, GLib and Qt go, one after another: a thread that still works with
// them then falls. A service that does not answer must not keep the program from ending.
void endKeychainThread() {
    keychainThread()->quit();
    keychainThread()->wait(kFarewellMs);
}

/// QtKeychain queues all jobs of a process in one object that belongs to the thread of the first job. So there is one
/// thread for all stores; it ends with the application, and begins again should anybody still ask after that.
QObject* keychainThreadObject() {
    static QObject* const object = [] {
        keychainThread()->setObjectName(QStringLiteral("keychain"));
        auto* context = new QObject;
        context->moveToThread(keychainThread());
        return context;
    }();
    static std::mutex starting;
    const std::lock_guard lock(starting);
    if (!keychainThread()->isRunning()) {
        keychainThread()->start();
        if (QCoreApplication::instance()) qAddPostRoutine(endKeychainThread);
    }
    return object;
}

/// What a job leaves behind; shared, since a job may outlive the patience of who asked.
struct Outcome {
    QSemaphore done;
    QKeychain::Error error = QKeychain::OtherError;
    QString message;
    SecretBytes secret;
};

Error toError(const Outcome& outcome) {
    const QString detail =
        outcome.message.isEmpty() ? QString() : QStringLiteral(" (") + outcome.message + QLatin1Char(')');
    // Some services call it "access denied"; a person needs the other word.
    const bool saysLocked = outcome.message.contains(QStringLiteral("locked"), Qt::CaseInsensitive);
    if (saysLocked && outcome.error != QKeychain::EntryNotFound)
        return {"KEYCHAIN_LOCKED", QStringLiteral("The keychain is locked.") + detail};
    switch (outcome.error) {
    case QKeychain::EntryNotFound:
        return {"KEY_MISSING", QStringLiteral("The keychain has no such entry.") + detail};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {"KEYCHAIN_DENIED", QStringLiteral("The keychain refused access.") + detail};
    default:
        break;
    }
    return {"KEYCHAIN_UNAVAILABLE",
            QStringLiteral("No keychain service answers on this computer, so keys cannot be kept safely. Start one, or "
                           "name a passphrase file in HAZIRI_KEY_PASSPHRASE_FILE.") +
                detail};
}

using MakeJob = std::function<QKeychain::Job*()>;
using TakeResult = std::function<void(QKeychain::Job*, Outcome&)>;

Result<std::shared_ptr<Outcome>> runJob(const MakeJob& make, const TakeResult& take, int patienceMs) {
    auto outcome = std::make_shared<Outcome>();
    QObject* const context = keychainThreadObject();
    QMetaObject::invokeMethod(
        context,
        [=] {
            QKeychain::Job* job = make();
            job->setInsecureFallback(false);
            QObject::connect(job, &QKeychain::Job::finished, context, [=](QKeychain::Job* finished) {
                outcome->error = finished->error();
                outcome->message = finished->errorString();
                if (finished->error() == QKeychain::NoError) take(finished, *outcome);
                outcome->done.release();
            });
            job->start();
        },
        Qt::QueuedConnection);
    if (!outcome->done.tryAcquire(1, patienceMs)) {
        return fail("KEYCHAIN_LOCKED", QStringLiteral("The keychain did not answer in time. Is it locked?"));
    }
    if (outcome->error != QKeychain::NoError) return fail(toError(*outcome));
    return outcome;
}

} // namespace

KeychainKeyStore::KeychainKeyStore(const QByteArray& profileId, int patienceMs)
    : m_profileId(profileId)
    , m_patienceMs(patienceMs) {}

QString KeychainKeyStore::entryName(const QByteArray& name) const {
    return QString::fromUtf8(m_profileId + '/' + name);
}

Result<SecretBytes> KeychainKeyStore::read(const QByteArray& name) {
    const QString entry = entryName(name);
    auto outcome = runJob(
        [entry]() -> QKeychain::Job* {
            auto* job = new QKeychain::ReadPasswordJob(kService);
            job->setKey(entry);
            return job;
        },
        [](QKeychain::Job* job, Outcome& out) {
            out.secret = SecretBytes::take(static_cast<QKeychain::ReadPasswordJob*>(job)->binaryData());
        },
        m_patienceMs);
    if (!outcome) return fail(outcome.error());
    return std::move((*outcome)->secret);
}

Result<void> KeychainKeyStore::write(const QByteArray& name, const SecretBytes& secret) {
    const QString entry = entryName(name);
    auto bytes = std::make_shared<SecretBytes>(secret.clone());
    auto outcome = runJob(
        [entry, bytes]() -> QKeychain::Job* {
            auto* job = new QKeychain::WritePasswordJob(kService);
            job->setKey(entry);
            job->setBinaryData(bytes->view().toByteArray());
            return job;
        },
        [](QKeychain::Job*, Outcome&) {}, m_patienceMs);
    if (!outcome) return fail(outcome.error());
    return {};
}

Result<void> KeychainKeyStore::remove(const QByteArray& name) {
    const QString entry = entryName(name);
    auto outcome = runJob(
        [entry]() -> QKeychain::Job* {
            auto* job = new QKeychain::DeletePasswordJob(kService);
            job->setKey(entry);
            return job;
        },
        [](QKeychain::Job*, Outcome&) {}, m_patienceMs);
    if (!outcome && outcome.error().code != "KEY_MISSING") return fail(outcome.error());
    return {};
}

} // namespace haziri::device
