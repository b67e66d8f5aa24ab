// Registers filled in from a month's numbers, against values that were worked out by hand: midnight, month ends, half
// days, gangs, totals; and the forms themselves, which are data.
#include "core/registers/RegisterTable.h"

#include <QTest>

using namespace haziri;
using namespace haziri::registers;

namespace {

constexpr const char* kAsha = "01935211-0000-7000-8000-00000000a5a1";
constexpr const char* kRam = "01935211-0000-7000-8000-00000000ba11";
constexpr const char* kGang = "01935211-0000-7000-8000-000000000777";

/// Milliseconds UTC of a moment at +05:30.
qint64 indian(const QDate& day, int hour, int minute) {
    return QDateTime(day, QTime(hour, minute), Qt::UTC).toMSecsSinceEpoch() - 330 * 60'000LL;
}

/// JSON with ' for ".
QByteArray json(QByteArray text) {
    return text.replace('\'', '"');
}

QByteArray dayText(const QDate& day, qint64 in, qint64 out, int minutes, int overtime, int units) {
    return "{'date':'" + day.toString(Qt::ISODate).toLatin1() + "','in':" + QByteArray::number(in) +
           ",'out':" + QByteArray::number(out) + ",'minutes':" + QByteArray::number(minutes) +
           ",'overtimeMinutes':" + QByteArray::number(overtime) + ",'units':" + QByteArray::number(units) +
           ",'incomplete':false}";
}

/// Asha: 1 June 08:00–17:20, 30 June 22:00 – 1 July 06:00. Ram: 15 June an IN without OUT, another gang.
QByteArray muster() {
    const QDate first(2026, 6, 1), last(2026, 6, 30);
    return json("{'report':'muster','siteId':'01935211-0000-7000-8000-000000000001','site':'Gate A',"
                "'month':'2026-06','tzOffsetMin':330,'rules':{'act':'Rules of 2026'},'checkpoint':'note','workers':["
                "{'workerId':'" +
                QByteArray(kAsha) + "','name':'Asha','designation':'Mason','thekedarId':'" + kGang +
                "','thekedarName':'Ramesh','days':[" +
                dayText(first, indian(first, 8, 0), indian(first, 17, 20), 560, 90, 100) + "," +
                dayText(last, indian(last, 22, 0), indian(last.addDays(1), 6, 0), 480, 0, 100) +
                "],'daysWorked':2,'dayUnits':200,'minutes':1040,'overtimeMinutes':90,'heldMarks':1},"
                "{'workerId':'" +
                kRam + "','name':'=Ram','designation':'','days':[{'date':'2026-06-15','in':" +
                QByteArray::number(indian(QDate(2026, 6, 15), 7, 41)) +
                ",'out':null,'minutes':0,'overtimeMinutes':0,'units':0,'incomplete':true}],'daysWorked':0,"
                "'dayUnits':0,'minutes':0,'overtimeMinutes':0,'heldMarks':0}]}");
}

QByteArray wages() {
    return json("{'report':'wages','siteId':'01935211-0000-7000-8000-000000000001','site':'Gate A',"
                "'month':'2026-06','tzOffsetMin':330,'workers':["
                "{'workerId':'01935211-0000-7000-8000-00000000a5a1','name':'Asha','guardian':'Mohan',"
                "'uan':'100200300400','daysWorked':26,'dayUnits':2550,'overtimeMinutes':630,'heldMarks':0,"
                "'dailyRatePaise':80050,'basicPaise':2041275,'overtimePaise':210131,'grossPaise':2251406},"
                "{'workerId':'01935211-0000-7000-8000-00000000ba11','name':'Ram','daysWorked':1,'dayUnits':50,"
                "'overtimeMinutes':0,'heldMarks':2}]}");
}

RegisterForm form(const QString& id) {
    const auto forms = allForms();
    for (const RegisterForm& one : *forms)
        if (one.id == id) return one;
    qFatal("no such form");
}

RegisterTable table(const QString& id, const QByteArray& body, const TableWish& wish = {}) {
    return *fillIn(form(id), *readReport(body), wish);
}

/// The column under that name; a day of the month by its number.
int column(const RegisterTable& table, const QString& name) {
    for (int i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].label == name || table.columns[i].name() == name) return i;
    return -1;
}

} // namespace

class RegisterTableTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyFormReads() {
        const auto forms = allForms();
        QVERIFY2(forms.has_value(), qPrintable(forms ? QString() : forms.error().message));
        QVERIFY(forms->size() >= 8);
        for (const RegisterForm& one : *forms) {
            QVERIFY2(one.note.in(QStringLiteral("en")).contains(QStringLiteral("Gazette")), qPrintable(one.id));
            for (const FormColumn& column : one.columns)
                QVERIFY2(column.label.in(QStringLiteral("hi")) != QString(), qPrintable(one.id));
            QVERIFY2(one.title.in(QStringLiteral("hi")) != one.title.in(QStringLiteral("en")), qPrintable(one.id));
        }
    }
    void formsAreDated() {
        const RegisterForm now = form(QStringLiteral("10-muster-ix-xiv"));
        QVERIFY(now.isInForce(QDate(2026, 5, 1)));
        QVERIFY(!now.isInForce(QDate(2026, 4, 1)));
        const RegisterForm old = form(QStringLiteral("40-muster-xvi-1971"));
        QVERIFY(old.isInForce(QDate(2026, 4, 1)));
        QVERIFY(!old.isInForce(QDate(2026, 5, 1)));
    }
    void aFormWithAnUnknownSourceIsRefused() {
        const QByteArray text = json("{'number':'X','title':{'en':'t'},'act':{'en':'a'},'note':{'en':'n'},'state':'*',"
                                     "'validFrom':'2026-05-01','report':'muster','layout':'table','paper':'A3',"
                                     "'head':[],'columns':[{'label':{'en':'c'},'source':'serial','width':5}]}");
        QVERIFY(readForm(QStringLiteral("x"), text).has_value());
        QVERIFY(!readForm(QStringLiteral("x"), QByteArray(text).replace("\"serial\"", "\"shoesize\"")));
        QVERIFY(!readForm(QStringLiteral("x"), QByteArray(text).replace("2026-05-01", "2026-05-41")));
        QVERIFY(!readForm(QStringLiteral("x"), QByteArray(text).replace("\"muster\"", "\"gossip\"")));
    }
    void theMusterHasEveryDayOfItsMonth() {
        const RegisterTable june = table(QStringLiteral("10-muster-ix-xiv"), muster());
        QVERIFY(column(june, QStringLiteral("30")) > 0);
        QCOMPARE(column(june, QStringLiteral("31")), -1);
        QCOMPARE(june.rows.size(), 2);
        const auto asha = june.rows[0];
        QCOMPARE(asha[0].plain(), QStringLiteral("1"));
        QCOMPARE(asha[column(june, QStringLiteral("Employee Code"))].text, QStringLiteral("0000A5A1"));
        QCOMPARE(asha[column(june, QStringLiteral("1"))].text, QStringLiteral("08:00\n17:20"));
        QCOMPARE(asha[column(june, QStringLiteral("2"))].kind, Cell::Kind::Empty);
        // The night shift of the last day ends in the next month and stays with the day it began.
        QCOMPARE(asha[column(june, QStringLiteral("30"))].text, QStringLiteral("22:00\n06:00+1"));
        QCOMPARE(asha[column(june, QStringLiteral("Total No. of Days Worked"))].plain(), QStringLiteral("2"));
        QCOMPARE(asha[column(june, QStringLiteral("Total No. of OT Hours Worked"))].plain(), QStringLiteral("1.5"));
        QCOMPARE(june.rows[1][column(june, QStringLiteral("15"))].text, QStringLiteral("07:41\n–"));
        QCOMPARE(june.totals[column(june, QStringLiteral("Total No. of OT Hours Worked"))].plain(),
                 QStringLiteral("1.5"));
    }
    void aGangHasItsOwnSheet() {
        TableWish wish;
        wish.thekedarId = *UserId::fromText(kGang);
        const RegisterTable gang = table(QStringLiteral("10-muster-ix-xiv"), muster(), wish);
        QCOMPARE(gang.rows.size(), 1);
        QCOMPARE(gang.rows[0][column(gang, QStringLiteral("Name of the Employee"))].text, QStringLiteral("Asha"));
    }
    void codesOfTheOldMuster() {
        const RegisterTable old = table(QStringLiteral("40-muster-xvi-1971"), muster());
        QCOMPARE(old.rows[0][column(old, QStringLiteral("1"))].text, QStringLiteral("P"));
        QCOMPARE(old.rows[1][column(old, QStringLiteral("15"))].text, QStringLiteral("?"));
        QCOMPARE(old.rows[0][column(old, QStringLiteral("Remarks"))].text, QStringLiteral("waiting: 1"));
        QCOMPARE(old.rows[1][column(old, QStringLiteral("Remarks"))].text, QStringLiteral("incomplete: 1"));
    }
    void wagesAddUpAndDeductionsStayBlank() {
        const RegisterTable paid = table(QStringLiteral("20-wages-iv-xv"), wages());
        const auto& asha = paid.rows[0];
        const auto at = [&](const char* name) { return asha[column(paid, QLatin1String(name))]; };
        QCOMPARE(at("Total Number of Days Worked").plain(), QStringLiteral("25.5"));
        QCOMPARE(at("Total overtime hours").plain(), QStringLiteral("10.5"));
        QCOMPARE(at("Wages earned: Basic").plain(), QStringLiteral("20412.75")); // 25.5 × 800.50
        QCOMPARE(at("Wages earned: Over Time").plain(), QStringLiteral("2101.31"));
        QCOMPARE(at("Wages earned: Total").printed(), QStringLiteral("22,514.06"));
        for (const char* blank : {"Deductions: EPF", "Deductions: Total", "Net Payment"})
            QCOMPARE(at(blank).kind, Cell::Kind::Empty);
        // Nobody told Ram's rate: nothing is claimed, and the totals are of what is known.
        QCOMPARE(paid.rows[1][column(paid, QStringLiteral("Wages earned: Total"))].kind, Cell::Kind::Empty);
        QCOMPARE(paid.totals[column(paid, QStringLiteral("Wages earned: Total"))].value, 2251406);
        QCOMPARE(paid.totals[column(paid, QStringLiteral("Total Number of Days Worked"))].plain(),
                 QStringLiteral("26"));
        QCOMPARE(Cell::of(Cell::Kind::Money, 12345678905).printed(), QStringLiteral("12,34,56,789.05"));
    }
    void theWrongReportIsRefused() {
        QCOMPARE(fillIn(form(QStringLiteral("20-wages-iv-xv")), *readReport(muster()), {}).error().code,
                 QByteArray("WRONG_REPORT"));
    }
    void theFooterNamesTheLog() {
        TableWish wish;
        wish.madeFrom = {1284306, "4c1fROOT", "haziri.example/log", {1}};
        const QString footer = table(QStringLiteral("10-muster-ix-xiv"), muster(), wish).footer();
        QVERIFY(footer.contains(QStringLiteral("haziri.example/log, 1284306 entries, root 4c1fROOT")));
        wish.language = QStringLiteral("hi");
        QVERIFY(table(QStringLiteral("10-muster-ix-xiv"), muster(), wish).footer().contains(QStringLiteral("मूल 4c1f")));
        QVERIFY(table(QStringLiteral("10-muster-ix-xiv"), muster()).footer().contains(QStringLiteral("no log")));
    }
    void reportsAreReadStrictly() {
        QVERIFY(readReport(muster()).has_value());
        QVERIFY(!readReport("{}"));
        QVERIFY(!readReport(QByteArray(muster()).replace("2026-06-15", "2026-06-35")));
        QVERIFY(!readReport(QByteArray(muster()).replace("\"month\":\"2026-06\"", "\"month\":\"June\"")));
        QVERIFY(!readReport(QByteArray(muster()).replace("\"minutes\":560", "\"minutes\":-1")));
    }
};

QTEST_GUILESS_MAIN(RegisterTableTest)
#include "RegisterTableTest.moc"
