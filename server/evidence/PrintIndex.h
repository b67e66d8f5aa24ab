// The prints of recent photographs in memory: which of them may be the same as this one?
//
// Brute force over some ten thousand prints takes a few milliseconds. One thread.
#pragma once

#include "server/store/EvidenceRepository.h"

#include "core/face/PhotoPrint.h"

namespace haziri::evidence {

struct KnownPrint {
    store::PrintRow row;
    face::PhotoPrint print{};
};

class PrintIndex {
  public:
    static constexpr qint64 kHorizonMs = 60LL * 24 * 3600'000; ///< older photographs are not compared any more

    /// Reads what came since the last time, from this process or another.
    Result<void> refresh(store::EvidenceRepository& evidence, UnixMillis now);
    /// At most `limit`, the nearest first, without `except`.
    QList<KnownPrint> near(const face::PhotoPrint& print, const FileId& except, qsizetype limit) const;
    qsizetype size() const { return m_known.size(); }

  private:
    QList<KnownPrint> m_known;
    qint64 m_last = 0;
};

} // namespace haziri::evidence
