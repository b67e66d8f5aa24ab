// Whole files: replaced at once, for their owner only, and nothing left lying about after a failure.
#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace haziri::sealed;

namespace {
constexpr auto kOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
} // namespace

class DurableFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

  private Q_SLOTS:
    void writesAndReplaces() {
        const QString path = m_folder.filePath(QStringLiteral("file"));
        for (const QByteArray& content : {QByteArray("first, and longer"), QByteArray("second"), QByteArray("")}) {
            QVERIFY(writeDurably(path, content));
            const auto read = readWhole(path, 100);
            QVERIFY(read);
            QCOMPARE(*read, content);
            QVERIFY(QFile::permissions(path) & QFile::ReadOwner);
            QVERIFY(!(QFile::permissions(path) & kOthers));
        }
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(QStringLiteral("file")));
    }

    void aFileThatWasOpenToAllBecomesTheOwners() {
        const QString path = m_folder.filePath(QStringLiteral("open"));
        QVERIFY(writeDurably(path, "x", false));
        QVERIFY(QFile::setPermissions(path, kOwner | kOthers));
        QVERIFY(writeDurably(path, "secret"));
        QVERIFY(!(QFile::permissions(path) & kOthers));
    }

    void failuresLeaveTheOldContent() {
        const QString path = m_folder.filePath(QStringLiteral("kept"));
        QVERIFY(writeDurably(path, "old"));
        const auto nowhere = writeDurably(m_folder.filePath(QStringLiteral("absent/file")), "x");
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, "IO_ERROR");
        const auto folder = writeDurably(m_folder.path(), "x"); // a folder is no file
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, "IO_ERROR");
        QCOMPARE(*readWhole(path, 10), "old");
    }

    // A limit on the file's size stops the write midway, as a full disk does.
    void aFullDiskIsAnErrorAndTheOldContentStays() {
        const QString path = m_folder.filePath(QStringLiteral("full"));
        QVERIFY(writeDurably(path, "old"));
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        signal(SIGXFSZ, SIG_IGN);
        const rlimit small{50'000, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto full = writeDurably(path, QByteArray(100'000, 'x'));
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!full);
        QCOMPARE(full.error().code, "IO_ERROR");
        QCOMPARE(*readWhole(path, 100), "old");
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("full*")}, QDir::Files | QDir::Hidden).size(), 1);
    }

    // What is small lies in a buffer until the file is closed: the keys of a laptop, three hundred bytes, came to
    // nothing on a full disk without a word.
    void aDiskWithoutRoomForOneByteLeavesTheOldContent() {
        const QString path = m_folder.filePath(QStringLiteral("small"));
        QVERIFY(writeDurably(path, "old"));
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        signal(SIGXFSZ, SIG_IGN);
        for (const rlim_t room : {0, 1, 299}) {
            const rlimit small{room, before.rlim_max};
            QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
            const auto full = writeDurably(path, QByteArray(300, 'x'));
            QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
            QVERIFY(!full);
            QCOMPARE(full.error().code, "IO_ERROR");
            QCOMPARE(*readWhole(path, 1000), "old");
        }
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("small*")}, QDir::Files | QDir::Hidden).size(), 1);
    }

    void foldersAreMadeOnceAndNeverOverAFile() {
        const QString path = m_folder.filePath(QStringLiteral("made/deep"));
        QVERIFY(makeFolderDurably(path));
        QVERIFY(QDir(path).exists());
        QVERIFY(makeFolderDurably(path));
        QVERIFY(writeDurably(path + QStringLiteral("/file"), "x"));
        QCOMPARE(makeFolderDurably(path + QStringLiteral("/file")).error().code, "IO_ERROR");
    }

    void readingHasLimitsAndCodes() {
        const QString path = m_folder.filePath(QStringLiteral("ten"));
        QVERIFY(writeDurably(path, "0123456789"));
        QCOMPARE(*readWhole(path, 10), "0123456789");
        QCOMPARE(readWhole(path, 9).error().code, "FILE_TOO_LARGE");
        QCOMPARE(readWhole(QStringLiteral("/dev/zero"), 1000).error().code, "FILE_TOO_LARGE");
        QCOMPARE(readWhole(path + QStringLiteral("x"), 10).error().code, "FILE_MISSING");
        QCOMPARE(readWhole(m_folder.path(), 10).error().code, "IO_ERROR");
    }
};

QTEST_APPLESS_MAIN(DurableFileTest)
#include "DurableFileTest.moc"
