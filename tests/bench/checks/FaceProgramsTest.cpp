// The benches of accuracy, run as a reviewer would run them: on a folder with everything in it that folders have.
#include "core/face/Picture.h"
#include "tests/support/Programs.h"
#include "tests/support/Rephotographed.h"
#include "tests/support/TestPictures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using test::execute;
using test::Run;

class FaceProgramsTest : public QObject {
    Q_OBJECT

    static void write(const QString& path, const QByteArray& bytes) {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray bytesOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private Q_SLOTS:
    void initTestCase() {
        test::useTestModels();
        QVERIFY2(test::missingPictures().isEmpty(), qPrintable(test::missingPictures()));
    }

    void aSetWithEverythingThatGoesWrong() {
        const QTemporaryDir dir;
        const auto at = [&dir](const QString& name) { return dir.filePath(name); };
        const auto people = test::johns();
        QByteArray pairs;
        for (auto person = people.cbegin(); person != people.cend(); ++person)
            for (int i = 0; i < 4; ++i) {
                const QString part = i < 2 ? QStringLiteral("train") : QStringLiteral("test");
                const QString name =
                    QStringLiteral("%1/%2/%2_%3.jpg").arg(part, person.key()).arg(i + 1, 4, 10, QChar(u'0'));
                write(at(name), bytesOf(person->at(i)));
                if (i == 3) pairs += person.key().toUtf8() + "\t1\t4\n";
            }
        const QStringList names = people.keys();
        for (int i = 0; i < 5; ++i)
            pairs += names[i].toUtf8() + "\t1\t" + names[(i + 1) % 5].toUtf8() + "\t2\n";
        write(at(QStringLiteral("pairs.txt")), "1\t5\n" + pairs);
        const QString broken = QStringLiteral("train/") + names[0];
        write(at(broken + QStringLiteral("/cut.jpg")), bytesOf(people.first().first()).left(900));
        write(at(broken + QStringLiteral("/empty.jpg")), {});
        write(at(broken + QStringLiteral("/words.png")), "this is no picture");
        QImage grey(200, 200, QImage::Format_Grayscale8);
        grey.fill(90);
        QVERIFY(grey.save(at(broken + QStringLiteral("/nobody.png"))));
        // One picture of somebody else, in a format of its own.
        QVERIFY(QDir().mkpath(at(QStringLiteral("test/Alone"))));
        const QImage group = *face::readPicture(test::groups().first());
        QVERIFY(group.save(at(QStringLiteral("test/Alone/only.webp")), "webp"));

        const QString json = at(QStringLiteral("figures.json"));
        const Run run = execute("FaceAccuracy", {dir.path().toUtf8(), "--json", json.toUtf8(), "--list"});
        QVERIFY2(run.exitCode == 0, run.out + run.err);
        const QJsonObject figures = QJsonDocument::fromJson(bytesOf(json)).object();
        const QJsonObject set = figures[QStringLiteral("set")].toObject();
        QCOMPARE(set[QStringLiteral("people")].toInt(), 6);
        QCOMPARE(set[QStringLiteral("pictures")].toInt(), 25);
        QVERIFY(set[QStringLiteral("unreadable")].toInt() >= 2); // a cut JPEG may still show its upper part
        QVERIFY(set[QStringLiteral("noFace")].toInt() >= 1);
        QVERIFY(set[QStringLiteral("unreadable")].toInt() + set[QStringLiteral("noFace")].toInt() == 4);
        QCOMPARE(set[QStringLiteral("peopleWithOnePicture")].toInt(), 1);
        const QJsonObject verification = figures[QStringLiteral("verification")].toObject();
        QCOMPARE(verification[QStringLiteral("genuinePairs")].toInt(), 5 * 6);
        QCOMPARE(verification[QStringLiteral("tar")].toArray().at(1)[QStringLiteral("tar")].toDouble(), 1.0);
        QCOMPARE(figures[QStringLiteral("pairs")][QStringLiteral("accuracy")].toDouble(), 1.0);
        QVERIFY(!figures[QStringLiteral("identification")].toArray().isEmpty());
        QVERIFY(run.out.contains("words.png: unreadable"));
        QVERIFY(run.out.contains("nobody.png: no face"));
        QVERIFY(run.out.contains("not measured, since the set has too few people: N 50"));
    }

    void whatCannotBeMeasuredIsSaid() {
        const QTemporaryDir dir;
        Run run = execute("FaceAccuracy", {dir.path().toUtf8()});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.err.contains("is empty"), run.err);
        write(dir.filePath(QStringLiteral("A/1.jpg")), "no picture");
        run = execute("FaceAccuracy", {dir.path().toUtf8()});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.err.contains("shows a face"), run.err);
        QCOMPARE(execute("FaceAccuracy", {"/nowhere"}).exitCode, 2);
        QCOMPARE(execute("FaceAccuracy", {}).exitCode, 2);
    }

    // Pictures that are made say nothing about real prints; what is seen is that such a set runs through, and that the
    // judgement does not point the wrong way.
    void peoplePrintsAndScreens() {
        const QTemporaryDir dir;
        auto engine = face::FaceEngine::loadStandard();
        QVERIFY(engine.has_value());
        int people = 0;
        for (const QString& path : test::groups()) {
            const QImage photograph = *face::readPicture(path);
            const auto faces = (*engine)->detect(photograph);
            QVERIFY(faces.has_value());
            for (const face::FaceBox& face : *faces) {
                const auto view = test::viewOf(photograph, face);
                if (!view || face.box.height() < 75 || people == 6) continue;
                const auto frame = [&](const char* kind, int moment, const QImage& image) {
                    const QString folder =
                        dir.filePath(QStringLiteral("%1/p%2").arg(QLatin1StringView(kind)).arg(people));
                    QVERIFY(QDir().mkpath(folder));
                    QVERIFY(image.save(QStringLiteral("%1/%2.jpg").arg(folder).arg(moment), "jpg", 90));
                };
                const QImage print = test::heldUp(*view, test::Trick::Print),
                             screen = test::heldUp(*view, test::Trick::Screen);
                for (int moment = 0; moment < 6; ++moment) {
                    frame("live", moment, test::liveFrame(*view, moment, quint32(100 * people)));
                    frame("spoof/print", moment, test::attackFrame(print, moment, quint32(100 * people + 31)));
                    frame("spoof/screen", moment, test::attackFrame(screen, moment, quint32(100 * people + 62)));
                }
                ++people;
            }
        }
        QVERIFY2(people >= 4, QByteArray::number(people));
        const Run run = execute("LivenessAccuracy",
                                {dir.path().toUtf8(), "--json", dir.filePath(QStringLiteral("l.json")).toUtf8()});
        QVERIFY2(run.exitCode == 0, run.out + run.err);
        qInfo("%s", run.out.constData());
        const QJsonObject figures = QJsonDocument::fromJson(bytesOf(dir.filePath(QStringLiteral("l.json")))).object();
        const QJsonObject live = figures[QStringLiteral("live")].toObject(),
                          spoof = figures[QStringLiteral("spoof")].toObject();
        QCOMPARE(live[QStringLiteral("pictures")].toInt(), 6 * people);
        QCOMPARE(spoof[QStringLiteral("pictures")].toInt(), 12 * people);
        QCOMPARE(live[QStringLiteral("unreadable")].toInt() + spoof[QStringLiteral("unreadable")].toInt(), 0);
        QVERIFY(live[QStringLiteral("sequences")].toInt() > 0 && spoof[QStringLiteral("sequences")].toInt() > 0);
        QVERIFY(live[QStringLiteral("mean")].toDouble() > spoof[QStringLiteral("mean")].toDouble());
        QCOMPARE(execute("LivenessAccuracy", {dir.filePath(QStringLiteral("live/p0")).toUtf8()}).exitCode, 1);
    }
};

QTEST_GUILESS_MAIN(FaceProgramsTest)
#include "FaceProgramsTest.moc"
