#include "ui/review/AuditPage.h"

#include "ui/review/ChoiceSheet.h"
#include "ui/review/EntryInspector.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/ProgressBar.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QShortcut>

namespace haziri::ui {

using Outcome = review::VerifyReport::Outcome;

namespace {

struct KindGroup {
    const char* name;
    QSet<QByteArray> kinds;
    bool held = false;
};

const QList<KindGroup>& groups() {
    static const QList<KindGroup> all{
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "All kinds"), {}},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Attendance"), {"attendance", "attendance.correct"}},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Held, to check"), {}, true},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Fraud attempts"), {"fraud", "vault.integrity"}},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Photos opened"), {"vault.access"}},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Decisions"),
         {"attendance.override", "attendance.evidence", "fraud.resolve"}},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Workers"),
         {"worker.enrol", "worker.add", "worker.update", "worker.consent", "worker.erase", "worker.decide",
          "worker.pay"}},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Laptops"),
         {"device.register", "device.block", "device.unblock", "device.head", "user.key"}},
        {QT_TRANSLATE_NOOP("haziri::ui::AuditPage", "Office"),
         {"site.add", "user.add", "user.block", "user.unblock", "user.password", "code.issue", "keys.rotate", "backup",
          "restore", "log.start"}},
    };
    return all;
}

UnixMillis startOf(const QDate& day) {
    return {day.startOfDay().toMSecsSinceEpoch()};
}

} // namespace

AuditPage::AuditPage(QWidget* parent)
    : QWidget(parent)
    , m_model(new AuditLogModel(this))
    , m_verify(new Button(Button::Kind::Primary))
    , m_export(new Button)
    , m_refresh(new Button)
    , m_progress(new ProgressBar)
    , m_state(new Text(TextSize::Table, Colour::Dim))
    , m_search(new SearchField)
    , m_kind(new Chip)
    , m_laptop(new Chip)
    , m_days(new Chip)
    , m_whole(new Chip)
    , m_table(new Table)
    , m_notice(new Notice)
    , m_inspector(new EntryInspector) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(16);
    auto* panel = new Panel;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(1, 12, 1, 8);
    column->setSpacing(10);
    column->addLayout(makeTools());
    column->addLayout(makeFilters());
    auto* noticeRow = new QHBoxLayout;
    noticeRow->setContentsMargins(15, 0, 15, 0);
    noticeRow->addWidget(m_notice);
    column->addLayout(noticeRow);
    column->addWidget(m_table, 1);
    row->addWidget(panel, 175);
    row->addWidget(m_inspector, 100);
    m_inspector->setMinimumWidth(440);
    makeTable();
    m_tick.setInterval(100);
    connect(&m_tick, &QTimer::timeout, this, [this] { m_state->setText(progressText()); });
    onLanguage(this, [this] {
        m_table->setAccessibleName(tr("Log of the server"));
        m_refresh->setAccessibleName(tr("Load new entries"));
        m_refresh->setToolTip(tr("Load new entries"));
        m_export->say(tr("Export…"));
        m_export->setToolTip(tr("Save the log for haziri-verify, which checks it without this server"));
        m_progress->setAccessibleName(tr("Progress of the verification"));
        m_search->say(tr("Worker or entry number"), QStringLiteral("F2"));
        m_model->retranslate();
        tellFilters();
        tellState(); // the notice keeps what it says, which may be newer than the report, and speaks for itself
    });
}

QLayout* AuditPage::makeTools() {
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(15, 0, 15, 0);
    bar->setSpacing(12);
    m_refresh->setDrawing(QStringLiteral("sync"));
    m_state->setMinimumWidth(64);
    bar->addWidget(m_verify);
    bar->addWidget(m_progress, 1);
    bar->addWidget(m_state);
    bar->addWidget(m_export);
    bar->addWidget(m_refresh);
    connect(m_verify, &Button::clicked, this, [this] {
        if (m_work != Work::None)
            Q_EMIT cancelWanted();
        else
            Q_EMIT verifyWanted();
    });
    connect(m_export, &Button::clicked, this, &AuditPage::exportWanted);
    connect(m_refresh, &Button::clicked, this, &AuditPage::refreshWanted);
    connect(m_notice, &Notice::actionChosen, this, [this] {
        if (m_report && m_report->bad) goTo(m_report->bad->index);
    });
    connect(m_whole, &Chip::clicked, this, &AuditPage::explainState);
    m_whole->hide();
    return bar;
}

QLayout* AuditPage::makeFilters() {
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(15, 0, 15, 0);
    bar->setSpacing(8);
    bar->addWidget(m_search, 1);
    for (Chip* chip : {m_kind, m_laptop, m_days}) {
        chip->setChevron(true);
        bar->addWidget(chip);
    }
    connect(m_kind, &Chip::clicked, this, &AuditPage::chooseKind);
    connect(m_laptop, &Chip::clicked, this, &AuditPage::chooseLaptop);
    connect(m_days, &Chip::clicked, this, &AuditPage::chooseDays);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { search(m_search->text()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) search(text);
    });
    auto* key = new QShortcut(QKeySequence(Qt::Key_F2), this);
    connect(key, &QShortcut::activated, m_search, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    return bar;
}

void AuditPage::makeTable() {
    m_table->setModel(m_model);
    auto* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(AuditLogModel::What, QHeaderView::Stretch);
    m_table->setColumnWidth(AuditLogModel::Index, 104);
    m_table->setColumnWidth(AuditLogModel::When, 106);
    m_table->setColumnWidth(AuditLogModel::Kind, 168);
    m_table->setColumnWidth(AuditLogModel::RecordHash, 98);
    m_table->setColumnWidth(AuditLogModel::Previous, 96);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        m_goTo = -1;
        inspect(index.row());
    });
    connect(m_model, &AuditLogModel::pageArrived, this, [this] {
        if (m_goTo >= 0) return goTo(m_goTo);
        if (m_table->currentIndex().isValid()) inspect(m_table->currentIndex().row());
    });
    connect(m_model, &AuditLogModel::failed, this, [this](const Error& error) { showError(error.code); });
    connect(m_model, &AuditLogModel::searchChanged, this, &AuditPage::tellEmpty);
    connect(m_model, &AuditLogModel::sizeChanged, this, &AuditPage::tellEmpty);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AuditPage::tellEmpty);
}

void AuditPage::setNames(std::shared_ptr<const review::NameBook> names) {
    m_names = std::move(names);
    m_words = LogWords(m_names);
    m_model->setNames(m_names);
    m_inspector->setNames(m_names);
    tellFilters();
}

void AuditPage::inspect(int row) {
    const review::LogRow* found = m_model->rowAt(row);
    if (found) m_inspector->show(*found);
}

// --- filters ---------------------------------------------------------------------------------------------------------

void AuditPage::chooseKind() {
    QStringList texts;
    for (const KindGroup& group : groups())
        texts << tr(group.name);
    chooseBelow(m_kind, tr("Kind"), texts, m_kindChosen, [this](int index) {
        m_kindChosen = index;
        applyFilter();
    });
}

void AuditPage::chooseLaptop() {
    QList<QByteArray> ids{QByteArray()};
    if (m_names) ids << m_names->devices();
    std::sort(ids.begin() + 1, ids.end(),
              [this](const QByteArray& a, const QByteArray& b) { return m_words.laptop(a) < m_words.laptop(b); });
    QStringList texts{tr("All laptops")};
    for (const QByteArray& id : ids.mid(1))
        texts << m_words.laptop(id);
    chooseBelow(m_laptop, tr("Laptop"), texts, int(ids.indexOf(m_laptopChosen)), [this, ids](int index) {
        m_laptopChosen = ids.value(index);
        applyFilter();
    });
}

void AuditPage::chooseDays() {
    const QStringList texts{tr("All days"), tr("Today"), tr("Yesterday"), tr("Last 7 days"), tr("Last 30 days")};
    chooseBelow(m_days, tr("Days"), texts, int(m_daysChosen), [this](int index) {
        m_daysChosen = Days(index);
        applyFilter();
    });
}

void AuditPage::search(const QString& text) {
    const QString wanted = text.simplified();
    bool isNumber = false;
    // Grouped or not, in the digits of any keyboard.
    qint64 plain = Words::locale().toLongLong(wanted, &isNumber);
    if (!isNumber) plain = QLocale(QLocale::English, QLocale::India).toLongLong(wanted, &isNumber);
    if (isNumber && plain >= 0 && plain < m_model->size()) {
        goTo(plain);
        m_table->setFocus();
        return;
    }
    applyFilter();
}

void AuditPage::applyFilter() {
    const KindGroup& group = groups()[m_kindChosen];
    review::LogFilter filter;
    filter.kinds = group.kinds;
    filter.heldOnly = group.held;
    filter.deviceId = m_laptopChosen;
    const QDate today = QDate::currentDate();
    if (m_daysChosen == Days::Today) filter.from = startOf(today);
    if (m_daysChosen == Days::Yesterday) {
        filter.from = startOf(today.addDays(-1));
        filter.until = startOf(today);
    }
    if (m_daysChosen == Days::Week) filter.from = startOf(today.addDays(-6));
    if (m_daysChosen == Days::Month) filter.from = startOf(today.addDays(-29));
    const QString wanted = m_search->text().simplified();
    bool isNumber = false;
    wanted.toLongLong(&isNumber);
    if (!wanted.isEmpty() && !isNumber) {
        if (m_names) filter.workers = m_names->workersNamed(wanted);
        if (filter.workers.isEmpty()) filter.workers = {WorkerId()}; // nobody of that name: nothing fits
    }
    m_goTo = -1;
    m_table->clearSelection();
    m_model->setFilter(filter);
    m_table->scrollToTop();
    tellFilters();
}

void AuditPage::tellFilters() {
    const auto tell = [](Chip* chip, const QString& text, bool on, const QString& name) {
        chip->set(on ? Tone::Accent : Tone::Neutral, text, QString());
        chip->setAccessibleName(QStringLiteral("%1: %2").arg(name, text));
    };
    tell(m_kind, tr(groups()[m_kindChosen].name), m_kindChosen > 0, tr("Kind"));
    tell(m_laptop, m_laptopChosen.isEmpty() ? tr("All laptops") : m_words.laptop(m_laptopChosen),
         !m_laptopChosen.isEmpty(), tr("Laptop"));
    const char* const days[] = {QT_TR_NOOP("All days"), QT_TR_NOOP("Today"), QT_TR_NOOP("Yesterday"),
                                QT_TR_NOOP("Last 7 days"), QT_TR_NOOP("Last 30 days")};
    tell(m_days, tr(days[int(m_daysChosen)]), m_daysChosen != Days::All, tr("Days"));
    tellEmpty();
}

void AuditPage::tellEmpty() {
    EmptyState* state = m_table->emptyState();
    if (m_model->isSearching())
        state->set(QStringLiteral("search"), tr("Searching…"),
                   tr("Looked back to entry %1.").arg(Words::number(m_model->searchedDownTo())));
    else if (m_model->isFiltered())
        state->set(QStringLiteral("filter"), tr("Nothing fits"),
                   tr("No entry is of this kind, laptop, day and worker. Widen the filter."));
    else if (!m_model->isLoaded())
        state->set(QStringLiteral("audit"), tr("Loading…"), tr("The log is asked for its newest entries."));
    else
        state->set(QStringLiteral("audit"), tr("No entries yet"),
                   tr("As soon as the first laptop is enrolled, its entry stands here."));
}

// --- verification and export -----------------------------------------------------------------------------------------

void AuditPage::setVerifying(bool running) {
    m_work = running ? Work::Verifying : Work::None;
    if (running) {
        m_report.reset();
        m_done = m_all = 0;
        m_model->setBadEntry({});
        m_inspector->setFinding({});
        m_since.start();
    }
    retell();
}

void AuditPage::setExporting(bool running) {
    m_work = running ? Work::Exporting : Work::None;
    m_done = m_all = 0;
    m_since.start();
    retell();
}

void AuditPage::setProgress(qint64 done, qint64 whole) {
    m_done = done;
    m_all = whole;
    m_progress->setProgress(done, whole);
    m_state->setText(progressText());
}

QString AuditPage::progressText() const {
    const QString elapsed = tr("%1 s").arg(Words::decimal(m_since.elapsed() / 1000.0, 1));
    if (m_all <= 0) return elapsed;
    return QStringLiteral("%1 · %2").arg(tr("%1 of %2").arg(Words::number(m_done), Words::number(m_all)), elapsed);
}

void AuditPage::setReport(const review::VerifyReport& report, UnixMillis at) {
    m_work = Work::None;
    m_report = report;
    m_reportAt = at;
    m_model->setBadEntry(report.bad ? std::optional(report.bad->index) : std::nullopt);
    m_inspector->setFinding(report.bad);
    m_model->forgetPages(); // what stands on the screen was read before
    retell();
    if (report.bad) goTo(qMin(report.bad->index, qMax<qint64>(0, m_model->size() - 1)));
}

void AuditPage::setExportReport(const review::ExportReport& report) {
    m_work = Work::None;
    retell();
    m_notice->setAction({});
    if (report.ok)
        m_notice->say(Tone::Ok, [report] {
            return tr("%1 entries and the signed checkpoint are saved in %2. Check them with haziri-verify.")
                .arg(Words::number(report.entries), report.path);
        });
    else if (report.error.code == "CANCELLED")
        m_notice->say(Tone::Neutral, [] { return tr("Export stopped. No file was written."); });
    else
        m_notice->say(Tone::Held, [code = report.error.code] {
            return tr("No file was written.") + QLatin1Char(' ') + Words::sentenceAndAdvice(code);
        });
}

void AuditPage::showError(const QByteArray& code) {
    m_notice->setAction({});
    m_notice->say(Tone::Held, [code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
}

void AuditPage::reset() {
    m_work = Work::None;
    m_report.reset();
    m_kindChosen = 0;
    m_laptopChosen.clear();
    m_daysChosen = Days::All;
    m_search->clear();
    m_goTo = -1;
    m_model->setFetch({});
    m_inspector->clear();
    tellFilters();
    retell();
}

void AuditPage::goTo(qint64 index) {
    if (m_model->isFiltered() && m_model->rowOfIndex(index) < 0) {
        m_kindChosen = 0;
        m_laptopChosen.clear();
        m_daysChosen = Days::All;
        if (!m_search->text().isEmpty() && m_search->text().toLongLong() != index) m_search->clear();
        m_model->setFilter({});
        tellFilters();
    }
    const int row = m_model->rowOfIndex(index);
    if (row < 0) return;
    const QModelIndex at = m_model->index(row, 0);
    m_table->setCurrentIndex(at);
    m_table->scrollTo(at, QAbstractItemView::PositionAtCenter);
    m_goTo = m_model->rowAt(row) ? -1 : index; // its page was asked for; we come back when it is here
    inspect(row);
}

void AuditPage::retell() {
    tellState();
    tellNotice();
}

void AuditPage::tellState() {
    const bool running = m_work != Work::None;
    m_verify->say(running ? tr("Stop") : tr("Verify all"));
    m_export->setEnabled(!running);
    if (running) {
        m_whole->hide();
        m_progress->setTone(Tone::Accent);
        m_progress->setProgress(m_done, m_all);
        m_state->setText(progressText());
        m_tick.start();
        return;
    }
    m_tick.stop();
    m_whole->setVisible(m_report.has_value());
    if (m_report) return tellReport();
    m_progress->setProgress(0, 1);
    m_state->setText(tr("not verified yet"));
}

void AuditPage::explainState() {
    if (!m_report) return;
    const review::VerifyReport& report = *m_report;
    auto* sheet = new Popover(m_whole);
    sheet->addTitle(m_whole->tone(), m_whole->text());
    switch (report.outcome) {
    case Outcome::Whole:
        sheet->addParagraph(tr("Every hash was rebuilt on this computer from the entries alone, and the result is what "
                               "the server signed."));
        break;
    case Outcome::Restored:
        sheet->addParagraph(
            tr("The server went back to a backup and says so in its log itself. The entries before that place were "
               "rebuilt here and are those that were verified before, up to %1.")
                .arg(Words::number(report.witnessed)));
        sheet->addParagraph(
            tr("Laptops send again what was lost after it. Decisions that were made after it have to be "
               "made again. Both signed checkpoints are kept as evidence on this computer."));
        sheet->addRow(tr("Restored"), Words::dayAndTime(report.restoredAt));
        break;
    case Outcome::Fork:
        sheet->addParagraph(Words::sentence("LOG_FORK"));
        sheet->addParagraph(Words::advice("LOG_FORK"));
        break;
    default:
        sheet->addParagraph(tr("An entry does not fit its hashes. Export the log and give it to somebody who checks it "
                               "with haziri-verify."));
        break;
    }
    sheet->addRow(tr("Verified"), Words::dayAndTime(m_reportAt));
    sheet->addRow(tr("Entries"), Words::number(report.checked));
    if (report.erased > 0) sheet->addRow(tr("Erased by law"), Words::number(report.erased));
    if (report.outcome == Outcome::Whole && !report.root.isEmpty())
        sheet->addParagraph(
            tr("Whoever verified as many entries has the same root: %1").arg(QString::fromLatin1(report.root)));
    if (report.witnessed > 0 && report.outcome != Outcome::Restored)
        sheet->addRow(tr("Fits what was verified up to"), Words::number(report.witnessed));
    sheet->openBelow(m_whole);
}

void AuditPage::tellReport() {
    const review::VerifyReport& report = *m_report;
    m_progress->setProgress(report.checked, qMax<qint64>(1, report.size));
    m_state->setText(tr("%1 s").arg(Words::decimal(report.ms / 1000.0, 1)));
    switch (report.outcome) {
    case Outcome::Whole:
        m_progress->setTone(Tone::Ok);
        m_progress->setProgress(1, 1);
        m_whole->set(Tone::Ok,
                     tr("Whole up to %1 · verified %2").arg(Words::number(report.size), Words::clockTime(m_reportAt)));
        break;
    case Outcome::Bad:
        m_progress->setTone(Tone::Bad);
        m_whole->set(Tone::Bad, tr("Changed at %1").arg(Words::number(report.bad->index)));
        break;
    case Outcome::Restored:
        m_progress->setTone(Tone::Held);
        m_progress->setProgress(1, 1);
        m_whole->set(Tone::Held, tr("Announced restore"));
        break;
    case Outcome::Fork:
        m_progress->setTone(Tone::Bad);
        m_whole->set(Tone::Bad, tr("Do not trust the server"));
        break;
    case Outcome::Cancelled:
        m_progress->setTone(Tone::Neutral);
        m_whole->hide();
        break;
    case Outcome::Failed:
        m_progress->setTone(Tone::Held);
        m_whole->hide();
        m_state->setText(tr("not finished"));
        break;
    }
}

void AuditPage::tellNotice() {
    m_notice->setAction({});
    if (m_work != Work::None || !m_report) return m_notice->clear();
    const review::VerifyReport report = *m_report;
    switch (report.outcome) {
    case Outcome::Whole:
        return m_notice->clear();
    case Outcome::Bad:
        m_notice->say(Tone::Bad, [report] {
            return tr("Somebody changed the log. Entry %1 is the first that does not fit; all %2 before it are whole.")
                .arg(Words::number(report.bad->index), Words::number(report.checked));
        });
        return m_notice->setAction([] { return tr("Show it"); });
    case Outcome::Restored:
        return m_notice->say(Tone::Held, [report] {
            return tr("The server was restored from a backup on %1 and says so: the log went back to entry "
                      "%2. What was verified before that is unchanged; laptops send the rest again.")
                .arg(Words::dayAndTime(report.restoredAt), Words::number(report.restoredTo));
        });
    case Outcome::Fork:
        return m_notice->say(Tone::Bad, [] {
            return tr("The server now shows another history than the one it signed before. Both signed "
                      "checkpoints are kept as evidence on this computer.");
        });
    case Outcome::Cancelled:
        return m_notice->say(Tone::Neutral, [report] {
            return tr("Stopped. The first %1 entries fit; the rest is not known.").arg(Words::number(report.checked));
        });
    case Outcome::Failed:
        return showError(report.error.code);
    }
}

} // namespace haziri::ui
