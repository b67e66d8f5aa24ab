// What the server found suspicious, the heaviest first, and the place where HR decides.
#pragma once

#include "core/review/ReviewTypes.h"
#include "ui/review/AlertEvidence.h"
#include "ui/widgets/ListPage.h"

#include <QAbstractTableModel>

class QGridLayout;

namespace haziri::ui {

class Button;
class Chip;
class Field;
class RefusedRecord;
class Segments;
class Text;

/// Forgeries are crosses; what may be a mistake is a triangle; decided ones are squares.
Tone toneOf(const review::Alert& alert);

class AlertModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { What, Who, When, Points, ColumnCount }; // Points: money where the server tells what is at stake
    using QAbstractTableModel::QAbstractTableModel;
    void setAlerts(QList<review::Alert> alerts); ///< in the order of their rank
    void setNames(Names names);
    const review::Alert& alert(int row) const { return m_alerts[row]; }
    int rowOf(const EventId& id) const; ///< -1: not there
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_alerts.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    QList<review::Alert> m_alerts;
    LogWords m_words;
    bool m_hasLoss = false;
};

/// "₹ 1,080"
QString rupees(qint64 paise);

class AlertsPage : public ListPage {
    Q_OBJECT
  public:
    explicit AlertsPage(QWidget* parent = nullptr);
    AlertModel* model() const { return m_model; }
    Field* reason() const { return m_reason; }
    Button* button(review::Ruling ruling) const;
    QByteArray state() const; ///< of the alerts that are wanted: "open", "ask" or empty for all
    void setNames(Names names);
    void setAlerts(review::AlertList list);
    void select(const EventId& alert);
    std::optional<review::Alert> shown() const { return m_shown; }
    RefusedRecord* refused() const { return m_refused; }
    AlertEvidence* evidence() const { return m_evidence; }
    /// What stands behind an alert; for another one than is shown it is nobody's.
    void setEvidence(const EventId& alert, const AlertEvidence::Facts& facts);
    /// What became of a decision: no code: it is in the log.
    void showDecided(const EventId& alert, const QByteArray& code);
    void reset();

  Q_SIGNALS:
    void decided(const haziri::EventId& alert, haziri::review::Ruling ruling, const QString& reason);
    void entryWanted(qint64 index);
    void evidenceWanted(const haziri::review::Alert& alert);

  private:
    void fillIn(QBoxLayout* column);
    void fillDecision();
    void chosen(int row) override;
    void fill();
    void addRow(const QString& label, const QString& value);
    void decide(review::Ruling ruling);

    AlertModel* m_model;
    Text *m_count, *m_headline, *m_detail, *m_decideTitle;
    Segments* m_states;
    Button *m_accept, *m_reject, *m_ask, *m_open;
    Chip* m_chip;
    Field* m_reason;
    AlertEvidence* m_evidence;
    RefusedRecord* m_refused;
    QWidget* m_decision;
    QGridLayout* m_rows;
    LogWords m_words;
    std::optional<review::Alert> m_shown;
    EventId m_evidenceOf; ///< whose evidence was asked for
    qint64 m_total = 0;
    int m_line = 0; // of the rows, while they are filled in
    bool m_loaded = false, m_deciding = false;
};

} // namespace haziri::ui
