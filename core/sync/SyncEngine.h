// One laptop's conversation with its server, as an explicit state machine.
//
//   Idle ─ start() → SigningIn → SendingRecords → VerifyingAnswer ─┬→ SendingRecords (more waits)
//                                                                  └→ SendingPhotos → Idle
//   any failure of the line → BackingOff (retryIn() says how long; the owner's timer calls start() again)
//   a log that went back → VerifyingAnswer goes on until it is known whether the server announced a restore:
//       announced → what was acknowledged in the lost part waits again → SendingRecords
//       not → LOG_FORK → Stopped for good, over restarts too
//   DEVICE_BLOCKED → Stopped until somebody calls start()
//
// Nothing leaves Pending before the answer's Haziri-Signature was verified over the exact body, for the exact request,
// and the answer's checkpoint was found consistent with the newest one kept. One bad packet or photo never blocks the
// rest; a mark that arrives while photos travel goes before the next photo. Lives on one thread, the outbox's; never
// blocks on the network.
#pragma once

#include "core/device/DeviceIdentity.h"
#include "core/outbox/Outbox.h"
#include "core/sync/PartUpload.h"
#include "core/sync/PhotoMeter.h"
#include "core/sync/RestoreSearch.h"
#include "core/sync/RetryPolicy.h"
#include "core/sync/ServerClient.h"

#include <QObject>
#include <QSet>

namespace haziri::sync {

/// What one run did.
struct RunSummary {
    QByteArray code; ///< empty: the server was reached and all went through; else the failure that ended the run
    QString message;
    qint64 sent = 0, accepted = 0, duplicate = 0, held = 0, rejected = 0;
    qint64 photosSent = 0, photosFailed = 0;
    bool photosOverBudget = false; ///< the day's share of a metered line is used up; the rest waits
    qint64 checkpointSize = 0;
    qint32 deviceTrust = -1;
    qint64 restoredTo = -1; ///< the server announced that it went back to a backup with so many entries
    UnixMillis restoredAt;
    qint64 sendingAgain = 0; ///< packets that it lost by that
};

class SyncEngine : public QObject {
    Q_OBJECT
  public:
    enum class State { Idle, SigningIn, SendingRecords, VerifyingAnswer, SendingPhotos, BackingOff, Stopped };
    Q_ENUM(State)

    /// References must outlive the engine.
    SyncEngine(outbox::Outbox& outbox, const device::DeviceIdentity& identity, ServerClient& client, const Clock& clock,
               RandomSource& random, QObject* parent = nullptr);

    State state() const { return m_state; }
    bool isRunning() const;
    QByteArray stopCode() const { return m_stopCode; } ///< LOG_FORK or DEVICE_BLOCKED while Stopped
    qint64 retryIn() const { return m_retryIn; }       ///< milliseconds, while BackingOff

    /// From now on the lane of photos keeps to a budget; null: to none. Must outlive the engine.
    void setPhotoMeter(PhotoMeter* meter) { m_meter = meter; }
    qint64 photoBytesPerSecond() const { return m_photoRate; } ///< as photos went lately; 0: none went yet

    /// How often this run looked for photos to send; each look brings many.
    int photoLooks() const { return m_photoLooks; }

    void start();  ///< a run, unless one is under way; finished() comes in every case
    void cancel(); ///< ends the run with CANCELLED; what was acknowledged stays so

    // For StickJobs, which carry requests and answers in files.
    /// `head`: one that was signed earlier, in the place of one over where the chain stands now.
    Result<protocol::SyncRequest> requestFor(const QList<outbox::StoredPacket>& packets, const QByteArray& head = {});
    struct Carried {
        QByteArray requestHash;    ///< base64url SHA-256 of the request's body
        qint64 checkpointSize = 0; ///< what the request named as seen
        QByteArray cursor;
    };
    /// An answer whose signature was verified, counted into `summary`. Checkpoint and pull are taken only where nothing
    /// newer came by the network meanwhile; its time token says nothing of now.
    Result<void> takeCarried(const VerifiedAnswer& answer, const Carried& asked, RunSummary& summary);

  Q_SIGNALS:
    void stateChanged(haziri::sync::SyncEngine::State state);
    void settled();                                               ///< statuses of packets changed
    void pulled();                                                ///< site, people or workers changed
    void anchored();                                              ///< a newer time token is in use
    void logRestored(qint64 sendingAgain, haziri::UnixMillis at); ///< see RunSummary
    void newEpochNeeded(const QString& why);                      ///< CHAIN_FORK: this profile is an old copy of itself
    void finished(const haziri::sync::RunSummary& summary);

  private:
    void enter(State state);
    void finish(const Error& error = {});
    void failRun(const CallError& error);
    void stop(const Error& error);

    void signIn();
    void sendRecords();
    Result<protocol::SyncRequest> buildRequest();
    void recordsAnswered(const Called<VerifiedAnswer>& answer);
    void refused(const CallError& error);
    void setSuspectAside();
    Result<void> takeAnswer(const VerifiedAnswer& answer);
    Result<outbox::Checkpointed> checkCheckpoint(const VerifiedAnswer& answer);
    UnixMillis serverTimeOf(const VerifiedAnswer& answer) const;
    void lookForRestore(const VerifiedAnswer& answer, const Error& fork);
    void stopAtFork(const outbox::Checkpointed& kept, const QByteArray& note, const Error& fork);
    void goOnAfterRestore(const outbox::Checkpointed& kept, const outbox::Checkpointed& fresh,
                          const FoundRestore& restore);
    outbox::Receipt makeReceipt(const VerifiedAnswer& answer);
    Result<void> takePull(const protocol::SyncAnswer& answer);
    Result<void> takeTokens(const VerifiedAnswer& answer);
    void storeAnchor(const QByteArray& timeToken, const Arrival& arrival);
    void noticeFork();

    void sendHeads();
    void headAnswered(qint64 id, const Called<VerifiedAnswer>& answer);

    void sendPhotos();
    void sendPhoto(const outbox::PhotoToSend& photo, const QByteArray& bytes);
    void noteRate();
    void photoAnswered(const FileId& file, const Called<void>& answer);
    std::optional<outbox::PhotoToSend> nextPhoto();

    outbox::Outbox& m_outbox;
    const device::DeviceIdentity& m_identity;
    ServerClient& m_client;
    const Clock& m_clock;
    RetryPolicy m_retry;
    RestoreSearch m_restores;
    PartUpload m_parts;

    State m_state = State::Idle;
    QByteArray m_stopCode;
    QString m_stopMessage;
    qint64 m_retryIn = 0;
    int m_run = 0; ///< answers of an earlier, cancelled run are ignored

    // of the run under way
    RunSummary m_summary;
    QList<outbox::StoredPacket> m_sent; ///< of the request under way
    int m_batch = protocol::kMaxPacketsPerSync;
    std::optional<outbox::Settled> m_suspect; ///< refused alone: set aside once the server takes a request without it
    bool m_signedInAgain = false;
    bool m_more = false;
    qint64 m_settledNow = 0;
    QSet<FileId> m_photosTried;
    QList<outbox::PhotoToSend> m_photosNext; ///< looked up already, in order
    int m_photoLooks = 0;
    int m_headsTold = 0;
    int m_photoTries = 0; ///< in earlier runs, of the photo under way
    PhotoMeter* m_meter = nullptr;
    bool m_inParts = false;  ///< the photo under way
    qint64 m_photoBytes = 0; ///< of it
    qint64 m_photoBegan = 0; ///< on the boot clock
    qint64 m_photoRate = 0;
};

} // namespace haziri::sync
