#include "app/gui/GuiStart.h"

#include "app/gui/Diagnostics.h"
#include "app/gui/WindowBell.h"
#include "core/base/Build.h"
#include "core/base/Elsewhere.h"
#include "core/base/WholeFile.h"
#include "core/crypto/SecretBytes.h"
#include "core/crypto/SystemRandom.h"
#include "core/sync/HttpsTransport.h"
#include "core/sync/MeteredLine.h"
#include "core/sync/ServerAccess.h"
#include "ui/frame/MainWindow.h"
#include "ui/frame/SettingsSheet.h"
#include "ui/presenter/LaptopPresenter.h"
#include "ui/presenter/OfficePresenter.h"
#include "ui/presenter/ReviewPresenter.h"
#include "ui/presenter/SlipDesk.h"
#include "ui/theme/Style.h"
#include "ui/words/Languages.h"
#include "ui/words/Words.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSaveFile>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QStyleHints>
#include <cstdio>

namespace haziri::app {

namespace {

constexpr int kLockMinutes = 15;

/// Everything the window consists of, in the order in which it depends on one another.
class Gui {
  public:
    Gui(QApplication& app, const QCommandLineParser& options)
        : m_app(app)
        , m_dir(options.value(QStringLiteral("profile")))
        , m_bell(m_dir)
        , m_languages(app)
        , m_laptop(laptopOptions(m_dir, options.value(QStringLiteral("gnss")), m_metered))
        , m_camera(m_laptop.gallery(), m_clock, m_random)
        , m_presenter(m_laptop, m_window, m_camera, m_tones, m_clock)
        , m_review(
              m_window, [this] { return makeClient(); }, m_clock) {
        const auto chosen = [&](const QString& name, const QString& fallback) {
            const QString given = options.isSet(name) ? options.value(name) : QString();
            if (!given.isEmpty()) remember(name, given);
            return given.isEmpty() ? settings().value(QStringLiteral("window/") + name, fallback).toString() : given;
        };
        useLanguage(chosen(QStringLiteral("language"), Languages::ofSystem()));
        useTheme(chosen(QStringLiteral("theme"), QStringLiteral("light")));
        m_presenter.voice().setOn(settings().value(QStringLiteral("window/voice"), true).toBool());
        m_tones.setOn(settings().value(QStringLiteral("window/sound"), true).toBool());
        // A file is for demonstrations: it is played when it is asked for, and not remembered.
        QString camera = options.value(QStringLiteral("camera"));
        if (camera.isEmpty())
            camera = settings().value(QStringLiteral("window/camera"), QStringLiteral("default")).toString();
        useCamera(camera);
        m_window.restoreGeometryFrom(settingsFile());
        m_review.office()->setSettingsFile(settingsFile());
        m_review.setWitnessFile(QDir(m_dir).filePath(QStringLiteral("log-witness")));

        m_presenter.slips().setClients([this] { return makeClient(); });
        TopBar* top = m_window.topBar();
        QObject::connect(top, &TopBar::languageChosen, top,
                         [this](int index) { changeLanguage(Languages::all().value(index)); });
        QObject::connect(&m_window, &MainWindow::settingsWanted, &m_window,
                         [this](QWidget* anchor) { showSettings(anchor); });
        QObject::connect(&m_presenter, &ui::LaptopPresenter::locked, &m_review, &ui::ReviewPresenter::signOut);
        // Who unlocks the laptop as HR is not asked for the same password again by the server's pages.
        QObject::connect(&m_presenter, &ui::LaptopPresenter::passwordGiven, &m_review,
                         [this](const QString& user, const crypto::SecretBytes& password) {
                             m_givenBy = user;
                             m_given = password.clone();
                         });
        QObject::connect(&m_laptop, &muster::Laptop::lineChanged, &m_window,
                         [this](const muster::LineStatus& line) { m_diagnosis.line = line; });
        QObject::connect(&m_laptop, &muster::Laptop::queueChanged, &m_window,
                         [this](const muster::QueueSummary& queue) { m_diagnosis.queue = queue; });
        QObject::connect(&m_laptop, &muster::Laptop::clockChanged, &m_window,
                         [this](const muster::ClockCertainty& clock) { m_diagnosis.clock = clock; });
        QObject::connect(&m_bell, &WindowBell::rung, &m_window, [this] { comeToFront(); });
        m_bell.listen();
        QObject::connect(&m_laptop, &muster::Laptop::signInFailed, &m_review, [this] { forgetPassword(); });
        QObject::connect(&m_presenter, &ui::LaptopPresenter::roleChanged, &m_review, [this](const QByteArray& role) {
            m_review.setUser(m_laptop.user().name);
            const bool office = role == "hr" || role == "admin";
            if (office && !m_given.isEmpty() && m_givenBy == m_laptop.user().name) m_review.signIn(m_givenBy, m_given);
            forgetPassword();
        });
    }

    void start() {
        m_window.open(MainWindow::Page::Setup);
        m_window.setRole({});
        m_presenter.start();
        m_presenter.setIdleLock(
            std::chrono::minutes(settings().value(QStringLiteral("window/lockMinutes"), kLockMinutes).toInt()));
        m_window.showOnScreen();
    }

  private:
    using MainWindow = ui::MainWindow;
    using TopBar = ui::TopBar;
    using Languages = ui::Languages;

    static muster::Laptop::Options laptopOptions(const QString& dir, const QString& receiver,
                                                 sync::MeteredLine& metered) {
        muster::Laptop::Options options;
        options.metered = &metered;
        options.profileDir = dir;
        options.keyPassphraseFile = qEnvironmentVariable("HAZIRI_KEY_PASSPHRASE_FILE");
        const QString named = receiver.isEmpty() ? qEnvironmentVariable("HAZIRI_GNSS") : receiver;
        if (!named.isEmpty()) options.receiver = named;
        options.platformPlace = true;
        if (const QScreen* screen = QGuiApplication::primaryScreen())
            options.screen =
                QByteArray::number(screen->size().width()) + 'x' + QByteArray::number(screen->size().height());
        return options;
    }

    QString settingsFile() const { return QDir(m_dir).filePath(QStringLiteral("window.ini")); }
    QSettings& settings() {
        if (!m_settings) m_settings = std::make_unique<QSettings>(settingsFile(), QSettings::IniFormat);
        return *m_settings;
    }
    void remember(const QString& name, const QVariant& value) {
        settings().setValue(QStringLiteral("window/") + name, value);
    }

    void useTheme(const QString& name) {
        m_theme = ui::Theme::names().contains(name) ? name : ui::Theme::names().first();
        ui::Style::apply(m_app, ui::Theme::load(m_theme));
    }

    void useLanguage(const QString& code) {
        m_languages.use(code);
        m_presenter.voice().setLanguage(m_languages.current());
        m_window.topBar()->setLanguages(Languages::shortNames(), int(Languages::all().indexOf(m_languages.current())));
    }

    void changeLanguage(const QString& code) {
        remember(QStringLiteral("language"), code);
        useLanguage(code);
    }

    void comeToFront() {
        m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
        m_window.show();
        m_window.raise();
        m_window.activateWindow();
    }

    void forgetPassword() { m_given = {}; }

    void useCamera(const QString& text) {
        auto spec = capture::SourceSpec::parse(text);
        m_cameraText = spec ? text : QStringLiteral("default");
        m_presenter.setCameraSource(spec ? *spec : capture::SourceSpec{});
    }

    void showSettings(QWidget* anchor) {
        ui::SettingsSheet sheet;
        sheet.theme = m_theme;
        sheet.language = m_languages.current();
        sheet.camera = m_cameraText;
        sheet.sound = m_tones.isOn();
        sheet.cameras << std::pair(QStringLiteral("default"),
                                   words(QT_TRANSLATE_NOOP("haziri::app::Gui", "The system's camera")));
        for (const auto& camera : capture::cameras())
            sheet.cameras << std::pair(QStringLiteral("device:") + camera.id, camera.name);
        // A file given on the command line is what is looked at now.
        if (m_cameraText.startsWith(QStringLiteral("file:")))
            sheet.cameras << std::pair(m_cameraText, QFileInfo(m_cameraText.mid(5)).fileName());
        sheet.place = m_laptop.place();
        sheet.receivers = receivers();
        sheet.receiverChosen = [this](const QString& receiver) { m_laptop.setReceiver(receiver); };
        sheet.about << std::pair(words(QT_TRANSLATE_NOOP("haziri::app::Gui", "Version")), QLatin1String(kVersion));
        if (m_laptop.isOpen())
            sheet.about << std::pair(words(QT_TRANSLATE_NOOP("haziri::app::Gui", "This laptop")),
                                     QString::fromLatin1(m_laptop.deviceId().left(12)));
        sheet.themeChosen = [this](const QString& name) {
            remember(QStringLiteral("theme"), name);
            useTheme(name);
        };
        sheet.languageChosen = [this](const QString& code) { changeLanguage(code); };
        sheet.cameraChosen = [this](const QString& spec) {
            remember(QStringLiteral("camera"), spec);
            useCamera(spec);
        };
        sheet.lockMinutes = settings().value(QStringLiteral("window/lockMinutes"), kLockMinutes).toInt();
        sheet.lockChosen = [this](int minutes) {
            remember(QStringLiteral("lockMinutes"), minutes);
            m_presenter.setIdleLock(std::chrono::minutes(minutes));
        };
        if (m_laptop.isRegistered()) {
            sheet.photos = m_laptop.queue().photoLane;
            sheet.photoBudgetChosen = [this](const sync::PhotoBudget& budget) { m_laptop.setPhotoBudget(budget); };
        }
        sheet.soundChosen = [this](bool on) {
            remember(QStringLiteral("sound"), on);
            m_tones.setOn(on);
        };
        sheet.voice = m_presenter.voice().isOn();
        if (m_presenter.voice().isAvailable())
            sheet.voiceChosen = [this](bool on) {
                remember(QStringLiteral("voice"), on);
                m_presenter.voice().setOn(on);
            };
        sheet.diagnosticsWanted = [this] { saveDiagnostics(); };
        sheet.openBeside(anchor);
    }

    /// What may be chosen as the laptop's place; the one in use is always among them.
    QList<std::pair<QString, QString>> receivers() const {
        QList<std::pair<QString, QString>> all;
        all << std::pair(QString(), words(QT_TRANSLATE_NOOP("haziri::app::Gui", "The system's location service")));
        all << std::pair(QStringLiteral("off"), words(QT_TRANSLATE_NOOP("haziri::app::Gui", "The site's own place")));
        const QDir devices(QStringLiteral("/dev"), QString(), QDir::Name, QDir::System);
        for (const QString& name : devices.entryList({QStringLiteral("ttyUSB*"), QStringLiteral("ttyACM*")}))
            all << std::pair(QStringLiteral("serial:/dev/") + name,
                             words(QT_TRANSLATE_NOOP("haziri::app::Gui", "Receiver at %1")).arg(name));
        const QString used = m_laptop.place().receiver;
        const bool listed = std::any_of(all.cbegin(), all.cend(), [&](const auto& one) { return one.first == used; });
        if (!listed)
            all << std::pair(
                used,
                words(QT_TRANSLATE_NOOP("haziri::app::Gui", "Receiver at %1")).arg(used.section(QLatin1Char('/'), -1)));
        return all;
    }

    void saveDiagnostics() {
        const QString path = QFileDialog::getSaveFileName(
            &m_window, words(QT_TRANSLATE_NOOP("haziri::app::Gui", "Save the diagnostics")),
            QStringLiteral("haziri-diagnostics.json"), QStringLiteral("JSON (*.json)"));
        if (path.isEmpty()) return;
        m_diagnosis.theme = m_theme;
        m_diagnosis.language = m_languages.current();
        m_diagnosis.cameraSpec = m_cameraText;
        m_diagnosis.isRegistered = m_laptop.isOpen();
        m_diagnosis.profileDir = m_dir;
        m_diagnosis.now = m_clock.now();
        const auto write = [diagnosis = m_diagnosis, path]() mutable {
            diagnosis.cameras = int(capture::cameras().size());
            QSaveFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(diagnose(diagnosis)).toJson()) > 0 &&
                   commitWhole(file);
        };
        elsewhere(&m_window, write, [this](bool saved) {
            if (saved) return;
            QMessageBox::warning(&m_window, words(QT_TRANSLATE_NOOP("haziri::app::Gui", "Save the diagnostics")),
                                 ui::Words::sentence("IO_ERROR"));
        });
    }

    std::unique_ptr<review::ReviewClient> makeClient() {
        const sync::ServerAccess access = m_laptop.serverAccess();
        if (!access.isUsable()) return nullptr;
        return std::make_unique<review::ReviewClient>(
            access, [access] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); }, m_clock,
            m_random);
    }

    static QString words(const char* text) { return QCoreApplication::translate("haziri::app::Gui", text); }

    QApplication& m_app;
    QString m_dir;
    WindowBell m_bell;
    std::unique_ptr<QSettings> m_settings;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    ui::Languages m_languages;
    QString m_theme, m_cameraText;
    QString m_givenBy;
    crypto::SecretBytes m_given; ///< between the lock's card and the answer to it
    Diagnosis m_diagnosis;       ///< what was last heard of line, queue and clock
    ui::Tones m_tones;
    sync::MeteredLine m_metered;
    muster::Laptop m_laptop;
    ui::MainWindow m_window;
    ui::CameraDesk m_camera;
    ui::LaptopPresenter m_presenter;
    ui::ReviewPresenter m_review;
};

} // namespace

namespace {

QtMessageHandler nextHandler = nullptr;

/// Noto Sans has Devanagari's letters but not its rules, and Qt says so for every size before it takes Noto Sans
/// Devanagari, which stands behind it. Nobody can do anything about that sentence.
void withoutFontNoise(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (type == QtWarningMsg && text.contains(QStringLiteral("OpenType support missing for"))) return;
    nextHandler(type, context, text);
}

} // namespace

int runWindow(int argc, char** argv) {
    nextHandler = qInstallMessageHandler(withoutFontNoise);
    QCoreApplication::setApplicationName(QStringLiteral("haziri"));
    QCoreApplication::setApplicationVersion(QLatin1String(kVersion));
    // The style is set before the first widget exists; until then the platform's would be loaded for nothing.
    QApplication app(argc, argv);
    QCommandLineParser options;
    options.setApplicationDescription(QStringLiteral("Haziri: attendance at the gate"));
    options.addHelpOption();
    options.addVersionOption();
    const QString home =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/haziri/profile");
    options.addOptions(
        {{QStringLiteral("profile"), QStringLiteral("The profile folder."), QStringLiteral("dir"), home},
         {QStringLiteral("camera"), QStringLiteral("default, device:ID or file:PATH"), QStringLiteral("spec")},
         {QStringLiteral("gnss"), QStringLiteral("serial:DEVICE, socket://HOST:PORT, PATH or off"),
          QStringLiteral("source")},
         {QStringLiteral("language"), QStringLiteral("en, hi or mr"), QStringLiteral("code")},
         {QStringLiteral("theme"), QStringLiteral("light, dark or contrast"), QStringLiteral("name")},
         {QStringLiteral("exit-after-startup"), QStringLiteral("End as soon as the window was shown.")}});
    options.process(app);
    const auto isOneOf = [&](const QString& name, const QStringList& all) {
        if (!options.isSet(name) || all.contains(options.value(name))) return true;
        std::fprintf(stderr, "haziri: --%s takes %s, not: %s\n", qPrintable(name),
                     qPrintable(all.join(QStringLiteral(", "))), qPrintable(options.value(name)));
        return false;
    };
    if (!isOneOf(QStringLiteral("language"), ui::Languages::all()) ||
        !isOneOf(QStringLiteral("theme"), ui::Theme::names()))
        return 2;
    if (WindowBell::ring(options.value(QStringLiteral("profile")))) {
        std::fputs("haziri: PROFILE_IN_USE: a window of this profile is open already; it comes to the front\n", stderr);
        return 0;
    }
    Gui gui(app, options);
    gui.start();
    if (options.isSet(QStringLiteral("exit-after-startup")))
        QTimer::singleShot(1500, &app, [] { QCoreApplication::exit(0); });
    return QApplication::exec();
}

} // namespace haziri::app
