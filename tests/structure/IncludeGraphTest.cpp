// Holds the sources against the table of rooms, and shows that a planted violation is seen.
#include "tests/structure/IncludeGraph.h"

#include <QDirIterator>
#include <QTest>

using namespace haziri::structure;

class IncludeGraphTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_root = qEnvironmentVariable("HAZIRI_SOURCE_DIR");
        QVERIFY2(!m_root.isEmpty(), "HAZIRI_SOURCE_DIR names the sources");
        m_table = std::make_unique<RoomTable>(read(QStringLiteral("resources/docs/architecture.md")));
    }

    void theTableIsRead() {
        QVERIFY(m_table->rooms().size() >= 25);
        QVERIFY(m_table->rooms().contains(QStringLiteral("core/base")));
        QVERIFY(m_table->mayUse(QStringLiteral("ui"), QStringLiteral("core/base")));
        QVERIFY(!m_table->mayUse(QStringLiteral("core/base"), QStringLiteral("core/crypto")));
        for (const QString& room : m_table->rooms())
            for (const QString& used : m_table->usedBy(room))
                QVERIFY2(m_table->rooms().contains(used), qPrintable(room + QStringLiteral(" uses unknown ") + used));
    }

    void arrowsPointOneWay() { QCOMPARE(m_table->roomInACircle(), QString()); }

    void everySourceObeysTheTable() {
        QStringList violations;
        int files = 0;
        for (const char* top : {"core", "ui", "app", "server"})
            for (QDirIterator it(m_root + QLatin1Char('/') + QLatin1String(top),
                                 {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                                 QDirIterator::Subdirectories);
                 it.hasNext(); ++files) {
                const QString path = QDir(m_root).relativeFilePath(it.next());
                violations.append(violationsOf(*m_table, path, read(path)));
            }
        QVERIFY2(files > 40, "the sources were not found");
        QVERIFY2(violations.isEmpty(), qPrintable(QLatin1Char('\n') + violations.join(QLatin1Char('\n'))));
    }

    void plantedViolationsAreSeen_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected"); // empty: allowed
        const auto row = [](const char* name, const char* path, const char* line, const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(line)
                                << QString::fromLatin1(expected);
        };
        row("own room", "core/crypto/Hmac.cpp", "#include \"core/crypto/Sha256.h\"", "");
        row("through another room", "core/sync/A.cpp", "#include \"core/base/Result.h\"", "");
        row("against the arrow", "core/base/Ids.cpp", "#include \"core/crypto/Sha256.h\"", "may not use core/crypto");
        row("core to ui", "core/sync/A.cpp", "  #  include <ui/muster/Window.h>", "may not use ui");
        row("core to server", "core/review/A.h", "#include \"server/http/Routes.h\"", "may not use server/http");
        row("ui to server", "ui/review/A.cpp", "#include \"server/audit/AuditLog.h\"", "may not use server/audit");
        row("server to ui", "server/main.cpp", "#include \"ui/App.h\"", "may not use ui");
        row("verifier to store", "server/verify/main.cpp", "#include \"server/store/Types.h\"",
            "may not use server/store");
        row("siblings", "server/vault/A.cpp", "#include \"server/fraud/B.h\"", "may not use server/fraud");
        row("openssl", "core/audit/A.cpp", "#include <openssl/evp.h>", "OpenSSL");
        row("openssl at home", "core/crypto/A.cpp", "#include <openssl/evp.h>", "");
        row("argon2", "server/tokens/A.cpp", "#include <argon2.h>", "Argon2");
        row("opencv", "core/capture/A.cpp", "#include <opencv2/dnn.hpp>", "OpenCV");
        row("http server", "server/sync/A.cpp", "#include <QHttpServerRequest>", "Qt HttpServer");
        row("http server at home", "server/http/A.cpp", "#include <QHttpServer>", "");
        row("widgets in core", "core/muster/A.cpp", "#include <QPushButton>", "Qt Widgets");
        row("widgets in core, spelt out", "core/muster/A.cpp", "#include <QtWidgets/QDialog>", "Qt Widgets");
        row("gui in core", "core/capture/A.cpp", "#include <QPixmap>", "Qt Gui");
        row("image in core", "core/capture/A.cpp", "#include <QImage>", "");
        row("sql in ui", "ui/queue/A.cpp", "#include <QSqlQuery>", "SQL in the window");
        row("sockets in ui", "ui/queue/A.cpp", "#include <QNetworkAccessManager>", "sockets in the window");
        row("cryptography in ui", "ui/setup/A.cpp", "#include \"core/crypto/Hmac.h\"", "cryptography in the window");
        row("password in ui", "ui/setup/A.cpp", "#include \"core/crypto/SecretBytes.h\"", "");
        row("file outside the rooms", "core/Stray.cpp", "#include <QString>", "no room");
        row("folder without a row", "server/stray/A.cpp", "#include <QString>", "no room");
        row("include of no room", "app/main.cpp", "#include \"core/stray/A.h\"", "no room");
        row("not from the root", "ui/queue/A.cpp", "#include \"B.h\"", "not named from the root");
        row("generated", "ui/queue/A.cpp", "#include \"A.moc\"", "");
        row("not an include", "core/base/A.cpp", "// #include <openssl/evp.h>", "");
    }

    void plantedViolationsAreSeen() {
        QFETCH(QString, path);
        QFETCH(QString, line);
        QFETCH(QString, expected);
        const QStringList found = violationsOf(*m_table, path, QStringLiteral("\n") + line + QStringLiteral("\n"));
        if (expected.isEmpty()) {
            QCOMPARE(found, QStringList());
            return;
        }
        QVERIFY2(found.size() == 1, qPrintable(found.join(QLatin1Char('\n'))));
        QVERIFY2(found.first().startsWith(path) && found.first().contains(expected), qPrintable(found.first()));
    }

    void aCircleIsSeen() {
        const RoomTable table(QStringLiteral("| `a` | | `b` |\n| `b` | | `c` |\n| `c` | | `a` |\n"));
        QVERIFY(!table.roomInACircle().isEmpty());
    }

  private:
    QString read(const QString& path) const {
        QFile file(m_root + QLatin1Char('/') + path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    QString m_root;
    std::unique_ptr<RoomTable> m_table;
};

QTEST_APPLESS_MAIN(IncludeGraphTest)
#include "IncludeGraphTest.moc"
