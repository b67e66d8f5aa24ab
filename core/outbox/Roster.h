// Workers as the outbox stores and the server's pull describes them.
#pragma once

#include "core/outbox/OutboxTypes.h"

namespace haziri::outbox {

QJsonObject toJson(const RosterWorker& worker);
/// Reads the `worker` change of a pull and our own toJson(). MALFORMED
Result<RosterWorker> rosterWorkerFromJson(QByteArrayView text);

} // namespace haziri::outbox
