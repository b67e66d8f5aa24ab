#include "core/card/QrCode.h"

#define ZX_USE_UTF8 1 // texts as UTF-8, not as wide characters
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <ZXing/ReadBarcode.h>
#include <exception>

namespace haziri::card {

namespace {
constexpr int kEccM = 3; // the library counts from 0 to 8
constexpr int kQuietZone = 4;
} // namespace

// The library throws where a text does not fit or a picture is odd; neither is an exception to us.
QImage drawQr(const QByteArray& text, int modulePx) try {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    writer.setMargin(kQuietZone).setEccLevel(kEccM).setEncoding(ZXing::CharacterSet::UTF8);
    const ZXing::BitMatrix modules = writer.encode(text.toStdString(), 0, 0);
    QImage image(modules.width(), modules.height(), QImage::Format_Grayscale8);
    for (int y = 0; y < modules.height(); ++y)
        for (int x = 0; x < modules.width(); ++x)
            image.scanLine(y)[x] = modules.get(x, y) ? 0 : 255;
    return image.scaled(image.size() * modulePx);
} catch (const std::exception&) {
    return {};
}

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
