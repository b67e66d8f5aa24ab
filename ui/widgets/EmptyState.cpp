#include "ui/widgets/EmptyState.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"

#include <QBoxLayout>

namespace haziri::ui {

class EmptyState::Disc : public QWidget {
  public:
    Disc() { setFixedSize(72, 72); }
    void set(const QString& drawing, Tone tone) {
        m_drawing = drawing;
        m_tone = tone;
        update();
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Style::themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.soft(m_tone));
        painter.drawEllipse(rect());
        if (!m_drawing.isEmpty()) drawIcon(painter, QRect(20, 20, 32, 32), m_drawing, theme.ink(m_tone));
    }

  private:
    QString m_drawing;
    Tone m_tone = Tone::Neutral;
};

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_disc(new Disc)
    , m_title(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_advice(new Text(TextSize::Body, Colour::Dim))
    , m_action(new Button(Button::Kind::Plain)) {
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_disc, 0, Qt::AlignHCenter);
    column->addSpacing(6);
    for (Text* text : {m_title, m_advice}) {
        text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        text->setWordWrap(true);
        column->addWidget(text);
    }
    column->addSpacing(8);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_action->hide();
    connect(m_action, &Button::clicked, this, &EmptyState::actionChosen);
}

void EmptyState::set(const QString& drawing, const QString& title, const QString& advice, Tone tone) {
    m_disc->set(drawing, tone);
    m_title->setText(title);
    m_advice->setText(advice);
    setAccessibleName(title);
    setAccessibleDescription(advice);
}

void EmptyState::setAction(const QString& text) {
    m_action->say(text);
    m_action->setVisible(!text.isEmpty());
}

Notice::Notice(QWidget* parent)
    : QWidget(parent)
    , m_text(new Text(TextSize::Table))
    , m_action(new Button(Button::Kind::Quiet)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(40, 8, 8, 8);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    m_text->setWordWrap(true);
    m_text->setMinimumHeight(24);
    m_action->hide();
    onLanguage(this, [this] {
        if (m_say) show(m_say());
        showAction();
    });
    connect(m_action, &Button::clicked, this, &Notice::actionChosen);
    hide();
}

void Notice::set(Tone tone, const QString& text) {
    m_say = nullptr;
    m_tone = tone;
    m_text->setInk(tone);
    show(text);
    setVisible(!text.isEmpty());
}

void Notice::say(Tone tone, std::function<QString()> text) {
    set(tone, text());
    m_say = std::move(text);
}

void Notice::show(const QString& text) {
    m_text->setText(text);
    setAccessibleName(text);
    update();
}

void Notice::setAction(std::function<QString()> text) {
    m_sayAction = std::move(text);
    showAction();
}

void Notice::showAction() {
    if (m_sayAction) m_action->say(m_sayAction());
    m_action->setVisible(bool(m_sayAction));
}

void Notice::clear() {
    m_say = nullptr;
    hide();
}

void Notice::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.soft(m_tone));
    painter.drawRoundedRect(rect(), theme.measures().radiusControl, theme.measures().radiusControl);
    drawIcon(painter, QRect(14, height() / 2 - 8, 16, 16), shapeOf(m_tone), theme.ink(m_tone));
}

} // namespace haziri::ui
