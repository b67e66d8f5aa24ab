#include "core/sql/DriverConnection.h"
#include "core/sql/PostgresWait.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>
#include <QtEndian>
#include <cstring>
#include <libpq-fe.h>

namespace haziri::sql {

namespace {

// Built-in types are fixed for good: src/include/catalog/pg_type.dat of PostgreSQL.
enum Type : Oid {
    kBool = 16,
    kBytea = 17,
    kName = 19,
    kInt8 = 20,
    kInt2 = 21,
    kInt4 = 23,
    kText = 25,
    kFloat8 = 701,
    kVarchar = 1043,
};

const char* codeOf(const QByteArray& state) { // https://www.postgresql.org/docs/15/errcodes-appendix.html
    if (state == "23505") return "STORE_CONFLICT";
    for (const char* refused : {"22", "23", "42501", "44", "P0001"}) // data, constraint, privilege, check, RAISE
        if (state.startsWith(refused)) return "STORE_REFUSED";
    for (const char* misuse : {"42", "26", "34", "0A", "25001", "25P02"})
        if (state.startsWith(misuse)) return "STORE_MISUSE";
    return "STORE_UNAVAILABLE"; // 08 connection, 40 serialization, 53 resources, 57 operator, 58 system, XX internal
}

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

struct Handle {
    DriverConnection driver{QStringLiteral("QPSQL")};
    PGconn* connection = nullptr;
    bool isOpen = true;
    quint64 statements = 0;

    void close() {
        isOpen = false;
        connection = nullptr;
        driver.close();
    }

    Failure failure(const PGresult* result) const {
        const char* const field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
        const QByteArray state(field);
        const char* words = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
        if (!words || !*words) words = PQerrorMessage(connection);
        // Without a code the words are libpq's own: the server is not there to give one.
        const bool isLost = state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
        return {{codeOf(state), firstLine(words)}, isLost};
    }
    Outcome check(const PGresult* result) const {
        const auto status = PQresultStatus(result);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return std::nullopt;
        return failure(result);
    }
};

/// `?` outside quotes becomes $1, $2, …
QByteArray numbered(const QString& sql) {
    QByteArray text;
    char quote = 0;
    int number = 0;
    const QByteArray utf8 = sql.toUtf8();
    for (const char c : utf8) {
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '?') {
            text += '$' + QByteArray::number(++number);
            continue;
        }
        text += c;
    }
    return text;
}

template <class T>
QByteArray bigEndian(T value) {
    QByteArray bytes(qsizetype(sizeof value), Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

void appendBigEndian(QByteArray& to, qint32 value) {
    const qint32 swapped = qToBigEndian(value);
    to.append(reinterpret_cast<const char*>(&swapped), qsizetype(sizeof swapped));
}

struct Encoded {
    QByteArray bytes;
    bool isNull = false;
    bool isBinary = true;
};

struct ArrayType {
    Oid element;
    Oid array;
    const char* name;
};
constexpr ArrayType kArrays[] = {{kInt8, 1016, "int8[]"},
                                 {kBytea, 1001, "bytea[]"},
                                 {kText, 1009, "text[]"},
                                 {kBool, 1000, "bool[]"},
                                 {kFloat8, 1022, "float8[]"}};

/// The binary form of an array begins so: src/backend/utils/adt/arrayfuncs.c, array_recv.
QByteArray arrayHead(Oid element, qsizetype count) {
    QByteArray array;
    array.reserve(20 + 24 * count);
    for (const qint32 head : {1, 1, qint32(element), qint32(count), 1})
        appendBigEndian(array, head);
    return array;
}

Encoded asNumber(const QVariant& value, Oid type) {
    switch (type) {
    case kInt8:
        return {bigEndian<qint64>(value.toLongLong())};
    case kInt4:
    case kInt2: // too large a number is the server's to refuse: it says so in text form
        return {QByteArray::number(value.toLongLong()), false, false};
    case kBool:
        return {QByteArray(1, char(value.toLongLong() != 0))};
    case kFloat8: {
        quint64 raw = 0;
        const double real = value.toDouble();
        std::memcpy(&raw, &real, sizeof raw);
        return {bigEndian(raw)};
    }
    default: {
        const bool isReal = value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
        return {isReal ? QByteArray::number(value.toDouble(), 'g', 17) : QByteArray::number(value.toLongLong()), false,
                false};
    }
    }
}

Encoded encoded(const QVariant& value, Oid type);

void appendElement(QByteArray& array, const QVariant& value, Oid type) {
    const Encoded element = encoded(value, type);
    appendBigEndian(array, element.isNull ? -1 : qint32(element.bytes.size()));
    if (!element.isNull) array += element.bytes;
}

/// A list is an array where the statement takes one; elsewhere the server refuses it as a text.
Encoded encodedList(const QVariantList& list, Oid type) {
    for (const ArrayType& kind : kArrays) {
        if (kind.array != type) continue;
        QByteArray array = arrayHead(kind.element, list.size());
        for (const QVariant& value : list)
            appendElement(array, value, kind.element);
        return {array};
    }
    return {QByteArrayLiteral("a list"), false, false};
}

Encoded encoded(const QVariant& value, Oid type) {
    switch (value.typeId()) {
    case QMetaType::QVariantList:
        return encodedList(*static_cast<const QVariantList*>(value.constData()), type);
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
        return {{}, true};
    case QMetaType::QByteArray: // its bytes, also where a text is due
        return {value.toByteArray(), false, true};
    case QMetaType::QString:
        break;
    default:
        if (value.metaType() == QMetaType::fromType<Utf8>())
            return {static_cast<const Utf8*>(value.constData())->bytes, false, type == kBytea};
        if (value.metaType() == QMetaType::fromType<QLatin1String>()) break;
        return asNumber(value, type);
    }
    return {value.toString().toUtf8(), false, type == kBytea};
}

Encoded encoded(const Cell& cell, Oid type) {
    switch (cell.kind) {
    case Cell::Kind::Null:
        break;
    case Cell::Kind::Integer:
        return asNumber(cell.integer, type);
    case Cell::Kind::Text:
        return {cell.view().toByteArray(), false, type == kBytea};
    case Cell::Kind::Blob:
        return {cell.view().toByteArray(), false, true};
    }
    return {{}, true};
}

bool isReadInBinary(Oid type) {
    return type == kBool || type == kBytea || type == kName || type == kInt8 || type == kInt2 || type == kInt4 ||
           type == kText || type == kFloat8 || type == kVarchar;
}

class PostgresStatement final : public Statement {
  public:
    PostgresStatement(std::shared_ptr<Handle> handle, QByteArray name, const PGresult* described)
        : m_handle(std::move(handle))
        , m_name(std::move(name))
        , m_columns(PQnfields(described)) {
        for (int i = 0; i < PQnparams(described); ++i)
            m_types.push_back(PQparamtype(described, i));
        for (int i = 0; i < m_columns; ++i)
            m_isBinary = m_isBinary && isReadInBinary(PQftype(described, i));
    }
    ~PostgresStatement() override {
        // A statement cannot be freed in a failed transaction; its name is never used again.
        if (m_handle->isOpen && PQtransactionStatus(m_handle->connection) != PQTRANS_INERROR)
            ResultPtr(patiently(m_handle->connection,
                                [&](PGconn* to) { return PQsendQuery(to, ("DEALLOCATE " + m_name).constData()); }));
    }

    const std::vector<Oid>& types() const { return m_types; }
    qsizetype parameters() const override { return qsizetype(m_types.size()); }
    bool returnsRows() const override { return m_columns > 0; }
    bool isUsable() const override { return m_handle->isOpen; }

    Outcome execute(const QVariantList& values) override {
        std::vector<Encoded> all;
        all.reserve(size_t(values.size()));
        for (qsizetype i = 0; i < values.size(); ++i)
            all.push_back(encoded(values[i], m_types[size_t(i)]));
        return send(all);
    }

    Outcome execute(std::span<const Cell> values) override {
        std::vector<Encoded> all;
        all.reserve(values.size());
        for (size_t i = 0; i < values.size(); ++i)
            all.push_back(encoded(values[i], m_types[i]));
        return send(all);
    }

    Outcome send(const std::vector<Encoded>& values) {
        if (!m_handle->isOpen) return Failure{{"STORE_UNAVAILABLE", QStringLiteral("the connection is gone")}, true};
        std::vector<const char*> data;
        std::vector<int> sizes, formats;
        for (const Encoded& value : values) {
            data.push_back(value.isNull ? nullptr : value.bytes.constData());
            sizes.push_back(int(value.bytes.size()));
            formats.push_back(value.isBinary ? 1 : 0);
        }
        m_row = -1;
        m_result.reset(patiently(m_handle->connection, [&](PGconn* to) {
            return PQsendQueryPrepared(to, m_name.constData(), int(values.size()), data.data(), sizes.data(),
                                       formats.data(), m_isBinary ? 1 : 0);
        }));
        return m_handle->check(m_result.get());
    }
    qint64 affected() const override {
        return m_columns > 0 || !m_result ? 0 : QByteArray(PQcmdTuples(m_result.get())).toLongLong();
    }

    Step next() override {
        if (!m_result || m_row + 1 >= PQntuples(m_result.get())) return {};
        ++m_row;
        return {true, std::nullopt};
    }
    void finish() override { m_result.reset(); }

    qint64 integer(int column) const override {
        const QByteArrayView raw = value(column);
        if (raw.isEmpty()) return 0;
        const auto type = m_isBinary ? PQftype(m_result.get(), column) : Oid(kText);
        if (type == kInt8) return qFromBigEndian<qint64>(raw.data());
        if (type == kInt4) return qFromBigEndian<qint32>(raw.data());
        if (type == kInt2) return qFromBigEndian<qint16>(raw.data());
        if (type == kBool) return raw[0] != 0;
        if (type == kFloat8) return qint64(real(column));
        if (raw == "t") return 1; // a boolean in text form
        const QByteArray text = raw.toByteArray();
        bool isWhole = false;
        const qint64 whole = text.toLongLong(&isWhole);
        return isWhole ? whole : qint64(text.toDouble());
    }
    double real(int column) const override {
        const QByteArrayView raw = value(column);
        const auto type = m_isBinary ? PQftype(m_result.get(), column) : Oid(kText);
        if (type == kText || type == kVarchar || type == kName) return raw.toByteArray().toDouble();
        if (type != kFloat8 || raw.size() != 8) return double(integer(column));
        const quint64 bits = qFromBigEndian<quint64>(raw.data());
        double result = 0;
        std::memcpy(&result, &bits, sizeof result);
        return result;
    }
    QByteArray bytes(int column) const override {
        const QByteArrayView raw = value(column);
        if (isNull(column)) return {};
        const auto type = PQftype(m_result.get(), column);
        if (!m_isBinary)
            return type == kBytea && raw.startsWith("\\x") ? QByteArray::fromHex(raw.sliced(2).toByteArray())
                                                           : raw.toByteArray();
        if (type == kFloat8) return QByteArray::number(real(column), 'g', 17);
        const bool isNumber = type == kInt8 || type == kInt4 || type == kInt2 || type == kBool;
        return isNumber ? QByteArray::number(integer(column)) : raw.toByteArray();
    }
    bool isNull(int column) const override {
        return !m_result || m_row < 0 || PQgetisnull(m_result.get(), m_row, column);
    }

  private:
    QByteArrayView value(int column) const {
        if (!m_result || m_row < 0) return {};
        return {PQgetvalue(m_result.get(), m_row, column), PQgetlength(m_result.get(), m_row, column)};
    }

    std::shared_ptr<Handle> m_handle;
    QByteArray m_name;
    int m_columns;
    std::vector<Oid> m_types; ///< of the parameters
    bool m_isBinary = true;   ///< the form in which results come
    ResultPtr m_result;
    int m_row = -1;
};

const char* arrayOf(Oid element) {
    for (const ArrayType& array : kArrays)
        if (array.element == element) return array.name;
    return nullptr;
}

/// One column of all rows as an array.
Encoded encodedColumn(std::span<const QVariantList> rows, qsizetype column, Oid type) {
    QByteArray array = arrayHead(type, qsizetype(rows.size()));
    for (const QVariantList& row : rows)
        appendElement(array, row[column], type);
    return {array};
}

/// The same without a detour for what batches are made of.
Encoded encodedColumn(const Cells& rows, qsizetype column, Oid type) {
    QByteArray array = arrayHead(type, rows.rows());
    for (qsizetype row = 0; row < rows.rows(); ++row) {
        const Cell& cell = rows.row(row)[size_t(column)];
        if (cell.kind == Cell::Kind::Null) {
            appendBigEndian(array, -1);
        } else if (cell.kind != Cell::Kind::Integer) {
            appendBigEndian(array, qint32(cell.size));
            array.append(cell.view());
        } else {
            const Encoded number = encoded(cell, type);
            appendBigEndian(array, qint32(number.bytes.size()));
            array.append(number.bytes);
        }
    }
    return {array};
}

/// INSERT … SELECT * FROM unnest(…): one array for each column, one plan for any number of rows.
class PostgresMany final : public Connection::Many {
  public:
    PostgresMany(std::unique_ptr<PostgresStatement> statement, std::vector<Oid> types)
        : m_statement(std::move(statement))
        , m_types(std::move(types)) {}
    bool isUsable() const override { return m_statement->isUsable(); }
    Outcome execute(std::span<const QVariantList> rows) override { return send(rows); }
    Outcome execute(const Cells& rows) override { return send(rows); }

  private:
    template <class Rows>
    Outcome send(const Rows& rows) {
        std::vector<Encoded> columns;
        for (size_t i = 0; i < m_types.size(); ++i)
            columns.push_back(encodedColumn(rows, qsizetype(i), m_types[i]));
        auto outcome = m_statement->send(columns);
        m_statement->finish();
        return outcome;
    }

    std::unique_ptr<PostgresStatement> m_statement;
    std::vector<Oid> m_types; ///< of the elements
};

/// Query items other than `host` go to libpq as they are.
void describe(QSqlDatabase& settings, const QUrl& url) {
    QString host = url.host();
    // A database host that falls silent is noticed in seconds, not in TCP's quarter of an hour.
    QStringList options{QStringLiteral("connect_timeout=3"),      QStringLiteral("application_name=haziri"),
                        QStringLiteral("tcp_user_timeout=15000"), QStringLiteral("keepalives_idle=10"),
                        QStringLiteral("keepalives_interval=5"),  QStringLiteral("keepalives_count=3")};
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto& [key, value] : items) {
        if (key == QLatin1String("host"))
            host = value;
        else
            options += key + QLatin1Char('=') + value;
    }
    settings.setHostName(host);
    settings.setPort(url.port(-1));
    settings.setDatabaseName(url.path().mid(1));
    settings.setUserName(url.userName(QUrl::FullyDecoded));
    settings.setPassword(url.password(QUrl::FullyDecoded));
    settings.setConnectOptions(options.join(QLatin1Char(';')));
}

class PostgresConnection final : public Connection {
  public:
    /// libpq knows a user without a host, QUrl does not.
    explicit PostgresConnection(const QString& url)
        : m_url(QString(url).replace(QLatin1String("@/"), QLatin1String("@localhost/"))) {}
    ~PostgresConnection() override { close(); }

    Outcome open() override {
        close();
        m_handle = std::make_shared<Handle>();
        describe(m_handle->driver.settings(), m_url);
        auto failure = m_handle->driver.open();
        if (!failure) m_handle->connection = m_handle->driver.handle<PGconn>({"PGconn*", "pg_conn*"});
        if (!failure && !m_handle->connection)
            failure =
                Failure{{"STORE_UNAVAILABLE", QStringLiteral("Qt's driver for PostgreSQL gives no handle")}, false};
        if (failure) {
            close();
            return failure;
        }
        PQsetNoticeProcessor(
            m_handle->connection, [](void*, const char*) {}, nullptr);
        return std::nullopt;
    }
    void close() override {
        if (m_handle) m_handle->close();
        m_handle.reset();
    }
    bool isOpen() const override { return m_handle != nullptr; }

    tl::expected<std::unique_ptr<Statement>, Failure> prepare(const QString& sql) override {
        auto made = prepareText(numbered(sql));
        if (!made) return tl::make_unexpected(made.error());
        return std::unique_ptr<Statement>(std::move(*made));
    }

    Outcome execute(const QString& sql) override {
        if (!m_handle) return gone();
        const ResultPtr result(
            patiently(m_handle->connection, [&](PGconn* to) { return PQsendQuery(to, sql.toUtf8().constData()); }));
        return m_handle->check(result.get());
    }

    std::unique_ptr<Many> prepareMany(const QString& sql, const Statement& single) override {
        static const QRegularExpression form(
            QStringLiteral(R"(^\s*(INSERT\s+INTO\s[^?]*\s)VALUES\s*\(\s*\?(?:\s*,\s*\?)*\s*\)\s*)"
                           R"((ON\s+CONFLICT\s[^?]*DO\s+(?:NOTHING|UPDATE\s[^?]*))?\s*$)"),
            QRegularExpression::CaseInsensitiveOption);
        const auto match = form.match(sql);
        if (!match.hasMatch()) return nullptr;
        const std::vector<Oid>& types = static_cast<const PostgresStatement&>(single).types();
        QByteArray arrays;
        for (size_t i = 0; i < types.size(); ++i) {
            const char* const array = arrayOf(types[i]);
            if (!array) return nullptr;
            arrays += (i > 0 ? ", $" : "$") + QByteArray::number(i + 1) + "::" + array;
        }
        auto made = prepareText(match.captured(1).toUtf8() + "SELECT * FROM unnest(" + arrays + ") " +
                                match.captured(2).toUtf8());
        return made ? std::make_unique<PostgresMany>(std::move(*made), types) : nullptr;
    }

  private:
    static Failure gone() { return {{"STORE_UNAVAILABLE", QStringLiteral("the connection is gone")}, true}; }

    tl::expected<std::unique_ptr<PostgresStatement>, Failure> prepareText(const QByteArray& text) {
        if (!m_handle) return tl::make_unexpected(gone());
        const QByteArray name = "haziri" + QByteArray::number(++m_handle->statements);
        const ResultPtr prepared(patiently(m_handle->connection, [&](PGconn* to) {
            return PQsendPrepare(to, name.constData(), text.constData(), 0, nullptr);
        }));
        if (auto failure = m_handle->check(prepared.get())) return tl::make_unexpected(*failure);
        const ResultPtr described(
            patiently(m_handle->connection, [&](PGconn* to) { return PQsendDescribePrepared(to, name.constData()); }));
        if (auto failure = m_handle->check(described.get())) return tl::make_unexpected(*failure);
        return std::make_unique<PostgresStatement>(m_handle, name, described.get());
    }

    QUrl m_url;
    std::shared_ptr<Handle> m_handle;
};

} // namespace

std::unique_ptr<Connection> postgresConnection(const QString& url) {
    return std::make_unique<PostgresConnection>(url);
}

} // namespace haziri::sql
