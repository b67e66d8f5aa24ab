#include "server/verify/Verification.h"

#include "core/audit/ServedEntryJson.h"

namespace haziri::verify {

namespace {

class Run {
  public:
    Run(EntrySource& source, const audit::VerifierKey& key, const std::optional<audit::Checkpoint>& witnessed)
        : m_source(source)
        , m_key(key)
        , m_witnessed(witnessed) {}

    Outcome finish(const std::function<void(qint64)>& progress) {
        checkPast();
        while (m_outcome.holds() && readOne()) {
            checkPast();
            progress(m_verifier.size());
        }
        if (m_outcome.holds()) close();
        m_outcome.entries = m_verifier.size();
        m_outcome.withoutData = m_verifier.erased();
        return m_outcome;
    }

  private:
    /// False once there is no further entry, or something is wrong.
    bool readOne() {
        const auto object = m_source.next();
        if (!object) return stop(object.error());
        if (!*object) return false;
        const auto entry = audit::readServedEntry(**object);
        if (!entry) return stop(entry.error());
        m_outcome.bad = m_verifier.add(*entry);
        if (!m_outcome.bad) m_outcome.bad = m_heads.add(*entry);
        return !m_outcome.bad;
    }

    bool stop(const Error& error) {
        if (error.code == "CHECKPOINT_INVALID")
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

    void close() {
        const auto note = m_source.checkpoint();
        if (!note) return void(stop(note.error()));
        const auto checkpoint = audit::verifyCheckpoint(*note, m_key);
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
};

} // namespace

Outcome verifyLog(EntrySource& source, const audit::VerifierKey& key, const std::optional<audit::Checkpoint>& witnessed,
                  const std::function<void(qint64)>& progress) {
    return Run(source, key, witnessed).finish(progress);
}

} // namespace haziri::verify
