#include "core/base/JsonText.h"

#include "core/base/Json.h"

#include <QJsonArray>
#include <QTest>

using namespace haziri::json;

class JsonTextTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void isWhatQtWouldWrite() {
        QString all;
        for (int c = 1; c < 0x250; ++c)
            all += QChar(c);
        all += QString::fromUtf8("हाज़िरी 🙂");
        const QJsonObject object{
            {QStringLiteral("a"), QJsonArray{1, QStringLiteral("two"), QJsonObject(), QJsonArray()}},
            {QStringLiteral("b"), QJsonObject{{QStringLiteral("x"), QJsonValue()}, {QStringLiteral("y"), true}}},
            {QStringLiteral("c"), all},
            {QStringLiteral("d"), std::numeric_limits<qint64>::min()}};
        TextWriter writer;
        writer.beginObject();
        writer.key("a").beginArray().number(1).text("two").beginObject().endObject().beginArray().endArray().endArray();
        writer.key("b").beginObject().key("x").null().key("y").boolean(true).endObject();
        writer.key("c").string(all).key("d").number(std::numeric_limits<qint64>::min()).endObject();
        QCOMPARE(QJsonDocument::fromJson(writer.result()).object(), object);
        QCOMPARE(writer.result(), toText(object));
    }

    void optionalsAndRawTexts() {
        TextWriter writer;
        writer.beginArray().textOrNull("").textOrNull("x").numberOrNull(std::optional<int>());
        writer.numberOrNull(std::optional<int>(7)).raw("{\"k\":[1]}").boolean(false).endArray();
        QCOMPARE(writer.result(), QByteArray("[null,\"x\",null,7,{\"k\":[1]},false]"));
    }
};

QTEST_GUILESS_MAIN(JsonTextTest)
#include "JsonTextTest.moc"
