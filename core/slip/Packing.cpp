#include "core/slip/Packing.h"

#include "core/base/Base64Url.h"

#include <QFile>
#include <zlib.h>

static void initResources() {
    Q_INIT_RESOURCE(haziri_slip); // a static library's resources are not there by themselves
}

namespace haziri::slip {

namespace {

constexpr qsizetype kMostBytes = 256 * 1024;
constexpr QByteArrayView kMember = "\"packet\":\"";

const QByteArray& dictionary() {
    static const QByteArray text = [] {
        initResources();
        QFile file(QStringLiteral(":/haziri/slip/dictionary-1.txt"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    return text;
}

const Bytef* raw(const QByteArray& bytes) {
    return reinterpret_cast<const Bytef*>(bytes.constData());
}

QByteArray deflated(const QByteArray& text) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    deflateSetDictionary(&stream, raw(dictionary()), uInt(dictionary().size()));
    QByteArray out(qsizetype(deflateBound(&stream, uLong(text.size()))), Qt::Uninitialized);
    stream.next_in = const_cast<Bytef*>(raw(text));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

Result<QByteArray> inflated(const QByteArray& packed) {
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK) return fail("MALFORMED");
    inflateSetDictionary(&stream, raw(dictionary()), uInt(dictionary().size()));
    QByteArray out(kMostBytes, Qt::Uninitialized);
    stream.next_in = const_cast<Bytef*>(raw(packed));
    stream.avail_in = uInt(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    const int end = inflate(&stream, Z_FINISH);
    const bool isWhole = end == Z_STREAM_END && stream.avail_in == 0;
    out.truncate(qsizetype(stream.total_out));
    inflateEnd(&stream);
    if (!isWhole) return fail("MALFORMED", QStringLiteral("the packed record is damaged"));
    return out;
}

std::optional<Packed> packWithPacket(const QByteArray& record) {
    const qsizetype begin = record.indexOf(kMember);
    if (begin < 0) return std::nullopt;
    const qsizetype from = begin + kMember.size(), to = record.indexOf('"', from);
    if (to < 0) return std::nullopt;
    const QList<QByteArray> parts = record.mid(from, to - from).split('.');
    if (parts.size() != 3) return std::nullopt;
    const auto header = fromBase64Url(parts[0]), payload = fromBase64Url(parts[1]), signature = fromBase64Url(parts[2]);
    if (!header || !payload || !signature || signature->isEmpty()) return std::nullopt;
    const QByteArray rest = record.left(from) + record.mid(to);
    return Packed{deflated(rest + '\0' + *header + '\0' + *payload), *signature};
}

} // namespace

Packed pack(const QByteArray& record) {
    if (const auto packed = packWithPacket(record))
        if (const auto back = unpack(*packed); back && *back == record) return *packed;
    return {deflated(record), {}};
}

Result<QByteArray> unpack(const Packed& packed) {
    const auto text = inflated(packed.text);
    if (!text || packed.signature.isEmpty()) return text;
    const QList<QByteArray> parts = text->split('\0');
    const qsizetype at = parts.first().indexOf(kMember);
    if (parts.size() != 3 || at < 0) return fail("MALFORMED", QStringLiteral("the record has no place for its packet"));
    return parts[0].left(at + kMember.size()) + toBase64Url(parts[1]) + '.' + toBase64Url(parts[2]) + '.' +
           toBase64Url(packed.signature) + parts[0].mid(at + kMember.size());
}

} // namespace haziri::slip
