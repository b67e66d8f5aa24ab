#include "server/verify/FileSource.h"

#include "server/verify/LogText.h"

#include <algorithm>

namespace haziri::verify {

namespace {
constexpr qint64 kMaxLineBytes = 64 * 1024 * 1024;
constexpr qsizetype kMaxDocumentBytes = 512 * 1024 * 1024;
constexpr qint64 kLook = 256 * 1024; // enough of a file to see how it is written
constexpr qint64 kPart = 1024 * 1024;
constexpr qsizetype kMostLines = 256;              // of a piece
constexpr qsizetype kMostPieceBytes = 1024 * 1024; // beyond which it gets no further line
constexpr QByteArrayView kByteOrderMark = "\xef\xbb\xbf";

/// Whether anything in it looks like a log, whole or damaged: another file is named as such, and not as a log that was
/// forged. Where its first entry is longer than what is looked at, its keys begin here all the same.
bool looksLikeALog(QByteArrayView text) {
    static const QByteArrayView keys[] = {"\"entry\"",      "\"entries\"", "\"checkpoint\"", "\"index\"",
                                          "\"recordHash\"", "\"data\"",    "\"salt\"",       "\"size\""};
    if (text.trimmed() == "[]") return true; // of no entry
    return std::any_of(std::begin(keys), std::end(keys), [&](QByteArrayView key) { return text.contains(key); });
}

/// Without the white space at its end.
qsizetype endOfContent(QByteArrayView text) {
    const QByteArrayView content = text.trimmed();
    return content.isEmpty() ? 0 : content.data() + content.size() - text.data();
}

/// Behind the last whole line that has something in it, or behind empty ones that something follows; 0: more is needed.
qsizetype endOfLines(QByteArrayView text) {
    const qsizetype content = endOfContent(text);
    const qsizetype end = text.indexOf('\n', content);
    return end >= 0 && content > 0 ? end + 1 : text.first(content).lastIndexOf('\n') + 1;
}

} // namespace

/// As much as there is, up to `most`, behind what `text` has: a pipe gives little at a time. False: the file has ended.
Result<bool> FileSource::read(QByteArray& text, qint64 most) {
    const qsizetype had = text.size();
    text.resize(had + most);
    qint64 size = 0;
    while (size < most) {
        const qint64 got = m_file.read(text.data() + had + size, most - size);
        if (got < 0 || (got == 0 && m_file.error() != QFileDevice::NoError)) return fail("FILE", m_file.errorString());
        if (got == 0) break;
        size += got;
    }
    text.truncate(had + size);
    return size > 0;
}

Result<void> FileSource::begin() {
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) return fail("FILE", m_file.errorString());
    if (const auto began = read(m_ahead, kLook); !began) return fail(began.error());
    if (m_ahead.startsWith(kByteOrderMark)) m_ahead.remove(0, kByteOrderMark.size());
    if (m_ahead.trimmed().isEmpty()) return fail("FILE", QStringLiteral("there is nothing in it"));
    if (!looksLikeALog(m_ahead)) return fail("FILE", QStringLiteral("it is no log: nothing in it names an entry"));
    m_isLineByLine = isLineByLine(m_ahead);
    return {};
}

/// One object or array; what is neither up to the end. Empty: the file has ended.
Result<QByteArray> FileSource::readValue() {
    QByteArray value;
    ValueEnd end;
    for (QByteArray part = std::exchange(m_ahead, {});; part.clear()) {
        if (part.isEmpty())
            if (const auto more = read(part, kPart); !more) return fail(more.error());
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

/// Empty lines are damage, unless nothing but such comes up to the end of the file: so they wait for what is behind
/// them.
Result<std::optional<Piece>> FileSource::nextOfLines() {
    for (;;) {
        QByteArray text = std::exchange(m_ahead, {});
        const auto more = read(text, kPart);
        if (!more) return fail(more.error());
        const bool isLast = !*more;
        const qsizetype cut = isLast ? endOfContent(text) : endOfLines(text);
        if (cut == 0 && isLast) return std::optional<Piece>();
        if (cut == 0 && text.size() < kMaxLineBytes) {
            m_ahead = std::move(text);
            continue;
        }
        if (cut > 0) {
            if (!isLast) m_ahead = text.sliced(cut);
            text.truncate(cut);
        }
        return std::optional(Piece{std::move(text), {}, {}});
    }
}

Result<std::optional<Piece>> FileSource::next() {
    if (!m_file.isOpen())
        if (auto begun = begin(); !begun) return fail(begun.error());
    return m_isLineByLine ? nextOfLines() : nextOfDocuments();
}

Result<QByteArray> FileSource::checkpoint() {
    return fail("NO_CHECKPOINT", QStringLiteral("the log ends without one"));
}

} // namespace haziri::verify
