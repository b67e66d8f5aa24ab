// UUIDv7 ids (RFC 9562) as distinct types, so that a worker is never passed where a site is due.
//
// Text form: 36 characters, lower case. Ids rise with time, which keeps database indexes cheap.
#pragma once

#include "core/base/Clock.h"
#include "core/base/RandomSource.h"
#include "core/base/Result.h"

#include <QHashFunctions>
#include <array>

namespace haziri {

using UuidBytes = std::array<std::uint8_t, 16>;

/// 48 bits of milliseconds, version 7, then 74 random bits.
UuidBytes makeUuidV7(UnixMillis now, RandomSource& random);
QByteArray uuidToText(const UuidBytes& bytes);
/// Accepts lower case only, version 7 and the RFC variant only; anything else is MALFORMED.
Result<UuidBytes> uuidFromText(QByteArrayView text);

template <class Tag>
class Id {
  public:
    Id() = default; ///< the null id; never valid on the wire
    explicit Id(const UuidBytes& bytes)
        : m_bytes(bytes) {}
    static Id generate(const Clock& clock, RandomSource& random) { return Id(makeUuidV7(clock.now(), random)); }
    static Result<Id> fromText(QByteArrayView text) {
        return uuidFromText(text).map([](const UuidBytes& bytes) { return Id(bytes); });
    }

    QByteArray toText() const { return uuidToText(m_bytes); }
    QString toString() const { return QString::fromLatin1(toText()); }
    const UuidBytes& bytes() const { return m_bytes; }
    bool isNull() const { return m_bytes == UuidBytes{}; }
    auto operator<=>(const Id&) const = default;
    friend size_t qHash(const Id& id, size_t seed = 0) { return qHashBits(id.m_bytes.data(), id.m_bytes.size(), seed); }

  private:
    UuidBytes m_bytes{};
};

using PacketId = Id<struct PacketTag>;
using WorkerId = Id<struct WorkerTag>;
using SiteId = Id<struct SiteTag>;
using UserId = Id<struct UserTag>;
using FileId = Id<struct FileTag>;
using EventId = Id<struct EventTag>;

} // namespace haziri
