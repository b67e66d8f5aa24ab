#include "core/face/Picture.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QImageWriter>

namespace haziri::face {

namespace {
constexpr qint64 kMaxPixels = 64'000'000;
constexpr qint64 kMaxFileBytes = 64LL * 1024 * 1024;

Result<QImage> read(QIODevice& device, const QString& what) {
    QImageReader reader(&device);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size(); // from the header: an enormous picture is refused before it is unpacked
    if (size.isValid() && qint64(size.width()) * size.height() > kMaxPixels)
        return fail(
            "PICTURE_UNREADABLE",
            QStringLiteral("%1 has %2×%3 pixels, which is too many.").arg(what).arg(size.width()).arg(size.height()));
    QImage image = reader.read();
    if (image.isNull()) return fail("PICTURE_UNREADABLE", QStringLiteral("%1: %2").arg(what, reader.errorString()));
    return image;
}
} // namespace

Result<QImage> readPicture(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail("PICTURE_UNREADABLE", QStringLiteral("%1: %2").arg(path, file.errorString()));
    if (file.size() > kMaxFileBytes) return fail("PICTURE_UNREADABLE", QStringLiteral("%1 is too large.").arg(path));
    return read(file, path);
}

Result<QImage> readPicture(const QByteArray& bytes) {
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return read(buffer, QStringLiteral("The picture"));
}

QByteArray toJpeg(const QImage& image, int longSide, int quality) {
    if (image.isNull()) return {};
    QImage scaled = image;
    if (std::max(image.width(), image.height()) > longSide)
        scaled = image.scaled(longSide, longSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(quality);
    // JPEG has no transparency: what was transparent becomes white rather than a colour by chance.
    return writer.write(scaled.convertToFormat(QImage::Format_RGB888)) ? buffer.data() : QByteArray();
}

} // namespace haziri::face
