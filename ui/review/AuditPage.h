// HR's view of the log: the table, Verify, the filters, and one entry under the glass.
//
// Knows no client: it is given a way to fetch pages, and is told about jobs.
#pragma once

#include "core/review/LogExportJob.h"
#include "core/review/LogVerifierJob.h"
#include "ui/review/AuditLogModel.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace haziri::ui {

class Button;
class Chip;
class EntryInspector;
class Notice;
class ProgressBar;
class SearchField;
class Table;
class Text;

class AuditPage : public QWidget {
    Q_OBJECT
  public:
    explicit AuditPage(QWidget* parent = nullptr);

    AuditLogModel* model() const { return m_model; }
    EntryInspector* inspector() const { return m_inspector; }
    Table* table() const { return m_table; }
    Chip* stateChip() const { return m_whole; } ///< "whole up to …": for the top bar

    void setNames(std::shared_ptr<const review::NameBook> names); ///< again whenever something was learned
    void setVerifying(bool running);
    void setProgress(qint64 done, qint64 whole);
    void setReport(const review::VerifyReport& report, UnixMillis at);
    const std::optional<review::VerifyReport>& report() const { return m_report; }
    void setExporting(bool running);
    void setExportReport(const review::ExportReport& report);
    void showError(const QByteArray& code);
    void goTo(qint64 index); ///< leaves the filter where the entry is not among its hits
    void reset();            ///< signed out

  Q_SIGNALS:
    void verifyWanted();
    void cancelWanted();
    void refreshWanted();
    void exportWanted();

  private:
    enum class Days { All, Today, Yesterday, Week, Month };
    QLayout* makeTools();
    QLayout* makeFilters();
    void makeTable();
    void chooseKind();
    void chooseLaptop();
    void chooseDays();
    void search(const QString& text);
    void applyFilter();
    void inspect(int row);
    void retell();
    void tellState();
    void tellReport();
    void tellNotice();
    void tellFilters();
    void tellEmpty();
    QString progressText() const;
    void explainState();

    AuditLogModel* m_model;
    Button *m_verify, *m_export, *m_refresh;
    ProgressBar* m_progress;
    Text* m_state;
    SearchField* m_search;
    Chip *m_kind, *m_laptop, *m_days, *m_whole;
    Table* m_table;
    Notice* m_notice;
    EntryInspector* m_inspector;
    std::shared_ptr<const review::NameBook> m_names;
    LogWords m_words;
    int m_kindChosen = 0;
    QByteArray m_laptopChosen;
    Days m_daysChosen = Days::All;
    enum class Work { None, Verifying, Exporting } m_work = Work::None;
    QElapsedTimer m_since;
    QTimer m_tick;
    qint64 m_done = 0, m_all = 0;
    std::optional<review::VerifyReport> m_report;
    UnixMillis m_reportAt;
    qint64 m_goTo = -1;
};

} // namespace haziri::ui
