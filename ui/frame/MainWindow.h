// The one window: rail, top bar and pages. Knows the order of pages per role and the keys; knows no laptop.
#pragma once

#include "ui/frame/Rail.h"
#include "ui/frame/TopBar.h"

#include <QMainWindow>
#include <QMap>
#include <functional>

class QStackedWidget;

namespace haziri::ui {

class Chip;
class HelpWindow;

class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    enum class Page {
        Muster,
        Workers,
        Queue,
        Today,
        Audit,
        Alerts,
        Registers,
        Day,
        Pay,
        Devices,
        Places,
        Setup,
        Lock,
        ReviewSignIn
    };
    explicit MainWindow(QWidget* parent = nullptr);

    TopBar* topBar() const { return m_top; }
    void addPage(Page page, QWidget* widget);
    QWidget* page(Page page) const { return m_pages.value(page); }
    void open(Page page);
    /// Shows a page that is not on the rail in the place of one that is.
    void open(Page page, Page inPlaceOf);
    Page currentPage() const { return m_current; }
    /// Which pages the rail shows. Empty: none (before registration, or locked).
    void setRole(const QByteArray& role);
    /// Locked, it opens only the lock and the page on which the office enrols the laptop anew; rail, chips, settings
    /// and keys are away, and every other window of the program is closed.
    void setLocked(bool locked);
    bool isLocked() const { return m_locked; }
    /// Something to say in the top bar while one of the pages is open; hidden chips stay hidden.
    void addChip(const QList<Page>& pages, Chip* chip);
    void setQueueBadge(int count);
    void setAlertBadge(int count);
    /// Title and second line of a page, asked for again when the language changes.
    void setTitle(Page page, std::function<std::pair<QString, QString>()> title);
    void refreshTitle();

    /// Remembered between starts, in the given group of the settings.
    void restoreGeometryFrom(const QString& settingsFile);
    /// Shows the window whole: maximised where its frame would not fit the screen, as on a site's 1366×768.
    void showOnScreen();

  Q_SIGNALS:
    void opened(haziri::ui::MainWindow::Page page);
    void settingsWanted(QWidget* anchor);
    void lockWanted();
    void closing();

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    void toggleKiosk();
    void showHelp();
    void closeOthers();

    Rail* m_rail;
    RailButton* m_lock = nullptr;
    RailButton* m_settings = nullptr;
    bool m_locked = false;
    TopBar* m_top;
    QStackedWidget* m_stack;
    HelpWindow* m_help = nullptr;
    QMap<Page, QWidget*> m_pages;
    QMap<Page, RailButton*> m_buttons;
    QList<std::pair<QList<Page>, QWidget*>> m_chips; ///< boxes around the pages' chips
    QMap<Page, std::function<std::pair<QString, QString>()>> m_titles;
    Page m_current = Page::Setup;
    QString m_settingsFile;
};

} // namespace haziri::ui
