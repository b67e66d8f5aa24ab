#include "server/verify/Verification.h"

#include "server/verify/LogText.h"
#include "server/verify/NoteFile.h"

#include "core/audit/ServedEntryJson.h"

#include <QThreadPool>
#include <deque>
#include <future>

namespace haziri::verify {

namespace {

constexpr qsizetype kMaxNoteBytes = 64 * 1024;
constexpr size_t kAhead = 8;           // pieces; they bound the memory
constexpr qsizetype kUsualLine = 1024; // bytes, for a first guess

/// An object of the log after all that can be done with it alone.
struct Prepared {
    std::optional<Error> error; ///< it cannot be read
    std::optional<QByteArray> note;
    audit::PreparedEntry entry;
    HeadFacts heads;
};

Prepared prepareObject(const json::Reader& object, const DeviceKeys& keys) {
    Prepared prepared;
    if (object.contains("checkpoint")) {
        prepared.note = object.text("checkpoint", kMaxNoteBytes);
        prepared.error = object.error();
        return prepared;
    }
    const auto served = audit::readServedEntry(object);
    if (!served) {
        prepared.error = served.error();
        return prepared;
    }
    prepared.entry = audit::prepareEntry(*served);
    prepared.heads = readHeadFacts(*served, keys);
    return prepared;
}

/// A line that is a document stands for the entries in it.
void prepareLine(QByteArrayView line, const DeviceKeys& keys, std::vector<Prepared>& all) {
    const auto object = json::Reader::parse(line);
    if (!object) {
        all.emplace_back().error = object.error();
    } else if (object->contains("entries") && !object->contains("entry")) {
        const QByteArray text = line.toByteArray();
        const QList<QByteArray> entries = entriesIn(text);
        if (entries == QList<QByteArray>{text})
            all.emplace_back().error = Error{"MALFORMED", QStringLiteral("entries is no array")};
        else
            for (const QByteArray& entry : entries)
                prepareLine(entry, keys, all);
    } else {
        all.push_back(prepareObject(*object, keys));
    }
}

std::vector<Prepared> prepare(const Piece& piece, const DeviceKeys& keys) {
    std::vector<Prepared> all;
    all.reserve(size_t(piece.lines.size() + piece.objects.size() + piece.text.size() / kUsualLine));
    for (QByteArrayView rest = piece.text; !rest.isEmpty();) {
        const qsizetype end = rest.indexOf('\n');
        prepareLine(rest.first(end < 0 ? rest.size() : end), keys, all);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    }
    for (const QByteArray& line : piece.lines)
        prepareLine(line, keys, all);
    for (const json::Reader& object : piece.objects)
        all.push_back(prepareObject(object, keys));
    return all;
}

/// This thread reads pieces and holds one entry against the one before it; what each needs for itself is done by
/// others, a few pieces ahead.
class Run {
  public:
    Run(EntrySource& source, const audit::VerifierKey& key, const std::optional<audit::Checkpoint>& witnessed)
        : m_source(source)
        , m_key(key)
        , m_witnessed(witnessed) {}

    Outcome finish(const std::function<void(qint64)>& progress) {
        checkPast();
        for (readAhead(); m_outcome.holds() && !m_ahead.empty(); readAhead()) {
            const auto all = m_ahead.front().get();
            m_ahead.pop_front();
            for (const Prepared& one : all) {
                if (!take(one)) break;
                checkPast();
                if (!m_outcome.holds()) break;
                if (!m_note) progress(m_verifier.size());
            }
        }
        if (m_outcome.holds() && m_unread) stop(*m_unread);
        if (m_outcome.holds()) close();
        m_outcome.entries = m_verifier.size();
        m_outcome.withoutData = m_verifier.erased();
        return m_outcome;
    }

  private:
    void readAhead() {
        while (!m_isRead && m_ahead.size() < kAhead) {
            auto piece = m_source.next();
            if (!piece) m_unread = piece.error();
            m_isRead = !piece || !*piece;
            if (m_isRead) return;
            auto task = std::make_shared<std::packaged_task<std::vector<Prepared>()>>(
                [piece = std::move(**piece), &keys = m_heads.keys()] { return prepare(piece, keys); });
            m_ahead.push_back(task->get_future());
            m_threads.start([task] { (*task)(); });
        }
    }

    /// False where something is wrong.
    bool take(const Prepared& one) {
        if (m_note) return stop({"MALFORMED", QStringLiteral("the export goes on behind its checkpoint")});
        if (one.error) return stop(*one.error);
        m_note = one.note;
        if (m_note) return true;
        m_outcome.bad = m_verifier.add(one.entry);
        if (!m_outcome.bad) m_outcome.bad = m_heads.add(one.heads);
        return !m_outcome.bad;
    }

    bool stop(const Error& error) {
        if (error.code == "CHECKPOINT_INVALID" || error.code == "NO_CHECKPOINT")
            m_outcome.badCheckpoint = error;
        else if (error.code == "MALFORMED")
            m_outcome.bad = audit::BadEntry{m_verifier.size(), QStringLiteral("form"), "an entry of the log",
                                            error.message.toUtf8()};
        else
            m_outcome.unreadable = error;
        return false;
    }

    /// Whether the tree had the witnessed root when it had the witnessed size.
    void checkPast() {
        if (!m_outcome.holds() || !m_witnessed || m_verifier.size() != m_witnessed->size) return;
        if (const audit::Digest root = m_verifier.root(); root != m_witnessed->root)
            m_outcome.bad = audit::BadEntry{m_verifier.size(), QStringLiteral("root of the witnessed checkpoint"),
                                            crypto::toBase64Url(m_witnessed->root), crypto::toBase64Url(root)};
    }

    /// The witnessed checkpoint is the newest that there is, and has to cover all: what stands behind it nobody signed,
    /// and anybody can have written.
    void closeAsWitnessed() {
        m_outcome.checkpoint = *m_witnessed; // its root was compared where the tree had its size
        if (m_verifier.size() != m_witnessed->size)
            m_outcome.bad =
                audit::BadEntry{std::min(m_verifier.size(), m_witnessed->size),
                                m_verifier.size() > m_witnessed->size
                                    ? QStringLiteral("a signed checkpoint over it; the entries before it hold")
                                    : QStringLiteral("size of the checkpoint"),
                                QByteArray::number(m_witnessed->size), QByteArray::number(m_verifier.size())};
        if (!m_outcome.bad) m_outcome.bad = m_heads.close();
        m_outcome.heads = m_heads.report();
    }

    void close() {
        const auto note = m_note ? Result<QByteArray>(*m_note) : m_source.checkpoint();
        if (!note && note.error().code == "NO_CHECKPOINT" && m_witnessed) return closeAsWitnessed();
        if (!note) return void(stop(note.error()));
        const auto checkpoint = audit::verifyCheckpoint(noteOfFile(*note), m_key);
        if (!checkpoint) return void(stop(checkpoint.error()));
        m_outcome.bad = m_verifier.close(*checkpoint);
        if (m_outcome.bad) return;
        m_outcome.checkpoint = *checkpoint;
        if (m_witnessed && m_witnessed->size > checkpoint->size)
            m_outcome.bad =
                audit::BadEntry{checkpoint->size, QStringLiteral("size of the witnessed checkpoint"),
                                QByteArray::number(m_witnessed->size), QByteArray::number(checkpoint->size)};
        if (m_outcome.bad) return;
        m_outcome.bad = m_heads.close();
        m_outcome.heads = m_heads.report();
    }

    EntrySource& m_source;
    const audit::VerifierKey& m_key;
    const std::optional<audit::Checkpoint>& m_witnessed;
    audit::LogVerifier m_verifier;
    HeadCheck m_heads;
    Outcome m_outcome;
    std::deque<std::future<std::vector<Prepared>>> m_ahead;
    bool m_isRead = false;         ///< to the end, or as far as it goes
    std::optional<Error> m_unread; ///< why it goes no further
    std::optional<QByteArray> m_note;
    QThreadPool m_threads; ///< last, so that its work ends before what that looks at goes
};

} // namespace

Outcome verifyLog(EntrySource& source, const audit::VerifierKey& key, const std::optional<audit::Checkpoint>& witnessed,
                  const std::function<void(qint64)>& progress) {
    return Run(source, key, witnessed).finish(progress);
}

} // namespace haziri::verify
