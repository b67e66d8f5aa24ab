// A made-up log with its key, checkpoints of every size, and its export.
#pragma once

#include "core/audit/ServedEntryJson.h"
#include "tests/support/SeededRandom.h"

#include <vector>

namespace haziri::test {

class SampleLog {
  public:
    explicit SampleLog(qint64 size, std::uint64_t seed = 1)
        : m_random(seed)
        , m_key(crypto::Ed25519PrivateKey::generate(m_random)) {
        m_roots.push_back(m_frontier.root());
        for (qint64 i = 0; i < size; ++i)
            append();
    }

    void append() {
        const qint64 index = m_frontier.size();
        audit::ServedEntry served;
        served.index = index;
        served.salt = QByteArray(16, '\0');
        m_random.fill({reinterpret_cast<std::uint8_t*>(served.salt->data()), 16});
        served.data = "{\"n\":" + QByteArray::number(index) + ",\"text\":\"\xe0\xa4\xa6 \\\"x\\\"\"}";
        const audit::LogEntry entry{index,
                                    index ? "attendance" : "log.start",
                                    {qint32(index % 101), index % 2 == 0, {1'763'800'000'000 + index}},
                                    audit::dataHash(*served.salt, *served.data),
                                    index ? entries.last().recordHash : crypto::Digest{}};
        served.entry = audit::writeEntry(entry);
        served.recordHash = audit::recordHash(served.entry);
        m_frontier.append(served.recordHash);
        m_roots.push_back(m_frontier.root());
        entries.append(served);
    }

    QByteArray vkey() const { return audit::writeVerifierKey(kOrigin, m_key.publicKey()); }
    QByteArray checkpoint(qint64 size) const {
        return audit::signCheckpoint({kOrigin, size, m_roots[std::size_t(size)]}, m_key);
    }
    QByteArray checkpoint() const { return checkpoint(entries.size()); }
    const crypto::Ed25519PrivateKey& key() const { return m_key; }
    crypto::Digest root() const { return m_frontier.root(); }

    static QByteArray line(const audit::ServedEntry& entry) {
        return json::toText(audit::writeServedEntry(entry)) + '\n';
    }
    static QByteArray line(const QByteArray& checkpoint) {
        return json::toText({{QStringLiteral("checkpoint"), QString::fromUtf8(checkpoint)}}) + '\n';
    }
    QList<QByteArray> exported() const {
        QList<QByteArray> lines;
        for (const audit::ServedEntry& entry : entries)
            lines.append(line(entry));
        return lines << line(checkpoint());
    }

    inline static const QByteArray kOrigin = "sample.example/haziri";
    QList<audit::ServedEntry> entries;

  private:
    SeededRandom m_random;
    crypto::Ed25519PrivateKey m_key;
    audit::MerkleFrontier m_frontier;
    std::vector<crypto::Digest> m_roots;
};

} // namespace haziri::test
