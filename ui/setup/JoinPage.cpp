#include "ui/setup/JoinPage.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>

namespace haziri::ui {

namespace {

/// A numbered disc.
class StepDisc : public QWidget {
  public:
    explicit StepDisc(int number)
        : m_number(number) {
        setFixedSize(36, 36);
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Style::themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme[Colour::AccentSoft]);
        painter.drawEllipse(rect());
        painter.setPen(theme[Colour::Accent]);
        painter.setFont(theme.font(TextSize::Title, true));
        painter.drawText(rect(), Qt::AlignCenter, QString::number(m_number));
    }

  private:
    int m_number;
};

} // namespace

JoinPage::JoinPage(QWidget* parent)
    : QWidget(parent)
    , m_title(new Text(TextSize::Name, Colour::Ink, Text::Weight::Bold))
    , m_text(new Text(TextSize::Title, Colour::Dim))
    , m_uri(new Field)
    , m_notice(new Notice)
    , m_paste(new Button)
    , m_go(new Button(Button::Kind::Primary))
    , m_retry(new Button(Button::Kind::Primary))
    , m_stepsBox(new QWidget) {
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    auto* page = new QWidget;
    page->setFixedWidth(760);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_text);
    auto* card = new Panel;
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(24, 20, 24, 24);
    inside->setSpacing(14);
    inside->addWidget(m_uri);
    inside->addWidget(m_notice);
    auto* buttons = new QHBoxLayout;
    m_paste->setDrawing(QStringLiteral("paste"));
    buttons->addWidget(m_paste);
    buttons->addStretch(1);
    buttons->addWidget(m_go);
    m_retry->setDrawing(QStringLiteral("sync"));
    m_retry->hide();
    buttons->addWidget(m_retry);
    inside->addLayout(buttons);
    column->addWidget(card);
    auto* steps = new QHBoxLayout(m_stepsBox);
    steps->setContentsMargins(0, 0, 0, 0);
    steps->setSpacing(24);
    for (int i = 0; i < 3; ++i) {
        auto* step = new QHBoxLayout;
        step->setSpacing(12);
        step->addWidget(new StepDisc(i + 1), 0, Qt::AlignTop);
        auto* text = new Text(TextSize::Table, Colour::Dim);
        text->setWordWrap(true);
        text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        m_steps << text;
        step->addWidget(text, 1);
        steps->addLayout(step, 1);
    }
    column->addSpacing(8);
    column->addWidget(m_stepsBox);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(page);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    m_uri->edit()->setPlaceholderText(QStringLiteral("haziri://…"));
    m_go->setMinimumWidth(180);
    setFocusProxy(m_uri->edit());
    connect(m_uri->edit(), &QLineEdit::textChanged, this, [this] {
        m_uri->setError({});
        m_go->setEnabled(!m_busy && !m_uri->edit()->text().trimmed().isEmpty());
    });
    connect(m_uri->edit(), &QLineEdit::returnPressed, this, &JoinPage::join);
    connect(m_go, &Button::clicked, this, &JoinPage::join);
    connect(m_paste, &Button::clicked, this, [this] {
        m_uri->edit()->setText(QGuiApplication::clipboard()->text().trimmed());
        m_go->setFocus();
    });
    connect(m_retry, &Button::clicked, this, &JoinPage::openWanted);
    m_go->setEnabled(false);
    onLanguage(this, [this] {
        retell();
        m_uri->say(tr("Enrolment address"),
                   tr("One line that begins with haziri://. It lives for ten minutes and works once."));
        m_paste->say(tr("Paste"));
        m_go->say(m_busy ? tr("Joining…") : tr("Join"));
        m_steps[0]->setText(tr("The office makes an address for your name and this site."));
        m_steps[1]->setText(
            tr("You paste it here. The laptop makes its own key and keeps it in the system's keychain."));
        m_steps[2]->setText(tr("Marks can be taken at once, with or without a line."));
    });
}

void JoinPage::retell() {
    const bool blocked = !m_blocked.isEmpty();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_uri, m_paste, m_go, m_stepsBox})
        widget->setVisible(!blocked);
    m_retry->setVisible(blocked);
    m_retry->say(tr("Try again"));
    m_title->setText(blocked   ? tr("This laptop's records do not open")
                     : m_again ? tr("Enrol this laptop again")
                               : tr("Join a server"));
    m_text->setText(
        blocked   ? tr("They stay as they are until this is put right.")
        : m_again ? tr("Its records exist in an older copy. Nothing is lost; a new enrolment begins a new chapter.")
                  : tr("Haziri keeps marks on this laptop, signed, and sends them to your office's server."));
    if (blocked) m_notice->say(Tone::Bad, [code = QByteArray(m_blocked)] { return Words::sentenceAndAdvice(code); });
}

void JoinPage::setBusy(bool busy) {
    m_busy = busy;
    m_go->say(busy ? tr("Joining…") : tr("Join"));
    m_go->setEnabled(!busy && !m_uri->edit()->text().trimmed().isEmpty());
    m_uri->edit()->setEnabled(!busy);
    if (busy) m_notice->clear();
}

void JoinPage::showError(const QByteArray& code) {
    setBusy(false);
    m_notice->say(Tone::Bad, [code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
}

void JoinPage::showBlocked(const QByteArray& code, const QString& detail) {
    setBusy(false);
    m_blocked = code;
    retell();
    m_notice->setToolTip(detail);
    m_retry->setFocus();
}

void JoinPage::showForm() {
    if (m_blocked.isEmpty()) return;
    m_blocked.clear();
    m_notice->clear();
    m_notice->setToolTip({});
    retell();
}

void JoinPage::setAgain(bool again) {
    m_again = again;
    retell();
}

void JoinPage::join() {
    if (m_busy) return;
    const QString uri = m_uri->edit()->text().trimmed();
    if (!uri.startsWith(QStringLiteral("haziri://"))) {
        m_uri->sayError([] { return Words::sentence("URI_INVALID"); });
        return;
    }
    setBusy(true);
    Q_EMIT joinWanted(uri);
}

} // namespace haziri::ui
