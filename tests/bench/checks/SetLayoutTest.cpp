// Whose picture is whose: each common way of laying a set out, and what is said where nothing can be measured.
#include "tests/bench/face/SetLayout.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri::bench;

class SetLayoutTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;

    void put(const QString& path, const QByteArray& bytes = "not looked at here") const {
        QVERIFY(QDir(m_dir->path()).mkpath(QFileInfo(path).path()));
        QFile file(m_dir->filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    void put(const QStringList& paths) const {
        for (const QString& path : paths)
            put(path);
    }
    /// "person: picture, picture; person: …", pictures by their names.
    static QString people(const SetLayout& layout) {
        QString text, last;
        for (const ListedPicture& one : layout.pictures) {
            text += one.person != last ? (text.isEmpty() ? QString() : QStringLiteral("; ")) + one.person + u':'
                                       : QStringLiteral(",");
            text += u' ' + QFileInfo(one.path).fileName();
            last = one.person;
        }
        return text;
    }

  private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void layouts_data() {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QStringList& files, const char* expected, const char* words) {
            QTest::newRow(name) << files << QString::fromUtf8(expected) << QString::fromUtf8(words);
        };
        const auto list = [](const char* files) { return QString::fromUtf8(files).split(u'|'); };
        row("a folder a person", list("Amit/1.jpg|Amit/2.PNG|Bela/x.jpeg"), "Amit: 1.jpg, 2.PNG; Bela: x.jpeg",
            "people are the folders");
        row("pictures deeper down", list("Amit/monday/1.jpg|Amit/friday/2.jpg|Bela/monday/3.jpg|Bela/friday/4.jpg"),
            "Amit: 2.jpg, 1.jpg; Bela: 4.jpg, 3.jpg", "people are the folders");
        row("wrapped twice", list("lfw/lfw/Amit/1.jpg|lfw/lfw/Bela/2.jpg"), "Amit: 1.jpg; Bela: 2.jpg",
            "people are the folders");
        row("in parts", list("train/Amit/1.jpg|train/Bela/2.jpg|test/Amit/3.jpg|test/Chand/4.jpg"),
            "Amit: 3.jpg, 1.jpg; Bela: 2.jpg; Chand: 4.jpg", "2 levels below");
        row("one part", list("images/Amit/1.jpg|images/Bela/2.jpg"), "Amit: 1.jpg; Bela: 2.jpg",
            "people are the folders");
        row("side by side, numbered", list("Amit_Rao_0001.jpg|Amit_Rao_0002.jpg|Bela_0001.jpg"),
            "Amit_Rao: Amit_Rao_0001.jpg, Amit_Rao_0002.jpg; Bela: Bela_0001.jpg", "up to the number");
        row("side by side, other signs", list("amit-1.png|amit-2.png|bela (1).png|bela (2).png"),
            "amit: amit-1.png, amit-2.png; bela: bela (1).png, bela (2).png", "up to the number");
        row("side by side, by first word", list("00012_930831_fa.ppm|00012_930831_fb.ppm|00013_930831_fa.ppm"),
            "00012: 00012_930831_fa.ppm, 00012_930831_fb.ppm; 00013: 00013_930831_fa.ppm", "first word");
        row("side by side, in one folder", list("faces/a_1.jpg|faces/a_2.jpg|faces/b_1.jpg"),
            "a: a_1.jpg, a_2.jpg; b: b_1.jpg", "up to the number");
        row("side by side, in a folder of any name", list("mine/a_1.jpg|mine/a_2.jpg|mine/b_1.jpg"),
            "a: a_1.jpg, a_2.jpg; b: b_1.jpg", "up to the number");
        row("one picture a person", list("amit.jpg|bela.jpg"), "amit: amit.jpg; bela: bela.jpg",
            "each picture is somebody");
    }
    void layouts() {
        QFETCH(QStringList, files);
        QFETCH(QString, expected);
        QFETCH(QString, words);
        put(files);
        const SetLayout layout = layoutOf(m_dir->path());
        QCOMPARE(layout.problem, QString());
        QCOMPARE(people(layout), expected);
        QVERIFY2(layout.words.contains(words), qPrintable(layout.words));
    }

    void fewFoldersWithManyBelowAreNotPeople() {
        for (int person = 0; person < 12; ++person)
            put(QStringLiteral("%1/m%2/1.jpg")
                    .arg(person < 6 ? QStringLiteral("north") : QStringLiteral("south"))
                    .arg(person));
        const SetLayout layout = layoutOf(m_dir->path());
        QCOMPARE(layout.pictures.size(), 12);
        QCOMPARE(layout.pictures.first().person, QStringLiteral("m0"));
        QVERIFY(layout.words.contains(QStringLiteral("2 levels below")));
        // Whoever knows better says so.
        QCOMPARE(layoutOf(m_dir->path(), {.depth = 1, .labels = {}}).pictures.first().person, QStringLiteral("north"));
        QVERIFY(layoutOf(m_dir->path(), {.depth = 3, .labels = {}}).problem.contains(QStringLiteral("3 levels below")));
    }

    void aListOfLabelsIsFound_data() {
        QTest::addColumn<QByteArray>("list");
        QTest::newRow("celeba") << QByteArray("000001.jpg 2880\n000002.jpg 17\n000003.jpg 2880\n000009.jpg 4\n");
        QTest::newRow("csv with a heading")
            << QByteArray("file,person\n000001.jpg,2880\n000002.jpg,17\nimg/000003.jpg,2880\ngone.jpg,4\n");
        QTest::newRow("the person first")
            << QByteArray("2880\t000001.jpg\n17\t000002.jpg\n2880\t000003.jpg\n4\tgone.jpg\n");
    }
    void aListOfLabelsIsFound() {
        QFETCH(QByteArray, list);
        put({QStringLiteral("img/000001.jpg"), QStringLiteral("img/000002.jpg"), QStringLiteral("img/000003.jpg"),
             QStringLiteral("img/000004.jpg")});
        put(QStringLiteral("identity.txt"), list);
        const SetLayout layout = layoutOf(m_dir->path());
        QCOMPARE(people(layout), QStringLiteral("17: 000002.jpg; 2880: 000001.jpg, 000003.jpg"));
        QCOMPARE(layout.missing, 1);
        QCOMPARE(layout.loosePictures, 1);
    }
    void aListThatIsNamedIsObeyed() {
        put({QStringLiteral("a/1.jpg"), QStringLiteral("b/2.jpg")});
        put(QStringLiteral("who.txt"), "a/1.jpg,X\nb/2.jpg,X\n");
        QCOMPARE(people(layoutOf(m_dir->path())), QStringLiteral("a: 1.jpg; b: 2.jpg"));
        QCOMPARE(people(layoutOf(m_dir->path(), {.depth = 0, .labels = m_dir->filePath(QStringLiteral("who.txt"))})),
                 QStringLiteral("X: 1.jpg, 2.jpg"));
        put(QStringLiteral("empty.txt"), "nothing\n");
        const QString none = m_dir->filePath(QStringLiteral("empty.txt"));
        QVERIFY(
            layoutOf(m_dir->path(), {.depth = 0, .labels = none}).problem.contains(QStringLiteral("names no picture")));
    }
    void aListOfPairsIsFoundBesideOrAbove() {
        put({QStringLiteral("lfw/A/A_0001.jpg"), QStringLiteral("lfw/B/B_0001.jpg")});
        put(QStringLiteral("pairs.txt"), "10 300\n");
        QCOMPARE(layoutOf(m_dir->path()).pairsFile, m_dir->filePath(QStringLiteral("pairs.txt")));
        QCOMPARE(layoutOf(m_dir->filePath(QStringLiteral("lfw"))).pairsFile,
                 m_dir->filePath(QStringLiteral("pairs.txt")));
        QCOMPARE(people(layoutOf(m_dir->path())), QStringLiteral("A: A_0001.jpg; B: B_0001.jpg"));
    }

    void whatIsNoPictureIsCounted() {
        put({QStringLiteral("A/1.jpg"), QStringLiteral("A/notes.txt"), QStringLiteral("A/.DS_Store"),
             QStringLiteral("readme.md"), QStringLiteral("loose.jpg"), QStringLiteral("empty/.keep")});
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(Qt::gray);
        QVERIFY(image.save(m_dir->filePath(QStringLiteral("A/subject01.happy")), "png")); // known by its first bytes
        const SetLayout layout = layoutOf(m_dir->path());
        QCOMPARE(people(layout), QStringLiteral("A: 1.jpg, subject01.happy"));
        QCOMPARE(layout.loosePictures, 1);
        QCOMPARE(layout.otherFiles, 2); // hidden files are not even looked at
    }
    void nothingToMeasureIsSaid() {
        QVERIFY(layoutOf(m_dir->path()).problem.contains(QStringLiteral("is empty")));
        put(QStringLiteral("notes.txt"));
        QVERIFY(layoutOf(m_dir->path()).problem.contains(QStringLiteral("holds no pictures")));
    }
    void linksInACircleEnd() {
        put(QStringLiteral("A/1.jpg"));
        put(QStringLiteral("B/2.jpg"));
        QVERIFY(QFile::link(m_dir->path(), m_dir->filePath(QStringLiteral("A/round"))));
        QCOMPARE(layoutOf(m_dir->path()).pictures.size(), 2);
    }
};

QTEST_GUILESS_MAIN(SetLayoutTest)
#include "SetLayoutTest.moc"
