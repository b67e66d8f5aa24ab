// One device's batch after the checks that need no lock.
#pragma once

#include "server/sync/CheckedPacket.h"

#include "server/store/DeviceRepository.h"
#include "server/store/TokenRepository.h"
#include "server/trust/DeviceTrustService.h"

#include "core/protocol/ChainHead.h"

namespace haziri::sync {

struct BatchInput {
    store::Device device;
    store::DeviceContact contact;
    trust::TrustScore trust;
    QList<CheckedPacket> packets;
    QList<store::KeptOfflineToken> tokens;
    const std::vector<store::DeviceEpoch>& epochs;
    std::optional<protocol::ChainHead> head;
    QByteArray headJws;
    UnixMillis now;
};

} // namespace haziri::sync
