#include "ui/muster/DaySheet.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QScrollArea>

namespace haziri::ui {

namespace {

QString methodText(muster::Method method) {
    switch (method) {
    case muster::Method::Face:
        return DaySheet::tr("by face");
    case muster::Method::Card:
        return DaySheet::tr("by card");
    case muster::Method::Manual:
        return DaySheet::tr("by hand");
    }
    return {};
}

Tone toneOf(const QByteArray& status) {
    if (status == "synced") return Tone::Ok;
    if (status == "held") return Tone::Held;
    if (status == "rejected" || status == "quarantined") return Tone::Bad;
    return Tone::Neutral;
}

QWidget* cardOf(const muster::MarkDetail& mark, Button* undo) {
    auto* card = new QWidget;
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(0, 8, 0, 8);
    row->setSpacing(14);
    auto* photo = new PhotoBox(QSize(84, 84));
    photo->setAccessibleName(DaySheet::tr("Photo of the mark"));
    photo->setPhoto(mark.photo);
    row->addWidget(photo, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    auto* title = new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold);
    title->setText(QStringLiteral("%1 %2").arg(Words::direction(mark.direction), Words::clockTime(mark.row.at, true)));
    auto* how = new Text(TextSize::Table, Colour::Dim);
    QString line = methodText(mark.method);
    if (mark.match && mark.method == muster::Method::Face)
        line += DaySheet::tr(" · likeness %1, next best %2")
                    .arg(mark.match->score / 1000.0, 0, 'f', 2)
                    .arg(mark.match->runnerUp / 1000.0, 0, 'f', 2);
    if (!mark.reason.isEmpty()) line += QStringLiteral(" · ") + mark.reason;
    how->setText(line);
    how->setWordWrap(true);
    auto* chip = new Chip;
    chip->setPassive(true);
    QString status = Words::status(mark.row.status);
    if (mark.row.index) status = DaySheet::tr("%1 · log no. %2").arg(status, Words::number(*mark.row.index));
    chip->set(toneOf(mark.row.status), status);
    if (mark.takenBackAt)
        chip->set(Tone::Neutral, DaySheet::tr("undone at %1").arg(Words::clockTime(*mark.takenBackAt, true)));
    QFont font = title->font();
    font.setStrikeOut(mark.takenBackAt.has_value());
    title->setFont(font);
    column->addWidget(title);
    column->addWidget(how);
    column->addWidget(chip, 0, Qt::AlignLeft);
    if (!mark.row.code.isEmpty()) {
        auto* why = new Text(TextSize::Table);
        why->setInk(toneOf(mark.row.status));
        why->setText(Words::sentence(mark.row.code));
        why->setWordWrap(true);
        column->addWidget(why);
    }
    if (undo) column->addWidget(undo, 0, Qt::AlignLeft);
    column->addStretch(1);
    row->addLayout(column, 1);
    return card;
}

} // namespace

DaySheet::DaySheet(QWidget* parent)
    : Panel(parent)
    , m_name(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_sub(new Text(TextSize::Table, Colour::Dim))
    , m_close(new Button(Button::Kind::Quiet))
    , m_manual(new Button)
    , m_card(new Button(Button::Kind::Quiet))
    , m_cardNote(new Text(TextSize::Table, Colour::Dim))
    , m_empty(new EmptyState)
    , m_list(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 16);
    auto* top = new QHBoxLayout;
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_name);
    names->addWidget(m_sub);
    m_name->setElided(true);
    top->addLayout(names, 1);
    m_close->setDrawing(QStringLiteral("close"));
    top->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(top);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget;
    onTheme(page, [page] {
        page->setAutoFillBackground(true);
        page->setBackgroundRole(QPalette::Base);
    });
    page->setLayout(m_list);
    m_list->setContentsMargins(0, 4, 8, 4);
    scroll->setWidget(page);
    column->addWidget(scroll, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(m_manual);
    column->addWidget(m_cardNote);
    column->addWidget(m_card);
    m_cardNote->setWordWrap(true);
    m_cardNote->hide();
    m_empty->hide();
    connect(m_close, &Button::clicked, this, &DaySheet::closed);
    connect(m_manual, &Button::clicked, this, &DaySheet::markByHand);
    connect(m_card, &Button::clicked, this, &DaySheet::cardWanted);
    onLanguage(this, [this, scroll] {
        m_card->say(tr("Card to print…"));
        if (m_sayCard) m_cardNote->setText(m_sayCard());
        m_close->setAccessibleName(tr("Close"));
        m_sub->setText(tr("Marks of today"));
        m_manual->say(tr("Mark by hand"));
        m_manual->setDrawing(QStringLiteral("hand"));
        scroll->setAccessibleName(tr("Marks of today"));
        m_empty->set(QStringLiteral("clock"), tr("No mark yet today"),
                     tr("Ask the person to stand before the camera, or mark by hand."));
        rebuild();
    });
}

void DaySheet::begin(const QString& name) {
    m_name->setText(name);
    m_cardNote->hide();
    setMarks({});
}

void DaySheet::sayCard(std::function<QString()> text) {
    m_sayCard = std::move(text);
    m_cardNote->setText(m_sayCard());
    m_cardNote->show();
}

void DaySheet::setMarks(const QList<muster::MarkDetail>& marks) {
    m_marks = marks;
    rebuild();
}

void DaySheet::setUndoable(const QSet<PacketId>& marks) {
    if (marks == m_undoable) return;
    m_undoable = marks;
    rebuild();
}

void DaySheet::rebuild() {
    while (QLayoutItem* item = m_list->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide(); // it lives until the loop turns
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const auto& mark : m_marks) {
        Button* undo = nullptr;
        if (!mark.takenBackAt && m_undoable.contains(mark.row.packetId)) {
            undo = new Button;
            undo->setDrawing(QStringLiteral("undo"));
            undo->say(tr("Undo this mark"));
            connect(undo, &Button::clicked, this, [this, id = mark.row.packetId] { Q_EMIT undoWanted(id); });
        }
        m_list->addWidget(cardOf(mark, undo));
    }
    m_list->addStretch(1);
    m_list->parentWidget()->parentWidget()->parentWidget()->setVisible(!m_marks.isEmpty());
    m_empty->setVisible(m_marks.isEmpty());
}

} // namespace haziri::ui
