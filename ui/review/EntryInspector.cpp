#include "ui/review/EntryInspector.h"

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

} // namespace

EntryInspector::EntryInspector(QWidget* parent)
    : Panel(parent)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyState)
    , m_title(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_headline(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_sub(new Text(TextSize::Table, Colour::Dim))
    , m_hashTitle(new Text(TextSize::Table, Colour::Ink, Text::Weight::Bold))
    , m_hashes(new Text(TextSize::Small, Colour::Dim, Text::Weight::Mono))
    , m_badTitle(new Text(TextSize::Body, Colour::BadInk, Text::Weight::Bold))
    , m_badText(new Text(TextSize::Small, Colour::BadInk, Text::Weight::Mono))
    , m_kind(new Chip)
    , m_photo(new PhotoBox(QSize(132, 132)))
    , m_showPhoto(new Button)
    , m_open(new Button(Button::Kind::Primary))
    , m_cancel(new Button)
    , m_purpose(new Field)
    , m_photoNotice(new Notice)
    , m_purposeRow(new QWidget)
    , m_badBox(new BadBox)
    , m_rows(new QGridLayout) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    m_kind->setPassive(true);
    top->addWidget(m_kind);
    column->addLayout(top);
    auto* bad = new QVBoxLayout(m_badBox);
    bad->setContentsMargins(14, 10, 14, 12);
    bad->setSpacing(6);
    m_badTitle->setWordWrap(true);
    m_badText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    bad->addWidget(m_badTitle);
    bad->addWidget(m_badText);
    column->addWidget(m_badBox);
    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(m_photo, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    m_headline->setWordWrap(true);
    m_sub->setWordWrap(true);
    words->addWidget(m_headline);
    words->addWidget(m_sub);
    words->addSpacing(4);
    m_showPhoto->setDrawing(QStringLiteral("eye"));
    words->addWidget(m_showPhoto, 0, Qt::AlignLeft);
    words->addStretch(1);
    head->addLayout(words, 1);
    column->addLayout(head);
    auto* ask = new QVBoxLayout(m_purposeRow);
    ask->setContentsMargins(0, 0, 0, 0);
    ask->setSpacing(8);
    ask->addWidget(m_purpose);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_open);
    ask->addLayout(buttons);
    column->addWidget(m_purposeRow);
    column->addWidget(m_photoNotice);
    m_rows->setHorizontalSpacing(16);
    m_rows->setVerticalSpacing(9);
    m_rows->setColumnStretch(1, 1);
    column->addLayout(m_rows);
    column->addWidget(m_hashTitle);
    m_hashes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_hashes);
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
    insetLayout->setContentsMargins(1, 4, 1, 4);
    insetLayout->addWidget(scroll);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(inset);

    m_purpose->edit()->setMaxLength(kPurposeMax);
    connect(m_showPhoto, &Button::clicked, this, [this] { askPurpose(true); });
    connect(m_cancel, &Button::clicked, this, [this] { askPurpose(false); });
    connect(m_purpose->edit(), &QLineEdit::textChanged, this, [this](const QString& text) {
        m_open->setEnabled(text.simplified().size() >= kPurposeMin);
        m_purpose->setError({});
    });
    connect(m_purpose->edit(), &QLineEdit::returnPressed, m_open, &Button::click);
    connect(m_open, &Button::clicked, this, [this] {
        m_open->setEnabled(false);
        Q_EMIT photoWanted(m_record.photo, m_purpose->edit()->text().simplified());
    });
    onLanguage(this, [this] {
        m_empty->set(QStringLiteral("audit"), tr("No entry chosen"),
                     tr("Choose a line of the log. Its content, its hashes and its photo are shown here."));
        m_photo->setAccessibleName(tr("Photo of the mark"));
        m_showPhoto->say(tr("Show photo…"));
        m_open->say(tr("Open photo"));
        m_cancel->say(tr("Cancel"));
        m_purpose->say(tr("Why do you need to see it?"),
                       tr("At least 8 letters. It is written to the log with your name before the photo opens."));
        m_hashTitle->setText(tr("Hashes"));
        fill();
    });
}

void EntryInspector::show(const LogRecord& record) {
    const bool same = m_any && m_record.index == record.index;
    m_record = record;
    m_any = true;
    if (!same) {
        m_bad.reset();
        m_photoNotice->clear();
        m_purpose->edit()->clear();
        askPurpose(false);
        if (record.photo.isNull())
            m_photo->setPhoto({});
        else
            m_photo->setHiddenPhoto();
    }
    fill();
}

void EntryInspector::showBad(const audit::BadEntry& bad) {
    m_bad = bad;
    fill();
}

void EntryInspector::clear() {
    m_any = false;
    m_bad.reset();
    m_photo->setPhoto({});
    fill();
}

void EntryInspector::showPhoto(const QImage& photo, const QString& watermark) {
    askPurpose(false);
    m_showPhoto->hide();
    m_photo->setFixedSize(260, 260);
    m_photo->setPhoto(photo);
    m_photo->setWatermark(watermark);
    m_sub->hide();
    m_photoNotice->set(Tone::Neutral, tr("This look is in the log: %1").arg(watermark));
}

void EntryInspector::showPhotoError(const QByteArray& code) {
    m_open->setEnabled(true);
    m_purpose->setError(QStringLiteral("%1 %2").arg(Words::sentence(code), Words::advice(code)));
}

void EntryInspector::askPurpose(bool ask) {
    m_purposeRow->setVisible(ask);
    m_showPhoto->setVisible(!ask && !m_record.photo.isNull());
    if (!ask) m_photo->setFixedSize(132, 132);
    m_open->setEnabled(m_purpose->edit()->text().simplified().size() >= kPurposeMin);
    if (ask) m_purpose->edit()->setFocus();
}

void EntryInspector::fill() {
    m_stack->setCurrentIndex(m_any ? 1 : 0);
    if (!m_any) return;
    m_title->setText(tr("Entry %1").arg(m_record.index));
    m_kind->set(m_bad ? Tone::Bad : m_record.tone(), m_bad ? tr("does not fit") : Words::kind(m_record.kind),
                m_bad ? QStringLiteral("shape") : QString());
    m_headline->setText(m_record.what(m_names));
    m_sub->setText(m_record.kind == "attendance" && !m_record.photo.isNull()
                       ? tr("The photo stays closed until you say why you need it.")
                       : QString());
    m_sub->setVisible(!m_sub->text().isEmpty() && !m_photo->hasPhoto());
    m_photo->setVisible(!m_record.photo.isNull());
    m_showPhoto->setVisible(!m_record.photo.isNull() && !m_purposeRow->isVisible() && !m_photo->hasPhoto());
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    for (const auto& [label, value] : m_record.details(m_names)) {
        auto* left = new Text(TextSize::Table, Colour::Dim);
        auto* right = new Text(TextSize::Table);
        left->setText(label);
        right->setText(value);
        right->setWordWrap(true);
        right->setTextInteractionFlags(Qt::TextSelectableByMouse);
        right->setFocusPolicy(Qt::NoFocus);
        m_rows->addWidget(left, line, 0, Qt::AlignTop);
        m_rows->addWidget(right, line++, 1);
    }
    m_hashes->setText(tr("this entry\n%1\nthe one before\n%2")
                          .arg(QString::fromLatin1(m_record.recordHash), QString::fromLatin1(m_record.prevHash)));
    m_badBox->setVisible(m_bad.has_value());
    if (m_bad) {
        m_badTitle->setText(
            m_bad->what == QStringLiteral("root")
                ? tr("The log as a whole does not fit its checkpoint.")
                : tr("Entry %1 is the first that does not fit. Everything before it is whole.").arg(m_bad->index));
        const auto hash = [](const QByteArray& text) {
            return text.isEmpty() ? QStringLiteral("–") : QString::fromLatin1(text);
        };
        m_badText->setText(tr("expected\n%1\nfound\n%2").arg(hash(m_bad->expected), hash(m_bad->found)));
    }
}

} // namespace haziri::ui
