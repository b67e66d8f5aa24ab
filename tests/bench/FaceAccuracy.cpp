// How well faces are told apart on a given set: verification at fixed false accept rates, and identification among 50
// to 5,000 people.
//
//   FaceAccuracy FOLDER [--list] [--pairs FILE] [--csv FILE] [--json FILE] [--threads N] [--max-impostors N]
//                       [--shots K] [--frames F] [--sizes N,N,…] [--depth N] [--labels FILE] [--max-people N]
//
// FOLDER holds people's pictures, laid out in any of the ways of tests/bench/face/SetLayout.h; a list of pairs that
// lies there is used. The models are those of the manifest, from $HAZIRI_MODELS_DIR or the standard directories. The
// only arithmetic here that is not the product's own is counting. --list says of each picture what was seen, --csv
// writes the curve of FAR and FRR, --json all figures, --depth N takes the folders N levels below for people, --labels
// goes by a list of "picture, person", --max-people looks at the first so many only.
//
// Exit status: 0 measured; 1 nothing there could be measured, or the models are missing; 2 wrong usage.
#include "tests/bench/face/Identification.h"
#include "tests/bench/face/Verification.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonDocument>
#include <cstdio>
#include <thread>

using namespace haziri;
using namespace haziri::bench;

namespace {

class Options {
  public:
    explicit Options(QStringList arguments)
        : m_arguments(std::move(arguments)) {}
    bool has(const char* name) const { return m_arguments.contains(QLatin1StringView(name)); }
    QString text(const char* name) const {
        const auto at = m_arguments.indexOf(QLatin1StringView(name));
        return at > 0 ? m_arguments.value(at + 1) : QString();
    }
    qint64 number(const char* name, qint64 otherwise) const {
        bool ok = false;
        const qint64 value = text(name).toLongLong(&ok);
        return ok && value > 0 ? value : otherwise;
    }

  private:
    QStringList m_arguments;
};

QJsonObject describe(const FaceSet& set) {
    const int unreadable = set.count([](const Picture& p) { return !p.readable; });
    const int noFace = set.count([](const Picture& p) { return p.readable && p.embedding.isEmpty(); });
    const int several = set.count([](const Picture& p) { return p.faces > 1; });
    const int covered = set.count([](const Picture& p) { return p.covered || p.darkGlasses; });
    const auto total = static_cast<long long>(set.pictures.size());
    const auto groups = set.byPerson();
    std::printf("%s: %s\n", qUtf8Printable(set.layout.root), qUtf8Printable(set.layout.words));
    std::printf("%lld pictures of %lld people in %.0f s (%.1f ms each); unreadable %d, no face found in %d (%.2f %%), "
                "several faces in %d, mouth or eyes covered in %d\n",
                total, static_cast<long long>(set.people.size()), set.seconds,
                1000 * set.seconds / double(std::max(1LL, total)), unreadable, noFace,
                100.0 * noFace / double(std::max(1LL, total)), several, covered);
    QMap<QByteArray, int> unfit;
    for (const Picture& p : set.pictures)
        if (!p.embedding.isEmpty() && p.quality != face::Quality::Good) ++unfit[face::toText(p.quality)];
    for (auto it = unfit.cbegin(); it != unfit.cend(); ++it)
        std::printf("  %d would be refused at enrolment as %s; they are measured all the same\n", it.value(),
                    it.key().constData());
    const auto alone = std::count_if(groups.begin(), groups.end(), [](const auto& one) { return one.size() == 1; });
    const auto nobody = std::count_if(groups.begin(), groups.end(), [](const auto& one) { return one.empty(); });
    if (alone || nobody)
        std::printf("  people with one picture to use: %lld, with none: %lld\n", static_cast<long long>(alone),
                    static_cast<long long>(nobody));
    if (set.layout.loosePictures || set.layout.otherFiles || set.layout.missing)
        std::printf(
            "  left out: %d pictures of nobody who is named, %d files that are no pictures, %d that a list names "
            "and are not there\n",
            set.layout.loosePictures, set.layout.otherFiles, set.layout.missing);
    if (unreadable || noFace) std::printf("  --list says which pictures are unreadable or show no face\n");
    return {{QStringLiteral("pictures"), qint64(total)},
            {QStringLiteral("people"), qint64(set.people.size())},
            {QStringLiteral("unreadable"), unreadable},
            {QStringLiteral("noFace"), noFace},
            {QStringLiteral("seconds"), set.seconds},
            {QStringLiteral("layout"), set.layout.words},
            {QStringLiteral("peopleWithOnePicture"), qint64(alone)},
            {QStringLiteral("otherFiles"), set.layout.otherFiles},
            {QStringLiteral("loosePictures"), set.layout.loosePictures}};
}

QList<IdentificationPlan> plansOf(const Options& options) {
    const int shots = int(options.number("--shots", 3)), frames = int(options.number("--frames", 3));
    QList<IdentificationPlan> plans{{.shots = 1, .frames = 1}, {.shots = shots, .frames = 1}};
    if (frames > 1) plans.append({.shots = shots, .frames = frames});
    if (options.has("--sizes"))
        for (IdentificationPlan& plan : plans) {
            plan.sizes.clear();
            for (const QString& size : options.text("--sizes").split(u','))
                if (size.toInt() > 0) plan.sizes.append(size.toInt());
            if (plan.sizes.isEmpty()) plan.sizes.append(50);
        }
    return plans;
}

void keepPeople(SetLayout& layout, qint64 most) {
    QStringList people;
    for (qsizetype i = 0; most > 0 && i < layout.pictures.size(); ++i) {
        if (!people.isEmpty() && people.last() == layout.pictures[i].person) continue;
        people.append(layout.pictures[i].person);
        if (people.size() > most) return layout.pictures.resize(i);
    }
}

int measure(const Options& options, const QString& folder) {
    if (!QFileInfo(folder).isDir()) {
        std::fprintf(stderr, "%s is no folder\n", qUtf8Printable(folder));
        return 2;
    }
    const int threads = int(options.number("--threads", std::clamp(std::thread::hardware_concurrency(), 1U, 4U)));
    QElapsedTimer clock;
    clock.start();
    SetLayout layout =
        layoutOf(folder, {.depth = int(options.number("--depth", 0)), .labels = options.text("--labels")});
    if (!layout.problem.isEmpty()) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(layout.problem));
        return 1;
    }
    keepPeople(layout, options.number("--max-people", 0));
    const auto set = readFaceSet(layout, threads, options.has("--list"));
    if (!set) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(set.error().message));
        return 1;
    }
    QJsonObject figures{{QStringLiteral("set"), describe(*set)}};
    if (set->count([](const Picture& p) { return !p.embedding.isEmpty(); }) == 0) {
        std::fprintf(stderr, "No picture of %s shows a face.\n", qUtf8Printable(layout.root));
        return 1;
    }
    figures[QStringLiteral("verification")] =
        verify(*set, options.number("--max-impostors", 200'000'000), threads, options.text("--csv"));
    const QString pairs = options.has("--pairs") ? options.text("--pairs") : layout.pairsFile;
    if (!pairs.isEmpty()) figures[QStringLiteral("pairs")] = verifyPairs(*set, pairs);
    QJsonArray identification;
    for (const IdentificationPlan& plan : plansOf(options))
        for (const QJsonValue one : identify(*set, plan))
            identification.append(one);
    figures[QStringLiteral("identification")] = identification;
    std::printf("%.0f s in all on %d threads, at most %.0f MiB\n", double(clock.elapsed()) / 1000, threads,
                peakMemoryMiB());
    if (const QString path = options.text("--json"); !path.isEmpty()) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return 1;
        file.write(QJsonDocument(figures).toJson());
    }
    return 0;
}
} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // what is measured stands there even if it is stopped
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 2 || arguments[1].startsWith(u'-')) {
        std::fprintf(stderr,
                     "usage: FaceAccuracy FOLDER [--list] [--pairs FILE] [--csv FILE] [--json FILE] [--threads N]\n"
                     "                    [--max-impostors N] [--shots K] [--frames F] [--sizes N,N,…]\n"
                     "                    [--depth N] [--labels FILE] [--max-people N]\n");
        return 2;
    }
    return measure(Options(arguments), arguments[1]);
}
