// Where people type: a search line, and a labelled field with its help and its error beneath.
#pragma once

#include "core/crypto/SecretBytes.h"

#include <QLineEdit>
#include <functional>

namespace haziri::ui {

class Text;

class SearchField : public QLineEdit {
    Q_OBJECT
  public:
    explicit SearchField(QWidget* parent = nullptr);
    /// Shown inside the field while it is empty; `key` at its right end.
    void say(const QString& prompt, const QString& key = {});

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QString m_key;
};

class Field : public QWidget {
    Q_OBJECT
  public:
    explicit Field(QWidget* parent = nullptr);
    QLineEdit* edit() const { return m_edit; }
    crypto::SecretBytes takeSecret(); ///< what was typed; the field is empty afterwards, its buffer wiped
    void say(const QString& label, const QString& help = {});
    void setError(const QString& error);           ///< empty: none; the help comes back
    void sayError(std::function<QString()> error); ///< composed again whenever the language changes

  private:
    void showLine();
    Text* m_label;
    QLineEdit* m_edit;
    Text* m_below;
    QString m_help, m_error;
    std::function<QString()> m_sayError;
};

} // namespace haziri::ui
