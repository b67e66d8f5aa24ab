// One device's batch after the checks that need no lock.
#pragma once

#include "server/sync/CheckedPacket.h"

#include "server/store/DeviceRepository.h"
#include "server/store/TokenIssuer.h"
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
    store::SignedTimeToken timeToken = {}; ///< kept with the batch
    qint64 lastCheckpointSize = 0;         ///< of the log as the device knows it; 0: not at all
    /// Numbers that stand for the device and the workers, packets and photos of the batch, in order; nothing: it shares
    /// its round with nobody. See touchedBy().
    std::optional<std::vector<quint64>> touched = {};
};

} // namespace haziri::sync
