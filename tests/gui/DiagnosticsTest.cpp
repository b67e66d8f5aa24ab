// What a diagnostics file tells helps, and names nobody.
#include "app/gui/Diagnostics.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace haziri;

class DiagnosticsTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tellsNumbersAndNoNames() {
        const QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/home-of-ramesh-XXXXXX"));
        QFile file(folder.filePath(QStringLiteral("outbox.db")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("1234") == 4);
        file.close();
        app::Diagnosis facts;
        facts.theme = QStringLiteral("dark");
        facts.cameraSpec = QStringLiteral("file:/home/ramesh/anita-devi.mp4");
        facts.line = {muster::LineState::Offline, {5}, "PIN_MISMATCH", QStringLiteral("office.example said no")};
        facts.queue.packetsWaiting = 34;
        facts.queue.oldestWaiting = {1'000};
        facts.queue.lastErrorCode = "HTTP_503";
        facts.queue.lastError = QStringLiteral("Anita Devi could not be sent");
        facts.profileDir = folder.path();
        facts.now = {61'000};
        const QByteArray text = QJsonDocument(app::diagnose(facts)).toJson();
        for (const char* word : {"PIN_MISMATCH", "\"offline\"", "34", "HTTP_503", "60000", "\"dark\"", "\"file\""})
            QVERIFY2(text.contains(word), word);
        for (const char* word : {"ramesh", "anita", "Anita", "office.example", "/home", "outbox"})
            QVERIFY2(!text.contains(word), word);
        QVERIFY(!text.contains(QDir::home().dirName().toUtf8()) || QDir::home().dirName() == QStringLiteral("root"));
    }
};

QTEST_MAIN(DiagnosticsTest)
#include "DiagnosticsTest.moc"
