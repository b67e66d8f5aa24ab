// An entry of the log in the words of the person who reads it.
#pragma once

#include "core/review/NameBook.h"
#include "ui/theme/Theme.h"

#include <QCoreApplication>
#include <memory>

namespace haziri::ui {

using Names = std::shared_ptr<const review::NameBook>;

/// Looks things up in the names as they are now.
class LogWords {
    Q_DECLARE_TR_FUNCTIONS(haziri::ui::LogWords)
  public:
    explicit LogWords(Names names = nullptr)
        : m_names(std::move(names)) {}

    static Tone tone(const review::LogRecord& record);
    static QString kind(const review::LogRecord& record); ///< for the chip: "attendance · held"
    QString what(const review::LogRecord& record) const;  ///< one line
    /// The same in two parts, for the table: who or what, and where or why.
    std::pair<QString, QString> parts(const review::LogRecord& record) const;
    QString headline(const review::LogRecord& record) const;  ///< for the inspector
    QStringList lines(const review::LogRecord& record) const; ///< below the headline: when, where, how sure
    QList<std::pair<QString, QString>> rows(const review::LogRecord& record) const;

    // Who stands behind an id; the end of the id where nobody is known.
    QString worker(const WorkerId& id) const;
    QString user(const UserId& id) const;
    QString site(const SiteId& id) const;
    QString laptop(const QByteArray& deviceId) const;
    /// Why a laptop is trusted more or less; rules we do not know speak for themselves.
    static QString trustRule(const protocol::TrustRule& rule);

  private:
    std::pair<QString, QString> attendance(const review::LogRecord& record) const;
    std::pair<QString, QString> decision(const review::LogRecord& record) const;
    QString timeCertainty(const review::LogRecord& record) const;
    Names m_names;
};

} // namespace haziri::ui
