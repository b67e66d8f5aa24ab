// One figure that laptop and server must agree on.
#pragma once

#include <QtGlobal>

namespace haziri {

/// Thousandths of liveness below which no challenge that was passed makes a mark clean (section 11 of the protocol).
inline constexpr qint32 kLivenessClearlyLow = 150;

} // namespace haziri
