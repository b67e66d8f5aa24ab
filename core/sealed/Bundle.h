// A file of sealed records, for a stick that passes through many hands: written and read as a stream, so that ten
// thousand pictures need no memory.
//
//   "HZB1" | headerLength u16 | header | records: length u32 | nonce 12 | AES-256-GCM(record) ‖ tag    (big-endian)
//
// Additional data of record n: the header, n, and whether it is the last one (which is empty). So a record that was
// changed, moved, left out or taken from another bundle is noticed, and so is an end that is missing. The header is
// plain: what a reader needs to find the key.
#pragma once

#include "core/base/RandomSource.h"
#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

#include <QSaveFile>
#include <memory>
#include <optional>

namespace haziri::sealed {

inline constexpr qsizetype kMaxBundleRecord = 4 * 1024 * 1024;

class BundleWriter {
  public:
    /// `key`: 32 bytes, fresh for this bundle. IO_ERROR
    static Result<std::unique_ptr<BundleWriter>> create(const QString& path, const QByteArray& header,
                                                        crypto::SecretBytes key, RandomSource& random);
    Result<void> add(QByteArrayView record); ///< IO_ERROR, TOO_LARGE
    Result<void> finish();                   ///< only now the file stands under its name

  private:
    BundleWriter(const QString& path, const QByteArray& header, crypto::SecretBytes key, RandomSource& random)
        : m_file(path)
        , m_header(header)
        , m_key(std::move(key))
        , m_random(random) {}
    Result<void> write(QByteArrayView record, bool last);
    QSaveFile m_file;
    QByteArray m_header;
    crypto::SecretBytes m_key;
    RandomSource& m_random;
    quint64 m_count = 0;
};

class BundleReader {
  public:
    /// FILE_MISSING, BUNDLE_DAMAGED
    static Result<std::unique_ptr<BundleReader>> open(const QString& path);
    const QByteArray& header() const { return m_header; }
    void setKey(crypto::SecretBytes key) { m_key = std::move(key); }
    /// The next record; nothing behind the last one. BUNDLE_DAMAGED for anything that does not fit, also a wrong key.
    Result<std::optional<QByteArray>> next();
    Result<void> rewind(); ///< back to the first record

  private:
    explicit BundleReader(const QString& path)
        : m_file(path) {}
    QFile m_file;
    QByteArray m_header;
    crypto::SecretBytes m_key;
    quint64 m_count = 0;
    bool m_ended = false;
};

} // namespace haziri::sealed
