// One entry of the log in words.
#pragma once

#include "core/base/Ids.h"
#include "core/review/LogPage.h"
#include "ui/theme/Theme.h"

#include <QCoreApplication>
#include <functional>

namespace haziri::ui {

using NameLookup = std::function<QString(const QByteArray& workerId)>;

class LogRecord {
    Q_DECLARE_TR_FUNCTIONS(haziri::ui::LogRecord)
  public:
    LogRecord() = default;
    /// Never fails: what cannot be read stays empty, and the row still shows its hashes.
    static LogRecord of(const audit::ServedEntry& entry);

    qint64 index = 0;
    QByteArray kind;
    UnixMillis at;                   ///< when it reached the server
    QByteArray recordHash, prevHash; ///< base64url
    bool erased = false;
    bool offline = false;
    qint32 deviceTrust = 0;
    QJsonObject data;
    FileId photo; ///< null: none

    Tone tone() const;
    QString what(const NameLookup& names) const;                               ///< one line
    QList<std::pair<QString, QString>> details(const NameLookup& names) const; ///< for the inspector

  private:
    QString text(const char* key) const;
    QByteArray firstCode() const; ///< why it was held or refused; empty where all was well
    QString worker(const NameLookup& names) const;
};

} // namespace haziri::ui
