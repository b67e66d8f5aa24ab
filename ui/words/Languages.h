// The languages of the window, switched while it runs.
#pragma once

#include <QObject>
#include <QTranslator>

class QApplication;

namespace haziri::ui {

class Languages : public QObject {
    Q_OBJECT
  public:
    explicit Languages(QApplication& app, QObject* parent = nullptr);
    static QStringList all();                        ///< "en", "hi", and whatever file lies beside them
    static QString ofSystem();                       ///< the system's own where it is one of all()
    static QString nameOf(const QString& code);      ///< in the language itself
    static QString shortNameOf(const QString& code); ///< for the top bar: EN, हिं
    static QStringList shortNames();                 ///< of all, in their order
    QString current() const { return m_current; }
    /// Every widget gets a LanguageChange. Unknown codes mean English.
    void use(const QString& code);

  Q_SIGNALS:
    void changed(const QString& code);

  private:
    QApplication& m_app;
    QTranslator m_ours, m_qt;
    QString m_current;
};

} // namespace haziri::ui
