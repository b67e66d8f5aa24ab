// The server's answers on a stick: what becomes of a photograph by them, and what is refused.
#include "core/sync/StickUnpacking.h"
#include "core/base/Base64Url.h"
#include "core/protocol/BundleRecord.h"
#include "core/sync/StickPacking.h"
#include "tests/support/LaptopBench.h"

#include <QtTest>

using namespace haziri;
using sync::HttpAnswer;
using sync::StickPacking;
using sync::StickUnpacking;

namespace {

const QByteArray kPhoto = "the only picture";

/// A bundle was packed with one mark and its photo; the server's answers are written by hand.
struct Stick : test::LaptopBench {
    QTemporaryDir folder;
    QString out = folder.filePath(QStringLiteral("out")), in = folder.filePath(QStringLiteral("in"));
    FileId file;

    Stick() {
        sync::ServerKeys keys = client->keys();
        keys.box = QByteArray(31, '\x09') + '\x01';
        client->setKeys(keys);
        mark(kPhoto);
        file = *profile->outbox().queue(1, true)->at(0).fileId;
        auto job = StickPacking::begin(parts(), out);
        while (job && *(*job)->step()) {
        }
    }
    sync::StickParts parts() {
        return {profile->outbox(), profile->identity(), *client, *engine, server.clock, random};
    }
    void answerPhoto(int status, const QByteArray& code, bool isSigned = true) {
        const auto asked = sealed::BundleReader::open(out);
        const QByteArray id = protocol::BundleHeader::read((*asked)->header()).bundleId;
        const QJsonObject note = QJsonDocument::fromJson(*profile->outbox().value(sync::bundleValueName(id))).object();
        HttpAnswer answer;
        answer.status = status;
        answer.body = "{\"code\":\"" + code + "\",\"title\":\"x\"}";
        server.sign(answer, isSigned ? kPhoto : QByteArray("another picture"));
        const QByteArray head = QJsonDocument(QJsonObject{{QStringLiteral("type"), QStringLiteral("photo")},
                                                          {QStringLiteral("fileId"), file.toString()},
                                                          {QStringLiteral("status"), status},
                                                          {QStringLiteral("signature"),
                                                           QString::fromLatin1(answer.header("haziri-signature"))}})
                                    .toJson(QJsonDocument::Compact);
        auto key = *fromBase64Url(note[QStringLiteral("answerKey")].toString().toLatin1());
        auto writer = sealed::BundleWriter::create(in, protocol::kAnswersMark + id,
                                                   crypto::SecretBytes::take(std::move(key)), random);
        QVERIFY(writer.has_value());
        QVERIFY((*writer)->add(protocol::BundleRecord{"photo", head, answer.body, {}}.toBytes()));
        QVERIFY((*writer)->finish());
    }
    /// The code of what stopped it; empty where all was taken.
    QByteArray take() {
        auto job = StickUnpacking::begin(parts(), in);
        if (!job) return job.error().code;
        for (;;) {
            const auto more = (*job)->step();
            if (!more) return more.error().code;
            if (!*more) return {};
        }
    }
    bool isKept() { return profile->outbox().photo(file).has_value(); }
};

} // namespace

class StickUnpackingTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void onlyOneWordForgetsAPhoto_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("kept");
        QTest::newRow("erased") << 410 << QByteArray("FILE_ERASED") << false;
        QTest::newRow("gone for another reason") << 410 << QByteArray("CODE_EXPIRED") << true;
        QTest::newRow("gone, without a word") << 410 << QByteArray() << true;
        QTest::newRow("the word with another status") << 404 << QByteArray("FILE_ERASED") << true;
        QTest::newRow("other bytes than announced") << 422 << QByteArray("PHOTO_MISMATCH") << true;
    }
    void onlyOneWordForgetsAPhoto() {
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(bool, kept);
        Stick stick;
        stick.answerPhoto(status, code);
        QCOMPARE(stick.take(), QByteArray());
        QCOMPARE(stick.isKept(), kept);
    }
    void anAnswerToAnotherPictureForgetsNothing() {
        Stick stick;
        stick.answerPhoto(410, "FILE_ERASED", false);
        QVERIFY(!stick.take().isEmpty());
        QVERIFY(stick.isKept());
    }
};

QTEST_GUILESS_MAIN(StickUnpackingTest)
#include "StickUnpackingTest.moc"
