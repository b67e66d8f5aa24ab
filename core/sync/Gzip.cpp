#include "core/sync/Gzip.h"

#include <QtGlobal>
#include <zlib.h>

namespace haziri::sync {

QByteArray gzip(const QByteArray& plain) {
    constexpr int kGzipFraming = 15 + 16, kMostMemory = 9;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipFraming, kMostMemory, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("no memory to compress");
    QByteArray out(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) qFatal("the bound of the compression does not hold");
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace haziri::sync
