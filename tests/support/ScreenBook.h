// Pictures of screens in every language, theme and size, to be looked at; nothing on them may be cut, and every control
// has a name for a screen reader, and nothing keeps the old language when it is changed while the screen stands.
//
// They go to `screenshots` beside the tests' folder. Sizes above 1366×768 are drawn and judged; pictures of them are
// kept only where HAZIRI_SCREENS is `all`, since they are large.
#pragma once

#include "tests/support/OldWords.h"
#include "ui/frame/MainWindow.h"
#include "ui/words/Languages.h"

#include <QDir>
#include <map>
#include <memory>

namespace haziri::test {

class ScreenBook {
  public:
    /// Makes the folder; the application must exist.
    ScreenBook();
    /// Columns and rows for a data-driven test, which hands each row to open().
    static void addRows();
    /// A window of the running row's language, theme and size.
    void open(ui::MainWindow& window);
    /// The supervisor's window on a morning without a line.
    void fillFrame();
    void fillOffice(); ///< HR's window, before its pages are added
    /// The rail's buttons of pages that are added later or never.
    void fillRail(std::initializer_list<ui::MainWindow::Page> pages);

    void shoot(const QString& screen); ///< the window
    /// What stands before it: a sheet, a menu, another window. It is closed then; what is a sheet is gone.
    void shootSheet(const QString& screen, QWidget* sheet);
    bool isIndian() const { return m_indian; }                 ///< people's names in Devanagari
    QString say(const char* english, const char* hindi) const; ///< UTF-8
    const QString& language() const { return m_language; }

  private:
    void keep(const QString& screen, const QImage& image);
    QStringList staleAfterSwitch(); ///< texts that stay as they are when the language changes, and back again
    void judge(const QString& screen, const QWidget* shown);
    const OldWords& wordsOf(const QString& before, const QString& after); ///< read once
    QDir m_folder;
    ui::Languages m_languages;
    std::map<QString, std::unique_ptr<OldWords>> m_words;
    ui::MainWindow* m_window = nullptr;
    QString m_language, m_suffix;
    QSize m_size;
    bool m_indian = false, m_keeps = true, m_switches = false;
};

} // namespace haziri::test
