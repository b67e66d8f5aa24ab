#include "ui/muster/ManualSheet.h"

#include "ui/muster/RollModel.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>

namespace haziri::ui {

ManualSheet::ManualSheet(RollModel* roll, QWidget* parent)
    : Panel(parent)
    , m_roll(roll)
    , m_filter(new RollFilter(this))
    , m_title(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_who(new Text(TextSize::Body, Colour::Dim))
    , m_whyTitle(new Text(TextSize::Table, Colour::Ink, Text::Weight::Bold))
    , m_close(new Button(Button::Kind::Quiet))
    , m_confirm(new Button(Button::Kind::Primary))
    , m_photo(new PhotoBox(QSize(64, 64)))
    , m_search(new SearchField)
    , m_table(new Table)
    , m_direction(new Segments)
    , m_other(new Field)
    , m_problem(new Notice) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(10);
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    m_close->setDrawing(QStringLiteral("close"));
    top->addWidget(m_close);
    column->addLayout(top);
    auto* person = new QHBoxLayout;
    person->setSpacing(12);
    person->addWidget(m_photo);
    person->addWidget(m_who, 1);
    m_who->setWordWrap(true);
    column->addLayout(person);
    column->addWidget(m_search);
    m_filter->setSourceModel(m_roll);
    m_table->setModel(m_filter);
    m_table->horizontalHeader()->hide();
    m_table->setColumnHidden(RollModel::Gang, true);
    m_table->horizontalHeader()->setSectionResizeMode(RollModel::Worker, QHeaderView::Stretch);
    m_table->setColumnWidth(RollModel::Mark, 146);
    m_table->setRowHeight(42);
    column->addWidget(m_table, 1);
    column->addWidget(m_whyTitle);
    auto* reasons = new QGridLayout;
    reasons->setSpacing(8);
    for (int i = 0; i < 4; ++i) {
        auto* chip = new Chip;
        connect(chip, &Chip::clicked, this, [this, i] {
            m_reason = i;
            refresh();
            if (i == 3) m_other->edit()->setFocus();
        });
        m_reasons << chip;
        reasons->addWidget(chip, i / 2, i % 2, Qt::AlignLeft);
    }
    reasons->setColumnStretch(1, 1);
    column->addLayout(reasons);
    column->addWidget(m_other);
    column->addWidget(m_problem);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(10);
    bottom->addWidget(m_direction);
    bottom->addWidget(m_confirm, 1);
    column->addLayout(bottom);

    connect(m_close, &Button::clicked, this, &ManualSheet::closed);
    connect(m_search, &SearchField::textChanged, this, [this](const QString& text) { m_filter->setText(text); });
    connect(m_search, &SearchField::returnPressed, this, [this] {
        // Nothing was looked for: Enter does not choose whoever happens to stand first.
        if (m_filter->rowCount() == 0 || m_search->text().trimmed().isEmpty()) return;
        const auto& row = m_roll->row(m_filter->mapToSource(m_filter->index(0, 0)).row());
        choose(row.workerId, row.name);
    });
    connect(m_table, &Table::rowOpened, this, [this](const QModelIndex& index) {
        const auto& row = m_roll->row(m_filter->mapToSource(index).row());
        choose(row.workerId, row.name);
    });
    connect(m_other->edit(), &QLineEdit::textChanged, this, [this] { refresh(); });
    connect(m_confirm, &Button::clicked, this, [this] {
        Q_EMIT confirmed(m_worker, m_direction->current() == 0 ? muster::Direction::In : muster::Direction::Out,
                         reason(), m_image);
    });
    onLanguage(this, [this] {
        m_title->setText(tr("Mark by hand"));
        m_close->setAccessibleName(tr("Close"));
        m_photo->setAccessibleName(tr("Picture from the camera"));
        m_search->say(tr("Name or card number"));
        m_table->setAccessibleName(tr("People who fit"));
        m_whyTitle->setText(tr("Why without a face?"));
        m_other->say(tr("The reason in a few words"));
        m_direction->setChoices({Words::direction(muster::Direction::In), Words::direction(muster::Direction::Out)},
                                {QStringLiteral("arrive"), QStringLiteral("leave")});
        m_direction->setAccessibleName(tr("Direction"));
        m_confirm->say(tr("Record mark"));
        refresh();
    });
}

void ManualSheet::begin(const QImage& photo, const WorkerId& suggestion, muster::Direction direction) {
    m_image = photo;
    m_twoAlike = false;
    m_filter->setOnly({});
    m_photo->setPhoto(photo);
    m_worker = {};
    m_name.clear();
    m_reason = -1;
    m_search->clear();
    m_other->edit()->clear();
    m_problem->clear();
    m_direction->setCurrent(direction == muster::Direction::In ? 0 : 1);
    const int row = suggestion.isNull() ? -1 : m_roll->rowOf(suggestion);
    if (row >= 0) choose(suggestion, m_roll->row(row).name);
    refresh();
    // Whoever is named beforehand is a key away from being recorded; else somebody is looked for.
    if (row < 0) m_search->setFocus();
}

void ManualSheet::beginWithTwo(const QImage& photo, const WorkerId& one, const WorkerId& other,
                               muster::Direction direction) {
    if (m_roll->rowOf(one) < 0 || m_roll->rowOf(other) < 0) return begin(photo, one, direction);
    begin(photo, {}, direction);
    m_twoAlike = true;
    m_filter->setOnly({one, other});
    refresh();
}

void ManualSheet::choose(const WorkerId& worker, const QString& name) {
    m_worker = worker;
    m_name = name;
    if (m_reason < 0) m_reason = 0;
    refresh();
    m_confirm->setFocus();
}

void ManualSheet::showProblem(std::function<QString()> text) {
    m_problem->say(Tone::Bad, std::move(text));
}

QString ManualSheet::reason() const {
    if (m_reason < 0) return {};
    if (m_reason == 3) return m_other->edit()->text().simplified();
    return m_reasons[m_reason]->text();
}

void ManualSheet::refresh() {
    const QStringList texts{tr("Face not recognised"), tr("Camera does not work"), tr("Face is covered"),
                            tr("Other reason…")};
    for (int i = 0; i < m_reasons.size(); ++i) {
        const bool on = i == m_reason;
        m_reasons[i]->setBold(on);
        m_reasons[i]->set(on ? Tone::Accent : Tone::Neutral, texts[i], on ? QStringLiteral("ok") : QString());
    }
    m_other->setVisible(m_reason == 3);
    const QString choice = m_twoAlike
                               ? tr("Two who look alike to the camera: choose who stands there. If one person was "
                                    "enrolled twice, tell the office.")
                               : tr("Choose who stands there. The camera goes on with the next person.");
    m_who->setText(m_worker.isNull() ? choice : m_name);
    m_who->setInk(m_worker.isNull() ? Colour::Dim : Colour::Ink);
    m_confirm->setEnabled(!m_worker.isNull() && reason().size() >= 3);
}

} // namespace haziri::ui
