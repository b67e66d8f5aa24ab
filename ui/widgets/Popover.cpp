#include "ui/widgets/Popover.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Text.h"

#include <QBitmap>
#include <QBoxLayout>
#include <QScrollArea>

namespace haziri::ui {

namespace {
constexpr int kRadius = 12;
constexpr int kWidth = 340, kEdge = 8;
} // namespace

Popover::Popover(QWidget* parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_column(new QVBoxLayout(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    m_column->setContentsMargins(18, 16, 18, 16);
    m_column->setSpacing(8);
    closeOnLanguage(this); // its words were put there once
}

void Popover::addTitle(Tone tone, const QString& text) {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* shape = new QLabel;
    shape->setPixmap(iconPixmap(shapeOf(tone), Style::themeOf(this).ink(tone), 16, devicePixelRatioF()));
    auto* title = new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold);
    title->setText(text);
    title->setWordWrap(true);
    row->addWidget(shape);
    row->addWidget(title, 1);
    m_column->addLayout(row);
    setAccessibleName(text);
}

void Popover::addParagraph(const QString& text) {
    auto* paragraph = new Text(TextSize::Body, Colour::Dim);
    paragraph->setText(text);
    paragraph->setWordWrap(true);
    paragraph->setFixedWidth(kWidth);
    m_column->addWidget(paragraph);
}

void Popover::addRow(const QString& what, const QString& value) {
    auto* row = new QHBoxLayout;
    auto* left = new Text(TextSize::Table, Colour::Dim);
    auto* right = new Text(TextSize::Table, Colour::Ink, Text::Weight::Bold);
    left->setText(what);
    right->setText(value);
    right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(left);
    row->addWidget(right, 1);
    m_column->addLayout(row);
}

void Popover::addAction(const QString& text, std::function<void()> action, bool primary) {
    auto* button = new Button(primary ? Button::Kind::Primary : Button::Kind::Plain);
    button->say(text);
    connect(button, &Button::clicked, this, [this, action = std::move(action)] {
        close();
        action();
    });
    m_column->addSpacing(4);
    m_column->addWidget(button);
}

void Popover::addWidget(QWidget* widget) {
    m_column->addWidget(widget);
}

void Popover::openBelow(QWidget* anchor) {
    const QWidget* window = anchor->window();
    const QRect room(window->mapToGlobal(QPoint(0, 0)), window->size());
    adjustSize();
    // A line that wraps asks for its height only once the width is there.
    const int wanted = qMax(height(), m_column->hasHeightForWidth() ? m_column->heightForWidth(width()) : 0);
    if (wanted > room.height() - 2 * kEdge)
        scroll(room.height() - 2 * kEdge);
    else if (wanted > height())
        resize(width(), wanted);
    QPoint at = anchor->mapToGlobal(QPoint(anchor->width() / 2 - width() / 2, anchor->height() + 8));
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - width())));
    if (at.y() + height() > room.bottom())
        at.setY(qMax(room.top() + kEdge, anchor->mapToGlobal(QPoint(0, -height() - 8)).y()));
    move(at);
    show();
}

void Popover::scroll(int height) {
    const int wide = width();
    auto* inner = new QWidget;
    inner->setLayout(m_column); // takes what it holds along
    inner->setAutoFillBackground(false);
    auto* area = new QScrollArea;
    area->setWidget(inner);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, kRadius, 3, kRadius);
    outer->addWidget(area);
    resize(wide + style()->pixelMetric(QStyle::PM_ScrollBarExtent), height);
}

// The corners are cut by a mask: a translucent window would stand in a black frame wherever nothing composes the
// desktop.
void Popover::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    QBitmap shape(size());
    shape.clear();
    QPainter painter(&shape);
    painter.setPen(Qt::color1);
    painter.setBrush(Qt::color1);
    painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), kRadius, kRadius);
    setMask(shape);
}

void Popover::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme[Colour::Line]);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme[Colour::Panel]);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius - 1, kRadius - 1);
}

} // namespace haziri::ui
