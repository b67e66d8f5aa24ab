// Holds the tables of threats and of the laptop against the tests it names: a promise whose test is gone is seen here.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

QString read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList captures(const QString& pattern, const QString& text) {
    QStringList all;
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    for (auto match = expression.globalMatch(text); match.hasNext();)
        all << match.next().captured(1);
    return all;
}

} // namespace

class ThreatTableTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_root = qEnvironmentVariable("HAZIRI_SOURCE_DIR");
        QVERIFY2(!m_root.isEmpty(), "HAZIRI_SOURCE_DIR names the sources");
        for (QDirIterator it(m_root + QStringLiteral("/tests"), {QStringLiteral("*Test.cpp")}, QDir::Files,
                             QDirIterator::Subdirectories);
             it.hasNext();) {
            const QString path = it.next();
            const QString program = QFileInfo(path).completeBaseName();
            for (const QString& name : captures(QStringLiteral("^    void (\\w+)\\(\\)"), read(path)))
                m_tests.insert(program + QStringLiteral("::") + name);
        }
        for (const char* client : {"contract/independent/test_contract.py", "contract/independent/test_two_servers.py"})
            for (const QString& name : captures(QStringLiteral("def (test_\\w+)"),
                                                read(m_root + QStringLiteral("/tests/") + QLatin1String(client))))
                m_tests.insert(name);
        for (const QString& name : captures(QStringLiteral("^def (\\w+)\\(e\\)"), // what the soak demands at its end
                                            read(m_root + QStringLiteral("/tests/soak/reckoning.py"))))
            m_tests.insert(QStringLiteral("soak::") + name);
        QVERIFY2(m_tests.size() > 300, "the tests were not found");
    }

    void everyRowNamesItsTestsOrItsGap_data() {
        QTest::addColumn<int>("least");
        QTest::newRow("threats") << 40;
        QTest::newRow("laptop") << 25;
    }
    void everyRowNamesItsTestsOrItsGap() {
        QFETCH(int, least);
        int rows = 0;
        const QString page =
            m_root + QStringLiteral("/resources/docs/%1.md").arg(QLatin1StringView(QTest::currentDataTag()));
        for (const QString& line : read(page).split(u'\n')) {
            const QStringList cells = line.split(u'|');
            if (cells.size() != 5 || cells[1].startsWith(u'-') || cells[3].contains(QStringLiteral("shown by")))
                continue;
            ++rows;
            const QStringList named = captures(QStringLiteral("`((?:\\w+::)?\\w+)`"), cells[3]);
            QVERIFY2(!named.isEmpty() || cells[3].contains(QStringLiteral("**gap**")), qPrintable(line));
            for (const QString& name : named)
                QVERIFY2(m_tests.contains(name),
                         qPrintable(name + QStringLiteral(" is named, and is not there: ") + line));
        }
        QVERIFY2(rows >= least, "the table was not read");
    }

  private:
    QString m_root;
    QSet<QString> m_tests;
};

QTEST_GUILESS_MAIN(ThreatTableTest)
#include "ThreatTableTest.moc"
