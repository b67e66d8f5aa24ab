#include "ui/review/TodayPage.h"

#include "ui/review/AlertsPage.h"
#include "ui/review/ChoiceSheet.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include "ui/review/QCustomPlotHeader.h"
#include <QBoxLayout>
#include <QFileDialog>
#include <QHeaderView>
#include <QToolTip>

namespace haziri::ui {

namespace {

constexpr qint64 kSilentMs = 86'400'000; // a laptop that was not heard from for a day
constexpr int kRanked = 8;
constexpr int kLines = 4; ///< more of them nobody tells apart: the smaller sites share one

QString joined(const QStringList& parts) {
    return parts.join(QStringLiteral(" · "));
}

double secondsOf(const QDate& day) {
    return double(day.startOfDay(Qt::UTC).toSecsSinceEpoch());
}

QDate dayOf(double seconds) {
    return QDateTime::fromSecsSinceEpoch(qint64(seconds) + 43'200, Qt::UTC).date();
}

/// Days along the lower edge, in the language of the window.
class DayTicker final : public QCPAxisTickerDateTime {
  protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return Words::date(dayOf(tick), QStringLiteral("d MMM"));
    }
};

} // namespace

class NumberCard : public Panel {
  public:
    NumberCard()
        : m_caption(new Text(TextSize::Body, Colour::Dim))
        , m_number(new Text(TextSize::Name, Colour::Ink, Text::Weight::Bold))
        , m_whole(new Text(TextSize::Title, Colour::Dim, Text::Weight::Bold))
        , m_line(new Text(TextSize::Body, Colour::Dim)) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(18, 12, 18, 14);
        column->setSpacing(2);
        column->addWidget(m_caption);
        auto* numbers = new QHBoxLayout;
        numbers->setSpacing(8);
        numbers->addWidget(m_number);
        numbers->addWidget(m_whole, 1, Qt::AlignBottom);
        column->addLayout(numbers);
        m_line->setWordWrap(true);
        m_line->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        m_line->setMinimumHeight(44);
        column->addWidget(m_line, 1);
        setFixedHeight(144);
    }
    void say(const QString& caption, const QString& number, const QString& whole, const QString& line,
             std::optional<Tone> tone) {
        m_caption->setText(caption);
        m_number->setText(number);
        m_number->setInk(Colour::Ink);
        if (tone) m_number->setInk(*tone);
        m_whole->setText(whole);
        m_line->setText(line);
        setAccessibleName(QStringLiteral("%1: %2 %3").arg(caption, number, whole));
        setAccessibleDescription(line);
    }

  private:
    Text *m_caption, *m_number, *m_whole, *m_line;
};

TodayPage::TodayPage(QWidget* parent)
    : QWidget(parent)
    , m_present(new NumberCard)
    , m_waiting(new NumberCard)
    , m_alertsCard(new NumberCard)
    , m_silent(new NumberCard)
    , m_plot(new QCustomPlot)
    , m_chartTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_rankTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_plotEmpty(new Text(TextSize::Body, Colour::Dim))
    , m_siteChips(new QHBoxLayout)
    , m_export(new Chip)
    , m_table(new Table)
    , m_ranked(new AlertModel(this))
    , m_notice(new Notice) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addWidget(m_notice);
    column->addWidget(makeCards());
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(makeChart(), 175);
    row->addWidget(makeRanking(), 100);
    column->addLayout(row, 1);
    onTheme(this, [this] { paintPlot(); });
    onLanguage(this, [this] {
        m_chartTitle->setText(tr("Attendance, 30 days"));
        m_rankTitle->setText(tr("Highest first"));
        m_export->set(Tone::Neutral, tr("Export"), QString());
        m_export->setAccessibleName(tr("Export the chart"));
        m_plot->setAccessibleName(tr("People present on each of the last 30 days, by site"));
        m_table->setAccessibleName(tr("Alerts, the heaviest first"));
        m_ranked->retranslate();
        fillRanking();
        fillCards();
        fillSites();
        fillPlot();
    });
}

TodayPage::~TodayPage() = default;

QWidget* TodayPage::makeCards() {
    auto* cards = new QWidget;
    auto* row = new QHBoxLayout(cards);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    for (NumberCard* card : {m_present, m_waiting, m_alertsCard, m_silent})
        row->addWidget(card, 1);
    return cards;
}

QWidget* TodayPage::makeChart() {
    auto* panel = new Panel;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_chartTitle, 1);
    m_siteChips->setSpacing(8);
    bar->addLayout(m_siteChips);
    m_export->setChevron(true);
    bar->addWidget(m_export);
    column->addLayout(bar);
    m_plotEmpty->setAlignment(Qt::AlignCenter);
    m_plotEmpty->setWordWrap(true);
    column->addWidget(m_plot, 1);
    column->addWidget(m_plotEmpty, 1);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->axisRect()->setRangeDrag(Qt::Horizontal);
    m_plot->axisRect()->setRangeZoom(Qt::Horizontal);
    m_plot->xAxis->setTicker(QSharedPointer<DayTicker>::create());
    m_plot->setLocale(QLocale(QLocale::English, QLocale::India)); // digits as everywhere
    m_plot->setFocusPolicy(Qt::NoFocus);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) { tellValueAt(event->pos()); });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] { fillPlot(); }); // back to all 30 days
    connect(m_export, &Chip::clicked, this, &TodayPage::exportPlot);
    return panel;
}

QWidget* TodayPage::makeRanking() {
    auto* panel = new Panel;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(1, 14, 1, 8);
    column->setSpacing(8);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(15, 0, 15, 0);
    bar->addWidget(m_rankTitle);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    m_table->setModel(m_ranked);
    m_table->emptyState();
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(AlertModel::Who, QHeaderView::Stretch);
    m_table->setColumnWidth(AlertModel::What, 190);
    m_table->setColumnWidth(AlertModel::Points, 86);
    m_table->hideColumn(AlertModel::When);
    m_table->setRowHeight(48);
    connect(m_table, &Table::rowOpened, this,
            [this](const QModelIndex& index) { Q_EMIT alertChosen(m_ranked->alert(index.row()).eventId); });
    return panel;
}

// --- what comes in ---------------------------------------------------------------------------------------------------

void TodayPage::setNames(Names names) {
    m_words = LogWords(names);
    m_ranked->setNames(std::move(names));
    fillSites();
    fillCards();
}

void TodayPage::setWorkers(qint64 expected) {
    m_expected = expected;
    fillCards();
}

void TodayPage::setDays(const review::AttendanceDays& days, QDate today, bool complete) {
    m_days = days;
    m_error.clear();
    m_today = today;
    m_complete = complete;
    fillCards();
    fillSites();
    fillPlot();
}

void TodayPage::setAlerts(const review::AlertList& list) {
    m_alerts = list;
    auto ranked = list.alerts;
    review::rank(ranked);
    m_ranked->setAlerts(ranked.mid(0, kRanked));
    fillRanking();
    fillCards();
}

void TodayPage::setDevices(const QList<review::DeviceLine>& devices, UnixMillis now) {
    m_devices = devices;
    m_now = now;
    fillCards();
}

void TodayPage::showError(const QByteArray& code) {
    m_error = code;
    fillPlot();
    m_notice->say(Tone::Held, [code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
}

void TodayPage::reset() {
    m_days.reset();
    m_expected.reset();
    m_alerts.reset();
    m_devices.reset();
    m_hiddenSites.clear();
    m_error.clear();
    m_ranked->setAlerts({});
    fillRanking();
    m_notice->clear();
    fillCards();
    fillSites();
    fillPlot();
}

void TodayPage::fillRanking() {
    if (m_alerts)
        m_table->emptyState()->set(QStringLiteral("ok"), tr("No open alerts"),
                                   tr("The server found nothing suspicious that waits for you."), Tone::Ok);
    else
        m_table->emptyState()->set(QStringLiteral("alerts"), tr("Loading…"), {});
}

// --- the cards -------------------------------------------------------------------------------------------------------

void TodayPage::fillCards() {
    const QString unknown = QStringLiteral("–");
    const bool known = m_days.has_value();
    const int present = known ? m_days->present(m_today) : 0;
    QString trend;
    if (known) {
        const int before = m_days->present(m_today.addDays(-7));
        const int more = present - before;
        const QString day = Words::locale().dayName(m_today.dayOfWeek());
        trend = more >= 0 ? tr("%1 more than last %2").arg(Words::number(more), day)
                          : tr("%1 fewer than last %2").arg(Words::number(-more), day);
    }
    m_present->say(tr("Present of expected"), known ? Words::number(present) : unknown,
                   m_expected ? QStringLiteral("/ %1").arg(Words::number(*m_expected)) : QString(), trend, {});

    QString oldest = tr("nothing waits");
    if (known && m_days->held() > 0) oldest = tr("oldest since %1").arg(Words::shortMoment(m_days->oldestHeld()));
    m_waiting->say(tr("Waiting for you"), known ? Words::number(m_days->held()) : unknown, {},
                   known ? oldest : QString(), known && m_days->held() > 0 ? std::optional(Tone::Held) : std::nullopt);

    QString kinds;
    if (m_alerts) {
        QList<QByteArray> codes; // the heaviest first
        QHash<QByteArray, int> counts;
        for (int row = 0; row < m_ranked->rowCount(); ++row)
            if (const QByteArray& code = m_ranked->alert(row).code; ++counts[code] == 1) codes << code;
        QStringList parts;
        for (const QByteArray& code : codes.mid(0, 2))
            parts << (counts[code] > 1 ? QStringLiteral("%1 × %2").arg(Words::brief(code), Words::number(counts[code]))
                                       : Words::brief(code));
        kinds = codes.isEmpty() ? tr("nothing suspicious") : joined(parts);
    }
    m_alertsCard->say(tr("Alerts"), m_alerts ? Words::number(m_alerts->total) : unknown, {}, kinds,
                      m_alerts && m_alerts->total > 0 ? std::optional(Tone::Bad) : std::nullopt);

    QList<review::DeviceLine> silent;
    if (m_devices)
        for (const auto& device : *m_devices)
            if (!device.isBlocked && m_now.value - device.lastSeen.value > kSilentMs) silent << device;
    std::sort(silent.begin(), silent.end(), [](const auto& a, const auto& b) { return a.lastSeen < b.lastSeen; });
    const QString who = silent.isEmpty()
                            ? tr("every laptop was heard from within a day")
                            : joined({m_words.laptop(silent.first().deviceId),
                                      tr("for %1").arg(Words::age(m_now.value - silent.first().lastSeen.value))});
    m_silent->say(tr("Laptops not heard from"), m_devices ? Words::number(silent.size()) : unknown, {},
                  m_devices ? who : QString(), silent.isEmpty() ? std::nullopt : std::optional(Tone::Held));
}

// --- the chart -------------------------------------------------------------------------------------------------------

QColor TodayPage::colourOf(int site) const {
    const Theme& theme = Style::themeOf(this);
    const Colour colours[] = {Colour::OkInk, Colour::Accent, Colour::HeldInk, Colour::BadInk, Colour::UnknownInk};
    return theme[colours[site % int(std::size(colours))]];
}

QList<SiteId> TodayPage::lines() const {
    const QList<SiteId> sites = m_days->sites(); // the one with most people first
    return sites.size() <= kLines ? sites : sites.mid(0, kLines - 1) << SiteId();
}

int TodayPage::present(const SiteId& line, const QDate& day) const {
    if (!line.isNull()) return m_days->present(line, day);
    int sum = 0;
    for (const SiteId& site : m_days->sites().mid(kLines - 1))
        sum += m_days->present(site, day);
    return sum;
}

QString TodayPage::nameOf(const SiteId& line) const {
    if (!line.isNull()) return m_words.site(line);
    return tr("%1 other sites").arg(Words::number(m_days->sites().size() - kLines + 1));
}

void TodayPage::fillSites() {
    while (QLayoutItem* item = m_siteChips->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    if (!m_days) return;
    const Tone tones[] = {Tone::Ok, Tone::Accent, Tone::Held, Tone::Bad, Tone::Neutral};
    int number = 0;
    for (const SiteId& site : lines()) {
        auto* chip = new Chip;
        const bool shown = !m_hiddenSites.contains(site);
        chip->set(shown ? tones[number % 5] : Tone::Neutral, nameOf(site), QStringLiteral("dot"));
        chip->setAccessibleName(nameOf(site));
        chip->setToolTip(shown ? tr("Hide this site's line") : tr("Show this site's line"));
        connect(chip, &Chip::clicked, this, [this, site, shown] {
            if (shown)
                m_hiddenSites.insert(site);
            else
                m_hiddenSites.remove(site);
            fillSites();
            fillPlot();
        });
        m_siteChips->addWidget(chip);
        ++number;
    }
}

void TodayPage::paintPlot() {
    const Theme& theme = Style::themeOf(this);
    m_plot->setBackground(theme[Colour::Panel]);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme[Colour::Dim]);
        axis->setTickLabelFont(theme.font(TextSize::Small));
        axis->grid()->setZeroLinePen(QPen(theme[Colour::Line], 1));
        axis->grid()->setPen(QPen(theme[Colour::Line], 1));
    }
    m_plot->xAxis->grid()->setVisible(false);
    fillPlot();
}

void TodayPage::fillPlot() {
    m_plot->clearGraphs();
    m_plot->clearItems();
    const bool any = m_days && !m_days->sites().isEmpty();
    m_plot->setVisible(any);
    m_plotEmpty->setVisible(!any);
    m_plotEmpty->setText(m_days
                             ? tr("No marks in the last 30 days. As soon as a laptop sends some, they are drawn here.")
                         : m_error.isEmpty() ? tr("Loading…")
                                             : Words::advice(m_error));
    if (!any) return;
    double most = 4;
    int number = -1;
    for (const SiteId& site : lines()) {
        ++number;
        if (m_hiddenSites.contains(site)) continue;
        // A site that fell silent ends where it was heard last.
        const UnixMillis newest = site.isNull() ? UnixMillis() : m_days->newestAt(site);
        const QDate last = newest.value ? QDateTime::fromMSecsSinceEpoch(newest.value).date() : QDate();
        const bool silent = m_complete && last.isValid() && last.daysTo(m_today) >= 2;
        QVector<double> at, people;
        for (QDate day = m_days->first(); day <= (silent ? last : m_today); day = day.addDays(1)) {
            at << secondsOf(day);
            people << present(site, day);
            most = qMax(most, people.last());
        }
        QCPGraph* graph = m_plot->addGraph();
        graph->setName(nameOf(site));
        QPen pen(colourOf(number), 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        if (number % 2) pen.setDashPattern({3, 1.6}), pen.setCapStyle(Qt::FlatCap); // not told apart by colour alone
        graph->setPen(pen);
        graph->setAntialiased(true);
        graph->setData(at, people, true);
        if (silent && !at.isEmpty()) markSilence(site, last, people.last());
    }
    const double day = 86'400;
    m_plot->xAxis->setRange(secondsOf(m_days->first()) - day / 2, secondsOf(m_today) + day / 2);
    m_plot->yAxis->setRange(0, most * 1.12);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TodayPage::markSilence(const SiteId& site, const QDate& last, double people) {
    const Theme& theme = Style::themeOf(this);
    QCPGraph* end = m_plot->addGraph();
    end->setLineStyle(QCPGraph::lsNone);
    end->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, theme[Colour::BadInk], theme[Colour::BadInk], 11));
    end->setData({secondsOf(last)}, {people});
    auto* words = new QCPItemText(m_plot);
    words->position->setType(QCPItemPosition::ptPlotCoords);
    // Under every line of the days over which the words reach, so that none is hidden by them.
    constexpr int kDaysOver = 12;
    double lowest = people;
    for (const SiteId& one : lines())
        if (!m_hiddenSites.contains(one))
            for (QDate day = last.addDays(-kDaysOver); day <= last; day = day.addDays(1))
                if (day >= m_days->first()) lowest = qMin(lowest, double(present(one, day)));
    const bool below = lowest > people / 4; // else the axis is there
    words->position->setCoords(secondsOf(last), below ? lowest : people);
    words->setPositionAlignment(Qt::AlignRight | (below ? Qt::AlignTop : Qt::AlignBottom));
    words->setPadding(below ? QMargins(6, 8, 0, 2) : QMargins(6, 2, 10, 6));
    if (!below) words->setBrush(theme[Colour::Panel]); // readable over whatever lines pass here
    words->setFont(theme.font(TextSize::Small));
    words->setColor(theme[Colour::BadInk]);
    words->setText(tr("%1: no marks since %2").arg(m_words.site(site), Words::date(last, QStringLiteral("dddd"))));
}

void TodayPage::tellValueAt(const QPoint& at) {
    if (!m_days || !m_plot->axisRect()->rect().contains(at)) return QToolTip::hideText();
    const QDate day = dayOf(m_plot->xAxis->pixelToCoord(at.x()));
    if (day < m_days->first() || day > m_today) return QToolTip::hideText();
    QStringList said{Words::day(day)};
    for (const SiteId& site : lines())
        if (!m_hiddenSites.contains(site))
            said << QStringLiteral("%1: %2").arg(nameOf(site), Words::number(present(site, day)));
    QToolTip::showText(m_plot->mapToGlobal(at + QPoint(12, 0)), said.join(QLatin1Char('\n')), m_plot);
}

void TodayPage::savePlot(const QString& path) {
    const bool isPdf = path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive);
    const bool saved = isPdf ? m_plot->savePdf(path) : m_plot->savePng(path, 0, 0, 2);
    if (saved)
        m_notice->say(Tone::Ok, [path] { return tr("Saved: %1").arg(QDir::toNativeSeparators(path)); });
    else
        m_notice->say(Tone::Bad, [] { return Words::sentence("IO_ERROR"); });
}

void TodayPage::exportPlot() {
    chooseBelow(m_export, tr("Export the chart"), {tr("Picture (PNG)…"), tr("Document (PDF)…")}, -1, [this](int which) {
        const QString suffix = which == 0 ? QStringLiteral("png") : QStringLiteral("pdf");
        const QString name =
            QFileDialog::getSaveFileName(window(), tr("Export the chart"),
                                         QStringLiteral("attendance-%1.%2").arg(m_today.toString(Qt::ISODate), suffix));
        if (!name.isEmpty()) savePlot(name);
    });
}

} // namespace haziri::ui
