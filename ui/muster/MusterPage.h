// The gate: camera to the left, today's roll to the right, people aside below. A mark takes no click.
//
// Knows no laptop: it is given values and says what the supervisor wants.
#pragma once

#include "core/capture/Decision.h"
#include "core/muster/DayTypes.h"
#include "ui/muster/AsideTray.h"
#include "ui/widgets/CameraView.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace haziri::ui {

class Button;
class CheckSheet;
class DaySheet;
class ManualSheet;
class RollPanel;
class Segments;
class Text;

class MusterPage : public QWidget {
    Q_OBJECT
  public:
    explicit MusterPage(QWidget* parent = nullptr);

    CameraView* camera() const { return m_camera; }
    RollPanel* roll() const { return m_roll; }
    AsideTray* tray() const { return m_tray; }

    void setFrame(const QImage& frame);                   ///< the newest picture, to the view and to the check
    void setFaces(const QList<capture::FaceSeen>& faces); ///< frames and the line of guidance
    void setRoll(const muster::RollSnapshot& roll);
    void setDirection(muster::Direction direction);
    muster::Direction direction() const;
    void setMarks(const WorkerId& worker, const QList<muster::MarkDetail>& marks);
    /// What became of a mark: the banner, and the end of a mark by hand.
    void showOutcome(const muster::MarkOutcome& outcome, const QImage& photo = {});
    void showUndone(const muster::UndoOutcome& outcome);
    /// Not recognised, or not sure: into the tray, and a grey or amber banner.
    void stepAside(const capture::Decision& decision, const QImage& photo = {});
    void sayCardSaved(bool saved, const QString& path);
    void setDark(bool dark); ///< the camera shows nothing but black
    void setCameraProblem(const QByteArray& code);

    void undoLast();    ///< Ctrl+Z: the newest mark, for a minute; again: the one before it
    void markByHand();  ///< F9
    void checkCamera(); ///< F7: camera and light, before the shift
    void focusSearch(); ///< F2
    void toggleDirection(muster::Direction direction);

  Q_SIGNALS:
    void directionChosen(haziri::muster::Direction direction);
    void manualMark(const haziri::WorkerId& worker, haziri::muster::Direction direction, const QString& reason,
                    const QImage& photo);
    void undoWanted(const haziri::PacketId& mark);
    void dayWanted(const haziri::WorkerId& worker);
    void cardWanted(const haziri::WorkerId& worker); ///< a card to print
    void outcomeShown(haziri::ui::Tone tone);        ///< for the sound
    void nameToSay(const QString& words);            ///< for the voice: who, and in which direction

  private:
    static Banner bannerOf(const muster::MarkOutcome& outcome, const QImage& photo);
    static Banner bannerOf(const muster::UndoOutcome& outcome);
    void openAside(qint64 id);
    void putAside(AsidePerson person);
    void showDayOf(const WorkerId& worker, const QString& name);
    void back();
    void sayGuidance();
    void forgetOldMarks();
    void showUndo();

    CameraView* m_camera;
    RollPanel* m_roll;
    AsideTray* m_tray;
    ManualSheet* m_manual;
    DaySheet* m_day;
    CheckSheet* m_check;
    QStackedWidget* m_side;
    Segments* m_direction;
    Button *m_checkCamera, *m_byHand, *m_undo;
    WorkerId m_dayOf;
    bool m_dark = false;
    qint64 m_nextAside = 1;
    QByteArray m_guidance;    ///< what the person before the camera is told, as a code: the language may change
    bool m_callsNext = false; ///< nobody is before the camera: the next one is called
    std::optional<qint64> m_asideInHand;
    struct Undoable {
        PacketId packetId;
        QString name;
        QDeadlineTimer until;
    };
    QList<Undoable> m_undoable; ///< oldest first
    QTimer m_undoEnds;
};

} // namespace haziri::ui
