// The laptop's working day as the window and the headless verbs see it.
//
// A facade: it lives on the caller's thread and never waits. All work (database, signing, key store, sync) happens on
// a worker thread of its own, HTTP on another; answers come back as signals on the caller's thread, in the order in
// which the work was done. Destroying it finishes what was asked before (a mark in hand is written) and stops the
// threads; what needs the server is left for the next time.
//
// Requests made before opened() are kept and answered afterwards; after openFailed() they are answered with a failure.
#pragma once

#include "core/muster/DayTypes.h"
#include "core/muster/Repeat.h"

#include <QObject>
#include <QUrl>
#include <functional>
#include <memory>

namespace haziri::capture {
struct Decision;
}
namespace haziri::face {
class GallerySlot;
}
namespace haziri::sync {
class MeteredLine;
class Transport;
struct ServerAccess;
} // namespace haziri::sync

namespace haziri::muster {

class Laptop : public QObject {
    Q_OBJECT
  public:
    struct Options {
        QString profileDir;        ///< made if it is missing
        QString keyPassphraseFile; ///< path; empty: the keychain. The verbs take it from HAZIRI_KEY_PASSPHRASE_FILE
        bool autoSync = true;      ///< sync by itself: at the start, after marks, and by back-off; verbs switch it off
        /// A store that SQLite calls damaged is moved aside, visibly, and an empty one takes its place; only for a
        /// program that registers anew right afterwards.
        bool replaceDamagedStore = false;
        int duplicateWithinMinutes = 10; ///< the same person and direction within it is "already marked"
        QStringList modelDirs;           ///< face models, for enrolment from photos; empty: the standard directories
        QByteArray cameraId;             ///< part of the fingerprint
        QByteArray screen;               ///< "1366x768"
        /// The receiver of this start; `off` is none. Not set: the one that the profile remembers.
        std::optional<QString> receiver;
        bool platformPlace = false; ///< ask the location service too, for as long as the profile does not say no

        /// The system's word on what the line costs; null: nobody was asked. Must outlive the laptop.
        sync::MeteredLine* metered = nullptr;

        // For tests; empty: the real ones.
        const Clock* clock = nullptr;
        std::function<std::unique_ptr<sync::Transport>(const QUrl& base, const QByteArray& pin)> makeTransport;
    };

    explicit Laptop(Options options, QObject* parent = nullptr);
    ~Laptop() override;

    // What is known now, cheap, caller's thread. Valid after opened().
    bool isOpen() const;
    bool isRegistered() const;
    bool isLocked() const; ///< by lock(), before this start too
    SiteInfo site() const;
    PersonInfo user() const; ///< who is signed in; before any sign-in the person the device was registered for
    QByteArray deviceId() const;
    sync::ServerAccess serverAccess() const; ///< for the office's screens; unusable before registration
    LineStatus line() const;
    ClockCertainty clock() const;
    QueueSummary queue() const;
    QList<KnownWorker> workers() const; ///< active ones
    /// For the CapturePipeline; kept filled with the workers' templates by the laptop itself.
    std::shared_ptr<face::GallerySlot> gallery() const;

    // Requests: return at once. Those with a number repeat it in their answer.
    void open(); ///< → opened() or openFailed()
    /// IN or OUT for everybody who passes the camera from now on.
    void setDirection(Direction direction);
    Direction direction() const;
    PlaceInfo place() const; ///< what a mark taken now would say
    /// From now on and remembered in the profile: as PlaceSources::receiver, or `off` for the declared place alone.
    void setReceiver(const QString& receiver);
    /// Recognised decisions only; anything else is Failed with the decision's reason.
    qint64 markFace(const capture::Decision& decision); ///< → marked()
    qint64 markManually(WorkerId worker, Direction direction, const QString& reason, const QImage& photo = {},
                        Repeat repeat = Repeat::Catch); ///< → marked()
    /// Within a minute after it, by a correcting record. → undone()
    qint64 undoMark(const PacketId& mark);
    qint64 syncNow(); ///< → syncFinished()
    /// How much of a metered line photos may take in a day; remembered in the profile. → photoBudgetKept()
    void setPhotoBudget(const sync::PhotoBudget& budget);
    void exportBundle(const QString& path);  ///< what waits, sealed for the server → bundleDone()
    void importBundle(const QString& path);  ///< the server's answers to it → bundleDone()
    void cancelBundle();                     ///< the one that is being written or read → bundleDone() with CANCELLED
    void registerDevice(const QString& uri); ///< → registered() or registerFailed()
    void signIn(const QString& user,
                const crypto::SecretBytes& password); ///< → signedIn() or signInFailed(); offline after the first time
    /// For who signed in here: from now on `signIn` and an enrolment take these digits in the password's place, offline
    /// too. Takes the password once more: whoever finds the window open must not make himself a signature. The office's
    /// people have none: they work at the server. → pinSet() or pinRefused()
    void setPin(const crypto::SecretBytes& pin, const crypto::SecretBytes& password);
    void signOut();
    /// As signOut(), and isLocked() until somebody signs in, over restarts of the program too.
    void lock();
    /// Three pictures of somebody new, before the thekedar signs. → likenessChecked()
    qint64 checkLikeness(const QList<QImage>& photos);
    void enrolWorker(const EnrolRequest& request);    ///< → enrolled()
    void requestRoll(QDate date);                     ///< → rollReady()
    void requestQueue(int limit = 500);               ///< newest first → queueReady()
    void requestCard(WorkerId worker);                ///< the code for his card → cardReady()
    void requestMarksOf(WorkerId worker, QDate date); ///< → marksReady()

  Q_SIGNALS:
    void opened();
    /// PROFILE_IN_USE (message names the other process), KEYCHAIN_UNAVAILABLE, KEYCHAIN_LOCKED, KEYCHAIN_DENIED,
    /// KEY_PASSPHRASE_WRONG, OUTBOX_DAMAGED, IO_ERROR
    void openFailed(const QByteArray& code, const QString& message);
    void registered();
    void registerFailed(const QByteArray& code, const QString& message);
    void signedIn(const haziri::muster::PersonInfo& person, bool offline);
    void
    signInFailed(const QByteArray& code,
                 const QString& message); ///< SIGN_IN_REFUSED, SIGN_IN_NEEDS_LINE, TOO_MANY_TRIES, WRONG_PIN, PIN_TRIES
    void placeChanged();
    void pinSet();
    void pinRefused(const QByteArray& code); ///< PIN_WEAK, SIGN_IN_NEEDED, PIN_NOT_FOR_OFFICE, the key store's
    void siteChanged(const haziri::muster::SiteInfo& site);
    void userChanged(const haziri::muster::PersonInfo& user);
    void workersChanged(); ///< workers() and gallery() are new
    void lineChanged(const haziri::muster::LineStatus& line);
    void clockChanged(const haziri::muster::ClockCertainty& clock);
    void queueChanged(const haziri::muster::QueueSummary& queue);
    void rollChanged(QDate date); ///< somebody was marked, or a status changed: ask again if you show that day
    void newEpochNeeded(
        const QString& message); ///< an old profile came back from a backup, or the store was damaged: register again
    /// The server went back to a backup and said so: marks that it lost by that wait again.
    void logRestored(qint64 sendingAgain, haziri::UnixMillis at);
    void storeSetAside(const QString& folder); ///< see Options::replaceDamagedStore
    void marked(const haziri::muster::MarkOutcome& outcome);
    void undone(const haziri::muster::UndoOutcome& outcome);
    void likenessChecked(const haziri::muster::LikenessCheck& check);
    void enrolled(const haziri::muster::EnrolOutcome& outcome);
    void rollReady(const haziri::muster::RollSnapshot& roll);
    void queueReady(const QList<haziri::muster::QueueRow>& rows);
    void marksReady(haziri::WorkerId worker, QDate date, const QList<haziri::muster::MarkDetail>& marks);
    /// `code`: the text of the QR code on the card; empty where nobody of that id is known here.
    void cardReady(haziri::WorkerId worker, const QByteArray& code);
    /// In marks and photos; `total` 0: not known yet.
    void bundleProgress(qint64 done, qint64 total);
    void bundleDone(const haziri::muster::BundleOutcome& outcome);
    void photoBudgetKept(const QByteArray& code, const QString& message); ///< empty: kept; queue() knows it
    void syncFinished(qint64 request, const haziri::muster::SyncSummary& summary);

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace haziri::muster
