// HR's books and lists on the screen: registers, the marks of a day, laptops, sites, people and enrolment codes.
//
// Has no session of its own: the review presenter signs in and out and says when to load.
#pragma once

#include "core/review/NameBook.h"
#include "core/review/ReviewClient.h"
#include "ui/frame/MainWindow.h"

namespace haziri::ui {

class DayPage;
class DevicesPage;
class PayPage;
class PlacesPage;
class RegistersPage;

class OfficePresenter : public QObject {
    Q_OBJECT
  public:
    using Client = std::function<review::ReviewClient*()>; ///< null while nobody is signed in
    /// Adds its pages to the window, which must outlive the presenter.
    OfficePresenter(MainWindow& window, Client client, const Clock& clock, QObject* parent = nullptr);

    /// Where the names above the registers are remembered; empty: nowhere.
    void setSettingsFile(const QString& path);
    void setNames(std::shared_ptr<const review::NameBook> names);
    void begin(); ///< signed in
    void reset(); ///< signed out
    static bool owns(MainWindow::Page page);
    void refresh(MainWindow::Page page);

    RegistersPage* registersPage() const { return m_registers; }
    DayPage* dayPage() const { return m_day; }
    PayPage* payPage() const { return m_pay; }
    DevicesPage* devicesPage() const { return m_devices; }
    PlacesPage* placesPage() const { return m_places; }

  Q_SIGNALS:
    void entryWanted(qint64 index); ///< open it in the log
    void logGrew();                 ///< something was decided or added
    void sitesKnown(const QList<haziri::review::SiteLine>& sites);

  private:
    void addPages();
    void connectBooks();
    void connectPay();
    void connectLists();
    void loadPay(const SiteId& siteId, QDate month);
    void putPay(const QList<protocol::PayChange>& changes);
    void loadSites();
    void loadDevices();
    void loadPlaces();
    void loadReport(bool isWages, const SiteId& siteId, QDate month);
    void startDay(const SiteId& siteId, QDate day, std::optional<audit::Checkpoint> seed);
    void loadMarks(int run, QList<review::Mark> marks, review::MarkQuery query);
    void draw();

    MainWindow& m_window;
    Client m_client;
    const Clock& m_clock;
    QString m_settingsFile;
    RegistersPage* m_registers;
    DayPage* m_day;
    PayPage* m_pay;
    DevicesPage* m_devices;
    PlacesPage* m_places;
    int m_dayRun = 0;
    int m_payRun = 0, m_reportRun = 0;
    std::optional<audit::Checkpoint> m_seed; ///< of a draw whose marks are being loaded
};

} // namespace haziri::ui
