// Whole Aadhaar numbers in what is said about a worker, and numbers that are none.
#include "core/protocol/Aadhaar.h"
#include "core/base/Base64Url.h"
#include "core/base/Json.h"

#include <QJsonArray>
#include <QTest>

using namespace haziri;
using namespace haziri::protocol;

class AadhaarTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void texts() {
        for (const char* whole :
             {"499118665246", "4991 1866 5246", "4991-1866-5246", "4991 - 1866 - 5246", "1234.5678.9012",
              "Ram 123456789012", "Ram(4991 1866 5246)", "४९९१ १८६६ ५२४६", "4991–1866–5246"})
            QVERIFY2(holdsAadhaar(QString::fromUtf8(whole)), whole);
        for (const char* none : {"", "Ram", "5246", "49911866524", "4991186652461", "mason since 2015", "98110 12345",
                                 "XXXX XXXX 5246", "two: 499118, three: 665246"})
            QVERIFY2(!holdsAadhaar(QString::fromUtf8(none)), none);
    }

    void wordsOfPeople() {
        for (const char* whole :
             {"499118665246", "card 4991 1866 5246 was shown", "4991-1866-5246.", "no.4991-18665246", "४९९१ १८६६ ५२४६",
              "gate 2, 4991 1866 5246", "on 22 4991 1866 5246", "(+91 98110 12345) 4991.1866.5246", "49 91 18 66 52 46",
              "4991\u00a01866\u00a05246"})
            QVERIFY2(namesAadhaar(QString::fromUtf8(whole)), whole);
        for (const char* none :
             {"", "499118665247", "4991 1866 5274", "1234 5678 9012", "0991 1866 5246", "UTR 412345678901",
              "49911866524612", "4991 1866 52461", "499118, then 665246", "came back at 14:30 on 22-11-2026"})
            QVERIFY2(!namesAadhaar(QString::fromUtf8(none)), none);
        // As a telephone number it may well have a fitting digit by chance.
        int phones = 0;
        for (int last = 0; last < 10; ++last) {
            const QString digits = QStringLiteral("91981101234%1").arg(last);
            QVERIFY(!namesAadhaar(QLatin1Char('+') + digits));
            phones += namesAadhaar(digits);
        }
        QCOMPARE(phones, 1); // of ten last digits exactly one fits
    }

    void details() {
        const auto one = [](const char* key, const QJsonValue& value) {
            return holdsAadhaar(
                QJsonObject{{QStringLiteral("name"), QStringLiteral("Asha")}, {QLatin1String(key), value}});
        };
        const QString whole = QStringLiteral("4991 1866 5246");
        for (const char* key : {"name", "guardian", "sex", "phone", "trade", "skill", "uan", "esic", "remarks"})
            QVERIFY2(one(key, whole), key);
        QVERIFY(one("aadhaar", 499118665246.0));
        QVERIFY(one("more", QJsonObject{{QStringLiteral("card"), whole}}));
        QVERIFY(one("more", QJsonArray{QJsonObject{{QStringLiteral("card"), whole}}}));
        QVERIFY(one("499118665246", true));
        QVERIFY(!one("phone", QStringLiteral("+91 98110 12345")));
        QVERIFY(!one("phone", QStringLiteral("919811012345")));
        QVERIFY(one("phone", QStringLiteral("912345678901")));
        QVERIFY(!one("uan", QStringLiteral("100123456789")));
        QVERIFY(one("guardian", QStringLiteral("100123456789")));
        QVERIFY(!one("dailyRatePaise", 80'000));
        QVERIFY(!one("aadhaarLast4", QStringLiteral("5246")));
        WorkerDetails typed;
        typed.name = "Asha";
        typed.uan = "100123456789";
        QVERIFY(!holdsAadhaar(typed));
        typed.skill = "4991-1866-5246";
        QVERIFY(holdsAadhaar(typed));
    }

    void packets() {
        const auto jws = [](const QJsonObject& payload) { return "e30." + toBase64Url(json::toText(payload)) + ".AA"; };
        const QJsonObject details{{QStringLiteral("note"), QStringLiteral("499118665246")}};
        const QByteArray vouch = jws({{QStringLiteral("details"), details}});
        QVERIFY(packetHoldsAadhaar(jws({{QStringLiteral("vouch"), QString::fromLatin1(vouch)}})));
        QVERIFY(packetHoldsAadhaar(jws({{QStringLiteral("details"), details}})));
        QVERIFY(!packetHoldsAadhaar(jws({{QStringLiteral("reason"), QStringLiteral("499118665246")}})));
        QVERIFY(!packetHoldsAadhaar("no packet"));
        QVERIFY(!packetHoldsAadhaar("a.b.c"));
    }
};

QTEST_APPLESS_MAIN(AadhaarTest)
#include "AadhaarTest.moc"
