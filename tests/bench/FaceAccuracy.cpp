// How well faces are told apart on a given set: verification at fixed false accept rates and rank-1 identification.
//
//   FaceAccuracy FOLDER [--list] [--max-impostors N] [--shots K]
//
// FOLDER holds one folder a person, each with that person's pictures. The models are those of the manifest, from
// $HAZIRI_MODELS_DIR or the standard directories. The only arithmetic here that is not the product's own is counting.
#include "core/capture/ImageFolderSource.h"
#include "core/face/FaceEngine.h"
#include "core/face/MatchRule.h"
#include "core/face/Picture.h"

#include <QDir>
#include <QGuiApplication>
#include <cstdio>
#include <random>

using namespace haziri;

namespace {

struct Shot {
    int person = 0;
    face::Face face;
};

struct Set {
    QStringList people;
    std::vector<Shot> shots;
    int pictures = 0, unreadable = 0, noFace = 0;
};

Set readSet(face::FaceEngine& engine, const QString& folder, bool list) {
    Set set;
    const QDir root(folder);
    for (const QString& person : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        set.people.append(person);
        for (const QString& path : capture::ImageFolderSource::picturesIn(root.filePath(person))) {
            ++set.pictures;
            const auto picture = face::readPicture(path);
            if (!picture) {
                ++set.unreadable;
                continue;
            }
            auto faces = engine.scan(*picture, {.liveness = true, .maxFaces = 1});
            if (!faces || faces->empty()) {
                ++set.noFace;
                if (list) std::printf("%s: no face\n", qUtf8Printable(path));
                continue;
            }
            const face::Face& f = faces->front();
            if (list)
                std::printf("%s: %s score %.2f height %.0f light %.0f sharp %.0f turn %+.2f live %.3f%s\n",
                            qUtf8Printable(root.relativeFilePath(path)), face::toText(f.quality.verdict), f.found.score,
                            f.quality.heightPx, f.quality.brightness, f.quality.sharpness, f.quality.turn,
                            f.liveness.value_or(-1), f.tightCrop ? " tight" : "");
            set.shots.push_back({int(set.people.size()) - 1, f});
        }
    }
    return set;
}

void verification(const Set& set, size_t maxImpostors) {
    std::vector<float> genuine, impostor;
    std::mt19937_64 random(1); // the same pairs on every run
    const auto pairs = double(set.shots.size()) * double(set.shots.size()) / 2;
    const double keep = std::min(1.0, double(maxImpostors) / std::max(1.0, pairs));
    std::uniform_real_distribution<double> chance;
    for (size_t i = 0; i < set.shots.size(); ++i)
        for (size_t j = i + 1; j < set.shots.size(); ++j) {
            const bool same = set.shots[i].person == set.shots[j].person;
            if (!same && keep < 1 && chance(random) > keep) continue;
            (same ? genuine : impostor)
                .push_back(face::similarity(set.shots[i].face.embedding, set.shots[j].face.embedding));
        }
    if (genuine.empty() || impostor.empty()) return;
    std::sort(genuine.begin(), genuine.end());
    std::sort(impostor.begin(), impostor.end());
    std::printf("verification: %zu genuine pairs (lowest %.3f), %zu impostor pairs (highest %.3f)\n", genuine.size(),
                double(genuine.front()), impostor.size(), double(impostor.back()));
    const auto above = [](const std::vector<float>& v, float t) {
        return double(v.end() - std::lower_bound(v.begin(), v.end(), t)) / double(v.size());
    };
    for (const double far : {1e-2, 1e-3}) {
        const auto allowed = size_t(far * double(impostor.size()));
        const float threshold = std::nextafter(impostor[impostor.size() - 1 - allowed], 2.0F);
        std::printf("  TAR %.2f %% at FAR %g (threshold %.3f)\n", 100 * above(genuine, threshold), far,
                    double(threshold));
    }
    for (const float t : {0.40F, 0.45F, 0.50F, 0.55F})
        std::printf("  threshold %.2f: FAR %.2e, FRR %.2f %%\n", double(t), above(impostor, t),
                    100 * (1 - above(genuine, t)));
}

// The first K pictures of each person are enrolled, all others are looked for; people with too few are strangers.
void identification(const Set& set, size_t shotsEnrolled) {
    std::vector<std::vector<const Shot*>> byPerson(size_t(set.people.size()));
    for (const Shot& shot : set.shots)
        byPerson[size_t(shot.person)].push_back(&shot);
    std::vector<face::Enrolled> workers;
    std::vector<std::pair<const Shot*, bool>> probes;
    const auto idOf = [](int person) {
        UuidBytes bytes{};
        bytes[0] = 1;
        for (int i = 0; i < 4; ++i)
            bytes[size_t(15 - i)] = std::uint8_t(person >> (8 * i));
        return WorkerId(bytes);
    };
    for (size_t p = 0; p < byPerson.size(); ++p) {
        const bool enrolled = byPerson[p].size() > shotsEnrolled;
        face::Enrolled worker{idOf(int(p)), set.people[qsizetype(p)], {}};
        for (size_t i = 0; i < byPerson[p].size(); ++i)
            if (enrolled && i < shotsEnrolled)
                worker.templates.push_back(byPerson[p][i]->face.embedding);
            else
                probes.emplace_back(byPerson[p][i], enrolled);
        if (enrolled) workers.push_back(worker);
    }
    if (workers.empty() || probes.empty()) return;
    const face::Gallery gallery(set.shots.front().face.embedding.model, workers);
    const face::MatchRule rule;
    int known = 0, rankOne = 0, right = 0, wrong = 0, ambiguous = 0, strangers = 0, admitted = 0;
    for (const auto& [shot, enrolled] : probes) {
        const face::Match match = gallery.search(shot->face.embedding);
        const face::Verdict verdict = rule.judge(match, gallery.size());
        const bool same = match.workerId == idOf(shot->person);
        enrolled ? ++known : ++strangers;
        if (enrolled && same) ++rankOne;
        if (verdict == face::Verdict::Ambiguous) ++ambiguous;
        if (verdict != face::Verdict::Recognised) continue;
        if (!enrolled)
            ++admitted;
        else
            same ? ++right : ++wrong;
    }
    const auto share = [](int part, int whole) { return whole ? 100.0 * part / whole : 0.0; };
    std::printf("identification: %lld enrolled with %zu shots each; threshold %.2f, margin %.2f\n",
                static_cast<long long>(gallery.size()), shotsEnrolled,
                double(gallery.size() > rule.largeGallery ? rule.thresholdLarge : rule.threshold), double(rule.margin));
    std::printf("  known %d: rank-1 %.2f %%, accepted rightly %.2f %%, wrong name %.2f %%\n", known,
                share(rankOne, known), share(right, known), share(wrong, known));
    std::printf("  strangers %d: accepted %.2f %%;  ambiguous of all %.2f %%\n", strangers, share(admitted, strangers),
                share(ambiguous, int(probes.size())));
}
} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const auto number = [&arguments](const QString& name, size_t otherwise) {
        const auto at = arguments.indexOf(name);
        return at > 0 && at + 1 < arguments.size() ? size_t(arguments[at + 1].toULongLong()) : otherwise;
    };
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: FaceAccuracy FOLDER [--list] [--max-impostors N] [--shots K]\n");
        return 2;
    }
    auto engine = face::FaceEngine::loadStandard();
    if (!engine) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(engine.error().message));
        return 1;
    }
    const Set set = readSet(**engine, arguments[1], arguments.contains(QStringLiteral("--list")));
    std::printf("%d pictures of %lld people; no face found in %d, unreadable %d\n", set.pictures,
                static_cast<long long>(set.people.size()), set.noFace, set.unreadable);
    verification(set, number(QStringLiteral("--max-impostors"), 20'000'000));
    for (const size_t shots : {size_t(1), number(QStringLiteral("--shots"), 3)})
        identification(set, shots);
    return 0;
}
