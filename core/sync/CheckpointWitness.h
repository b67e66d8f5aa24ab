// This laptop as a witness of the server's log: each checkpoint must be an extension of the newest one that was kept.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/outbox/OutboxTypes.h"

namespace haziri::sync {

/// `serverTime`: as the server signed it beside the note. CHECKPOINT_INVALID: not signed by the log's key, so it says
/// nothing about the log. LOG_FORK: signed, and it contradicts the one kept: smaller, of the same size with another
/// root, or without a valid proof.
Result<outbox::Checkpointed> witness(const outbox::Checkpointed& kept, const QByteArray& note,
                                     const QList<QByteArray>& consistency, const audit::VerifierKey& logKey,
                                     UnixMillis serverTime = {});

} // namespace haziri::sync
