// The marks of a site and day: all of them, or a sample that the log's own root draws; and a worker's slip of one.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/review/ReviewTypes.h"
#include "ui/office/SlipPainter.h"
#include "ui/review/LogWords.h"
#include "ui/widgets/ListPage.h"

#include <QAbstractTableModel>

namespace haziri::ui {

class Button;
class Chip;
class Notice;
class QrCode;
class SearchField;
class Segments;
class Text;

class DayModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Time, Worker, Way, State, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setMarks(QList<review::Mark> marks);
    /// What is shown: every mark, or the drawn ones in the order of the draw; of them those whose worker's name holds
    /// the search.
    void show(const QList<qint64>& drawn, bool onlyDrawn, const QString& search);
    void setNames(Names names);
    const review::Mark& mark(int row) const { return m_marks[m_rows[row]]; }
    const QList<review::Mark>& marks() const { return m_marks; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    QList<review::Mark> m_marks;
    QList<qint64> m_rows;
    LogWords m_words;
};

class DayPage : public ListPage {
    Q_OBJECT
  public:
    static constexpr int kSample = 20;
    explicit DayPage(std::function<QDate()> today, QWidget* parent = nullptr);

    DayModel* model() const { return m_model; }
    SiteId site() const { return m_site; }
    QDate day() const { return m_day; }
    qint32 tzOffsetMin() const; ///< of the chosen site
    void setNames(Names names);
    void setUser(const QString& name) { m_user = name; } ///< who prints
    void setSites(QList<review::SiteLine> sites);
    void choose(const SiteId& site, QDate day);
    void setMarks(QList<review::Mark> marks, bool isComplete);
    void showError(const QByteArray& code);
    /// The draw: `seed` is a verified checkpoint that holds every mark of the list.
    void setSeed(const audit::Checkpoint& seed);
    const QList<qint64>& drawn() const { return m_drawn; } ///< places in the list of marks
    void showSlip(qint64 index, const QByteArray& text);
    void showSlipError(qint64 index, const QByteArray& code);
    void selectRow(int row);
    std::optional<SlipPainter> slip() const; ///< of the mark that is shown, once its proof is here
    void saveSlip(const QString& path);
    void reset();

  Q_SIGNALS:
    void marksWanted(const haziri::SiteId& site, QDate day);
    void drawWanted();
    void slipWanted(qint64 index);
    void entryWanted(qint64 index);
    void registersWanted();
    void payWanted();

  private:
    void fillBar();
    void fillIn(QBoxLayout* column);
    void chooseDay();
    void ask();
    void refilter();
    void chosen(int row) override;
    void fill();
    void fillSheet();
    SlipWords slipWords() const;
    void print();

    std::function<QDate()> m_today;
    QList<review::SiteLine> m_sites;
    SiteId m_site;
    QDate m_day;
    QString m_user;
    LogWords m_words;
    Names m_names;
    QList<qint64> m_drawn;
    std::optional<audit::Checkpoint> m_seed;
    std::optional<review::Mark> m_shown;
    QByteArray m_slip, m_slipCode, m_error;
    bool m_loaded = false, m_complete = false;

    DayModel* m_model;
    Segments *m_views, *m_which;
    Chip *m_siteChip, *m_dayChip, *m_state;
    SearchField* m_search;
    Button *m_draw, *m_print, *m_save, *m_open;
    Text *m_seedText, *m_name, *m_line, *m_slipTitle, *m_slipText;
    Notice* m_said;
    QrCode* m_qr;
};

} // namespace haziri::ui
