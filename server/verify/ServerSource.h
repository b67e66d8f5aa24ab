// A live server: its checkpoint first, then as many entries as the checkpoint speaks of, page by page. A log that grows
// meanwhile is verified up to the checkpoint.
#pragma once

#include "core/audit/Checkpoint.h"
#include "server/verify/EntrySource.h"
#include "server/verify/HttpGet.h"

namespace haziri::verify {

class ServerSource final : public EntrySource {
  public:
    ServerSource(const QUrl& base, HttpAccess access, audit::VerifierKey key);
    Result<std::optional<Piece>> next() override;
    Result<QByteArray> checkpoint() override { return m_note; }

  private:
    Result<void> fetchCheckpoint();
    Result<QList<json::Reader>> fetchPage();
    QUrl url(const char* path) const;

    QUrl m_base;
    HttpGet m_http;
    audit::VerifierKey m_key;
    QByteArray m_note;
    qint64 m_size = 0;  ///< of the checkpoint
    qint64 m_given = 0; ///< entries handed out
};

} // namespace haziri::verify
