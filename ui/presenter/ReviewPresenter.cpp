#include "ui/presenter/ReviewPresenter.h"

#include "ui/frame/MainWindow.h"
#include "ui/review/AlertsPage.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/setup/SignInCard.h"
#include "ui/words/Words.h"

namespace haziri::ui {

using Page = MainWindow::Page;

namespace {
constexpr int kAlerts = 200;
}

ReviewPresenter::ReviewPresenter(MainWindow& window, ClientFactory clients, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_clients(std::move(clients))
    , m_clock(clock)
    , m_audit(new AuditPage)
    , m_alerts(new AlertsPage)
    , m_signIn(new SignInPage(SignInCard::Purpose::Review)) {
    addPages();
}

ReviewPresenter::~ReviewPresenter() = default;

void ReviewPresenter::addPages() {
    m_window.addPage(Page::Audit, m_audit);
    m_window.addPage(Page::Alerts, m_alerts);
    m_window.addPage(Page::ReviewSignIn, m_signIn);
    m_window.setTitle(Page::Audit, [this] {
        const qint64 size = m_audit->model()->size();
        return std::pair(AuditPage::tr("Audit chain"),
                         size > 0 ? AuditPage::tr("%1 entries").arg(Words::number(size)) : QString());
    });
    m_window.setTitle(Page::Alerts, [] { return std::pair(AlertsPage::tr("Alerts"), QString()); });
    connect(&m_window, &MainWindow::opened, this, [this](Page page) {
        if (page != Page::Audit && page != Page::Alerts) return;
        m_wantsAlerts = page == Page::Alerts;
        if (!isSignedIn())
            askToSignIn();
        else if (m_wantsAlerts)
            loadAlerts();
        else
            m_audit->model()->load();
    });
    connect(m_signIn->card(), &SignInCard::submitted, this, &ReviewPresenter::signIn);
    connect(m_audit, &AuditPage::refreshWanted, m_audit->model(), &AuditLogModel::load);
    connect(m_audit, &AuditPage::verifyWanted, this, &ReviewPresenter::verify);
    connect(m_audit, &AuditPage::cancelWanted, this, [this] {
        if (m_job) m_job->cancel();
    });
    connect(m_audit->model(), &AuditLogModel::sizeChanged, this, [this] { m_window.refreshTitle(); });
    connect(m_audit->inspector(), &EntryInspector::photoWanted, this, &ReviewPresenter::openPhoto);
    connect(m_alerts, &AlertsPage::refreshWanted, this, &ReviewPresenter::loadAlerts);
}

void ReviewPresenter::askToSignIn() {
    m_window.open(Page::ReviewSignIn, m_wantsAlerts ? Page::Alerts : Page::Audit);
}

void ReviewPresenter::setUser(const QString& name) {
    m_signIn->card()->setUser(name);
}

void ReviewPresenter::signOut() {
    m_job.reset();
    if (m_client) m_client->signOut();
    m_client.reset();
    m_audit->model()->setFetch({});
    m_audit->inspector()->clear();
    m_audit->setVerifying(false);
    m_alerts->setAlerts({});
    m_names.clear();
    m_signIn->card()->reset();
}

void ReviewPresenter::signIn(const QString& user, const QByteArray& password) {
    m_client = m_clients();
    if (!m_client) {
        m_signIn->card()->showError("NOT_REGISTERED");
        return;
    }
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
    m_audit->model()->setFetch([this](qint64 from, int limit, std::function<void(Result<review::LogPage>)> done) {
        if (m_client) m_client->fetchLog(from, limit, m_audit, std::move(done));
    });
    const NameLookup names = [this](const QByteArray& id) { return m_names.value(id); };
    m_audit->inspector()->setNames(names);
    m_client->fetchWorkerNames(this, [this, names](const Result<QHash<QByteArray, QString>>& got) {
        if (got) m_names = *got; // without names the rows show the end of an id
        m_audit->model()->setNames(names);
        m_alerts->model()->setNames(names);
    });
    m_window.open(m_wantsAlerts ? Page::Alerts : Page::Audit);
    loadAlerts();
}

void ReviewPresenter::loadAlerts() {
    if (!isSignedIn()) return;
    m_client->fetchAlerts(kAlerts, this, [this](const Result<review::AlertList>& list) {
        if (!list) {
            m_alerts->showError(list.error().code);
            return;
        }
        m_alerts->setAlerts(*list);
        m_window.setAlertBadge(int(qMin<qint64>(list->total, 1000)));
    });
}

void ReviewPresenter::verify() {
    if (!isSignedIn() || (m_job && m_job->isRunning())) return;
    m_job = std::make_unique<review::LogVerifierJob>(m_client->logSource());
    connect(m_job.get(), &review::LogVerifierJob::progress, m_audit, &AuditPage::setProgress);
    connect(m_job.get(), &review::LogVerifierJob::finished, this, [this](const review::VerifyReport& report) {
        m_audit->setReport(report);
        m_audit->model()->load();
    });
    m_audit->setVerifying(true);
    m_job->start();
}

void ReviewPresenter::openPhoto(const FileId& file, const QString& purpose) {
    if (!isSignedIn()) return;
    m_client->openPhoto(
        file, purpose, this, [this, at = m_audit->inspector()->index()](const Result<QByteArray>& jpeg) {
            if (m_audit->inspector()->index() != at) return; // another entry is under the glass by now
            const QImage photo = jpeg ? QImage::fromData(*jpeg) : QImage();
            if (!jpeg || photo.isNull()) {
                m_audit->inspector()->showPhotoError(jpeg ? QByteArray("PICTURE_UNREADABLE") : jpeg.error().code);
                return;
            }
            m_audit->inspector()->showPhoto(
                photo, QStringLiteral("%1 · %2").arg(m_client->reviewer().name, Words::dayAndTime(m_clock.now())));
            m_audit->model()->load(); // the look itself is now the newest entry
        });
}

} // namespace haziri::ui
