// The site's workers, and the way in for a new one.
#pragma once

#include "core/muster/DayTypes.h"

#include <QAbstractTableModel>
#include <QWidget>

class QStackedWidget;

namespace haziri::ui {

class Button;
class Notice;
class OnboardWizard;
class SearchField;
class SortedRows;
class Table;
class Text;
class WorkerProfile;

class WorkerModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Name, Trade, Gang, Face, Trust, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void setWorkers(const QList<muster::KnownWorker>& workers, UnixMillis now);
    const muster::KnownWorker& at(int row) const { return m_workers[row]; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_workers.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

  private:
    QList<muster::KnownWorker> m_workers;
    UnixMillis m_now;
};

class WorkersPage : public QWidget {
    Q_OBJECT
  public:
    explicit WorkersPage(QWidget* parent = nullptr);
    OnboardWizard* wizard() const { return m_wizard; }
    void setWorkers(const QList<muster::KnownWorker>& workers, UnixMillis now);
    void setThekedar(const QString& name) { m_thekedar = name; }
    void setOutcome(const muster::EnrolOutcome& outcome);
    bool isOnboarding() const;
    WorkerProfile* profile() const { return m_profile; }
    void sayCardSaved(bool saved, const QString& path);

  Q_SIGNALS:
    void cardWanted(const haziri::WorkerId& worker);
    void profileOpened(const haziri::WorkerId& worker);
    void enrolWanted(const haziri::muster::EnrolRequest& request);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void showEmpty();
    void refill();
    void openProfile(const QModelIndex& index);
    QStackedWidget* m_stack;
    OnboardWizard* m_wizard;
    WorkerModel* m_model;
    SortedRows* m_filter;
    Text* m_title;
    SearchField* m_search;
    Button* m_new;
    Notice* m_notice;
    Table* m_table;
    WorkerProfile* m_profile;
    QList<muster::KnownWorker> m_workers;
    bool m_isStale = false; ///< the list has not taken them up yet
    UnixMillis m_now;
    QString m_thekedar;
};

} // namespace haziri::ui
