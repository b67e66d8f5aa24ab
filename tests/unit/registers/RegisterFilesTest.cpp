// What is exported is opened again: CSV by a parser of its own, XLSX by the parts inside it.
#include "core/registers/RegisterFiles.h"

#include <QBuffer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace haziri;
using namespace haziri::registers;

namespace {

RegisterTable sample() {
    RegisterTable table;
    table.number = QStringLiteral("Form IX");
    table.title = QStringLiteral("Muster & Roll");
    table.head << RegisterTable::Line{QStringLiteral("Site"), QStringLiteral("=cmd|' /C calc'!A0")};
    table.columns = {{QStringLiteral("Name"), {}, 20, false, false},
                     {QStringLiteral("1"), QStringLiteral("Dates"), 8, false, true},
                     {QStringLiteral("2"), QStringLiteral("Dates"), 8, false, true},
                     {QStringLiteral("Wages"), {}, 12, true, false}};
    const auto text = [](const char* words) { return Cell::of(QString::fromUtf8(words)); };
    table.rows = {{text("अनीता देवी"), text("08:00\n17:20"), Cell(), Cell::of(Cell::Kind::Money, 123450)},
                  {text("=HYPERLINK(\"x\")"), text("a,b"), text("\"q\""), Cell::of(Cell::Kind::Hours, 90)},
                  {text("@sum"), text("+1"), text("-1"), Cell::of(Cell::Kind::Days, 50)},
                  {text("<b>&\x01</b>"), text("x\r\ny"), text(" =1"), Cell::of(Cell::Kind::Count, 7)}};
    table.totals = {text("Total"), Cell(), Cell(), Cell::of(Cell::Kind::Money, 123450)};
    table.madeFrom = {42, "ROOT", "o/log", {0}};
    return table;
}

/// RFC 4180, read as it is written there.
QList<QStringList> parseCsv(const QString& text) {
    QList<QStringList> lines;
    QStringList line;
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != QLatin1Char('"'))
                field += c;
            else if (text.mid(i + 1, 1) == QStringLiteral("\""))
                field += text[i++];
            else
                quoted = false;
        } else if (c == QLatin1Char('"')) {
            quoted = true;
        } else if (c == QLatin1Char(',')) {
            line << std::exchange(field, {});
        } else if (text.mid(i, 2) == QStringLiteral("\r\n")) {
            line << std::exchange(field, {});
            lines << std::exchange(line, {});
            ++i;
        } else {
            field += c;
        }
    }
    return lines;
}

QByteArray part(const QString& archive, const QString& name) {
    QProcess unzip;
    unzip.start(
        QStringLiteral("python3"),
        {QStringLiteral("-c"),
         QStringLiteral("import sys,zipfile;sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))"),
         archive, name});
    unzip.waitForFinished();
    return unzip.readAllStandardOutput();
}

/// Cell reference → value of the one sheet; shared strings are looked up.
QHash<QString, QString> cellsOf(const QString& archive) {
    QStringList strings;
    QXmlStreamReader shared(part(archive, QStringLiteral("xl/sharedStrings.xml")));
    while (!shared.atEnd())
        if (shared.readNext() == QXmlStreamReader::StartElement && shared.name() == QStringLiteral("t"))
            strings << shared.readElementText();
    QHash<QString, QString> cells;
    QXmlStreamReader sheet(part(archive, QStringLiteral("xl/worksheets/sheet1.xml")));
    QString at, type;
    while (!sheet.atEnd()) {
        if (sheet.readNext() != QXmlStreamReader::StartElement) continue;
        if (sheet.name() == QStringLiteral("c")) {
            at = sheet.attributes().value(QStringLiteral("r")).toString();
            type = sheet.attributes().value(QStringLiteral("t")).toString();
        } else if (sheet.name() == QStringLiteral("v")) {
            const QString value = sheet.readElementText();
            cells.insert(at, type == QStringLiteral("s") ? strings.value(value.toInt()) : value);
        } else if (sheet.name() == QStringLiteral("f")) {
            cells.insert(at, QStringLiteral("FORMULA"));
        }
    }
    return cells;
}

} // namespace

class RegisterFilesTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void csvComesBackAsItWent() {
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        QVERIFY(writeCsv(sample(), out));
        QVERIFY(out.data().startsWith("\xEF\xBB\xBFName,Dates: 1,Dates: 2,Wages\r\n"));
        const auto lines = parseCsv(QString::fromUtf8(out.data().mid(3)));
        QCOMPARE(lines.size(), 7);
        for (const QStringList& line : lines)
            QCOMPARE(line.size(), 4);
        QCOMPARE(lines[1], QStringList({QStringLiteral("अनीता देवी"), QStringLiteral("08:00\n17:20"), QString(),
                                        QStringLiteral("1234.50")}));
        // No field begins a formula.
        QCOMPARE(lines[2], QStringList({QStringLiteral("'=HYPERLINK(\"x\")"), QStringLiteral("a,b"),
                                        QStringLiteral("\"q\""), QStringLiteral("1.5")}));
        QCOMPARE(lines[3], QStringList({QStringLiteral("'@sum"), QStringLiteral("'+1"), QStringLiteral("'-1"),
                                        QStringLiteral("0.5")}));
        QCOMPARE(lines[5].first(), QStringLiteral("Total"));
        QVERIFY(lines[6].first().startsWith(QStringLiteral("Log o/log, 42 entries, root ROOT")));
    }
    void xlsxHasNumbersAndNoFormula() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("m.xlsx"));
        const auto done = writeXlsx(sample(), path);
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
        const auto cells = cellsOf(path);
        QVERIFY(!cells.isEmpty());
        QVERIFY(!cells.values().contains(QStringLiteral("FORMULA")));
        QCOMPARE(cells[QStringLiteral("A1")], QStringLiteral("Form IX · Muster & Roll"));
        const auto rowOf = [&](const QString& name) {
            for (auto it = cells.begin(); it != cells.end(); ++it)
                if (it.value() == name && it.key().startsWith(QLatin1Char('A'))) return it.key().mid(1);
            return QString();
        };
        const QString anita = rowOf(QStringLiteral("अनीता देवी"));
        QVERIFY(!anita.isEmpty());
        QCOMPARE(cells[QStringLiteral("B") + anita], QStringLiteral("08:00\n17:20"));
        QCOMPARE(cells[QStringLiteral("D") + anita].toDouble(), 1234.5);
        QCOMPARE(cells[QStringLiteral("D") + rowOf(QStringLiteral("@sum"))].toDouble(), .5);
        QCOMPARE(cells[QStringLiteral("D") + rowOf(QStringLiteral("=HYPERLINK(\"x\")"))].toDouble(), 1.5);
        QVERIFY(
            part(path, QStringLiteral("xl/worksheets/sheet1.xml")).contains("root ROOT")); // the footer of each page
    }
    void stoppingLeavesNothing() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("m.xlsx"));
        qint64 seen = 0;
        const auto stop = [&](qint64 done, qint64 whole) {
            if (whole == 4) seen = done;
            return done < 2;
        };
        QCOMPARE(writeXlsx(sample(), path, stop).error().code, QByteArray("CANCELLED"));
        QCOMPARE(seen, 2);
        QVERIFY(!QFile::exists(path));
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(writeCsv(sample(), out, stop).error().code, QByteArray("CANCELLED"));
    }
    void aFolderThatIsNotThereIsSaid() {
        QCOMPARE(writeXlsx(sample(), QStringLiteral("/nowhere/at/all.xlsx")).error().code, QByteArray("IO_ERROR"));
    }
};

QTEST_GUILESS_MAIN(RegisterFilesTest)
#include "RegisterFilesTest.moc"
