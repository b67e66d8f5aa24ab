#include "ui/presenter/LaptopPresenter.h"

#include "core/base/Elsewhere.h"
#include "ui/card/CardSheet.h"
#include "ui/frame/MainWindow.h"
#include "ui/muster/MusterPage.h"
#include "ui/presenter/SlipDesk.h"
#include "ui/queue/QueuePage.h"
#include "ui/setup/JoinPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/SitePlan.h"
#include "ui/words/Words.h"
#include "ui/workers/OnboardWizard.h"
#include "ui/workers/WorkerProfile.h"
#include "ui/workers/WorkersPage.h"

#include <QApplication>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <QShortcut>

namespace haziri::ui {

using Page = MainWindow::Page;

QImage faceOf(const capture::Decision& decision) {
    const QImage photo = QImage::fromData(decision.photoJpeg);
    if (photo.isNull() || decision.faceInPhoto.isEmpty()) return photo;
    const QRectF& f = decision.faceInPhoto;
    const QSizeF size = photo.size();
    const qreal side = qMax(f.width() * size.width(), f.height() * size.height()) * 1.5;
    const QPointF middle(f.center().x() * size.width(), f.center().y() * size.height());
    return photo.copy(
        QRectF(middle - QPointF(side / 2, side / 2), QSizeF(side, side)).toRect().intersected(photo.rect()));
}

LaptopPresenter::LaptopPresenter(muster::Laptop& laptop, MainWindow& window, CameraDesk& camera, Tones& tones,
                                 const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_laptop(laptop)
    , m_window(window)
    , m_camera(camera)
    , m_tones(tones)
    , m_clock(clock)
    , m_muster(new MusterPage)
    , m_queue(new QueuePage)
    , m_join(new JoinPage)
    , m_workers(new WorkersPage)
    , m_lock(new SignInPage(SignInCard::Purpose::Unlock))
    , m_slips(new SlipDesk(laptop, *m_workers, clock, this))
    , m_place(new Chip) {
    addPages();
    connectLaptop();
    connectMuster();
    // A burst of marks asks for the roll once.
    m_rollSoon.setSingleShot(true);
    m_rollSoon.setInterval(120);
    connect(&m_rollSoon, &QTimer::timeout, this, [this] { m_laptop.requestRoll(today()); });
    m_queueSoon.setSingleShot(true);
    m_queueSoon.setInterval(250);
    connect(&m_queueSoon, &QTimer::timeout, this, [this] {
        if (m_window.currentPage() == Page::Queue) m_laptop.requestQueue();
    });
    m_tick.setInterval(10'000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        showTop();
        if (m_shownDay != today()) m_rollSoon.start();
    });
    m_tick.start();
    m_idle.setObjectName(QStringLiteral("idle"));
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &LaptopPresenter::lock);
    qApp->installEventFilter(this);
}

void LaptopPresenter::setIdleLock(std::chrono::milliseconds after) {
    m_idle.setInterval(after);
    after.count() > 0 ? m_idle.start() : m_idle.stop();
}

bool LaptopPresenter::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        if (m_idle.interval() > 0 && !m_locked) m_idle.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void LaptopPresenter::choosePin() {
    auto* sheet = new Popover(m_window.topBar());
    sheet->addTitle(Tone::Accent, tr("Choose a PIN"));
    sheet->addParagraph(tr("Six to twelve digits. On this laptop they take the place of your password, also without a "
                           "line. After five wrong ones the password is needed."));
    auto* password = new Field;
    auto* first = new Field;
    auto* second = new Field;
    for (Field* field : {password, first, second}) {
        const auto digits = field == password ? Qt::ImhNone : Qt::ImhDigitsOnly;
        field->edit()->setEchoMode(QLineEdit::Password);
        field->edit()->setInputMethodHints(digits | Qt::ImhHiddenText | Qt::ImhSensitiveData);
        field->edit()->setContextMenuPolicy(Qt::NoContextMenu);
        sheet->addWidget(field);
    }
    password->say(SignInCard::tr("Password"));
    first->say(tr("PIN"));
    second->say(tr("Once more"));
    auto* save = new Button(Button::Kind::Primary);
    save->say(tr("Use this PIN"));
    sheet->addWidget(save);
    connect(second->edit(), &QLineEdit::returnPressed, save, &QAbstractButton::click);
    connect(save, &Button::clicked, sheet, [this, password, first, second] {
        const crypto::SecretBytes pin = first->takeSecret(), again = second->takeSecret();
        second->setError({});
        if (!crypto::constantTimeEqual(pin.view(), again.view()))
            return second->setError(tr("These are two different PINs."));
        m_laptop.setPin(pin, password->takeSecret());
    });
    connect(&m_laptop, &muster::Laptop::pinSet, sheet, &QWidget::close);
    connect(&m_laptop, &muster::Laptop::pinRefused, sheet,
            [second](const QByteArray& code) { second->setError(Words::sentence(code)); });
    sheet->openBelow(m_window.topBar());
    password->edit()->setFocus();
}

QDate LaptopPresenter::today() const {
    return QDateTime::fromMSecsSinceEpoch(m_clock.now().value).date();
}

void LaptopPresenter::addPages() {
    m_window.addPage(Page::Muster, m_muster);
    m_window.addPage(Page::Workers, m_workers);
    m_window.addPage(Page::Queue, m_queue);
    m_window.addPage(Page::Setup, m_join);
    m_window.addPage(Page::Lock, m_lock);
    m_window.setTitle(Page::Muster, [this] {
        return std::pair(m_laptop.site().name,
                         QStringLiteral("%1 · %2").arg(Words::day(today()), Words::clockTime(m_clock.now())));
    });
    m_window.setTitle(Page::Queue, [this] { return std::pair(MainWindow::tr("Queue"), m_laptop.site().name); });
    connect(&m_window, &MainWindow::opened, this, [this](Page page) {
        if (page == Page::Queue) m_laptop.requestQueue();
    });
    m_window.setTitle(Page::Workers, [this] { return std::pair(MainWindow::tr("Workers"), m_laptop.site().name); });
    connect(m_workers->wizard(), &OnboardWizard::picturesTaken, this, [this](const QList<QImage>& shots) {
        m_workers->wizard()->setChecking(true);
        m_likenessAsked = m_laptop.checkLikeness(shots);
    });
    connect(&m_laptop, &muster::Laptop::likenessChecked, this, [this](const muster::LikenessCheck& check) {
        if (check.request == m_likenessAsked) m_workers->wizard()->setLikeness(check);
    });
    connect(m_workers, &WorkersPage::enrolWanted, &m_laptop, &muster::Laptop::enrolWorker);
    connect(&m_window, &MainWindow::lockWanted, this, &LaptopPresenter::lock);
    connect(m_window.topBar(), &TopBar::pinWanted, this, &LaptopPresenter::choosePin);
    connect(m_window.topBar(), &TopBar::signOutWanted, this, &LaptopPresenter::lock);
    connect(m_window.topBar(), &TopBar::syncWanted, this, [this] { m_laptop.syncNow(); });
    connect(m_queue, &QueuePage::syncWanted, this, [this] {
        m_queue->setSyncing(true);
        m_laptop.syncNow();
    });
    connect(m_queue, &QueuePage::exportWanted, this, [this] {
        const QString name = QStringLiteral("haziri-%1.bundle").arg(today().toString(Qt::ISODate));
        const QString path = QFileDialog::getSaveFileName(&m_window, tr("Export to USB stick"), name);
        if (!path.isEmpty()) m_laptop.exportBundle(path);
    });
    connect(m_queue, &QueuePage::importWanted, this, [this] {
        const QString path = QFileDialog::getOpenFileName(&m_window, tr("Import the server's answers"));
        if (!path.isEmpty()) m_laptop.importBundle(path);
    });
    connect(m_queue, &QueuePage::bundleCancelWanted, &m_laptop, &muster::Laptop::cancelBundle);
    connect(&m_laptop, &muster::Laptop::bundleProgress, m_queue, &QueuePage::showBundleProgress);
    connect(&m_laptop, &muster::Laptop::bundleDone, m_queue, &QueuePage::showBundle);
    connect(m_join, &JoinPage::joinWanted, &m_laptop, &muster::Laptop::registerDevice);
    connect(m_join, &JoinPage::openWanted, &m_laptop, &muster::Laptop::open);
    m_window.topBar()->addChip(m_place);
    connect(m_place, &Chip::clicked, this, &LaptopPresenter::explainPlace);
    onLanguage(m_place, [this] { showPlace(); });
    connect(m_lock->card(), &SignInCard::submitted, this, &LaptopPresenter::passwordGiven);
    connect(m_lock->card(), &SignInCard::submitted, &m_laptop, &muster::Laptop::signIn);
}

void LaptopPresenter::connectLaptop() {
    using muster::Laptop;
    connect(&m_laptop, &Laptop::opened, this, [this] {
        m_join->showForm();
        if (!m_laptop.isRegistered())
            m_window.open(Page::Setup);
        else if (m_laptop.isLocked())
            showLock(); // it was locked when the program ended
        else
            goHome();
    });
    connect(&m_laptop, &Laptop::openFailed, this, [this](const QByteArray& code, const QString& message) {
        m_join->showBlocked(code, message);
        m_window.open(Page::Setup);
        // A verb, or a window that is just being closed: it opens by itself once that has ended.
        if (code == "PROFILE_IN_USE") QTimer::singleShot(2'000, &m_laptop, &muster::Laptop::open);
    });
    connect(&m_laptop, &Laptop::registered, this, [this] {
        m_join->setBusy(false);
        m_locked = false;
        goHome();
    });
    connect(&m_laptop, &Laptop::registerFailed, this, [this](const QByteArray& code) { m_join->showError(code); });
    connect(&m_laptop, &Laptop::newEpochNeeded, this, [this] {
        m_join->setAgain(true);
        m_window.open(Page::Setup);
    });
    connect(&m_laptop, &Laptop::signedIn, this, [this](const muster::PersonInfo& person) {
        m_lock->card()->reset();
        m_locked = false;
        if (m_idle.interval() > 0) m_idle.start();
        goHome();
        Q_EMIT signedIn(person.name);
    });
    connect(&m_laptop, &Laptop::signInFailed, this,
            [this](const QByteArray& code) { m_lock->card()->showError(code); });
    connect(&m_laptop, &Laptop::siteChanged, this, [this] { m_window.refreshTitle(); });
    connect(&m_laptop, &Laptop::userChanged, this, &LaptopPresenter::showTop);
    connect(&m_laptop, &Laptop::clockChanged, this, &LaptopPresenter::showTop);
    connect(&m_laptop, &Laptop::placeChanged, this, &LaptopPresenter::showPlace);
    connect(&m_laptop, &Laptop::lineChanged, this, [this](const muster::LineStatus& line) {
        m_queue->setLine(line);
        showTop();
    });
    connect(&m_laptop, &Laptop::queueChanged, this, [this](const muster::QueueSummary& queue) {
        m_queue->setSummary(queue, m_clock.now());
        m_queueSoon.start();
        showTop();
    });
    connect(&m_laptop, &Laptop::queueReady, m_queue, &QueuePage::setRows);
    connect(&m_laptop, &Laptop::syncFinished, this,
            [this](qint64, const muster::SyncSummary& summary) { m_queue->showSummary(summary); });
    connect(&m_laptop, &Laptop::logRestored, m_queue, &QueuePage::showRestored);
    connect(&m_laptop, &Laptop::rollChanged, this, [this](QDate date) {
        if (date == today()) m_rollSoon.start();
    });
    connect(&m_laptop, &Laptop::enrolled, m_workers, &WorkersPage::setOutcome);
    connect(&m_laptop, &Laptop::workersChanged, this, [this] {
        m_workers->setWorkers(m_laptop.workers(), m_clock.now());
        m_rollSoon.start();
    });
    connect(&m_laptop, &Laptop::rollReady, this, [this](const muster::RollSnapshot& roll) {
        m_shownDay = roll.date;
        m_muster->setRoll(roll);
    });
    connect(&m_laptop, &Laptop::marksReady, this,
            [this](const WorkerId& worker, QDate day, const QList<muster::MarkDetail>& marks) {
                if (day == today()) m_muster->setMarks(worker, marks);
            });
    connect(&m_laptop, &Laptop::marked, this, [this](const muster::MarkOutcome& outcome) {
        m_muster->showOutcome(outcome, m_photos.take(outcome.request));
    });
}

void LaptopPresenter::connectMuster() {
    connect(m_muster, &MusterPage::undoWanted, &m_laptop, &muster::Laptop::undoMark);
    connect(&m_laptop, &muster::Laptop::undone, m_muster, &MusterPage::showUndone);
    connect(&m_laptop, &muster::Laptop::undone, &m_camera, [this](const muster::UndoOutcome& outcome) {
        if (outcome.ok) m_camera.forget(outcome.workerId);
    });
    connect(&m_camera, &CameraDesk::frameReady, m_muster, &MusterPage::setFrame);
    connect(&m_camera, &CameraDesk::facesSeen, m_muster, &MusterPage::setFaces);
    connect(&m_camera, &CameraDesk::frameReady, this, [this](const QImage& frame) {
        if (m_workers->isOnboarding()) m_workers->wizard()->camera()->setFrame(frame);
    });
    connect(&m_camera, &CameraDesk::facesSeen, this, [this](const QList<capture::FaceSeen>& faces) {
        if (m_workers->isOnboarding()) m_workers->wizard()->setFaces(faces);
    });
    connect(&m_camera, &CameraDesk::decided, this, &LaptopPresenter::decided);
    connect(&m_camera, &CameraDesk::failed, m_muster, &MusterPage::setCameraProblem);
    connect(&m_camera, &CameraDesk::darkChanged, m_muster, &MusterPage::setDark);
    connect(m_muster, &MusterPage::directionChosen, &m_laptop, &muster::Laptop::setDirection);
    connect(m_muster, &MusterPage::cardWanted, &m_laptop, &muster::Laptop::requestCard);
    connect(m_workers, &WorkersPage::cardWanted, &m_laptop, &muster::Laptop::requestCard);
    connect(m_workers->profile(), &WorkerProfile::cardPrintWanted, this, [this](const WorkerId& worker) {
        m_cardToPrint = worker;
        m_laptop.requestCard(worker);
    });
    connect(&m_laptop, &muster::Laptop::cardReady, this, &LaptopPresenter::saveCard);
    connect(m_muster, &MusterPage::dayWanted, this,
            [this](const WorkerId& worker) { m_laptop.requestMarksOf(worker, today()); });
    connect(m_muster, &MusterPage::outcomeShown, &m_tones, &Tones::play);
    connect(m_muster, &MusterPage::nameToSay, &m_voice, &Voice::sayName);
    connect(m_workers->wizard(), &OnboardWizard::readAloud, &m_voice, &Voice::readAloud);
    connect(m_workers->wizard(), &OnboardWizard::silenceWanted, &m_voice, &Voice::stop);
    connect(&m_voice, &Voice::availableChanged, m_workers->wizard(), &OnboardWizard::setVoice);
    connect(m_muster, &MusterPage::manualMark, this,
            [this](const WorkerId& worker, muster::Direction direction, const QString& reason, const QImage& photo) {
                m_photos.insert(m_laptop.markManually(worker, direction, reason, photo), photo);
            });
    const auto key = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, m_muster);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_muster, action);
    };
    key(Qt::Key_F9, [this] { m_muster->markByHand(); });
    key(QKeySequence::Undo, [this] { m_muster->undoLast(); });
    key(Qt::Key_F7, [this] { m_muster->checkCamera(); });
    key(Qt::Key_F2, [this] { m_muster->focusSearch(); });
    key(Qt::Key_I, [this] { m_muster->toggleDirection(muster::Direction::In); });
    key(Qt::Key_O, [this] { m_muster->toggleDirection(muster::Direction::Out); });
    key(Qt::Key_Space, [this] { m_muster->markByHand(); });
}

void LaptopPresenter::printCard(const CardSheet& card) {
    QPrinter printer(QPrinter::HighResolution);
    QPrintDialog dialog(&printer, &m_window);
    if (dialog.exec() == QDialog::Accepted && !card.paintOn(printer))
        m_workers->profile()->sayCard([] { return Words::sentence("IO_ERROR"); });
}

void LaptopPresenter::saveCard(const WorkerId& worker, const QByteArray& code) {
    const auto known = m_laptop.workers();
    const auto who = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.workerId == worker; });
    const bool prints = std::exchange(m_cardToPrint, WorkerId()) == worker;
    if (m_locked || code.isEmpty() || who == known.end()) return;
    CardSheet card{who->name, who->trade, m_laptop.site().name, code};
    if (!who->gang.isEmpty()) card.line += QStringLiteral(" · ") + who->gang;
    if (prints) return printCard(card);
    // Not modal: the camera goes on with the next person.
    auto* dialog = new QFileDialog(&m_window, tr("Save the card of %1").arg(card.name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({QStringLiteral("PDF (*.pdf)"), QStringLiteral("PNG (*.png)")});
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(QString(card.name).replace(u'/', u'-') + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, card](const QString& path) {
        elsewhere(
            this, [card, path] { return card.save(path); },
            [this, path](bool saved) {
                m_muster->sayCardSaved(saved, path);
                m_workers->sayCardSaved(saved, path);
            });
    });
    dialog->open();
}

void LaptopPresenter::decided(const capture::Decision& decision) {
    // Who is being enrolled stands before the camera for that, not to be marked.
    if (m_locked || (m_window.currentPage() == Page::Workers && m_workers->isOnboarding())) return;
    const QImage photo = faceOf(decision);
    if (m_idle.interval() > 0) m_idle.start(); // people come: the gate is not left alone
    if (decision.kind == capture::DecisionKind::Recognised || decision.kind == capture::DecisionKind::Card)
        m_photos.insert(m_laptop.markFace(decision), photo);
    else
        m_muster->stepAside(decision, photo);
}

void LaptopPresenter::setCameraSource(const capture::SourceSpec& spec) {
    m_source = spec;
    if (m_laptop.isOpen() && m_laptop.isRegistered()) m_camera.start(spec);
}

void LaptopPresenter::start() {
    m_window.topBar()->setLaptopChipsVisible(false);
    m_laptop.open();
}

void LaptopPresenter::goHome() {
    const QByteArray role = m_laptop.user().role;
    m_window.setLocked(false);
    m_window.topBar()->setLaptopChipsVisible(true);
    m_workers->setThekedar(role == "thekedar" ? m_laptop.user().name : QString());
    m_workers->setWorkers(m_laptop.workers(), m_clock.now());
    m_window.setRole(role);
    Q_EMIT roleChanged(role);
    const bool office = role == "hr" || role == "admin";
    if (!office) {
        m_camera.start(m_source);
        m_muster->setDirection(m_laptop.direction());
    } else {
        m_camera.stop();
    }
    m_rollSoon.start();
    m_window.open(office ? Page::Today : Page::Muster);
    showTop();
}

void LaptopPresenter::lock() {
    if (!m_laptop.isRegistered() || m_locked) return;
    showLock();
    m_laptop.lock();
    Q_EMIT locked();
}

void LaptopPresenter::showLock() {
    m_locked = true;
    m_idle.stop();
    m_camera.stop();
    m_window.setLocked(true);
    m_lock->card()->reset();
    m_lock->card()->setUser(m_laptop.user().name);
    m_window.open(Page::Lock);
    showTop();
}

void LaptopPresenter::showPlace() {
    const muster::PlaceInfo place = m_laptop.place();
    const bool outside = place.verdict == place::FenceVerdict::Outside;
    m_place->setVisible(m_laptop.isRegistered() && !m_locked && (outside || !place.problem.isEmpty()));
    m_place->set(Tone::Held, outside ? tr("Outside the site") : tr("Receiver silent"));
    m_place->setToolTip(tr("Where this laptop is"));
}

void LaptopPresenter::explainPlace() {
    const muster::PlaceInfo place = m_laptop.place();
    auto* sheet = new Popover(m_place);
    sheet->addTitle(Tone::Held, m_place->text());
    auto* plan = new SitePlan;
    plan->setPlace(place);
    sheet->addWidget(plan);
    sheet->addParagraph(Words::place(place));
    sheet->openBelow(m_place);
}

void LaptopPresenter::showTop() {
    showPlace();
    TopBar* top = m_window.topBar();
    top->setLine(m_laptop.line());
    top->setQueue(m_laptop.queue(), m_clock.now());
    top->setClock(m_laptop.clock());
    top->setPerson(m_locked ? muster::PersonInfo{} : m_laptop.user());
    m_window.setQueueBadge(int(m_laptop.queue().rejected + m_laptop.queue().quarantined));
    m_window.refreshTitle();
}

} // namespace haziri::ui
