#include "ui/widgets/Fields.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"

#include <QPainter>
#include <QVBoxLayout>

namespace haziri::ui {

SearchField::SearchField(QWidget* parent)
    : QLineEdit(parent) {
    setTextMargins(26, 0, 34, 0);
    setMinimumHeight(40);
}

void SearchField::say(const QString& prompt, const QString& key) {
    setPlaceholderText(prompt);
    setAccessibleName(prompt);
    m_key = key;
    update();
}

void SearchField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    drawIcon(painter, QRect(12, (height() - 18) / 2, 18, 18), QStringLiteral("search"), theme[Colour::Dim]);
    if (m_key.isEmpty()) return;
    painter.setFont(theme.font(TextSize::Small));
    painter.setPen(theme[Colour::Dim]);
    painter.drawText(rect().adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, m_key);
}

Field::Field(QWidget* parent)
    : QWidget(parent)
    , m_label(new Text(TextSize::Table, Colour::Ink, Text::Weight::Bold))
    , m_edit(new QLineEdit)
    , m_below(new Text(TextSize::Table, Colour::Dim)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(m_label);
    column->addWidget(m_edit);
    column->addWidget(m_below);
    m_label->setBuddy(m_edit);
    m_edit->setFixedHeight(42);
    m_below->setWordWrap(true);
    onLanguage(this, [this] {
        if (m_sayError) m_error = m_sayError();
        showLine();
    });
}

void Field::say(const QString& label, const QString& help) {
    m_label->setText(label);
    m_edit->setAccessibleName(label);
    m_edit->setAccessibleDescription(help);
    m_help = help;
    showLine();
}

crypto::SecretBytes Field::takeSecret() {
    QString text = m_edit->text();
    m_edit->clear(); // now the text is ours alone, so that filling it does not fill a copy
    QByteArray utf8 = text.toUtf8();
    text.fill(QChar(u'\0'));
    return crypto::SecretBytes::take(std::move(utf8));
}

void Field::setError(const QString& error) {
    m_sayError = nullptr;
    m_error = error;
    showLine();
}

void Field::sayError(std::function<QString()> error) {
    setError(error());
    m_sayError = std::move(error);
}

void Field::showLine() {
    m_below->setInk(Colour::Dim);
    if (!m_error.isEmpty()) m_below->setInk(Tone::Bad);
    m_below->setText(m_error.isEmpty() ? m_help : m_error);
    m_below->setVisible(!m_below->text().isEmpty());
}

} // namespace haziri::ui
