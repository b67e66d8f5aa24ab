#include "core/outbox/OutboxTypes.h"

#include <array>

namespace haziri::outbox {

namespace {
constexpr std::array<const char*, 5> kNames{"pending", "synced", "held", "rejected", "quarantined"};
}

const char* toText(PacketState state) {
    return kNames.at(std::size_t(state));
}

std::optional<PacketState> packetStateFromText(QByteArrayView text) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (text == QByteArrayView(kNames[i])) return PacketState(i);
    }
    return std::nullopt;
}

} // namespace haziri::outbox
