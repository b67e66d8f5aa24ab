// Puts HR's client on the screen: sign-in at the server, the log, its verification, photos and alerts.
#pragma once

#include "core/review/LogVerifierJob.h"
#include "core/review/ReviewClient.h"

#include <QPointer>

namespace haziri::ui {

class AlertsPage;
class AuditPage;
class MainWindow;
class SignInPage;

class ReviewPresenter : public QObject {
    Q_OBJECT
  public:
    using ClientFactory = std::function<std::unique_ptr<review::ReviewClient>()>;
    /// Adds its pages to the window, which must outlive the presenter. The factory is asked at sign-in and may return
    /// null as long as this laptop is not registered.
    ReviewPresenter(MainWindow& window, ClientFactory clients, const Clock& clock, QObject* parent = nullptr);
    ~ReviewPresenter() override;

    AuditPage* auditPage() const { return m_audit; }
    SignInPage* signInPage() const { return m_signIn; }
    void setUser(const QString& name); ///< fills the sign-in card
    void signOut();

  private:
    void addPages();
    void signIn(const QString& user, const QByteArray& password);
    void begin();
    void loadAlerts();
    void verify();
    void openPhoto(const FileId& file, const QString& purpose);
    void askToSignIn();
    bool isSignedIn() const { return m_client && m_client->isSignedIn(); }

    MainWindow& m_window;
    ClientFactory m_clients;
    const Clock& m_clock;
    std::unique_ptr<review::ReviewClient> m_client;
    std::unique_ptr<review::LogVerifierJob> m_job;
    AuditPage* m_audit;
    AlertsPage* m_alerts;
    SignInPage* m_signIn;
    QHash<QByteArray, QString> m_names;
    bool m_wantsAlerts = false;
};

} // namespace haziri::ui
