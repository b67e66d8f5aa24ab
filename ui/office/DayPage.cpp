#include "ui/office/DayPage.h"

#include "core/audit/SampleDraw.h"
#include "core/base/Elsewhere.h"
#include "ui/review/ChoiceSheet.h"
#include "ui/review/SiteChoice.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/QrCode.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <numeric>

namespace haziri::ui {

using review::Mark;

namespace {

Tone toneOf(const Mark& mark) {
    return mark.status == "accepted"    ? Tone::Ok
           : mark.status == "held"      ? Tone::Held
           : mark.status == "corrected" ? Tone::Neutral
                                        : Tone::Bad;
}

QString state(const Mark& mark) {
    return mark.status == "accepted"    ? DayPage::tr("counts")
           : mark.status == "held"      ? DayPage::tr("to check")
           : mark.status == "corrected" ? DayPage::tr("undone")
                                        : DayPage::tr("rejected");
}

QDateTime localTime(const Mark& mark) {
    return QDateTime::fromMSecsSinceEpoch(mark.timestamp.value, Qt::OffsetFromUTC, mark.tzOffsetMin * 60);
}

QString way(const Mark& mark) {
    return Words::direction(mark.direction == "out" ? muster::Direction::Out : muster::Direction::In);
}

} // namespace

// --- the rows --------------------------------------------------------------------------------------------------------

void DayModel::setMarks(QList<Mark> marks) {
    beginResetModel();
    m_marks = std::move(marks);
    m_rows.resize(m_marks.size());
    std::iota(m_rows.begin(), m_rows.end(), 0);
    endResetModel();
}

void DayModel::show(const QList<qint64>& drawn, bool onlyDrawn, const QString& search) {
    beginResetModel();
    QList<qint64> rows = drawn;
    if (!onlyDrawn) {
        rows.resize(m_marks.size());
        std::iota(rows.begin(), rows.end(), 0);
    }
    m_rows.clear();
    for (const qint64 row : rows)
        if (search.isEmpty() || m_words.worker(m_marks[row].workerId).contains(search, Qt::CaseInsensitive) ||
            m_marks[row].workerId.toString().endsWith(search, Qt::CaseInsensitive))
            m_rows << row;
    endResetModel();
}

void DayModel::setNames(Names names) {
    m_words = LogWords(std::move(names));
    retranslate();
}

QVariant DayModel::data(const QModelIndex& index, int role) const {
    const Mark& one = mark(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == Time) return localTime(one).toString(QStringLiteral("HH:mm:ss"));
        if (column == Worker) return m_words.worker(one.workerId);
        if (column == Way) return way(one);
        return state(one);
    case kSortRole:
        return column == Time ? QVariant(one.timestamp.value) : QVariant();
    case SubTextRole:
        if (column == Worker && one.takenBackAt)
            return tr("undone at %1").arg(Words::clockTime(*one.takenBackAt, true));
        return column == Worker && !one.codes.isEmpty() ? QVariant(Words::brief(one.codes.first())) : QVariant();
    case ChipToneRole:
        return column == State ? QVariant(int(toneOf(one))) : QVariant();
    case Qt::ToolTipRole:
        return column == Worker ? one.workerId.toString() : QVariant();
    default:
        return {};
    }
}

QVariant DayModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Time"), tr("Worker"), tr("Way"), tr("State")};
    return titles[section];
}

void DayModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

// --- the page --------------------------------------------------------------------------------------------------------

DayPage::DayPage(std::function<QDate()> today, QWidget* parent)
    : ListPage({.rowHeight = 48}, parent)
    , m_today(std::move(today))
    , m_day(m_today())
    , m_model(new DayModel(this))
    , m_views(new Segments)
    , m_which(new Segments)
    , m_siteChip(new Chip)
    , m_dayChip(new Chip)
    , m_state(new Chip)
    , m_search(new SearchField)
    , m_draw(new Button(Button::Kind::Primary))
    , m_print(new Button(Button::Kind::Primary))
    , m_save(new Button)
    , m_open(new Button)
    , m_seedText(new Text(TextSize::Small, Colour::Dim))
    , m_name(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_line(new Text(TextSize::Body, Colour::Dim))
    , m_slipTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_slipText(new Text(TextSize::Small, Colour::Dim))
    , m_said(new Notice)
    , m_qr(new QrCode) {
    fillBar();
    fillIn(sheet());
    onLanguage(this, [this] {
        m_views->setChoices({tr("Registers"), tr("Marks of a day"), tr("Pay")});
        m_views->setAccessibleName(tr("Registers, the marks of a day, or pay"));
        m_views->setCurrent(1);
        m_which->setChoices({tr("All"), tr("Drawn")});
        m_which->setAccessibleName(tr("All marks or the drawn ones"));
        m_draw->say(tr("Draw %1").arg(kSample));
        m_draw->setToolTip(tr("A sample for you to look at; the log's root chooses it, nobody else"));
        m_search->say(tr("Worker"), QString());
        table()->setAccessibleName(tr("Marks of the day"));
        m_slipTitle->setText(tr("The worker's slip"));
        m_print->say(tr("Print…"));
        m_save->say(tr("Save PDF…"));
        m_open->say(tr("Open in the log"));
        m_qr->setAccessibleName(tr("The proof of this mark as a QR code"));
        emptySheet()->set(QStringLiteral("print"), tr("No mark chosen"),
                          tr("Choose a line. The worker's own proof of that mark stands here, ready to print."));
        m_model->retranslate();
        fill();
    });
}

void DayPage::fillBar() {
    bar()->addWidget(m_views);
    bar()->addSpacing(8);
    for (Chip* chip : {m_dayChip, m_siteChip}) {
        chip->setChevron(true);
        bar()->addWidget(chip);
    }
    bar()->addStretch(1);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(m_search, 1);
    second->addWidget(m_which);
    second->addWidget(m_draw);
    underBar()->addLayout(second);
    m_seedText->setWordWrap(true);
    m_seedText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    underBar()->addWidget(m_seedText);
    setModel(m_model, {110, 0, 100, 170});
    connect(m_views, &Segments::chosen, this, [this](int view) {
        m_views->setCurrent(1);
        if (view == 0) Q_EMIT registersWanted();
        if (view == 2) Q_EMIT payWanted();
    });
    connect(m_which, &Segments::chosen, this, &DayPage::refilter);
    connect(m_search, &QLineEdit::textChanged, this, &DayPage::refilter);
    connect(m_draw, &Button::clicked, this, &DayPage::drawWanted);
    connect(this, &ListPage::refreshWanted, this, &DayPage::ask);
    connect(m_siteChip, &Chip::clicked, this, [this] {
        SiteChoice::choose(m_siteChip, m_sites, m_site, [this](const SiteId& site) { choose(site, m_day); });
    });
    connect(m_dayChip, &Chip::clicked, this, &DayPage::chooseDay);
}

void DayPage::fillIn(QBoxLayout* column) {
    auto* head = new QHBoxLayout;
    m_name->setWordWrap(true);
    m_state->setPassive(true);
    head->addWidget(m_name, 1);
    head->addWidget(m_state, 0, Qt::AlignTop);
    column->addLayout(head);
    m_line->setWordWrap(true);
    column->addWidget(m_line);
    m_open->setDrawing(QStringLiteral("audit"));
    column->addWidget(m_open, 0, Qt::AlignLeft);
    column->addWidget(m_slipTitle);
    m_slipText->setWordWrap(true);
    column->addWidget(m_slipText);
    column->addWidget(m_qr, 1);
    column->addWidget(m_said);
    auto* buttons = new QHBoxLayout;
    m_print->setDrawing(QStringLiteral("print"));
    buttons->addWidget(m_print);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_open, &Button::clicked, this, [this] {
        if (m_shown) Q_EMIT entryWanted(m_shown->index);
    });
    connect(m_print, &Button::clicked, this, &DayPage::print);
    connect(m_save, &Button::clicked, this, [this] {
        if (!m_shown) return;
        const QString path = QFileDialog::getSaveFileName(
            this, tr("Save the slip"),
            QStringLiteral("hajri-%1.pdf").arg(localTime(*m_shown).toString(QStringLiteral("yyyy-MM-dd-HHmm"))),
            QStringLiteral("PDF (*.pdf)"));
        if (!path.isEmpty()) saveSlip(path);
    });
}

// --- being told ------------------------------------------------------------------------------------------------------

void DayPage::setNames(Names names) {
    m_words = LogWords(names);
    m_names = names;
    m_model->setNames(std::move(names));
    fillSheet();
}

void DayPage::setSites(QList<review::SiteLine> sites) {
    m_sites = std::move(sites);
    if (m_site.isNull() && !m_sites.isEmpty()) m_site = m_sites.first().siteId;
    fill();
}

qint32 DayPage::tzOffsetMin() const {
    for (const auto& site : m_sites)
        if (site.siteId == m_site) return site.tzOffsetMin;
    return 330;
}

void DayPage::choose(const SiteId& site, QDate day) {
    m_site = site;
    m_day = day;
    ask();
}

void DayPage::ask() {
    m_loaded = m_complete = false;
    m_error.clear();
    notice()->clear();
    m_drawn.clear();
    m_seed.reset();
    m_shown.reset();
    m_which->setCurrent(0);
    m_model->setMarks({});
    fill();
    if (!m_site.isNull()) Q_EMIT marksWanted(m_site, m_day);
}

void DayPage::setMarks(QList<Mark> marks, bool isComplete) {
    m_loaded = true;
    m_complete = isComplete;
    // The order of a draw is the log's.
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.index < b.index; });
    m_model->setMarks(std::move(marks));
    refilter();
    fill();
}

void DayPage::showError(const QByteArray& code) {
    m_loaded = true;
    m_error = code;
    ListPage::showError(code);
    fill();
}

void DayPage::setSeed(const audit::Checkpoint& seed) {
    if (!m_complete) return;
    m_seed = seed;
    m_drawn = audit::drawSample(seed.root, m_model->marks().size(), kSample);
    m_which->setCurrent(1);
    refilter();
    fill();
}

void DayPage::reset() {
    m_sites.clear();
    m_site = {};
    m_loaded = m_complete = false;
    m_drawn.clear();
    m_seed.reset();
    m_shown.reset();
    notice()->clear();
    m_model->setMarks({});
    fill();
}

void DayPage::refilter() {
    m_model->show(m_drawn, m_which->current() == 1, m_search->text().trimmed());
    if (m_shown)
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (m_model->mark(row).index == m_shown->index) return selectRow(row);
    m_shown.reset();
    fill();
}

void DayPage::selectRow(int row) {
    ListPage::choose(row);
}

void DayPage::chosen(int row) {
    if (row < 0 || row >= m_model->rowCount()) return;
    const Mark& mark = m_model->mark(row);
    if (m_shown && m_shown->index == mark.index) return;
    m_shown = mark;
    m_slip.clear();
    m_slipCode.clear();
    m_said->clear();
    fillSheet();
    Q_EMIT slipWanted(mark.index);
}

void DayPage::showSlip(qint64 index, const QByteArray& text) {
    if (!m_shown || m_shown->index != index) return;
    m_slip = text;
    fillSheet();
}

void DayPage::showSlipError(qint64 index, const QByteArray& code) {
    if (!m_shown || m_shown->index != index) return;
    m_slipCode = code;
    fillSheet();
}

// --- choosing --------------------------------------------------------------------------------------------------------

void DayPage::chooseDay() {
    QStringList texts;
    int current = -1;
    constexpr int kShown = 14;
    for (int i = 0; i < kShown; ++i) {
        const QDate day = m_today().addDays(-i);
        if (day == m_day) current = i;
        texts << Words::day(day);
    }
    chooseBelow(m_dayChip, tr("Day"), texts, current, [this](int index) { choose(m_site, m_today().addDays(-index)); });
}

// --- words -----------------------------------------------------------------------------------------------------------

void DayPage::fill() {
    m_dayChip->set(Tone::Neutral, Words::day(m_day), QString());
    m_dayChip->setAccessibleName(tr("Day: %1").arg(m_dayChip->text()));
    SiteChoice::say(m_siteChip, m_sites, m_site, 200);
    m_draw->setEnabled(m_complete && !m_model->marks().isEmpty());
    m_which->setVisible(!m_drawn.isEmpty());
    m_seedText->setVisible(m_seed.has_value());
    if (m_seed)
        m_seedText->setText(tr("%1 of %2 marks, drawn by the root %3 of the log with %4 entries. Whoever has the "
                               "exported log draws the "
                               "same: haziri draw.")
                                .arg(Words::number(m_drawn.size()), Words::number(m_model->marks().size()),
                                     Words::shortHash(crypto::toBase64Url(m_seed->root)), Words::number(m_seed->size)));
    const QString drawing = QStringLiteral("list");
    if (!m_loaded)
        table()->emptyState()->set(drawing, m_site.isNull() ? SiteChoice::nameOf({}, {}) : tr("Loading…"), {});
    else if (!m_error.isEmpty())
        table()->emptyState()->set(drawing, tr("Not loaded"), Words::advice(m_error), Tone::Held);
    else
        table()->emptyState()->set(drawing, tr("No marks"), tr("Nobody was marked at this site on that day."));
    fillSheet();
}

void DayPage::fillSheet() {
    showSheet(m_shown.has_value());
    if (!m_shown) return;
    const Mark& mark = *m_shown;
    m_name->setText(m_words.worker(mark.workerId));
    m_state->set(toneOf(mark), state(mark));
    m_line->setText(QStringLiteral("%1 · %2 · %3")
                        .arg(way(mark), Words::date(localTime(mark), QStringLiteral("d MMM yyyy HH:mm:ss")),
                             m_words.site(mark.siteId)));
    const bool ready = !m_slip.isEmpty();
    m_qr->setVisible(ready);
    m_qr->setText(m_slip);
    m_slipText->setText(!m_slipCode.isEmpty()
                            ? QStringLiteral("%1 %2").arg(Words::sentence(m_slipCode), Words::advice(m_slipCode))
                        : ready ? tr("Proved and ready. It can be checked without this server, with the log's key.")
                                : tr("Asking for the proof…"));
    m_print->setEnabled(ready && m_qr->isShown());
    m_save->setEnabled(ready && m_qr->isShown());
}

SlipWords DayPage::slipWords() const {
    const Mark& mark = *m_shown;
    SlipWords words;
    words.worker = m_words.worker(mark.workerId);
    words.number = mark.workerId.toString().right(8).toUpper();
    words.site = m_words.site(mark.siteId);
    words.when = Words::date(localTime(mark), QStringLiteral("d MMM yyyy HH:mm"));
    words.direction = way(mark);
    words.status = state(mark);
    words.entry = tr("Entry %1 of the log").arg(Words::number(mark.index));
    words.printedBy = m_user;
    words.text = m_slip;
    return words;
}

std::optional<SlipPainter> DayPage::slip() const {
    if (!m_shown || m_slip.isEmpty()) return std::nullopt;
    return SlipPainter(slipWords(), Style::themeOf(this).measures().families);
}

void DayPage::saveSlip(const QString& path) {
    const auto painter = slip();
    if (!painter) return;
    elsewhere(
        this, [slip = *painter, path] { return writeSlipPdf(slip, path); },
        [this, path](const Result<void>& done) {
            if (done)
                m_said->say(Tone::Ok, [path] { return tr("Saved: %1").arg(QDir::toNativeSeparators(path)); });
            else
                m_said->say(Tone::Bad, [code = done.error().code] { return Words::sentence(code); });
        });
}

void DayPage::print() {
    if (const auto painter = slip()) printSlip(*painter, this);
}

} // namespace haziri::ui
