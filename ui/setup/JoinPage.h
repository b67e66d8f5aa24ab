// First start: this laptop joins a server with the enrolment address that the office sent.
#pragma once

#include <QWidget>

namespace haziri::ui {

class Button;
class Field;
class Notice;
class Panel;
class Text;

class JoinPage : public QWidget {
    Q_OBJECT
  public:
    explicit JoinPage(QWidget* parent = nullptr);
    void setBusy(bool busy);
    void showError(const QByteArray& code);
    /// The profile cannot be opened at all: what happened and what to do, instead of the form.
    void showBlocked(const QByteArray& code, const QString& detail);
    void showForm(); ///< it opened after all
    /// An old profile has to be enrolled again.
    void setAgain(bool again);

  Q_SIGNALS:
    void joinWanted(const QString& uri);
    void openWanted(); ///< once more, of what was blocked

  private:
    void join();
    void retell();
    Text *m_title, *m_text;
    Field* m_uri;
    Notice* m_notice;
    Button *m_paste, *m_go, *m_retry;
    QWidget* m_stepsBox;
    QList<Text*> m_steps;
    bool m_busy = false, m_again = false;
    QByteArray m_blocked;
};

} // namespace haziri::ui
