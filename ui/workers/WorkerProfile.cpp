#include "ui/workers/WorkerProfile.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>

namespace haziri::ui {

namespace {

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
    , m_note(wrapped(TextSize::Table, Colour::Dim))
    , m_face(new Chip)
    , m_close(new Button(Button::Kind::Quiet))
    , m_card(new Button) {
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
    column->addStretch(1);
    column->addWidget(m_note);
    m_note->hide();
    m_card->setDrawing(QStringLiteral("print"));
    column->addWidget(m_card);
    connect(m_close, &Button::clicked, this, &WorkerProfile::closed);
    connect(m_card, &Button::clicked, this, [this] { Q_EMIT cardWanted(m_worker.workerId); });
    onLanguage(this, [this] { retell(); });
}

void WorkerProfile::setWorker(const muster::KnownWorker& worker, UnixMillis now) {
    if (worker.workerId != m_worker.workerId) m_note->hide();
    m_worker = worker;
    m_now = now;
    retell();
}

void WorkerProfile::sayCard(const QString& text) {
    m_note->setText(text);
    m_note->show();
}

void WorkerProfile::retell() {
    m_close->setAccessibleName(tr("Close"));
    m_card->say(tr("Card to print…"));
    m_faceTitle->setText(tr("How he is recognised"));
    m_trustTitle->setText(tr("Trust"));
    m_name->setText(m_worker.name);
    QStringList line;
    if (!m_worker.trade.isEmpty()) line << m_worker.trade;
    if (!m_worker.gang.isEmpty()) line << tr("brought by %1").arg(m_worker.gang);
    m_line->setText(line.join(QStringLiteral(" · ")));
    m_line->setVisible(!line.isEmpty());
    const bool known = !m_worker.templates.isEmpty();
    m_face->set(known ? Tone::Ok : Tone::Neutral, known ? tr("by his face")
                                                  : m_worker.consentFace
                                                      ? tr("no picture yet")
                                                      : tr("by name or card: no consent to pictures"));
    m_trust->setText(tr("%1 of 100").arg(m_worker.trustScore));
    const qint64 left = m_worker.inheritedUntil.value - m_now.value;
    if (left > 0) {
        const QDate end = QDateTime::fromMSecsSinceEpoch(m_worker.inheritedUntil.value).date();
        const int days = int((left + 86'399'999) / 86'400'000);
        m_why->setText(tr("Inherited from the thekedar until %1, %2 more days. From then on his own marks make it.")
                           .arg(Words::day(end))
                           .arg(days));
    } else {
        m_why->setText(tr("His own marks make it."));
    }
}

} // namespace haziri::ui
