#include "server/verify/FileSource.h"

namespace haziri::verify {

namespace {
constexpr qint64 kMaxLineBytes = 64 * 1024 * 1024;
constexpr qsizetype kMaxNoteBytes = 64 * 1024;

tl::unexpected<Error> malformed(QString why) {
    return fail("MALFORMED", std::move(why));
}
} // namespace

Result<QByteArray> FileSource::readLine() {
    if (!m_file.isOpen() && !m_file.open(QIODevice::ReadOnly)) return fail("FILE", m_file.errorString());
    // Asking QFile for long lines makes it reserve the longest for each, so they are put together from pieces.
    QByteArray line;
    char piece[16 * 1024];
    while (!line.endsWith('\n') && line.size() < kMaxLineBytes) {
        const qint64 got = m_file.readLine(piece, sizeof piece);
        if (got < 0 && m_file.error() != QFileDevice::NoError) return fail("FILE", m_file.errorString());
        if (got <= 0) break;
        line.append(piece, got);
    }
    return line;
}

Result<void> FileSource::expectEnd() {
    const auto line = readLine();
    if (!line) return fail(line.error());
    if (!line->isEmpty()) return malformed(QStringLiteral("the export goes on behind its checkpoint"));
    return {};
}

Result<std::optional<json::Reader>> FileSource::next() {
    const auto line = readLine();
    if (!line) return fail(line.error());
    if (line->isEmpty()) return malformed(QStringLiteral("the export ends without a checkpoint"));
    const auto reader = json::Reader::parse(*line);
    if (!reader) return fail(reader.error());
    if (!reader->contains("checkpoint")) return std::optional(*reader);
    m_checkpoint = reader->text("checkpoint", kMaxNoteBytes);
    if (reader->error()) return fail(*reader->error());
    if (const auto end = expectEnd(); !end) return fail(end.error());
    return std::optional<json::Reader>();
}

Result<QByteArray> FileSource::checkpoint() {
    return m_checkpoint;
}

} // namespace haziri::verify
