#include "ui/widgets/QrCode.h"

#include <QPainter>
#include <memory>
#include <qrencode.h>

namespace haziri::ui {

namespace {

using Code = std::unique_ptr<QRcode, void (*)(QRcode*)>;

/// Letters of the alphanumeric mode are packed tighter than bytes; the library finds them in a string by itself.
Code encode(const QByteArray& text, QRecLevel level) {
    return {QRcode_encodeString(text.constData(), 0, level, QR_MODE_8, 1), QRcode_free};
}

} // namespace

QImage qrImage(const QByteArray& text) {
    Code code = encode(text, QR_ECLEVEL_M);
    if (!code) code = encode(text, QR_ECLEVEL_L);
    if (!code) return {};
    QImage image(code->width, code->width, QImage::Format_Grayscale8);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            image.scanLine(y)[x] = code->data[y * code->width + x] & 1 ? 0 : 255;
    return image;
}

QrCode::QrCode(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(120, 120);
}

void QrCode::setText(const QByteArray& text) {
    m_code = text.isEmpty() ? QImage() : qrImage(text);
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
