#include "core/card/QrCode.h"

#define ZX_USE_UTF8 1 // texts as UTF-8, not as wide characters
#include <ZXing/ReadBarcode.h>
#include <exception>
#include <memory>
#include <qrencode.h>

namespace haziri::card {

namespace {
constexpr int kQuietZone = 4;

using Code = std::unique_ptr<QRcode, void (*)(QRcode*)>;

Code encode(const QByteArray& text, QRecLevel level) {
    return {QRcode_encodeString(text.constData(), 0, level, QR_MODE_8, 1), QRcode_free};
}
} // namespace

QImage qrModules(const QByteArray& text) {
    if (text.isEmpty()) return {};
    Code code = encode(text, QR_ECLEVEL_M);
    if (!code) code = encode(text, QR_ECLEVEL_L);
    if (!code) return {};
    QImage image(code->width, code->width, QImage::Format_Grayscale8);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            image.scanLine(y)[x] = code->data[y * code->width + x] & 1 ? 0 : 255;
    return image;
}

QImage drawQr(const QByteArray& text, int modulePx) {
    const QImage modules = qrModules(text);
    if (modules.isNull()) return {};
    const int side = (modules.width() + 2 * kQuietZone) * modulePx;
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(255);
    for (int y = 0; y < modules.height() * modulePx; ++y)
        for (int x = 0; x < modules.width() * modulePx; ++x)
            image.scanLine(y + kQuietZone * modulePx)[x + kQuietZone * modulePx] =
                modules.constScanLine(y / modulePx)[x / modulePx];
    return image;
}

// The library throws where a picture is odd; that is no exception to us.
std::optional<QByteArray> readQr(const QImage& image) try {
    if (image.isNull()) return std::nullopt;
    const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                                int(grey.bytesPerLine()));
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true).setTryDownscale(false);
    const ZXing::Result result = ZXing::ReadBarcode(view, hints);
    if (!result.isValid()) return std::nullopt;
    return QByteArray::fromStdString(result.text());
} catch (const std::exception&) {
    return std::nullopt;
}

} // namespace haziri::card
