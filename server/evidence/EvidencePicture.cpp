#include "server/evidence/EvidencePicture.h"

#include <QBuffer>
#include <QImageReader>

namespace haziri::evidence {

namespace {

// A progressive JPEG may bring thousands of scans of a few bytes, each of which costs a pass over the whole picture.
constexpr qsizetype kMostScans = 100;

QByteArray formatOf(const QByteArray& bytes) {
    if (bytes.startsWith("\xff\xd8\xff")) return QByteArrayLiteral("jpeg");
    if (bytes.startsWith("\x89PNG\r\n\x1a\n")) return QByteArrayLiteral("png");
    return {};
}

auto unreadable(const QString& why) {
    return fail("PICTURE_UNREADABLE", why);
}

} // namespace

Result<QImage> readEvidence(const QByteArray& bytes) {
    const QByteArray format = formatOf(bytes);
    if (format.isEmpty()) return unreadable(QStringLiteral("neither JPEG nor PNG"));
    if (format == "jpeg" && bytes.count("\xff\xda") > kMostScans) return unreadable(QStringLiteral("too many scans"));
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isEmpty()) return unreadable(QStringLiteral("no size"));
    if (qint64(size.width()) * size.height() > kMostPixels)
        return unreadable(QStringLiteral("%1×%2 pixels").arg(size.width()).arg(size.height()));
    if (std::max(size.width(), size.height()) > kLongSide)
        reader.setScaledSize(size.scaled(kLongSide, kLongSide, Qt::KeepAspectRatio).expandedTo({1, 1}));
    QImage image = reader.read();
    if (image.isNull()) return unreadable(reader.errorString());
    return image;
}

} // namespace haziri::evidence
