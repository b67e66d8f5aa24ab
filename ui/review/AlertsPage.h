// What the server found suspicious, newest first, in plain words.
#pragma once

#include "core/review/ReviewClient.h"
#include "ui/review/LogRecord.h"

#include <QAbstractTableModel>
#include <QWidget>

namespace haziri::ui {

class Button;
class Notice;
class Table;
class Text;

class AlertModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { When, What, Who, Laptop, Points, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setAlerts(QList<review::Alert> alerts);
    void setNames(NameLookup names);
    const review::Alert& alert(int row) const { return m_alerts[row]; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_alerts.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    QList<review::Alert> m_alerts;
    NameLookup m_names;
};

class AlertsPage : public QWidget {
    Q_OBJECT
  public:
    explicit AlertsPage(QWidget* parent = nullptr);
    AlertModel* model() const { return m_model; }
    void setAlerts(const review::AlertList& list);
    void showError(const QByteArray& code);

  Q_SIGNALS:
    void refreshWanted();

  private:
    AlertModel* m_model;
    Table* m_table;
    Text* m_title;
    Button* m_refresh;
    Notice* m_notice;
    qint64 m_total = 0;
};

} // namespace haziri::ui
