#include "core/muster/Laptop.h"

#include "core/muster/LaptopWorker.h"
#include "core/place/PlaceWatch.h"
#include "core/sync/MeteredLine.h"

#include <QThread>

namespace haziri::muster {

namespace {
const QString kNoReceiver = QStringLiteral("off");
}

struct Laptop::Private {
    explicit Private(Options chosen)
        : options(std::move(chosen))
        , clock(options.clock ? *options.clock : systemClock)
        , place(clock) {}

    Options options;
    SystemClock systemClock;
    const Clock& clock;
    std::shared_ptr<face::GallerySlot> gallery = std::make_shared<face::GallerySlot>();
    QThread thread;
    LaptopWorker* worker = nullptr; ///< lives on the thread
    qint64 requests = 0;
    bool open = false;
    Known known;
    LineStatus line;
    QueueSummary queue;
    QList<KnownWorker> workers;
    Direction direction = Direction::In;
    place::PlaceWatch place;

    template <class Work>
    void ask(Work work) {
        QMetaObject::invokeMethod(
            worker, [target = worker, work = std::move(work)] { work(*target); }, Qt::QueuedConnection);
    }
    void take(Laptop& laptop, const Known& fresh);
    void askWhere(const QString& receiver);
};

void Laptop::Private::askWhere(const QString& receiver) {
    const bool off = receiver == kNoReceiver;
    place.ask({off ? QString() : receiver, options.platformPlace && !off});
}

void Laptop::Private::take(Laptop& laptop, const Known& fresh) {
    const Known before = std::exchange(known, fresh);
    if (before.site.siteId != fresh.site.siteId || before.site.name != fresh.site.name)
        Q_EMIT laptop.siteChanged(fresh.site);
    if (before.site.fence != fresh.site.fence) place.setSite(fresh.site.fence);
    if (before.user.userId != fresh.user.userId || before.user.name != fresh.user.name)
        Q_EMIT laptop.userChanged(fresh.user);
    if (before.anchor.jti != fresh.anchor.jti) Q_EMIT laptop.clockChanged(laptop.clock());
}

Laptop::Laptop(Options options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options))) {
    d->worker = new LaptopWorker(d->options, d->gallery);
    d->worker->moveToThread(&d->thread);
    d->thread.setObjectName(QStringLiteral("muster"));
    connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);

    LaptopWorker* const worker = d->worker;
    connect(worker, &LaptopWorker::knownChanged, this, [this](const Known& known) { d->take(*this, known); });
    connect(worker, &LaptopWorker::opened, this, [this](const Known& known) {
        d->open = true;
        d->take(*this, known);
        d->askWhere(d->options.receiver.value_or(known.receiver));
        Q_EMIT opened();
    });
    connect(worker, &LaptopWorker::lineChanged, this, [this](const LineStatus& line) {
        d->line = line;
        Q_EMIT lineChanged(line);
    });
    connect(worker, &LaptopWorker::queueChanged, this, [this](const QueueSummary& queue) {
        d->queue = queue;
        Q_EMIT queueChanged(queue);
    });
    connect(worker, &LaptopWorker::workersChanged, this, [this](const QList<KnownWorker>& workers) {
        d->workers = workers;
        Q_EMIT workersChanged();
    });
    connect(&d->place, &place::PlaceWatch::changed, this, &Laptop::placeChanged);
    connect(worker, &LaptopWorker::openFailed, this, &Laptop::openFailed);
    connect(worker, &LaptopWorker::registered, this, &Laptop::registered);
    connect(worker, &LaptopWorker::registerFailed, this, &Laptop::registerFailed);
    connect(worker, &LaptopWorker::signedIn, this, &Laptop::signedIn);
    connect(worker, &LaptopWorker::signInFailed, this, &Laptop::signInFailed);
    connect(worker, &LaptopWorker::pinSet, this, &Laptop::pinSet);
    connect(worker, &LaptopWorker::pinRefused, this, &Laptop::pinRefused);
    connect(worker, &LaptopWorker::rollChanged, this, &Laptop::rollChanged);
    connect(worker, &LaptopWorker::logRestored, this, &Laptop::logRestored);
    connect(worker, &LaptopWorker::newEpochNeeded, this, &Laptop::newEpochNeeded);
    connect(worker, &LaptopWorker::storeSetAside, this, &Laptop::storeSetAside);
    connect(worker, &LaptopWorker::marked, this, &Laptop::marked);
    connect(worker, &LaptopWorker::undone, this, &Laptop::undone);
    connect(worker, &LaptopWorker::likenessChecked, this, &Laptop::likenessChecked);
    connect(worker, &LaptopWorker::enrolled, this, &Laptop::enrolled);
    connect(worker, &LaptopWorker::rollReady, this, &Laptop::rollReady);
    connect(worker, &LaptopWorker::queueReady, this, &Laptop::queueReady);
    connect(worker, &LaptopWorker::marksReady, this, &Laptop::marksReady);
    connect(worker, &LaptopWorker::cardReady, this, &Laptop::cardReady);
    connect(worker, &LaptopWorker::bundleProgress, this, &Laptop::bundleProgress);
    connect(worker, &LaptopWorker::bundleDone, this, &Laptop::bundleDone);
    connect(worker, &LaptopWorker::photoBudgetKept, this, &Laptop::photoBudgetKept);
    connect(worker, &LaptopWorker::syncFinished, this, &Laptop::syncFinished);
    if (sync::MeteredLine* const metered = d->options.metered) {
        const auto tell = [this](bool yes) { d->ask([yes](LaptopWorker& target) { target.lineIsMetered(yes); }); };
        connect(metered, &sync::MeteredLine::changed, this, tell);
        tell(*metered->state());
    }
    d->thread.start();
}

Laptop::~Laptop() {
    // Behind everything that was asked before: nobody who passed the camera is forgotten because the window closed.
    d->ask([](LaptopWorker&) { QThread::currentThread()->quit(); });
    d->thread.wait();
}

bool Laptop::isOpen() const {
    return d->open;
}

bool Laptop::isRegistered() const {
    return d->known.registered;
}

bool Laptop::isLocked() const {
    return d->known.locked;
}

SiteInfo Laptop::site() const {
    return d->known.site;
}

PersonInfo Laptop::user() const {
    return d->known.user;
}

QByteArray Laptop::deviceId() const {
    return d->known.deviceId;
}

sync::ServerAccess Laptop::serverAccess() const {
    return d->known.access;
}

LineStatus Laptop::line() const {
    return d->line;
}

ClockCertainty Laptop::clock() const {
    ClockCertainty certainty;
    const device::TimeAnchor& anchor = d->known.anchor;
    if (anchor.jti.isEmpty()) return certainty;
    certainty.anchoredAt = {anchor.serverTimeMs};
    certainty.cls = ClockClass::Bounded; // there was a token, but in another boot
    const auto estimate = anchor.estimate(d->clock.boot());
    if (!estimate) return certainty;
    certainty.cls = ClockClass::Anchored;
    certainty.plusMinusMs = estimate->plusMinusMs;
    certainty.wallErrorMs = d->clock.now().value - estimate->time.value;
    return certainty;
}

QueueSummary Laptop::queue() const {
    return d->queue;
}

QList<KnownWorker> Laptop::workers() const {
    return d->workers;
}

std::shared_ptr<face::GallerySlot> Laptop::gallery() const {
    return d->gallery;
}

void Laptop::open() {
    d->ask([](LaptopWorker& worker) { worker.open(); });
}

void Laptop::setDirection(Direction direction) {
    d->direction = direction;
}

Direction Laptop::direction() const {
    return d->direction;
}

PlaceInfo Laptop::place() const {
    const place::PlaceWatch& place = d->place;
    return {place.current(),          place.verdict(),     place.site(),   place.sources().receiver,
            place.sources().platform, place.isSearching(), place.problem()};
}

void Laptop::setReceiver(const QString& receiver) {
    d->options.receiver.reset();
    d->ask([receiver](LaptopWorker& worker) { worker.keepReceiver(receiver); });
    d->askWhere(receiver);
}

qint64 Laptop::markFace(const capture::Decision& decision) {
    const qint64 request = ++d->requests;
    d->ask([=, direction = d->direction, position = d->place.current()](LaptopWorker& worker) {
        worker.markFace(request, decision, direction, position);
    });
    return request;
}

qint64 Laptop::markManually(WorkerId workerId, Direction direction, const QString& reason, const QImage& photo,
                            Repeat repeat) {
    const qint64 request = ++d->requests;
    d->ask([=, position = d->place.current()](LaptopWorker& worker) {
        worker.markManually(request, workerId, direction, reason, photo, position, repeat);
    });
    return request;
}

qint64 Laptop::undoMark(const PacketId& mark) {
    const qint64 request = ++d->requests;
    d->ask([=](LaptopWorker& worker) { worker.undoMark(request, mark); });
    return request;
}

qint64 Laptop::syncNow() {
    const qint64 request = ++d->requests;
    d->ask([request](LaptopWorker& worker) { worker.syncNow(request); });
    return request;
}

void Laptop::setPhotoBudget(const sync::PhotoBudget& budget) {
    d->ask([budget](LaptopWorker& worker) { worker.keepPhotoBudget(budget); });
}

void Laptop::exportBundle(const QString& path) {
    d->ask([path](LaptopWorker& worker) { worker.exportBundle(path); });
}

void Laptop::importBundle(const QString& path) {
    d->ask([path](LaptopWorker& worker) { worker.importBundle(path); });
}

void Laptop::cancelBundle() {
    d->ask([](LaptopWorker& worker) { worker.cancelBundle(); });
}

void Laptop::registerDevice(const QString& uri) {
    d->ask([uri](LaptopWorker& worker) { worker.registerDevice(uri); });
}

void Laptop::signIn(const QString& user, const crypto::SecretBytes& password) {
    // What is queued must be copyable; the one copy is wiped with the last holder.
    auto secret = std::make_shared<const crypto::SecretBytes>(password.clone());
    d->ask([user, secret](LaptopWorker& worker) { worker.signIn(user, *secret); });
}

void Laptop::setPin(const crypto::SecretBytes& pin, const crypto::SecretBytes& password) {
    auto secret = std::make_shared<const crypto::SecretBytes>(pin.clone());
    auto proof = std::make_shared<const crypto::SecretBytes>(password.clone());
    d->ask([secret, proof](LaptopWorker& worker) { worker.setPin(*secret, *proof); });
}

void Laptop::signOut() {
    d->ask([](LaptopWorker& worker) { worker.signOut(); });
}

void Laptop::lock() {
    d->known.locked = d->known.registered; // at once: nobody may ask in between
    d->ask([](LaptopWorker& worker) { worker.lock(); });
}

void Laptop::enrolWorker(const EnrolRequest& request) {
    d->ask([request](LaptopWorker& worker) { worker.enrolWorker(request); });
}

qint64 Laptop::checkLikeness(const QList<QImage>& photos) {
    const qint64 request = ++d->requests;
    d->ask([=](LaptopWorker& worker) { worker.checkLikeness(request, photos); });
    return request;
}

void Laptop::requestRoll(QDate date) {
    d->ask([date](LaptopWorker& worker) { worker.requestRoll(date); });
}

void Laptop::requestQueue(int limit) {
    d->ask([limit](LaptopWorker& worker) { worker.requestQueue(limit); });
}

void Laptop::requestCard(WorkerId workerId) {
    d->ask([workerId](LaptopWorker& worker) { worker.requestCard(workerId); });
}

void Laptop::requestMarksOf(WorkerId workerId, QDate date) {
    d->ask([workerId, date](LaptopWorker& worker) { worker.requestMarksOf(workerId, date); });
}

} // namespace haziri::muster
