// Laptops as the server knows them: how far each is trusted and why, and whether it may speak at all.
#pragma once

#include "ui/review/LogWords.h"
#include "ui/widgets/ListPage.h"

#include <QAbstractTableModel>

class QGridLayout;

namespace haziri::ui {

class Button;
class Chip;
class Field;
class Text;
class TrustChart;

class DeviceModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Laptop, Site, Trust, Seen, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setDevices(QList<review::DeviceLine> devices); ///< blocked ones first, then the least trusted
    void setNames(Names names);
    const review::DeviceLine& device(int row) const { return m_devices[row]; }
    int rowOf(const QByteArray& deviceId) const; ///< -1: not there
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_devices.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    QList<review::DeviceLine> m_devices;
    LogWords m_words;
};

class DevicesPage : public ListPage {
    Q_OBJECT
  public:
    explicit DevicesPage(QWidget* parent = nullptr);
    DeviceModel* model() const { return m_model; }
    Field* reason() const { return m_reason; }
    Button* blockButton() const { return m_block; }
    void setNames(Names names);
    void setDevices(QList<review::DeviceLine> devices);
    void showDecided(const QByteArray& deviceId, const QByteArray& code); ///< no code: done
    void select(const QByteArray& deviceId);
    /// What it was trusted before; without two points nothing is drawn.
    void setHistory(const QByteArray& deviceId, const QList<review::TrustPoint>& points, UnixMillis now);
    TrustChart* chart() const { return m_chart; }
    void reset();

  Q_SIGNALS:
    void historyWanted(const QByteArray& deviceId);
    void blockWanted(const QByteArray& deviceId, bool blocks, const QString& reason);

  private:
    void fillIn(QBoxLayout* column);
    void chosen(int row) override;
    void fill();
    void fillTrust();
    void addRow(const QString& label, const QString& value, const QString& points = {});

    DeviceModel* m_model;
    Text *m_count, *m_name, *m_line, *m_score, *m_whyTitle, *m_decideTitle;
    Button* m_block;
    Chip* m_state;
    Field* m_reason;
    QGridLayout* m_rows;
    TrustChart* m_chart;
    LogWords m_words;
    std::optional<review::DeviceLine> m_shown;
    bool m_loaded = false, m_deciding = false;
    int m_at = 0; // of the rows, while they are filled in
};

} // namespace haziri::ui
