#include "server/verify/FileSource.h"

#include "server/verify/LogText.h"

namespace haziri::verify {

namespace {
constexpr qint64 kMaxLineBytes = 64 * 1024 * 1024;
constexpr qsizetype kMaxDocumentBytes = 512 * 1024 * 1024;
constexpr qint64 kLook = 256 * 1024; // enough of a file to see how it is written
constexpr qint64 kPart = 1024 * 1024;
constexpr qsizetype kMostLines = 256;              // of a piece
constexpr qsizetype kMostPieceBytes = 1024 * 1024; // beyond which it gets no further line
constexpr QByteArrayView kByteOrderMark = "\xef\xbb\xbf";
} // namespace

Result<void> FileSource::begin() {
    if (!m_file.open(QIODevice::ReadOnly)) return fail("FILE", m_file.errorString());
    if (m_file.peek(kByteOrderMark.size()) == kByteOrderMark) m_file.skip(kByteOrderMark.size());
    const QByteArray beginning = m_file.peek(kLook);
    if (beginning.isEmpty() && m_file.error() != QFileDevice::NoError) return fail("FILE", m_file.errorString());
    if (beginning.trimmed().isEmpty()) return fail("FILE", QStringLiteral("there is nothing in it"));
    m_isLineByLine = isLineByLine(beginning);
    return {};
}

Result<QByteArray> FileSource::readLine() {
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

/// One object or array; what is neither up to the end. Empty: the file has ended.
Result<QByteArray> FileSource::readValue() {
    QByteArray value;
    ValueEnd end;
    for (QByteArray part = std::exchange(m_ahead, {});; part.clear()) {
        if (part.isEmpty()) part = m_file.read(kPart);
        if (part.isEmpty() && m_file.error() != QFileDevice::NoError) return fail("FILE", m_file.errorString());
        if (part.isEmpty()) return value;
        if (value.isEmpty()) {
            qsizetype blanks = 0;
            while (blanks < part.size() && QByteArrayView(" \r\n\t").contains(part[blanks]))
                ++blanks;
            part.remove(0, blanks);
        }
        if (const auto last = end.scan(part)) {
            m_ahead = part.sliced(*last);
            return value + part.first(*last);
        }
        value += part;
        if (value.size() > kMaxDocumentBytes) return fail("FILE", QStringLiteral("a document in it is too large"));
    }
}

Result<std::optional<Piece>> FileSource::nextOfDocuments() {
    Piece piece;
    for (qsizetype bytes = 0; piece.lines.size() < kMostLines && bytes < kMostPieceBytes;) {
        if (m_given == m_parted.size()) {
            const auto value = readValue();
            if (!value) return fail(value.error());
            if (value->isEmpty()) break;
            m_parted = entriesIn(*value);
            m_given = 0;
            continue;
        }
        bytes += m_parted[m_given].size();
        piece.lines.append(std::move(m_parted[m_given++]));
    }
    if (piece.lines.isEmpty()) return std::optional<Piece>();
    return std::optional(std::move(piece));
}

Result<std::optional<Piece>> FileSource::next() {
    if (!m_file.isOpen())
        if (auto begun = begin(); !begun) return fail(begun.error());
    if (!m_isLineByLine) return nextOfDocuments();
    Piece piece;
    for (qsizetype bytes = 0; piece.lines.size() < kMostLines && bytes < kMostPieceBytes;) {
        auto line = readLine();
        if (!line) return fail(line.error());
        if (line->isEmpty()) break;
        if (line->trimmed().isEmpty()) { // damage, unless it is the end of the file
            ++m_blankLines;
            continue;
        }
        for (; m_blankLines > 0; --m_blankLines)
            piece.lines.append(QByteArrayLiteral("\n"));
        bytes += line->size();
        piece.lines.append(std::move(*line));
    }
    if (piece.lines.isEmpty()) return std::optional<Piece>();
    return std::optional(std::move(piece));
}

Result<QByteArray> FileSource::checkpoint() {
    return fail("NO_CHECKPOINT", QStringLiteral("the log ends without one"));
}

} // namespace haziri::verify
