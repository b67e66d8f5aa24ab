#include "ui/review/EntryInspector.h"

#include "ui/review/ProofView.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/PhotoBox.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedLayout>

namespace haziri::ui {

namespace {

constexpr int kPurposeMin = 8, kPurposeMax = 200;
constexpr QSize kClosed(112, 112), kOpened(200, 200);

/// Red ground behind what does not fit.
class BadBox : public QWidget {
  protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Style::themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme[Colour::BadInk], 1));
        painter.setBrush(theme[Colour::BadSoft]);
        painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 8, 8);
    }
};

/// A thin line between two rows.
class RowLine : public QWidget {
  public:
    RowLine() { setFixedHeight(1); }

  protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), Style::themeOf(this)[Colour::Line]); }
};

QString hashText(const QByteArray& text) {
    return text.isEmpty() ? QStringLiteral("–") : QString::fromUtf8(text);
}

} // namespace

EntryInspector::EntryInspector(QWidget* parent)
    : Panel(parent)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState)
    , m_title(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_headline(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_sub(new Text(TextSize::Body, Colour::Dim))
    , m_proofTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_proofText(new Text(TextSize::Table, Colour::Dim))
    , m_badTitle(new Text(TextSize::Body, Colour::BadInk, Text::Weight::Bold))
    , m_badText(new Text(TextSize::Small, Colour::BadInk, Text::Weight::Mono))
    , m_state(new Chip)
    , m_photo(new PhotoBox(kClosed))
    , m_proof(new ProofView)
    , m_showPhoto(new Button)
    , m_open(new Button(Button::Kind::Primary))
    , m_cancel(new Button)
    , m_purpose(new Field)
    , m_photoNotice(new Notice)
    , m_purposeBox(makePurpose())
    , m_badBox(new BadBox)
    , m_rows(new QGridLayout) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(10);
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    m_state->setPassive(true);
    top->addWidget(m_state);
    column->addLayout(top);
    auto* bad = new QVBoxLayout(m_badBox);
    bad->setContentsMargins(14, 10, 14, 12);
    bad->setSpacing(6);
    for (Text* text : {m_badTitle, m_badText}) {
        text->setWordWrap(true);
        bad->addWidget(text);
    }
    m_badText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_badBox);
    column->addLayout(makeHead());
    column->addWidget(m_purposeBox);
    column->addWidget(m_photoNotice);
    column->addWidget(m_proofTitle);
    m_proofText->setWordWrap(true);
    column->addWidget(m_proofText);
    column->addWidget(m_proof);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(0);
    m_rows->setColumnStretch(1, 1);
    m_rows->setColumnMinimumWidth(0, 132);
    column->addLayout(m_rows);
    column->addStretch(1);

    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    scroll->setWidget(page);
    auto* inset = new QWidget;
    auto* insetLayout = new QVBoxLayout(inset);
    insetLayout->setContentsMargins(4, 4, 4, 4);
    insetLayout->addWidget(scroll);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(inset);
    setFocusPolicy(Qt::ClickFocus);
    onLanguage(this, [this] {
        m_empty->set(
            QStringLiteral("audit"), tr("No entry chosen"),
            tr("Choose a line of the log. What it says, the proof that it belongs to the log and its photo are "
               "shown here."));
        m_photo->setAccessibleName(tr("Photo of the entry"));
        m_proof->setAccessibleName(tr("Proof path"));
        m_showPhoto->say(tr("Show photo…"));
        m_open->say(tr("Open photo"));
        m_cancel->say(tr("Cancel"));
        m_purpose->say(tr("Why do you need to see it?"),
                       tr("At least 8 letters. It is written to the log with your name before the photo opens."));
        fill();
    });
}

QLayout* EntryInspector::makeHead() {
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_photo, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    m_headline->setWordWrap(true);
    m_sub->setWordWrap(true);
    words->addWidget(m_headline);
    words->addWidget(m_sub);
    words->addSpacing(6);
    words->addWidget(m_showPhoto, 0, Qt::AlignLeft);
    words->addStretch(1);
    head->addLayout(words, 1);
    connect(m_showPhoto, &Button::clicked, this, [this] { askPurpose(true); });
    return head;
}

QWidget* EntryInspector::makePurpose() {
    auto* box = new QWidget;
    auto* ask = new QVBoxLayout(box);
    ask->setContentsMargins(0, 0, 0, 0);
    ask->setSpacing(8);
    ask->addWidget(m_purpose);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_open);
    ask->addLayout(buttons);
    m_purpose->edit()->setMaxLength(kPurposeMax);
    connect(m_cancel, &Button::clicked, this, [this] { askPurpose(false); });
    connect(m_purpose->edit(), &QLineEdit::textChanged, this, [this](const QString& text) {
        m_open->setEnabled(text.simplified().size() >= kPurposeMin);
        m_purpose->setError({});
    });
    connect(m_purpose->edit(), &QLineEdit::returnPressed, m_open, &Button::click);
    connect(m_open, &Button::clicked, this, [this] {
        m_open->setEnabled(false);
        if (m_row) Q_EMIT photoWanted(m_row->record.photo, m_purpose->edit()->text().simplified());
    });
    return box;
}

std::optional<qint64> EntryInspector::index() const {
    return m_row ? std::optional(m_row->record.index) : std::nullopt;
}

void EntryInspector::setNames(Names names) {
    m_words = LogWords(std::move(names));
    fill();
}

void EntryInspector::show(const review::LogRow& row) {
    const bool same = m_row && m_row->record.index == row.record.index &&
                      m_row->served.recordHash == row.served.recordHash && m_row->served.data == row.served.data;
    if (same) return;
    m_row = row;
    judge();
    m_proofState = Proof::Asked;
    m_proof->clear();
    m_photoNotice->clear();
    m_purpose->edit()->clear();
    if (row.record.photo.isNull())
        m_photo->setPhoto({});
    else
        m_photo->setHiddenPhoto();
    askPurpose(false);
    fill();
    Q_EMIT proofWanted(row.record.index, audit::recordHash(row.served.entry));
}

void EntryInspector::setFinding(const std::optional<audit::BadEntry>& bad) {
    m_finding = bad;
    judge();
    fill();
}

void EntryInspector::judge() {
    m_bad.reset();
    if (!m_row) return;
    m_bad = m_finding && m_finding->index == m_row->record.index ? m_finding : review::checkEntry(m_row->served);
}

void EntryInspector::clear() {
    m_row.reset();
    m_finding.reset();
    m_bad.reset();
    m_photo->setPhoto({});
    m_proof->clear();
    m_purpose->edit()->clear();
    fill();
}

void EntryInspector::showProof(const review::EntryProof& proof) {
    if (index() != proof.index) return;
    m_proofState = Proof::Proven;
    m_proofSteps = proof.steps.size();
    m_proofSize = proof.checkpoint.size;
    m_proof->setProof(proof);
    fill();
}

void EntryInspector::showProofError(qint64 at, const QByteArray& code) {
    if (index() != at) return;
    m_proofState = code == "PROOF_INVALID" || code == "CHECKPOINT_INVALID" ? Proof::Failed : Proof::Unknown;
    m_proofCode = code;
    m_proof->clear();
    fill();
}

void EntryInspector::showPhoto(const FileId& file, const QImage& photo, const QString& viewer, UnixMillis at) {
    if (!m_row || m_row->record.photo != file) return;
    const auto mark = [viewer, at] { return QStringLiteral("%1 · %2").arg(viewer, Words::dayAndTime(at)); };
    m_photo->setPhoto(photo);
    m_photo->setWatermark(mark);
    m_photo->setFixedSize(kOpened);
    m_photoNotice->say(Tone::Neutral, [mark] { return tr("This look is in the log: %1").arg(mark()); });
    askPurpose(false);
    setFocus(); // the button that had it is gone
}

void EntryInspector::showPhotoError(const FileId& file, const QByteArray& code) {
    if (!m_row || m_row->record.photo != file) return;
    m_open->setEnabled(true);
    m_purpose->sayError([code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
}

void EntryInspector::askPurpose(bool ask) {
    m_purposeBox->setVisible(ask);
    m_photo->setFixedSize(m_photo->hasPhoto() ? kOpened : kClosed);
    m_open->setEnabled(m_purpose->edit()->text().simplified().size() >= kPurposeMin);
    fill();
    if (ask) m_purpose->edit()->setFocus();
}

void EntryInspector::addRow(int line, const QString& label, QWidget* value) {
    auto* left = new Text(TextSize::Table, Colour::Dim);
    left->setText(label);
    left->setContentsMargins(0, 8, 0, 8);
    value->setContentsMargins(0, 8, 0, 8);
    m_rows->addWidget(left, 2 * line, 0, Qt::AlignTop);
    m_rows->addWidget(value, 2 * line, 1);
    m_rows->addWidget(new RowLine, 2 * line + 1, 0, 1, 2);
}

void EntryInspector::fillRows() {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const review::LogRecord& record = m_row->record;
    int line = 0;
    if (record.packet || record.deviceTrust > 0) {
        auto* trust = new Text(TextSize::Table);
        trust->setText(tr("%1 of 100").arg(Words::number(record.deviceTrust)) +
                       QStringLiteral(" · <a href=\"why\">%1</a>").arg(tr("why")));
        trust->setAccessibleName(tr("Device trust, why"));
        trust->setTextFormat(Qt::RichText);
        trust->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        connect(trust, &QLabel::linkActivated, this,
                [this, trust] { Q_EMIT trustExplained(m_row->record.deviceId, trust); });
        addRow(line++, tr("Device trust"), trust);
    }
    auto rows = m_words.rows(record);
    rows << std::pair(tr("Record hash"), QString::fromLatin1(record.recordHash))
         << std::pair(tr("Previous"), QString::fromLatin1(record.prevHash));
    const qsizetype hashes = rows.size() - 2;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        auto* value =
            i < hashes ? new Text(TextSize::Table) : new Text(TextSize::Small, Colour::Ink, Text::Weight::Mono);
        // A hash has no place to break at: it gets one in the middle.
        QString text = rows[i].second;
        if (i >= hashes && text.size() > 24) text.insert(text.size() / 2 + 1, QLatin1Char('\n'));
        value->setText(text);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setFocusPolicy(Qt::NoFocus);
        addRow(line++, rows[i].first, value);
    }
}

void EntryInspector::fillBad() {
    m_badBox->setVisible(m_bad.has_value() || m_proofState == Proof::Failed);
    m_badText->setVisible(m_bad.has_value());
    if (!m_bad) {
        m_badTitle->setText(Words::sentence(m_proofCode));
        return;
    }
    const QString number = Words::number(m_bad->index);
    QString title;
    if (m_bad->what == QStringLiteral("root") || m_bad->what == QStringLiteral("size"))
        title = tr("The log as a whole does not fit its checkpoint.");
    else if (m_bad->what == QStringLiteral("dataHash"))
        title = tr("The content of entry %1 was changed after it was written.").arg(number);
    else if (m_bad->what == QStringLiteral("prevHash"))
        title = tr("Entry %1 does not follow the one before it: something was changed, taken out or put in there.")
                    .arg(number);
    else if (m_bad->what == QStringLiteral("recordHash"))
        title = tr("Entry %1 was changed after it was written.").arg(number);
    else
        title = tr("Entry %1 is not what a log may hold.").arg(number);
    m_badTitle->setText(title);
    const auto part = [](const QString& what, const QString& hash) { return what + QLatin1Char('\n') + hash; };
    m_badText->setText(part(tr("expected"), hashText(m_bad->expected)) + QLatin1Char('\n') +
                       part(tr("found"), hashText(m_bad->found)));
}

void EntryInspector::fill() {
    m_stack->setCurrentIndex(m_row ? 1 : 0);
    if (!m_row) return;
    const review::LogRecord& record = m_row->record;
    m_title->setText(tr("Entry %1").arg(Words::number(record.index)));
    if (m_bad || m_proofState == Proof::Failed)
        m_state->set(Tone::Bad, tr("does not fit"));
    else if (m_proofState == Proof::Proven)
        m_state->set(Tone::Ok, tr("proven"));
    else if (m_proofState == Proof::Asked)
        m_state->set(Tone::Neutral, tr("proving…"), QStringLiteral("clock"));
    else
        m_state->set(Tone::Held, tr("not proven yet"));
    m_headline->setText(m_words.headline(record));
    m_sub->setText(m_words.lines(record).join(QLatin1Char('\n')));
    const bool asking = m_purposeBox->isVisibleTo(this);
    m_photo->setVisible(!record.photo.isNull());
    m_showPhoto->setVisible(!record.photo.isNull() && !asking && !m_photo->hasPhoto());
    const bool proven = m_proofState == Proof::Proven;
    m_proof->setVisible(proven && !asking && m_proofSteps > 0);
    m_proofTitle->setVisible(!asking);
    m_proofTitle->setText(proven ? tr("Proof path · %1 hashes to the checkpoint").arg(m_proofSteps) : tr("Proof path"));
    m_proofText->setVisible(!asking && (!proven || m_proofSteps == 0));
    m_proofText->setText(m_proofState == Proof::Asked ? tr("The server is asked for the hashes…")
                         : proven
                             ? tr("It is the only entry of the log.")
                             : QStringLiteral("%1 %2").arg(Words::sentence(m_proofCode), Words::advice(m_proofCode)));
    fillBad();
    fillRows();
}

} // namespace haziri::ui
