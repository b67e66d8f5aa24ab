// What becomes of a mark for somebody who was marked the same way minutes ago.
#pragma once

namespace haziri::muster {

enum class Repeat {
    Catch, ///< no second packet; the first is shown
    Write, ///< a packet of its own, which says that it is one
};

} // namespace haziri::muster
