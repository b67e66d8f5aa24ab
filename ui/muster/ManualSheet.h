// Marking by hand, beside the running camera: who, and why without a face.
#pragma once

#include "core/muster/DayTypes.h"
#include "ui/widgets/Panel.h"
#include <functional>

class QListView;
class QStandardItemModel;

namespace haziri::ui {

class Button;
class Notice;
class PhotoBox;
class RollFilter;
class RollModel;
class SearchField;
class Segments;
class Table;
class Text;
class Field;
class Chip;

class ManualSheet : public Panel {
    Q_OBJECT
  public:
    explicit ManualSheet(RollModel* roll, QWidget* parent = nullptr);

    /// `photo`: what the camera saw, kept with the mark. `suggestion` is chosen beforehand where it is not null.
    void begin(const QImage& photo, const WorkerId& suggestion, muster::Direction direction);
    /// Two who look alike to the camera: the list shows them alone until somebody searches, and neither is chosen.
    void beginWithTwo(const QImage& photo, const WorkerId& one, const WorkerId& other, muster::Direction direction);
    void showProblem(std::function<QString()> text);

  Q_SIGNALS:
    void confirmed(const haziri::WorkerId& worker, haziri::muster::Direction direction, const QString& reason,
                   const QImage& photo);
    void closed();

  private:
    void refresh();
    void choose(const WorkerId& worker, const QString& name);
    QString reason() const;

    RollModel* m_roll;
    RollFilter* m_filter;
    Text *m_title, *m_who, *m_whyTitle;
    Button *m_close, *m_confirm;
    PhotoBox* m_photo;
    SearchField* m_search;
    Table* m_table;
    Segments* m_direction;
    QList<Chip*> m_reasons;
    Field* m_other;
    Notice* m_problem;
    WorkerId m_worker;
    QString m_name;
    QImage m_image;
    bool m_twoAlike = false;
    int m_reason = -1;
};

} // namespace haziri::ui
