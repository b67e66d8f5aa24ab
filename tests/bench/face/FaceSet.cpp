#include "tests/bench/face/FaceSet.h"

#include "core/face/Picture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <thread>

namespace haziri::bench {

namespace {

// Whom a picture of the set is meant to show: large and in the middle; others stand behind or are cut off.
const face::Face& meant(const std::vector<face::Face>& faces, const QSize& size) {
    const auto weight = [&size](const face::Face& one) {
        const QPointF off = one.found.box.center() - QPointF(size.width(), size.height()) / 2;
        return one.found.box.height() * (1 - 0.7 * std::hypot(off.x() / size.width(), off.y() / size.height()));
    };
    return *std::max_element(faces.begin(), faces.end(),
                             [&weight](const face::Face& a, const face::Face& b) { return weight(a) < weight(b); });
}

void look(face::FaceEngine& engine, Picture& picture) {
    const auto image = face::readPicture(picture.path);
    if (!image) return;
    const auto faces = engine.scan(*image, {.liveness = false, .maxFaces = 4});
    if (!faces) return; // a picture that breaks the vision library is an unreadable one
    picture.readable = true;
    picture.faces = int(faces->size());
    if (faces->empty()) return;
    const face::Face& face = meant(*faces, image->size());
    picture.quality = face.quality.verdict;
    picture.covered = face.quality.covered;
    picture.darkGlasses = face.quality.darkGlasses;
    picture.mouthEdges = face.quality.mouthEdges;
    picture.eyesLight = face.quality.eyesLight;
    picture.embedding = face.embedding;
}

void printPicture(const FaceSet& set, const Picture& picture) {
    const char* what = !picture.readable             ? "unreadable"
                       : picture.embedding.isEmpty() ? "no face"
                                                     : face::toText(picture.quality);
    std::printf("%s: %s%s%s%s", qUtf8Printable(QDir(set.layout.root).relativeFilePath(picture.path)), what,
                picture.faces > 1 ? ", several faces" : "", picture.covered ? ", mouth covered" : "",
                picture.darkGlasses ? ", eyes covered" : "");
    if (!picture.embedding.isEmpty()) std::printf(" (mouth %.2f, eyes %.2f)", picture.mouthEdges, picture.eyesLight);
    std::printf("\n");
}

} // namespace

FaceSet listedSet(const SetLayout& layout) {
    FaceSet set;
    set.layout = layout;
    for (const ListedPicture& one : layout.pictures) {
        if (set.people.isEmpty() || set.people.last() != one.person) set.people.append(one.person);
        set.pictures.push_back({.person = int(set.people.size()) - 1, .path = one.path});
    }
    return set;
}

std::vector<std::vector<const Picture*>> FaceSet::byPerson() const {
    std::vector<std::vector<const Picture*>> groups(size_t(people.size()));
    for (const Picture& picture : pictures)
        if (!picture.embedding.isEmpty()) groups[size_t(picture.person)].push_back(&picture);
    return groups;
}

int FaceSet::count(bool (*what)(const Picture&)) const {
    return int(std::count_if(pictures.begin(), pictures.end(), what));
}

Result<FaceSet> readFaceSet(const SetLayout& layout, int threads, bool list) {
    FaceSet set = listedSet(layout);
    std::vector<std::unique_ptr<face::FaceEngine>> engines;
    for (int i = 0; i < threads; ++i) {
        auto engine = face::FaceEngine::loadStandard();
        if (!engine) return fail(engine.error());
        engines.push_back(std::move(*engine));
    }
    if (threads > 1) face::useOneThread(); // a picture each is faster than a picture shared
    QElapsedTimer clock;
    clock.start();
    std::atomic<size_t> next = 0;
    const auto work = [&](face::FaceEngine& engine, bool tells) {
        qint64 told = 0;
        for (size_t i = next++; i < set.pictures.size(); i = next++) {
            look(engine, set.pictures[i]);
            if (!tells || clock.elapsed() - told < 10'000) continue;
            told = clock.elapsed();
            std::fprintf(stderr, "%zu of %zu pictures\n", i + 1, set.pictures.size());
        }
    };
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back(work, std::ref(*engines[size_t(i)]), false);
    work(*engines.front(), true);
    for (std::thread& other : others)
        other.join();
    set.seconds = double(clock.elapsed()) / 1000;
    if (list)
        for (const Picture& picture : set.pictures)
            printPicture(set, picture);
    return set;
}

double peakMemoryMiB() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM")) return line.simplified().split(' ').value(1).toDouble() / 1024;
    return 0;
}

} // namespace haziri::bench
