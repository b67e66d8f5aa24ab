// What may stand in a name.
#include "core/base/PlainText.h"

#include <QTest>

using namespace haziri;

class PlainTextTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void namesOfPeopleArePlain() {
        for (const char* name :
             {"", "Asha", "Ram, the elder", "आशा", "क्‍ष", "José O'Neil", "=1+2", "Robert'); DROP TABLE"})
            QVERIFY2(isPlainText(name), name);
    }

    void whatBreaksALineIsNot_data() {
        QTest::addColumn<QByteArray>("text");
        const QList<QByteArray> bad{
            "a\r\nb",           "a\nb",          "\tb",  "a\x1b[2J",    QByteArray("a\0b", 3), "a\x7f",
            "a\xc2\x85",        "a\xe2\x80\xa8", // U+2028
            "a\xe2\x80\xae",                     // U+202E
            "a\xe2\x81\xa6",                     // U+2066
            "a\xe2\x80\x8e",                     // U+200E
            "a\xe2\x80\x8f",                     // U+200F
            "a\xd8\x9c",                         // U+061C
            "\xef\xbb\xbfname", "\xff\xfe",      "\xc3", "\xed\xa0\x80"};
        for (const QByteArray& text : bad)
            QTest::addRow("%s", text.toHex().constData()) << text;
    }
    void whatBreaksALineIsNot() {
        QFETCH(QByteArray, text);
        QVERIFY(!isPlainText(text));
    }
};

QTEST_GUILESS_MAIN(PlainTextTest)
#include "PlainTextTest.moc"
