// HR's view of the log: the table, Verify, and one entry under the glass.
//
// Knows no client: it is given a way to fetch pages, a verification job is told about by signals.
#pragma once

#include "core/review/LogVerifierJob.h"
#include "ui/review/AuditLogModel.h"

#include <QWidget>

namespace haziri::ui {

class Button;
class EntryInspector;
class Notice;
class ProgressBar;
class Table;
class Text;

class AuditPage : public QWidget {
    Q_OBJECT
  public:
    explicit AuditPage(QWidget* parent = nullptr);

    AuditLogModel* model() const { return m_model; }
    EntryInspector* inspector() const { return m_inspector; }
    Table* table() const { return m_table; }

    void setVerifying(bool running);
    void setProgress(qint64 done, qint64 whole);
    void setReport(const review::VerifyReport& report);
    const std::optional<review::VerifyReport>& report() const { return m_report; }
    void showError(const QByteArray& code);
    void goTo(qint64 index);

  Q_SIGNALS:
    void verifyWanted();
    void cancelWanted();
    void refreshWanted();

  private:
    void retell();
    AuditLogModel* m_model;
    Button *m_verify, *m_refresh;
    ProgressBar* m_progress;
    Text* m_state;
    Table* m_table;
    Notice* m_notice;
    EntryInspector* m_inspector;
    bool m_running = false;
    qint64 m_done = 0, m_whole = 0;
    std::optional<review::VerifyReport> m_report;
    qint64 m_goTo = -1;
};

} // namespace haziri::ui
