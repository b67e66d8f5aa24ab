#include "ui/presenter/ReviewPresenter.h"

#include "ui/frame/MainWindow.h"
#include "ui/presenter/OfficePresenter.h"
#include "ui/review/AlertsPage.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/review/ReasonWords.h"
#include "ui/review/TodayPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Popover.h"
#include "ui/words/Words.h"

#include <QFileDialog>
#include <QPointer>

namespace haziri::ui {

using Page = MainWindow::Page;

namespace {

constexpr int kDays = 30;

bool isOurs(Page page) {
    return page == Page::Today || page == Page::Audit || page == Page::Alerts || OfficePresenter::owns(page);
}

/// Other views of the page that the rail calls registers.
bool isBesideRegisters(Page page) {
    return page == Page::Day || page == Page::Pay;
}

/// Entries that make somebody or something known, told apart without reading the record.
bool teaches(const QByteArray& entry) {
    static const QByteArray kinds[] = {"\"kind\":\"user.add\"", "\"kind\":\"site.add\"", "\"kind\":\"worker.add\"",
                                       "\"kind\":\"worker.enrol\"", "\"kind\":\"device.register\""};
    return std::any_of(std::begin(kinds), std::end(kinds),
                       [&](const QByteArray& kind) { return entry.contains(kind); });
}

} // namespace

struct ReviewPresenter::Evidence {
    review::Alert alert;
    AlertEvidence::Facts facts;
    bool hasRecord = false, hasPhotos = false, hasBytes = false;
};

ReviewPresenter::ReviewPresenter(MainWindow& window, ClientFactory clients, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_clients(std::move(clients))
    , m_clock(clock)
    , m_today(new TodayPage)
    , m_audit(new AuditPage)
    , m_alerts(new AlertsPage)
    , m_signIn(new SignInPage(SignInCard::Purpose::Review))
    , m_office(new OfficePresenter(
          window, [this] { return isSignedIn() ? m_client.get() : nullptr; }, clock, this))
    , m_wanted(int(Page::Today)) {
    addPages();
    connectAudit();
    connectAlerts();
    connect(m_office, &OfficePresenter::logGrew, m_audit->model(), &AuditLogModel::load);
    connect(m_office, &OfficePresenter::entryWanted, this, [this](qint64 index) {
        m_window.open(Page::Audit);
        m_audit->goTo(index);
    });
}

ReviewPresenter::~ReviewPresenter() = default;

void ReviewPresenter::addPages() {
    m_window.addPage(Page::Today, m_today);
    m_window.addPage(Page::Audit, m_audit);
    m_window.addPage(Page::Alerts, m_alerts);
    m_window.addPage(Page::ReviewSignIn, m_signIn);
    m_window.addChip({Page::Today, Page::Audit}, m_audit->stateChip());
    m_window.setTitle(Page::Today, [this] {
        const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.now().value).date();
        return std::pair(TodayPage::tr("Today"), Words::day(today));
    });
    m_window.setTitle(Page::Audit, [this] {
        const qint64 size = m_audit->model()->size();
        return std::pair(AuditPage::tr("Audit chain"),
                         size > 0 ? AuditPage::tr("%1 entries").arg(Words::number(size)) : QString());
    });
    m_window.setTitle(Page::Alerts, [] { return std::pair(AlertsPage::tr("Alerts"), QString()); });
    connect(&m_window, &MainWindow::opened, this, [this](Page page) {
        if (!isOurs(page)) return;
        m_wanted = int(page);
        if (isSignedIn())
            refresh();
        else
            askToSignIn();
    });
    connect(m_signIn->card(), &SignInCard::submitted, this, &ReviewPresenter::signIn);
    connect(m_today, &TodayPage::alertChosen, this, [this](const EventId& alert) {
        m_window.open(Page::Alerts);
        m_alerts->select(alert);
    });
}

void ReviewPresenter::connectAudit() {
    connect(m_audit, &AuditPage::refreshWanted, m_audit->model(), &AuditLogModel::load);
    connect(m_audit, &AuditPage::verifyWanted, this, &ReviewPresenter::verify);
    connect(m_audit, &AuditPage::cancelWanted, this, &ReviewPresenter::stop);
    connect(m_audit, &AuditPage::exportWanted, this, &ReviewPresenter::askForExport);
    connect(m_audit->model(), &AuditLogModel::sizeChanged, this, [this] { m_window.refreshTitle(); });
    EntryInspector* inspector = m_audit->inspector();
    connect(inspector, &EntryInspector::photoWanted, this, &ReviewPresenter::openPhoto);
    connect(inspector, &EntryInspector::proofWanted, this, &ReviewPresenter::prove);
    connect(inspector, &EntryInspector::trustExplained, this, &ReviewPresenter::explainTrust);
}

void ReviewPresenter::connectAlerts() {
    connect(m_alerts, &AlertsPage::refreshWanted, this, &ReviewPresenter::loadAlerts);
    connect(m_alerts, &AlertsPage::decided, this, &ReviewPresenter::decide);
    connect(m_alerts, &AlertsPage::evidenceWanted, this, &ReviewPresenter::loadEvidence);
    connect(m_alerts->evidence(), &AlertEvidence::photoWanted, this,
            [this](const FileId& file, const QString& purpose) {
                if (!isSignedIn()) return;
                m_client->openPhoto(file, purpose, m_alerts, [this, file](const Result<QImage>& photo) {
                    if (photo)
                        m_alerts->evidence()->showPhoto(file, *photo, m_client->reviewer().name, m_clock.now());
                    else
                        m_alerts->evidence()->showPhotoError(file, photo.error().code);
                    m_audit->model()->load(); // the look itself is now the newest entry
                });
            });
    connect(m_office, &OfficePresenter::sitesKnown, this, [this](const QList<review::SiteLine>& sites) {
        m_sites = sites;
        tellEvidence();
    });
    connect(m_alerts, &AlertsPage::entryWanted, this, [this](qint64 index) {
        m_window.open(Page::Audit);
        m_audit->goTo(index);
    });
}

// --- signing in and out ----------------------------------------------------------------------------------------------

void ReviewPresenter::askToSignIn() {
    const auto wanted = Page(m_wanted);
    m_window.open(Page::ReviewSignIn, isBesideRegisters(wanted) ? Page::Registers : wanted);
}

void ReviewPresenter::setUser(const QString& name) {
    m_signIn->card()->setUser(name);
}

void ReviewPresenter::signOut() {
    ++m_dayRun;
    m_job.reset();
    m_export.reset();
    if (m_client) m_client->signOut();
    m_client.reset();
    m_devices.clear();
    m_evidence.reset();
    m_names = std::make_shared<review::NameBook>();
    m_audit->reset();
    m_alerts->reset();
    m_today->reset();
    m_office->reset();
    tellNames();
    m_window.setAlertBadge(0);
    m_signIn->card()->reset();
}

void ReviewPresenter::signIn(const QString& user, const crypto::SecretBytes& password) {
    m_client = m_clients();
    if (!m_client) {
        m_signIn->card()->showError("NOT_REGISTERED");
        return;
    }
    m_signIn->card()->setBusy(true);
    connect(m_client.get(), &review::ReviewClient::sessionEnded, this, [this] {
        askToSignIn();
        m_signIn->card()->showError("SESSION_EXPIRED");
    });
    m_client->signIn(user, password, this, [this](const Result<review::Reviewer>& reviewer) {
        if (!reviewer) {
            m_signIn->card()->showError(reviewer.error().code);
            return;
        }
        m_signIn->card()->reset();
        begin();
    });
}

void ReviewPresenter::begin() {
    tellNames();
    m_audit->model()->setFetch([this](qint64 from, int limit, std::function<void(Result<review::LogPage>)> done) {
        fetchLog(from, limit, std::move(done));
    });
    m_audit->model()->setAsker([this](const review::LogQuestion& question, qint64 from, int limit,
                                      std::function<void(Result<review::LogPage>)> done) {
        if (m_client) m_client->fetchLog(question, from, limit, m_audit, std::move(done));
    });
    m_audit->model()->load();
    // People and sites are made known at the log's beginning.
    fetchLog(0, review::kMostEntries, [](const Result<review::LogPage>&) {});
    loadPeople();
    loadAlerts();
    loadDays();
    m_office->begin();
    m_window.open(Page(m_wanted), isBesideRegisters(Page(m_wanted)) ? Page::Registers : Page(m_wanted));
}

void ReviewPresenter::refresh() {
    switch (Page(m_wanted)) {
    case Page::Audit:
        return m_audit->model()->load();
    case Page::Alerts:
        return loadAlerts();
    case Page::Registers:
    case Page::Day:
    case Page::Pay:
    case Page::Devices:
    case Page::Places:
        return m_office->refresh(Page(m_wanted));
    default:
        loadPeople();
        loadAlerts();
        return loadDays();
    }
}

// --- names -----------------------------------------------------------------------------------------------------------

void ReviewPresenter::fetchLog(qint64 from, int limit, std::function<void(Result<review::LogPage>)> done) {
    if (!m_client) return;
    m_client->fetchLog(from, limit, m_audit, [this, done = std::move(done)](const Result<review::LogPage>& page) {
        if (page) learn(*page);
        done(page);
    });
}

void ReviewPresenter::learn(const review::LogPage& page) {
    bool news = false;
    for (const audit::ServedEntry& entry : page.entries)
        if (teaches(entry.entry)) news |= m_names->learn(review::LogRecord::of(entry));
    if (news) tellNames();
}

void ReviewPresenter::tellNames() {
    m_audit->setNames(m_names);
    m_alerts->setNames(m_names);
    m_today->setNames(m_names);
    m_office->setNames(m_names);
}

void ReviewPresenter::loadPeople() {
    m_client->fetchWorkers(this, [this](const Result<QList<review::WorkerLine>>& workers) {
        if (!workers) return m_today->showError(workers.error().code);
        m_names->learn(*workers);
        m_today->setWorkers(workers->size());
        tellNames();
    });
    m_client->fetchDevices(this, [this](const Result<QList<review::DeviceLine>>& devices) {
        if (!devices) return m_today->showError(devices.error().code);
        m_devices = *devices;
        m_names->learn(*devices);
        tellEvidence();
        m_today->setDevices(*devices, m_clock.now());
        tellNames();
    });
}

// --- the day ---------------------------------------------------------------------------------------------------------

void ReviewPresenter::loadDays() {
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.now().value).date();
    ++m_dayRun;
    loadMarks(std::make_shared<review::AttendanceDays>(today, kDays), std::nullopt);
}

void ReviewPresenter::loadMarks(std::shared_ptr<review::AttendanceDays> days, std::optional<qint64> after) {
    if (!isSignedIn()) return;
    review::MarkQuery query;
    query.from = UnixMillis{days->first().startOfDay().toMSecsSinceEpoch()};
    query.after = after;
    m_client->fetchMarks(query, this, [this, days, run = m_dayRun](const Result<review::MarkPage>& page) {
        if (run != m_dayRun) return;
        if (!page) return m_today->showError(page.error().code);
        for (const review::Mark& mark : page->marks)
            days->add(mark);
        const bool complete = !page->next || page->marks.isEmpty();
        m_today->setDays(*days, days->first().addDays(days->days() - 1), complete);
        if (!complete) loadMarks(days, page->next);
    });
}

// --- alerts ----------------------------------------------------------------------------------------------------------

void ReviewPresenter::loadAlerts() {
    if (!isSignedIn()) return;
    const auto showOpen = [this](const review::AlertList& list) {
        m_today->setAlerts(list);
        m_window.setAlertBadge(int(qMin<qint64>(list.total, 1000)));
    };
    const QByteArray state = m_alerts->state();
    m_client->fetchAlerts(state, this, [this, state, showOpen](const Result<review::AlertList>& list) {
        if (!list) {
            m_today->showError(list.error().code);
            return m_alerts->showError(list.error().code);
        }
        if (state == m_alerts->state()) m_alerts->setAlerts(*list);
        if (state == "open") showOpen(*list);
    });
    if (state == "open") return;
    m_client->fetchAlerts("open", this, [showOpen](const Result<review::AlertList>& list) {
        if (list) showOpen(*list);
    });
}

// The mark from the log, the enrolled face from the worker's record, the rest is here already; each comes when it
// comes.
void ReviewPresenter::loadEvidence(const review::Alert& alert) {
    if (!isSignedIn()) return;
    auto evidence = std::make_shared<Evidence>();
    evidence->alert = alert;
    m_evidence = evidence;
    const auto arrived = [this, evidence](auto&& take) {
        if (evidence != m_evidence) return;
        take();
        tellEvidence();
    };
    evidence->hasRecord = !alert.index;
    evidence->hasPhotos = alert.workerId.isNull();
    if (alert.index)
        m_client->fetchLog(*alert.index, 1, m_alerts, [arrived, evidence](const Result<review::LogPage>& page) {
            arrived([&] {
                evidence->hasRecord = true;
                if (!page || page->entries.isEmpty()) return;
                auto record = review::LogRecord::of(page->entries.first());
                if (record.kind == "worker.enrol") evidence->facts.enrolled = record.photo; // he may wait still
                if (record.attendance()) evidence->facts.record = std::move(record);
            });
        });
    if (!alert.workerId.isNull())
        m_client->fetchEnrolledPhotos(alert.workerId, m_alerts,
                                      [arrived, evidence](const Result<QList<FileId>>& photos) {
                                          arrived([&] {
                                              evidence->hasPhotos = true;
                                              if (photos && !photos->isEmpty())
                                                  evidence->facts.enrolled = photos->first();
                                          });
                                      });
    if (const WorkerId other = ReasonWords::lookalike(alert); !other.isNull()) {
        evidence->facts.lookalike = other;
        m_client->fetchEnrolledPhotos(other, m_alerts, [arrived, evidence](const Result<QList<FileId>>& photos) {
            arrived([&] {
                if (photos && !photos->isEmpty()) evidence->facts.lookalikePhoto = photos->first();
            });
        });
    }
    // An older server keeps nothing to look at; a finding of days is about no packet.
    m_client->fetchRefused(alert.eventId, m_alerts, [arrived, evidence](const Result<review::RefusedPacket>& refused) {
        arrived([&] {
            evidence->hasBytes = true;
            if (refused && !refused->bytes.isEmpty()) evidence->facts.refused = *refused;
        });
    });
    tellEvidence();
}

void ReviewPresenter::tellEvidence() {
    if (!m_evidence) return;
    AlertEvidence::Facts& facts = m_evidence->facts;
    for (const review::SiteLine& site : m_sites)
        if (site.siteId == m_evidence->alert.siteId) facts.site = site;
    for (const review::DeviceLine& device : m_devices)
        if (device.deviceId == m_evidence->alert.deviceId) facts.device = device;
    facts.isComplete = m_evidence->hasRecord && m_evidence->hasPhotos && m_evidence->hasBytes;
    m_alerts->setEvidence(m_evidence->alert.eventId, facts);
}

void ReviewPresenter::decide(const EventId& alert, review::Ruling ruling, const QString& reason) {
    if (!isSignedIn()) return;
    m_client->resolve(alert, ruling, reason, this, [this, alert](const Result<void>& done) {
        m_alerts->showDecided(alert, done ? QByteArray() : done.error().code);
        if (!done) return;
        loadAlerts();
        m_audit->model()->load();
    });
}

// --- the log ---------------------------------------------------------------------------------------------------------

void ReviewPresenter::verify() {
    if (!isSignedIn() || (m_job && m_job->isRunning()) || (m_export && m_export->isRunning())) return;
    m_job = std::make_unique<review::LogVerifierJob>(m_client->logSource(), m_client->logKey(),
                                                     review::WitnessFile(m_witness));
    connect(m_job.get(), &review::LogJob::progress, m_audit, &AuditPage::setProgress);
    connect(m_job.get(), &review::LogVerifierJob::finished, this, [this](const review::VerifyReport& report) {
        m_audit->setReport(report, m_clock.now());
        m_audit->model()->load();
    });
    m_audit->setVerifying(true);
    m_job->start();
}

void ReviewPresenter::stop() {
    if (m_job) m_job->cancel();
    if (m_export) m_export->cancel();
}

void ReviewPresenter::askForExport() {
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.now().value).date();
    const QString path = QFileDialog::getSaveFileName(
        &m_window, AuditPage::tr("Save the log"),
        QStringLiteral("haziri-log-%1.jsonl").arg(today.toString(Qt::ISODate)), AuditPage::tr("JSON Lines (*.jsonl)"));
    if (!path.isEmpty()) exportTo(path);
}

void ReviewPresenter::exportTo(const QString& path) {
    if (!isSignedIn() || (m_job && m_job->isRunning()) || (m_export && m_export->isRunning())) return;
    m_export = std::make_unique<review::LogExportJob>(m_client->logSource(), path);
    connect(m_export.get(), &review::LogJob::progress, m_audit, &AuditPage::setProgress);
    connect(m_export.get(), &review::LogExportJob::finished, m_audit, &AuditPage::setExportReport);
    m_audit->setExporting(true);
    m_export->start();
}

void ReviewPresenter::prove(qint64 index, const crypto::Digest& leaf) {
    if (!isSignedIn()) return;
    m_client->prove(index, leaf, this, [this, index](const Result<review::EntryProof>& proof) {
        if (proof)
            m_audit->inspector()->showProof(*proof);
        else
            m_audit->inspector()->showProofError(index, proof.error().code);
    });
}

void ReviewPresenter::openPhoto(const FileId& file, const QString& purpose) {
    if (!isSignedIn()) return;
    m_client->openPhoto(file, purpose, this, [this, file](const Result<QImage>& photo) {
        EntryInspector* inspector = m_audit->inspector();
        if (photo)
            inspector->showPhoto(file, *photo, m_client->reviewer().name, m_clock.now());
        else
            inspector->showPhotoError(file, photo.error().code);
        m_audit->model()->load(); // the look itself is now the newest entry
    });
}

void ReviewPresenter::explainTrust(const QByteArray& deviceId, QWidget* anchor) {
    auto* sheet = new Popover(&m_window);
    sheet->addTitle(Tone::Neutral, LogWords(m_names).laptop(deviceId));
    const auto found = std::find_if(m_devices.cbegin(), m_devices.cend(),
                                    [&](const review::DeviceLine& device) { return device.deviceId == deviceId; });
    if (found == m_devices.cend()) {
        sheet->addParagraph(AuditPage::tr("The server has not told why. Open the page again when it answers."));
        return sheet->openBelow(anchor);
    }
    sheet->addParagraph(AuditPage::tr("How its trust is made up now; the entry shows what it was then."));
    for (const auto& rule : found->explain)
        sheet->addRow(
            LogWords::trustRule(rule),
            QStringLiteral("%1%2").arg(rule.points > 0 ? QStringLiteral("+") : QString(), Words::number(rule.points)));
    sheet->addRow(AuditPage::tr("Trust"), AuditPage::tr("%1 of 100").arg(Words::number(found->trustScore)));
    sheet->openBelow(anchor);
}

} // namespace haziri::ui
