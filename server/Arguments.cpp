#include "server/Arguments.h"

#include "core/sealed/DurableFile.h"

#include <QCommandLineParser>
#include <QDir>
#include <QRegularExpression>
#include <cmath>
#include <cstdio>

namespace haziri::server {

namespace {

tl::unexpected<Error> usageError(const QString& line) {
    return fail("USAGE", line);
}

constexpr qsizetype kShortPassword = 8;
constexpr double kMostWhole = 1e15; // each whole number up to there is a double of its own

const QStringList kTwoWordVerbs{QStringLiteral("site"),   QStringLiteral("user"),  QStringLiteral("worker"),
                                QStringLiteral("device"), QStringLiteral("trust"), QStringLiteral("bundle")};

const QStringList kValued{QStringLiteral("data"),    QStringLiteral("db"),
                          QStringLiteral("origin"),  QStringLiteral("admin"),
                          QStringLiteral("name"),    QStringLiteral("lat"),
                          QStringLiteral("lon"),     QStringLiteral("radius-m"),
                          QStringLiteral("role"),    QStringLiteral("user"),
                          QStringLiteral("site"),    QStringLiteral("thekedar"),
                          QStringLiteral("host"),    QStringLiteral("password-file"),
                          QStringLiteral("listen"),  QStringLiteral("trade"),
                          QStringLiteral("minutes"), QStringLiteral("device"),
                          QStringLiteral("reason"),  QStringLiteral("rules"),
                          QStringLiteral("days")};

/// Of which nothing at all would mean something else than what was about to be said.
const QStringList kNeverEmpty{QStringLiteral("db"),     QStringLiteral("host"),    QStringLiteral("listen"),
                              QStringLiteral("data"),   QStringLiteral("minutes"), QStringLiteral("days"),
                              QStringLiteral("rules"),  QStringLiteral("lat"),     QStringLiteral("lon"),
                              QStringLiteral("origin"), QStringLiteral("radius-m")};

} // namespace

Result<Arguments> Arguments::parse(const QStringList& words) {
    QCommandLineParser parser;
    for (const QString& name : kValued)
        parser.addOption(QCommandLineOption(name, QString(), name));
    parser.addOption(QCommandLineOption(QStringLiteral("plain-http")));
    parser.addOption(QCommandLineOption(QStringLiteral("behind-proxy")));
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    parser.addOption(QCommandLineOption(QStringLiteral("token")));
    parser.addOption(QCommandLineOption(QStringLiteral("repair")));
    parser.addOption(QCommandLineOption(QStringLiteral("again")));
    parser.addOption(QCommandLineOption(QStringLiteral("help")));
    parser.addOption(QCommandLineOption(QStringLiteral("version")));
    if (!parser.parse(QStringList{QStringLiteral("haziri-server")} + words)) return usageError(parser.errorText());

    Arguments arguments;
    for (const QString& name : parser.optionNames()) {
        const QStringList given = parser.values(name);
        if (given.size() > 1) return usageError(QStringLiteral("--%1 is given twice").arg(name));
        if (kNeverEmpty.contains(name) && given.contains(QString()))
            return usageError(QStringLiteral("--%1 is empty").arg(name));
        arguments.m_options.insert(name, parser.value(name));
    }
    // What is compared with paths that the system gives out must not depend on the folder one happens to stand in.
    if (QString& data = arguments.m_options[QStringLiteral("data")]; !data.isEmpty())
        data = QDir::cleanPath(QDir::current().absoluteFilePath(data));
    else
        arguments.m_options.remove(QStringLiteral("data"));
    arguments.m_rest = parser.positionalArguments();
    if (!arguments.m_rest.isEmpty()) arguments.m_verb = arguments.m_rest.takeFirst();
    if (kTwoWordVerbs.contains(arguments.m_verb) && !arguments.m_rest.isEmpty())
        arguments.m_verb += QLatin1Char(' ') + arguments.m_rest.takeFirst();
    return arguments;
}

Result<QString> Arguments::required(const QString& option) const {
    const QString given = m_options.value(option);
    if (given.isEmpty()) return usageError(QStringLiteral("--%1 is missing").arg(option));
    return given;
}

Result<qint64> Arguments::whole(const QString& option) const {
    const auto value = number(option);
    if (!value) return fail(value.error());
    if (std::abs(*value) > kMostWhole || *value != std::floor(*value))
        return usageError(QStringLiteral("--%1 is not a whole number").arg(option));
    return qint64(*value);
}

Result<double> Arguments::number(const QString& option) const {
    auto text = required(option);
    if (!text) return fail(text.error());
    // Without blanks, "nan" and what else a conversion takes for a number.
    static const QRegularExpression plain(QStringLiteral("\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z"));
    const double value = text->toDouble();
    if (!plain.match(*text).hasMatch() || !std::isfinite(value))
        return usageError(QStringLiteral("--%1 is not a number").arg(option));
    return value;
}

QString Arguments::databaseUrl() const {
    if (has(QStringLiteral("db"))) return value(QStringLiteral("db"));
    const QString fromEnvironment = qEnvironmentVariable("HAZIRI_DB_URL");
    if (!fromEnvironment.isEmpty()) return fromEnvironment;
    return QStringLiteral("sqlite:") + value(QStringLiteral("data")) + QStringLiteral("/haziri.db");
}

bool Arguments::namesDatabase() const {
    return has(QStringLiteral("db")) || !qEnvironmentVariableIsEmpty("HAZIRI_DB_URL");
}

Result<crypto::SecretBytes> Arguments::password() const {
    auto path = required(QStringLiteral("password-file"));
    if (!path) return fail(path.error());
    auto content = sealed::readWhole(*path, 4096);
    if (!content) return fail("PASSWORD_FILE", QStringLiteral("the password file cannot be read: ") + *path);
    qsizetype end = content->indexOf('\n');
    if (end < 0) end = content->size();
    if (end > 0 && content->at(end - 1) == '\r') --end;
    auto password = crypto::SecretBytes::copyOf(QByteArrayView(*content).first(end));
    crypto::wipe(*content);
    if (password.isEmpty()) return fail("PASSWORD_FILE", *path + QStringLiteral(": the first line is empty"));
    if (password.size() < kShortPassword)
        std::fprintf(stderr, "haziri-server: warning: a password of fewer than %d bytes is soon guessed\n",
                     int(kShortPassword));
    return password;
}

QString Arguments::usage() {
    return QStringLiteral(
        "haziri-server VERB --data DIR [--db URL] ...\n"
        "  init        --origin NAME --admin USER --password-file F\n"
        "  serve       --listen HOST:PORT [--plain-http] [--behind-proxy]\n"
        "  site add    --name N --lat D --lon D --radius-m R\n"
        "  site list   [--json]\n"
        "  user add    --name N --role supervisor|thekedar|hr|admin --password-file F\n"
        "  user list   [--json]\n"
        "  user password --name N --password-file F   (ends all sessions of that person)\n"
        "  user block|unblock --name N --reason TEXT\n"
        "  device list [--json]\n"
        "  device block|unblock --device ID --reason TEXT\n"
        "  trust rules device|thekedar|worker         (prints the rules that count)\n"
        "  trust replay --rules FILE [--days N] [--json]   (what other rules would have changed)\n"
        "  enrol-code  --user NAME --site ID [--host HOST:PORT]\n"
        "  worker add  --site ID --name N [--thekedar NAME] [--trade T]\n"
        "  worker import --site ID FILE.csv\n"
        "  worker list [--json]\n"
        "  export-log  FILE\n"
        "  rotate-keys                (HAZIRI_VAULT_KEYS names the new key first, then the old ones)\n"
        "  rotate-keys --token        (the key of tokens and answers: once to announce a new one, once more to use "
        "it)\n"
        "  erase-worker ID\n"
        "  backup FILE                (SQLite; HAZIRI_VAULT_KEYS is not in it: keep it apart)\n"
        "  restore FILE               (into an empty data folder)\n"
        "  announce-restore [--again] (once, before any server starts, after a PostgreSQL was put back to an older "
        "state;\n"
        "                              --again where what was put back ends with such an announcement)\n"
        "  bundle take IN OUT         (what a laptop without a line sent on a stick, and the answers for it)\n"
        "  check [--repair]           (opens and verifies everything; changes nothing, unless --repair: then, where "
        "all\n"
        "                              holds, files that nobody names move from uploads to uploads-orphans)\n"
        "The database is named by --db, by HAZIRI_DB_URL in the environment, or lies in the data folder; a password "
        "for\n"
        "PostgreSQL belongs into HAZIRI_DB_URL, PGPASSWORD or ~/.pgpass, not onto the command line.\n"
        "The vault's keys are read from the environment: HAZIRI_VAULT_KEYS=\"k1:<base64 of 32 bytes>\"\n");
}

} // namespace haziri::server
