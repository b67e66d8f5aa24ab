#include "core/sql/Database.h"

#include "core/sql/StatementCache.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>
#include <atomic>
#include <optional>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace haziri::sql {

namespace {

const QLatin1String kSqlitePrefix("sqlite:");
const QString kMemory = QStringLiteral(":memory:");

QString nextConnectionName() {
    static std::atomic<quint64> counter = 0;
    return QStringLiteral("haziri-%1").arg(++counter);
}

void describeSqlite(QSqlDatabase& database, const QString& path) {
    database.setDatabaseName(path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
}

void describePostgres(QSqlDatabase& database, const QUrl& url) {
    QString host = url.host();
    QStringList options{QStringLiteral("connect_timeout=5"), QStringLiteral("application_name=haziri")};
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto& [key, value] : items) {
        if (key == QLatin1String("host"))
            host = value;
        else
            options += key + QLatin1Char('=') + value;
    }
    database.setHostName(host);
    database.setPort(url.port(-1));
    database.setDatabaseName(url.path().mid(1));
    database.setUserName(url.userName(QUrl::FullyDecoded));
    database.setPassword(url.password(QUrl::FullyDecoded));
    database.setConnectOptions(options.join(QLatin1Char(';')));
}

// SQLite would create the file with the usual mask, and its WAL takes the file's mode.
void createForOwnerOnly(const QString& path) {
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

tl::unexpected<Error> gone() {
    return haziri::fail("STORE_UNAVAILABLE", QStringLiteral("the database's file is not where it was"));
}

/// What the file at `path` is, whatever its name; nothing where there is none.
std::optional<std::pair<quint64, quint64>> identityOf(const QString& path) {
#ifdef Q_OS_UNIX
    struct stat found {};
    if (path.isEmpty() || ::stat(QFile::encodeName(path).constData(), &found) != 0) return std::nullopt;
    return std::pair(quint64(found.st_dev), quint64(found.st_ino));
#else
    Q_UNUSED(path);
    return std::nullopt;
#endif
}

// The drivers differ in what they make of the rarer types and of null strings; here they agree.
QVariant bindable(const QVariant& value) {
    switch (value.typeId()) {
    case QMetaType::QByteArray: {
        const QByteArray bytes = value.toByteArray();
        return bytes.isNull() ? QVariant(QByteArray("")) : value;
    }
    case QMetaType::QString:
        return value.toString().isNull() ? QVariant(QString(QLatin1String(""))) : value;
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::ULongLong:
    case QMetaType::Short:
    case QMetaType::UShort:
        return value.toLongLong();
    case QMetaType::Float:
        return value.toDouble();
    default:
        return value;
    }
}

constexpr std::size_t kRowsATrip = 50;

/// The same INSERT for kRowsATrip rows, or nothing where the statement is not of that simple form.
QString forManyRows(const QString& sql) {
    static const QRegularExpression form(
        QStringLiteral(R"(^\s*(INSERT\s+INTO\s[^?]*\sVALUES)\s*(\(\s*\?(?:\s*,\s*\?)*\s*\))\s*)"
                       R"((ON\s+CONFLICT\s[^?]*DO\s+NOTHING)?\s*$)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(sql);
    if (!match.hasMatch()) return {};
    QStringList tuples;
    tuples.fill(match.captured(2), qsizetype(kRowsATrip));
    return match.captured(1) + QLatin1Char(' ') + tuples.join(QLatin1Char(',')) + QLatin1Char(' ') + match.captured(3);
}

// Statements end with ";;" at the end of a line, so that triggers may hold ";".
QStringList statementsOf(const QString& script) {
    QStringList statements;
    QString current;
    bool hasContent = false;
    const auto lines = script.split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        const QString trimmed = line.trimmed();
        const bool ends = trimmed.endsWith(QLatin1String(";;"));
        if (!trimmed.isEmpty() && !trimmed.startsWith(QLatin1String("--"))) hasContent = true;
        current += (ends ? trimmed.chopped(2) : line) + QLatin1Char('\n');
        if (!ends) continue;
        if (hasContent) statements += current;
        current.clear();
        hasContent = false;
    }
    if (hasContent) statements += current;
    return statements;
}

} // namespace

Database::Database(Dialect dialect)
    : m_dialect(dialect)
    , m_connectionName(nextConnectionName())
    , m_cache(std::make_shared<StatementCache>(dialect)) {
    m_database = QSqlDatabase::addDatabase(
        dialect == Dialect::Sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL"), m_connectionName);
}

Database::~Database() {
    if (m_inTransaction) rollBack();
    m_cache->close();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<std::unique_ptr<Database>> Database::open(const QString& url, IfMissing ifMissing) {
    const bool isSqlite = url.startsWith(kSqlitePrefix);
    // libpq knows a user without a host, QUrl does not.
    const QUrl parsed(isSqlite ? QString() : QString(url).replace(QLatin1String("@/"), QLatin1String("@localhost/")));
    const bool isPostgres =
        parsed.scheme() == QLatin1String("postgresql") || parsed.scheme() == QLatin1String("postgres");
    if (!isSqlite && !isPostgres)
        return haziri::fail("STORE_MISUSE", QStringLiteral("a database is sqlite:PATH or postgresql://…"));

    std::unique_ptr<Database> database(new Database(isSqlite ? Dialect::Sqlite : Dialect::Postgres));
    if (isSqlite) {
        const QString path = url.mid(kSqlitePrefix.size());
        if (ifMissing == IfMissing::Refuse && path != kMemory && !QFile::exists(path)) return gone();
        if (path != kMemory) {
            createForOwnerOnly(path);
            database->m_path = path;
        }
        describeSqlite(database->m_database, path);
    } else {
        describePostgres(database->m_database, parsed);
    }
    if (auto connected = database->connect(); !connected) return haziri::fail(connected.error());
    return database;
}

Result<void> Database::connect() {
    if (!m_database.open())
        return haziri::fail("STORE_UNAVAILABLE", toError(m_dialect, m_database.lastError()).message);
    const auto identity = identityOf(m_path);
    m_fileDevice = identity ? identity->first : 0;
    m_fileNumber = identity ? identity->second : 0;
    return configure();
}

Result<void> Database::reconnect() {
    m_cache->clear();
    m_database.close();
    m_cache->connectionRestored();
    auto connected = connect();
    if (!connected) m_cache->connectionGone();
    return connected;
}

// SQLite goes on writing to a file that was removed or moved away, and everything would be lost with the last process
// that has it open.
Database::File Database::file() const {
#ifdef Q_OS_UNIX
    if (m_path.isEmpty()) return File::Here;
    const auto identity = identityOf(m_path);
    if (!identity) return File::Gone;
    return *identity == std::pair(m_fileDevice, m_fileNumber) ? File::Here : File::Another;
#else
    return File::Here; // there an open file cannot be removed
#endif
}

Result<void> Database::configure() {
    const QStringList settings =
        m_dialect == Dialect::Sqlite
            ? QStringList{QStringLiteral("PRAGMA synchronous=FULL"), QStringLiteral("PRAGMA foreign_keys=ON"),
                          QStringLiteral("PRAGMA secure_delete=ON"), QStringLiteral("PRAGMA temp_store=MEMORY"),
                          QStringLiteral("PRAGMA cache_size=-16384")}
            : QStringList{QStringLiteral("SET synchronous_commit=on"), QStringLiteral("SET lock_timeout='10s'"),
                          QStringLiteral("SET client_min_messages=warning")};
    for (const QString& setting : settings)
        if (auto done = execute(setting); !done) return done;
    if (m_dialect == Dialect::Postgres) return {};

    auto mode = run(QStringLiteral("PRAGMA journal_mode=WAL"));
    if (!mode) return haziri::fail(mode.error());
    const QString expected = m_database.databaseName() == kMemory ? QStringLiteral("memory") : QStringLiteral("wal");
    if (!mode->next() || mode->text(0) != expected)
        return haziri::fail("STORE_UNAVAILABLE", QStringLiteral("the disk does not take SQLite's write-ahead log"));
    return {};
}

// What a statement finds before it starts: a transaction that still stands, or a connection that does.
Result<void> Database::ready() {
    if (m_inTransaction) {
        if (m_cache->failure()) return haziri::fail(*m_cache->failure());
        return {};
    }
    const File file = this->file();
    if (file == File::Gone) return gone();
    return file == File::Another || m_cache->connectionLost() ? reconnect() : Result<void>();
}

Result<std::unique_ptr<QSqlQuery>> Database::prepared(const QString& sql, qsizetype values) {
    if (auto kept = m_cache->take(sql, values)) return kept;
    auto query = std::make_unique<QSqlQuery>(m_database);
    // SQLite's rows are read as they are walked. PostgreSQL's driver would lose the rest of a forward-only result as
    // soon as another statement runs.
    query->setForwardOnly(m_dialect == Dialect::Sqlite);
    if (!query->prepare(sql)) return haziri::fail(m_cache->fail(query->lastError()));
    return query;
}

Result<std::unique_ptr<QSqlQuery>> Database::executed(const QString& sql, const QVariantList& values) {
    if (auto can = ready(); !can) return haziri::fail(can.error());
    auto query = prepared(sql, values.size());
    if (!query) return query;
    if (auto done = executeWith(**query, values); !done) {
        m_cache->giveBack(sql, std::move(*query)); // kept: PostgreSQL frees no statement in a failed transaction
        return haziri::fail(done.error());
    }
    return query;
}

Result<void> Database::executeWith(QSqlQuery& query, const QVariantList& values) {
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), bindable(values[i]));
    if (!query.exec()) return haziri::fail(m_cache->fail(query.lastError()));
    return {};
}

Result<Rows> Database::run(const QString& sql, const QVariantList& values) {
    auto query = executed(sql, values);
    if (!query) return haziri::fail(query.error());
    // Asked for now: SQLite answers for the connection's newest change, not for this statement's.
    const qint64 affected = (*query)->isSelect() ? 0 : (*query)->numRowsAffected();
    return Rows(m_cache, sql, std::move(*query), affected);
}

Result<void> Database::runBatch(const QString& sql, const QList<QVariantList>& rows) {
    std::span<const QVariantList> rest(rows.constData(), std::size_t(rows.size()));
    const qsizetype width = rows.isEmpty() ? 0 : rows.first().size();
    const bool isEven =
        std::all_of(rows.begin(), rows.end(), [width](const QVariantList& row) { return row.size() == width; });
    if (m_dialect == Dialect::Postgres && isEven && rest.size() >= kRowsATrip) {
        const QString many = forManyRows(sql);
        while (!many.isEmpty() && rest.size() >= kRowsATrip) {
            QVariantList values;
            values.reserve(qsizetype(kRowsATrip) * width);
            for (const QVariantList& row : rest.first(kRowsATrip))
                values += row;
            if (auto done = run(many, values); !done) return haziri::fail(done.error());
            rest = rest.subspan(kRowsATrip);
        }
    }
    return runEach(sql, rest);
}

Result<void> Database::runEach(const QString& sql, std::span<const QVariantList> rows) {
    if (rows.empty()) return {};
    auto query = executed(sql, rows.front());
    if (!query) return haziri::fail(query.error());
    Result<void> outcome;
    for (const QVariantList& values : rows.subspan(1)) {
        // The driver would fill the places of missing values with those of the row before.
        if (values.size() != rows.front().size())
            outcome = haziri::fail(
                m_cache->fail(Error{"STORE_MISUSE", QStringLiteral("the rows of a batch differ in length")}));
        else
            outcome = executeWith(**query, values);
        if (!outcome) break;
    }
    m_cache->giveBack(sql, std::move(*query));
    return outcome;
}

Result<void> Database::script(const QString& statements) {
    if (auto can = ready(); !can) return can;
    m_cache->clear(); // plans may not fit the new schema
    const QStringList all = statementsOf(statements);
    for (const QString& statement : all)
        if (auto done = execute(statement); !done) return done;
    return {};
}

Result<void> Database::execute(const QString& sql) {
    QSqlQuery query(m_database);
    if (!query.exec(sql)) return haziri::fail(m_cache->fail(query.lastError()));
    return {};
}

Result<void> Database::begin() {
    if (m_inTransaction) return haziri::fail("STORE_MISUSE", QStringLiteral("a transaction inside a transaction"));
    if (auto can = ready(); !can) return can;
    auto begun = execute(m_dialect == Dialect::Sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
    m_cache->forgetFailure();
    m_inTransaction = bool(begun);
    return begun;
}

Result<void> Database::commit() {
    auto outcome = ready();
    if (outcome && file() != File::Here) outcome = gone();
    if (outcome) outcome = execute(QStringLiteral("COMMIT"));
    if (outcome)
        m_inTransaction = false;
    else
        rollBack();
    return outcome;
}

void Database::rollBack() {
    // SQLite has sometimes rolled back by itself and then says so: nothing is lost by asking again.
    if (m_database.isOpen()) QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
    m_inTransaction = false;
}

Result<void> Database::beginPart() {
    if (!m_inTransaction) return haziri::fail("STORE_MISUSE", QStringLiteral("a savepoint outside a transaction"));
    if (auto can = ready(); !can) return can;
    return execute(QStringLiteral("SAVEPOINT haziri_part"));
}

Result<void> Database::releasePart() {
    if (auto can = ready(); !can) return can;
    return execute(QStringLiteral("RELEASE SAVEPOINT haziri_part"));
}

void Database::rollBackPart() {
    if (!m_inTransaction) return;
    // Only when the database still knows the savepoint is the failure confined to it.
    if (execute(QStringLiteral("ROLLBACK TO SAVEPOINT haziri_part")) &&
        execute(QStringLiteral("RELEASE SAVEPOINT haziri_part")))
        m_cache->forgetFailure();
}

} // namespace haziri::sql
