// One person's marks of the day, with their photos and what became of them.
#pragma once

#include "core/muster/DayTypes.h"
#include "ui/widgets/Panel.h"

#include <QSet>
#include <functional>

class QVBoxLayout;

namespace haziri::ui {

class Button;
class EmptyState;
class Text;

class DaySheet : public Panel {
    Q_OBJECT
  public:
    explicit DaySheet(QWidget* parent = nullptr);
    void begin(const QString& name);             ///< until the marks arrive
    void sayCard(std::function<QString()> text); ///< what became of the card
    void setMarks(const QList<muster::MarkDetail>& marks);
    void setUndoable(const QSet<PacketId>& marks); ///< those that can be taken back still

  Q_SIGNALS:
    void closed();
    void markByHand();
    void undoWanted(const haziri::PacketId& mark);
    void cardWanted(); ///< a card for the camera, to be printed

  private:
    void rebuild();
    Text *m_name, *m_sub;
    Button *m_close, *m_manual, *m_card;
    Text* m_cardNote;
    std::function<QString()> m_sayCard;
    EmptyState* m_empty;
    QVBoxLayout* m_list;
    QList<muster::MarkDetail> m_marks;
    QSet<PacketId> m_undoable;
};

} // namespace haziri::ui
