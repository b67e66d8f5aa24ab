// base64url has exactly one text for each bytes; every other text is refused.
#include "core/base/Base64Url.h"

#include <QTest>
#include <rapidcheck.h>

using namespace haziri;

class Base64UrlTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// RFC 4648 section 10, without the padding, and the two characters that are not those of plain base64.
    void vectors() {
        const std::pair<const char*, const char*> known[] = {
            {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
            {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbf", "-_-_"}};
        for (const auto& [plain, text] : known) {
            QCOMPARE(toBase64Url(plain), QByteArray(text));
            QCOMPARE(*fromBase64Url(text), QByteArray(plain));
        }
    }

    void refused() {
        for (const char* bad : {"A", "AAAAA", "Zg==", "Zg=", "Z", "=", "====", "Zm9v=", "Zm 9v", "Zm9v\n", "\nZm9v",
                                "+_-_", "-/-_", "Zh", "Zm9", "Zm9vYh", "Zm9\xc3\xa9", "Z.9v", "Zg=v"})
            QVERIFY2(!fromBase64Url(bad), bad);
        QVERIFY(!fromBase64Url(QByteArrayView("Zm9\0", 4)));
    }

    /// All texts of up to three characters: taken exactly where encoding the bytes again gives the text.
    void shortTextsExhaustively() {
        const QByteArray letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ";
        int taken = 0;
        const auto check = [&](const QByteArray& text) {
            const auto bytes = fromBase64Url(text);
            if (!bytes) return;
            ++taken;
            QCOMPARE(toBase64Url(*bytes), text);
        };
        for (const char a : letters) {
            check({&a, 1});
            for (const char b : letters) {
                check(QByteArray(1, a) + b);
                for (const char c : letters)
                    check(QByteArray(1, a) + b + c);
            }
        }
        QCOMPARE(taken, 256 + 256 * 256); // as many as there are one and two bytes
    }

    void comesBack() {
        QVERIFY(rc::check("decode(encode(bytes)) == bytes", [](const std::vector<char>& bytes) {
            const QByteArray plain(bytes.data(), qsizetype(bytes.size()));
            RC_ASSERT(*fromBase64Url(toBase64Url(plain)) == plain);
        }));
    }
};

QTEST_APPLESS_MAIN(Base64UrlTest)
#include "Base64UrlTest.moc"
