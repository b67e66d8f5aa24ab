// The way of a laptop without a line: what waits goes out sealed in a file, the server's signed answers come back in
// another (resources/docs/protocol.md, "Bundles"). The requests are those of a run, and an answer is believed for the
// same reasons as one from the network.
//
// Either way is a job of many small steps on the engine's thread: a step is a batch or a photo, a few dozen
// milliseconds, and between two steps people are marked. A job that is destroyed before its end leaves no file and
// nothing half taken but what was taken whole.
#pragma once

#include "core/sync/SyncEngine.h"

namespace haziri::sync {

/// What both ways work with; everything must outlive the job.
struct StickParts {
    outbox::Outbox& outbox;
    const device::DeviceIdentity& identity;
    ServerClient& client;
    SyncEngine& engine;
    const Clock& clock;
    RandomSource& random;
};

class StickJob {
  public:
    virtual ~StickJob() = default;
    /// True: there is more to do. After an error or false it is at its end.
    virtual Result<bool> step() = 0;
    virtual qint64 done() const = 0;  ///< of total(), in marks and photos
    virtual qint64 total() const = 0; ///< 0: not known
};

/// The name of the value that holds what a bundle's answers need.
QByteArray bundleValueName(const QByteArray& bundleId);

} // namespace haziri::sync
