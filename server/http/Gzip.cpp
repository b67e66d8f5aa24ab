#include "server/http/Gzip.h"

#include <zlib.h>

namespace haziri::http {

namespace {

constexpr int kGzipOnly = 15 + 16; // zlib: the largest window, gzip framing

struct Inflater {
    z_stream stream{};
    bool ready = inflateInit2(&stream, kGzipOnly) == Z_OK;
    ~Inflater() {
        if (ready) inflateEnd(&stream);
    }
};

} // namespace

Result<QByteArray> inflateGzip(QByteArrayView compressed, qsizetype maxBytes) {
    Inflater inflater;
    if (!inflater.ready) return fail("STORE_UNAVAILABLE", QStringLiteral("no memory to inflate"));
    z_stream& stream = inflater.stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream.avail_in = uInt(compressed.size());

    QByteArray plain;
    QByteArray chunk(64 * 1024, Qt::Uninitialized);
    int outcome = Z_OK;
    while (outcome == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = uInt(chunk.size());
        outcome = inflate(&stream, Z_NO_FLUSH);
        const qsizetype made = chunk.size() - qsizetype(stream.avail_out);
        if (plain.size() + made > maxBytes) return fail("TOO_LARGE", QStringLiteral("the inflated body is too large"));
        plain.append(chunk.constData(), made);
        // A gzip file is one member or several, one behind the other (RFC 1952, 2.2).
        if (outcome == Z_STREAM_END && stream.avail_in != 0) outcome = inflateReset(&stream);
    }
    if (outcome != Z_STREAM_END || stream.avail_in != 0)
        return fail("MALFORMED", QStringLiteral("not whole gzip members"));
    return plain;
}

} // namespace haziri::http
