// The photographs behind this laptop's newest marks, so that one of them held before the camera once more is noticed
// at the gate, and not only at the server.
//
// Two ways: the same bytes, which is what a picture file shown twice gives, and the same picture (cut, brightened,
// compressed again, mirrored) by the print of core/face and a second look at the picture itself while it is still
// kept. Kept are hashes and prints, no pictures: they lie in the sealed notes beside the marks. One thread.
#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/crypto/Sha256.h"
#include "core/face/PhotoPrint.h"

#include <deque>
#include <functional>

namespace haziri::muster {

/// What is remembered of one photograph.
struct PhotoTrace {
    crypto::Digest sha256{};
    std::optional<face::PhotoPrint> print; ///< nothing where the picture is too plain or is none

    static PhotoTrace of(const QByteArray& jpeg);
    QByteArray toText() const; ///< base64url; short enough for a note
    static std::optional<PhotoTrace> fromText(const QByteArray& text);
};

class PhotoMemory {
  public:
    static constexpr qsizetype kMost = 20'000; ///< about 3 MB; the oldest are forgotten first
    static constexpr qint64 kKeepMs = 60 * 86'400'000LL;
    /// As at the server: who stands still before a fixed camera gives pictures that no measure tells from copies; the
    /// same bytes are one at any time.
    static constexpr qint64 kSameMomentMs = 60'000;
    static constexpr int kSecondLooks = 2; ///< a bounded cost each, so that the line moves

    struct Known {
        PhotoTrace trace;
        FileId fileId;
        WorkerId workerId;
        UnixMillis at;
    };
    /// In any order.
    void add(Known known);
    qsizetype size() const { return qsizetype(m_known.size()); }

    /// The photograph that this one is a copy of; the newest exact one first, then the closest alike. `pictureOf` gives
    /// an earlier picture, or null where it is gone: then only the same bytes are a copy.
    std::optional<Known> originalOf(const QByteArray& jpeg, const PhotoTrace& trace, const WorkerId& worker,
                                    UnixMillis at, const std::function<QImage(const FileId&)>& pictureOf) const;

  private:
    std::deque<Known> m_known; ///< by time
};

} // namespace haziri::muster
