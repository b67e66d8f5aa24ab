// HR's window over the lists of a large site: the month's register, pay, the marks of a day, the workers. What each
// event of the window's thread costs.
//
//   OfficeWindow [WORKERS [--smoke]]      1,000 unless told otherwise; --smoke: only see that all of it works
//
// The answers come over HTTP from a server of the tests, so that reading them counts. Ends with 1 where an event took
// more than 16 ms of the thread's processor time. Without a display: QT_QPA_PLATFORM=offscreen.
#include "tests/support/ReviewDesk.h"
#include "tests/support/TimedApplication.h"
#include "ui/office/DayPage.h"
#include "ui/office/PayPage.h"
#include "ui/presenter/OfficePresenter.h"
#include "ui/registers/RegisterPreview.h"
#include "ui/registers/RegistersPage.h"
#include "ui/theme/Style.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>
#include <cstdio>

using namespace haziri;
using Page = ui::MainWindow::Page;

namespace {

QString idOf(int number) {
    return QStringLiteral("01935211-0000-7000-8000-%1").arg(number, 12, 16, QLatin1Char('0'));
}

QByteArray textOf(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject reportWorker(const QDate& month, int number) {
    QJsonArray days;
    for (int day = 1; day <= 28; ++day) {
        if ((day + number) % 7 == 0) continue;
        const QDate date = month.addDays(day - 1);
        const qint64 in = date.startOfDay(Qt::UTC).toMSecsSinceEpoch() + (122 + (number * 7 + day) % 19) * 60'000LL;
        const int minutes = 480 + (day * number) % 50;
        days << QJsonObject{{QStringLiteral("date"), date.toString(Qt::ISODate)},
                            {QStringLiteral("in"), in},
                            {QStringLiteral("out"), in + minutes * 60'000LL},
                            {QStringLiteral("minutes"), minutes},
                            {QStringLiteral("units"), 100}};
    }
    const qint64 count = days.size();
    return {{QStringLiteral("workerId"), idOf(number)},
            {QStringLiteral("name"), QStringLiteral("Worker Number %1").arg(number)},
            {QStringLiteral("designation"), QStringLiteral("mason")},
            {QStringLiteral("thekedarName"), QStringLiteral("Ramesh")},
            {QStringLiteral("thekedarId"), idOf(900'000 + number % 9)},
            {QStringLiteral("days"), days},
            {QStringLiteral("daysWorked"), count},
            {QStringLiteral("overtimeMinutes"), 0}};
}

QByteArray report(const SiteId& site, const QDate& month, int workers) {
    QJsonArray list;
    for (int i = 1; i <= workers; ++i)
        list << reportWorker(month, i);
    return textOf({{QStringLiteral("report"), QStringLiteral("muster")},
                   {QStringLiteral("siteId"), site.toString()},
                   {QStringLiteral("site"), QStringLiteral("Gate A")},
                   {QStringLiteral("month"), month.toString(QStringLiteral("yyyy-MM"))},
                   {QStringLiteral("tzOffsetMin"), 330},
                   {QStringLiteral("rules"), QJsonObject{{QStringLiteral("act"), QStringLiteral("R")}}},
                   {QStringLiteral("workers"), list}});
}

QByteArray pay(int workers) {
    QJsonArray list;
    for (int i = 1; i <= workers; ++i)
        list << QJsonObject{{QStringLiteral("workerId"), idOf(i)},
                            {QStringLiteral("name"), QStringLiteral("Worker Number %1").arg(i)},
                            {QStringLiteral("trade"), QStringLiteral("mason")}};
    return textOf({{QStringLiteral("workers"), list}});
}

QByteArray workersAnswer(int workers) {
    QJsonArray list;
    for (int i = 1; i <= workers; ++i)
        list << QJsonObject{{QStringLiteral("workerId"), idOf(i)},
                            {QStringLiteral("name"), QStringLiteral("Worker Number %1").arg(i)},
                            {QStringLiteral("trade"), QStringLiteral("mason")},
                            {QStringLiteral("trustScore"), 80}};
    return textOf({{QStringLiteral("workers"), list}});
}

/// One page of them, as the window asks for it.
int marksOf(int workers) {
    return std::min(2 * workers, 1000);
}

/// Each came and went today.
QByteArray marks(const SiteId& site, int workers) {
    QJsonArray list;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 1; i <= marksOf(workers); ++i)
        list << QJsonObject{{QStringLiteral("packetId"), idOf(1'000'000 + i)},
                            {QStringLiteral("workerId"), idOf((i + 1) / 2)},
                            {QStringLiteral("siteId"), site.toString()},
                            {QStringLiteral("timestamp"), now - i},
                            {QStringLiteral("tzOffsetMin"), 330},
                            {QStringLiteral("direction"), i % 2 ? QStringLiteral("in") : QStringLiteral("out")},
                            {QStringLiteral("method"), QStringLiteral("face")},
                            {QStringLiteral("status"), QStringLiteral("accepted")},
                            {QStringLiteral("index"), i}};
    return textOf({{QStringLiteral("marks"), list}});
}

test::TimedApplication& app() {
    return *static_cast<test::TimedApplication*>(qApp);
}

bool isSmooth = true;

/// One thing that HR does, until `isDone`.
template <class Do, class IsDone>
void step(const char* what, Do doIt, IsDone isDone) {
    app().takeSlots();
    app().phase = what;
    QElapsedTimer timer;
    timer.start();
    QTimer::singleShot(0, qApp, doIt); // so that it is an event of the window's thread as well
    if (!QTest::qWaitFor([&] { return timer.elapsed() > 20 && isDone(); }, 60'000)) qFatal("%s: did not end", what);
    QTest::qWait(100); // and is painted
    test::TimedApplication::Slot longest;
    int above = 0;
    const auto events = app().takeSlots();
    for (const auto& slot : events) {
        if (slot.cpuMs > longest.cpuMs) longest = slot;
        above += slot.cpuMs > test::kSlotMs;
    }
    std::printf("%-42s %5lld ms   longest event %6.1f ms of processor time (%6.1f ms)   above 16 ms: %d of %zu  %s\n",
                what, (long long)timer.elapsed() - 100, longest.cpuMs, longest.wallMs, above, events.size(),
                above ? longest.what.constData() : "");
    std::fflush(stdout);
    isSmooth &= above == 0;
}

} // namespace

int main(int argc, char** argv) {
    test::TimedApplication application(argc, argv);
    const int workers = argc > 1 ? QByteArray(argv[1]).toInt() : 1000;
    if (workers < 1) return std::fprintf(stderr, "OfficeWindow [WORKERS]\n"), 2;
    ui::Style::apply(application, ui::Theme::load(QStringLiteral("light")));
    const SiteId site = SiteId::fromText("01935211-0000-7000-8000-00000000a001").value_or(SiteId());
    const QDate today = QDate::currentDate();
    test::FakeOffice office(40);
    office.bodies["/api/v5/sites"] =
        textOf({{QStringLiteral("sites"), QJsonArray{QJsonObject{{QStringLiteral("siteId"), site.toString()},
                                                                 {QStringLiteral("name"), QStringLiteral("Gate A")},
                                                                 {QStringLiteral("latE7"), 285'355'000},
                                                                 {QStringLiteral("lonE7"), 772'910'000},
                                                                 {QStringLiteral("radiusM"), 300},
                                                                 {QStringLiteral("tzOffsetMin"), 330}}}}});
    office.bodies["/api/v5/reports/muster"] = report(site, today.addDays(1 - today.day()), workers);
    office.bodies["/api/v5/pay"] = pay(workers);
    office.bodies["/api/v5/workers"] = workersAnswer(workers);
    office.marks = marks(site, workers);
    std::printf("a site of %d workers\n", workers);

    test::ReviewDesk desk(office);
    auto& pages = *desk.presenter.office();
    step(
        "sign in: the log",
        [&] {
            desk.window.open(Page::Audit);
            Q_EMIT desk.presenter.signInPage()->card()->submitted(QStringLiteral("hina"),
                                                                  crypto::SecretBytes::copyOf("open \"sesame\""));
        },
        [&] { return desk.presenter.auditPage()->model()->rowAt(0) != nullptr; });
    step(
        "registers: the month's muster", [&] { desk.window.open(Page::Registers); },
        [&] { return pages.registersPage()->preview()->pageCount() > 0; });
    ui::RegisterPreview* preview = pages.registersPage()->preview();
    step(
        "its last page", [&] { preview->setPage(preview->pageCount() - 1); }, [] { return true; });
    step(
        "pay", [&] { desk.window.open(Page::Pay, Page::Registers); },
        [&] { return pages.payPage()->model()->lines().size() == workers; });
    step(
        "the marks of today", [&] { desk.window.open(Page::Day, Page::Registers); },
        [&] { return pages.dayPage()->model()->marks().size() == marksOf(workers); });
    step(
        "today", [&] { desk.window.open(Page::Today); }, [] { return true; });
    return isSmooth || application.arguments().contains(QStringLiteral("--smoke")) ? 0 : 1;
}
