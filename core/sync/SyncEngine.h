// One laptop's conversation with its server, as an explicit state machine.
//
//   Idle ─ start() → SigningIn → SendingRecords → VerifyingAnswer ─┬→ SendingRecords (more waits)
//                                                                  └→ SendingPhotos → Idle
//   any failure of the line → BackingOff (retryIn() says how long; the owner's timer calls start() again)
//   LOG_FORK, DEVICE_BLOCKED → Stopped: start() does nothing until reset()
//
// Nothing leaves Pending before the answer's Haziri-Signature was verified over the exact body, for the exact request,
// and the answer's checkpoint was found consistent with the newest one kept. One bad packet or photo never blocks the
// rest. Lives on one thread, the outbox's; never blocks on the network.
#pragma once

#include "core/device/DeviceIdentity.h"
#include "core/outbox/Outbox.h"
#include "core/sync/RetryPolicy.h"
#include "core/sync/ServerClient.h"
#include "core/sync/Transport.h"

#include <QObject>

namespace haziri::sync {

/// What one run did.
struct RunSummary {
    QByteArray code; ///< empty: the server was reached and all went through; else the failure that ended the run
    QString message;
    qint64 sent = 0, accepted = 0, duplicate = 0, held = 0, rejected = 0;
    qint64 photosSent = 0, photosFailed = 0;
    qint64 checkpointSize = 0;
    qint32 deviceTrust = -1;
};

class SyncEngine : public QObject {
    Q_OBJECT
  public:
    enum class State { Idle, SigningIn, SendingRecords, VerifyingAnswer, SendingPhotos, BackingOff, Stopped };
    Q_ENUM(State)

    /// References must outlive the engine.
    SyncEngine(outbox::Outbox& outbox, const device::DeviceIdentity& identity, ServerClient& client, const Clock& clock,
               RandomSource& random, QObject* parent = nullptr);
    ~SyncEngine() override;

    State state() const;
    QByteArray stopCode() const; ///< LOG_FORK or DEVICE_BLOCKED while Stopped
    qint64 retryIn() const;      ///< milliseconds, while BackingOff

    void start();  ///< a run, unless one is under way or the engine is Stopped; finished() comes in every case
    void cancel(); ///< ends the run with CANCELLED; what was acknowledged stays so
    void reset();  ///< after a new registration

  Q_SIGNALS:
    void stateChanged(haziri::sync::SyncEngine::State state);
    void settled();                          ///< statuses of packets changed
    void pulled();                           ///< site, people or workers changed
    void anchored();                         ///< a newer time token is in use
    void newEpochNeeded(const QString& why); ///< CHAIN_FORK: this profile is an old copy of itself
    void finished(const haziri::sync::RunSummary& summary);

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace haziri::sync
