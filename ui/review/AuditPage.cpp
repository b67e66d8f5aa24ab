#include "ui/review/AuditPage.h"

#include "ui/review/EntryInspector.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ProgressBar.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QHeaderView>

namespace haziri::ui {

using Outcome = review::VerifyReport::Outcome;

AuditPage::AuditPage(QWidget* parent)
    : QWidget(parent)
    , m_model(new AuditLogModel(this))
    , m_verify(new Button(Button::Kind::Primary))
    , m_refresh(new Button)
    , m_progress(new ProgressBar)
    , m_state(new Text(TextSize::Table, Colour::Dim))
    , m_table(new Table)
    , m_notice(new Notice)
    , m_inspector(new EntryInspector) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(16);
    auto* panel = new Panel;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(1, 12, 1, 8);
    column->setSpacing(8);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(15, 0, 15, 0);
    bar->setSpacing(12);
    m_refresh->setDrawing(QStringLiteral("sync"));
    bar->addWidget(m_verify);
    bar->addWidget(m_progress, 1);
    bar->addWidget(m_state);
    bar->addWidget(m_refresh);
    column->addLayout(bar);
    auto* noticeRow = new QHBoxLayout;
    noticeRow->setContentsMargins(15, 0, 15, 0);
    noticeRow->addWidget(m_notice);
    column->addLayout(noticeRow);
    column->addWidget(m_table, 1);
    row->addWidget(panel, 175);
    row->addWidget(m_inspector, 100);
    m_inspector->setMinimumWidth(400);

    m_table->setModel(m_model);
    auto* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(AuditLogModel::What, QHeaderView::Stretch);
    m_table->setColumnWidth(AuditLogModel::Index, 88);
    m_table->setColumnWidth(AuditLogModel::When, 104);
    m_table->setColumnWidth(AuditLogModel::Kind, 164);
    m_table->setColumnWidth(AuditLogModel::RecordHash, 98);
    m_table->setColumnWidth(AuditLogModel::Previous, 98);
    const auto inspect = [this](const QModelIndex& index) {
        m_goTo = -1;
        if (const auto record = m_model->record(index.row())) {
            m_inspector->show(*record);
            if (m_report && m_report->bad && m_report->bad->index == record->index)
                m_inspector->showBad(*m_report->bad);
        }
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, inspect);
    connect(m_model, &AuditLogModel::pageArrived, this, [this] {
        if (m_goTo >= 0) goTo(m_goTo);
    });
    connect(m_model, &AuditLogModel::failed, this, [this](const Error& error) { showError(error.code); });
    connect(m_notice, &Notice::actionChosen, this, [this] {
        if (m_report && m_report->bad) goTo(m_report->bad->index);
    });
    connect(m_verify, &Button::clicked, this, [this] {
        if (m_running)
            Q_EMIT cancelWanted();
        else
            Q_EMIT verifyWanted();
    });
    connect(m_refresh, &Button::clicked, this, &AuditPage::refreshWanted);
    onLanguage(this, [this] {
        m_table->setAccessibleName(tr("Log of the server"));
        m_refresh->setAccessibleName(tr("Load new entries"));
        m_refresh->setToolTip(tr("Load new entries"));
        m_progress->setAccessibleName(tr("Progress of the verification"));
        m_table->emptyState()->set(QStringLiteral("audit"), tr("No entries yet"),
                                   tr("As soon as the first laptop is enrolled, its entry stands here."));
        m_model->retranslate();
        retell();
    });
    m_progress->setProgress(0, 1);
}

void AuditPage::setVerifying(bool running) {
    m_running = running;
    if (running) {
        m_report.reset();
        m_done = m_whole = 0;
        m_model->setBadEntry({});
        m_notice->clear();
    }
    retell();
}

void AuditPage::setProgress(qint64 done, qint64 whole) {
    m_done = done;
    m_whole = whole;
    retell();
}

void AuditPage::setReport(const review::VerifyReport& report) {
    m_running = false;
    m_report = report;
    m_done = report.checked;
    m_whole = report.size;
    if (report.bad) {
        m_model->setBadEntry(report.bad->index);
        goTo(report.bad->index);
    }
    retell();
}

void AuditPage::showError(const QByteArray& code) {
    m_notice->setAction({});
    m_notice->set(Tone::Held, QStringLiteral("%1 %2").arg(Words::sentence(code), Words::advice(code)));
}

void AuditPage::goTo(qint64 index) {
    const int row = m_model->rowOfIndex(qMin(index, m_model->size() - 1));
    if (row < 0 || row >= m_model->rowCount()) return;
    m_goTo = index;
    const QModelIndex at = m_model->index(row, 0);
    m_table->scrollTo(at, QAbstractItemView::PositionAtCenter);
    if (const auto record = m_model->record(row)) {
        m_table->setCurrentIndex(at);
        m_inspector->show(*record);
        if (m_report && m_report->bad && m_report->bad->index == index) m_inspector->showBad(*m_report->bad);
        m_goTo = -1;
    }
}

void AuditPage::retell() {
    m_verify->say(m_running ? tr("Stop") : tr("Verify all"));
    if (m_running) {
        m_progress->setTone(Tone::Accent);
        m_progress->setProgress(m_done, m_whole);
        m_state->setText(m_whole > 0 ? tr("%1 of %2").arg(Words::number(m_done), Words::number(m_whole))
                                     : tr("beginning…"));
        return;
    }
    if (!m_report) {
        m_progress->setProgress(0, 1);
        m_state->setText(tr("not verified yet"));
        return;
    }
    m_progress->setProgress(m_report->checked, qMax<qint64>(1, m_report->size));
    switch (m_report->outcome) {
    case Outcome::Whole:
        m_progress->setTone(Tone::Ok);
        m_progress->setProgress(1, 1);
        m_state->setText(tr("%1 s").arg(Words::locale().toString(m_report->ms / 1000.0, 'f', 1)));
        m_notice->setAction({});
        m_notice->set(
            Tone::Ok,
            tr("Whole: all %1 entries fit one another and the signed checkpoint.").arg(Words::number(m_report->size)));
        break;
    case Outcome::Bad:
        m_progress->setTone(Tone::Bad);
        m_state->setText(tr("stopped at %1").arg(m_report->bad->index));
        m_notice->set(
            Tone::Bad,
            tr("Somebody changed the log. Entry %1 is the first that does not fit.").arg(m_report->bad->index));
        m_notice->setAction(tr("Show it"));
        break;
    case Outcome::Cancelled:
        m_progress->setTone(Tone::Neutral);
        m_state->setText(tr("stopped"));
        m_notice->setAction({});
        m_notice->set(Tone::Neutral, tr("Stopped. %1 entries were checked and fit; the rest is not known.")
                                         .arg(Words::number(m_report->checked)));
        break;
    case Outcome::Failed:
        m_progress->setTone(Tone::Held);
        m_state->setText(tr("not finished"));
        showError(m_report->error.code);
        break;
    }
}

} // namespace haziri::ui
