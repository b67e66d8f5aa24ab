// The right third of the muster: how many are here, and who is not.
#pragma once

#include "ui/muster/RollModel.h"
#include "ui/widgets/Panel.h"

namespace haziri::ui {

class Counter;
class PartsBar;
class SearchField;
class Table;

class RollPanel : public Panel {
    Q_OBJECT
  public:
    explicit RollPanel(QWidget* parent = nullptr);
    void setRoll(const muster::RollSnapshot& roll);
    void focusSearch();
    RollModel* model() const { return m_model; }

  Q_SIGNALS:
    void personOpened(const haziri::WorkerId& worker, const QString& name);

  private:
    void showEmpty();
    Counter *m_present, *m_unmarked, *m_toCheck;
    PartsBar* m_bar;
    SearchField* m_search;
    Table* m_table;
    RollModel* m_model;
    RollFilter* m_filter;
};

} // namespace haziri::ui
