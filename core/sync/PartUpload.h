// A photograph in parts, for lines on which none passes whole; see "Photographs in parts" in the protocol.
//
// A part that arrived stays with the server, so each attempt goes on where the last one broke off. How large the parts
// are is learnt from the line and kept in the outbox: a photograph that broke off whole is sent in parts from then on,
// each break halves them, each photograph that passes without one doubles them, until photographs go whole again.
#pragma once

#include "core/outbox/Outbox.h"
#include "core/sync/ServerClient.h"

#include <QObject>

namespace haziri::sync {

/// One photograph at a time. Lives on the engine's thread.
class PartUpload : public QObject {
  public:
    using Done = std::function<void(const Called<void>&)>;
    /// Told before so many bytes are sent; an error ends the upload.
    using Spend = std::function<Result<void>(qint64)>;

    PartUpload(ServerClient& client, outbox::Outbox& outbox)
        : m_client(client)
        , m_outbox(outbox) {}

    /// Is a photograph of this size better sent in parts?
    bool isDue(qint64 photoBytes) const;
    /// A photograph that was sent whole broke off, by a failure of the line.
    void noteBreak(const Error& error);

    /// `done` as of ServerClient::putPhoto(), once. A server that does not know parts, or lost what it had of them once
    /// too often, gets the photograph whole.
    void start(const FileId& file, const QByteArray& bytes, Spend spend, Done done);
    void stop() { ++m_upload; } ///< no part follows, and nobody is told
    qint64 sentBytes() const { return m_sent; }

    static constexpr qint64 kFirstPart = 16 * 1024;
    static constexpr qint64 kSmallestPart = 2 * 1024;
    static constexpr qint64 kLargestPart = 64 * 1024;

  private:
    qint64 partBytes() const;
    void setPartBytes(qint64 bytes);
    void ask();
    void asked(const Called<PhotoProgress>& answer);
    void sendNext();
    void sent(const Called<PhotoProgress>& answer);
    void sendWhole();
    void broke(const CallError& error);
    void end(const Called<void>& answer);

    ServerClient& m_client;
    outbox::Outbox& m_outbox;
    int m_upload = 0; ///< answers to an earlier one are ignored
    FileId m_file;
    QByteArray m_bytes;
    Spend m_spend;
    Done m_done;
    qint64 m_offset = 0, m_sent = 0;
    int m_breaks = 0;       ///< since a part arrived
    int m_losses = 0;       ///< how often the server had less than it said
    bool m_isSmooth = true; ///< no break so far
};

} // namespace haziri::sync
