#include "core/face/FaceEngine.h"
#include "tests/support/TestPictures.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>

using namespace haziri;
using namespace haziri::face;

namespace {
QByteArray manifestText(const QByteArray& file, const QByteArray& sha256) {
    QByteArray models;
    for (const char* purpose : {"detect", "landmark", "feature", "liveness"})
        models += QByteArray(models.isEmpty() ? "" : ",") + R"({"purpose":")" + purpose + R"(","file":")" + file +
                  R"(","sha256":")" + sha256 + R"("})";
    return R"({"embeddingModel":"test/1","models":[)" + models + "]}";
}

QByteArray hashOf(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}
} // namespace

class ModelManifestTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theBuiltInOneIsWhole() {
        const auto manifest = ModelManifest::standard();
        QVERIFY2(manifest.has_value(), manifest ? "" : qPrintable(manifest.error().message));
        QCOMPARE(manifest->entries().size(), 4);
        QVERIFY(!manifest->embeddingModel().isEmpty());
    }

    void badManifestsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = manifestText("a.onnx", QByteArray(64, 'a'));
        QVERIFY(ModelManifest::parse(good).has_value());
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << good.chopped(3);
        QTest::newRow("no name") << QByteArray(good).replace("test/1", "");
        QTest::newRow("a purpose missing") << QByteArray(good).replace("liveness", "other");
        QTest::newRow("a purpose twice") << QByteArray(good).replace("liveness", "detect");
        QTest::newRow("short hash") << manifestText("a.onnx", QByteArray(63, 'a'));
        QTest::newRow("no hex") << manifestText("a.onnx", QByteArray(64, 'g'));
        QTest::newRow("upper case") << manifestText("a.onnx", QByteArray(64, 'A'));
        QTest::newRow("a path") << manifestText("../a.onnx", QByteArray(64, 'a'));
        QTest::newRow("no file") << manifestText("", QByteArray(64, 'a'));
    }
    void badManifestsAreRefused() {
        QFETCH(QByteArray, text);
        const auto manifest = ModelManifest::parse(text);
        QVERIFY(!manifest.has_value());
        QCOMPARE(manifest.error().code, QByteArray("MANIFEST_INVALID"));
    }

    void missingModelsAreNamed() {
        const QTemporaryDir empty;
        const auto engine = FaceEngine::load(*ModelManifest::standard(), {empty.path(), QStringLiteral("/nowhere")});
        QVERIFY(!engine.has_value());
        QCOMPARE(engine.error().code, QByteArray("MODEL_MISSING"));
        QVERIFY(engine.error().message.contains(QStringLiteral("fr_detect.onnx")));
        QVERIFY(engine.error().message.contains(empty.path()));
    }

    void damagedModelsAreNamed_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray(99, 'm');
        QTest::newRow("longer") << QByteArray(101, 'm');
        QTest::newRow("one bit") << QByteArray(99, 'm') + 'l';
    }
    void damagedModelsAreNamed() {
        QFETCH(QByteArray, content);
        const QTemporaryDir dir;
        QVERIFY(write(dir.filePath(QStringLiteral("a.onnx")), content));
        const auto manifest = ModelManifest::parse(manifestText("a.onnx", hashOf(QByteArray(100, 'm'))));
        const auto engine = FaceEngine::load(*manifest, {dir.path()});
        QVERIFY(!engine.has_value());
        QCOMPARE(engine.error().code, QByteArray("MODEL_DAMAGED"));
        QVERIFY(engine.error().message.contains(QStringLiteral("a.onnx")));
    }

    // A manifest may vouch for a file that is no model: that too is said, not crashed over.
    void unreadableModelsAreAnError() {
        const QTemporaryDir dir;
        const QByteArray content(100, 'm');
        QVERIFY(write(dir.filePath(QStringLiteral("a.onnx")), content));
        const auto engine =
            FaceEngine::load(*ModelManifest::parse(manifestText("a.onnx", hashOf(content))), {dir.path()});
        QVERIFY(!engine.has_value());
        QCOMPARE(engine.error().code, QByteArray("MODEL_UNREADABLE"));
    }

    void theNextDirectoryIsTried() {
        const QTemporaryDir empty, full;
        const QByteArray content(100, 'm');
        QVERIFY(write(full.filePath(QStringLiteral("a.onnx")), content));
        const auto files =
            ModelManifest::parse(manifestText("a.onnx", hashOf(content)))->find({empty.path(), full.path()});
        QVERIFY(files.has_value());
        QCOMPARE(files->contents.value("feature"), content);
        QCOMPARE(files->embeddingModel, QByteArray("test/1"));
    }

    void theRealOnesLoadAndACutOneDoesNot() {
        test::useTestModels();
        const auto manifest = ModelManifest::standard();
        const auto files = manifest->find(ModelManifest::standardDirectories());
        QVERIFY2(files.has_value(), files ? "" : qPrintable(files.error().message));
        QVERIFY(FaceEngine::load(*manifest, ModelManifest::standardDirectories()).has_value());

        const QTemporaryDir copy;
        for (const auto& entry : manifest->entries()) {
            const QByteArray whole = files->contents.value(entry.purpose);
            QVERIFY(write(copy.filePath(entry.file), entry.purpose == "feature" ? whole.chopped(1) : whole));
        }
        const auto engine = FaceEngine::load(*manifest, {copy.path()});
        QVERIFY(!engine.has_value());
        QCOMPARE(engine.error().code, QByteArray("MODEL_DAMAGED"));
        QVERIFY(engine.error().message.contains(QStringLiteral("fr_feature.onnx")));
    }
};

QTEST_MAIN(ModelManifestTest)
#include "ModelManifestTest.moc"
