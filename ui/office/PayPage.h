// What the office enters about wages: each worker's rate, and what a month takes off it. Typed here, or filled in in a
// spreadsheet and read back.
#pragma once

#include "core/review/PayList.h"
#include "ui/widgets/ListPage.h"

#include <QAbstractTableModel>
#include <array>

class QCheckBox;
class QGridLayout;

namespace haziri::ui {

class Button;
class Chip;
class Field;
class SearchField;
class Segments;
class Text;

class PayModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Worker, Rate, TakenOff, State, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setLines(QList<review::PayLine> lines); ///< those about whom something is missing first
    void search(const QString& text);
    const QList<review::PayLine>& lines() const { return m_lines; }
    const review::PayLine& line(int row) const { return m_lines[m_rows[row]]; }
    int rowOf(const WorkerId& id) const; ///< -1: not shown
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    QList<review::PayLine> m_lines;
    QList<qsizetype> m_rows;
    QString m_search;
};

class PayPage : public ListPage {
    Q_OBJECT
  public:
    enum Amount { Basic, Da, Other, Advances, Society, IncomeTax, Insurance, Fine, Damages, Others, AmountCount };
    explicit PayPage(std::function<QDate()> today, QWidget* parent = nullptr);

    PayModel* model() const { return m_model; }
    Field* amount(Amount which) const { return m_amounts[which]; }
    Field* paidOn() const { return m_paidOn; }
    Button* keepButton() const { return m_keep; }
    Button* othersButton() const { return m_nothing; }
    SiteId site() const { return m_site; }
    QDate month() const { return m_month; }
    void setSites(QList<review::SiteLine> sites);
    void choose(const SiteId& site, QDate month);
    void setLines(QList<review::PayLine> lines);
    void showError(const QByteArray& code);
    void showKept(const QByteArray& code); ///< what became of what was sent; no code: it is in the log
    void select(const WorkerId& worker);
    void importFrom(const QString& path);
    void exportTo(const QString& path);
    void reset();

  Q_SIGNALS:
    void payWanted(const haziri::SiteId& site, QDate month);
    void changed(const QList<haziri::protocol::PayChange>& changes);
    void pageWanted(int view); ///< 0: registers, 1: marks of a day

  private:
    void take(const Result<review::PayImport>& read);
    void fillBar();
    void fillIn(QBoxLayout* column);
    void addField(QGridLayout* grid, Field* field, int row, int column);
    void chosen(int row) override;
    void ask();
    void keep();
    void settleOthers();
    void send(const QList<protocol::PayChange>& changes);
    QList<protocol::PayChange> unsettled() const; ///< everybody with a rate about whom the month says nothing
    std::optional<protocol::PayTerms> typedTerms();
    std::optional<protocol::PayMonth> typedMonth();
    void fill();
    void fillSheet();
    void tellReady();

    std::function<QDate()> m_today;
    QList<review::SiteLine> m_sites;
    SiteId m_site;
    QDate m_month;
    std::optional<WorkerId> m_shown;
    QByteArray m_error;
    bool m_loaded = false, m_sending = false;

    PayModel* m_model;
    Segments *m_views, *m_per;
    Chip *m_monthChip, *m_siteChip;
    SearchField* m_search;
    Button *m_import, *m_export, *m_nothing, *m_keep;
    Text *m_count, *m_name, *m_line, *m_rateTitle, *m_monthTitle;
    std::array<Field*, AmountCount> m_amounts;
    Field *m_uan, *m_account, *m_fineFor, *m_damagesFor, *m_paidOn, *m_receipt;
    QCheckBox *m_epf, *m_esic;
};

} // namespace haziri::ui
