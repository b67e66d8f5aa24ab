#include "ui/muster/RollPanel.h"

#include "ui/widgets/Counter.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"

#include <QBoxLayout>
#include <QHeaderView>

namespace haziri::ui {

RollPanel::RollPanel(QWidget* parent)
    : Panel(parent)
    , m_present(new Counter)
    , m_unmarked(new Counter)
    , m_toCheck(new Counter)
    , m_bar(new PartsBar)
    , m_search(new SearchField)
    , m_table(new Table)
    , m_model(new RollModel(this))
    , m_filter(new RollFilter(this)) {
    m_present->setTone(Tone::Ok);
    m_toCheck->setTone(Tone::Held);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 16, 1, 8);
    column->setSpacing(0);
    auto* numbers = new QHBoxLayout;
    numbers->setContentsMargins(15, 2, 15, 8);
    numbers->setSpacing(12);
    for (Counter* counter : {m_present, m_unmarked, m_toCheck})
        numbers->addWidget(counter, 1);
    column->addLayout(numbers);
    auto* middle = new QVBoxLayout;
    middle->setContentsMargins(15, 0, 15, 6);
    middle->setSpacing(12);
    middle->addWidget(m_bar);
    middle->addWidget(m_search);
    column->addLayout(middle);
    column->addWidget(m_table, 1);

    m_filter->setSourceModel(m_model);
    m_table->setModel(m_filter);
    makeSortable(*m_table, *m_filter);
    m_table->emptyState();
    m_table->horizontalHeader()->setSectionResizeMode(RollModel::Worker, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(RollModel::Gang, QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(RollModel::Mark, QHeaderView::Fixed);
    m_table->setColumnWidth(RollModel::Gang, 82);
    m_table->setColumnWidth(RollModel::Mark, 146);
    connect(m_search, &SearchField::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        showEmpty();
    });
    connect(m_search, &SearchField::returnPressed, m_table, [this] {
        if (m_filter->rowCount() == 0) return;
        m_table->setCurrentIndex(m_filter->index(0, 0));
        m_table->setFocus();
    });
    connect(m_table, &Table::rowOpened, this, [this](const QModelIndex& index) {
        const auto& row = m_model->row(m_filter->mapToSource(index).row());
        Q_EMIT personOpened(row.workerId, row.name);
    });
    onLanguage(this, [this] {
        m_present->setCaption(tr("present"));
        m_unmarked->setCaption(tr("unmarked"));
        m_toCheck->setCaption(tr("to check"));
        m_search->say(tr("Search name or card"), QStringLiteral("F2"));
        m_table->setAccessibleName(tr("Today's roll"));
        m_bar->setAccessibleName(tr("Share of people present"));
        m_model->retranslate();
        showEmpty();
    });
}

void RollPanel::showEmpty() {
    if (m_search->text().isEmpty())
        m_table->emptyState()->set(QStringLiteral("workers"), tr("Nobody is enrolled yet"),
                                   tr("Sync once to fetch this site's workers, or enrol them under Workers."));
    else
        m_table->emptyState()->set(QStringLiteral("search"), tr("No such name"),
                                   tr("Try fewer letters, or a part of the card number."));
}

void RollPanel::setRoll(const muster::RollSnapshot& roll) {
    m_present->setValue(roll.present);
    m_unmarked->setValue(roll.unmarked);
    m_toCheck->setValue(roll.held);
    m_bar->setParts({{Tone::Ok, roll.present}, {Tone::Held, roll.held}}, qMax(roll.expected, roll.present + roll.held));
    m_model->setRows(roll.rows);
    showEmpty();
}

void RollPanel::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace haziri::ui
