#include "ui/frame/TopBar.h"

#include "ui/theme/Style.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QPainter>

namespace haziri::ui {

using muster::ClockClass;
using muster::LineState;

TopBar::TopBar(QWidget* parent)
    : QWidget(parent)
    , m_title(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_subtitle(new Text(TextSize::Body, Colour::Dim))
    , m_line(new Chip)
    , m_queue(new Chip)
    , m_clock(new Chip)
    , m_person(new Chip)
    , m_language(new Segments) {
    setFixedHeight(56);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(18, 0, 18, 0);
    row->setSpacing(10);
    m_title->setElided(true);
    m_subtitle->setElided(true);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_subtitle->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(m_title);
    row->addSpacing(6);
    row->addWidget(m_subtitle);
    row->addStretch(1);
    for (Chip* chip : {m_line, m_queue, m_clock, m_person})
        row->addWidget(chip);
    m_language->setSmall(true);
    row->addWidget(m_language);
    connect(m_line, &Chip::clicked, this, &TopBar::explainLine);
    connect(m_queue, &Chip::clicked, this, &TopBar::explainQueue);
    connect(m_clock, &Chip::clicked, this, &TopBar::explainClock);
    connect(m_person, &Chip::clicked, this, &TopBar::explainPerson);
    connect(m_language, &Segments::chosen, this, &TopBar::languageChosen);
    onLanguage(this, [this] {
        m_language->setAccessibleName(tr("Language"));
        refresh();
    });
}

void TopBar::setTitle(const QString& title, const QString& subtitle) {
    m_title->setText(title);
    m_subtitle->setText(subtitle);
}

void TopBar::setLine(const muster::LineStatus& line) {
    m_lineStatus = line;
    refresh();
}

void TopBar::setQueue(const muster::QueueSummary& queue, UnixMillis now) {
    m_queueSummary = queue;
    m_now = now;
    refresh();
}

void TopBar::setClock(const muster::ClockCertainty& clock) {
    m_certainty = clock;
    refresh();
}

void TopBar::setPerson(const muster::PersonInfo& person) {
    m_who = person;
    refresh();
}

void TopBar::setLaptopChipsVisible(bool visible) {
    m_laptopChips = visible;
    for (Chip* chip : {m_line, m_person})
        chip->setVisible(visible);
    for (Chip* chip : {m_queue, m_clock})
        chip->setVisible(visible && m_markChips);
    if (visible) refresh();
}

void TopBar::setMarkChipsShown(bool shown) {
    m_markChips = shown;
    for (Chip* chip : {m_queue, m_clock})
        chip->setVisible(m_laptopChips && shown);
}

void TopBar::addChip(QWidget* chip) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(row->indexOf(m_line), chip);
}

void TopBar::setLanguages(const QStringList& names, int current) {
    m_language->setChoices(names);
    m_language->setCurrent(current);
}

void TopBar::refresh() {
    switch (m_lineStatus.state) {
    case LineState::Online:
        m_line->set(Tone::Ok, tr("Online"), QStringLiteral("dot"));
        break;
    case LineState::Offline:
        m_line->set(Tone::Held, m_lineStatus.since.value
                                    ? tr("Offline since %1").arg(Words::clockTime(m_lineStatus.since))
                                    : tr("Offline"));
        break;
    case LineState::LogFork:
        m_line->set(Tone::Bad, tr("Do not trust the server"));
        break;
    case LineState::Blocked:
        m_line->set(Tone::Bad, tr("Laptop blocked"));
        break;
    case LineState::Unknown:
        m_line->set(Tone::Neutral, tr("Not tried yet"), QStringLiteral("online"));
        break;
    }
    const auto& queue = m_queueSummary;
    const qint64 bad = queue.rejected + queue.quarantined;
    if (queue.packetsWaiting > 0) {
        QString text = tr("%1 waiting").arg(Words::number(queue.packetsWaiting));
        if (queue.oldestWaiting.value && m_now.value > queue.oldestWaiting.value)
            text = tr("%1 waiting · oldest %2")
                       .arg(Words::number(queue.packetsWaiting), Words::age(m_now.value - queue.oldestWaiting.value));
        m_queue->set(Tone::Neutral, text, QStringLiteral("queue"));
    } else if (queue.photosWaiting > 0) {
        m_queue->set(Tone::Neutral, tr("%1 photos waiting").arg(Words::number(queue.photosWaiting)),
                     QStringLiteral("photo"));
    } else {
        m_queue->set(Tone::Ok, tr("All sent"));
    }
    if (bad > 0) m_queue->set(Tone::Held, m_queue->text());
    switch (m_certainty.cls) {
    case ClockClass::Anchored:
        m_clock->set(Tone::Ok, tr("Time sure ± %1 s").arg(qMax<qint64>(1, (m_certainty.plusMinusMs + 999) / 1000)),
                     QStringLiteral("dot"));
        break;
    case ClockClass::Bounded:
        m_clock->set(Tone::Neutral, tr("Time bounded"), QStringLiteral("clock"));
        break;
    case ClockClass::Unsure:
        m_clock->set(Tone::Held, tr("Time unsure"));
        break;
    }
    const QString role = Words::role(m_who.role);
    m_person->set(Tone::Neutral,
                  m_who.name.isEmpty() ? tr("Nobody signed in")
                  : role.isEmpty()     ? m_who.name
                                       : QStringLiteral("%1 · %2").arg(m_who.name, role),
                  QString());
    m_line->setToolTip(tr("How the line to the server stands"));
    m_queue->setToolTip(tr("What waits to be sent"));
    m_clock->setToolTip(tr("How sure the time of a mark is"));
    m_person->setToolTip(tr("Who is signed in"));
}

void TopBar::explainLine() {
    auto* sheet = new Popover(this);
    sheet->addTitle(m_line->tone(), m_line->text());
    switch (m_lineStatus.state) {
    case LineState::Online:
        sheet->addParagraph(tr("The server answers, and every answer carries its signature."));
        break;
    case LineState::Unknown:
        sheet->addParagraph(tr("The server has not been asked since the start. Marks are kept safely on this laptop."));
        break;
    default:
        sheet->addParagraph(Words::sentence(m_lineStatus.code.isEmpty() ? QByteArray("OFFLINE") : m_lineStatus.code));
        sheet->addParagraph(Words::advice(m_lineStatus.code.isEmpty() ? QByteArray("OFFLINE") : m_lineStatus.code));
    }
    if (m_lineStatus.state != LineState::LogFork) sheet->addAction(tr("Try now"), [this] { Q_EMIT syncWanted(); });
    sheet->openBelow(m_line);
}

void TopBar::explainQueue() {
    const auto& queue = m_queueSummary;
    auto* sheet = new Popover(this);
    sheet->addTitle(m_queue->tone(), m_queue->text());
    sheet->addParagraph(tr("Every mark is safe on this laptop from the moment it says Recorded. Here is what the "
                           "server does not have yet."));
    sheet->addRow(tr("Marks waiting"), Words::number(queue.packetsWaiting));
    sheet->addRow(tr("Photos waiting"), queue.photosWaiting
                                            ? QStringLiteral("%1 · %2").arg(Words::number(queue.photosWaiting),
                                                                            Words::size(queue.photoBytesWaiting))
                                            : Words::number(0));
    sheet->addRow(tr("To check at the office"), Words::number(queue.held));
    sheet->addRow(tr("Rejected or set aside"), Words::number(queue.rejected + queue.quarantined));
    sheet->addAction(
        tr("Sync now"), [this] { Q_EMIT syncWanted(); }, true);
    sheet->addAction(tr("Open the queue"), [this] { Q_EMIT queueWanted(); });
    sheet->openBelow(m_queue);
}

void TopBar::explainClock() {
    auto* sheet = new Popover(this);
    sheet->addTitle(m_clock->tone(), m_clock->text());
    switch (m_certainty.cls) {
    case ClockClass::Anchored:
        sheet->addParagraph(tr("The time was compared with the server's since this laptop was switched on. Changing "
                               "the clock changes nothing."));
        sheet->addRow(tr("Compared"), Words::dayAndTime(m_certainty.anchoredAt));
        break;
    case ClockClass::Bounded:
        sheet->addParagraph(tr("This laptop was restarted since the last comparison. The time of a mark is known to "
                               "lie between its neighbours."));
        break;
    case ClockClass::Unsure:
        sheet->addParagraph(tr("The time was never compared with the server's. Connect once and it becomes sure."));
        break;
    }
    if (qAbs(m_certainty.wallErrorMs) > 60'000)
        sheet->addParagraph(
            tr("The laptop's clock is wrong by %1. Set it right.").arg(Words::age(qAbs(m_certainty.wallErrorMs))));
    sheet->openBelow(m_clock);
}

void TopBar::explainPerson() {
    auto* sheet = new Popover(this);
    sheet->addTitle(Tone::Neutral, m_who.name.isEmpty() ? tr("Nobody signed in") : m_who.name);
    if (!Words::role(m_who.role).isEmpty()) sheet->addRow(tr("Role"), Words::role(m_who.role));
    sheet->addParagraph(tr("Every mark carries the name of who took it."));
    if (m_who.role == "supervisor" || m_who.role == "thekedar")
        sheet->addAction(tr("Choose a PIN…"), [this] { Q_EMIT pinWanted(); });
    sheet->addAction(tr("Sign in as somebody else"), [this] { Q_EMIT signOutWanted(); });
    sheet->openBelow(m_person);
}

void TopBar::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme[Colour::Panel]);
    painter.fillRect(0, height() - 1, width(), 1, theme[Colour::Line]);
}

} // namespace haziri::ui
