#include "core/sql/Database.h"

#include "core/sql/SqliteFile.h"
#include "core/sql/StatementCache.h"

#include <QFile>
#include <optional>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace haziri::sql {

namespace {

const QLatin1String kSqlitePrefix("sqlite:");
const QString kMemory = QStringLiteral(":memory:");

// SQLite would create the file with the usual mask, and its WAL takes the file's mode.
void createForOwnerOnly(const QString& path) {
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

/// Behind "sqlite:" stands a path, or "//" and a path: nobody means a file in the root folder by "sqlite://name.db".
QString sqlitePath(const QString& url) {
    const QString path = url.mid(kSqlitePrefix.size());
    return path.startsWith(QLatin1String("//")) ? path.mid(2) : path;
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

QString sqliteFile(const QString& url) {
    const QString path = url.startsWith(kSqlitePrefix) ? sqlitePath(url) : QString();
    return path == kMemory ? QString() : path;
}

Database::Database(Dialect dialect, std::unique_ptr<Connection> connection)
    : m_dialect(dialect)
    , m_connection(std::move(connection))
    , m_cache(std::make_shared<StatementCache>()) {}

Database::~Database() {
    if (m_inTransaction) rollBack();
    m_many.clear();
    m_cache->close();
    m_connection->close();
}

Result<std::unique_ptr<Database>> Database::open(const QString& url, IfMissing ifMissing) {
    const bool isSqlite = url.startsWith(kSqlitePrefix);
    if (!isSqlite && !url.startsWith(QLatin1String("postgresql://")) && !url.startsWith(QLatin1String("postgres://")))
        return haziri::fail("STORE_MISUSE", QStringLiteral("a database is sqlite:PATH or postgresql://…"));
    const QString path = isSqlite ? sqlitePath(url) : QString();
    if (isSqlite && path.isEmpty()) return haziri::fail("STORE_MISUSE", QStringLiteral("sqlite: names no file"));
    if (isSqlite && path != kMemory) {
        if (ifMissing == IfMissing::Refuse && !QFile::exists(path)) return gone();
        createForOwnerOnly(path);
    }
    std::unique_ptr<Database> database(new Database(isSqlite ? Dialect::Sqlite : Dialect::Postgres,
                                                    isSqlite ? sqliteConnection(path) : postgresConnection(url)));
    if (path != kMemory) database->m_path = path;
    if (auto connected = database->connect(); !connected) return haziri::fail(connected.error());
    return database;
}

Result<void> Database::connect() {
    if (const auto failure = m_connection->open()) return haziri::fail(failure->error);
    const auto identity = identityOf(m_path);
    m_fileDevice = identity ? identity->first : 0;
    m_fileNumber = identity ? identity->second : 0;
    return configure();
}

Result<void> Database::reconnect() {
    m_many.clear();
    m_cache->clear();
    m_connection->close();
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
                          QStringLiteral("SET client_min_messages=warning"),
                          QStringLiteral("SET jit=off"),           // compiling takes longer than any statement of ours
                          QStringLiteral("SET bytea_output=hex")}; // Qt's driver sets another
    for (const QString& setting : settings)
        if (auto done = execute(setting); !done) return done;
    if (m_dialect == Dialect::Postgres) return {};

    auto mode = run(QStringLiteral("PRAGMA journal_mode=WAL"));
    if (!mode) return haziri::fail(mode.error());
    const QString expected = m_path.isEmpty() ? QStringLiteral("memory") : QStringLiteral("wal");
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
    if (m_inSnapshot) return {};
    const File file = this->file();
    if (file == File::Gone) return gone();
    return file == File::Another || m_cache->connectionLost() ? reconnect() : Result<void>();
}

Result<std::unique_ptr<Statement>> Database::prepared(const QString& sql) {
    if (auto kept = m_cache->take(sql)) return kept;
    auto made = m_connection->prepare(sql);
    if (!made) return haziri::fail(m_cache->fail(made.error()));
    return std::move(*made);
}

Result<std::unique_ptr<Statement>> Database::executed(const QString& sql, const QVariantList& values) {
    const auto once = [&]() -> Result<std::unique_ptr<Statement>> {
        if (auto can = ready(); !can) return haziri::fail(can.error());
        auto statement = prepared(sql);
        if (!statement) return statement;
        if (auto done = executeWith(**statement, values); !done) {
            m_cache->giveBack(sql, std::move(*statement)); // kept: PostgreSQL frees none in a failed transaction
            return haziri::fail(done.error());
        }
        return statement;
    };
    const bool stood = !m_cache->connectionLost();
    auto done = once();
    // The database was restarted since this connection was used last: nothing is lost by reading again. A write may
    // have been done; its caller decides.
    const bool isStale = !done && stood && m_cache->connectionLost() && !m_inTransaction && !m_inSnapshot;
    return isStale && sql.startsWith(QLatin1String("SELECT")) ? once() : std::move(done);
}

Result<void> Database::executeWith(Statement& statement, const QVariantList& values) {
    if (values.size() != statement.parameters())
        return haziri::fail(m_cache->fail(
            {{"STORE_MISUSE",
              QStringLiteral("%1 values for %2 places").arg(values.size()).arg(statement.parameters())}}));
    if (const auto failure = statement.execute(values)) return haziri::fail(m_cache->fail(*failure));
    return {};
}

Result<Rows> Database::run(const QString& sql, const QVariantList& values) {
    auto statement = executed(sql, values);
    if (!statement) return haziri::fail(statement.error());
    const qint64 affected = (*statement)->affected();
    return Rows(m_cache, sql, std::move(*statement), affected);
}

Result<void> Database::runBatch(const QString& sql, const QList<QVariantList>& rows) {
    if (rows.size() > 1 && m_dialect == Dialect::Postgres)
        if (auto done = runMany(sql, rows)) return *done;
    return runEach(sql, rows);
}

std::optional<Result<void>> Database::runMany(const QString& sql, const QList<QVariantList>& rows) {
    if (auto can = ready(); !can) return can;
    const qsizetype width = rows.first().size();
    if (std::any_of(rows.begin(), rows.end(), [width](const QVariantList& row) { return row.size() != width; }))
        return std::nullopt; // runEach() finds the words
    const auto found = many(sql, width);
    if (!found) return haziri::fail(found.error());
    if (!*found) return std::nullopt;
    if (const auto failure = (*found)->execute(rows)) return haziri::fail(m_cache->fail(*failure));
    return Result<void>();
}

Result<Connection::Many*> Database::many(const QString& sql, qsizetype columns) {
    auto found = m_many.find(sql);
    if (found == m_many.end() || (found->second && !found->second->isUsable())) {
        auto single = prepared(sql);
        if (!single) return haziri::fail(single.error());
        auto many = (*single)->parameters() == columns ? m_connection->prepareMany(sql, **single) : nullptr;
        m_cache->giveBack(sql, std::move(*single));
        if (!many) return nullptr;
        found = m_many.insert_or_assign(sql, std::move(many)).first;
    }
    return found->second.get();
}

Result<void> Database::runBatch(const QString& sql, const Cells& rows) {
    if (rows.rows() == 0) return {};
    if (auto can = ready(); !can) return can;
    if (m_dialect == Dialect::Postgres && rows.rows() > 1) {
        const auto found = many(sql, rows.columns());
        if (!found) return haziri::fail(found.error());
        if (*found) {
            if (const auto failure = (*found)->execute(rows)) return haziri::fail(m_cache->fail(*failure));
            return {};
        }
    }
    auto statement = prepared(sql);
    if (!statement) return haziri::fail(statement.error());
    Outcome failure;
    if (rows.columns() != (*statement)->parameters() || !rows.isWhole() || (*statement)->returnsRows())
        failure = Failure{{"STORE_MISUSE", QStringLiteral("the rows do not fit the statement")}, false};
    for (qsizetype row = 0; row < rows.rows() && !failure; ++row)
        failure = (*statement)->execute(rows.row(row));
    m_cache->giveBack(sql, std::move(*statement));
    if (failure) return haziri::fail(m_cache->fail(*failure));
    return {};
}

Result<void> Database::runEach(const QString& sql, std::span<const QVariantList> rows) {
    if (rows.empty()) return {};
    auto statement = executed(sql, rows.front());
    if (!statement) return haziri::fail(statement.error());
    Result<void> outcome;
    for (const QVariantList& values : rows.subspan(1))
        if (outcome = executeWith(**statement, values); !outcome) break;
    m_cache->giveBack(sql, std::move(*statement));
    return outcome;
}

Result<void> Database::script(const QString& statements) {
    if (auto can = ready(); !can) return can;
    m_many.clear();
    m_cache->clear(); // plans may not fit the new schema
    const QStringList all = statementsOf(statements);
    for (const QString& statement : all)
        if (auto done = execute(statement); !done) return done;
    return {};
}

// What comes with every transaction is compiled once in SQLite; PostgreSQL gains nothing by it.
Result<void> Database::executeOften(const QString& sql) {
    if (m_dialect == Dialect::Postgres) return execute(sql);
    auto statement = prepared(sql);
    if (!statement) return haziri::fail(statement.error());
    auto done = executeWith(**statement, {});
    m_cache->giveBack(sql, std::move(*statement));
    return done;
}

Result<void> Database::execute(const QString& sql) {
    if (const auto failure = m_connection->execute(sql)) return haziri::fail(m_cache->fail(*failure));
    return {};
}

Result<void> Database::begin() {
    if (m_inTransaction || m_inSnapshot)
        return haziri::fail("STORE_MISUSE", QStringLiteral("a transaction inside a transaction"));
    if (!m_connection->takesWrites()) m_cache->connectionGone(); // perhaps it may be written by now
    if (auto can = ready(); !can) return can;
    const bool stood = !m_cache->connectionLost();
    const QString words = m_dialect == Dialect::Sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN");
    auto begun = executeOften(words);
    if (!begun && stood && m_cache->connectionLost() && ready()) begun = executeOften(words);
    m_cache->forgetFailure();
    m_inTransaction = bool(begun);
    return begun;
}

Result<void> Database::commit() {
    auto outcome = ready();
    if (outcome && file() != File::Here) outcome = gone();
    if (outcome) outcome = executeOften(QStringLiteral("COMMIT"));
    if (outcome)
        m_inTransaction = false;
    else
        rollBack();
    return outcome;
}

void Database::rollBack() {
    // SQLite has sometimes rolled back by itself and then says so: nothing is lost by asking again.
    if (m_connection->isOpen()) m_connection->execute(QStringLiteral("ROLLBACK"));
    m_inTransaction = false;
}

Result<void> Database::beginPart() {
    if (!m_inTransaction) return haziri::fail("STORE_MISUSE", QStringLiteral("a savepoint outside a transaction"));
    if (auto can = ready(); !can) return can;
    return executeOften(QStringLiteral("SAVEPOINT haziri_part"));
}

Result<void> Database::releasePart() {
    if (auto can = ready(); !can) return can;
    return executeOften(QStringLiteral("RELEASE SAVEPOINT haziri_part"));
}

void Database::rollBackPart() {
    if (!m_inTransaction) return;
    // Only when the database still knows the savepoint is the failure confined to it.
    if (execute(QStringLiteral("ROLLBACK TO SAVEPOINT haziri_part")) &&
        execute(QStringLiteral("RELEASE SAVEPOINT haziri_part")))
        m_cache->forgetFailure();
}

} // namespace haziri::sql
