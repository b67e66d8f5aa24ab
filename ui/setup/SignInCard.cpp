#include "ui/setup/SignInCard.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>

namespace haziri::ui {

SignInCard::SignInCard(Purpose purpose, QWidget* parent)
    : Panel(parent)
    , m_purpose(purpose)
    , m_title(new Text(TextSize::Guidance, Colour::Ink, Text::Weight::Bold))
    , m_text(new Text(TextSize::Body, Colour::Dim))
    , m_user(new Field)
    , m_password(new Field)
    , m_notice(new Notice)
    , m_go(new Button(Button::Kind::Primary)) {
    setFixedWidth(440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 28);
    column->setSpacing(14);
    m_text->setWordWrap(true);
    m_title->setWordWrap(true);
    m_password->edit()->setEchoMode(QLineEdit::Password);
    m_password->edit()->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_password->edit()->setContextMenuPolicy(Qt::NoContextMenu);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_user);
    column->addWidget(m_password);
    column->addWidget(m_notice);
    column->addSpacing(2);
    column->addWidget(m_go);
    connect(m_user->edit(), &QLineEdit::returnPressed, m_password->edit(), [this] { m_password->edit()->setFocus(); });
    connect(m_password->edit(), &QLineEdit::returnPressed, this, &SignInCard::submit);
    connect(m_go, &Button::clicked, this, &SignInCard::submit);
    onLanguage(this, [this] {
        const bool review = m_purpose == Purpose::Review;
        m_title->setText(review ? tr("Sign in at the server") : tr("Sign in"));
        m_text->setText(
            review
                ? tr("The log and the photos are on the server. Every look at a photo is written down with your name.")
                : tr("Every mark carries the name of who took it."));
        m_user->say(tr("Name"));
        m_password->say(review ? tr("Password") : tr("Password or PIN"));
        m_go->say(m_busy ? tr("Signing in…") : tr("Sign in"));
    });
}

void SignInCard::setUser(const QString& name) {
    m_user->edit()->setText(name);
}

void SignInCard::takeFocus() {
    (m_user->edit()->text().isEmpty() ? m_user : m_password)->edit()->setFocus();
}

void SignInCard::setBusy(bool busy) {
    m_busy = busy;
    m_go->say(busy ? tr("Signing in…") : tr("Sign in"));
    m_go->setEnabled(!busy);
    if (busy) m_notice->clear();
}

void SignInCard::showError(const QByteArray& code) {
    setBusy(false);
    m_notice->say(Tone::Bad, [code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
    m_password->edit()->setFocus();
}

void SignInCard::reset() {
    setBusy(false);
    m_password->edit()->clear();
    m_notice->clear();
}

void SignInCard::submit() {
    if (m_busy) return;
    if (m_user->edit()->text().trimmed().isEmpty()) {
        m_user->edit()->setFocus();
        return;
    }
    const crypto::SecretBytes password = m_password->takeSecret();
    setBusy(true);
    Q_EMIT submitted(m_user->edit()->text().trimmed(), password);
}

SignInPage::SignInPage(SignInCard::Purpose purpose, QWidget* parent)
    : QWidget(parent)
    , m_card(new SignInCard(purpose)) {
    auto* column = new QVBoxLayout(this);
    column->addStretch(2);
    auto* row = new QHBoxLayout; // not an alignment: the card's height depends on how its texts wrap
    row->addStretch(1);
    row->addWidget(m_card);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(3);
}

void SignInPage::focusInEvent(QFocusEvent*) {
    m_card->takeFocus();
}

} // namespace haziri::ui
