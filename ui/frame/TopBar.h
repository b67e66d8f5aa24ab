// Where we are, and how it stands with line, queue and clock. Every chip opens its explanation.
#pragma once

#include "core/muster/DayTypes.h"

#include <QWidget>

namespace haziri::ui {

class Chip;
class Segments;
class Text;

class TopBar : public QWidget {
    Q_OBJECT
  public:
    explicit TopBar(QWidget* parent = nullptr);

    void setTitle(const QString& title, const QString& subtitle);
    void setLine(const muster::LineStatus& line);
    void setQueue(const muster::QueueSummary& queue, UnixMillis now);
    void setClock(const muster::ClockCertainty& clock);
    void setPerson(const muster::PersonInfo& person);
    void setLaptopChipsVisible(bool visible); ///< before registration there is nothing to tell
    /// Something a page has to say up here; before the other chips.
    void addChip(QWidget* chip);
    /// On the office's pages queue and clock of this laptop are not the matter.
    void setMarkChipsShown(bool shown);
    void setLanguages(const QStringList& names, int current);

    Chip* lineChip() const { return m_line; }
    Chip* queueChip() const { return m_queue; }
    Chip* clockChip() const { return m_clock; }
    Chip* personChip() const { return m_person; }

  Q_SIGNALS:
    void syncWanted();
    void queueWanted(); ///< the queue page
    void signOutWanted();
    void pinWanted(); ///< who is signed in wants to choose a PIN
    void languageChosen(int index);

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    void refresh();
    void explainLine();
    void explainQueue();
    void explainClock();
    void explainPerson();

    Text *m_title, *m_subtitle;
    Chip *m_line, *m_queue, *m_clock, *m_person;
    Segments* m_language;
    muster::LineStatus m_lineStatus;
    muster::QueueSummary m_queueSummary;
    muster::ClockCertainty m_certainty;
    muster::PersonInfo m_who;
    bool m_laptopChips = true, m_markChips = true;
    UnixMillis m_now;
};

} // namespace haziri::ui
