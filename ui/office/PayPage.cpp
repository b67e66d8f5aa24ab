#include "ui/office/PayPage.h"

#include "core/base/Elsewhere.h"
#include "core/base/WholeFile.h"
#include "core/registers/RegisterTable.h"
#include "ui/review/SiteChoice.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFileDialog>
#include <QSaveFile>

namespace haziri::ui {

using protocol::PayMonth;
using protocol::PayTerms;
using review::PayLine;

namespace {

constexpr qint64 kMostBytes = 8 * 1024 * 1024;

/// The amounts of a month by their fields; the first three fields are the rate's.
constexpr std::pair<PayPage::Amount, qint64 PayMonth::*> kOff[] = {
    {PayPage::Advances, &PayMonth::advances},   {PayPage::Society, &PayMonth::society},
    {PayPage::IncomeTax, &PayMonth::incomeTax}, {PayPage::Insurance, &PayMonth::insurance},
    {PayPage::Fine, &PayMonth::fine},           {PayPage::Damages, &PayMonth::damages},
    {PayPage::Others, &PayMonth::others}};
constexpr std::pair<PayPage::Amount, qint64 PayTerms::*> kRates[] = {
    {PayPage::Basic, &PayTerms::basic}, {PayPage::Da, &PayTerms::da}, {PayPage::Other, &PayTerms::other}};

QString money(qint64 paise) {
    const QLocale indian(QLocale::English, QLocale::India);
    return QStringLiteral("₹ ") +
           (paise % 100 == 0 ? indian.toString(paise / 100) : indian.toString(double(paise) / 100, 'f', 2));
}

qint64 whole(const PayMonth& month) {
    qint64 sum = 0;
    for (const auto& [field, value] : kOff)
        sum += month.*value;
    return sum;
}

/// Rates by the day stand before those by the month: the one is no part of the other.
qint64 sortKey(const PayTerms& terms) {
    constexpr qint64 kMonthly = 1'000'000'000'000'000;
    return terms.basic + terms.da + terms.other + (terms.per == PayTerms::Per::Month ? kMonthly : 0);
}

bool isMonthly(const PayTerms& terms) {
    return terms.per == PayTerms::Per::Month;
}

} // namespace

// --- the rows --------------------------------------------------------------------------------------------------------

void PayModel::setLines(QList<PayLine> lines) {
    const auto rank = [](const PayLine& line) { return !line.terms ? 0 : !line.month ? 1 : 2; };
    std::stable_sort(lines.begin(), lines.end(), [&](const PayLine& a, const PayLine& b) { return rank(a) < rank(b); });
    m_lines = std::move(lines);
    search(m_search);
}

void PayModel::search(const QString& text) {
    beginResetModel();
    m_search = text;
    m_rows.clear();
    for (qsizetype i = 0; i < m_lines.size(); ++i)
        if (text.isEmpty() || m_lines[i].name.contains(text, Qt::CaseInsensitive) ||
            registers::employeeCode(m_lines[i].workerId).contains(text, Qt::CaseInsensitive))
            m_rows << i;
    endResetModel();
}

int PayModel::rowOf(const WorkerId& id) const {
    for (int row = 0; row < m_rows.size(); ++row)
        if (line(row).workerId == id) return row;
    return -1;
}

QVariant PayModel::data(const QModelIndex& index, int role) const {
    const PayLine& one = line(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == Worker) return one.name;
        if (column == Rate)
            return one.terms ? (isMonthly(*one.terms) ? tr("%1 a month") : tr("%1 a day"))
                                   .arg(money(one.terms->basic + one.terms->da + one.terms->other))
                             : QString();
        if (column == TakenOff) return one.month ? money(whole(*one.month)) : QString();
        return !one.terms ? tr("no rate") : one.month ? tr("entered") : tr("not said");
    case kSortRole:
        if (column == Rate) return one.terms ? sortKey(*one.terms) : -1;
        return column == TakenOff ? QVariant(one.month ? whole(*one.month) : -1) : QVariant();
    case SubTextRole:
        return column == Worker ? QVariant(one.trade) : QVariant();
    case ChipToneRole:
        return column == State ? QVariant(int(!one.terms  ? Tone::Neutral
                                              : one.month ? Tone::Ok
                                                          : Tone::Held))
                               : QVariant();
    case Qt::TextAlignmentRole:
        return column == Rate || column == TakenOff ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole:
        return column == Worker ? QVariant(registers::employeeCode(one.workerId)) : QVariant();
    default:
        return {};
    }
}

QVariant PayModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && (section == Rate || section == TakenOff))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Worker"), tr("Rate"), tr("Taken off"), tr("This month")};
    return titles[section];
}

void PayModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

// --- the page --------------------------------------------------------------------------------------------------------

PayPage::PayPage(std::function<QDate()> today, QWidget* parent)
    : ListPage({.list = 110, .sheet = 100, .sheetWidth = 500, .sheetScrolls = true}, parent)
    , m_today(std::move(today))
    , m_model(new PayModel(this))
    , m_views(new Segments)
    , m_per(new Segments)
    , m_monthChip(new Chip)
    , m_siteChip(new Chip)
    , m_search(new SearchField)
    , m_import(new Button)
    , m_export(new Button)
    , m_nothing(new Button)
    , m_keep(new Button(Button::Kind::Primary))
    , m_count(new Text(TextSize::Small, Colour::Dim))
    , m_name(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_line(new Text(TextSize::Body, Colour::Dim))
    , m_rateTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_monthTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_uan(new Field)
    , m_account(new Field)
    , m_fineFor(new Field)
    , m_damagesFor(new Field)
    , m_paidOn(new Field)
    , m_receipt(new Field)
    , m_epf(new QCheckBox)
    , m_esic(new QCheckBox) {
    for (Field*& field : m_amounts)
        field = new Field;
    m_month = m_today().addDays(1 - m_today().day());
    fillBar();
    fillIn(sheet());
    onLanguage(this, [this] {
        m_views->setChoices({tr("Registers"), tr("Marks of a day"), tr("Pay")});
        m_views->setAccessibleName(tr("Registers, the marks of a day, or pay"));
        m_views->setCurrent(2);
        m_per->setChoices({tr("a day"), tr("a month")});
        m_per->setAccessibleName(tr("What the rate is of"));
        m_search->say(tr("Worker"), QString());
        m_import->say(tr("Read a list…"));
        m_import->setToolTip(tr("A spreadsheet saved as CSV, made by Save the list"));
        m_export->say(tr("Save the list…"));
        m_nothing->say(tr("Nothing for the others"));
        m_nothing->setToolTip(tr("Enters that nothing else is taken off from all whose month has not been said"));
        m_keep->say(tr("Enter"));
        m_rateTitle->setText(tr("Rate"));
        m_monthTitle->setText(tr("Taken off this month"));
        const QString amounts[] = {tr("Basic"),
                                   tr("Dearness allowance"),
                                   tr("Other allowances"),
                                   tr("Advances"),
                                   tr("Society"),
                                   tr("Income tax"),
                                   tr("Insurance"),
                                   tr("Fine"),
                                   tr("Damage, loss"),
                                   tr("Others")};
        for (int i = 0; i < AmountCount; ++i)
            m_amounts[size_t(i)]->say(amounts[i]);
        m_epf->setText(tr("In the provident fund"));
        m_esic->setText(tr("In state insurance"));
        for (QCheckBox* box : {m_epf, m_esic})
            box->setAccessibleName(box->text());
        m_uan->say(tr("UAN"), tr("Twelve digits, once it is there"));
        m_account->say(tr("Bank account"));
        m_fineFor->say(tr("Fined for"), tr("What, and on which day"));
        m_damagesFor->say(tr("What was damaged or lost"));
        m_paidOn->say(tr("Paid on"), tr("As 2026-12-05"));
        m_receipt->say(tr("Receipt or bank transaction"));
        table()->setAccessibleName(tr("Pay of the site's workers"));
        emptySheet()->set(QStringLiteral("registers"), tr("Nobody chosen"),
                          tr("Choose a line. The rate and what the month takes off it are entered here."));
        m_model->retranslate();
        fill();
    });
}

void PayPage::fillBar() {
    bar()->addWidget(m_views);
    bar()->addSpacing(8);
    for (Chip* chip : {m_monthChip, m_siteChip}) {
        chip->setChevron(true);
        bar()->addWidget(chip);
    }
    bar()->addStretch(1);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(m_search, 1);
    for (Button* button : {m_import, m_export})
        second->addWidget(button);
    underBar()->addLayout(second);
    auto* third = new QHBoxLayout;
    third->setSpacing(8);
    third->addWidget(m_count, 1);
    third->addWidget(m_nothing);
    underBar()->addLayout(third);
    setModel(m_model, {0, 150, 110, 172});
    connect(this, &ListPage::refreshWanted, this, &PayPage::ask);
    connect(m_views, &Segments::chosen, this, [this](int view) {
        m_views->setCurrent(2);
        if (view != 2) Q_EMIT pageWanted(view);
    });
    connect(m_monthChip, &Chip::clicked, this, [this] {
        SiteChoice::choose(m_monthChip, m_today(), m_month, [this](QDate month) { choose(m_site, month); });
    });
    connect(m_siteChip, &Chip::clicked, this, [this] {
        SiteChoice::choose(m_siteChip, m_sites, m_site, [this](const SiteId& site) { choose(site, m_month); });
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) { m_model->search(text.trimmed()); });
    connect(m_nothing, &Button::clicked, this, &PayPage::settleOthers);
    const QString files = QStringLiteral("CSV (*.csv)");
    connect(m_import, &Button::clicked, this, [this, files] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Read a list"), {}, files);
        if (!path.isEmpty()) importFrom(path);
    });
    connect(m_export, &Button::clicked, this, [this, files] {
        const QString path = QFileDialog::getSaveFileName(
            this, tr("Save the list"), QStringLiteral("pay-%1.csv").arg(m_month.toString(QStringLiteral("yyyy-MM"))),
            files);
        if (!path.isEmpty()) exportTo(path);
    });
}

void PayPage::addField(QGridLayout* grid, Field* field, int row, int column) {
    grid->addWidget(field, row, column, Qt::AlignTop);
    connect(field->edit(), &QLineEdit::textEdited, this, [this, field] {
        field->setError({});
        tellReady();
    });
    connect(field->edit(), &QLineEdit::returnPressed, this, &PayPage::keep);
}

void PayPage::fillIn(QBoxLayout* column) {
    for (Text* text : {m_name, m_line, m_count})
        text->setWordWrap(true);
    column->addWidget(m_name);
    column->addWidget(m_line);
    auto* rateRow = new QHBoxLayout;
    rateRow->addWidget(m_rateTitle);
    rateRow->addStretch(1);
    rateRow->addWidget(m_per);
    column->addLayout(rateRow);
    const auto grid = [&] {
        auto* made = new QGridLayout;
        made->setHorizontalSpacing(12);
        made->setVerticalSpacing(6);
        column->addLayout(made);
        return made;
    };
    auto* rate = grid();
    for (int i = Basic; i <= Other; ++i)
        addField(rate, m_amounts[size_t(i)], 0, i);
    auto* person = grid();
    addField(person, m_uan, 0, 0);
    addField(person, m_account, 0, 1);
    person->addWidget(m_epf, 1, 0);
    person->addWidget(m_esic, 1, 1);
    column->addSpacing(4);
    column->addWidget(m_monthTitle);
    auto* off = grid();
    for (int i = Advances; i <= Insurance; ++i)
        addField(off, m_amounts[size_t(i)], (i - Advances) / 2, (i - Advances) % 2);
    addField(off, m_amounts[Fine], 2, 0);
    addField(off, m_fineFor, 2, 1);
    addField(off, m_amounts[Damages], 3, 0);
    addField(off, m_damagesFor, 3, 1);
    addField(off, m_amounts[Others], 4, 0);
    addField(off, m_paidOn, 5, 0);
    addField(off, m_receipt, 5, 1);
    column->addStretch(1);
    for (const auto& [field, most] : {std::pair(m_uan, 12), std::pair(m_account, 40), std::pair(m_fineFor, 90),
                                      std::pair(m_damagesFor, 90), std::pair(m_paidOn, 10), std::pair(m_receipt, 26)})
        field->edit()->setMaxLength(most);
    for (Field* field : m_amounts)
        field->edit()->setMaxLength(14);
    for (QCheckBox* box : {m_epf, m_esic})
        connect(box, &QCheckBox::clicked, this, &PayPage::tellReady);
    connect(m_per, &Segments::chosen, this, &PayPage::tellReady);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_keep);
    buttons->addStretch(1);
    underSheet()->addLayout(buttons);
    connect(m_keep, &Button::clicked, this, &PayPage::keep);
}

// --- being told ------------------------------------------------------------------------------------------------------

void PayPage::setSites(QList<review::SiteLine> sites) {
    m_sites = std::move(sites);
    if (m_site.isNull() && !m_sites.isEmpty()) m_site = m_sites.first().siteId;
    fill();
    if (!m_loaded && isVisible()) ask();
}

void PayPage::choose(const SiteId& site, QDate month) {
    m_site = site;
    m_month = month.addDays(1 - month.day());
    ask();
}

void PayPage::ask() {
    m_loaded = m_sending = false;
    m_error.clear();
    m_shown.reset();
    notice()->clear();
    m_model->setLines({});
    fill();
    if (!m_site.isNull()) Q_EMIT payWanted(m_site, m_month);
}

void PayPage::setLines(QList<PayLine> lines) {
    m_loaded = true;
    m_error.clear();
    const auto shown = m_shown;
    m_model->setLines(std::move(lines));
    m_shown.reset();
    if (shown && m_model->rowOf(*shown) >= 0) select(*shown);
    fill();
}

void PayPage::showError(const QByteArray& code) {
    m_loaded = true;
    m_error = code;
    ListPage::showError(code);
    fill();
}

void PayPage::showKept(const QByteArray& code) {
    m_sending = false;
    if (code.isEmpty())
        notice()->say(Tone::Ok,
                      [] { return tr("Entered. The log says who entered it for whom, and not the amounts."); });
    else
        ListPage::showError(code);
    fill();
}

void PayPage::select(const WorkerId& worker) {
    ListPage::choose(m_model->rowOf(worker));
}

void PayPage::reset() {
    m_sites.clear();
    m_site = {};
    m_shown.reset();
    m_loaded = m_sending = false;
    m_error.clear();
    notice()->clear();
    m_model->setLines({});
    fill();
}

void PayPage::chosen(int row) {
    if (row < 0 || row >= m_model->rowCount()) return;
    if (m_shown == m_model->line(row).workerId) return;
    m_shown = m_model->line(row).workerId;
    fillSheet();
}

// --- what was typed --------------------------------------------------------------------------------------------------

std::optional<PayTerms> PayPage::typedTerms() {
    PayTerms terms;
    terms.from = m_month;
    bool isGood = true;
    for (const auto& [which, value] : kRates) {
        Field* field = m_amounts[which];
        const QString text = field->edit()->text().trimmed();
        const auto paise = text.isEmpty() ? std::optional<qint64>(0) : review::paiseOf(text);
        if (!paise || (which == Basic && *paise == 0)) {
            field->setError(tr("An amount in rupees"));
            isGood = false;
        }
        terms.*value = paise.value_or(0);
    }
    terms.per = m_per->current() == 1 ? PayTerms::Per::Month : PayTerms::Per::Day;
    terms.hasEpf = m_epf->isChecked();
    terms.hasEsic = m_esic->isChecked();
    terms.uan = m_uan->edit()->text().trimmed();
    terms.account = m_account->edit()->text().simplified();
    const bool isUan = terms.uan.size() == 12 && std::all_of(terms.uan.begin(), terms.uan.end(), [](QChar c) {
                           return c >= QLatin1Char('0') && c <= QLatin1Char('9');
                       });
    if (!terms.uan.isEmpty() && !isUan) {
        m_uan->setError(tr("Twelve digits, or empty"));
        isGood = false;
    }
    return isGood ? std::optional(terms) : std::nullopt;
}

std::optional<PayMonth> PayPage::typedMonth() {
    PayMonth month;
    month.month = m_month;
    bool isGood = true;
    for (const auto& [which, value] : kOff) {
        Field* field = m_amounts[which];
        const QString text = field->edit()->text().trimmed();
        const auto paise = text.isEmpty() ? std::optional<qint64>(0) : review::paiseOf(text);
        if (!paise) {
            field->setError(tr("An amount in rupees"));
            isGood = false;
        }
        month.*value = paise.value_or(0);
    }
    month.fineFor = m_fineFor->edit()->text().simplified();
    month.damagesFor = m_damagesFor->edit()->text().simplified();
    month.receipt = m_receipt->edit()->text().simplified();
    const QString day = m_paidOn->edit()->text().trimmed();
    month.paidOn = QDate::fromString(day, Qt::ISODate);
    if (!day.isEmpty() && !month.paidOn.isValid()) {
        m_paidOn->setError(tr("A day, as 2026-12-05"));
        isGood = false;
    }
    return isGood ? std::optional(month) : std::nullopt;
}

void PayPage::keep() {
    const int row = m_shown ? m_model->rowOf(*m_shown) : -1;
    if (row < 0 || m_sending) return;
    const auto terms = typedTerms();
    const auto month = typedMonth();
    if (!terms || !month) return;
    // Terms that hold already are not begun anew with this month.
    PayTerms held = m_model->line(row).terms.value_or(PayTerms());
    held.from = m_month;
    const bool isNew = !m_model->line(row).terms || held != *terms;
    send({{*m_shown, isNew ? terms : std::nullopt, month}});
}

QList<protocol::PayChange> PayPage::unsettled() const {
    QList<protocol::PayChange> changes;
    for (const PayLine& line : m_model->lines())
        if (line.terms && !line.month) {
            PayMonth month;
            month.month = m_month;
            changes.append({line.workerId, std::nullopt, month});
        }
    return changes;
}

void PayPage::settleOthers() {
    send(unsettled());
}

void PayPage::send(const QList<protocol::PayChange>& changes) {
    if (changes.isEmpty() || m_sending) return;
    m_sending = true;
    notice()->clear();
    tellReady();
    Q_EMIT changed(changes);
}

// --- lists -----------------------------------------------------------------------------------------------------------

void PayPage::exportTo(const QString& path) {
    const auto write = [path, lines = m_model->lines()] {
        QSaveFile file(path);
        const QByteArray text = review::writePayCsv(lines);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && commitWhole(file);
    };
    elsewhere(this, write, [this, path](bool saved) {
        if (!saved) return ListPage::showError("IO_ERROR");
        notice()->say(Tone::Ok, [path] { return tr("Saved: %1").arg(QDir::toNativeSeparators(path)); });
    });
}

void PayPage::importFrom(const QString& path) {
    const auto read = [path, lines = m_model->lines(), month = m_month]() -> Result<review::PayImport> {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return fail("IO_ERROR");
        return review::readPayCsv(file.read(kMostBytes), lines, month);
    };
    elsewhere(this, read, [this, site = m_site, month = m_month](const Result<review::PayImport>& list) {
        if (site == m_site && month == m_month) take(list); // else he looks at other people by now
    });
}

void PayPage::take(const Result<review::PayImport>& read) {
    if (!read && read.error().code == "IO_ERROR") return ListPage::showError("IO_ERROR");
    if (!read)
        return notice()->say(Tone::Bad, [] {
            return tr(
                "This is no such list: its first line has to name the columns, as in the list that is saved here. "
                "Nothing was entered.");
        });
    if (!read->problems.isEmpty()) {
        return notice()->say(Tone::Bad, [first = read->problems.first(), count = read->problems.size()] {
            return tr("Nothing was entered: %1 lines do not fit. The first is line %2, column %3: “%4”.")
                .arg(Words::number(count), Words::number(first.line), first.column, first.value);
        });
    }
    if (read->changes.isEmpty())
        return notice()->say(Tone::Neutral, [] { return tr("The list says nothing that is not entered already."); });
    send(read->changes);
}

// --- words -----------------------------------------------------------------------------------------------------------

void PayPage::fill() {
    SiteChoice::say(m_monthChip, m_month);
    SiteChoice::say(m_siteChip, m_sites, m_site, 180);
    qint64 rateless = 0, open = 0;
    for (const PayLine& line : m_model->lines())
        line.terms ? open += !line.month : ++rateless;
    m_count->setText(
        !m_loaded ? QString()
                  : tr("%1 workers · %2 without a rate · %3 not said this month")
                        .arg(Words::number(m_model->lines().size()), Words::number(rateless), Words::number(open)));
    const QString drawing = QStringLiteral("registers");
    if (!m_error.isEmpty())
        table()->emptyState()->set(drawing, tr("Not loaded"), Words::advice(m_error), Tone::Held);
    else if (!m_loaded)
        table()->emptyState()->set(drawing, m_site.isNull() ? SiteChoice::nameOf({}, {}) : tr("Loading…"), {});
    else
        table()->emptyState()->set(drawing, tr("Nobody here"), tr("No worker of this site fits."));
    fillSheet();
}

void PayPage::fillSheet() {
    const int row = m_shown ? m_model->rowOf(*m_shown) : -1;
    showSheet(row >= 0);
    tellReady();
    if (row < 0) return;
    const PayLine& line = m_model->line(row);
    m_name->setText(line.name);
    QStringList parts{line.trade, registers::employeeCode(line.workerId)};
    if (line.terms && line.terms->from.isValid() && line.terms->from != m_month)
        parts << tr("rate since %1").arg(Words::date(line.terms->from, QStringLiteral("MMM yyyy")));
    else if (line.terms && !line.terms->from.isValid())
        parts << tr("rate as said at enrolment");
    parts.removeAll(QString());
    m_line->setText(parts.join(QStringLiteral(" · ")));
    const PayTerms terms = line.terms.value_or(PayTerms());
    const PayMonth month = line.month.value_or(PayMonth());
    const auto put = [](Field* field, const QString& text) {
        field->edit()->setText(text);
        field->setError({});
    };
    for (const auto& [which, value] : kRates)
        put(m_amounts[which], terms.*value > 0 ? review::rupeesOf(terms.*value) : QString());
    for (const auto& [which, value] : kOff)
        put(m_amounts[which], line.month ? review::rupeesOf(month.*value) : QString());
    m_per->setCurrent(isMonthly(terms) ? 1 : 0);
    m_epf->setChecked(terms.hasEpf);
    m_esic->setChecked(terms.hasEsic);
    put(m_uan, terms.uan);
    put(m_account, terms.account);
    put(m_fineFor, month.fineFor);
    put(m_damagesFor, month.damagesFor);
    put(m_paidOn, month.paidOn.isValid() ? month.paidOn.toString(Qt::ISODate) : QString());
    put(m_receipt, month.receipt);
}

void PayPage::tellReady() {
    m_keep->setEnabled(m_shown && !m_sending);
    m_nothing->setEnabled(m_loaded && !m_sending && !unsettled().isEmpty());
    m_import->setEnabled(m_loaded && !m_sending && !m_model->lines().isEmpty());
    m_export->setEnabled(m_loaded && !m_model->lines().isEmpty());
}

} // namespace haziri::ui
