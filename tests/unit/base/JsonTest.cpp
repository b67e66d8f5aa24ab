// Strict JSON: what is taken, and everything that must be refused.
#include "core/base/Json.h"

#include <QJsonArray>
#include <QTest>

using namespace haziri;
using json::Reader;

namespace {

/// One object around depth - 1 arrays.
QByteArray arrays(int depth) {
    return "{\"a\":" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + '}';
}

QByteArray objects(int depth) {
    QByteArray text;
    for (int i = 0; i < depth; ++i)
        text += "{\"a\":";
    return text + '1' + QByteArray(depth, '}');
}

} // namespace

class JsonTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refusedTexts_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
        row("empty", "");
        row("blank", "  \n");
        row("array", "[1]");
        row("number", "1");
        row("null", "null");
        row("byte order mark", "\xef\xbb\xbf{}");
        row("trailing bytes", "{} x");
        row("trailing object", "{}{}");
        row("trailing NUL", QByteArray("{}\0", 3));
        row("trailing comma", R"({"a":1,})");
        row("comment", "{/**/}");
        row("single quotes", "{'a':1}");
        row("duplicate", R"({"a":1,"a":1})");
        row("duplicate apart", R"({"a":1,"b":2,"a":3})");
        row("duplicate escaped", R"({"a":1,"\u0061":2})");
        row("duplicate empty key", R"({"":1,"":2})");
        row("duplicate nested", R"({"x":{"a":1,"a":2}})");
        row("duplicate in array", R"({"x":[1,{"a":1,"\u0061":2}]})");
        row("duplicate deep", R"({"x":[[{"y":{"k":0,"k":0}}]]})");
        row("raw NUL in string", QByteArray("{\"a\":\"x\0y\"}", 11));
        row("raw NUL in key", QByteArray("{\"a\0\":1}", 8));
        row("escaped NUL", R"({"a":"x\u0000y"})");
        row("escaped NUL in key", R"({"a\u0000":1})");
        row("raw control", "{\"a\":\"x\ny\"}");
        row("lone high", R"({"a":"\ud800"})");
        row("lone high, text", R"({"a":"\ud800x"})");
        row("lone high, escape", R"({"a":"\ud800\n"})");
        row("high and BMP", R"({"a":"\ud800\u0041"})");
        row("high and high", R"({"a":"\ud800\ud800"})");
        row("high, high, low", R"({"a":"\ud800\ud800\udc00"})");
        row("lone low", R"({"a":"\udc00"})");
        row("low and high", R"({"a":"\udc00\ud800"})");
        row("lone low in key", R"({"\uDFFF":1})");
        row("lone high in array", R"({"a":["x",{"b":"\uDBFF"}]})");
        row("raw surrogate", "{\"a\":\"\xed\xa0\x80\"}");
        row("invalid UTF-8", "{\"a\":\"\xff\"}");
        row("overlong", "{\"a\":\"\xc0\xaf\"}");
        row("cut UTF-8", "{\"a\":\"\xe2\x82\"}");
        row("broken escape", R"({"a":"\x"})");
        row("broken unicode escape", R"({"a":"\u12g4"})");
        row("1e400", R"({"a":1e400})");
        row("-1e400", R"({"a":-1e400})");
        row("past int64", R"({"a":9223372036854775808})");
        row("past uint64", R"({"a":18446744073709551616})");
        row("below int64", R"({"a":-9223372036854775809})");
        row("in an array", R"({"a":[9223372036854775808]})");
        row("leading zero", R"({"a":01})");
        row("plus", R"({"a":+1})");
        row("NaN", R"({"a":NaN})");
        row("bare point", R"({"a":1.})");
        row("33 objects", objects(33));
        row("33 arrays", arrays(33));
        row("2000 arrays", arrays(2000));
        for (const char* cut :
             {"{", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"", "{\"a\":[", "{\"a\":tru"})
            row(cut, cut);
    }
    void refusedTexts() {
        QFETCH(QByteArray, text);
        const auto reader = Reader::parse(text);
        QVERIFY2(!reader, text.constData());
        QCOMPARE(reader.error().code, QByteArray("MALFORMED"));
    }

    void manyKeysAreComparedToo() {
        QByteArray text = "{";
        for (int i = 0; i < 5000; ++i)
            text += "\"k" + QByteArray::number(i) + "\":0,";
        QVERIFY(Reader::parse(text + "\"z\":0}"));
        QVERIFY(!Reader::parse(text + "\"k17\":0}"));
        QVERIFY(!Reader::parse(text + "\"k4999\":0}"));
    }

    /// Wherever in a long text it stands, across the blocks in which the text is looked through, too.
    void aSurrogateIsFoundEverywhere() {
        for (int before = 0; before < 200; ++before) {
            const QByteArray start = "{\"a\":\"" + QByteArray(before, 'x');
            for (const int behind : {0, 1, 63, 64, 150}) {
                const QByteArray end = QByteArray(behind, 'y') + "\"}";
                QVERIFY(!Reader::parse(start + "\\udc00" + end));
                QVERIFY(Reader::parse(start + "\\\\udc00" + end)); // an escaped backslash before plain letters
                QVERIFY(Reader::parse(start + "\\u0928" + end));
            }
        }
    }

    /// Of every number of keys, each pair of places.
    void aRepeatedKeyIsFoundEverywhere() {
        for (int count = 2; count < 40; ++count)
            for (int first = 0; first < count; ++first) {
                QByteArray text = "{";
                for (int i = 0; i < count; ++i)
                    text += "\"key" + QByteArray::number(i) + "\":0,";
                QVERIFY(Reader::parse(text + "\"z\":0}"));
                QVERIFY(!Reader::parse(text + "\"key" + QByteArray::number(first) + "\":0}"));
            }
    }

    void depthOf32IsTaken() {
        QVERIFY(Reader::parse(objects(32)));
        QVERIFY(Reader::parse(arrays(32)));
    }

    void values() {
        const auto reader = Reader::parse(R"({"t":"\u0928\u092e \ud83d\ude00 \\u0000","i":-9223372036854775808,)"
                                          R"("m":9223372036854775807,"b":true,"x":"AP8","l":["a","b"],)"
                                          R"("o":{"n":null,"e":""},"os":[{"v":1},{"v":2}]})");
        QVERIFY(reader);
        QCOMPARE(reader->text("t"), QByteArray("नम 😀 \\u0000"));
        QCOMPARE(reader->integer("i", std::numeric_limits<qint64>::min(), 0), std::numeric_limits<qint64>::min());
        QCOMPARE(reader->integer("m", 0, std::numeric_limits<qint64>::max()), std::numeric_limits<qint64>::max());
        QCOMPARE(reader->boolean("b"), true);
        QCOMPARE(reader->bytes("x", 2), QByteArray("\0\xff", 2));
        QCOMPARE(reader->texts("l", 2, 1), (QList<QByteArray>{"a", "b"}));
        const Reader object = reader->object("o");
        QVERIFY(!object.has("n") && object.contains("n") && !object.contains("q") && object.has("e"));
        QCOMPARE(object.textOr("n", "fallback"), QByteArray("fallback"));
        const auto list = reader->objects("os", 2);
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[1].integer("v", 0, 9), 2);
        QVERIFY(!reader->error());
    }

    void readersOutliveTheTextAndOtherParses() {
        QByteArray text = R"({"o":{"t":"first"}})";
        const Reader object = Reader::parse(text)->object("o");
        text.fill('x');
        for (int i = 0; i < 10; ++i)
            QVERIFY(Reader::parse(R"({"o":{"t":"other"},"more":"and more"})"));
        QCOMPARE(object.text("t"), QByteArray("first"));
    }

    void wrongMembers_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("getter");
        const auto row = [](const char* name, const char* value, int getter) {
            QTest::newRow(name) << QByteArray(value) << getter;
        };
        row("float 1.0", "1.0", 0);
        row("exponent 1e3", "1e3", 0);
        row("text for integer", "\"1\"", 0);
        row("true for integer", "true", 0);
        row("null for integer", "null", 0);
        row("below the range", "-1", 0);
        row("above the range", "101", 0);
        row("integer for text", "1", 1);
        row("null for text", "null", 1);
        row("too long a text", "\"12345\"", 1);
        row("integer for bool", "1", 2);
        row("text for bool", "\"true\"", 2);
        row("padding", "\"AP8=\"", 3);
        row("stray bits", "\"AP9\"", 3);
        row("standard alphabet", "\"+/8\"", 3);
        row("white space", "\"A P8\"", 3);
        row("bytes too short", "\"AA\"", 3);
        row("bytes too long", "\"AAAA\"", 3);
        row("array for object", "[]", 4);
        row("text in place of array", "\"a\"", 5);
        row("integer among texts", "[\"a\",1]", 5);
        row("too many texts", "[\"a\",\"b\",\"c\"]", 5);
        row("text among objects", "[{},\"a\"]", 6);
        row("too many objects", "[{},{},{}]", 6);
        row("upper case id", "\"018F5A3C-7B00-7000-8000-000000000001\"", 7);
        row("version 4 id", "\"018f5a3c-7b00-4000-8000-000000000001\"", 7);
    }
    void wrongMembers() {
        QFETCH(QByteArray, value);
        QFETCH(int, getter);
        const auto reader = Reader::parse("{\"good\":1,\"k\":" + value + "}");
        QVERIFY(reader);
        ask(*reader, "k", getter);
        QVERIFY(reader->error());
        QCOMPARE(reader->error()->code, QByteArray("MALFORMED"));
        QVERIFY(reader->error()->message.startsWith(QLatin1Char('k')));
        QCOMPARE(reader->integer("good", 0, 1), 0); // errors stick
    }

    void missingMembersAreNamed() {
        for (int getter = 0; getter < 8; ++getter) {
            const auto reader = Reader::parse("{}");
            ask(*reader, "absent", getter);
            QVERIFY(reader->error());
            QVERIFY(reader->error()->message.contains(QStringLiteral("absent")));
        }
    }

    void errorsOfInnerObjectsReachTheOuterOne() {
        const auto reader = Reader::parse(R"({"o":{"i":1.5}})");
        [[maybe_unused]] const auto value = reader->object("o").integer("i", 0, 9);
        QVERIFY(reader->error());
        QVERIFY(reader->toQJson().isEmpty());
    }

    void conversionKeepsValues() {
        const QByteArray text = R"({"a":[1,-2.5,"x",null,true,{"k":9007199254740993}],"b":{}})";
        QCOMPARE(json::toText(Reader::parse(text)->toQJson()), text);
    }

    void writingSortsKeys() {
        QCOMPARE(json::toText({{QStringLiteral("b"), 1}, {QStringLiteral("a"), QStringLiteral("é")}}),
                 QByteArray("{\"a\":\"é\",\"b\":1}"));
    }

  private:
    static void ask(const Reader& reader, const char* key, int getter) {
        switch (getter) {
        case 0:
            QCOMPARE(reader.integer(key, 0, 100), 0);
            break;
        case 1:
            QCOMPARE(reader.text(key, 4), QByteArray());
            break;
        case 2:
            QCOMPARE(reader.boolean(key), false);
            break;
        case 3:
            QCOMPARE(reader.bytes(key, 2), QByteArray());
            break;
        case 4:
            QVERIFY(!reader.object(key).has("x"));
            break;
        case 5:
            QVERIFY(reader.texts(key, 2, 10).isEmpty());
            break;
        case 6:
            QVERIFY(reader.objects(key, 2).isEmpty());
            break;
        default:
            QVERIFY(reader.id<WorkerId>(key).isNull());
            break;
        }
    }
};

QTEST_APPLESS_MAIN(JsonTest)
#include "JsonTest.moc"
