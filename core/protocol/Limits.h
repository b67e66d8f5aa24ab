// Ranges that several messages share.
#pragma once

#include <QtGlobal>
#include <limits>

namespace haziri::protocol {

inline constexpr qint64 kMaxExact = (qint64(1) << 53) - 1; ///< what every JSON reader takes without loss
inline constexpr qint64 kMaxMillis = 253'402'300'799'999;  ///< the end of the year 9999
inline constexpr qint64 kMaxSeconds = kMaxMillis / 1000;
inline constexpr qint64 kMaxEpoch = std::numeric_limits<qint32>::max();
inline constexpr qint64 kMaxTzOffsetMin = 14 * 60;
inline constexpr qsizetype kKeyHashText = 43; ///< base64url of 32 bytes
inline constexpr qsizetype kMaxPayloadBytes = 256 * 1024;

} // namespace haziri::protocol
