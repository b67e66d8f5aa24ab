#include "ui/workers/WorkerProfile.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/ListPage.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <algorithm>

namespace haziri::ui {

namespace {

constexpr int kMarksShown = 6;

Text* wrapped(TextSize size, Colour colour) {
    auto* text = new Text(size, colour);
    text->setWordWrap(true);
    return text;
}

} // namespace

WorkerProfile::WorkerProfile(QWidget* parent)
    : Panel(parent)
    , m_name(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_line(wrapped(TextSize::Table, Colour::Dim))
    , m_trustTitle(new Text(TextSize::Table, Colour::Dim))
    , m_trust(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_why(wrapped(TextSize::Body, Colour::Ink))
    , m_faceTitle(new Text(TextSize::Table, Colour::Dim))
    , m_marksTitle(new Text(TextSize::Table, Colour::Dim))
    , m_noMarks(wrapped(TextSize::Table, Colour::Dim))
    , m_note(wrapped(TextSize::Table, Colour::Dim))
    , m_face(new Chip)
    , m_close(new Button(Button::Kind::Quiet))
    , m_card(new Button)
    , m_print(new Button)
    , m_marksList(new QVBoxLayout) {
    setFixedWidth(360);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 14, 18, 16);
    column->setSpacing(6);
    auto* top = new QHBoxLayout;
    m_name->setWordWrap(true);
    top->addWidget(m_name, 1);
    m_close->setDrawing(QStringLiteral("close"));
    top->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(top);
    column->addWidget(m_line);
    column->addSpacing(12);
    column->addWidget(m_faceTitle);
    m_face->setPassive(true);
    column->addWidget(m_face, 0, Qt::AlignLeft);
    column->addSpacing(12);
    column->addWidget(m_trustTitle);
    column->addWidget(m_trust);
    column->addWidget(m_why);
    column->addSpacing(12);
    column->addWidget(m_marksTitle);
    column->addWidget(m_noMarks);
    m_marksList->setSpacing(4);
    column->addLayout(m_marksList);
    column->addStretch(1);
    column->addWidget(m_note);
    m_note->hide();
    m_print->setDrawing(QStringLiteral("print"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_card, 1);
    buttons->addWidget(m_print);
    column->addLayout(buttons);
    connect(m_print, &Button::clicked, this, [this] { Q_EMIT cardPrintWanted(m_worker.workerId); });
    connect(m_close, &Button::clicked, this, &WorkerProfile::closed);
    connect(m_card, &Button::clicked, this, [this] { Q_EMIT cardWanted(m_worker.workerId); });
    onLanguage(this, [this] {
        retell();
        if (m_sayNote) m_note->setText(m_sayNote());
    });
}

void WorkerProfile::setWorker(const muster::KnownWorker& worker, UnixMillis now) {
    if (worker.workerId != m_worker.workerId) {
        m_note->hide();
        m_marks.clear();
    }
    m_worker = worker;
    m_now = now;
    retell();
}

void WorkerProfile::sayCard(std::function<QString()> text) {
    m_sayNote = std::move(text);
    m_note->setText(m_sayNote());
    m_note->show();
}

void WorkerProfile::setMarks(QDate day, const QList<muster::MarkDetail>& marks) {
    m_marks[day] = marks;
    fillMarks();
}

QList<Button*> WorkerProfile::slipButtons() const {
    QList<Button*> buttons;
    for (int i = 0; i < m_marksList->count(); ++i)
        if (auto* button = qobject_cast<Button*>(m_marksList->itemAt(i)->widget())) buttons << button;
    return buttons;
}

void WorkerProfile::fillMarks() {
    clearLayout(m_marksList);
    QList<muster::MarkDetail> all;
    for (const auto& marks : std::as_const(m_marks))
        all << marks;
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.row.at > b.row.at; });
    m_noMarks->setText(all.isEmpty() ? tr("None in the last seven days on this laptop.")
                                     : tr("Each in the log gives a slip that proves it."));
    for (const muster::MarkDetail& mark : all.mid(0, kMarksShown)) {
        auto* button = new Button(Button::Kind::Quiet);
        const QString when =
            Words::date(QDateTime::fromMSecsSinceEpoch(mark.row.at.value), QStringLiteral("ddd d MMM · HH:mm"));
        button->say(QStringLiteral("%1 · %2").arg(when, Words::direction(mark.direction)));
        button->setDrawing(QStringLiteral("print"));
        button->setFlush(true);
        button->setEnabled(mark.row.index.has_value());
        button->setToolTip(mark.row.index ? tr("The slip of this mark, to print") : Words::status(mark.row.status));
        connect(button, &Button::clicked, this, [this, mark] { Q_EMIT slipWanted(m_worker, mark); });
        m_marksList->addWidget(button, 0, Qt::AlignLeft);
    }
}

void WorkerProfile::retell() {
    m_marksTitle->setText(tr("The last marks"));
    m_print->say(tr("Print card…"));
    m_print->setAccessibleName(tr("Print the card"));
    fillMarks();
    m_close->setAccessibleName(tr("Close"));
    m_card->say(tr("Save card…"));
    m_faceTitle->setText(tr("How this worker is recognised"));
    m_trustTitle->setText(tr("Trust"));
    m_name->setText(m_worker.name);
    QStringList line;
    if (!m_worker.trade.isEmpty()) line << m_worker.trade;
    if (!m_worker.gang.isEmpty()) line << tr("brought by %1").arg(m_worker.gang);
    m_line->setText(line.join(QStringLiteral(" · ")));
    m_line->setVisible(!line.isEmpty());
    const bool known = !m_worker.templates.isEmpty();
    m_face->set(known ? Tone::Ok : Tone::Neutral, known ? tr("by face")
                                                  : m_worker.consentFace
                                                      ? tr("no picture yet")
                                                      : tr("by name or card: no consent to pictures"));
    m_trust->setText(tr("%1 of 100").arg(m_worker.trustScore));
    const qint64 left = m_worker.inheritedUntil.value - m_now.value;
    if (left > 0) {
        const QDate end = QDateTime::fromMSecsSinceEpoch(m_worker.inheritedUntil.value).date();
        const int days = int((left + 86'399'999) / 86'400'000);
        m_why->setText(
            tr("Inherited from the thekedar until %1, %2 more days. From then on the worker's own marks make it.")
                .arg(Words::day(end))
                .arg(days));
    } else {
        m_why->setText(tr("The worker's own marks make it."));
    }
}

} // namespace haziri::ui
