#include "ui/workers/WorkersPage.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"
#include "ui/workers/OnboardWizard.h"
#include "ui/workers/WorkerProfile.h"

#include <QBoxLayout>
#include <QCollator>
#include <QHeaderView>
#include <QStackedWidget>

namespace haziri::ui {

void WorkerModel::setWorkers(const QList<muster::KnownWorker>& workers, UnixMillis now) {
    beginResetModel();
    m_now = now;
    // By name as the language sorts; each name is weighed once, not at every comparison.
    const QCollator collator;
    std::vector<std::pair<QCollatorSortKey, int>> order;
    order.reserve(size_t(workers.size()));
    for (int i = 0; i < workers.size(); ++i)
        order.emplace_back(collator.sortKey(workers[i].name), i);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first.compare(b.first) < 0; });
    m_workers.clear();
    m_workers.reserve(workers.size());
    for (const auto& [key, at] : order)
        m_workers << workers[at];
    endResetModel();
}

QVariant WorkerModel::data(const QModelIndex& index, int role) const {
    const muster::KnownWorker& worker = m_workers[index.row()];
    const bool inherited = worker.inheritedUntil.value > m_now.value;
    switch (role) {
    case kSortRole:
        return index.column() == Trust ? QVariant(worker.trustScore) : data(index, Qt::DisplayRole);
    case Qt::DisplayRole:
        switch (index.column()) {
        case Name:
            return worker.name;
        case Trade:
            return worker.trade;
        case Gang:
            return worker.gang;
        case Face:
            return worker.templates.isEmpty() ? (worker.consentFace ? tr("no picture yet") : tr("by name or card"))
                                              : tr("known");
        default:
            return inherited ? tr("%1, from the thekedar until %2")
                                   .arg(worker.trustScore)
                                   .arg(Words::day(QDateTime::fromMSecsSinceEpoch(worker.inheritedUntil.value).date()))
                             : Words::number(worker.trustScore);
        }
    case ChipToneRole:
        return index.column() == Face ? QVariant(int(worker.templates.isEmpty() ? Tone::Neutral : Tone::Ok))
                                      : QVariant();
    case DimRole:
        return index.column() != Name;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(worker.name, worker.trade, worker.gang);
    default:
        return {};
    }
}

QVariant WorkerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Worker");
    case Trade:
        return tr("Trade");
    case Gang:
        return tr("Gang");
    case Face:
        return tr("Face");
    default:
        return tr("Trust");
    }
}

void WorkerModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_workers.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_workers.size()) - 1, ColumnCount - 1));
}

WorkersPage::WorkersPage(QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_wizard(new OnboardWizard)
    , m_model(new WorkerModel(this))
    , m_filter(new SortedRows(this))
    , m_title(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_search(new SearchField)
    , m_new(new Button(Button::Kind::Primary))
    , m_notice(new Notice)
    , m_table(new Table)
    , m_profile(new WorkerProfile) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    auto* list = new QWidget;
    auto* page = new QVBoxLayout(list);
    page->setContentsMargins(16, 16, 16, 16);
    page->setSpacing(12);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(12);
    bar->addWidget(m_title, 1);
    m_search->setFixedWidth(320);
    bar->addWidget(m_search);
    m_new->setDrawing(QStringLiteral("plus"));
    bar->addWidget(m_new);
    page->addLayout(bar);
    page->addWidget(m_notice);
    auto* panel = new Panel;
    auto* inside = new QVBoxLayout(panel);
    inside->setContentsMargins(1, 8, 1, 8);
    inside->addWidget(m_table);
    auto* both = new QHBoxLayout;
    both->setSpacing(16);
    both->addWidget(panel, 1);
    both->addWidget(m_profile);
    m_profile->hide();
    page->addLayout(both, 1);
    m_stack->addWidget(list);
    m_stack->addWidget(m_wizard);

    m_filter->setSourceModel(m_model);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setFilterKeyColumn(WorkerModel::Name);
    m_table->setModel(m_filter);
    makeSortable(*m_table, *m_filter);
    m_table->emptyState();
    auto* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(WorkerModel::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(WorkerModel::Trade, 180);
    m_table->setColumnWidth(WorkerModel::Gang, 150);
    m_table->setColumnWidth(WorkerModel::Face, 190);
    m_table->setColumnWidth(WorkerModel::Trust, 330);
    connect(m_table, &Table::rowOpened, this, &WorkersPage::openProfile);
    connect(m_profile, &WorkerProfile::closed, this, [this] {
        m_profile->hide();
        m_table->setColumnHidden(WorkerModel::Trust, false);
        m_table->setFocus();
    });
    connect(m_profile, &WorkerProfile::cardWanted, this, &WorkersPage::cardWanted);
    connect(m_search, &SearchField::textChanged, this, [this](const QString& text) {
        m_filter->setFilterFixedString(text);
        showEmpty();
    });
    const auto begin = [this] {
        m_notice->clear();
        m_wizard->begin(m_thekedar);
        m_stack->setCurrentWidget(m_wizard);
    };
    connect(m_new, &Button::clicked, this, begin);
    connect(m_table->emptyState(), &EmptyState::actionChosen, this, begin);
    connect(m_wizard, &OnboardWizard::cancelled, this, [this] { m_stack->setCurrentIndex(0); });
    connect(m_wizard, &OnboardWizard::finished, this, &WorkersPage::enrolWanted);
    onLanguage(this, [this] {
        m_new->say(tr("New worker"));
        m_search->say(tr("Search name"));
        m_table->setAccessibleName(tr("Workers of this site"));
        m_title->setText(tr("%1 workers").arg(Words::number(m_workers.size())));
        m_model->retranslate();
        showEmpty();
    });
}

void WorkersPage::showEmpty() {
    if (m_search->text().isEmpty()) {
        m_table->emptyState()->set(QStringLiteral("workers"), tr("Nobody is enrolled yet"),
                                   tr("Bring the first worker in. It takes two minutes and works without a line."));
        m_table->emptyState()->setAction(tr("New worker"));
    } else {
        m_table->emptyState()->set(QStringLiteral("search"), tr("No such name"), tr("Try fewer letters."));
        m_table->emptyState()->setAction({});
    }
}

void WorkersPage::setWorkers(const QList<muster::KnownWorker>& workers, UnixMillis now) {
    m_now = now;
    m_workers = workers;
    m_isStale = true;
    if (isVisible()) refill();  // else when somebody looks
    if (m_profile->isVisible()) // he may have changed, or have left
        for (const auto& worker : workers)
            if (worker.workerId == m_profile->worker()) m_profile->setWorker(worker, now);
    m_title->setText(tr("%1 workers").arg(Words::number(workers.size())));
}

void WorkersPage::refill() {
    if (!std::exchange(m_isStale, false)) return;
    m_model->setWorkers(m_workers, m_now);
}

void WorkersPage::showEvent(QShowEvent* event) {
    refill();
    QWidget::showEvent(event);
}

void WorkersPage::openProfile(const QModelIndex& index) {
    m_profile->setWorker(m_model->at(m_filter->mapToSource(index).row()), m_now);
    m_table->setColumnHidden(WorkerModel::Trust, true); // the profile says it
    m_profile->setVisible(true);
    Q_EMIT profileOpened(m_profile->worker());
}

void WorkersPage::sayCardSaved(bool saved, const QString& path) {
    m_profile->sayCard([saved, path] {
        return saved ? tr("The card is in %1. Print it at its own size.").arg(path)
                     : tr("The card could not be written to %1.").arg(path);
    });
}

bool WorkersPage::isOnboarding() const {
    return m_stack->currentWidget() == m_wizard;
}

void WorkersPage::setOutcome(const muster::EnrolOutcome& outcome) {
    if (!outcome.ok) {
        m_wizard->setOutcome(outcome);
        return;
    }
    m_stack->setCurrentIndex(0);
    m_notice->say(Tone::Ok,
                  [name = outcome.name] { return tr("%1 is enrolled and can be marked at once.").arg(name); });
}

} // namespace haziri::ui
