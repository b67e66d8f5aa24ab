// Name and password on a calm card; for the lock, for a change of person, and for HR's sign-in at the server.
#pragma once

#include "core/crypto/SecretBytes.h"
#include "ui/widgets/Panel.h"

namespace haziri::ui {

class Button;
class Field;
class Notice;
class Text;

class SignInCard : public Panel {
    Q_OBJECT
  public:
    enum class Purpose { Unlock, Review };
    explicit SignInCard(Purpose purpose, QWidget* parent = nullptr);

    void setUser(const QString& name);
    /// To the first field that is still to be filled. (A focus proxy would take the name out of the way back by Tab.)
    void takeFocus();
    void setBusy(bool busy);
    void showError(const QByteArray& code);
    void reset();

  Q_SIGNALS:
    /// The password leaves the field with this and is cleared there.
    void submitted(const QString& user, const haziri::crypto::SecretBytes& password);

  private:
    void submit();
    Purpose m_purpose;
    Text *m_title, *m_text;
    Field *m_user, *m_password;
    Notice* m_notice;
    Button* m_go;
    bool m_busy = false;
};

/// The card in the middle of a page.
class SignInPage : public QWidget {
    Q_OBJECT
  public:
    explicit SignInPage(SignInCard::Purpose purpose, QWidget* parent = nullptr);
    SignInCard* card() const { return m_card; }

  protected:
    void focusInEvent(QFocusEvent*) override;

  private:
    SignInCard* m_card;
};

} // namespace haziri::ui
