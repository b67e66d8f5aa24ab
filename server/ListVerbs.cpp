#include "core/base/WholeFile.h"
#include "server/Deployment.h"
#include "server/Verbs.h"
#include "server/onboarding/OfficeBook.h"
#include "server/store/UserRepository.h"

#include "core/base/Base64Url.h"
#include "core/base/Csv.h"
#include "core/base/Json.h"
#include "core/sealed/DurableFile.h"

#include <QJsonArray>
#include <QSaveFile>
#include <algorithm>

namespace haziri::server {

namespace {

constexpr qsizetype kMostCsv = 16 * 1024 * 1024;
constexpr qint64 kPage = 1000;

struct Table {
    QList<QHash<QString, QString>> rows; ///< by heading: name (due), trade, phone, guardian, thekedar
    qsizetype firstLine = 1;             ///< of the file, for what is said about a row
};

struct Headings {
    QStringList names;
    bool isNamed = true; ///< by the file's first line
};

/// A list that was saved in an old code page would be kept with broken names for ever.
Result<void> expectUtf8(const QByteArray& bytes) {
    const QList<QByteArray> lines = bytes.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i)
        if (!lines[i].isValidUtf8())
            return fail("MALFORMED", QStringLiteral("line %1 is not UTF-8: save the list as CSV UTF-8").arg(i + 1));
    return {};
}

/// Letters and what stands between them in names, a number only behind them or as a word of its own ("Ram 2").
bool isWordOfName(const QString& word) {
    const auto firstDigit = std::find_if(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
    return std::all_of(word.begin(), firstDigit,
                       [](QChar c) {
                           return c.isLetter() || c.isMark() || c == QChar(0x200c) || c == QChar(0x200d) ||
                                  QStringView(u".'\u2019()/-").contains(c);
                       }) &&
           std::all_of(firstDigit, word.end(), [](QChar c) { return c.isDigit(); });
}

/// Other files have signs that no name has: those of passwords, accounts, addresses.
bool looksLikeName(const QString& text) {
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), isWordOfName) &&
           std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

/// Whether a file without headings is a list of names at all. What it holds may be a secret: it is not repeated.
Result<void> expectNames(const QList<QStringList>& rows) {
    const QString advice = QStringLiteral("; if this is a list of workers, let its first line say: name");
    for (qsizetype line = 0; line < rows.size(); ++line)
        if (!looksLikeName(rows[line].first()))
            return fail("MALFORMED", QStringLiteral("line %1 does not look like a name").arg(line + 1) + advice);
    if (rows.size() == 1) return fail("MALFORMED", QStringLiteral("a single line may be anything") + advice);
    return {};
}

/// Heads columns in the lists of others, and is nobody's name: without this "Name of worker" came to work every day.
bool looksLikeHeading(const QString& text) {
    static const QStringList kHeadings{
        QStringLiteral("name of worker"), QStringLiteral("worker name"), QStringLiteral("full name"),
        QStringLiteral("names"),          QStringLiteral("worker"),      QStringLiteral("workers"),
        QStringLiteral("trade"),          QStringLiteral("phone"),       QStringLiteral("guardian"),
        QStringLiteral("thekedar"),       QString::fromUtf8("नाम"),      QString::fromUtf8("नाव")};
    return kHeadings.contains(text.simplified().toLower());
}

/// Takes the first row off where it names columns; a list of nothing but names needs no heading.
Result<Headings> takeHeadings(QList<QStringList>& rows) {
    Headings headings;
    for (const QString& heading : rows.first())
        headings.names.append(heading.toLower());
    if (headings.names.contains(QStringLiteral("name"))) {
        for (const QString& heading : headings.names)
            if (!heading.isEmpty() && headings.names.count(heading) > 1)
                return fail("MALFORMED", QStringLiteral("the first line names a column twice"));
        rows.removeFirst();
        return headings;
    }
    if (std::any_of(rows.begin(), rows.end(), [](const QStringList& row) { return row.size() != 1; }) ||
        looksLikeHeading(rows.first().first()))
        return fail("MALFORMED", QStringLiteral("the first line must name the columns, among them name"));
    if (auto names = expectNames(rows); !names) return fail(names.error());
    return Headings{{QStringLiteral("name")}, false};
}

Result<Table> readTable(const QByteArray& bytes) {
    if (auto text = expectUtf8(bytes); !text) return fail(text.error());
    auto rows = readCsv(bytes, csvSeparator(bytes));
    if (!rows) return fail(rows.error());
    if (rows->isEmpty()) return fail("MALFORMED", QStringLiteral("the file is empty"));
    const auto headings = takeHeadings(*rows);
    if (!headings) return fail(headings.error());
    Table table;
    table.firstLine = headings->isNamed ? 2 : 1;
    for (qsizetype line = 0; line < rows->size(); ++line) {
        const QStringList& row = rows->at(line);
        if (row.size() > headings->names.size())
            return fail("MALFORMED",
                        QStringLiteral("line %1 has more fields than headings").arg(line + table.firstLine));
        QHash<QString, QString> record;
        for (qsizetype i = 0; i < row.size(); ++i)
            record.insert(headings->names[i], row[i]);
        table.rows.append(record);
    }
    return table;
}

Result<onboarding::NewWorker> toWorker(sql::Database& database, const QHash<QString, QString>& record,
                                       const SiteId& site) {
    onboarding::NewWorker worker;
    worker.siteId = site;
    worker.name = record.value(QStringLiteral("name")).toUtf8();
    worker.trade = record.value(QStringLiteral("trade")).toUtf8();
    for (const QString& key : {QStringLiteral("phone"), QStringLiteral("guardian")})
        if (!record.value(key).isEmpty()) worker.details.insert(key, record.value(key));
    const QString thekedar = record.value(QStringLiteral("thekedar"));
    if (thekedar.isEmpty()) return worker;
    const auto user = store::UserRepository(database).findByUsername(thekedar.toUtf8());
    if (!user) return fail(user.error());
    if (!*user || (*user)->role != store::Role::Thekedar)
        return fail("NOT_FOUND", QStringLiteral("no thekedar of the name ") + thekedar);
    worker.thekedarId = (*user)->userId;
    return worker;
}

QByteArray exportLine(const audit::ServedEntry& entry) {
    QJsonObject object{{QStringLiteral("index"), entry.index},
                       {QStringLiteral("entry"), QString::fromUtf8(entry.entry)},
                       {QStringLiteral("recordHash"), QString::fromLatin1(crypto::toBase64Url(entry.recordHash))},
                       {QStringLiteral("salt"), QJsonValue()},
                       {QStringLiteral("data"), QJsonValue()}};
    if (entry.salt) object.insert(QStringLiteral("salt"), QString::fromLatin1(toBase64Url(*entry.salt)));
    if (entry.data) object.insert(QStringLiteral("data"), QString::fromUtf8(*entry.data));
    return json::toText(object) + '\n';
}

} // namespace

Result<Output> importWorkers(const Arguments& arguments) {
    auto siteText = arguments.required(QStringLiteral("site"));
    if (!siteText) return fail(siteText.error());
    const auto site = SiteId::fromText(siteText->toLatin1());
    if (!site) return fail("USAGE", QStringLiteral("--site is not a siteId"));
    if (arguments.rest().size() != 1) return fail("USAGE", QStringLiteral("name one CSV file"));
    const auto bytes = sealed::readWhole(arguments.rest().first(), kMostCsv);
    if (!bytes) return fail(bytes.error());
    const auto table = readTable(*bytes);
    if (!table) return fail(table.error());
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    if (auto opened = (*deployment)->openVaultKeys(); !opened) return fail(opened.error());

    Output printed;
    // One transaction: a list with a fault leaves nothing behind.
    const auto done = (*deployment)->inTransaction([&](sql::Database& database) -> Result<void> {
        onboarding::OfficeBook book((*deployment)->log, (*deployment)->clock, (*deployment)->random);
        for (qsizetype line = 0; line < table->rows.size(); ++line) {
            auto worker = toWorker(database, table->rows.at(line), *site);
            auto added = worker ? book.addWorker(database, *worker, *(*deployment)->vaultKeys)
                                : Result<WorkerId>(fail(worker.error()));
            if (!added)
                return fail(added.error().code,
                            QStringLiteral("line %1: %2").arg(line + table->firstLine).arg(added.error().message));
            printed += added->toText() + '\n';
        }
        return {};
    });
    if (!done) return fail(done.error());
    return printed;
}

Result<Output> exportLog(const Arguments& arguments) {
    if (arguments.rest().size() != 1) return fail("USAGE", QStringLiteral("name the file to write"));
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    // Records are sealed; a log of which none is yet needs no keys.
    if (!qEnvironmentVariableIsEmpty("HAZIRI_VAULT_KEYS"))
        if (auto keys = (*deployment)->openVaultKeys(); !keys) return fail(keys.error());
    sql::Database& database = *(*deployment)->database;
    // The checkpoint first: the log may grow while it is read, and only what the checkpoint covers is written.
    const auto head = (*deployment)->log.checkpoint(database);
    if (!head) return fail(head.error());

    QSaveFile file(arguments.rest().first());
    if (!file.open(QIODevice::WriteOnly)) return fail("IO_ERROR", file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // people's data: not for every account of the machine
    for (qint64 from = 0; from < head->value.size;) {
        const auto page = (*deployment)->log.entries(database, from, std::min(kPage, head->value.size - from));
        if (!page) return fail(page.error());
        if (page->entries.isEmpty()) return fail("LOG_DAMAGED", QStringLiteral("the log ends before its checkpoint"));
        for (const auto& entry : page->entries) {
            const QByteArray line = exportLine(entry);
            if (file.write(line) != line.size()) return fail("IO_ERROR", file.errorString());
        }
        from += page->entries.size();
    }
    file.write(json::toText({{QStringLiteral("checkpoint"), QString::fromUtf8(head->note)}}) + '\n');
    if (!commitWhole(file)) return fail("IO_ERROR", file.errorString());
    return QByteArray::number(head->value.size) + " entries written to " + arguments.rest().first().toUtf8() + '\n';
}

} // namespace haziri::server
