// A photograph in a hand, looked at by the real models: moved, turned in the picture, tilted, brought near. It must
// never pass the challenge. Real turning heads are not at hand; PassageLivenessTest turns a head of points.
#include "core/capture/PassageJudge.h"
#include "core/face/FaceEngine.h"
#include "core/face/HeadTurn.h"
#include "core/face/Picture.h"
#include "tests/support/SeededRandom.h"
#include "tests/support/TestPictures.h"

#include <QPainter>
#include <QtTest>
#include <cmath>

using namespace haziri;
using namespace haziri::capture;

class MovedPrintTest : public QObject {
    Q_OBJECT
    std::unique_ptr<face::FaceEngine> m_engine;

    // The picture on paper, tilted away by `tilt` degrees, in a view of 640×480.
    static QImage held(const QImage& picture, double tilt, double roll, double size, QPointF shift) {
        QImage view(640, 480, QImage::Format_RGB32);
        view.fill(QColor(118, 122, 126));
        QTransform place;
        place.translate(320 + shift.x(), 240 + shift.y());
        place.rotate(roll);
        const double angle = tilt * M_PI / 180; // about an upright axis, with the perspective of 700 pixels away
        place = QTransform(std::cos(angle), 0, -std::sin(angle) / 700, 0, 1, 0, 0, 0, 1) * place;
        place.scale(size / picture.width(), size / picture.height());
        place.translate(-picture.width() / 2.0, -picture.height() / 2.0);
        QPainter painter(&view);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.setTransform(place);
        painter.drawImage(0, 0, picture);
        return view;
    }

  private Q_SLOTS:
    void initTestCase() {
        test::useTestModels();
        QVERIFY2(test::missingPictures().isEmpty(), qPrintable(test::missingPictures()));
        auto loaded = face::FaceEngine::loadStandard();
        QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().message));
        m_engine = std::move(*loaded);
    }

    void neverPasses_data() {
        QTest::addColumn<int>("person");
        QTest::addColumn<int>("motion");
        const char* motions[] = {"shifted and rolled", "tilted", "near and far"};
        for (int person = 0; person < 3; ++person)
            QTest::addRow("person %d, %s", person, motions[person]) << person << person;
    }
    void neverPasses() {
        QFETCH(int, person);
        QFETCH(int, motion);
        const QImage picture = *face::readPicture(test::johns().values().at(person).at(4));
        const auto portrait = m_engine->readPortrait(picture);
        QVERIFY(portrait.has_value());
        auto slot = std::make_shared<face::GallerySlot>();
        UuidBytes id{1};
        slot->replace(
            face::Gallery(m_engine->modelName(), {{WorkerId(id), QStringLiteral("P"), {portrait->embedding}}}));
        test::SeededRandom random{std::uint64_t(person + 1)};
        PassageJudge judge({SourceKind::Camera, QStringLiteral("test")}, slot, {}, random);
        QList<Decision> decisions;
        double least = 9, most = -9;
        qint64 now = 1'000'000;
        for (int i = 0; i < 44; ++i, now += 200) {
            const double wave = i < 6 ? 0 : std::sin((i - 6) / 2.5);
            const QImage view = motion == 0   ? held(picture, 0, 22 * wave, 260, {90 * wave, 40 * wave})
                                : motion == 1 ? held(picture, 45 * wave, 5 * wave, 260, {30 * wave, 0})
                                              : held(picture, 20 * wave, 0, 260 + 90 * wave, {0, 20 * wave});
            auto faces = m_engine->scan(view, {.liveness = false, .maxFaces = 2});
            QVERIFY(faces.has_value());
            for (face::Face& face : *faces) {
                face.liveness = 0.4F; // in doubt: what the model says of paper on grey is another test's matter
                if (const auto place = face::noseAcross(face::fivePoints(face.landmarks))) {
                    least = std::min(least, *place);
                    most = std::max(most, *place);
                }
            }
            decisions += judge.see({view, i, {now}, {}}, *faces).decisions;
        }
        decisions += judge.finish();
        qInfo("the nose moved by %.2f across the face", most - least);
        QVERIFY(!decisions.isEmpty());
        for (const Decision& decision : decisions)
            QVERIFY2(decision.kind != DecisionKind::Recognised || decision.livenessLow,
                     decision.challenge ? decision.challenge->result.constData() : "not asked");
    }
};

QTEST_MAIN(MovedPrintTest)
#include "MovedPrintTest.moc"
