#include "ui/review/AlertsPage.h"

#include "ui/review/ReasonWords.h"
#include "ui/review/RefusedRecord.h"
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

namespace haziri::ui {

using review::Alert;
using review::Ruling;

namespace {
constexpr int kReasonMin = 3, kReasonMax = 160; // letters; the server takes 500 bytes, and Devanagari takes three each
}

Tone toneOf(const Alert& alert) {
    static const QSet<QByteArray> forged{"SIGNATURE_INVALID", "REPLAY",        "CHAIN_FORK",
                                         "TOKEN_INVALID",     "VOUCH_INVALID", "PHOTO_REUSE"};
    if (alert.state != "open" && alert.state != "ask") return Tone::Neutral;
    return forged.contains(alert.code) ? Tone::Bad : Tone::Held;
}

QString rupees(qint64 paise) {
    return QStringLiteral("₹ ") + Words::number((paise + 50) / 100);
}

// --- the rows --------------------------------------------------------------------------------------------------------

void AlertModel::setAlerts(QList<Alert> alerts) {
    beginResetModel();
    m_alerts = std::move(alerts);
    m_hasLoss = std::any_of(m_alerts.cbegin(), m_alerts.cend(),
                            [](const Alert& alert) { return alert.lossPaise.value_or(0) > 0; });
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, Points, Points);
}

void AlertModel::setNames(Names names) {
    m_words = LogWords(std::move(names));
    retranslate();
}

int AlertModel::rowOf(const EventId& id) const {
    for (int row = 0; row < m_alerts.size(); ++row)
        if (m_alerts[row].eventId == id) return row;
    return -1;
}

QVariant AlertModel::data(const QModelIndex& index, int role) const {
    const Alert& alert = m_alerts[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == What) return Words::brief(alert.code);
        if (column == Who)
            return alert.workerId.isNull() ? m_words.laptop(alert.deviceId) : m_words.worker(alert.workerId);
        if (column == When) return Words::shortMoment(alert.at);
        return m_hasLoss ? alert.lossPaise ? rupees(*alert.lossPaise) : QString() : Words::number(alert.points);
    case kSortRole:
        if (column == When) return alert.at.value;
        if (column != Points) return {};
        return m_hasLoss ? alert.lossPaise.value_or(-1) : qint64(alert.points);
    case SubTextRole:
        return column == Who && !alert.workerId.isNull() ? QVariant(m_words.laptop(alert.deviceId)) : QVariant();
    case ChipToneRole:
        return column == What ? QVariant(int(toneOf(alert))) : QVariant();
    case DimRole:
        return column == When;
    case BoldRole:
        return column == Points;
    case Qt::TextAlignmentRole:
        return column == Points ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole:
        return column == When ? Words::dayAndTime(alert.at) : Words::sentence(alert.code);
    case Qt::AccessibleTextRole:
        return Words::sentence(alert.code);
    default:
        return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Points) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case What:
        return tr("What was found");
    case Who:
        return tr("Who and where");
    case When:
        return tr("When");
    default:
        return m_hasLoss ? tr("At stake") : tr("Weight");
    }
}

void AlertModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_alerts.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_alerts.size()) - 1, ColumnCount - 1));
}

// --- the page --------------------------------------------------------------------------------------------------------

AlertsPage::AlertsPage(QWidget* parent)
    : ListPage({.list = 100, .sheet = 118, .sheetWidth = 560, .sheetScrolls = true}, parent)
    , m_model(new AlertModel(this))
    , m_count(new Text(TextSize::Body, Colour::Dim))
    , m_headline(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_detail(new Text(TextSize::Body, Colour::Dim))
    , m_decideTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_states(new Segments)
    , m_accept(new Button)
    , m_reject(new Button(Button::Kind::Danger))
    , m_ask(new Button)
    , m_open(new Button)
    , m_chip(new Chip)
    , m_reason(new Field)
    , m_evidence(new AlertEvidence)
    , m_refused(new RefusedRecord)
    , m_decision(new QWidget)
    , m_rows(new QGridLayout) {
    bar()->addWidget(m_states);
    bar()->addWidget(m_count, 1);
    setModel(m_model, {196, 0, 108, 88});
    connect(m_states, &Segments::chosen, this, &AlertsPage::refreshWanted);
    fillIn(sheet());
    fillDecision();
    onLanguage(this, [this] {
        m_states->setChoices({tr("Open"), tr("Asked back"), tr("All")});
        m_states->setAccessibleName(tr("Which alerts"));
        table()->setAccessibleName(tr("Alerts"));
        m_decideTitle->setText(tr("Your decision"));
        m_reason->say(tr("Reason"), tr("It is written to the log with your name."));
        m_accept->say(tr("Accept"));
        m_accept->setToolTip(tr("It was right: the mark counts"));
        m_reject->say(tr("Reject"));
        m_reject->setToolTip(tr("It was wrong: the mark does not count"));
        m_ask->say(tr("Ask back"));
        m_ask->setToolTip(tr("More has to be known before somebody decides"));
        m_open->say(tr("Open in the log"));
        emptySheet()->set(QStringLiteral("alerts"), tr("No alert chosen"),
                          tr("Choose a line. What was found, about whom, and your decision stand here."));
        m_model->retranslate();
        fill();
    });
}

void AlertsPage::fillIn(QBoxLayout* column) {
    auto* head = new QHBoxLayout;
    m_chip->setPassive(true);
    m_open->setDrawing(QStringLiteral("audit"));
    head->addWidget(m_chip);
    head->addStretch(1);
    head->addWidget(m_open);
    column->addLayout(head);
    for (Text* text : {m_headline, m_detail}) {
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        column->addWidget(text);
    }
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_refused);
    column->addWidget(m_evidence);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(6);
    m_rows->setColumnMinimumWidth(0, 110);
    m_rows->setColumnStretch(1, 1);
    column->addLayout(m_rows);
    column->addStretch(1);
    connect(m_open, &Button::clicked, this, [this] {
        if (m_shown && m_shown->index) Q_EMIT entryWanted(*m_shown->index);
    });
}

void AlertsPage::fillDecision() {
    auto* decision = new QVBoxLayout(m_decision);
    decision->setContentsMargins(0, 0, 0, 0);
    decision->setSpacing(10);
    m_decideTitle->hide();
    decision->addWidget(m_reason);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (Button* button : {m_accept, m_reject, m_ask})
        buttons->addWidget(button, 1);
    decision->addLayout(buttons);
    underSheet()->addWidget(m_decision);
    m_reason->edit()->setMaxLength(kReasonMax);
    connect(m_reason->edit(), &QLineEdit::textChanged, this, [this] {
        m_reason->setError({});
        fill();
    });
    connect(m_accept, &Button::clicked, this, [this] { decide(Ruling::Accept); });
    connect(m_reject, &Button::clicked, this, [this] { decide(Ruling::Reject); });
    connect(m_ask, &Button::clicked, this, [this] { decide(Ruling::Ask); });
}

Button* AlertsPage::button(Ruling ruling) const {
    return ruling == Ruling::Accept ? m_accept : ruling == Ruling::Reject ? m_reject : m_ask;
}

QByteArray AlertsPage::state() const {
    return m_states->current() == 0 ? "open" : m_states->current() == 1 ? "ask" : "";
}

void AlertsPage::setNames(Names names) {
    m_words = LogWords(names);
    m_evidence->setNames(names);
    m_refused->setNames(names);
    m_model->setNames(std::move(names));
    fill();
}

void AlertsPage::setAlerts(review::AlertList list) {
    const EventId chosen = m_shown ? m_shown->eventId : EventId();
    m_loaded = true;
    m_total = list.total;
    review::rank(list.alerts);
    m_model->setAlerts(std::move(list.alerts));
    // A reason that is being written stays with its alert.
    if (!chosen.isNull() && m_model->rowOf(chosen) >= 0)
        select(chosen);
    else {
        m_shown.reset();
        if (m_model->rowCount() > 0) select(m_model->alert(0).eventId);
    }
    fill();
}

void AlertsPage::select(const EventId& alert) {
    choose(m_model->rowOf(alert));
}

void AlertsPage::chosen(int row) {
    if (row < 0 || row >= m_model->rowCount()) return;
    if (!m_shown || m_shown->eventId != m_model->alert(row).eventId) {
        m_shown = m_model->alert(row);
        m_reason->edit()->clear();
        m_reason->setError({});
    }
    m_shown = m_model->alert(row);
    if (m_evidenceOf != m_shown->eventId) {
        m_evidenceOf = m_shown->eventId;
        m_evidence->clear();
        m_refused->setRefused({});
        Q_EMIT evidenceWanted(*m_shown);
    }
    fill();
}

void AlertsPage::setEvidence(const EventId& alert, const AlertEvidence::Facts& facts) {
    if (!m_shown || m_shown->eventId != alert) return;
    m_evidence->setFacts(facts);
    m_refused->setRefused(facts.refused);
}

void AlertsPage::decide(Ruling ruling) {
    const QString reason = m_reason->edit()->text().simplified();
    if (!m_shown || m_deciding || reason.size() < kReasonMin) return;
    m_deciding = true;
    fill();
    Q_EMIT decided(m_shown->eventId, ruling, reason);
}

void AlertsPage::showDecided(const EventId& alert, const QByteArray& code) {
    m_deciding = false;
    if (!code.isEmpty()) {
        if (m_shown && m_shown->eventId == alert)
            m_reason->sayError([code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
        return fill();
    }
    notice()->say(Tone::Ok, [] { return tr("Decided. It is in the log, with your name and your reason."); });
    m_reason->edit()->clear();
    fill();
}

void AlertsPage::reset() {
    m_loaded = m_deciding = false;
    m_total = 0;
    m_shown.reset();
    m_evidenceOf = {};
    m_evidence->clear();
    m_refused->setRefused({});
    notice()->clear();
    m_model->setAlerts({});
    fill();
}

void AlertsPage::addRow(const QString& label, const QString& value) {
    if (value.isEmpty()) return;
    auto* left = new Text(TextSize::Table, Colour::Dim);
    auto* right = new Text(TextSize::Table);
    left->setText(label);
    right->setText(value);
    right->setTextFormat(Qt::PlainText);
    right->setWordWrap(true);
    m_rows->addWidget(left, m_line, 0, Qt::AlignTop);
    m_rows->addWidget(right, m_line++, 1);
}

void AlertsPage::fill() {
    const int here = m_model->rowCount();
    m_count->setText(!m_loaded        ? tr("Loading…")
                     : here < m_total ? tr("the newest %1 of %2").arg(Words::number(here), Words::number(m_total))
                                      : tr("%1 alerts").arg(Words::number(m_total)));
    if (!m_loaded)
        table()->emptyState()->set(QStringLiteral("alerts"), tr("Loading…"), {});
    else if (m_states->current() == 0)
        table()->emptyState()->set(QStringLiteral("ok"), tr("No open alerts"),
                                   tr("The server found nothing suspicious that waits for you."), Tone::Ok);
    else
        table()->emptyState()->set(QStringLiteral("alerts"), tr("Nothing here"), tr("No alert is in this state."));
    showSheet(m_shown.has_value());
    if (!m_shown) return;
    const Alert& alert = *m_shown;
    m_chip->set(toneOf(alert), Words::brief(alert.code));
    m_headline->setText(Words::sentence(alert.code));
    m_detail->setText(ReasonWords::sentence(alert, m_words));
    m_detail->setVisible(!m_detail->text().isEmpty());
    clearLayout(m_rows);
    m_line = 0;
    addRow(tr("Worker"), m_words.worker(alert.workerId));
    addRow(tr("Found"), QStringLiteral("%1 · %2").arg(Words::dayAndTime(alert.at), m_words.site(alert.siteId)));
    addRow(tr("Weight"), tr("%1 points off the trust").arg(Words::number(alert.points)) +
                             (alert.lossPaise && *alert.lossPaise > 0
                                  ? QStringLiteral(" · ") + tr("%1 at stake").arg(rupees(*alert.lossPaise))
                                  : QString()));
    addRow(tr("Decision"), alert.state == "accept"   ? tr("accepted")
                           : alert.state == "reject" ? tr("rejected")
                           : alert.state == "ask"    ? tr("asked back")
                                                     : QString());
    m_open->setVisible(alert.index.has_value());
    m_decision->setVisible(alert.state == "open" || alert.state == "ask");
    const bool ready = !m_deciding && m_reason->edit()->text().simplified().size() >= kReasonMin;
    for (Button* button : {m_accept, m_reject, m_ask})
        button->setEnabled(ready);
}

} // namespace haziri::ui
