// What an enrolment makes of a worker's record, whether it counts at once or after the office has looked.
#pragma once

#include "server/store/WorkerRepository.h"

#include "core/protocol/Packet.h"
#include "core/protocol/Vouch.h"

namespace haziri::onboarding {

QJsonObject consentObject(const protocol::Consent& consent);

/// Puts a vouch that was verified over what is known of the worker. What it does not name stays (pay, trade, phone),
/// and so does a daily rate that the office entered. Status, trust and dates are the caller's.
void putVouch(store::Worker& worker, const PacketId& packetId, const protocol::WorkerEnrol& body,
              const protocol::Vouch& vouch);

} // namespace haziri::onboarding
