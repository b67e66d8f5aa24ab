// The text in the code on a worker's card: haziri-card:<workerId>:<printed on>:<check>
//
// `printed on` is the first eight characters of the deviceId of the laptop that made the card, `check` the first eight
// bytes (base64url) of HMAC-SHA-256 over "haziri-card:<workerId>" under a key that only that laptop can derive. So a
// card that names this laptop is either genuine or refused; another laptop's card can only be believed, and every mark
// by card waits for the office with a photo anyway. A card proves that somebody holds a piece of paper, no more.
#pragma once

#include "core/base/Ids.h"
#include "core/device/DeviceIdentity.h"

namespace haziri::muster {

struct WorkerCard {
    WorkerId workerId;
    bool checked = false; ///< made by this laptop

    static QByteArray textFor(const WorkerId& worker, const device::DeviceIdentity& device);
    /// CARD_INVALID: no card of a worker, or one that this laptop is said to have made and did not.
    static Result<WorkerCard> read(QByteArrayView text, const device::DeviceIdentity& device);
};

} // namespace haziri::muster
