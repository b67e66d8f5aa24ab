#include "core/muster/LaptopWorker.h"

#include "core/crypto/SystemRandom.h"
#include "core/face/Picture.h"
#include "core/muster/DayBook.h"
#include "core/muster/JsonValues.h"
#include "core/muster/Roll.h"
#include "core/muster/WorkerCard.h"
#include "core/outbox/RestoreCount.h"
#include "core/sync/HttpsTransport.h"

#include <QDir>
#include <QFile>

namespace haziri::muster {

namespace {

constexpr qint64 kSoonMs = 3'000;       // after a mark: several people pass before a run begins
constexpr qint64 kQuietMs = 5 * 60'000; // with nothing to send: roster, time token
const QByteArray kReceiver = QByteArrayLiteral("receiver");
const QByteArray kLocked = QByteArrayLiteral("locked");
constexpr int kAfterStickMs = 300;
constexpr qint64 kKeepPhotosMs = 7 * 86'400'000LL;
constexpr int kForgottenAtOnce = 2'000;
constexpr int kBetweenForgettingMs = 200;
constexpr int kRememberedAtOnce = 200;
constexpr int kBetweenRememberingMs = 20;

/// Says that the laptop is locked where its store could not.
QString lockMark(const QString& profileDir) {
    return QDir(profileDir).filePath(QStringLiteral("locked"));
}

QDate dayOf(UnixMillis at) {
    return QDateTime::fromMSecsSinceEpoch(at.value).date();
}

} // namespace

LaptopWorker::LaptopWorker(Laptop::Options options, std::shared_ptr<face::GallerySlot> gallery)
    : m_options(std::move(options))
    , m_gallery(std::move(gallery))
    , m_clock(m_options.clock ? *m_options.clock : m_systemClock)
    , m_random(std::make_unique<crypto::SystemRandom>())
    , m_stick(this)
    , m_syncTimer(this) {
    m_syncTimer.setSingleShot(true);
    connect(&m_stick, &StickDesk::progress, this, &LaptopWorker::bundleProgress);
    connect(&m_stick, &StickDesk::done, this, [this](const BundleOutcome& outcome) {
        answerBundle(outcome);
        syncSoon(); // what had to wait for it
    });
    connect(&m_syncTimer, &QTimer::timeout, this, [this] { startRun(); });
}

// Somebody closes the window at the end of a shift without signing out. A verb is no shift.
LaptopWorker::~LaptopWorker() {
    if (m_check) m_check->wait();
    if (m_options.autoSync) keepHead();
}

// --- opening ---------------------------------------------------------------------------------------------------------

void LaptopWorker::open() {
    if (m_profile) return;
    if (auto done = openProfile(); !done) {
        m_profile.reset();
        Q_EMIT openFailed(done.error().code, done.error().message);
        return;
    }
    loadWorkers();
    if (m_profile->isRegistered()) startEngine();
    publish();
    Q_EMIT opened(known());
    tellQueue();
    if (auto closed = m_profile->outbox().closedBecause(); closed && !closed->isEmpty()) Q_EMIT newEpochNeeded(*closed);
    if (m_options.autoSync && m_engine) m_syncTimer.start(0);
    if (m_options.autoSync && m_profile->outbox().needsWholeCheck()) checkStore();
    if (m_options.autoSync) rememberPhotos();
}

// So that the first of the queue does not wait while twenty thousand are read back. A verb reads them when it marks.
void LaptopWorker::rememberPhotos() {
    if (!m_recorder) return;
    const auto more = m_recorder->rememberPhotos(kRememberedAtOnce);
    if (!more) m_lastError = more.error().message;
    if (more && *more) QTimer::singleShot(kBetweenRememberingMs, this, &LaptopWorker::rememberPhotos);
}

// Beside the work, with whatever the machine has to spare: the gate does not wait for it.
void LaptopWorker::checkStore() {
    m_check.reset(QThread::create([this, path = outboxPath(m_options.profileDir)] {
        auto verdict = outbox::checkWholeStore(path);
        const Error error = verdict ? Error{} : verdict.error();
        QMetaObject::invokeMethod(
            this, [this, error] { storeChecked(error); }, Qt::QueuedConnection);
    }));
    m_check->start(QThread::IdlePriority);
}

// What was marked stays in the file, which is evidence now; marking on would write into something that is broken.
void LaptopWorker::storeChecked(const Error& error) {
    if (!m_profile) return;
    if (error.code.isEmpty()) {
        if (auto noted = m_profile->outbox().wholeCheckDone(); !noted) m_lastError = noted.error().message;
        return;
    }
    if (error.code != "OUTBOX_DAMAGED") return; // it could not be read just now: asked again at the next start
    cancelBundle();
    if (m_engine) m_engine->cancel();
    m_syncTimer.stop();
    m_engine.reset();
    m_desk.reset();
    m_person.reset();
    m_enrolment.reset();
    m_recorder.reset();
    m_writer.reset();
    m_vault.reset();
    m_photoMeter.reset();
    m_learned.reset();
    m_client.reset();
    m_deskClient.reset();
    m_transport.reset(); // what is still under way would come back to clients that are gone
    m_profile.reset();
    Q_EMIT openFailed(error.code, error.message);
}

Result<void> LaptopWorker::openProfile() {
    // A program that stays open has time to look while it works.
    const auto check = m_options.autoSync ? outbox::WholeCheck::Later : outbox::WholeCheck::AtOnce;
    const ProfilePlace place{m_options.profileDir, m_options.keyPassphraseFile, check};
    auto profile = Profile::open(place, m_clock, *m_random);
    if (!profile && profile.error().code == "OUTBOX_DAMAGED" && m_options.replaceDamagedStore) {
        auto folder = setDamagedStoreAside(place.dir, m_clock.now());
        if (!folder) return fail(folder.error());
        Q_EMIT storeSetAside(*folder);
        profile = Profile::open(place, m_clock, *m_random);
    }
    if (!profile) return fail(profile.error());
    m_profile = std::move(*profile);
    m_vault = std::make_unique<PersonVault>(m_profile->keys(), *m_random);
    countRestores();
    m_writer = std::make_unique<PacketWriter>(*m_profile, m_clock, *m_random);
    m_recorder =
        std::make_unique<MarkRecorder>(*m_profile, *m_writer, m_clock, *m_random, m_options.duplicateWithinMinutes);
    m_enrolment = std::make_unique<WorkerEnrolment>(*m_profile, *m_writer, m_clock, *m_random, m_options.modelDirs);
    m_learned = std::make_unique<LearnedFaces>(m_profile->outbox());
    // Without them the enrolment's own shots still name everybody.
    if (auto learned = m_learned->load(); !learned) m_lastError = learned.error().message;
    m_photoMeter = std::make_unique<sync::PhotoMeter>(m_profile->outbox(), m_clock, [this] { return m_metered; });
    tidy();
    return m_recorder->remember();
}

void LaptopWorker::countRestores() {
    const auto restores = m_profile->outbox().value(outbox::kRestores);
    if (!restores) m_lastError = restores.error().message;
    m_vault->setRestores(restores ? restores->toLongLong() : 0);
}

// What the server took a week ago goes; a kiosk is never restarted, so this is asked after each run too. A disk too
// full to tidy must not keep the roll from being read.
void LaptopWorker::tidy() {
    if (auto pruned = m_profile->outbox().prunePhotos({m_clock.now().value - kKeepPhotosMs}); !pruned)
        m_lastError = pruned.error().message;
    forgetErased();
}

// A little at a time: years of records are not looked through while somebody waits at the gate.
void LaptopWorker::forgetErased() {
    if (!m_profile) return;
    const auto more = m_profile->outbox().forgetErased(kForgottenAtOnce);
    if (!more) m_lastError = more.error().message;
    if (more && *more) QTimer::singleShot(kBetweenForgettingMs, this, &LaptopWorker::forgetErased);
}

void LaptopWorker::connectServer(const QUrl& base, const QByteArray& pin) {
    cancelBundle(); // it works with what goes now
    m_engine.reset();
    m_desk.reset();
    m_deskClient.reset();
    m_client.reset();
    m_transport = m_options.makeTransport ? m_options.makeTransport(base, pin)
                                          : std::make_unique<sync::HttpsTransport>(base, pin);
    const auto fingerprint = device::Fingerprint::ofThisMachine(m_options.screen, m_options.cameraId);
    const auto makeClient = [&] {
        return std::make_unique<sync::ServerClient>(*m_transport, m_profile->identity(), fingerprint, m_clock,
                                                    *m_random);
    };
    m_client = makeClient();
    m_deskClient = makeClient();
    m_desk = std::make_unique<SignInDesk>(*m_deskClient, *m_vault, *m_random);
    m_desk->setBeforeNewKey([this](const SignInDesk::Then& then) { sendFirst(then); });
}

void LaptopWorker::startEngine() {
    const ServerPlace& server = *m_profile->server();
    connectServer(server.base, server.pin);
    m_client->setKeys(server.keys);
    connect(m_client.get(), &sync::ServerClient::keysFollowed, this, [this](const sync::ServerKeys& keys) {
        // Where this is not kept, the next answer leads there again.
        if (auto kept = m_profile->followKeys(keys); !kept) m_lastError = kept.error().message;
    });
    m_engine =
        std::make_unique<sync::SyncEngine>(m_profile->outbox(), m_profile->identity(), *m_client, m_clock, *m_random);
    m_engine->setPhotoMeter(m_photoMeter.get());
    const auto refresh = [this] {
        if (auto read = m_profile->refresh(); !read) m_lastError = read.error().message;
        publish();
    };
    connect(m_engine.get(), &sync::SyncEngine::anchored, this, refresh);
    connect(m_engine.get(), &sync::SyncEngine::pulled, this, [this, refresh] {
        refresh();
        loadWorkers();
        Q_EMIT rollChanged(dayOf(m_clock.now()));
    });
    connect(m_engine.get(), &sync::SyncEngine::settled, this, [this] {
        m_recorder->recallShift();
        if (auto learned = m_learned->confirm(m_workers); learned && *learned) fillGallery();
        tellQueue();
        Q_EMIT rollChanged(dayOf(m_clock.now()));
        if (nothingWaits()) sentOrNot(); // the photos may take long
    });
    connect(m_engine.get(), &sync::SyncEngine::stateChanged, this, [this] { tellQueue(); });
    connect(m_engine.get(), &sync::SyncEngine::logRestored, this, &LaptopWorker::countRestores);
    connect(m_engine.get(), &sync::SyncEngine::logRestored, this, &LaptopWorker::logRestored);
    connect(m_engine.get(), &sync::SyncEngine::newEpochNeeded, this, &LaptopWorker::newEpochNeeded);
    connect(m_engine.get(), &sync::SyncEngine::finished, this, &LaptopWorker::runFinished);
}

void LaptopWorker::loadWorkers() {
    auto roster = m_profile->outbox().workers();
    if (!roster) return;
    QList<KnownWorker> list;
    m_workers.clear();
    for (const outbox::RosterWorker& worker : *roster) {
        const KnownWorker known{worker.workerId,     worker.name,           worker.trade,
                                worker.thekedarName, worker.active,         worker.consentFace,
                                worker.trustScore,   worker.inheritedUntil, worker.templates};
        m_workers.insert(known.workerId, known);
        if (known.active) list.append(known);
    }
    if (auto learned = m_learned->review(m_workers, m_clock.now()); !learned) m_lastError = learned.error().message;
    fillGallery();
    Q_EMIT workersChanged(list);
}

void LaptopWorker::fillGallery() {
    std::vector<face::Enrolled> faces;
    QByteArray model;
    for (const KnownWorker& known : std::as_const(m_workers)) {
        if (!known.active) continue;
        face::Enrolled enrolled{known.workerId, known.name, {}};
        for (const protocol::Template& one : known.templates) {
            auto embedding = face::Embedding::fromBytes(one.model, one.vector);
            if (!embedding) continue;
            enrolled.templates.push_back(std::move(*embedding));
            model = one.model;
        }
        if (enrolled.templates.empty()) continue;
        for (const LearnedFace& learned : m_learned->of(known.workerId))
            enrolled.templates.push_back(learned.embedding);
        faces.push_back(std::move(enrolled));
    }
    auto manifest = face::ModelManifest::standard();
    m_gallery->replace(face::Gallery(manifest ? manifest->embeddingModel() : model, faces));
}

PersonInfo LaptopWorker::person() const {
    return m_signedIn ? *m_signedIn : m_profile->registeredFor();
}

void LaptopWorker::publish() {
    Q_EMIT knownChanged(known());
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

// --- registration and sign-in ----------------------------------------------------------------------------------------

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

void LaptopWorker::syncSoon() {
    const bool backingOff = m_engine && m_engine->state() == sync::SyncEngine::State::BackingOff;
    if (m_options.autoSync && m_engine && !backingOff) m_syncTimer.start(0);
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

void LaptopWorker::keepPhotoBudget(const sync::PhotoBudget& budget) {
    if (!m_profile) return Q_EMIT photoBudgetKept("NOT_OPEN", QStringLiteral("The profile is not open."));
    auto kept = m_photoMeter->setBudget(budget);
    tellQueue();
    Q_EMIT photoBudgetKept(kept ? QByteArray() : kept.error().code, kept ? QString() : kept.error().message);
    if (kept) syncSoon(); // more may go now
}

void LaptopWorker::lineIsMetered(bool metered) {
    const bool changed = std::exchange(m_metered, metered) != metered;
    if (!changed || !m_profile) return;
    tellQueue();
    if (!metered) syncSoon(); // what was put off for its price
}

void LaptopWorker::keepReceiver(const QString& receiver) {
    if (!m_profile) return;
    if (auto kept = m_profile->outbox().setValue(kReceiver, receiver.toUtf8()); !kept)
        m_lastError = kept.error().message;
}

// --- marks -----------------------------------------------------------------------------------------------------------

MarkOutcome LaptopWorker::notOpen() const {
    MarkOutcome outcome;
    outcome.codes = {"NOT_OPEN"};
    outcome.reason = QStringLiteral("The profile is not open.");
    return outcome;
}

MarkRecorder::Who LaptopWorker::who(const WorkerId& worker, const QString& fallbackName) const {
    const auto found = m_workers.constFind(worker);
    if (found == m_workers.constEnd()) return {worker, fallbackName, {}, {}};
    return {worker, found->name, found->trade, found->gang};
}

protocol::Geo LaptopWorker::geo(const place::Position& position) const {
    if (position.source == place::PositionSource::None) return m_profile->sitePlace().value_or(protocol::Geo{});
    protocol::Geo geo;
    geo.latE7 = position.point.latE7;
    geo.lonE7 = position.point.lonE7;
    geo.accuracyCm = position.accuracyCm;
    geo.ageMs = position.ageMs(m_clock.now());
    geo.source = position.source == place::PositionSource::Gnss      ? protocol::GeoSource::Gnss
                 : position.source == place::PositionSource::Network ? protocol::GeoSource::Network
                                                                     : protocol::GeoSource::Declared;
    return geo;
}

void LaptopWorker::markFace(qint64 request, const capture::Decision& decision, Direction direction,
                            const place::Position& position) {
    if (!m_profile) return answerMark(request, notOpen());
    if (decision.kind == capture::DecisionKind::Card) return markCard(request, decision, direction, position);
    const MarkOutcome outcome = m_recorder->markFace(decision, who(decision.workerId, decision.name), direction,
                                                     person().userId, geo(position));
    m_learned->offer(outcome, decision, m_workers.value(outcome.workerId));
    answerMark(request, outcome);
}

void LaptopWorker::markCard(qint64 request, const capture::Decision& decision, Direction direction,
                            const place::Position& position) {
    const auto card = WorkerCard::read(decision.cardText, m_profile->identity());
    MarkOutcome refused;
    refused.direction = direction;
    refused.time = m_clock.now();
    if (!card || !m_workers.contains(card->workerId)) {
        refused.codes = {card ? QByteArray("CARD_UNKNOWN") : card.error().code};
        refused.reason = card ? QStringLiteral("This card belongs to nobody of this site.") : card.error().message;
        return answerMark(request, refused);
    }
    capture::Decision kept = decision;
    if (!m_workers.value(card->workerId).consentFace) kept.photoJpeg.clear(); // he did not agree to photos
    answerMark(request, m_recorder->markCard(kept, card->checked, who(card->workerId, {}), direction, person().userId,
                                             geo(position)));
}

void LaptopWorker::requestCard(const WorkerId& worker) {
    const bool known = m_profile && m_workers.contains(worker);
    Q_EMIT cardReady(worker, known ? WorkerCard::textFor(worker, m_profile->identity()) : QByteArray());
}

void LaptopWorker::markManually(qint64 request, const WorkerId& worker, Direction direction, const QString& reason,
                                const QImage& photo, const place::Position& position, Repeat repeat) {
    if (!m_profile) return answerMark(request, notOpen());
    const QByteArray jpeg = photo.isNull() ? QByteArray() : face::toJpeg(photo);
    answerMark(request, m_recorder->markManually(who(worker, {}), direction, reason, jpeg, person().userId,
                                                 geo(position), repeat));
}

void LaptopWorker::answerMark(qint64 request, MarkOutcome outcome) {
    outcome.request = request;
    const bool written = outcome.kind == MarkOutcome::Kind::Recorded || outcome.kind == MarkOutcome::Kind::Held;
    Q_EMIT marked(outcome);
    if (!written) return;
    Q_EMIT rollChanged(dayOf(outcome.time));
    tellQueue();
    syncSoonAfterMark();
}

void LaptopWorker::undoMark(qint64 request, const PacketId& mark) {
    UndoOutcome outcome;
    outcome.code = "NOT_OPEN";
    outcome.mark = mark;
    if (m_profile) outcome = m_recorder->undo(mark, person().userId);
    outcome.name = who(outcome.workerId, outcome.name).name;
    outcome.request = request;
    Q_EMIT undone(outcome);
    if (!outcome.ok) return;
    Q_EMIT rollChanged(dayOf(outcome.time));
    tellQueue();
    syncSoonAfterMark();
}

void LaptopWorker::syncSoonAfterMark() {
    const bool backingOff = m_engine && m_engine->state() == sync::SyncEngine::State::BackingOff;
    if (m_options.autoSync && m_engine && !backingOff &&
        (!m_syncTimer.isActive() || m_syncTimer.remainingTime() > kSoonMs)) {
        m_syncTimer.start(kSoonMs);
    }
}

// --- enrolment -------------------------------------------------------------------------------------------------------

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

// --- sync ------------------------------------------------------------------------------------------------------------

void LaptopWorker::startRun() {
    if (!m_engine) return;
    if (m_stick.isBusy())
        return m_syncTimer.start(kAfterStickMs); // answers from a stick and from the line come one by one
    m_profile->noteHighWater();                  // before: what the server may see is never numbered again
    m_engine->start();
}

// Enrolments that wait were signed with the key that is about to be replaced.
void LaptopWorker::sendFirst(const std::function<void()>& then) {
    if (!m_engine || m_stick.isBusy() || nothingWaits()) return then();
    m_whenSent.append(then);
    startRun();
}

bool LaptopWorker::nothingWaits() const {
    const auto queue = m_profile->outbox().summary();
    return !queue || queue->pending == 0;
}

void LaptopWorker::sentOrNot() {
    for (const auto& then : std::exchange(m_whenSent, {}))
        then();
}

void LaptopWorker::syncNow(qint64 request) {
    if (!m_engine) {
        SyncSummary summary;
        summary.code = m_profile ? "NOT_REGISTERED" : "NOT_OPEN";
        summary.message = QStringLiteral("This laptop is not enrolled at a server yet.");
        Q_EMIT syncFinished(request, summary);
        return;
    }
    m_syncRequests.append(request);
    startRun();
}

void LaptopWorker::exportBundle(const QString& path) {
    if (!mayBegin(true)) return;
    m_profile->noteHighWater(); // what the server will see is never numbered again
    m_stick.write(stickParts(), path);
}

void LaptopWorker::importBundle(const QString& path) {
    if (!mayBegin(false)) return;
    m_engine->cancel(); // it only waits for a line, and begins again by itself
    m_stick.read(stickParts(), path);
}

bool LaptopWorker::mayBegin(bool writing) {
    BundleOutcome refused;
    refused.exported = writing;
    refused.code = !m_engine ? "NOT_REGISTERED" : m_stick.isBusy() ? "BUNDLE_RUNNING" : "";
    if (refused.code.isEmpty()) return true;
    answerBundle(refused);
    return false;
}

sync::StickParts LaptopWorker::stickParts() {
    return {m_profile->outbox(), m_profile->identity(), *m_client, *m_engine, m_clock, *m_random};
}

void LaptopWorker::cancelBundle() {
    m_stick.cancel();
}

void LaptopWorker::answerBundle(BundleOutcome outcome) {
    if (m_profile) {
        if (auto queue = m_profile->outbox().summary()) outcome.waiting = queue->pending;
        tellQueue();
    }
    Q_EMIT bundleDone(outcome);
}

SyncSummary LaptopWorker::summaryOf(const sync::RunSummary& run) {
    SyncSummary summary;
    summary.ok = run.code.isEmpty();
    summary.code = run.code;
    summary.message = run.message;
    summary.sent = run.sent;
    summary.accepted = run.accepted;
    summary.duplicate = run.duplicate;
    summary.held = run.held;
    summary.rejected = run.rejected;
    summary.photosSent = run.photosSent;
    summary.photosFailed = run.photosFailed;
    summary.photosOverBudget = run.photosOverBudget;
    summary.checkpointSize = run.checkpointSize;
    summary.deviceTrust = run.deviceTrust;
    summary.restoredTo = run.restoredTo;
    summary.restoredAt = run.restoredAt;
    summary.sendingAgain = run.sendingAgain;
    if (auto queue = m_profile->outbox().summary()) {
        summary.waiting = queue->pending;
        summary.photosWaiting = queue->photosWaiting;
    }
    return summary;
}

void LaptopWorker::runFinished(const sync::RunSummary& run) {
    m_lastCode = run.code;
    m_lastError = run.message;
    if (m_line.take(run, m_clock.now())) Q_EMIT lineChanged(m_line.status());
    planSync(run);
    m_profile->noteHighWater();
    if (run.code.isEmpty()) tidy();
    tellQueue();
    const SyncSummary summary = summaryOf(run);
    for (const qint64 request : std::exchange(m_syncRequests, {}))
        Q_EMIT syncFinished(request, summary);
    sentOrNot();
}

void LaptopWorker::planSync(const sync::RunSummary& run) {
    m_nextTry = {};
    if (!m_options.autoSync || m_engine->state() == sync::SyncEngine::State::Stopped) return;
    const qint64 wait = run.code.isEmpty() ? kQuietMs : std::max<qint64>(m_engine->retryIn(), 1'000);
    if (!run.code.isEmpty()) m_nextTry = {m_clock.now().value + wait};
    m_syncTimer.start(int(wait));
}

void LaptopWorker::tellQueue() {
    if (!m_profile) return;
    auto summary = m_profile->outbox().summary();
    if (!summary) return;
    QueueSummary queue;
    queue.packetsWaiting = summary->pending;
    queue.photosWaiting = summary->photosWaiting;
    queue.photoBytesWaiting = summary->photoBytesWaiting;
    queue.photoLane = {m_photoMeter->budget(), m_metered, m_photoMeter->spentToday(), m_photoMeter->left(),
                       m_engine ? m_engine->photoBytesPerSecond() : 0};
    queue.held = summary->held;
    queue.rejected = summary->rejected;
    queue.quarantined = summary->quarantined + summary->missing;
    queue.oldestWaiting = summary->oldestPending;
    queue.syncing = m_engine && m_engine->isRunning();
    queue.nextTryAt = m_nextTry;
    queue.lastErrorCode = m_lastCode;
    queue.lastError = m_lastError;
    Q_EMIT queueChanged(queue);
}

// --- what is shown ---------------------------------------------------------------------------------------------------

void LaptopWorker::requestRoll(QDate date) {
    RollSnapshot roll;
    roll.date = date;
    if (m_profile) roll = makeRoll(date, m_workers.values(), DayBook(m_profile->outbox()).marksOn(date));
    Q_EMIT rollReady(roll);
}

void LaptopWorker::requestQueue(int limit) {
    Q_EMIT queueReady(m_profile ? DayBook(m_profile->outbox()).queue(limit) : QList<QueueRow>());
}

void LaptopWorker::requestMarksOf(const WorkerId& worker, QDate date) {
    const auto marks = m_profile ? DayBook(m_profile->outbox()).marksOf(worker, date) : QList<MarkDetail>();
    Q_EMIT marksReady(worker, date, marks);
}

} // namespace haziri::muster
