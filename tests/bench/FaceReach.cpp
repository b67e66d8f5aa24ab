// How far away, how turned, how lit and how covered a face may be and still be named.
//
//   FaceReach FOLDER [--people N] [--pictures N]
//
// FOLDER holds people's pictures (as for FaceAccuracy). The first three pictures of each are enrolled, untouched;
// each other one is laid on a camera's view of 640×480 and damaged step by step. A line for each step: in how many a
// face was found, how many were fit by the product's own limits, named rightly, named wrongly. Turned heads cannot be
// made from pictures: those of the set are counted by how far they are turned.
#include "core/face/FaceAligner.h"
#include "core/face/FaceEngine.h"
#include "core/face/MatchRule.h"
#include "core/face/Picture.h"
#include "tests/bench/face/FaceSet.h"

#include <QDir>
#include <QGuiApplication>
#include <QPainter>
#include <cmath>
#include <cstdio>
#include <functional>

using namespace haziri;

namespace {

struct Probe {
    WorkerId worker;
    QImage image;
    face::Face face; ///< as found in it
};

WorkerId idOf(int person) {
    UuidBytes bytes{};
    bytes[0] = 1, bytes[14] = std::uint8_t(person >> 8), bytes[15] = std::uint8_t(person);
    return WorkerId(bytes);
}

/// The picture so that the face is `tall` pixels high in the middle of a camera's view, turned in the picture's plane.
QImage atHeight(const Probe& probe, double tall, double roll = 0) {
    QImage view(640, 480, QImage::Format_RGB32);
    view.fill(QColor(118, 122, 126));
    QPainter painter(&view);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(320, 240);
    painter.rotate(roll);
    const double scale = tall / probe.face.found.box.height();
    const QPointF centre = probe.face.found.box.center();
    // Down in steps, as a lens gathers light, rather than by picking pixels.
    const QImage small =
        scale < 1 ? probe.image.scaled(probe.image.size() * scale, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                  : probe.image;
    const double rest = scale < 1 ? 1 : scale, at = scale < 1 ? scale : 1;
    painter.scale(rest, rest);
    painter.drawImage(QPointF(-centre.x() * at, -centre.y() * at), small);
    return view;
}

QImage lit(const QImage& image, double factor) {
    QImage other = image.convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < other.height(); ++y)
        for (uchar *p = other.scanLine(y), *end = p + other.width() * 3; p < end; ++p)
            *p = uchar(std::clamp(*p * factor, 0.0, 255.0));
    return other;
}

QImage blurred(const QImage& image, int factor) {
    return image.scaled(image.size() / factor, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(image.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage painted(const Probe& probe, const std::function<void(QPainter&, const face::Landmarks&)>& paint) {
    Probe covered = probe;
    covered.image = probe.image.convertToFormat(QImage::Format_RGB32);
    QPainter painter(&covered.image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    paint(painter, probe.face.landmarks);
    painter.end();
    return atHeight(covered, 140);
}

void cloth(QPainter& painter, const face::Landmarks& points) {
    painter.setBrush(QColor(60, 110, 190));
    painter.drawPolygon(QPolygonF{points[1], points[4], points[8], points[12], points[15], points[29]});
}

void glasses(QPainter& painter, const face::Landmarks& points) {
    painter.setBrush(QColor(18, 18, 20));
    const double wide = std::abs(points[39].x() - points[36].x());
    for (const size_t corner : {size_t(36), size_t(42)})
        painter.drawEllipse((points[corner] + points[corner + 3]) / 2, wide, wide * 0.8);
}

void helmet(QPainter& painter, const face::Landmarks& points) {
    painter.setBrush(QColor(235, 190, 20));
    const double wide = points[16].x() - points[0].x();
    const double brow = std::min(points[19].y(), points[24].y());
    painter.drawChord(QRectF(points[0].x() - wide * 0.15, brow - wide * 0.95, wide * 1.3, wide * 1.75), 0, 180 * 16);
}

class Reach {
  public:
    Reach(face::FaceEngine& engine, face::Gallery gallery, std::vector<Probe> probes)
        : m_engine(engine)
        , m_gallery(std::move(gallery))
        , m_probes(std::move(probes)) {}

    void measure(const QString& what, const std::function<QImage(const Probe&)>& damage) {
        Row row;
        for (const Probe& probe : m_probes)
            look(row, damage(probe), probe.worker);
        print(what, row);
    }

    void byTurn() {
        constexpr double kEdges[] = {0, 0.15, 0.3, 0.45, 0.6, 0.75, 9};
        for (size_t i = 0; i + 1 < std::size(kEdges); ++i) {
            Row row;
            for (const Probe& probe : m_probes) {
                const double turn = std::abs(probe.face.quality.turn);
                if (turn >= kEdges[i] && turn < kEdges[i + 1]) look(row, probe.image, probe.worker);
            }
            if (row.all > 0)
                print(QStringLiteral("nose %1 to %2 of the way to an eye").arg(kEdges[i]).arg(kEdges[i + 1]), row);
        }
    }

  private:
    struct Row {
        int all = 0, found = 0, fit = 0, right = 0, wrong = 0, hidden = 0;
    };
    void look(Row& row, const QImage& image, const WorkerId& worker) {
        ++row.all;
        const auto faces = m_engine.scan(image, {.liveness = false, .maxFaces = 1});
        if (!faces || faces->empty()) return;
        const face::Face& one = faces->front();
        ++row.found;
        row.fit += one.quality.verdict == face::Quality::Good;
        row.hidden += one.quality.covered || one.quality.darkGlasses;
        const face::Match match = m_gallery.search(one.embedding);
        if (face::MatchRule{}.judge(match, m_gallery.size()) != face::Verdict::Recognised) return;
        match.workerId == worker ? ++row.right : ++row.wrong;
    }
    static void print(const QString& what, const Row& row) {
        const auto share = [&row](int part) { return row.all ? 100.0 * part / row.all : 0.0; };
        std::printf(
            "%-38s %6d: found %6.1f %%, fit %6.1f %%, covered %6.1f %%, named rightly %6.1f %%, wrongly %5.2f %%\n",
            qUtf8Printable(what), row.all, share(row.found), share(row.fit), share(row.hidden), share(row.right),
            share(row.wrong));
    }

    face::FaceEngine& m_engine;
    face::Gallery m_gallery;
    std::vector<Probe> m_probes;
};

void runAll(Reach& reach) {
    reach.measure(QStringLiteral("as it is"), [](const Probe& p) { return p.image; });
    for (const int tall : {200, 140, 100, 80, 60, 50, 40, 30, 24})
        reach.measure(QStringLiteral("face %1 pixels high").arg(tall),
                      [tall](const Probe& p) { return atHeight(p, tall); });
    for (const int roll : {10, 20, 30, 45})
        reach.measure(QStringLiteral("leaning by %1 degrees").arg(roll),
                      [roll](const Probe& p) { return atHeight(p, 140, roll); });
    for (const double light : {0.5, 0.25, 0.12, 2.0, 3.5})
        reach.measure(QStringLiteral("light × %1").arg(light),
                      [light](const Probe& p) { return lit(atHeight(p, 140), light); });
    for (const int blur : {2, 4, 6, 8})
        reach.measure(QStringLiteral("detail of one pixel in %1").arg(blur),
                      [blur](const Probe& p) { return blurred(atHeight(p, 140), blur); });
    reach.measure(QStringLiteral("a plain cloth painted over mouth, nose"),
                  [](const Probe& p) { return painted(p, cloth); });
    reach.measure(QStringLiteral("dark glasses painted on"), [](const Probe& p) { return painted(p, glasses); });
    reach.measure(QStringLiteral("a helmet painted on"), [](const Probe& p) { return painted(p, helmet); });
    reach.byTurn();
}
} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // what is measured stands there even if it is stopped
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 2 || !QDir(arguments[1]).exists()) {
        std::fprintf(stderr, "usage: FaceReach FOLDER [--people N] [--pictures N]\n");
        return 2;
    }
    const bench::SetLayout layout = bench::layoutOf(arguments[1]);
    if (!layout.problem.isEmpty()) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(layout.problem));
        return 1;
    }
    auto engine = face::FaceEngine::loadStandard();
    if (!engine) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(engine.error().message));
        return 1;
    }
    const auto number = [&arguments](const QString& name, int otherwise) {
        const auto at = arguments.indexOf(name);
        return at > 0 ? arguments.value(at + 1).toInt() : otherwise;
    };
    const int most = number(QStringLiteral("--people"), 300);
    const auto pictures = size_t(number(QStringLiteral("--pictures"), 2000));
    std::vector<face::Enrolled> workers;
    std::vector<Probe> probes;
    const bench::FaceSet set = bench::listedSet(layout);
    const size_t perPerson = std::max<size_t>(4, pictures / size_t(std::max(1, most))); // not all of the first
    size_t mine = 0;
    face::Enrolled worker;
    const auto close = [&] {
        if (worker.templates.size() == 3) workers.push_back(std::move(worker));
        worker = {};
        mine = 0;
    };
    for (size_t i = 0; i < set.pictures.size() && int(workers.size()) < most; ++i) {
        const bench::Picture& picture = set.pictures[i];
        if (i == 0 || picture.person != set.pictures[i - 1].person) {
            close();
            worker = {idOf(int(workers.size()) + 1), set.people[picture.person], {}};
        }
        const auto image = face::readPicture(picture.path);
        const auto faces = image ? (*engine)->scan(*image, {.liveness = false, .maxFaces = 1})
                                 : Result<std::vector<face::Face>>(fail(image.error()));
        if (!faces || faces->empty()) continue;
        if (worker.templates.size() < 3)
            worker.templates.push_back(faces->front().embedding);
        else if (probes.size() < pictures && mine++ < perPerson)
            probes.push_back({worker.workerId, *image, faces->front()});
    }
    close();
    if (probes.empty()) {
        std::fprintf(stderr, "Nobody there has four pictures with a face.\n");
        return 1;
    }
    std::printf("%zu people with three shots enrolled, %zu other pictures of them\n", workers.size(), probes.size());
    Reach reach(**engine, face::Gallery((*engine)->modelName(), workers), std::move(probes));
    runAll(reach);
    return 0;
}
