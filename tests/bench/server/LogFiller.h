// Fills a deployment's log and tables as months of work would have, past the network and without waiting for the disk.
#pragma once

#include "tests/bench/server/BenchServer.h"

#include "server/store/ServerKeys.h"

namespace haziri::bench {

/// No server may run. Appends until the log has `entries` entries, each with its packet, mark and file.
void fillLog(const BenchServer& server, const store::ServerKeys& keys, qint64 entries);

/// Writes the whole log to `path` as the window's export does: JSON Lines and the checkpoint.
qint64 exportLog(const BenchServer& server, const store::ServerKeys& keys, const QString& path);

} // namespace haziri::bench
