#include "core/muster/LaptopWorker.h"

#include "core/crypto/SystemRandom.h"
#include "core/outbox/RestoreCount.h"
#include "core/sync/HttpsTransport.h"

namespace haziri::muster {

namespace {

constexpr qint64 kKeepPhotosMs = 7 * 86'400'000LL;
constexpr int kForgottenAtOnce = 2'000;
constexpr int kBetweenForgettingMs = 200;
constexpr int kRememberedAtOnce = 200;
constexpr int kBetweenRememberingMs = 20;

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

void LaptopWorker::publish() {
    Q_EMIT knownChanged(known());
}

} // namespace haziri::muster
