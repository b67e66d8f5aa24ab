#include "ui/widgets/QrCode.h"

#include "core/card/QrCode.h"

#include <QPainter>

namespace haziri::ui {

QrCode::QrCode(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(120, 120);
}

void QrCode::setText(const QByteArray& text) {
    m_code = card::qrModules(text);
    update();
}

void QrCode::paintEvent(QPaintEvent*) {
    if (m_code.isNull()) return;
    constexpr int kQuiet = 4; // modules around it, as the standard wants
    const int whole = m_code.width() + 2 * kQuiet;
    const int side = qMin(width(), height());
    const int module = qMax(1, side / whole);
    const QRect box((width() - module * whole) / 2, (height() - module * whole) / 2, module * whole, module * whole);
    QPainter painter(this);
    painter.fillRect(box, Qt::white);
    painter.drawImage(box.adjusted(kQuiet * module, kQuiet * module, -kQuiet * module, -kQuiet * module), m_code);
}

} // namespace haziri::ui
