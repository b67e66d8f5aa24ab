#include "ui/presenter/OfficePresenter.h"

#include "ui/office/DayPage.h"
#include "ui/office/DevicesPage.h"
#include "ui/office/PayPage.h"
#include "ui/office/PlacesPage.h"
#include "ui/registers/RegistersPage.h"

#include <QSettings>

namespace haziri::ui {

using Page = MainWindow::Page;

namespace {

constexpr const char* kKeys[] = {"name", "employer", "owner", "registration"};

QString keyOf(int index) {
    return QStringLiteral("establishment/") + QLatin1String(kKeys[index]);
}

/// In the office nobody goes on marking while the line is gone.
QByteArray codeOf(const Error& error) {
    return error.code == "OFFLINE" ? QByteArray("OFFICE_OFFLINE") : error.code;
}

template <class T>
QByteArray codeOf(const Result<T>& result) {
    return result ? QByteArray() : codeOf(result.error());
}

} // namespace

OfficePresenter::OfficePresenter(MainWindow& window, Client client, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_client(std::move(client))
    , m_clock(clock) {
    const auto today = [this] { return QDateTime::fromMSecsSinceEpoch(m_clock.now().value).date(); };
    m_registers = new RegistersPage(today);
    m_day = new DayPage(today);
    m_pay = new PayPage(today);
    m_devices = new DevicesPage;
    m_places = new PlacesPage(clock);
    addPages();
    connectBooks();
    connectPay();
    connectLists();
}

bool OfficePresenter::owns(Page page) {
    return page == Page::Registers || page == Page::Day || page == Page::Pay || page == Page::Devices ||
           page == Page::Places;
}

void OfficePresenter::addPages() {
    const std::tuple<Page, QWidget*, std::function<QString()>> pages[] = {
        {Page::Registers, m_registers, [] { return RegistersPage::tr("Registers"); }},
        {Page::Day, m_day, [] { return DayPage::tr("Marks of a day"); }},
        {Page::Pay, m_pay, [] { return PayPage::tr("Pay"); }},
        {Page::Devices, m_devices, [] { return DevicesPage::tr("Laptops"); }},
        {Page::Places, m_places, [] { return PlacesPage::tr("Sites and people"); }}};
    for (const auto& [page, widget, title] : pages) {
        m_window.addPage(page, widget);
        m_window.setTitle(page, [title = title] { return std::pair(title(), QString()); });
    }
}

void OfficePresenter::connectBooks() {
    connect(m_registers, &RegistersPage::reportWanted, this, &OfficePresenter::loadReport);
    connect(m_registers, &RegistersPage::marksWanted, this, [this] { m_window.open(Page::Day, Page::Registers); });
    connect(m_registers, &RegistersPage::payWanted, this, [this] { m_window.open(Page::Pay, Page::Registers); });
    connect(m_registers, &RegistersPage::establishmentTyped, this, [this](const registers::Establishment& typed) {
        if (m_settingsFile.isEmpty()) return;
        QSettings settings(m_settingsFile, QSettings::IniFormat);
        const QString values[] = {typed.name, typed.employer, typed.owner, typed.registration};
        for (int i = 0; i < 4; ++i)
            settings.setValue(keyOf(i), values[i]);
    });
    connect(m_day, &DayPage::registersWanted, this, [this] { m_window.open(Page::Registers); });
    connect(m_day, &DayPage::payWanted, this, [this] { m_window.open(Page::Pay, Page::Registers); });
    connect(m_day, &DayPage::marksWanted, this,
            [this](const SiteId& siteId, QDate day) { startDay(siteId, day, std::nullopt); });
    connect(m_day, &DayPage::entryWanted, this, &OfficePresenter::entryWanted);
    connect(m_day, &DayPage::drawWanted, this, &OfficePresenter::draw);
    connect(m_day, &DayPage::slipWanted, this, [this](qint64 index) {
        if (auto* client = m_client())
            client->makeSlip(index, m_day, [this, index](const Result<QByteArray>& text) {
                if (text)
                    m_day->showSlip(index, *text);
                else
                    m_day->showSlipError(index, codeOf(text));
            });
    });
}

void OfficePresenter::connectPay() {
    connect(m_pay, &PayPage::pageWanted, this, [this](int view) {
        if (view == 0)
            m_window.open(Page::Registers);
        else
            m_window.open(Page::Day, Page::Registers);
    });
    connect(m_pay, &PayPage::payWanted, this, &OfficePresenter::loadPay);
    connect(m_pay, &PayPage::changed, this, &OfficePresenter::putPay);
}

// A list is longer than a request may be: it goes in pieces, and stops at the first that is refused.
void OfficePresenter::putPay(const QList<protocol::PayChange>& changes) {
    auto* client = m_client();
    if (!client) return;
    client->putPay(changes.mid(0, protocol::kMostPayChanges), m_pay, [this, changes](const Result<void>& done) {
        const auto rest = changes.mid(protocol::kMostPayChanges);
        if (done && !rest.isEmpty()) return putPay(rest);
        loadPay(m_pay->site(), m_pay->month());
        m_pay->showKept(codeOf(done));
        m_registers->ask(); // its numbers are other ones now
        Q_EMIT logGrew();
    });
}

void OfficePresenter::loadPay(const SiteId& siteId, QDate month) {
    auto* client = m_client();
    if (!client) return;
    client->fetchPay(siteId, month, m_pay, [this, run = ++m_payRun](const Result<QList<review::PayLine>>& lines) {
        if (run != m_payRun) return; // an answer to an older question is nobody's
        if (lines)
            m_pay->setLines(*lines);
        else
            m_pay->showError(codeOf(lines));
    });
}

void OfficePresenter::connectLists() {
    connect(m_devices, &DevicesPage::refreshWanted, this, &OfficePresenter::loadDevices);
    connect(m_devices, &DevicesPage::historyWanted, this, [this](const QByteArray& deviceId) {
        auto* client = m_client();
        if (!client) return;
        client->fetchTrustHistory(deviceId, m_devices,
                                  [this, deviceId](const Result<QList<review::TrustPoint>>& points) {
                                      if (points) m_devices->setHistory(deviceId, *points, m_clock.now());
                                  });
    });
    connect(m_devices, &DevicesPage::blockWanted, this,
            [this](const QByteArray& deviceId, bool blocks, const QString& reason) {
                auto* client = m_client();
                if (!client) return;
                client->setBlocked(deviceId, blocks, reason, m_devices, [this, deviceId](const Result<void>& done) {
                    m_devices->showDecided(deviceId, codeOf(done));
                    if (!done) return;
                    loadDevices();
                    Q_EMIT logGrew();
                });
            });
    connect(m_places, &PlacesPage::refreshWanted, this, &OfficePresenter::loadPlaces);
    const auto added = [this](const Result<void>& done) {
        m_places->showAdded(codeOf(done));
        if (!done) return;
        loadPlaces();
        Q_EMIT logGrew();
    };
    connect(m_places, &PlacesPage::siteWanted, this, [this, added](const review::SiteLine& site) {
        if (auto* client = m_client()) client->addSite(site, m_places, added);
    });
    connect(m_places, &PlacesPage::userWanted, this,
            [this, added](const QString& name, const QByteArray& role, const crypto::SecretBytes& password) {
                if (auto* client = m_client()) client->addUser(name, role, password, m_places, added);
            });
    connect(m_places, &PlacesPage::userBlockWanted, this,
            [this, added](const UserId& user, bool blocks, const QString& reason) {
                if (auto* client = m_client()) client->setUserBlocked(user, blocks, reason, m_places, added);
            });
    connect(m_places, &PlacesPage::passwordWanted, this,
            [this, added](const UserId& user, const crypto::SecretBytes& password) {
                if (auto* client = m_client()) client->setUserPassword(user, password, m_places, added);
            });
    connect(m_places, &PlacesPage::codeWanted, this, [this](const QString& username, const SiteId& siteId) {
        auto* client = m_client();
        if (!client) return;
        client->addCode(username, siteId, m_places, [this](const Result<review::FreshCode>& code) {
            if (!code) return m_places->showAdded(codeOf(code));
            m_places->showCode(*code);
            loadPlaces();
            Q_EMIT logGrew();
        });
    });
}

void OfficePresenter::setSettingsFile(const QString& path) {
    m_settingsFile = path;
    const QSettings settings(path, QSettings::IniFormat);
    const auto value = [&](int index) { return settings.value(keyOf(index)).toString(); };
    m_registers->setEstablishment({value(0), value(1), value(2), value(3)});
}

void OfficePresenter::setNames(std::shared_ptr<const review::NameBook> names) {
    m_day->setNames(names);
    m_devices->setNames(std::move(names));
}

void OfficePresenter::begin() {
    if (auto* client = m_client()) m_day->setUser(client->reviewer().name);
    loadSites();
}

void OfficePresenter::reset() {
    ++m_dayRun, ++m_payRun, ++m_reportRun;
    m_registers->reset();
    m_day->reset();
    m_pay->reset();
    m_devices->reset();
    m_places->reset();
}

void OfficePresenter::refresh(Page page) {
    if (page == Page::Devices) return loadDevices();
    if (page == Page::Places) return loadPlaces();
    if (page == Page::Pay) return m_pay->choose(m_pay->site(), m_pay->month());
    if (page == Page::Day && m_day->model()->marks().isEmpty()) m_day->choose(m_day->site(), m_day->day());
}

// --- loading ---------------------------------------------------------------------------------------------------------

void OfficePresenter::loadSites() {
    auto* client = m_client();
    if (!client) return;
    client->fetchSites(this, [this](const Result<QList<review::SiteLine>>& sites) {
        if (!sites) {
            m_registers->showError(codeOf(sites));
            m_day->showError(codeOf(sites));
            m_pay->showError(codeOf(sites));
            return m_places->showError(codeOf(sites));
        }
        m_registers->setSites(*sites);
        m_day->setSites(*sites);
        m_pay->setSites(*sites);
        m_places->setSites(*sites);
        Q_EMIT sitesKnown(*sites);
    });
}

void OfficePresenter::loadDevices() {
    auto* client = m_client();
    if (!client) return;
    client->fetchDevices(this, [this](const Result<QList<review::DeviceLine>>& devices) {
        if (devices)
            m_devices->setDevices(*devices);
        else
            m_devices->showError(codeOf(devices));
    });
}

void OfficePresenter::loadPlaces() {
    loadSites();
    auto* client = m_client();
    if (!client) return;
    client->fetchUsers(this, [this](const Result<QList<review::UserLine>>& users) {
        if (users)
            m_places->setUsers(*users);
        else
            m_places->showError(codeOf(users));
    });
    client->fetchCodes(this, [this](const Result<QList<review::CodeLine>>& codes) {
        if (codes)
            m_places->setCodes(*codes);
        else
            m_places->showError(codeOf(codes));
    });
}

void OfficePresenter::loadReport(bool isWages, const SiteId& siteId, QDate month) {
    auto* client = m_client();
    if (!client) return;
    client->fetchReport(isWages, siteId, month, m_registers,
                        [this, run = ++m_reportRun](const Result<review::ReviewClient::Report>& report) {
                            if (run != m_reportRun) return; // so is one from before the pay was changed
                            if (report)
                                m_registers->setReport(*report);
                            else
                                m_registers->showError(codeOf(report));
                        });
}

// The day is the site's own, whatever the clock of this computer says.
void OfficePresenter::startDay(const SiteId& siteId, QDate day, std::optional<audit::Checkpoint> seed) {
    m_seed = std::move(seed);
    const qint64 begin = day.startOfDay(Qt::UTC).toMSecsSinceEpoch() - m_day->tzOffsetMin() * 60'000LL;
    review::MarkQuery query;
    query.siteId = siteId;
    query.from = UnixMillis{begin};
    query.to = UnixMillis{begin + 86'400'000};
    loadMarks(++m_dayRun, {}, query);
}

void OfficePresenter::loadMarks(int run, QList<review::Mark> marks, review::MarkQuery query) {
    auto* client = m_client();
    if (!client) return;
    client->fetchMarks(query, m_day, [this, run, marks, query](const Result<review::MarkPage>& page) mutable {
        if (run != m_dayRun) return;
        if (!page) return m_day->showError(codeOf(page));
        marks += page->marks;
        const bool complete = !page->next || page->marks.isEmpty();
        // What came after the seed is not drawn from: who draws again from the same log has the same list.
        if (m_seed) marks.removeIf([&](const review::Mark& mark) { return mark.index >= m_seed->size; });
        m_day->setMarks(marks, complete);
        if (complete && m_seed) m_day->setSeed(*m_seed);
        if (complete) return;
        query.after = page->next;
        loadMarks(run, marks, query);
    });
}

void OfficePresenter::draw() {
    auto* client = m_client();
    if (!client) return;
    client->fetchCheckpoint(m_day, [this, run = m_dayRun](const Result<audit::Checkpoint>& point) {
        if (run != m_dayRun) return;
        if (!point) return m_day->showError(codeOf(point));
        startDay(m_day->site(), m_day->day(), *point);
    });
}

} // namespace haziri::ui
