// How well living people are told from prints and screens on a given set.
//
//   LivenessAccuracy FOLDER [--list] [--json FILE]
//
// FOLDER holds pictures of living people and of prints and screens, told by the folders' names (see
// tests/bench/face/LiveLayout.h). A folder below is a sequence: the pictures of one person (or of one print) one after
// another, as frames of a camera; a picture that lies directly in a folder that says what it holds is a sequence of its
// own. Of each sequence windows of five judged frames are decided by the product's own limits: clean, challenge or
// held. No challenge is carried out: nobody in a picture does what he is asked.
#include "core/capture/CaptureSettings.h"
#include "core/face/Picture.h"
#include "tests/bench/face/FaceSet.h"
#include "tests/bench/face/LiveLayout.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <cstdio>

using namespace haziri;

namespace {

constexpr double kFrontal = 0.4; // as capture::PassageJudge has it

struct Tally {
    int pictures = 0, unreadable = 0, noFace = 0, noRoom = 0, turned = 0;
    std::vector<float> frames;    ///< of every face
    std::vector<float> windows;   ///< means of five judged frames
    std::vector<float> sequences; ///< means of all judged frames
};

void add(Tally& tally, const QStringList& pictures, face::FaceEngine& engine, bool list, const QDir& root) {
    const capture::CaptureSettings settings;
    std::vector<float> judged;
    for (const QString& path : pictures) {
        ++tally.pictures;
        const auto image = face::readPicture(path);
        const auto faces = image ? engine.scan(*image, {.liveness = true, .maxFaces = 1})
                                 : Result<std::vector<face::Face>>(fail(image.error()));
        if (!faces || faces->empty()) {
            faces ? ++tally.noFace : ++tally.unreadable;
            continue;
        }
        const face::Face& one = faces->front();
        const bool frontal = std::abs(one.quality.turn) < kFrontal;
        tally.noRoom += one.tightCrop;
        tally.turned += !frontal;
        if (!one.liveness) continue;
        if (list)
            std::printf("%s: %.3f%s%s\n", qUtf8Printable(root.relativeFilePath(path)), double(*one.liveness),
                        one.tightCrop ? " no room" : "", frontal ? "" : " turned");
        tally.frames.push_back(*one.liveness);
        if (frontal && !one.tightCrop && one.quality.verdict == face::Quality::Good) judged.push_back(*one.liveness);
    }
    double sum = 0;
    for (size_t i = 0; i < judged.size(); ++i) {
        sum += double(judged[i]);
        const auto size = size_t(settings.livenessFrames);
        if (i + 1 < size) continue;
        double window = 0;
        for (size_t k = i + 1 - size; k <= i; ++k)
            window += double(judged[k]);
        tally.windows.push_back(float(window / double(size)));
    }
    if (!judged.empty()) tally.sequences.push_back(float(sum / double(judged.size())));
}

Tally read(const QList<bench::LiveSequence>& sequences, face::FaceEngine& engine, bool list, const QDir& root) {
    Tally tally;
    for (const bench::LiveSequence& sequence : sequences)
        add(tally, sequence.pictures, engine, list, root);
    return tally;
}

double shareOf(const std::vector<float>& values, double from, double below) {
    const auto in = std::count_if(values.begin(), values.end(),
                                  [&](float value) { return double(value) >= from && double(value) < below; });
    return values.empty() ? 0 : 100.0 * double(in) / double(values.size());
}

void print(const char* what, const Tally& tally) {
    const capture::CaptureSettings settings;
    const double limit = settings.livenessLimit / 1000.0, low = settings.livenessClearlyLow / 1000.0;
    std::printf("%s: %d pictures; unreadable %d, no face in %d, no room around the face in %d, turned %d\n", what,
                tally.pictures, tally.unreadable, tally.noFace, tally.noRoom, tally.turned);
    const auto line = [&](const char* of, const std::vector<float>& values) {
        if (values.empty()) return;
        std::printf(
            "  %-34s %6zu: %.2f or more (clean) %6.2f %%, between (challenge) %6.2f %%, below %.2f (held) %6.2f %%\n",
            of, values.size(), limit, shareOf(values, limit, 2), shareOf(values, low, limit), low,
            shareOf(values, -1, low));
    };
    line("single pictures", tally.frames);
    line("means of five frontal ones", tally.windows);
    line("means of whole sequences", tally.sequences);
}

QJsonObject asJson(const Tally& tally) {
    const capture::CaptureSettings settings;
    const double limit = settings.livenessLimit / 1000.0, low = settings.livenessClearlyLow / 1000.0;
    double sum = 0;
    for (const float value : tally.frames)
        sum += double(value);
    return {{QStringLiteral("pictures"), tally.pictures},
            {QStringLiteral("unreadable"), tally.unreadable},
            {QStringLiteral("noFace"), tally.noFace},
            {QStringLiteral("judged"), qint64(tally.frames.size())},
            {QStringLiteral("mean"), tally.frames.empty() ? 0 : sum / double(tally.frames.size())},
            {QStringLiteral("windows"), qint64(tally.windows.size())},
            {QStringLiteral("sequences"), qint64(tally.sequences.size())},
            {QStringLiteral("sequencesClean"), shareOf(tally.sequences, limit, 2) / 100},
            {QStringLiteral("sequencesAsked"), shareOf(tally.sequences, low, limit) / 100},
            {QStringLiteral("sequencesHeld"), shareOf(tally.sequences, -1, low) / 100}};
}
} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // what is measured stands there even if it is stopped
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 2 || arguments[1].startsWith(u'-')) {
        std::fprintf(stderr, "usage: LivenessAccuracy FOLDER [--list] [--json FILE]; FOLDER holds live/ and spoof/\n");
        return 2;
    }
    const QDir root(arguments[1]);
    const bench::LiveLayout layout = bench::liveLayoutOf(arguments[1]);
    std::printf("%s: %s\n", qUtf8Printable(root.path()), qUtf8Printable(layout.words));
    if (layout.live.isEmpty() && layout.spoof.isEmpty()) return 1;
    auto engine = face::FaceEngine::loadStandard();
    if (!engine) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(engine.error().message));
        return 1;
    }
    const bool list = arguments.contains(QStringLiteral("--list"));
    const Tally live = read(layout.live, **engine, list, root);
    const Tally spoof = read(layout.spoof, **engine, list, root);
    print("live", live);
    print("spoof", spoof);
    std::printf("at most %.0f MiB\n", bench::peakMemoryMiB());
    if (const auto option = arguments.indexOf(QStringLiteral("--json")); option > 0) {
        QFile file(arguments.value(option + 1));
        if (!file.open(QIODevice::WriteOnly)) return 1;
        file.write(
            QJsonDocument(QJsonObject{{QStringLiteral("live"), asJson(live)}, {QStringLiteral("spoof"), asJson(spoof)}})
                .toJson());
    }
    return 0;
}
