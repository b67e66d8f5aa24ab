// A site's pay written as a spreadsheet and read back; what does not fit is named by its line, and nothing is guessed.
#include "core/review/PayList.h"

#include <QTest>

using namespace haziri;
using namespace haziri::review;
using protocol::PayMonth;
using protocol::PayTerms;

namespace {

const QDate kMonth(2026, 11, 1);

PayLine line(const char* id, const char* name) {
    PayLine one;
    one.workerId = *WorkerId::fromText(id);
    one.name = QString::fromUtf8(name);
    return one;
}

/// Asha: a daily rate, nothing said about the month; Ram: nothing known at all.
QList<PayLine> lines() {
    PayLine asha = line("01935211-0000-7000-8000-00000000a5a1", "Asha, \"Didi\"");
    asha.terms.emplace();
    asha.terms->from = QDate(2026, 5, 1);
    asha.terms->basic = 550'50;
    asha.terms->hasEpf = true;
    asha.terms->uan = QStringLiteral("100200300400");
    return {asha, line("01935211-0000-7000-8000-00000000ba11", "=Ram")};
}

PayImport read(const QByteArray& csv) {
    const auto result = readPayCsv(csv, lines(), kMonth);
    return result.value_or(PayImport{{}, {{0, "MALFORMED", {}, {}}}});
}

} // namespace

class PayListTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatIsWrittenSaysNothingNew() {
        const QByteArray csv = writePayCsv(lines());
        QVERIFY(csv.contains("0000A5A1,\"Asha, \"\"Didi\"\"\",day,550.50,0,0,yes,no,100200300400"));
        QVERIFY(csv.contains("'=Ram")); // no formula for a spreadsheet
        const PayImport same = read(csv);
        QVERIFY(same.problems.isEmpty());
        QVERIFY(same.changes.isEmpty());
    }
    void whatIsFilledInIsRead() {
        const PayImport filled = read("Code,Basic,per,DA,epf,Advances,fine,finefor,paidon,receipt\r\n"
                                      "0000A5A1,550.50,day,,yes,\"1,500.25\",0,,05.12.2026,TXN 7\r\n"
                                      "0000BA11,₹ 18000,month,1200,no,,,,,\r\n\r\n");
        QVERIFY(filled.problems.isEmpty());
        QCOMPARE(filled.changes.size(), 2);
        const auto& asha = filled.changes[0];
        QCOMPARE(asha.month->advances, 1500'25);
        QCOMPARE(asha.month->month, kMonth);
        QCOMPARE(asha.month->paidOn, QDate(2026, 12, 5));
        QCOMPARE(asha.month->receipt, QStringLiteral("TXN 7"));
        QVERIFY(!asha.terms); // what the list has no column for stays as it is
        const auto& ram = filled.changes[1];
        QCOMPARE(ram.terms->basic, 18'000'00);
        QCOMPARE(ram.terms->da, 1'200'00);
        QVERIFY(ram.terms->per == PayTerms::Per::Month);
        QCOMPARE(ram.terms->from, kMonth);
        QVERIFY(!ram.month);
    }
    void aNoughtSaysThatNothingIsTakenOff() {
        const PayImport filled = read("code,advances\n0000A5A1,0\n");
        QCOMPARE(filled.changes.size(), 1);
        QVERIFY(filled.changes[0].month && !filled.changes[0].terms);
        QVERIFY(read("code,advances\n0000A5A1,\n").changes.isEmpty());
    }
    void whatDoesNotFitIsNamed_data() {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("nobody") << QByteArray("code,basic\n99999999,500\n") << QByteArray("WORKER_UNKNOWN");
        QTest::newRow("words") << QByteArray("code,basic\n0000BA11,much\n") << QByteArray("NOT_A_NUMBER");
        QTest::newRow("less than nothing") << QByteArray("code,basic\n0000BA11,-5\n") << QByteArray("NOT_A_NUMBER");
        QTest::newRow("thirds of paise") << QByteArray("code,basic\n0000BA11,5.123\n") << QByteArray("NOT_A_NUMBER");
        QTest::newRow("without basic") << QByteArray("code,da\n0000BA11,50\n") << QByteArray("NOT_A_NUMBER");
        QTest::newRow("no day") << QByteArray("code,paidon\n0000A5A1,31.02.2026\n") << QByteArray("NOT_A_DAY");
        QTest::newRow("no UAN") << QByteArray("code,basic,uan\n0000A5A1,600,12AB\n") << QByteArray("NOT_A_UAN");
        QTest::newRow("no rate") << QByteArray("code,advances\n0000BA11,100\n") << QByteArray("NO_RATE");
        QTest::newRow("no such columns") << QByteArray("name,basic\nRam,100\n") << QByteArray("MALFORMED");
        QTest::newRow("open quote") << QByteArray("code,basic\n\"0000BA11,100\n") << QByteArray("MALFORMED");
        QTest::newRow("nothing") << QByteArray() << QByteArray("MALFORMED");
    }
    void whatDoesNotFitIsNamed() {
        QFETCH(QByteArray, csv);
        QFETCH(QByteArray, code);
        const PayImport filled = read(csv);
        QVERIFY(!filled.problems.isEmpty());
        QCOMPARE(filled.problems.first().code, code);
        if (code != "MALFORMED") QCOMPARE(filled.problems.first().line, 2);
    }
    // A list of a few columns changes what these columns say and nothing else: neither a rate by the month becomes one
    // by the day, nor does anybody lose his UAN, his account, or what was entered for the month.
    void columnsThatAreMissingStayAsTheyAre() {
        QList<PayLine> known = lines();
        PayTerms& terms = *known[0].terms;
        terms.per = PayTerms::Per::Month;
        terms.basic = 15'000'00;
        terms.da = 1'000'00;
        terms.hasEsic = true;
        terms.account = QStringLiteral("IFSC1 22");
        known[0].month.emplace();
        known[0].month->month = kMonth;
        known[0].month->fine = 100'00;
        known[0].month->fineFor = QStringLiteral("late");
        known[0].month->advances = 500'00;
        const auto raised = readPayCsv("code,basic\n0000A5A1,16000\n", known, kMonth);
        QVERIFY(raised && raised->problems.isEmpty());
        QCOMPARE(raised->changes.size(), 1);
        QVERIFY(!raised->changes[0].month);
        PayTerms wanted = terms;
        wanted.from = kMonth;
        wanted.basic = 16'000'00;
        QVERIFY(raised->changes[0].terms == wanted);

        const auto paid = readPayCsv("code,advances,paidon\n0000A5A1,700,2026-12-01\n", known, kMonth);
        QVERIFY(paid && paid->problems.isEmpty());
        QCOMPARE(paid->changes.size(), 1);
        QVERIFY(!paid->changes[0].terms);
        PayMonth month = *known[0].month;
        month.advances = 700'00;
        month.paidOn = QDate(2026, 12, 1);
        QVERIFY(paid->changes[0].month == month);

        // An empty cell under a heading that is there does say something.
        const auto cleared = readPayCsv("code,basic,uan\n0000A5A1,15000,\n", known, kMonth);
        QVERIFY(cleared && cleared->changes.size() == 1 && cleared->changes[0].terms);
        QVERIFY(cleared->changes[0].terms->uan.isEmpty());
    }
    void aPeriodThatIsNeitherDayNorMonthIsNamed() {
        for (const char* per : {"week", "मही", "x"}) {
            const PayImport filled = read("code,basic,per\n0000BA11,500," + QByteArray(per) + "\n");
            QCOMPARE(filled.problems.size(), 1);
            QCOMPARE(filled.problems.first().column, QStringLiteral("per"));
            QCOMPARE(filled.problems.first().code, QByteArray("NOT_A_PERIOD"));
        }
        for (const char* per : {"", "day", "Daily", "d", "दिन", "दिवस", "रोज"})
            QVERIFY2(read("code,basic,per\n0000BA11,500," + QByteArray(per) + "\n").problems.isEmpty(), per);
        for (const char* per : {"month", "Monthly", "M", "महीना", "महिना", "मासिक"}) {
            const PayImport filled = read("code,basic,per\n0000BA11,500," + QByteArray(per) + "\n");
            QVERIFY2(filled.changes.size() == 1 && filled.changes[0].terms->per == PayTerms::Per::Month, per);
        }
    }
    void yesAndNoInThreeLanguages() {
        for (const char* yes : {"yes", "Y", "1", "TRUE", "हाँ", "हां", "होय", "हो"})
            QVERIFY2(read("code,basic,epf\n0000BA11,500," + QByteArray(yes) + "\n").changes[0].terms->hasEpf, yes);
        for (const char* no : {"no", "N", "0", "false", "नहीं", "नाही", ""})
            QVERIFY2(!read("code,basic,epf\n0000BA11,500," + QByteArray(no) + "\n").changes[0].terms->hasEpf, no);
        const PayImport odd = read("code,basic,epf\n0000BA11,500,perhaps\n");
        QCOMPARE(odd.problems.size(), 1);
        QCOMPARE(odd.problems.first().code, QByteArray("NOT_YES_OR_NO"));
    }
    // Two people with one code: nobody knows whose pay it is. And of two lines for one person only one can hold.
    void whoIsMeantMustBeBeyondDoubt() {
        const QList<PayLine> twins{line("01935211-0000-7000-8000-00001111a5a1", "Asha"),
                                   line("01935211-0000-7000-8000-00001111a5a1", "Usha")};
        QList<PayLine> known = twins;
        known[1].workerId = *WorkerId::fromText("01935999-0000-7000-8000-00001111a5a1");
        const auto doubtful = readPayCsv("code,basic\n1111A5A1,500\n", known, kMonth);
        QVERIFY(doubtful && doubtful->changes.isEmpty());
        QCOMPARE(doubtful->problems.size(), 1);
        const PayImport twice = read("code,basic\n0000BA11,500\n0000BA11,600\n");
        QCOMPARE(twice.problems.size(), 1);
        QCOMPARE(twice.problems.first().line, 3);
        QCOMPARE(twice.problems.first().code, QByteArray("TWICE"));
    }
    // The apostrophe that keeps a spreadsheet from calculating is not part of what was entered.
    void whatLooksLikeAFormulaComesBackAsItWas() {
        QList<PayLine> known = lines();
        known[0].terms->account = QStringLiteral("-4711");
        known[0].month.emplace();
        known[0].month->month = kMonth;
        known[0].month->fineFor = QStringLiteral("=late twice");
        known[0].month->receipt = QStringLiteral("'quoted'");
        const auto same = readPayCsv(writePayCsv(known), known, kMonth);
        QVERIFY(same && same->problems.isEmpty());
        QVERIFY(same->changes.isEmpty());
    }
    void amounts() {
        QCOMPARE(paiseOf(QStringLiteral("1,234.5")), std::optional<qint64>(1234'50));
        QCOMPARE(paiseOf(QStringLiteral(" ₹ 0 ")), std::optional<qint64>(0));
        QCOMPARE(paiseOf(QStringLiteral("99999999")), std::nullopt); // more than a crore
        for (const char* bad : {"", ".", "1.", "1e3", "1.234", "+5", "0x10"})
            QVERIFY2(!paiseOf(QLatin1String(bad)), bad);
        QCOMPARE(rupeesOf(1234'05), QStringLiteral("1234.05"));
        QCOMPARE(rupeesOf(500'00), QStringLiteral("500"));
    }
};

QTEST_GUILESS_MAIN(PayListTest)
#include "PayListTest.moc"
