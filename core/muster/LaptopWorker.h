// The part of Laptop that lives on the muster thread: owns the profile and everything that touches it. Its bodies stand
// in four files by what they are about: opening (LaptopWorker.cpp), people, marks, sync.
#pragma once

#include "core/capture/Decision.h"
#include "core/muster/Laptop.h"
#include "core/muster/LearnedFaces.h"
#include "core/muster/LineWatch.h"
#include "core/muster/MarkRecorder.h"
#include "core/muster/SignInDesk.h"
#include "core/muster/StickDesk.h"
#include "core/muster/WorkerEnrolment.h"
#include "core/place/Position.h"
#include "core/sync/ServerAccess.h"
#include "core/sync/SyncEngine.h"

#include <QThread>
#include <QTimer>

namespace haziri::muster {

/// What the facade keeps a copy of.
struct Known {
    bool registered = false;
    SiteInfo site;
    PersonInfo user;
    QByteArray deviceId;
    device::TimeAnchor anchor;
    sync::ServerAccess access; ///< unusable before registration
    QString receiver;          ///< as the profile remembers it
    bool locked = false;       ///< somebody locked it, and nobody has signed in since
};

class LaptopWorker : public QObject {
    Q_OBJECT
  public:
    LaptopWorker(Laptop::Options options, std::shared_ptr<face::GallerySlot> gallery);
    ~LaptopWorker() override;

    void open();
    void markFace(qint64 request, const capture::Decision& decision, Direction direction,
                  const place::Position& position);
    void markManually(qint64 request, const WorkerId& worker, Direction direction, const QString& reason,
                      const QImage& photo, const place::Position& position, Repeat repeat);
    void undoMark(qint64 request, const PacketId& mark);
    void syncNow(qint64 request);
    void exportBundle(const QString& path);
    void importBundle(const QString& path);
    void cancelBundle();
    void registerDevice(const QString& uri);
    void signIn(const QString& user, const crypto::SecretBytes& password);
    void setPin(const crypto::SecretBytes& pin, const crypto::SecretBytes& password);
    void signOut();
    void lock();
    void keepPhotoBudget(const sync::PhotoBudget& budget);
    void lineIsMetered(bool metered); ///< the system's word
    void keepReceiver(const QString& receiver);
    void enrolWorker(const EnrolRequest& request);
    void checkLikeness(qint64 request, const QList<QImage>& photos);
    void requestRoll(QDate date);
    void requestQueue(int limit);
    void requestCard(const WorkerId& worker);
    void requestMarksOf(const WorkerId& worker, QDate date);

  Q_SIGNALS:
    void opened(const haziri::muster::Known& known);
    void openFailed(const QByteArray& code, const QString& message);
    void registered();
    void registerFailed(const QByteArray& code, const QString& message);
    void signedIn(const haziri::muster::PersonInfo& person, bool offline);
    void signInFailed(const QByteArray& code, const QString& message);
    void pinSet();
    void pinRefused(const QByteArray& code);
    void knownChanged(const haziri::muster::Known& known);
    void workersChanged(const QList<haziri::muster::KnownWorker>& workers);
    void lineChanged(const haziri::muster::LineStatus& line);
    void queueChanged(const haziri::muster::QueueSummary& queue);
    void rollChanged(QDate date);
    void newEpochNeeded(const QString& message);
    void logRestored(qint64 sendingAgain, haziri::UnixMillis at);
    void storeSetAside(const QString& folder);
    void marked(const haziri::muster::MarkOutcome& outcome);
    void undone(const haziri::muster::UndoOutcome& outcome);
    void likenessChecked(const haziri::muster::LikenessCheck& check);
    void enrolled(const haziri::muster::EnrolOutcome& outcome);
    void rollReady(const haziri::muster::RollSnapshot& roll);
    void queueReady(const QList<haziri::muster::QueueRow>& rows);
    void marksReady(haziri::WorkerId worker, QDate date, const QList<haziri::muster::MarkDetail>& marks);
    void cardReady(haziri::WorkerId worker, const QByteArray& code);
    void bundleProgress(qint64 done, qint64 total);
    void bundleDone(const haziri::muster::BundleOutcome& outcome);
    void photoBudgetKept(const QByteArray& code, const QString& message);
    void syncFinished(qint64 request, const haziri::muster::SyncSummary& summary);

  private:
    static constexpr qint64 kSoonMs = 3'000; ///< after a mark: several people pass before a run begins
    static QDate dayOf(UnixMillis at) { return QDateTime::fromMSecsSinceEpoch(at.value).date(); }

    Result<void> openProfile();
    void countRestores();
    void tidy();
    void forgetErased();
    void rememberPhotos();
    void checkStore();
    void storeChecked(const Error& error);
    void connectServer(const QUrl& base, const QByteArray& pin);
    void startEngine();
    void startRun();
    void sendFirst(const std::function<void()>& then);
    bool nothingWaits() const;
    void sentOrNot();
    sync::StickParts stickParts();
    bool mayBegin(bool writing);
    void answerBundle(BundleOutcome outcome);
    void loadWorkers();
    void fillGallery();
    void syncSoonAfterMark();
    void publish();
    void tellQueue();
    void welcome(const QByteArray& userName, Result<SignedIn> who);
    void syncSoon();
    void keepHead();
    void keepLocked();
    Result<void> keepUnlocked();
    /// By PIN where that is what was typed; nothing where the desk has to be asked, and then `refused` says why it was
    /// no PIN, if it looked like one.
    std::optional<Result<SignedIn>> byPin(const QByteArray& userName, const crypto::SecretBytes& secret,
                                          std::optional<Error>& refused);
    void finishEnrolment(const EnrolRequest& request, Result<SignedIn> who);
    void runFinished(const sync::RunSummary& run);
    void planSync(const sync::RunSummary& run);
    SyncSummary summaryOf(const sync::RunSummary& run);
    void markCard(qint64 request, const capture::Decision& decision, Direction direction,
                  const place::Position& position);
    MarkOutcome notOpen() const;
    void answerMark(qint64 request, MarkOutcome outcome);
    MarkRecorder::Who who(const WorkerId& worker, const QString& fallbackName) const;
    protocol::Geo geo(const place::Position& position) const;
    PersonInfo person() const;
    Known known() const;
    sync::ServerAccess access() const;

    Laptop::Options m_options;
    std::shared_ptr<face::GallerySlot> m_gallery;
    SystemClock m_systemClock;
    const Clock& m_clock;
    std::unique_ptr<RandomSource> m_random;

    std::unique_ptr<QThread> m_check; ///< reads the whole store
    // Later ones use earlier ones, so they are destroyed first.
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<PersonVault> m_vault;
    std::unique_ptr<PacketWriter> m_writer;
    std::unique_ptr<MarkRecorder> m_recorder;
    std::unique_ptr<WorkerEnrolment> m_enrolment;
    std::unique_ptr<LearnedFaces> m_learned;
    std::unique_ptr<sync::PhotoMeter> m_photoMeter;
    std::unique_ptr<sync::Transport> m_transport;
    std::unique_ptr<sync::ServerClient> m_client;
    std::unique_ptr<sync::ServerClient> m_deskClient; ///< a person's session never mixes with the device's
    std::unique_ptr<SignInDesk> m_desk;
    std::unique_ptr<sync::SyncEngine> m_engine;
    StickDesk m_stick;

    std::optional<PersonInfo> m_signedIn;
    std::optional<UnlockedPerson> m_person; ///< with the key, for as long as he is signed in
    QByteArray m_userName;                  ///< as typed
    QHash<WorkerId, KnownWorker> m_workers;
    LineWatch m_line;
    bool m_metered = false;
    QTimer m_syncTimer;
    UnixMillis m_nextTry;
    QByteArray m_lastCode;
    QString m_lastError;
    QList<qint64> m_syncRequests;
    QList<std::function<void()>> m_whenSent; ///< what goes on once nothing waits, or the run has ended
};

} // namespace haziri::muster
