// Puts HR's client on the screen: sign-in at the server, the day, the log and its verification, photos and alerts.
#pragma once

#include "core/review/AttendanceDays.h"
#include "core/review/LogExportJob.h"
#include "core/review/LogVerifierJob.h"
#include "core/review/NameBook.h"
#include "core/review/ReviewClient.h"

namespace haziri::ui {

class AlertsPage;
class AuditPage;
class MainWindow;
class OfficePresenter;
class SignInPage;
class TodayPage;

class ReviewPresenter : public QObject {
    Q_OBJECT
  public:
    using ClientFactory = std::function<std::unique_ptr<review::ReviewClient>()>;
    /// Adds its pages to the window, which must outlive the presenter. The factory is asked at sign-in and may return
    /// null as long as this laptop is not registered.
    ReviewPresenter(MainWindow& window, ClientFactory clients, const Clock& clock, QObject* parent = nullptr);
    ~ReviewPresenter() override;

    /// Where the newest verified checkpoint is kept between runs; empty: nowhere.
    void setWitnessFile(const QString& path) { m_witness = path; }
    AuditPage* auditPage() const { return m_audit; }
    OfficePresenter* office() const { return m_office; }
    AlertsPage* alertsPage() const { return m_alerts; }
    TodayPage* todayPage() const { return m_today; }
    SignInPage* signInPage() const { return m_signIn; }
    void setUser(const QString& name); ///< fills the sign-in card
    /// As if typed into the sign-in page, which says how it goes.
    void signIn(const QString& user, const crypto::SecretBytes& password);
    void signOut();
    void exportTo(const QString& path);

  private:
    void addPages();
    void connectAudit();
    void connectAlerts();
    void begin();
    void refresh(); ///< what the open page shows
    void fetchLog(qint64 from, int limit, std::function<void(Result<review::LogPage>)> done);
    void learn(const review::LogPage& page);
    void tellNames();
    void loadPeople();
    void loadAlerts();
    void loadDays();
    void loadMarks(std::shared_ptr<review::AttendanceDays> days, std::optional<qint64> after);
    void verify();
    void stop();
    void askForExport();
    void prove(qint64 index, const crypto::Digest& leaf);
    void openPhoto(const FileId& file, const QString& purpose);
    void decide(const EventId& alert, review::Ruling ruling, const QString& reason);
    void loadEvidence(const review::Alert& alert);
    void tellEvidence();
    void explainTrust(const QByteArray& deviceId, QWidget* anchor);
    void askToSignIn();
    bool isSignedIn() const { return m_client && m_client->isSignedIn(); }

    MainWindow& m_window;
    ClientFactory m_clients;
    const Clock& m_clock;
    QString m_witness;
    std::unique_ptr<review::ReviewClient> m_client;
    std::unique_ptr<review::LogVerifierJob> m_job;
    std::unique_ptr<review::LogExportJob> m_export;
    TodayPage* m_today;
    AuditPage* m_audit;
    AlertsPage* m_alerts;
    SignInPage* m_signIn;
    OfficePresenter* m_office;
    std::shared_ptr<review::NameBook> m_names = std::make_shared<review::NameBook>();
    QList<review::DeviceLine> m_devices;
    QList<review::SiteLine> m_sites;
    struct Evidence;
    std::shared_ptr<Evidence> m_evidence; ///< of the alert that is open
    int m_wanted;                         // the page that sign-in leads to
    int m_dayRun = 0;
};

} // namespace haziri::ui
