#include "ui/review/RefusedRecord.h"

#include "core/review/LogRecord.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/ListPage.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>

namespace haziri::ui {

RefusedRecord::RefusedRecord(QWidget* parent)
    : QWidget(parent)
    , m_title(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_warning(new Text(TextSize::Table, Colour::Dim))
    , m_counts(new Chip)
    , m_show(new Button)
    , m_rows(new QGridLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    m_counts->setPassive(true);
    m_show->setDrawing(QStringLiteral("eye"));
    head->addWidget(m_title, 1);
    head->addWidget(m_counts);
    head->addWidget(m_show);
    column->addLayout(head);
    m_warning->setWordWrap(true);
    column->addWidget(m_warning);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(6);
    m_rows->setColumnMinimumWidth(0, 110);
    m_rows->setColumnStretch(1, 1);
    column->addLayout(m_rows);
    connect(m_show, &Button::clicked, this, &RefusedRecord::showBytes);
    onLanguage(this, [this] {
        m_title->setText(tr("What the refused record says"));
        m_show->say(tr("Its bytes…"));
        fill();
    });
}

void RefusedRecord::setNames(Names names) {
    m_words = LogWords(std::move(names));
    fill();
}

void RefusedRecord::setRefused(std::optional<review::RefusedPacket> refused) {
    m_refused = std::move(refused);
    fill();
}

void RefusedRecord::addRow(const QString& label, const QString& value) {
    if (value.isEmpty()) return;
    auto* left = new Text(TextSize::Table, Colour::Dim);
    auto* right = new Text(TextSize::Table);
    left->setText(label);
    right->setTextFormat(Qt::PlainText);
    right->setText(value);
    right->setWordWrap(true);
    m_rows->addWidget(left, m_line, 0, Qt::AlignTop);
    m_rows->addWidget(right, m_line++, 1);
}

void RefusedRecord::fillMark(const protocol::Packet& packet) {
    review::LogRecord record;
    record.packet = packet;
    const auto* mark = record.attendance();
    if (mark) record.siteId = mark->siteId;
    const QStringList lines = m_words.lines(record);
    if (mark)
        addRow(tr("Worker"),
               QStringLiteral("%1 · %2").arg(m_words.worker(mark->workerId), Words::direction(mark->direction)));
    addRow(tr("Time"), lines.value(0));
    addRow(tr("Place"), lines.value(1));
    addRow(tr("Marked"), lines.value(2));
    if (mark) addRow(tr("Reason"), QString::fromUtf8(mark->reason));
    addRow(tr("Recorded by"), m_words.user(packet.recordedBy));
}

void RefusedRecord::fill() {
    setVisible(m_refused.has_value());
    clearLayout(m_rows);
    m_line = 0;
    if (!m_refused) return;
    m_warning->setText(m_refused->packet ? tr("Nobody has proved any of this. Ask at the site before you let it count.")
                                         : tr("It cannot be read as a record, so it cannot be let count."));
    m_counts->setVisible(m_refused->counts);
    m_counts->set(Tone::Ok, tr("it counts"));
    if (m_refused->packet) fillMark(*m_refused->packet);
}

QString RefusedRecord::bytesText() const {
    if (!m_refused) return {};
    QString text = QString::fromUtf8(m_refused->bytes);
    if (!m_refused->claims.isEmpty()) text.prepend(QString::fromUtf8(m_refused->claims) + u'\n');
    // It may be anything: control characters and what turns the direction of writing are shown, not obeyed.
    for (QChar& c : text)
        if (!c.isPrint() && c != u'\n') c = QChar::ReplacementCharacter;
    return text;
}

void RefusedRecord::showBytes() {
    auto* sheet = new Popover(m_show);
    sheet->addTitle(Tone::Held, tr("The record as it came"));
    auto* text = new QPlainTextEdit(bytesText());
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(Style::themeOf(this).monoFont());
    text->setAccessibleName(tr("The record as it came"));
    text->setFixedSize(560, 340);
    sheet->addWidget(text);
    sheet->addAction(tr("Copy"), [all = bytesText()] { QGuiApplication::clipboard()->setText(all); });
    sheet->openBelow(m_show);
    text->setFocus();
}

} // namespace haziri::ui
