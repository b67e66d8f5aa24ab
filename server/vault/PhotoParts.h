// Photographs that come in parts over lines on which none passes whole: the parts that came, until the last one is
// here.
//
// In memory only: nothing of a photograph lies on the disk before the vault has sealed it, and a server that ends
// forgets what had begun; the laptop then begins anew. What one device, and all together, may have begun is bounded.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <map>
#include <mutex>

namespace haziri::vault {

/// Thread-safe.
class PhotoParts {
  public:
    struct Limits {
        int perDevice = 2;                 ///< begun at once; the one left alone longest gives way
        qint64 bytes = 32LL * 1024 * 1024; ///< of all devices; the one left alone longest gives way
        qint64 idleMs = 60LL * 60 * 1000;  ///< since its last part
    };
    explicit PhotoParts(const Clock& clock)
        : PhotoParts(clock, Limits()) {}
    PhotoParts(const Clock& clock, Limits limits)
        : m_clock(clock)
        , m_limits(limits) {}
    ~PhotoParts();
    PhotoParts(const PhotoParts&) = delete;
    PhotoParts& operator=(const PhotoParts&) = delete;

    /// How many of its first bytes are here; of another device's photograph none.
    qint64 offset(const FileId& fileId, qint64 deviceNo);
    /// The next bytes of a photograph of `whole` bytes. All of it once the last came: it is then no longer kept here.
    /// OFFSET_MISMATCH where these are not the next; FILE_MISMATCH, and all of it is forgotten, where they are more
    /// than the whole.
    Result<std::optional<QByteArray>> add(const FileId& fileId, qint64 deviceNo, qint64 offset, QByteArrayView part,
                                          qint64 whole);
    /// As if only so many bytes had come: the last part could not be stored and comes again.
    void putBack(const FileId& fileId, qint64 deviceNo, QByteArray bytes, qint64 whole);
    void forget(const FileId& fileId);
    /// What was left alone for too long goes.
    void forgetStale();

    qint64 bytes() const; ///< of the whole photographs that have begun: as much memory is kept for them

  private:
    struct Begun {
        qint64 deviceNo = 0;
        qint64 whole = 0;
        QByteArray bytes;
        qint64 touchedMs = 0; ///< on the boot clock
    };
    using All = std::map<FileId, Begun>;
    void drop(All::iterator begun);
    void dropStale(qint64 nowMs);
    void makeRoom(const Begun& kept);

    const Clock& m_clock;
    const Limits m_limits;
    mutable std::mutex m_mutex; // guards all below
    All m_begun;
    qint64 m_bytes = 0;
};

} // namespace haziri::vault
