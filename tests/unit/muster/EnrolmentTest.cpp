// Bringing a worker in with real photographs: what is refused, and what the signed packet holds.
#include "core/face/MatchRule.h"
#include "core/face/Picture.h"
#include "core/muster/WorkerEnrolment.h"
#include "tests/support/LaptopBench.h"
#include "tests/support/TestPictures.h"

#include <QPainter>
#include <QtTest>

using namespace haziri;
using namespace haziri::muster;

class EnrolmentTest : public QObject {
    Q_OBJECT
    std::unique_ptr<test::LaptopBench> m_bench;
    std::unique_ptr<PacketWriter> m_writer;
    std::unique_ptr<WorkerEnrolment> m_enrolment;
    std::optional<UnlockedPerson> m_thekedar;

    static QImage picture(int person, int number) {
        const auto people = test::johns();
        const QImage face = *face::readPicture(people.values().at(person).at(number));
        QImage canvas(320, 240, QImage::Format_RGB32); // the pictures are tight crops
        canvas.fill(Qt::gray);
        QPainter(&canvas).drawImage((320 - face.width()) / 2, (240 - face.height()) / 2, face);
        return canvas;
    }
    static QImage sideBySide(const QImage& a, const QImage& b) {
        QImage both(a.width() + b.width(), a.height(), QImage::Format_RGB32);
        QPainter painter(&both);
        painter.drawImage(0, 0, a);
        painter.drawImage(a.width(), 0, b);
        return both;
    }
    EnrolRequest request(const QList<QImage>& photos) {
        EnrolRequest wish;
        wish.details.name = "Ravi Kumar";
        wish.details.trade = "mason";
        wish.consent.language = "hi";
        wish.consent.noticeVersion = "1";
        wish.consent.face = !photos.isEmpty();
        wish.photos = photos;
        return wish;
    }
    face::Gallery gallery() {
        std::vector<face::Enrolled> enrolled;
        const auto workers = m_bench->profile->outbox().workers();
        QByteArray model;
        for (const auto& worker : *workers) {
            face::Enrolled one{worker.workerId, worker.name, {}};
            for (const auto& t : worker.templates)
                one.templates.push_back(*face::Embedding::fromBytes(t.model, t.vector));
            if (!worker.templates.isEmpty()) model = worker.templates.constFirst().model;
            enrolled.push_back(std::move(one));
        }
        return face::Gallery(model, enrolled);
    }
    EnrolOutcome enrol(const EnrolRequest& wish) { return m_enrolment->enrol(wish, *m_thekedar, gallery()); }

  private Q_SLOTS:
    void init() {
        const QString missing = test::missingPictures();
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        test::useTestModels();
        m_enrolment.reset();
        m_writer.reset();
        m_bench = std::make_unique<test::LaptopBench>();
        m_writer = std::make_unique<PacketWriter>(*m_bench->profile, m_bench->server.clock, m_bench->random);
        m_enrolment = std::make_unique<WorkerEnrolment>(*m_bench->profile, *m_writer, m_bench->server.clock,
                                                        m_bench->random, QStringList());
        m_thekedar.emplace(UnlockedPerson{{m_bench->server.thekedarId, QStringLiteral("Ramesh"), "thekedar"},
                                          crypto::Ed25519PrivateKey::generate(m_bench->random),
                                          true});
    }

    void threePhotosBecomeASignedEnrolmentThatCanBeMarkedAtOnce() {
        const EnrolOutcome outcome = enrol(request({picture(0, 0), picture(0, 1), picture(0, 2)}));
        QVERIFY2(outcome.ok, outcome.code.constData());
        const auto pending = m_bench->profile->outbox().pending(1, 1 << 22);
        auto payload =
            protocol::UnverifiedJws::read(pending->at(0).jws, protocol::Purpose::Packet)->payloadBeforeVerification();
        const auto packet = protocol::readPacket(*payload);
        const auto body = std::get<protocol::WorkerEnrol>(packet->body);
        QCOMPARE(body.templates.size(), 3);
        auto vouch = protocol::verifyVouch(body.vouch, m_thekedar->key.publicKey());
        QVERIFY2(vouch.has_value(), vouch ? "" : qPrintable(vouch.error().message));
        QCOMPARE(vouch->workerId, outcome.workerId);
        QCOMPARE(vouch->details.name, QByteArray("Ravi Kumar"));
        QCOMPARE(vouch->photos.size(), 3);
        QVERIFY(vouch->templatesHash == protocol::templatesHash(body.templates));
        QCOMPARE(vouch->consent.givenAt.value, m_bench->server.clock.now().value);
        for (const auto& photo : vouch->photos) {
            const auto bytes = m_bench->profile->outbox().photo(photo.fileId);
            QVERIFY(crypto::sha256(*bytes) == photo.sha256);
        }
        // Another picture of the same person is found in the roster now.
        auto engine = face::FaceEngine::loadStandard();
        auto face = (*engine)->readPortrait(picture(0, 6));
        const auto match = gallery().search(face->embedding);
        QCOMPARE(match.workerId, outcome.workerId);
        QVERIFY(match.score > face::MatchRule{}.threshold);
        QCOMPARE(m_bench->run().accepted, 1);
        QCOMPARE(m_bench->server.photos.size(), std::size_t(3));
    }

    void unfitPhotosAreRefusedWithTheirNumber() {
        QImage empty(320, 240, QImage::Format_RGB32);
        empty.fill(Qt::darkGreen);
        EnrolOutcome outcome = enrol(request({picture(0, 0), empty}));
        QCOMPARE(outcome.code, QByteArray("NO_FACE"));
        QCOMPARE(outcome.photo, 1);
        QVERIFY(outcome.reason.startsWith(QStringLiteral("Photo 2")));
        outcome = enrol(request({sideBySide(picture(0, 0), picture(1, 0))}));
        QCOMPARE(outcome.code, QByteArray("SEVERAL_FACES"));
        outcome = enrol(request({picture(0, 0), picture(1, 0)}));
        QCOMPARE(outcome.code, QByteArray("FACES_DIFFER"));
        QCOMPARE(outcome.photo, 1);
        QCOMPARE(m_bench->pending(), 0);
        QVERIFY(m_bench->profile->outbox().workers()->isEmpty());
    }

    // A cloth and dark glasses are painted where the face's own points say.
    void whoHidesHisFaceIsAskedToShowIt() {
        auto engine = face::FaceEngine::loadStandard();
        QVERIFY(engine.has_value());
        int cloths = 0, glasses = 0;
        for (int person = 0; person < 5; ++person) {
            QImage masked = picture(person, 0).convertToFormat(QImage::Format_RGB32), dark = masked;
            const auto faces = (*engine)->scan(masked);
            const face::Landmarks& points = faces->at(0).landmarks;
            QPolygonF cloth{points[1], points[4], points[8], points[12], points[15], points[29]};
            QPainter painter(&masked);
            painter.setBrush(QColor(60, 110, 190));
            painter.setPen(Qt::NoPen);
            painter.drawPolygon(cloth);
            painter.end();
            QPainter glass(&dark);
            glass.setBrush(QColor(18, 18, 20));
            const double wide = 1.35 * std::abs(points[39].x() - points[36].x());
            for (const int corner : {36, 42})
                glass.drawEllipse((points[size_t(corner)] + points[size_t(corner + 3)]) / 2, wide * 0.75, wide * 0.6);
            glass.end();
            cloths += enrol(request({picture(person, 0), masked})).code == "FACE_COVERED";
            glasses += enrol(request({dark})).code == "EYES_COVERED";
        }
        qInfo("refused: %d of 5 cloths, %d of 5 dark glasses", cloths, glasses);
        QCOMPARE(cloths, 5);
        QCOMPARE(glasses, 5);
        QCOMPARE(m_bench->pending(), 0);
    }

    void theSameFaceUnderAnotherNameIsShown() {
        const EnrolOutcome first = enrol(request({picture(2, 0), picture(2, 1)}));
        QVERIFY(first.ok);
        EnrolRequest again = request({picture(2, 5)});
        again.details.name = "Somebody Else";
        const EnrolOutcome outcome = enrol(again);
        QCOMPARE(outcome.code, QByteArray("DUPLICATE_FACE"));
        QCOMPARE(outcome.looksLike, first.workerId);
        QCOMPARE(outcome.looksLikeName, QStringLiteral("Ravi Kumar"));
        again.despiteLikeness = true; // the thekedar insists: the office decides
        const EnrolOutcome insisted = enrol(again);
        QVERIFY(insisted.ok && insisted.code.isEmpty());
        QCOMPARE(insisted.looksLike, first.workerId);
        QCOMPARE(insisted.looksLikeName, QStringLiteral("Ravi Kumar"));
    }

    void beforeAnybodySignsTheAlikeAreFound() {
        WorkerEnrolment before(*m_bench->profile, *m_writer, m_bench->server.clock, m_bench->random, {});
        QVERIFY(before.check({picture(2, 5)}, gallery()).alike.isEmpty());
        const EnrolOutcome first = enrol(request({picture(2, 0), picture(2, 1)}));
        QVERIFY(first.ok);
        const LikenessCheck found = before.check({picture(2, 5)}, gallery());
        QVERIFY(found.code.isEmpty());
        QCOMPARE(found.alike.size(), 1);
        QCOMPARE(found.alike[0].workerId, first.workerId);
        QVERIFY(found.alike[0].score > int(face::MatchRule{}.threshold * 1000));
        QVERIFY(before.check({picture(0, 0)}, gallery()).alike.isEmpty());
        const LikenessCheck mixed = before.check({picture(0, 0), picture(1, 0)}, gallery());
        QCOMPARE(mixed.code, "FACES_DIFFER");
        QCOMPARE(mixed.photo, 1);
    }

    void withoutConsentToTheFaceNothingOfItIsKept() {
        EnrolRequest wish = request({});
        const EnrolOutcome outcome = enrol(wish);
        QVERIFY2(outcome.ok, outcome.code.constData());
        QVERIFY(m_bench->profile->outbox().workers()->at(0).templates.isEmpty());
        wish.photos = {picture(0, 0)}; // photos without consent do not travel either
        QVERIFY(enrol(wish).ok);
        QVERIFY(m_bench->profile->outbox().workers()->at(1).templates.isEmpty());
        QCOMPARE(m_bench->profile->outbox().summary()->photosWaiting, 0);
    }

    void whoMayNotAndWhatIsMissing() {
        EnrolRequest wish = request({});
        wish.details.name = "  ";
        QCOMPARE(enrol(wish).code, QByteArray("NAME_MISSING"));
        wish = request({});
        wish.consent.face = true;
        QCOMPARE(enrol(wish).code, QByteArray("PHOTO_MISSING"));
        wish = request({});
        wish.details.guardian = "Mohan 4991 1866 5246";
        QCOMPARE(enrol(wish).code, QByteArray("AADHAAR_WHOLE"));
        wish = request({});
        wish.consent.language.clear();
        QCOMPARE(enrol(wish).code, QByteArray("CONSENT_MISSING"));
        m_thekedar->info.role = "supervisor";
        QCOMPARE(enrol(request({})).code, QByteArray("NOT_A_THEKEDAR"));
        QCOMPARE(m_bench->pending(), 0);
    }
};

QTEST_GUILESS_MAIN(EnrolmentTest)
#include "EnrolmentTest.moc"
