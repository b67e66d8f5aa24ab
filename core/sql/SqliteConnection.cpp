#include "core/sql/DriverConnection.h"
#include "core/sql/WalKeeper.h"

#include <QFile>
#include <sqlite3.h>

namespace haziri::sql {

namespace {

constexpr int kBusyMs = 10'000;

const char* codeOf(int extended) { // https://sqlite.org/rescode.html
    switch (extended & 0xff) {
    case SQLITE_CONSTRAINT:
        return extended == SQLITE_CONSTRAINT_PRIMARYKEY || extended == SQLITE_CONSTRAINT_UNIQUE ||
                       extended == SQLITE_CONSTRAINT_ROWID
                   ? "STORE_CONFLICT"
                   : "STORE_REFUSED";
    case SQLITE_MISMATCH:
    case SQLITE_AUTH:
        return "STORE_REFUSED";
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        return "STORE_MISUSE";
    default:
        return "STORE_UNAVAILABLE";
    }
}

/// SQLite counts each byte that it takes under one lock of the whole process, at which all its threads meet. Nobody
/// asks for the sum. Before SQLite is used for the first time; later it changes nothing.
void countNoMemory() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(done);
}

/// A closed connection stays until its last statement is gone; `isOpen` tells the statements.
struct Handle {
    DriverConnection driver{QStringLiteral("QSQLITE")};
    sqlite3* database = nullptr;
    bool isOpen = true;

    // A file that could not be opened to write is opened to read, and stays so: only a new connection asks again.
    Failure failure() const {
        const int code = sqlite3_extended_errcode(database);
        return {{codeOf(code), firstLine(sqlite3_errmsg(database))}, (code & 0xff) == SQLITE_READONLY};
    }
};

class SqliteStatement final : public Statement {
  public:
    SqliteStatement(std::shared_ptr<Handle> handle, sqlite3_stmt* statement)
        : m_handle(std::move(handle))
        , m_statement(statement)
        , m_returnsRows(sqlite3_column_count(statement) > 0) {}
    ~SqliteStatement() override { sqlite3_finalize(m_statement); }

    qsizetype parameters() const override { return sqlite3_bind_parameter_count(m_statement); }
    bool returnsRows() const override { return m_returnsRows; }
    bool isUsable() const override { return m_handle->isOpen; }

    Outcome execute(const QVariantList& values) override {
        sqlite3_reset(m_statement);
        m_values = values; // bound without a copy, so they must stay
        for (qsizetype i = 0; i < m_values.size(); ++i)
            if (bind(int(i) + 1, m_values[i]) != SQLITE_OK) return m_handle->failure();
        m_state = step();
        if (m_state == SQLITE_ROW || m_state == SQLITE_DONE) {
            m_affected = m_returnsRows ? 0 : sqlite3_changes64(m_handle->database);
            m_isFirst = true;
            if (m_state == SQLITE_DONE) finish();
            return std::nullopt;
        }
        Failure failure = m_handle->failure();
        finish();
        return failure;
    }
    Outcome execute(std::span<const Cell> values) override {
        for (size_t i = 0; i < values.size(); ++i)
            if (bind(int(i) + 1, values[i]) != SQLITE_OK) return m_handle->failure();
        const int state = step();
        m_state = SQLITE_DONE;
        if (state == SQLITE_DONE) {
            m_affected = sqlite3_changes64(m_handle->database);
            sqlite3_reset(m_statement);
            return std::nullopt;
        }
        Failure failure = m_handle->failure();
        finish();
        return failure;
    }
    qint64 affected() const override { return m_affected; }

    Step next() override {
        if (std::exchange(m_isFirst, false)) return {m_state == SQLITE_ROW, std::nullopt};
        if (m_state != SQLITE_ROW) return {};
        m_state = step();
        if (m_state == SQLITE_ROW) return {true, std::nullopt};
        Outcome failure;
        if (m_state != SQLITE_DONE) failure = m_handle->failure();
        finish();
        m_state = SQLITE_DONE;
        return {false, failure};
    }

    void finish() override {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
        m_values.clear();
    }

    qint64 integer(int column) const override { return sqlite3_column_int64(m_statement, column); }
    double real(int column) const override { return sqlite3_column_double(m_statement, column); }
    bool isNull(int column) const override { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    QByteArray bytes(int column) const override {
        const void* const data = sqlite3_column_type(m_statement, column) == SQLITE_BLOB
                                     ? sqlite3_column_blob(m_statement, column)
                                     : static_cast<const void*>(sqlite3_column_text(m_statement, column));
        return {static_cast<const char*>(data), sqlite3_column_bytes(m_statement, column)};
    }

  private:
    int step() { return m_handle->isOpen ? sqlite3_step(m_statement) : SQLITE_MISUSE; }

    int text(int place, const QByteArray& utf8) {
        const char* const data = utf8.isNull() ? "" : utf8.constData();
        return sqlite3_bind_text64(m_statement, place, data, sqlite3_uint64(utf8.size()), SQLITE_STATIC, SQLITE_UTF8);
    }

    int bind(int place, const Cell& cell) {
        switch (cell.kind) {
        case Cell::Kind::Null:
            break;
        case Cell::Kind::Integer:
            return sqlite3_bind_int64(m_statement, place, cell.integer);
        case Cell::Kind::Text:
            return sqlite3_bind_text64(m_statement, place, cell.data, cell.size, SQLITE_STATIC, SQLITE_UTF8);
        case Cell::Kind::Blob:
            return sqlite3_bind_blob64(m_statement, place, cell.data, cell.size, SQLITE_STATIC);
        }
        return sqlite3_bind_null(m_statement, place);
    }

    int bind(int place, QVariant& value) {
        switch (value.typeId()) {
        case QMetaType::UnknownType:
        case QMetaType::Nullptr:
            return sqlite3_bind_null(m_statement, place);
        case QMetaType::QByteArray: {
            const auto& bytes = *static_cast<const QByteArray*>(value.constData());
            const char* const data = bytes.isNull() ? "" : bytes.constData();
            return sqlite3_bind_blob64(m_statement, place, data, sqlite3_uint64(bytes.size()), SQLITE_STATIC);
        }
        case QMetaType::QString:
            value = QVariant::fromValue(Utf8{value.toString().toUtf8()});
            return text(place, static_cast<const Utf8*>(value.constData())->bytes);
        case QMetaType::Float:
        case QMetaType::Double:
            return sqlite3_bind_double(m_statement, place, value.toDouble());
        default:
            if (value.metaType() == QMetaType::fromType<Utf8>())
                return text(place, static_cast<const Utf8*>(value.constData())->bytes);
            if (value.metaType() == QMetaType::fromType<QLatin1String>()) {
                value = QVariant::fromValue(Utf8{value.toString().toUtf8()});
                return text(place, static_cast<const Utf8*>(value.constData())->bytes);
            }
            return sqlite3_bind_int64(m_statement, place, value.toLongLong());
        }
    }

    std::shared_ptr<Handle> m_handle;
    sqlite3_stmt* m_statement;
    bool m_returnsRows;
    QVariantList m_values;
    int m_state = SQLITE_DONE;
    bool m_isFirst = false;
    qint64 m_affected = 0;
};

class SqliteConnection final : public Connection {
  public:
    explicit SqliteConnection(QString path)
        : m_path(std::move(path)) {}
    ~SqliteConnection() override { close(); }

    Outcome open() override {
        close();
        countNoMemory();
        m_handle = std::make_shared<Handle>();
        m_handle->driver.settings().setDatabaseName(m_path);
        m_handle->driver.settings().setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyMs));
        if (auto failure = m_handle->driver.open()) {
            close();
            return failure;
        }
        m_handle->database = m_handle->driver.handle<sqlite3>({"sqlite3*"});
        if (!m_handle->database) {
            close();
            return Failure{{"STORE_UNAVAILABLE", QStringLiteral("Qt's driver for SQLite gives no handle")}, false};
        }
        sqlite3_extended_result_codes(m_handle->database, 1);
        m_keeper = std::make_unique<WalKeeper>(m_handle->database, m_path.toUtf8());
        return std::nullopt;
    }
    void close() override {
        m_keeper.reset();
        if (m_handle) m_handle->isOpen = false;
        m_handle.reset();
    }
    bool isOpen() const override { return m_handle != nullptr; }
    bool takesWrites() const override { return !m_handle || sqlite3_db_readonly(m_handle->database, "main") != 1; }

    tl::expected<std::unique_ptr<Statement>, Failure> prepare(const QString& sql) override {
        if (!m_handle) return tl::make_unexpected(gone());
        const QByteArray text = sql.toUtf8();
        sqlite3_stmt* statement = nullptr;
        const char* rest = nullptr;
        if (sqlite3_prepare_v3(m_handle->database, text.constData(), int(text.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                               &statement, &rest) != SQLITE_OK)
            return tl::make_unexpected(m_handle->failure());
        auto made = std::make_unique<SqliteStatement>(m_handle, statement);
        if (!statement || !QByteArray(rest).trimmed().isEmpty())
            return tl::make_unexpected(
                Failure{{"STORE_MISUSE", QStringLiteral("one statement is due, not none and not two")}, false});
        return made;
    }

    Outcome execute(const QString& sql) override {
        if (!m_handle) return gone();
        if (sqlite3_exec(m_handle->database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK)
            return std::nullopt;
        return m_handle->failure();
    }

  private:
    static Failure gone() { return {{"STORE_UNAVAILABLE", QStringLiteral("the database is closed")}, false}; }
    QString m_path;
    std::shared_ptr<Handle> m_handle;
    std::unique_ptr<WalKeeper> m_keeper;
};

} // namespace

std::unique_ptr<Connection> sqliteConnection(const QString& path) {
    return std::make_unique<SqliteConnection>(path);
}

QString firstLine(const char* words) {
    return QString::fromUtf8(words).section(QLatin1Char('\n'), 0, 0).trimmed();
}

} // namespace haziri::sql
