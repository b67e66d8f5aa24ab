// One worker: what he does, how he is recognised, how far he is trusted and until when he inherits that; his card.
#pragma once

#include "core/muster/DayTypes.h"
#include "ui/widgets/Panel.h"

namespace haziri::ui {

class Button;
class Chip;
class Text;

class WorkerProfile : public Panel {
    Q_OBJECT
  public:
    explicit WorkerProfile(QWidget* parent = nullptr);
    void setWorker(const muster::KnownWorker& worker, UnixMillis now);
    WorkerId worker() const { return m_worker.workerId; }
    void sayCard(const QString& text); ///< what became of the card

  Q_SIGNALS:
    void closed();
    void cardWanted(const haziri::WorkerId& worker);

  private:
    void retell();
    muster::KnownWorker m_worker;
    UnixMillis m_now;
    Text *m_name, *m_line, *m_trustTitle, *m_trust, *m_why, *m_faceTitle, *m_note;
    Chip* m_face;
    Button *m_close, *m_card;
};

} // namespace haziri::ui
