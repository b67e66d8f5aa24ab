// A disk that is full at the last byte, and one that is full at the first.
#include "core/base/WholeFile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace haziri;

class WholeFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

    // A limit on the file's size stops its writes as a full disk does.
    bool writesWithin(const QString& path, const QByteArray& content, rlim_t room) {
        QSaveFile file(path);
        rlimit before{};
        if (!file.open(QIODevice::WriteOnly) || getrlimit(RLIMIT_FSIZE, &before) != 0) return false;
        signal(SIGXFSZ, SIG_IGN);
        const rlimit small{room, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const bool done = file.write(content) == content.size() && commitWhole(file);
        setrlimit(RLIMIT_FSIZE, &before);
        return done;
    }

  private Q_SLOTS:
    void theOldContentOrTheNewOne() {
        const QString path = m_folder.filePath(QStringLiteral("file"));
        QVERIFY(writesWithin(path, "old", 1'000'000));
        for (const int size : {1, 300, 16'383, 16'384, 16'385, 40'000}) {
            for (const int missing : {1, (size + 1) / 2, size}) {
                QVERIFY2(!writesWithin(path, QByteArray(size, 'x'), rlim_t(size - missing)),
                         qPrintable(QStringLiteral("%1 bytes, room for %2").arg(size).arg(size - missing)));
                QCOMPARE(contentOf(path), QByteArray("old"));
            }
        }
        QVERIFY(writesWithin(path, QByteArray(40'000, 'x'), 40'000));
        QCOMPARE(contentOf(path), QByteArray(40'000, 'x'));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void nothingIsCommittedThatWasNeverOpen() {
        QSaveFile file(m_folder.filePath(QStringLiteral("absent/file")));
        QVERIFY(!file.open(QIODevice::WriteOnly));
        QVERIFY(!commitWhole(file));
    }
};

QTEST_GUILESS_MAIN(WholeFileTest)
#include "WholeFileTest.moc"
