// Puts the laptop's working day on the screen: every signal of the facade to the page that shows it, every wish of a
// page to the facade. Holds no state of its own beyond what is on its way.
#pragma once

#include "core/muster/Laptop.h"
#include "ui/presenter/CameraDesk.h"
#include "ui/presenter/Tones.h"
#include "ui/presenter/Voice.h"

#include <QPointer>

namespace haziri::ui {

class Chip;
class JoinPage;
class MainWindow;
class MusterPage;
class QueuePage;
class SignInPage;
class SlipDesk;
class WorkersPage;
struct CardSheet;

class LaptopPresenter : public QObject {
    Q_OBJECT
  public:
    /// Adds its pages to the window. All references must outlive the presenter.
    LaptopPresenter(muster::Laptop& laptop, MainWindow& window, CameraDesk& camera, Tones& tones, const Clock& clock,
                    QObject* parent = nullptr);

    void setCameraSource(const capture::SourceSpec& spec);
    void start(); ///< opens the laptop; pages follow
    void lock();
    /// Locks by itself after so long without a key, a touch or somebody at the camera; 0: never.
    void setIdleLock(std::chrono::milliseconds after);
    SlipDesk& slips() { return *m_slips; }
    Voice& voice() { return m_voice; }
    MusterPage* musterPage() const { return m_muster; }

  Q_SIGNALS:
    void roleChanged(const QByteArray& role);
    /// Typed at the lock, not checked yet.
    void passwordGiven(const QString& user, const haziri::crypto::SecretBytes& password);
    void signedIn(const QString& user); ///< somebody typed his name and password
    void locked();

  private:
    void addPages();
    void connectLaptop();
    void connectMuster();
    void goHome();
    void showLock();
    void showTop();
    void showPlace();
    void explainPlace();
    void choosePin();
    bool eventFilter(QObject* watched, QEvent* event) override;
    void decided(const capture::Decision& decision);
    void printCard(const CardSheet& card);
    void saveCard(const WorkerId& worker, const QByteArray& code);
    QDate today() const;

    muster::Laptop& m_laptop;
    MainWindow& m_window;
    CameraDesk& m_camera;
    Tones& m_tones;
    const Clock& m_clock;
    MusterPage* m_muster;
    QueuePage* m_queue;
    JoinPage* m_join;
    WorkersPage* m_workers;
    SignInPage* m_lock;
    SlipDesk* m_slips;
    WorkerId m_cardToPrint; ///< whose card was asked for to be printed at once
    Chip* m_place;          ///< there only where the place needs a look
    QTimer m_rollSoon, m_queueSoon, m_tick;
    QTimer m_idle{this};            ///< named "idle"
    QHash<qint64, QImage> m_photos; ///< of marks that are not durable yet
    QDate m_shownDay;
    capture::SourceSpec m_source;
    qint64 m_likenessAsked = 0;
    bool m_locked = false;
    Voice m_voice;
};

/// The part of a decision's photo that shows the face, with some room around it.
QImage faceOf(const capture::Decision& decision);

} // namespace haziri::ui
