// One worker: what he does, how he is recognised, how far he is trusted and until when he inherits that; his card.
#pragma once

#include "core/muster/DayTypes.h"
#include "ui/widgets/Panel.h"
#include <functional>

class QVBoxLayout;

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
    /// What became of the card or the slip; composed again whenever the language changes.
    void sayCard(std::function<QString()> text);
    /// His marks of one of the last days; those that stand in the server's log have a slip.
    void setMarks(QDate day, const QList<muster::MarkDetail>& marks);
    QList<Button*> slipButtons() const; ///< newest first

  Q_SIGNALS:
    void closed();
    void cardWanted(const haziri::WorkerId& worker);
    void cardPrintWanted(const haziri::WorkerId& worker);
    void slipWanted(const haziri::muster::KnownWorker& worker, const haziri::muster::MarkDetail& mark);

  private:
    std::function<QString()> m_sayNote;
    void retell();
    void fillMarks();
    muster::KnownWorker m_worker;
    UnixMillis m_now;
    Text *m_name, *m_line, *m_trustTitle, *m_trust, *m_why, *m_faceTitle, *m_marksTitle, *m_noMarks, *m_note;
    Chip* m_face;
    Button *m_close, *m_card, *m_print;
    QVBoxLayout* m_marksList;
    QMap<QDate, QList<muster::MarkDetail>> m_marks;
};

} // namespace haziri::ui
