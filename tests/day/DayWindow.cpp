// Looks through the real window during the demonstration day: opens it on a profile, does what a person would click,
// and leaves pictures of what he sees. day.py reads the one JSON line it prints.
//
//   day_window gate   --profile DIR --out DIR --camera file:FOLDER
//   day_window office --profile DIR --out DIR --password-file F --stage STAGE [--photo-of INDEX --purpose TEXT]
#include "core/base/Build.h"
#include "core/crypto/SystemRandom.h"
#include "core/sync/HttpsTransport.h"
#include "core/sync/ServerAccess.h"
#include "ui/frame/MainWindow.h"
#include "ui/muster/MusterPage.h"
#include "ui/presenter/LaptopPresenter.h"
#include "ui/presenter/ReviewPresenter.h"
#include "ui/review/AuditPage.h"
#include "ui/review/EntryInspector.h"
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"
#include "ui/words/Languages.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QTest>

#include <cstdio>

using namespace haziri;
using Page = ui::MainWindow::Page;

namespace {

constexpr int kPatienceMs = 60'000;

int complain(const char* what) {
    std::fprintf(stderr, "day_window: %s\n", what);
    return 1;
}

class DayWindow {
  public:
    DayWindow(QApplication& app, const QCommandLineParser& options)
        : m_options(options)
        , m_languages(app)
        , m_laptop(laptopOptions(options))
        , m_camera(m_laptop.gallery(), m_clock, m_random)
        , m_presenter(m_laptop, m_window, m_camera, m_tones, m_clock)
        , m_review(
              m_window, [this] { return makeClient(); }, m_clock) {
        m_tones.setOn(false);
        useLanguage(QStringLiteral("en"));
        ui::Style::apply(app, ui::Theme::load(QStringLiteral("light")));
        m_window.resize(1366, 768);
    }

    /// The gate in the evening: the queue of people goes out past the camera, each is shown as what became of him.
    int gate() {
        const auto spec = capture::SourceSpec::parse(m_options.value(QStringLiteral("camera")));
        if (!spec) return complain("the camera is not understood");
        int recorded = 0, again = 0, unknown = 0;
        using Kind = muster::MarkOutcome::Kind;
        QObject::connect(&m_laptop, &muster::Laptop::marked, &m_window, [&](const muster::MarkOutcome& outcome) {
            recorded += outcome.kind == Kind::Recorded;
            again += outcome.kind == Kind::AlreadyMarked;
            if (recorded == 3 && again == 0) QTimer::singleShot(500, &m_window, [this] { shoot("recorded"); });
        });
        // As with the key O: from now on people go out.
        QObject::connect(&m_laptop, &muster::Laptop::opened, &m_window,
                         [this] { m_presenter.musterPage()->toggleDirection(muster::Direction::Out); });
        QObject::connect(&m_camera, &ui::CameraDesk::decided, &m_window, [&](const capture::Decision& decision) {
            if (decision.kind == capture::DecisionKind::Unknown) ++unknown;
        });
        bool ended = false;
        QObject::connect(&m_camera, &ui::CameraDesk::finished, &m_window, [&] { ended = true; });
        m_presenter.setCameraSource(*spec);
        show();
        if (!QTest::qWaitFor([&] { return ended; }, kPatienceMs)) return complain("the camera's pictures did not end");
        QTest::qWait(800);
        shootBoth("gate");
        m_window.open(Page::Queue);
        QTest::qWait(600);
        shootBoth("queue");
        say({{QStringLiteral("recorded"), recorded},
             {QStringLiteral("again"), again},
             {QStringLiteral("unknown"), unknown}});
        return 0;
    }

    /// The office: HR signs in, looks at the alerts, verifies the log, opens a photo.
    int office() {
        show();
        if (!QTest::qWaitFor([&] { return m_window.currentPage() == Page::ReviewSignIn; }, kPatienceMs))
            return complain("the window did not ask HR to sign in");
        QFile file(m_options.value(QStringLiteral("password-file")));
        if (!file.open(QIODevice::ReadOnly)) return complain("the password file cannot be read");
        Q_EMIT m_review.signInPage()->card()->submitted(QStringLiteral("hr"),
                                                        crypto::SecretBytes::take(file.readAll().trimmed()));
        ui::AuditPage* audit = m_review.auditPage();
        m_window.open(Page::Audit);
        if (!QTest::qWaitFor([&] { return audit->model()->size() > 0 && audit->model()->rowAt(0); }, kPatienceMs))
            return complain("the log did not come");
        if (m_options.isSet(QStringLiteral("photo-of")))
            if (const int failed = openPhoto(*audit)) return failed;
        m_window.open(Page::Alerts);
        QTest::qWait(800);
        shootBoth("alerts");
        m_window.open(Page::Audit);
        Q_EMIT audit->verifyWanted();
        if (!QTest::qWaitFor([&] { return audit->report().has_value(); }, kPatienceMs))
            return complain("the verification did not end");
        QTest::qWait(1000);
        shootBoth("audit");
        if (m_options.isSet(QStringLiteral("export")))
            if (const int failed = exportLog(m_options.value(QStringLiteral("export")))) return failed;
        m_window.open(Page::Today);
        QTest::qWait(1000);
        shootBoth("today");
        const review::VerifyReport report = *audit->report();
        say({{QStringLiteral("whole"), report.outcome == review::VerifyReport::Outcome::Whole},
             {QStringLiteral("size"), report.size},
             {QStringLiteral("bad"), report.bad ? QJsonValue(report.bad->index) : QJsonValue()},
             {QStringLiteral("shown"), audit->inspector()->index().value_or(-1)},
             {QStringLiteral("error"), QString::fromLatin1(report.error.code)}});
        return 0;
    }

  private:
    static muster::Laptop::Options laptopOptions(const QCommandLineParser& options) {
        muster::Laptop::Options made;
        made.profileDir = options.value(QStringLiteral("profile"));
        made.keyPassphraseFile = qEnvironmentVariable("HAZIRI_KEY_PASSPHRASE_FILE");
        made.autoSync = options.positionalArguments().value(0) == QStringLiteral("gate");
        return made;
    }

    void show() {
        m_window.open(Page::Setup);
        m_presenter.start();
        m_window.show();
    }

    int exportLog(const QString& path) {
        m_review.exportTo(path);
        if (!QTest::qWaitFor([&] { return QFile::exists(path); }, kPatienceMs))
            return complain("the export was not written");
        return 0;
    }

    int openPhoto(ui::AuditPage& audit) {
        const qint64 index = m_options.value(QStringLiteral("photo-of")).toLongLong();
        audit.goTo(index);
        if (!QTest::qWaitFor([&] { return audit.inspector()->index() == index; }, kPatienceMs))
            return complain("the entry was not shown");
        const review::LogRow* row = audit.model()->rowAt(audit.model()->rowOfIndex(index));
        if (!row || row->record.photo.isNull()) return complain("the entry has no photo");
        const qint64 size = audit.model()->size();
        Q_EMIT audit.inspector()->photoWanted(row->record.photo, m_options.value(QStringLiteral("purpose")));
        // The look itself becomes the newest entry.
        if (!QTest::qWaitFor([&] { return audit.model()->size() > size; }, kPatienceMs))
            return complain("the photo was not opened");
        QTest::qWait(600);
        shootBoth("photo");
        return 0;
    }

    std::unique_ptr<review::ReviewClient> makeClient() {
        const sync::ServerAccess access = m_laptop.serverAccess();
        if (!access.isUsable()) return nullptr;
        return std::make_unique<review::ReviewClient>(
            access, [access] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); }, m_clock,
            m_random);
    }

    void useLanguage(const QString& code) {
        m_languages.use(code);
        m_window.topBar()->setLanguages(ui::Languages::shortNames(),
                                        int(ui::Languages::all().indexOf(m_languages.current())));
    }

    void shoot(const char* what) {
        const QString stage = m_options.value(QStringLiteral("stage"));
        const QString name = QStringLiteral("window-%1%2-%3.png")
                                 .arg(stage.isEmpty() ? QString() : stage + QLatin1Char('-'), QLatin1String(what),
                                      m_languages.current());
        m_window.grab().save(QDir(m_options.value(QStringLiteral("out"))).filePath(name));
    }

    void shootBoth(const char* what) {
        for (const QString& language : {QStringLiteral("hi"), QStringLiteral("en")}) {
            useLanguage(language);
            QTest::qWait(150);
            shoot(what);
        }
    }

    static void say(const QJsonObject& object) {
        std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    }

    const QCommandLineParser& m_options;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    ui::Languages m_languages;
    ui::Tones m_tones;
    muster::Laptop m_laptop;
    ui::MainWindow m_window;
    ui::CameraDesk m_camera;
    ui::LaptopPresenter m_presenter;
    ui::ReviewPresenter m_review;
};

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCommandLineParser options;
    for (const char* name : {"profile", "out", "camera", "password-file", "stage", "photo-of", "purpose", "export"})
        options.addOption({QLatin1String(name), QString(), QStringLiteral("value")});
    options.process(app);
    DayWindow window(app, options);
    return options.positionalArguments().value(0) == QStringLiteral("office") ? window.office() : window.gate();
}
