// What was typed behind `haziri-server`.
#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBytes.h"

#include <QHash>
#include <QStringList>

namespace haziri::server {

class Arguments {
  public:
    /// `words` without the program's name. USAGE with one line for the user.
    static Result<Arguments> parse(const QStringList& words);

    const QString& verb() const { return m_verb; } ///< "init", "site add", …
    bool has(const QString& option) const { return m_options.contains(option); }
    QString value(const QString& option) const { return m_options.value(option); }
    const QStringList& rest() const { return m_rest; } ///< positional arguments

    Result<QString> required(const QString& option) const; ///< USAGE
    Result<double> number(const QString& option) const;    ///< finite; USAGE
    Result<qint64> whole(const QString& option) const;     ///< USAGE
    /// --db, else HAZIRI_DB_URL (the place for a URL with a password), else SQLite in the data folder.
    QString databaseUrl() const;
    bool namesDatabase() const; ///< by --db or HAZIRI_DB_URL

    /// The first line of --password-file. PASSWORD_FILE where it cannot be read or is empty. A short one is warned of
    /// on standard error and taken: whoever owns the machine decides.
    Result<crypto::SecretBytes> password() const;

    static QString usage();

  private:
    QString m_verb;
    QHash<QString, QString> m_options;
    QStringList m_rest;
};

} // namespace haziri::server
