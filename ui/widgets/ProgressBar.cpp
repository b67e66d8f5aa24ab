#include "ui/widgets/ProgressBar.h"

#include "ui/widgets/BarShape.h"

namespace haziri::ui {

ProgressBar::ProgressBar(QWidget* parent)
    : QWidget(parent) {
    setFixedHeight(8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_pulse.setInterval(40);
    connect(&m_pulse, &QTimer::timeout, this, [this] {
        m_phase = (m_phase + 2) % 100;
        update();
    });
}

void ProgressBar::setProgress(qint64 done, qint64 whole) {
    m_done = done;
    m_whole = whole;
    if (whole <= 0 && isVisible())
        m_pulse.start();
    else
        m_pulse.stop();
    setAccessibleDescription(whole > 0 ? QStringLiteral("%1 %").arg(done * 100 / whole) : QString());
    update();
}

void ProgressBar::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void ProgressBar::paintEvent(QPaintEvent*) {
    const Theme& theme = Style::themeOf(this);
    QPainter painter(this);
    beginBar(painter, *this);
    QRectF bar(0, 0, m_whole > 0 ? width() * double(m_done) / double(m_whole) : width() * .3, height());
    if (m_whole <= 0) bar.moveLeft((width() + bar.width()) * m_phase / 100.0 - bar.width());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.ink(m_tone));
    painter.drawRoundedRect(bar, height() / 2.0, height() / 2.0);
}

} // namespace haziri::ui
