// HR's day at a glance: who is there, what waits, what is wrong, and the last thirty days of every site.
#pragma once

#include "core/review/AttendanceDays.h"
#include "ui/review/LogWords.h"

#include <QDate>
#include <QWidget>

class QCustomPlot;
class QCPItemText;
class QHBoxLayout;

namespace haziri::ui {

class AlertModel;
class Button;
class Chip;
class Notice;
class Table;
class Text;

/// A number that matters, with its words above and below.
class NumberCard;

class TodayPage : public QWidget {
    Q_OBJECT
  public:
    explicit TodayPage(QWidget* parent = nullptr);
    ~TodayPage() override;

    /// What the page is made from; each part may come later than the others.
    void setNames(Names names);
    void setWorkers(qint64 expected);
    void setDays(const review::AttendanceDays& days, QDate today, bool complete);
    void setAlerts(const review::AlertList& list);
    void setDevices(const QList<review::DeviceLine>& devices, UnixMillis now);
    void showError(const QByteArray& code);
    void reset();
    AlertModel* ranked() const { return m_ranked; }
    QCustomPlot* plot() const { return m_plot; }
    /// By the end of its name a PDF, else a PNG of twice the size on the screen.
    void savePlot(const QString& path);

  Q_SIGNALS:
    void alertChosen(const haziri::EventId& alert);
    void alertsWanted();

  private:
    QWidget* makeCards();
    QWidget* makeChart();
    QWidget* makeRanking();
    void paintPlot();
    void fillPlot();
    void fillRanking();
    void fillCards();
    void fillSites();
    void markSilence(const SiteId& site, const QDate& last, double people);
    void exportPlot();
    QList<SiteId> lines() const; ///< of the chart; the null one stands for all the smaller sites
    int present(const SiteId& line, const QDate& day) const;
    QString nameOf(const SiteId& line) const;
    void tellValueAt(const QPoint& at);
    QColor colourOf(int site) const;

    NumberCard *m_present, *m_waiting, *m_alertsCard, *m_silent;
    QCustomPlot* m_plot;
    Text *m_chartTitle, *m_rankTitle, *m_plotEmpty;
    QHBoxLayout* m_siteChips;
    Chip* m_export;
    Table* m_table;
    AlertModel* m_ranked;
    Notice* m_notice;
    LogWords m_words;
    std::optional<review::AttendanceDays> m_days;
    bool m_complete = false;
    QDate m_today;
    std::optional<qint64> m_expected;
    std::optional<review::AlertList> m_alerts;
    std::optional<QList<review::DeviceLine>> m_devices;
    UnixMillis m_now;
    QSet<SiteId> m_hiddenSites;
    QByteArray m_error;
};

} // namespace haziri::ui
