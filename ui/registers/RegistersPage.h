// The statutory registers: choose month, form, site and gang; see the pages; save them as PDF, spreadsheet or CSV.
//
// Asks for the month's numbers with reportWanted() and is told with setReport(); knows no client.
#pragma once

#include "core/review/ReviewClient.h"
#include "ui/registers/RegisterExport.h"
#include "ui/registers/RegisterFiller.h"

#include <QWidget>

namespace haziri::ui {

class Button;
class Chip;
class EmptyState;
class Notice;
class Panel;
class ProgressBar;
class RegisterPreview;
class Segments;
class Text;

class RegistersPage : public QWidget {
    Q_OBJECT
  public:
    /// `today` is asked for the months that may be chosen.
    explicit RegistersPage(std::function<QDate()> today, QWidget* parent = nullptr);

    void setSites(QList<review::SiteLine> sites);
    void setEstablishment(const registers::Establishment& establishment);
    void setReport(const review::ReviewClient::Report& report);
    void showError(const QByteArray& code);
    void reset(); ///< signed out

    /// What is shown; null: nothing yet, also for a moment after setReport().
    std::shared_ptr<const registers::RegisterTable> table() const { return m_table; }
    RegisterPreview* preview() const { return m_preview; }
    RegisterExport* job() const { return m_job; }
    void choose(const QString& formId, const SiteId& siteId, QDate month);
    void exportTo(FileKind kind, const QString& path);
    void editEstablishment();
    void ask(); ///< for the numbers again

  Q_SIGNALS:
    void reportWanted(bool isWages, const haziri::SiteId& siteId, QDate month);
    void establishmentTyped(const haziri::registers::Establishment& establishment);
    void marksWanted(); ///< the other sides of the page: marks of a day
    void payWanted();   ///< and what the office enters about wages

  private:
    QLayout* makeBar();
    QLayout* makeFoot();
    void chooseForm();
    void chooseGang();
    void askForFile(FileKind kind);
    void print();
    void fill();
    void showSheets(const std::shared_ptr<const RegisterSheets>& sheets);
    void retell();
    void tellEmpty();
    const registers::RegisterForm* form() const;
    QList<const registers::RegisterForm*> formsInForce() const;
    QList<std::pair<UserId, QString>> gangs() const;

    std::function<QDate()> m_today;
    QList<registers::RegisterForm> m_forms;
    QList<review::SiteLine> m_sites;
    registers::Establishment m_establishment;
    std::optional<review::ReviewClient::Report> m_report;
    std::shared_ptr<const registers::RegisterTable> m_table;
    QString m_formId;
    SiteId m_siteId;
    UserId m_gang;
    QDate m_month;
    QByteArray m_error;
    bool m_loading = false;

    RegisterFiller* m_filler;
    RegisterExport* m_job;
    Segments* m_views;
    Chip *m_formChip, *m_siteChip, *m_gangChip, *m_monthChip;
    Button *m_refresh, *m_office, *m_print, *m_pdf, *m_xlsx, *m_csv, *m_back, *m_forward, *m_smaller, *m_larger,
        *m_cancel;
    ProgressBar* m_progress;
    Text *m_pages, *m_made;
    Notice* m_notice;
    RegisterPreview* m_preview;
    EmptyState* m_empty;
};

} // namespace haziri::ui
