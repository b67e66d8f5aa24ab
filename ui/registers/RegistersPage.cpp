#include "ui/registers/RegistersPage.h"

#include "ui/registers/RegisterPreview.h"
#include "ui/review/ChoiceSheet.h"
#include "ui/review/SiteChoice.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/ProgressBar.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>

namespace haziri::ui {

using registers::RegisterForm;

namespace {

QString language() {
    return Words::locale().name().left(2);
}

} // namespace

RegistersPage::RegistersPage(std::function<QDate()> today, QWidget* parent)
    : QWidget(parent)
    , m_today(std::move(today))
    , m_filler(new RegisterFiller(this))
    , m_job(new RegisterExport(this))
    , m_views(new Segments)
    , m_formChip(new Chip)
    , m_siteChip(new Chip)
    , m_gangChip(new Chip)
    , m_monthChip(new Chip)
    , m_refresh(new Button)
    , m_office(new Button(Button::Kind::Quiet))
    , m_print(new Button)
    , m_pdf(new Button(Button::Kind::Primary))
    , m_xlsx(new Button)
    , m_csv(new Button)
    , m_back(new Button)
    , m_forward(new Button)
    , m_smaller(new Button)
    , m_larger(new Button)
    , m_cancel(new Button)
    , m_progress(new ProgressBar)
    , m_pages(new Text(TextSize::Table, Colour::Dim))
    , m_made(new Text(TextSize::Small, Colour::Dim))
    , m_notice(new Notice)
    , m_preview(new RegisterPreview)
    , m_empty(new EmptyState) {
    if (auto forms = registers::allForms()) m_forms = std::move(*forms);
    m_month = m_today().addDays(1 - m_today().day());
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(16, 16, 16, 16);
    auto* panel = new Panel;
    outer->addWidget(panel);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(15, 12, 15, 12);
    column->setSpacing(10);
    column->addLayout(makeBar());
    column->addWidget(m_notice);
    column->addWidget(m_preview, 1);
    column->addWidget(m_empty, 1);
    column->addLayout(makeFoot());
    connect(m_preview, &RegisterPreview::changed, this, &RegistersPage::retell);
    connect(m_empty, &EmptyState::actionChosen, this, &RegistersPage::ask);
    connect(m_filler, &RegisterFiller::filled, this, &RegistersPage::showSheets);
    connect(m_job, &RegisterExport::progress, m_progress, &ProgressBar::setProgress);
    connect(m_job, &RegisterExport::finished, this, [this](const QString& path, const QByteArray& code) {
        if (code.isEmpty() && path.isEmpty()) // printed
            m_notice->clear();
        else if (code.isEmpty())
            m_notice->say(Tone::Ok, [path] { return tr("Saved: %1").arg(QDir::toNativeSeparators(path)); });
        else if (code == "CANCELLED")
            m_notice->say(Tone::Neutral, [isPrint = path.isEmpty()] {
                return isPrint ? tr("Stopped. Not every page was printed.") : tr("Stopped. No file was written.");
            });
        else
            m_notice->say(Tone::Bad, [code] { return Words::sentenceAndAdvice(code); });
        retell();
    });
    onLanguage(this, [this] {
        m_views->setChoices({tr("Registers"), tr("Marks of a day"), tr("Pay")});
        m_views->setAccessibleName(tr("Registers, the marks of a day, or pay"));
        m_refresh->setAccessibleName(tr("Load again"));
        m_refresh->setToolTip(tr("Load again"));
        m_office->say(tr("Establishment…"));
        m_office->setToolTip(tr("Names that stand above every register"));
        m_print->setAccessibleName(tr("Print…"));
        m_print->setToolTip(tr("Print…"));
        m_pdf->say(tr("PDF"));
        m_pdf->setToolTip(tr("Save the pages as they are shown"));
        m_xlsx->say(tr("Spreadsheet"));
        m_csv->say(tr("CSV"));
        m_cancel->say(tr("Stop"));
        m_progress->setAccessibleName(tr("Progress of the export"));
        m_preview->setAccessibleName(tr("Pages of the register"));
        for (const auto& [button, words] : {std::pair(m_back, tr("Page before")), std::pair(m_forward, tr("Next page")),
                                            std::pair(m_smaller, tr("Smaller")), std::pair(m_larger, tr("Larger"))}) {
            button->setAccessibleName(words);
            button->setToolTip(words);
        }
        fill();
    });
}

QLayout* RegistersPage::makeBar() {
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_views);
    bar->addSpacing(8);
    for (Chip* chip : {m_monthChip, m_formChip, m_siteChip, m_gangChip}) {
        chip->setChevron(true);
        bar->addWidget(chip);
    }
    bar->addStretch(1);
    m_refresh->setDrawing(QStringLiteral("sync"));
    bar->addWidget(m_refresh);
    connect(m_views, &Segments::chosen, this, [this](int view) {
        m_views->setCurrent(0);
        if (view == 1) Q_EMIT marksWanted();
        if (view == 2) Q_EMIT payWanted();
    });
    connect(m_formChip, &Chip::clicked, this, &RegistersPage::chooseForm);
    connect(m_siteChip, &Chip::clicked, this, [this] {
        SiteChoice::choose(m_siteChip, m_sites, m_siteId, [this](const SiteId& site) {
            m_siteId = site;
            m_gang = {};
            ask();
        });
    });
    connect(m_gangChip, &Chip::clicked, this, &RegistersPage::chooseGang);
    connect(m_monthChip, &Chip::clicked, this, [this] {
        SiteChoice::choose(m_monthChip, m_today(), m_month, [this](QDate month) {
            m_month = month;
            ask();
        });
    });
    connect(m_refresh, &Button::clicked, this, &RegistersPage::ask);
    return bar;
}

QLayout* RegistersPage::makeFoot() {
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_back->setDrawing(QStringLiteral("back"));
    m_forward->setDrawing(QStringLiteral("right"));
    m_smaller->setText(QStringLiteral("−"));
    m_larger->setText(QStringLiteral("+"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_back, m_pages, m_forward, m_smaller, m_larger})
        bar->addWidget(widget);
    m_made->setElided(true);
    bar->addSpacing(8);
    bar->addWidget(m_made, 1);
    m_progress->setFixedWidth(160);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_progress, m_cancel, m_office, m_csv, m_xlsx, m_print, m_pdf})
        bar->addWidget(widget);
    connect(m_back, &Button::clicked, this, [this] { m_preview->setPage(m_preview->page() - 1); });
    connect(m_forward, &Button::clicked, this, [this] { m_preview->setPage(m_preview->page() + 1); });
    connect(m_smaller, &Button::clicked, this, [this] { m_preview->setZoom(m_preview->zoom() / 1.5); });
    connect(m_larger, &Button::clicked, this, [this] { m_preview->setZoom(m_preview->zoom() * 1.5); });
    connect(m_office, &Button::clicked, this, &RegistersPage::editEstablishment);
    connect(m_cancel, &Button::clicked, m_job, &RegisterExport::cancel);
    m_print->setDrawing(QStringLiteral("print"));
    connect(m_print, &Button::clicked, this, &RegistersPage::print);
    connect(m_pdf, &Button::clicked, this, [this] { askForFile(FileKind::Pdf); });
    connect(m_xlsx, &Button::clicked, this, [this] { askForFile(FileKind::Xlsx); });
    connect(m_csv, &Button::clicked, this, [this] { askForFile(FileKind::Csv); });
    return bar;
}

// --- choosing --------------------------------------------------------------------------------------------------------

QList<const RegisterForm*> RegistersPage::formsInForce() const {
    QList<const RegisterForm*> forms;
    for (const RegisterForm& one : m_forms)
        if (one.isInForce(m_month)) forms << &one;
    return forms;
}

const RegisterForm* RegistersPage::form() const {
    const auto forms = formsInForce();
    for (const RegisterForm* one : forms)
        if (one->id == m_formId) return one;
    return forms.isEmpty() ? nullptr : forms.first();
}

QList<std::pair<UserId, QString>> RegistersPage::gangs() const {
    QList<std::pair<UserId, QString>> found;
    if (!m_report) return found;
    for (const auto& worker : m_report->month.workers) {
        const auto one = std::pair(worker.thekedarId, worker.thekedar);
        if (!worker.thekedarId.isNull() && !found.contains(one)) found << one;
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return found;
}

void RegistersPage::chooseForm() {
    QStringList texts;
    int current = -1;
    const auto forms = formsInForce();
    for (const RegisterForm* one : forms) {
        if (one == form()) current = int(texts.size());
        texts << one->number + QStringLiteral(" · ") + one->title.in(language());
    }
    chooseBelow(m_formChip, tr("Form"), texts, current, [this, forms](int index) {
        const bool same = form() && form()->report == forms[index]->report;
        m_formId = forms[index]->id;
        if (same && m_report)
            fill();
        else
            ask();
    });
}

void RegistersPage::chooseGang() {
    QStringList texts{tr("All gangs")};
    int current = 0;
    const auto all = gangs();
    for (const auto& [id, name] : all) {
        if (id == m_gang) current = int(texts.size());
        texts << name;
    }
    chooseBelow(m_gangChip, tr("Gang"), texts, current, [this, all](int index) {
        m_gang = index == 0 ? UserId() : all[index - 1].first;
        fill();
    });
}

void RegistersPage::choose(const QString& formId, const SiteId& siteId, QDate month) {
    m_formId = formId;
    m_siteId = siteId;
    m_month = month.addDays(1 - month.day());
    ask();
}

void RegistersPage::editEstablishment() {
    auto* sheet = new Popover(m_office);
    sheet->addTitle(Tone::Neutral, tr("Establishment"));
    auto typed = std::make_shared<registers::Establishment>(m_establishment);
    const std::pair<QString, QString*> lines[] = {{tr("Name of the establishment"), &typed->name},
                                                  {tr("Employer"), &typed->employer},
                                                  {tr("Owner"), &typed->owner},
                                                  {tr("Registration number or LIN"), &typed->registration}};
    for (const auto& [label, value] : lines) {
        auto* field = new Field;
        field->say(label);
        field->edit()->setText(*value);
        field->edit()->setMaxLength(120);
        field->setMinimumWidth(360);
        connect(field->edit(), &QLineEdit::textChanged, sheet,
                [typed, value = value](const QString& text) { *value = text.simplified(); });
        sheet->addWidget(field);
    }
    sheet->addAction(
        tr("Keep"),
        [this, typed] {
            setEstablishment(*typed);
            Q_EMIT establishmentTyped(*typed);
        },
        true);
    sheet->openBelow(m_office);
}

// --- being told ------------------------------------------------------------------------------------------------------

void RegistersPage::setSites(QList<review::SiteLine> sites) {
    m_sites = std::move(sites);
    const bool known =
        std::any_of(m_sites.cbegin(), m_sites.cend(), [this](const auto& site) { return site.siteId == m_siteId; });
    if (!known) m_siteId = m_sites.isEmpty() ? SiteId() : m_sites.first().siteId;
    retell();
    if (!m_report && !m_siteId.isNull()) ask();
}

void RegistersPage::setEstablishment(const registers::Establishment& establishment) {
    m_establishment = establishment;
    fill();
}

void RegistersPage::setReport(const review::ReviewClient::Report& report) {
    // An answer to an older question is nobody's.
    if (report.month.siteId != m_siteId || report.month.month != m_month || !form() ||
        report.month.isWages != (form()->report == RegisterForm::Report::Wages))
        return;
    m_loading = false;
    m_error.clear();
    m_report = report;
    fill();
}

void RegistersPage::showError(const QByteArray& code) {
    m_loading = false;
    m_error = code;
    m_report.reset();
    fill();
}

void RegistersPage::reset() {
    m_job->cancel();
    m_report.reset();
    m_sites.clear();
    m_siteId = {};
    m_gang = {};
    m_error.clear();
    m_loading = false;
    m_notice->clear();
    fill();
}

void RegistersPage::ask() {
    m_report.reset();
    m_error.clear();
    m_notice->clear();
    m_loading = !m_siteId.isNull() && form();
    fill();
    if (m_loading) Q_EMIT reportWanted(form()->report == RegisterForm::Report::Wages, m_siteId, m_month);
}

void RegistersPage::fill() {
    m_filler->drop();
    showSheets(nullptr);
    if (!m_report || !form()) return;
    registers::TableWish wish;
    wish.establishment = m_establishment;
    wish.thekedarId = m_gang;
    wish.language = language();
    wish.madeFrom = m_report->madeFrom;
    m_filler->start(*form(), m_report->month, wish, Style::themeOf(this).measures().families);
    retell();
}

void RegistersPage::showSheets(const std::shared_ptr<const RegisterSheets>& sheets) {
    m_table = sheets ? std::shared_ptr<const registers::RegisterTable>(sheets, &sheets->table) : nullptr;
    m_preview->setSheets(m_table && !m_table->rows.isEmpty() ? sheets : nullptr);
    retell();
}

void RegistersPage::retell() {
    const bool shown = m_preview->pageCount() > 0, busy = m_job->isRunning();
    SiteChoice::say(m_monthChip, m_month);
    m_formChip->set(Tone::Neutral, form() ? form()->number : tr("No form"), QString());
    m_formChip->setAccessibleName(tr("Form: %1").arg(form() ? form()->title.in(language()) : tr("No form")));
    m_formChip->setToolTip(form() ? form()->title.in(language()) : QString());
    QString gang = tr("All gangs");
    for (const auto& [id, name] : gangs())
        if (id == m_gang) gang = name;
    const QFontMetrics metrics(font());
    SiteChoice::say(m_siteChip, m_sites, m_siteId, 220);
    m_gangChip->set(Tone::Neutral, metrics.elidedText(gang, Qt::ElideRight, 160), QString());
    m_gangChip->setAccessibleName(tr("Gang: %1").arg(gang));
    m_gangChip->setVisible(m_report.has_value());
    m_preview->setVisible(shown);
    m_empty->setVisible(!shown);
    m_pages->setText(shown ? tr("Page %1 of %2").arg(m_preview->page() + 1).arg(m_preview->pageCount()) : QString());
    m_made->setText(shown ? m_table->footer() : QString());
    for (Button* button : {m_back, m_forward, m_smaller, m_larger})
        button->setVisible(shown && !busy);
    m_back->setEnabled(m_preview->page() > 0);
    m_forward->setEnabled(m_preview->page() + 1 < m_preview->pageCount());
    m_pages->setVisible(shown && !busy);
    for (Button* button : {m_print, m_pdf, m_xlsx, m_csv})
        button->setEnabled(shown && !busy);
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    tellEmpty();
}

void RegistersPage::tellEmpty() {
    m_empty->setAction({});
    if (m_loading || m_filler->isRunning())
        return m_empty->set(QStringLiteral("registers"), tr("Loading…"), tr("The server adds up the month."));
    if (!m_error.isEmpty()) {
        m_empty->set(QStringLiteral("registers"), Words::sentence(m_error), Words::advice(m_error), Tone::Held);
        return m_empty->setAction(tr("Try again"));
    }
    if (!form())
        return m_empty->set(QStringLiteral("registers"), tr("No form"), tr("No form is known for that month."));
    if (m_siteId.isNull())
        return m_empty->set(QStringLiteral("registers"), tr("No site"),
                            tr("Choose a site. Sites are added under Sites."));
    m_empty->set(QStringLiteral("registers"), tr("Nobody worked"),
                 tr("There are no marks of that site in that month."));
}

// --- files -----------------------------------------------------------------------------------------------------------

void RegistersPage::askForFile(FileKind kind) {
    if (!m_table || m_job->isRunning()) return;
    const QString end = endOf(kind);
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the register"), m_table->fileName() + QLatin1Char('.') + end,
                                     QStringLiteral("%1 (*.%2)").arg(end.toUpper(), end));
    if (!path.isEmpty()) exportTo(kind, path);
}

void RegistersPage::print() {
    if (!m_table || m_job->isRunning()) return;
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    const auto table = m_table; // other numbers may come while the dialog stands
    printer->setPageLayout(registerLayout(*table));
    QPrintDialog dialog(printer.get(), this);
    dialog.setMinMax(1, m_preview->pageCount());
    dialog.setOption(QAbstractPrintDialog::PrintPageRange);
    if (dialog.exec() != QDialog::Accepted || m_job->isRunning()) return;
    m_notice->clear();
    m_job->print(*table, printer, Style::themeOf(this).measures().families);
    retell();
}

void RegistersPage::exportTo(FileKind kind, const QString& path) {
    if (!m_table || m_job->isRunning()) return;
    m_notice->clear();
    m_job->start(*m_table, kind, path, Style::themeOf(this).measures().families);
    retell();
}

} // namespace haziri::ui
