// F1: the short help in the language of the window, a window of its own that stays open beside the work. Its text is a
// file per language in resources/help.
#pragma once

#include <QWidget>

class QTextBrowser;

namespace haziri::ui {

class HelpWindow : public QWidget {
    Q_OBJECT
  public:
    explicit HelpWindow(QWidget* parent = nullptr);
    QString text() const; ///< as it is read, without marks
    /// The file for a language; the English one where there is none.
    static QString fileFor(const QString& language);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void fill();
    QTextBrowser* m_text;
};

} // namespace haziri::ui
