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
    return QDateTime(day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() + (hour * 60 + minute - 330) * 60'000LL;
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
                "'dailyRatePaise':80050,'basicPaise':2041275,'overtimePaise':210131,'grossPaise':2251406,"
                "'deductions':{'settled':false,'epfPaise':180000}},"
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
        // The office has said nothing about the month: its own share is known, what is left for him is not.
        QCOMPARE(at("Deductions: EPF").plain(), QStringLiteral("1800.00"));
        for (const char* blank : {"Deductions: Advances", "Deductions: Total", "Net Payment", "Date of Payment"})
            QCOMPARE(at(blank).kind, Cell::Kind::Empty);
        // Nobody told Ram's rate: nothing is claimed, and the totals are of what is known.
        QCOMPARE(paid.rows[1][column(paid, QStringLiteral("Wages earned: Total"))].kind, Cell::Kind::Empty);
        QCOMPARE(paid.totals[column(paid, QStringLiteral("Wages earned: Total"))].value, 2251406);
        QCOMPARE(paid.totals[column(paid, QStringLiteral("Total Number of Days Worked"))].plain(),
                 QStringLiteral("26"));
        QCOMPARE(Cell::of(Cell::Kind::Money, 12345678905).printed(), QStringLiteral("12,34,56,789.05"));
    }
    void deductionsAndNetPaymentStandWhereTheOfficeSaidThem() {
        QByteArray body = wages();
        body.replace("{\"settled\":false,\"epfPaise\":180000}",
                     json("{'settled':true,'epfPaise':180000,'esicPaise':16900,'incomeTaxPaise':0,'societyPaise':0,"
                          "'insurancePaise':0,'advancesPaise':200000,'finePaise':5000,'damagesPaise':0,'othersPaise':0,"
                          "'totalPaise':401900,'notTakenPaise':2500},'netPaise':1849506,'account':'0042',"
                          "'restMissed':true,'longestRow':12,"
                          "'terms':{'per':'month','basicPaise':2081300,'daPaise':100000},"
                          "'pay':{'paidOn':'2026-07-05','receipt':'TXN 7','fineFor':'12.06: absent from the drill'}"));
        const RegisterTable paid = table(QStringLiteral("20-wages-iv-xv"), body);
        const auto at = [&](const char* name) { return paid.rows[0][column(paid, QLatin1String(name))]; };
        QCOMPARE(at("Rate of wages: Basic").text, QStringLiteral("20,813.00 / month"));
        QCOMPARE(at("Rate of wages: DA").text, QStringLiteral("1,000.00 / month"));
        QCOMPARE(at("Deductions: ESIC").plain(), QStringLiteral("169.00"));
        QCOMPARE(at("Deductions: Advances").plain(), QStringLiteral("2000.00"));
        QCOMPARE(at("Deductions: Society").plain(), QStringLiteral("0.00"));
        QCOMPARE(at("Deductions: Total").plain(), QStringLiteral("4019.00"));
        QCOMPARE(at("Net Payment").printed(), QStringLiteral("18,495.06"));
        QCOMPARE(at("Date of Payment").text, QStringLiteral("05.07.2026"));
        QCOMPARE(at("Receipt/ Bank Txn ID").text, QStringLiteral("TXN 7"));
        QCOMPARE(at("Amount of Fine").plain(), QStringLiteral("50.00"));
        QCOMPARE(paid.totals[column(paid, QStringLiteral("Net Payment"))].value, 1849506);
        const RegisterTable slip = table(QStringLiteral("30-slip-v-xvi"), body);
        QCOMPARE(slip.rows[0][column(slip, QStringLiteral("Bank Account Number"))].text, QStringLiteral("0042"));
        QCOMPARE(slip.rows[0][column(slip, QStringLiteral("Deductions: Others"))].plain(), QStringLiteral("2050.00"));
        const RegisterTable overtime = table(QStringLiteral("60-overtime-xxiii-1971"), body);
        QCOMPARE(overtime.rows[0][column(overtime, QStringLiteral("Remarks"))].text,
                 QStringLiteral("days without rest: 12; not deducted: 25.00"));
        QVERIFY(!readReport(QByteArray(body).replace("\"netPaise\":1849506", "\"netPaise\":1.5")));
    }
    void everyShiftOfADayIsShown() {
        const QDate day(2026, 6, 1);
        const auto shift = [&](int from, int to) {
            return "{'in':" + QByteArray::number(indian(day, from, 0)) +
                   ",'out':" + QByteArray::number(indian(day, to, 0)) + "}";
        };
        QByteArray body = muster();
        body.replace(json("'minutes':560"),
                     json("'shifts':[" + shift(6, 10) + "," + shift(22, 27) + "],'minutes':560"));
        const RegisterTable june = table(QStringLiteral("10-muster-ix-xiv"), body);
        QCOMPARE(june.rows[0][column(june, QStringLiteral("1"))].text, QStringLiteral("06:00\n10:00\n22:00\n03:00+1"));
    }
    void lessThanNothingIsWrittenAsOneNumber() {
        QCOMPARE(Cell::of(Cell::Kind::Money, -1'50).plain(), QStringLiteral("-1.50"));
        QCOMPARE(Cell::of(Cell::Kind::Money, -5).plain(), QStringLiteral("-0.05"));
        QCOMPARE(Cell::of(Cell::Kind::Money, -100'000'00).plain(), QStringLiteral("-100000.00"));
        QCOMPARE(Cell::of(Cell::Kind::Money, 5).plain(), QStringLiteral("0.05"));
        QCOMPARE(Cell::of(Cell::Kind::Money, 0).plain(), QStringLiteral("0.00"));
    }
    void theFooterTakesTheLogsNameAsItIs() {
        TableWish wish;
        wish.madeFrom = {7, "ROOT", "site%3.example/log", {1}};
        const QString footer = table(QStringLiteral("10-muster-ix-xiv"), muster(), wish).footer();
        QVERIFY2(footer.contains(QStringLiteral("site%3.example/log, 7 entries, root ROOT;")), qPrintable(footer));
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
