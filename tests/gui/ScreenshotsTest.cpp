// Draws every screen in every language and theme at 1366×768 into build/…/screenshots, to be looked at; nothing on
// them may be cut, and every control has a name for a screen reader.
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoLog.h"
#include "tests/support/DemoReview.h"
#include "tests/support/ManualClock.h"
#include "ui/frame/MainWindow.h"
#include "ui/frame/SettingsSheet.h"
#include "ui/muster/DaySheet.h"
#include "ui/muster/MusterPage.h"
#include "ui/muster/RollPanel.h"
#include "ui/office/DayPage.h"
#include "ui/office/DevicesPage.h"
#include "ui/office/PayPage.h"
#include "ui/office/PlacesPage.h"
#include "ui/queue/QueuePage.h"
#include "ui/registers/RegisterPreview.h"
#include "ui/registers/RegistersPage.h"
#include "ui/review/AlertsPage.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/review/TodayPage.h"
#include "ui/setup/JoinPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Counter.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Languages.h"
#include "ui/words/Words.h"
#include "ui/workers/OnboardWizard.h"
#include "ui/workers/WorkerProfile.h"
#include "ui/workers/WorkersPage.h"

#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace haziri;
using namespace haziri::ui;

class ScreenshotsTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase();
    void allScreens_data();
    void allScreens();

  private:
    void shoot(const QString& screen);
    void fillFrame(MainWindow& window);
    void muster(MainWindow& window);
    void chips(MainWindow& window);
    void settings(MainWindow& window);
    void queue(MainWindow& window);
    void review(MainWindow& window);
    void reviewLog(MainWindow& window, AuditPage& audit, const Names& names);
    void reviewAlerts(MainWindow& window, AlertsPage& alerts, const review::AlertList& list, const Names& names);
    void reviewToday(MainWindow& window, TodayPage& today, const review::AlertList& list, const Names& names);
    void registers(MainWindow& window);
    void office(MainWindow& window, const Names& names);
    void setup(MainWindow& window);
    void workers(MainWindow& window);
    QDir m_folder;
    std::unique_ptr<Languages> m_languages;
    QString m_suffix;
    MainWindow* m_window = nullptr;
    bool m_hindi = false;
};

void ScreenshotsTest::initTestCase() {
    m_folder = QDir(QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots"));
    QVERIFY(m_folder.mkpath(QStringLiteral(".")));
    m_languages = std::make_unique<Languages>(*qApp);
}

void ScreenshotsTest::allScreens_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("theme");
    for (const QString& language : Languages::all())
        for (const QString& theme : Theme::names())
            QTest::newRow(qPrintable(language + QLatin1Char('-') + theme)) << language << theme;
}

namespace {

QString nameOf(const QWidget* widget) {
    return QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName());
}

/// Texts that would be cut in this language at this size, and controls that a screen reader could not name.
QStringList faultsOf(const QWidget* window) {
    QStringList faults;
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        if (const auto* text = qobject_cast<const Text*>(widget); text && !text->text().isEmpty()) {
            if (text->wordWrap()) {
                if (text->heightForWidth(text->width()) > text->height() + 1)
                    faults << QStringLiteral("too low: ") + text->text();
            } else if (!text->isElided() && text->sizeHint().width() > text->width() + 1) {
                faults << QStringLiteral("too narrow: ") + text->text();
            }
        }
        const bool fixedWords = qobject_cast<const Chip*>(widget) || qobject_cast<const Button*>(widget) ||
                                qobject_cast<const Segments*>(widget);
        if (fixedWords && widget->sizeHint().width() > widget->width())
            faults << QStringLiteral("cut: ") + nameOf(widget);
        if (const auto* rail = qobject_cast<const RailButton*>(widget))
            if (QFontMetrics(Style::themeOf(rail).font(TextSize::Small, true)).horizontalAdvance(rail->text()) >
                rail->width() - 4)
                faults << QStringLiteral("cut: ") + nameOf(widget);
        if (const auto* counter = qobject_cast<const Counter*>(widget);
            counter && counter->sizeHint().width() > counter->width())
            faults << QStringLiteral("cut: ") + nameOf(widget);
        const bool takesKeys = widget->focusPolicy() & Qt::TabFocus && widget->isEnabled();
        if (takesKeys && widget->accessibleName().isEmpty()) faults << QStringLiteral("nameless: ") + nameOf(widget);
    }
    return faults;
}

} // namespace

void ScreenshotsTest::shoot(const QString& screen) {
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
    QTest::qWait(20);
    const QString path = m_folder.filePath(QStringLiteral("%1-%2.png").arg(screen, m_suffix));
    const QImage image = m_window->grab().toImage();
    QCOMPARE(image.size(), QSize(1366, 768));
    QVERIFY(image.save(path));
    const QStringList faults = faultsOf(m_window);
    QVERIFY2(faults.isEmpty(), qPrintable(screen + QStringLiteral(": ") + faults.join(QStringLiteral("; "))));
}

void ScreenshotsTest::fillFrame(MainWindow& window) {
    TopBar* top = window.topBar();
    top->setLine({muster::LineState::Offline, tests::today(7, 12), "OFFLINE", {}});
    top->setQueue(tests::demoQueueSummary(), tests::today(7, 41));
    top->setClock({muster::ClockClass::Anchored, 1800, tests::today(6, 58), 0});
    top->setPerson({{}, m_hindi ? QStringLiteral("सुनीता") : QStringLiteral("Sunita"), "supervisor"});
    top->setLanguages(Languages::shortNames(), int(Languages::all().indexOf(m_languages->current())));
    window.setTitle(MainWindow::Page::Muster, [this] {
        return std::pair(m_hindi ? QStringLiteral("गेट A · सेक्टर 62") : QStringLiteral("Gate A · Sector 62"),
                         Words::day(QDate(2026, 11, 22)) + QStringLiteral(" · 07:41"));
    });
    window.setRole("supervisor");
}

void ScreenshotsTest::muster(MainWindow& window) {
    using Kind = muster::MarkOutcome::Kind;
    using State = capture::FaceState;
    auto* page = new MusterPage;
    window.addPage(MainWindow::Page::Muster, page);
    fillFrame(window);
    window.open(MainWindow::Page::Muster);
    page->setRoll({});
    shoot(QStringLiteral("muster-empty"));
    page->setRoll(tests::demoRoll(m_hindi));
    page->camera()->setFrame(tests::drawnFrame(5));
    const auto see = [&](State state, const char* code = "") {
        page->setFaces({{tests::drawnFaceRect(5), state, code, {}}});
    };
    see(State::Looking, "COME_CLOSER");
    shoot(QStringLiteral("muster-looking"));
    page->stepAside(tests::demoDecision(capture::DecisionKind::Unknown), tests::drawnPortrait(3));
    see(State::Unknown);
    shoot(QStringLiteral("muster-unknown"));
    page->stepAside(tests::demoDecision(capture::DecisionKind::Ambiguous), tests::drawnPortrait(4));
    page->showOutcome(tests::demoOutcome(Kind::Held, m_hindi), tests::drawnPortrait(5));
    see(State::Recognised);
    QTest::qWait(650);
    shoot(QStringLiteral("muster-held"));
    page->showOutcome(tests::demoOutcome(Kind::Recorded, m_hindi), tests::drawnPortrait(5));
    see(State::Recognised);
    QTest::qWait(650);
    shoot(QStringLiteral("muster-recorded"));
    muster::UndoOutcome undone;
    undone.ok = true;
    undone.name = tests::demoOutcome(Kind::Recorded, m_hindi).name;
    undone.time = tests::today(7, 41);
    page->showUndone(undone);
    QTest::qWait(650);
    shoot(QStringLiteral("muster-undone"));
    page->checkCamera();
    page->setFrame(tests::drawnFrame(5));
    shoot(QStringLiteral("muster-check"));
    page->showOutcome(tests::demoOutcome(Kind::Failed, m_hindi));
    page->markByHand();
    shoot(QStringLiteral("muster-by-hand"));
    page->camera()->hideBanner();
    page->focusSearch();
    page->setCameraProblem("CAMERA_LOST");
    shoot(QStringLiteral("muster-no-camera"));
    Q_EMIT page->roll()->personOpened(tests::workerNumber(6), page->roll()->model()->row(5).name);
    page->setMarks(tests::workerNumber(6), tests::demoMarks(m_hindi));
    shoot(QStringLiteral("muster-person"));
}

void ScreenshotsTest::chips(MainWindow& window) {
    for (Chip* chip : {window.topBar()->lineChip(), window.topBar()->queueChip(), window.topBar()->clockChip()}) {
        chip->click();
        QWidget* sheet = QApplication::activePopupWidget();
        QVERIFY(sheet);
        const int number = chip == window.topBar()->lineChip() ? 1 : chip == window.topBar()->queueChip() ? 2 : 3;
        QTest::qWait(20);
        QVERIFY(sheet->grab().save(m_folder.filePath(QStringLiteral("chip%1-%2.png").arg(number).arg(m_suffix))));
        sheet->close();
    }
}

/// Everything the settings can offer at once: nothing cut, everything named.
void ScreenshotsTest::settings(MainWindow& window) {
    SettingsSheet settings;
    settings.theme = Theme::names().first();
    settings.language = m_languages->current();
    settings.cameras = {{QStringLiteral("default"), QStringLiteral("USB 2.0 HD Webcam")}};
    settings.receivers = {{QStringLiteral("off"), QStringLiteral("GPS")}};
    settings.about = {{QStringLiteral("0.1"), QStringLiteral("9f3a1c71e")}};
    int chosen = 0;
    settings.voiceChosen = settings.soundChosen = [&](bool) { ++chosen; };
    settings.lockChosen = [](int) {};
    settings.diagnosticsWanted = [] {};
    settings.openBeside(window.topBar());
    QWidget* sheet = QApplication::activePopupWidget();
    QVERIFY(sheet);
    QTest::qWait(20);
    QVERIFY(sheet->grab().save(m_folder.filePath(QStringLiteral("settings-%1.png").arg(m_suffix))));
    const QStringList faults = faultsOf(sheet);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QStringLiteral("; "))));
    for (auto* box : sheet->findChildren<QCheckBox*>())
        box->click();
    QCOMPARE(chosen, 2); // the sound, and the voice where there is one
    sheet->close();
}

void ScreenshotsTest::queue(MainWindow& window) {
    auto* page = new QueuePage;
    window.addPage(MainWindow::Page::Queue, page);
    window.setRole("supervisor");
    window.setTitle(MainWindow::Page::Queue,
                    [] { return std::pair(MainWindow::tr("Queue"), Words::day(QDate(2026, 11, 22))); });
    window.open(MainWindow::Page::Queue);
    shoot(QStringLiteral("queue-empty"));
    page->setLine({muster::LineState::Offline, tests::today(7, 12), "OFFLINE", {}});
    page->setSummary(tests::demoQueueSummary(), tests::today(7, 41));
    page->setRows(tests::demoQueue(m_hindi));
    shoot(QStringLiteral("queue"));
    muster::SyncSummary unbelieved;
    unbelieved.code = "ANSWER_UNSIGNED";
    page->showSummary(unbelieved);
    shoot(QStringLiteral("queue-error"));
}

void ScreenshotsTest::review(MainWindow& window) {
    auto* signIn = new SignInPage(SignInCard::Purpose::Review);
    window.addPage(MainWindow::Page::Setup, signIn);
    window.topBar()->setPerson({{}, m_hindi ? QStringLiteral("हिना") : QStringLiteral("Hina"), "hr"});
    window.topBar()->setLine({muster::LineState::Online, {}, {}, {}});
    window.topBar()->setQueue({}, tests::today(7, 41));
    auto* today = new TodayPage;
    auto* alerts = new AlertsPage;
    auto* audit = new AuditPage;
    window.addPage(MainWindow::Page::Today, today);
    window.addPage(MainWindow::Page::Alerts, alerts);
    window.addPage(MainWindow::Page::Audit, audit);
    window.addChip({MainWindow::Page::Today, MainWindow::Page::Audit}, audit->stateChip());
    window.setRole("hr");
    window.setTitle(MainWindow::Page::Today,
                    [] { return std::pair(TodayPage::tr("Today"), Words::day(QDate(2026, 11, 22))); });
    window.setTitle(MainWindow::Page::Audit, [] {
        return std::pair(AuditPage::tr("Audit chain"), AuditPage::tr("%1 entries").arg(Words::number(1284306)));
    });
    window.setTitle(MainWindow::Page::Alerts, [] { return std::pair(AlertsPage::tr("Alerts"), QString()); });
    window.open(MainWindow::Page::Setup);
    signIn->card()->showError("SIGN_IN_REFUSED");
    shoot(QStringLiteral("review-sign-in"));
    const auto names = tests::demoNames(m_hindi);
    const auto list = tests::demoAlerts();
    reviewLog(window, *audit, names);
    reviewAlerts(window, *alerts, list, names);
    reviewToday(window, *today, list, names);
    registers(window);
    office(window, names);
}

void ScreenshotsTest::registers(MainWindow& window) {
    auto* page = new RegistersPage([] { return QDate(2026, 11, 22); });
    window.addPage(MainWindow::Page::Registers, page);
    window.setRole("hr");
    window.setTitle(MainWindow::Page::Registers, [] { return std::pair(RegistersPage::tr("Registers"), QString()); });
    window.open(MainWindow::Page::Registers);
    page->setSites(tests::demoSites(m_hindi));
    shoot(QStringLiteral("registers-loading"));
    page->showError("OFFICE_OFFLINE");
    shoot(QStringLiteral("registers-error"));
    page->setEstablishment({m_hindi ? QStringLiteral("शर्मा कंस्ट्रक्शन्स") : QStringLiteral("Sharma Constructions"),
                            m_hindi ? QStringLiteral("आर. शर्मा") : QStringLiteral("R. Sharma"), QString(),
                            QStringLiteral("1-2345-6789-0")});
    for (const char* form : {"10-muster-ix-xiv", "20-wages-iv-xv", "30-slip-v-xvi"}) {
        page->choose(QLatin1String(form), tests::demoSites(false).first().siteId, QDate(2026, 11, 1));
        page->setReport(tests::demoReport(m_hindi, !QByteArray(form).contains("muster"), 5));
        QVERIFY(page->preview()->pageCount() > 0);
        shoot(QStringLiteral("registers-") + QLatin1String(form).mid(3));
    }
    page->preview()->setZoom(2.25);
    shoot(QStringLiteral("registers-large"));
    page->editEstablishment();
    QWidget* sheet = QApplication::activePopupWidget();
    QVERIFY(sheet);
    QTest::qWait(20);
    QVERIFY(sheet->grab().save(m_folder.filePath(QStringLiteral("registers-establishment-%1.png").arg(m_suffix))));
    sheet->close();
}

void ScreenshotsTest::office(MainWindow& window, const Names& names) {
    static test::ManualClock clock(tests::today(7, 44).value);
    auto* day = new DayPage([] { return QDate(2026, 11, 22); });
    auto* devices = new DevicesPage;
    auto* places = new PlacesPage(clock);
    window.addPage(MainWindow::Page::Day, day);
    window.addPage(MainWindow::Page::Devices, devices);
    window.addPage(MainWindow::Page::Places, places);
    window.setRole("hr");
    window.setTitle(MainWindow::Page::Day, [] { return std::pair(DayPage::tr("Marks of a day"), QString()); });
    window.setTitle(MainWindow::Page::Devices, [] { return std::pair(DevicesPage::tr("Laptops"), QString()); });
    window.setTitle(MainWindow::Page::Places, [] { return std::pair(PlacesPage::tr("Sites and people"), QString()); });
    window.open(MainWindow::Page::Day, MainWindow::Page::Registers);
    day->setNames(names);
    day->setUser(m_hindi ? QStringLiteral("हिना") : QStringLiteral("Hina"));
    day->setSites(tests::demoSites(m_hindi));
    day->choose(day->site(), QDate(2026, 11, 22));
    shoot(QStringLiteral("day-loading"));
    day->setMarks(tests::demoDayMarks(), true);
    shoot(QStringLiteral("day"));
    audit::Checkpoint seed{"haziri.example/log", 1'284'306, {}};
    day->setSeed(seed);
    day->selectRow(2);
    day->showSlip(day->model()->mark(2).index, "HAZIRI1:" + QByteArray(1900, 'Q'));
    QVERIFY(day->slip() && day->slip()->isDrawable());
    shoot(QStringLiteral("day-drawn"));
    auto* pay = new PayPage([] { return QDate(2026, 11, 22); });
    window.addPage(MainWindow::Page::Pay, pay);
    window.setTitle(MainWindow::Page::Pay, [] { return std::pair(PayPage::tr("Pay"), QString()); });
    window.open(MainWindow::Page::Pay, MainWindow::Page::Registers);
    pay->setSites(tests::demoSites(m_hindi));
    shoot(QStringLiteral("pay-loading"));
    pay->setLines(tests::demoPay(m_hindi));
    shoot(QStringLiteral("pay"));
    pay->select(pay->model()->line(4).workerId);
    shoot(QStringLiteral("pay-worker"));
    window.open(MainWindow::Page::Devices);
    devices->setNames(names);
    shoot(QStringLiteral("devices-loading"));
    devices->setDevices(tests::demoDevices());
    shoot(QStringLiteral("devices"));
    devices->select(tests::demoDevices()[1].deviceId);
    QList<review::TrustPoint> history;
    const int scores[] = {100, 90, 92, 70, 74, 74, 44, 52};
    for (int i = 0; i < 8; ++i)
        history << review::TrustPoint{{tests::today(6, 41).value - (8 - i) * 3 * 86'400'000LL}, scores[i]};
    devices->setHistory(tests::demoDevices()[1].deviceId, history, tests::today(7, 44));
    devices->showError("OFFICE_OFFLINE");
    shoot(QStringLiteral("devices-trust"));
    window.open(MainWindow::Page::Places);
    shoot(QStringLiteral("places-loading"));
    places->setSites(tests::demoSites(m_hindi));
    places->setUsers(tests::demoUsers(m_hindi));
    places->setCodes(tests::demoCodes(clock.now()));
    shoot(QStringLiteral("places-sites"));
    places->setView(PlacesPage::People);
    shoot(QStringLiteral("places-people"));
    places->table()->setCurrentIndex(places->model()->index(1, 0));
    shoot(QStringLiteral("places-person"));
    places->setView(PlacesPage::Codes);
    places->showCode({QStringLiteral("K7QM-2XWD-9TRB"),
                      QStringLiteral("haziri://office.example:8443/enrol?code=K7QM2XWD9TRB&pin="
                                     "Zr8Kq2mXw0Yt5bN1cVhJ7sLpD4gAeF9uRiOy3TkQxWs"),
                      tests::today(7, 54)});
    shoot(QStringLiteral("places-code"));
}

void ScreenshotsTest::reviewLog(MainWindow& window, AuditPage& audit, const Names& names) {
    window.open(MainWindow::Page::Audit);
    shoot(QStringLiteral("audit-loading"));
    audit.setNames(names);
    audit.model()->setFetch([](qint64 from, int limit, const std::function<void(Result<review::LogPage>)>& done) {
        review::LogPage page{1284306, {}};
        for (qint64 i = from; i < qMin<qint64>(from + limit, page.size); ++i)
            page.entries << tests::demoEntry(i);
        done(page);
    });
    QObject::connect(audit.inspector(), &EntryInspector::proofWanted, &audit,
                     [&audit](qint64 index, const crypto::Digest& leaf) {
                         audit.inspector()->showProof(tests::demoProof(index, leaf, 21));
                     });
    audit.model()->load();
    QTest::qWait(80);
    audit.setVerifying(true);
    audit.setProgress(811000, 1284306);
    shoot(QStringLiteral("audit-verifying"));
    review::VerifyReport whole;
    whole.outcome = review::VerifyReport::Outcome::Whole;
    whole.size = whole.checked = 1284306;
    whole.ms = 1934;
    audit.setReport(whole, tests::today(7, 44));
    audit.goTo(1284304);
    QTest::qWait(80);
    shoot(QStringLiteral("audit"));
    audit.inspector()->askPurpose(true);
    shoot(QStringLiteral("audit-purpose"));
    const auto* row = audit.model()->rowAt(audit.model()->rowOfIndex(1284304));
    audit.inspector()->showPhoto(row->record.photo, tests::drawnPortrait(5),
                                 m_hindi ? QStringLiteral("हिना") : QStringLiteral("Hina"), tests::today(7, 46));
    shoot(QStringLiteral("audit-photo"));
    review::VerifyReport bad = whole;
    bad.outcome = review::VerifyReport::Outcome::Bad;
    bad.checked = 1284297;
    bad.bad = audit::BadEntry{1284297, QStringLiteral("dataHash"), "9f3aV1s0c2Wb7gq4mT8kXy5uJpLz6hNdE0iRoAvBc71",
                              "b210x9QfYk3sWm7tD2nVj8uHeLrZpCa5iGoTbEy4d9a"};
    audit.setReport(bad, tests::today(7, 47));
    QTest::qWait(80);
    shoot(QStringLiteral("audit-bad"));
    review::VerifyReport fork = whole;
    fork.outcome = review::VerifyReport::Outcome::Fork;
    audit.setReport(fork, tests::today(7, 48));
    review::LogFilter filter;
    filter.kinds = {"worker.add"};
    audit.model()->setFilter(filter);
    QTest::qWait(80);
    shoot(QStringLiteral("audit-fork"));
    audit.setReport(whole, tests::today(7, 49));
    filter.kinds = {"nothing"};
    filter.from = tests::today(7, 43);
    audit.model()->setFilter(filter);
    QTest::qWait(80);
    shoot(QStringLiteral("audit-nothing"));
}

void ScreenshotsTest::reviewAlerts(MainWindow& window, AlertsPage& alerts, const review::AlertList& list,
                                   const Names& names) {
    alerts.setNames(names);
    window.open(MainWindow::Page::Alerts);
    alerts.setAlerts({});
    shoot(QStringLiteral("alerts-empty"));
    window.setAlertBadge(int(list.total));
    alerts.setAlerts(list);
    // The place of a mark far outside, with both photos.
    const auto record = review::LogRecord::of(tests::demoEntry(1284304));
    QVERIFY(record.attendance());
    AlertEvidence::Facts facts;
    facts.record = record;
    facts.enrolled = FileId(tests::demoUser(900).bytes());
    facts.site = tests::demoSites(m_hindi).first();
    facts.site->latE7 = record.attendance()->geo.latE7 - 108'500; // 1.2 km to the south
    facts.site->lonE7 = record.attendance()->geo.lonE7;
    facts.site->radiusM = 180;
    facts.device = tests::demoDevices().first();
    facts.isComplete = true;
    alerts.select(list.alerts[4].eventId);
    alerts.setEvidence(list.alerts[4].eventId, facts);
    shoot(QStringLiteral("alerts-evidence"));
    const QString viewer = m_hindi ? QStringLiteral("हिना") : QStringLiteral("Hina");
    alerts.evidence()->showPhoto(facts.enrolled, tests::drawnPortrait(5), viewer, tests::today(7, 46));
    alerts.evidence()->showPhoto(record.photo, tests::drawnPortrait(6), viewer, tests::today(7, 46));
    shoot(QStringLiteral("alerts-photos"));
    alerts.select(list.alerts[0].eventId);
    alerts.reason()->edit()->setText(m_hindi ? QStringLiteral("लैपटॉप की नकल की गई")
                                             : QStringLiteral("The laptop was copied"));
    shoot(QStringLiteral("alerts"));
    alerts.button(review::Ruling::Reject)->click();
    alerts.showDecided(list.alerts[0].eventId, "NOT_IMPLEMENTED");
    shoot(QStringLiteral("alerts-refused"));
}

void ScreenshotsTest::reviewToday(MainWindow& window, TodayPage& today, const review::AlertList& list,
                                  const Names& names) {
    window.open(MainWindow::Page::Today);
    shoot(QStringLiteral("today-loading"));
    today.setNames(names);
    today.setWorkers(468);
    today.setDays(tests::demoDays(), QDate(2026, 11, 22), true);
    today.setAlerts(list);
    review::DeviceLine silent;
    silent.deviceId = names->devices().first();
    silent.lastSeen = {tests::today(7, 41).value - 3 * 86'400'000LL};
    today.setDevices({silent}, tests::today(7, 41));
    QTest::qWait(60);
    shoot(QStringLiteral("today"));
}

void ScreenshotsTest::workers(MainWindow& window) {
    auto* page = new WorkersPage;
    window.addPage(MainWindow::Page::Workers, page);
    window.topBar()->setPerson({{}, m_hindi ? QStringLiteral("रमेश") : QStringLiteral("Ramesh"), "thekedar"});
    window.setRole("thekedar");
    window.setTitle(MainWindow::Page::Workers, [] { return std::pair(MainWindow::tr("Workers"), QString()); });
    window.open(MainWindow::Page::Workers);
    shoot(QStringLiteral("workers-empty"));
    QList<muster::KnownWorker> known;
    for (const auto& row : tests::demoRoll(m_hindi).rows) {
        muster::KnownWorker worker;
        worker.workerId = row.workerId;
        worker.name = row.name;
        worker.trade = row.trade;
        worker.gang = row.gang;
        worker.consentFace = known.size() != 2;
        worker.trustScore = 72;
        if (known.size() % 3 == 0) worker.inheritedUntil = {tests::today(7, 0).value + 20LL * 86'400'000};
        if (worker.consentFace) worker.templates << protocol::Template{"m", "v"};
        known << worker;
    }
    page->setWorkers(known, tests::today(7, 41));
    shoot(QStringLiteral("workers"));
    QSignalSpy cards(page, &WorkersPage::cardWanted);
    auto* table = page->findChild<Table*>();
    Q_EMIT table->rowOpened(table->model()->index(0, 0));
    shoot(QStringLiteral("workers-profile"));
    for (Button* button : page->profile()->findChildren<Button*>())
        if (button->accessibleName() == WorkerProfile::tr("Card to print…")) button->click();
    QCOMPARE(cards.size(), 1);
    QCOMPARE(cards[0][0].value<WorkerId>(), page->profile()->worker());
    Q_EMIT page->profile()->closed();
    const auto press = [&] {
        for (Button* button : page->wizard()->findChildren<Button*>())
            if (button->isVisible() && button->isEnabled() && button->minimumWidth() >= 220) return button->click();
    };
    for (Button* button : page->findChildren<Button*>())
        if (button->accessibleName() == WorkersPage::tr("New worker") && button->isVisible()) button->click();
    QVERIFY(page->isOnboarding());
    page->wizard()->begin(m_hindi ? QStringLiteral("रमेश") : QStringLiteral("Ramesh"));
    for (auto* edit : page->wizard()->findChildren<QLineEdit*>())
        if (edit->accessibleName() == OnboardWizard::tr("Full name")) edit->setText(known[0].name);
    shoot(QStringLiteral("onboard-1"));
    press();
    QCOMPARE(page->wizard()->step(), int(OnboardWizard::Consent));
    for (auto* box : page->wizard()->findChildren<QCheckBox*>())
        box->setChecked(true);
    page->wizard()->setVoice(true);
    shoot(QStringLiteral("onboard-2"));
    press();
    page->wizard()->camera()->setFrame(tests::drawnFrame(3));
    page->wizard()->setFaces({{tests::drawnFaceRect(3), capture::FaceState::Looking, {}, {}}});
    press();
    QCOMPARE(page->wizard()->shots().size(), 1);
    page->wizard()->setFaces({{tests::drawnFaceRect(3), capture::FaceState::Poor, "COME_CLOSER", {}}});
    press(); // not good enough: no picture is taken
    QCOMPARE(page->wizard()->shots().size(), 1);
    shoot(QStringLiteral("onboard-3"));
    page->wizard()->setFaces({{tests::drawnFaceRect(3), capture::FaceState::Looking, {}, {}}});
    for (int i = 0; i < 3; ++i)
        press();
    QCOMPARE(page->wizard()->step(), int(OnboardWizard::Sign));
    for (auto* edit : page->wizard()->findChildren<QLineEdit*>())
        if (edit->accessibleName() == OnboardWizard::tr("Password or PIN")) edit->setText(QStringLiteral("246813"));
    QSignalSpy signatures(page->wizard(), &OnboardWizard::finished);
    page->wizard()->setChecking(true);
    press(); // the faces are being compared: nobody signs yet
    muster::LikenessCheck check;
    check.alike << muster::Likeness{known[3].workerId, known[3].name, known[3].trade,
                                    known[3].gang,     712,           tests::drawnPortrait(4)};
    page->wizard()->setLikeness(check);
    press(); // he has not said that it is somebody else
    QVERIFY(signatures.isEmpty());
    shoot(QStringLiteral("onboard-4"));
    for (auto* box : page->wizard()->findChildren<QCheckBox*>())
        if (box->isVisible()) box->setChecked(true);
    press();
    QCOMPARE(signatures.size(), 1);
    QVERIFY(signatures[0][0].value<muster::EnrolRequest>().despiteLikeness);
    muster::EnrolOutcome refused; // somebody of another laptop came in between
    refused.code = "DUPLICATE_FACE";
    refused.looksLikeName = known[3].name;
    page->wizard()->setOutcome(refused);
    shoot(QStringLiteral("onboard-5"));
    check.code = "FACES_DIFFER";
    page->wizard()->setLikeness(check);
    QCOMPARE(page->wizard()->step(), int(OnboardWizard::Face)); // the pictures are taken again
    QVERIFY(page->wizard()->shots().isEmpty());
}

void ScreenshotsTest::setup(MainWindow& window) {
    auto* join = new JoinPage;
    window.addPage(MainWindow::Page::Setup, join);
    window.setRole({});
    window.topBar()->setLaptopChipsVisible(false);
    window.setTitle(MainWindow::Page::Setup, nullptr);
    window.open(MainWindow::Page::Setup);
    shoot(QStringLiteral("join"));
    join->showError("CODE_EXPIRED");
    shoot(QStringLiteral("join-error"));
}

void ScreenshotsTest::allScreens() {
    QFETCH(QString, language);
    QFETCH(QString, theme);
    m_suffix = language + QLatin1Char('-') + theme;
    m_hindi = language != QStringLiteral("en"); // people's names in Devanagari
    m_languages->use(language);
    Style::apply(*qApp, Theme::load(theme));
    MainWindow window;
    m_window = &window;
    window.resize(1366, 768);
    window.show();
    muster(window);
    chips(window);
    settings(window);
    queue(window);
    workers(window);
    review(window);
    setup(window);
}

QTEST_MAIN(ScreenshotsTest)
#include "ScreenshotsTest.moc"
