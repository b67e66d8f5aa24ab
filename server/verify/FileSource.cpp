#include "server/verify/FileSource.h"

namespace haziri::verify {

namespace {
constexpr qint64 kMaxLineBytes = 64 * 1024 * 1024;
constexpr qsizetype kMostLines = 256;              // of a piece
constexpr qsizetype kMostPieceBytes = 1024 * 1024; // beyond which it gets no further line
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

Result<std::optional<Piece>> FileSource::next() {
    Piece piece;
    for (qsizetype bytes = 0; piece.lines.size() < kMostLines && bytes < kMostPieceBytes;) {
        auto line = readLine();
        if (!line) return fail(line.error());
        if (line->isEmpty()) break;
        bytes += line->size();
        piece.lines.append(std::move(*line));
    }
    if (piece.lines.isEmpty()) return std::optional<Piece>();
    return std::optional(std::move(piece));
}

Result<QByteArray> FileSource::checkpoint() {
    return fail("MALFORMED", QStringLiteral("the export ends without a checkpoint"));
}

} // namespace haziri::verify
