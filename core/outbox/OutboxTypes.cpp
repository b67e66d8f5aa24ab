#include "core/outbox/OutboxTypes.h"

#include <array>

namespace haziri::outbox {

namespace {
constexpr std::array<const char*, 5> kNames{"pending", "synced", "held", "rejected", "quarantined"};
}

const char* toText(PacketState state) {
    return kNames.at(std::size_t(state));
}

} // namespace haziri::outbox
