// Attackers who come with photographs and faces, each against a server process with the real models: the rows of
// resources/docs/threats.md by their names.
#include "core/face/FaceEngine.h"
#include "core/face/Picture.h"
#include "tests/support/RealServer.h"
#include "tests/support/Scenes.h"
#include "tests/support/TestPictures.h"

#include <QElapsedTimer>
#include <QPainter>

using namespace haziri;
using namespace haziri::test;
using protocol::PacketStatus;

class AttackerPhotosTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Client> m_gate, m_far, m_thekedar, m_hr;

    /// The mark once the server has looked at its photograph.
    QJsonObject judged(const QString& packetId) {
        QElapsedTimer timer;
        timer.start();
        for (;;) {
            const auto mark = m_hr->markOf(packetId);
            if (mark.contains(QLatin1String("photoCheck")) || timer.elapsed() > 60'000) return mark;
            QTest::qWait(100);
        }
    }
    static QString statusOf(const QJsonObject& mark) { return mark[QLatin1String("status")].toString(); }
    static QJsonArray codes(std::initializer_list<const char*> all) {
        QJsonArray array;
        for (const char* one : all)
            array.append(QLatin1String(one));
        return array;
    }

  private Q_SLOTS:
    void initTestCase() {
        const QString missing = missingPictures();
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        useTestModels();
        m_server = std::make_unique<RealServer>();
        m_gate = std::make_unique<Client>(*m_server, "sup", m_server->site);
        m_far = std::make_unique<Client>(*m_server, "sup2", m_server->farSite);
        m_thekedar = std::make_unique<Client>(*m_server, "thek", m_server->site);
        m_thekedar->registerThekedarKey();
        m_hr = std::make_unique<Client>(*m_server, "hr", m_server->site);
    }

    void samePhotoAgainOnTheSameOrAnotherRoll() {
        const QByteArray photo = face::toJpeg(scene(1), 640, 85);
        int quality = 60; // each copy other bytes than the one before
        const QString first = m_gate->record(m_server->addWorker("Asha"), photo);
        QCOMPARE(statusOf(judged(first)), QStringLiteral("accepted"));
        for (Client* roll : {m_gate.get(), m_far.get()}) {
            const auto cut = brightened(scene(1).copy(20, 15, 600, 450), 1.1);
            const QString again = roll->record(m_server->addWorker("Bala"), face::toJpeg(cut, 640, quality += 5));
            const auto mark = judged(again);
            QCOMPARE(statusOf(mark), QStringLiteral("held"));
            QCOMPARE(mark[QLatin1String("codes")].toArray(), codes({"PHOTO_REUSE"}));
            QCOMPARE(m_hr->eventsOf(again, "PHOTO_REUSE"), 1);
        }
        QCOMPARE(statusOf(m_hr->markOf(first)), QStringLiteral("accepted"));
        // Byte for byte it is held at once.
        const auto exact = m_gate->send(m_gate->mark(m_server->addWorker("Chand"), photo));
        QCOMPARE(exact.status, PacketStatus::Held);
        QCOMPARE(exact.code, "PHOTO_REUSE");
    }

    void onePersonEnrolledTwiceAndAPhotoOfSomebodyElse() {
        auto engine = must(face::FaceEngine::loadStandard());
        const auto shots = johns().values();
        const auto templatesOf = [&](int person, int from) {
            QList<protocol::Template> all;
            for (int i = from; i < from + 3; ++i) {
                const auto shot = must(engine->readPortrait(must(face::readPicture(shots[person][i]))));
                all.append({shot.embedding.model, shot.embedding.toBytes()});
            }
            return all;
        };
        const auto file = [&](int person, int shot) {
            QFile picture(shots[person][shot]);
            if (!picture.open(QIODevice::ReadOnly)) qFatal("no picture");
            return picture.readAll();
        };
        // One person enrolled twice: under another name, by another shot.
        const auto [first, enrolled] = m_thekedar->enrol("Farid", templatesOf(0, 0));
        QCOMPARE(enrolled.status, PacketStatus::Accepted);
        const auto [other, enrolledToo] = m_thekedar->enrol("Gopal", templatesOf(1, 0));
        QCOMPARE(enrolledToo.status, PacketStatus::Accepted);
        const auto [twin, again] = m_thekedar->enrol("Harish", templatesOf(0, 4));
        QCOMPARE(again.status, PacketStatus::Held);
        QCOMPARE(again.code, "DUPLICATE_FACE");

        // Himself; somebody else in his place; nobody; two people.
        const auto own = judged(m_gate->record(first, file(0, 8)));
        QCOMPARE(statusOf(own), QStringLiteral("accepted"));
        const auto check = own[QLatin1String("photoCheck")].toObject();
        QCOMPARE(check[QLatin1String("outcome")].toString(), QStringLiteral("judged"));
        QVERIFY(check[QLatin1String("score")].toInt() >= 500);
        const QString proxyId = m_gate->record(first, file(1, 8));
        const auto proxy = judged(proxyId);
        QCOMPARE(statusOf(proxy), QStringLiteral("held"));
        QCOMPARE(proxy[QLatin1String("codes")].toArray(), codes({"FACE_MISMATCH"}));
        QCOMPARE(m_hr->eventsOf(proxyId, "FACE_MISMATCH"), 1);
        const auto nobody = judged(m_gate->record(other, face::toJpeg(scene(40))));
        QCOMPARE(statusOf(nobody), QStringLiteral("held"));
        QCOMPARE(nobody[QLatin1String("codes")].toArray(), codes({"FACE_MISMATCH"}));

        QImage both(720, 480, QImage::Format_RGB888);
        both.fill(Qt::darkGray);
        QPainter painter(&both);
        painter.drawImage(QRect(80, 130, 220, 220), must(face::readPicture(shots[1][9])));
        painter.drawImage(QRect(420, 130, 220, 220), must(face::readPicture(shots[3][9])));
        painter.end();
        const auto two = judged(m_gate->record(other, face::toJpeg(both, 720, 90)));
        QCOMPARE(statusOf(two), QStringLiteral("accepted")); // he is on it; that he is not alone is noted
        QVERIFY(two[QLatin1String("photoCheck")].toObject()[QLatin1String("faces")].toInt() == 2);
    }

    void theServerSaysThatItCompares() {
        const auto health = m_server->ask("GET", QStringLiteral("/health"), {}, {}).object();
        QCOMPARE(health[QLatin1String("faces")].toString(), QStringLiteral("ready"));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_server->ask("GET", QStringLiteral("/health"), {}, {}).object()[QLatin1String("photosWaiting")].toInt(-1),
            0, 30'000);
    }
};

QTEST_GUILESS_MAIN(AttackerPhotosTest)
#include "AttackerPhotosTest.moc"
