// UUIDv7: form, order, and what is refused.
#include "core/base/Ids.h"

#include "tests/support/SeededRandom.h"

#include <QTest>

using namespace haziri;

class IdsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void madeIdsAreVersion7AndCarryTheTime() {
        test::SeededRandom random;
        QSet<QByteArray> seen;
        for (qint64 ms : {qint64(0), qint64(1), qint64(1'763'800'000'123), (qint64(1) << 48) - 1})
            for (int i = 0; i < 200; ++i) {
                const QByteArray text = WorkerId(makeUuidV7({ms}, random)).toText();
                QCOMPARE(text.size(), 36);
                QCOMPARE(text[14], '7');
                QVERIFY(QByteArrayView("89ab").contains(text[19]));
                QCOMPARE((text.first(8) + text.sliced(9, 4)).toLongLong(nullptr, 16), ms);
                QCOMPARE(WorkerId::fromText(text)->toText(), text);
                seen.insert(text);
            }
        QCOMPARE(seen.size(), 800);
    }

    void laterIdsAreLarger() {
        test::SeededRandom random;
        for (qint64 ms = 1; ms < 1'000'000'000'000; ms *= 7) {
            const WorkerId earlier(makeUuidV7({ms}, random)), later(makeUuidV7({ms + 1}, random));
            QVERIFY(earlier < later && earlier.toText() < later.toText());
        }
    }

    void refused() {
        const QByteArray good = "018f5a3c-7b00-7000-8000-000000000001";
        QVERIFY(WorkerId::fromText(good));
        QVERIFY(WorkerId().isNull() && !WorkerId::fromText(good)->isNull());
        QVERIFY(!WorkerId::fromText(WorkerId().toText())); // the null id never comes over the wire
        for (const QByteArray& bad :
             {QByteArray(), good.toUpper(), good.chopped(1), good + '0', '{' + good.sliced(2) + '}',
              QByteArray(good).replace('-', ""), QByteArray(good).replace("-7", "-4"),
              QByteArray(good).replace("-8", "-7"), QByteArray(good).replace("-8", "-c"),
              QByteArray(good).replace("01", "0g"), QByteArray(good).replace("-8000", "8-000"),
              QByteArray(good).replace("01", " 1"), QByteArray(good).replace("01", "-1")})
            QVERIFY2(!WorkerId::fromText(bad), bad.constData());
    }
};

QTEST_APPLESS_MAIN(IdsTest)
#include "IdsTest.moc"
