#include "core/capture/ImageFolderSource.h"
#include "core/capture/SourceSpec.h"
#include "tests/support/ManualClock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using namespace haziri::capture;

namespace {
void paint(const QString& path, QRgb colour, const char* format = "png") {
    QImage image(32, 24, QImage::Format_RGB32);
    image.fill(colour);
    QVERIFY(image.save(path, format));
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}
} // namespace

class ImageFolderSourceTest : public QObject {
    Q_OBJECT

    test::ManualClock m_clock;

    // Runs a source to its end, asking for each next picture; gives the labels in order.
    static QStringList labelsOf(FrameSource& source) {
        QStringList labels;
        QObject::connect(&source, &FrameSource::frame, &source, [&](const Frame& frame) {
            QVERIFY(!frame.image.isNull());
            QCOMPARE(frame.number, qint64(labels.size()));
            labels.append(frame.label);
            QMetaObject::invokeMethod(
                &source, [&source] { source.next(); }, Qt::QueuedConnection);
        });
        QSignalSpy finished(&source, &FrameSource::finished);
        source.start();
        while (finished.isEmpty() && finished.wait(2000)) {
        }
        if (finished.size() != 1) labels.append(QStringLiteral("never finished"));
        return labels;
    }

  private Q_SLOTS:
    void picturesComeInNameOrderAndNoneTwice() {
        const QTemporaryDir dir;
        for (const char* name : {"b.png", "a.jpg", "10.png", "2.png", "Z.PNG", "c.jpeg"})
            paint(dir.filePath(QLatin1String(name)), 0xff808080,
                  QByteArray(name).toLower().endsWith("png") ? "png" : "jpg");
        write(dir.filePath(QStringLiteral("notes.txt")), "not a picture");
        QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("deeper")));
        paint(dir.filePath(QStringLiteral("deeper/x.png")), 0xff000000);
        ImageFolderSource source(dir.path(), m_clock);
        QCOMPARE(labelsOf(source),
                 (QStringList{QStringLiteral("10.png"), QStringLiteral("2.png"), QStringLiteral("Z.PNG"),
                              QStringLiteral("a.jpg"), QStringLiteral("b.png"), QStringLiteral("c.jpeg")}));
    }

    void nothingComesUnasked() {
        const QTemporaryDir dir;
        paint(dir.filePath(QStringLiteral("1.png")), 0xffff0000);
        paint(dir.filePath(QStringLiteral("2.png")), 0xff00ff00);
        ImageFolderSource source(dir.path(), m_clock);
        QSignalSpy frames(&source, &FrameSource::frame);
        QSignalSpy finished(&source, &FrameSource::finished);
        source.start();
        QCOMPARE(frames.size(), 1);
        source.next();
        QCOMPARE(frames.size(), 2);
        QCOMPARE(finished.size(), 0);
        source.next();
        QCOMPARE(finished.size(), 1);
        source.next();
        QCOMPARE(finished.size(), 1);
    }

    void damagedPicturesAreSkippedAloud() {
        const QTemporaryDir dir;
        paint(dir.filePath(QStringLiteral("1.png")), 0xffff0000);
        write(dir.filePath(QStringLiteral("2.jpg")), {});
        write(dir.filePath(QStringLiteral("3.jpg")), "no picture at all");
        QFile whole(dir.filePath(QStringLiteral("1.png")));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        write(dir.filePath(QStringLiteral("4.png")), whole.readAll().first(30));
        paint(dir.filePath(QStringLiteral("5.png")), 0xffff0000);
        ImageFolderSource source(dir.path(), m_clock);
        QSignalSpy skipped(&source, &FrameSource::skipped);
        QCOMPARE(labelsOf(source), (QStringList{QStringLiteral("1.png"), QStringLiteral("5.png")}));
        QCOMPARE(skipped.size(), 3);
        for (const auto& arguments : skipped)
            QCOMPARE(arguments[1].value<haziri::Error>().code, QByteArray("PICTURE_UNREADABLE"));
        QCOMPARE(skipped[0][0].toString(), QStringLiteral("2.jpg"));
    }

    void emptyAndMissingFoldersFail() {
        const QTemporaryDir dir;
        ImageFolderSource empty(dir.path(), m_clock), missing(dir.filePath(QStringLiteral("none")), m_clock);
        QSignalSpy emptyFailed(&empty, &FrameSource::failed), missingFailed(&missing, &FrameSource::failed);
        empty.start();
        missing.start();
        QCOMPARE(emptyFailed.at(0).at(0).value<haziri::Error>().code, QByteArray("FILE_UNREADABLE"));
        QCOMPARE(missingFailed.at(0).at(0).value<haziri::Error>().code, QByteArray("FILE_MISSING"));
    }

    void stoppedMeansSilent() {
        const QTemporaryDir dir;
        paint(dir.filePath(QStringLiteral("1.png")), 0xffff0000);
        ImageFolderSource source(dir.path(), m_clock);
        source.start();
        source.stop();
        QSignalSpy finished(&source, &FrameSource::finished), frames(&source, &FrameSource::frame);
        source.next();
        QCOMPARE(finished.size() + frames.size(), 0);
    }

    void specsAreReadStrictly() {
        QCOMPARE(SourceSpec::parse(QStringLiteral("default"))->kind, SourceSpec::Kind::DefaultCamera);
        QCOMPARE(*SourceSpec::parse(QStringLiteral("device:/dev/video2")),
                 (SourceSpec{SourceSpec::Kind::Device, QStringLiteral("/dev/video2")}));
        QCOMPARE(*SourceSpec::parse(QStringLiteral("file:/a:b/c")),
                 (SourceSpec{SourceSpec::Kind::File, QStringLiteral("/a:b/c")}));
        for (const QString& text : {QString(), QStringLiteral("Default"), QStringLiteral("file:"),
                                    QStringLiteral("device:"), QStringLiteral("http://x"), QStringLiteral("/a/b")}) {
            const auto spec = SourceSpec::parse(text);
            QVERIFY2(!spec.has_value(), qPrintable(text));
            QCOMPARE(spec.error().code, QByteArray("SOURCE_INVALID"));
        }
        for (const QString& text : {QStringLiteral("default"), QStringLiteral("device:x"), QStringLiteral("file:/y")})
            QCOMPARE(SourceSpec::parse(text)->toString(), text);
    }

    void theSourceFitsThePath() {
        const QTemporaryDir dir;
        paint(dir.filePath(QStringLiteral("1.png")), 0xffff0000);
        write(dir.filePath(QStringLiteral("film.avi")), "RIFF");
        const auto open = [&](const QString& path) { return openSource({SourceSpec::Kind::File, path}, m_clock); };
        const auto folder = open(dir.path());
        QCOMPARE((*folder)->pace(), Pace::Stepped);
        QCOMPARE((*folder)->name().kind, SourceKind::File);
        QCOMPARE((*folder)->name().name, QFileInfo(dir.path()).fileName());
        const auto picture = open(dir.filePath(QStringLiteral("1.png")));
        QCOMPARE((*picture)->pace(), Pace::Stepped);
        QCOMPARE(labelsOf(**picture), QStringList{QStringLiteral("1.png")});
        const auto film = open(dir.filePath(QStringLiteral("film.avi")));
        QCOMPARE((*film)->pace(), Pace::Live);
        QCOMPARE((*film)->name(), (SourceName{SourceKind::File, QStringLiteral("film.avi")}));
        QCOMPARE(open(QStringLiteral("/nowhere")).error().code, QByteArray("FILE_MISSING"));
    }
};

QTEST_MAIN(ImageFolderSourceTest)
#include "ImageFolderSourceTest.moc"
