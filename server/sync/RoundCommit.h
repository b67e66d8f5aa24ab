// Batches that wait for the write lock together are committed together: a laptop that sends each mark at once brings
// one packet and some forty statements, and eight of them need no more statements than one.
//
// A round holds batches that share nothing: no device, worker, packet or photo. Decided side by side they come out as
// if one after the other. Those that do share something, and whatever is about enrolments and corrections, follow in
// rounds of their own.
#pragma once

#include "server/sync/BatchCommit.h"

namespace haziri::sync {

using BatchInputs = QList<const BatchInput*>;

/// What the batch shares with others, for BatchInput::touched: by the request's own thread. Numbers that are alike by
/// chance only part what could have been together. Nothing where enrolments or corrections are in it.
std::optional<std::vector<quint64>> touchedBy(const BatchInput& input);

/// In the order of the batches, which are cut where one shares something with those before it.
QList<BatchInputs> roundsOf(const BatchInputs& inputs);

/// Inside the transaction of a GroupWriter work. As `inputs`; a failure is the store's, and nothing may be kept then.
Result<QList<BatchOutput>> commitInRounds(const BatchCommit::Parts& parts, sql::Database& database,
                                          const BatchInputs& inputs);

} // namespace haziri::sync
