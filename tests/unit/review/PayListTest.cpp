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
        QVERIFY(asha.terms); // the list names no UAN: that is a change
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
