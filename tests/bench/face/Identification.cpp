#include "tests/bench/face/Identification.h"

#include "core/face/Gallery.h"
#include "core/face/MatchRule.h"

#include <QJsonObject>
#include <cstdio>
#include <random>

namespace haziri::bench {

namespace {
using Pictures = std::vector<const Picture*>;
constexpr size_t kMostProbes = 4000; // of either kind in one draw

struct Probe {
    int person = 0;
    face::Embedding embedding;
};

struct Draw {
    std::vector<face::Enrolled> enrolled;
    std::vector<Probe> known, strangers;
};

struct Tally {
    qint64 known = 0, rankOne = 0, right = 0, wrong = 0, strangers = 0, admitted = 0, ambiguous = 0;
};

WorkerId idOf(int person) {
    UuidBytes bytes{};
    bytes[0] = 1;
    for (int i = 0; i < 4; ++i)
        bytes[size_t(15 - i)] = std::uint8_t(person >> (8 * i));
    return WorkerId(bytes);
}

// Of so many pictures each; what is left over makes no probe, but a single picture is one where one is asked for.
void addProbes(const Pictures& pictures, size_t from, int frames, std::vector<Probe>& out) {
    for (size_t i = from; i + size_t(frames) <= pictures.size(); i += size_t(frames)) {
        std::vector<face::Embedding> several;
        for (size_t k = i; k < i + size_t(frames); ++k)
            several.push_back(pictures[k]->embedding);
        out.push_back({pictures[i]->person, face::meanOf(several)});
    }
}

void keepSome(std::vector<Probe>& probes, std::mt19937_64& random) {
    std::shuffle(probes.begin(), probes.end(), random);
    if (probes.size() > kMostProbes) probes.resize(kMostProbes);
}

Draw draw(std::vector<Pictures> people, const IdentificationPlan& plan, int size, std::mt19937_64& random) {
    for (Pictures& pictures : people)
        std::shuffle(pictures.begin(), pictures.end(), random);
    std::shuffle(people.begin(), people.end(), random);
    std::stable_partition(people.begin(), people.end(),
                          [&plan](const Pictures& p) { return p.size() >= size_t(plan.shots + plan.frames); });
    Draw result;
    for (size_t i = 0; i < people.size(); ++i) {
        const Pictures& pictures = people[i];
        if (pictures.empty()) continue;
        if (i >= size_t(size)) {
            addProbes(pictures, 0, plan.frames, result.strangers);
            continue;
        }
        const size_t shots = std::min(size_t(plan.shots), pictures.size());
        face::Enrolled worker{idOf(pictures.front()->person), {}, {}};
        for (size_t k = 0; k < shots; ++k)
            worker.templates.push_back(pictures[k]->embedding);
        result.enrolled.push_back(std::move(worker));
        addProbes(pictures, shots, plan.frames, result.known);
    }
    keepSome(result.known, random);
    keepSome(result.strangers, random);
    return result;
}

void count(const Draw& draw, const face::MatchRule& rule, Tally& tally) {
    const face::Gallery gallery(draw.enrolled.front().templates.front().model, draw.enrolled);
    const auto search = [&](const Probe& probe, bool known) {
        const face::Match match = gallery.search(probe.embedding);
        const face::Verdict verdict = rule.judge(match, gallery.size());
        const bool same = known && match.workerId == idOf(probe.person);
        known ? ++tally.known : ++tally.strangers;
        tally.rankOne += same;
        tally.ambiguous += verdict == face::Verdict::Ambiguous;
        if (verdict != face::Verdict::Recognised) return;
        if (!known)
            ++tally.admitted;
        else
            same ? ++tally.right : ++tally.wrong;
    };
    for (const Probe& probe : draw.known)
        search(probe, true);
    for (const Probe& probe : draw.strangers)
        search(probe, false);
}

double share(qint64 part, qint64 whole) {
    return whole ? double(part) / double(whole) : 0;
}

QJsonObject print(const IdentificationPlan& plan, int size, int draws, const Tally& t, const face::MatchRule& rule) {
    const double threshold = size > rule.largeGallery ? double(rule.thresholdLarge) : double(rule.threshold);
    std::printf("  N %5d (%2d x):", size, draws);
    if (t.known)
        std::printf(" rank-1 %6.2f %%, named rightly %6.2f %%, wrong name %.3f %% of %lld;",
                    100 * share(t.rankOne, t.known), 100 * share(t.right, t.known), 100 * share(t.wrong, t.known),
                    static_cast<long long>(t.known));
    if (t.strangers)
        std::printf(" strangers accepted %.3f %% of %lld;", 100 * share(t.admitted, t.strangers),
                    static_cast<long long>(t.strangers));
    else
        std::printf(" no strangers left;");
    std::printf(" ambiguous %.2f %%; threshold %.2f\n", 100 * share(t.ambiguous, t.known + t.strangers), threshold);
    return {{QStringLiteral("size"), size},
            {QStringLiteral("shots"), plan.shots},
            {QStringLiteral("frames"), plan.frames},
            {QStringLiteral("known"), t.known},
            {QStringLiteral("rank1"), share(t.rankOne, t.known)},
            {QStringLiteral("namedRightly"), share(t.right, t.known)},
            {QStringLiteral("wrongName"), share(t.wrong, t.known)},
            {QStringLiteral("strangers"), t.strangers},
            {QStringLiteral("strangersAccepted"), share(t.admitted, t.strangers)},
            {QStringLiteral("threshold"), threshold}};
}

int drawsFor(int size) {
    return size <= 100 ? 10 : size <= 400 ? 4 : 1;
}
} // namespace

QJsonArray identify(const FaceSet& set, const IdentificationPlan& plan) {
    std::vector<Pictures> people = set.byPerson();
    std::erase_if(people, [](const Pictures& p) { return p.empty(); });
    const auto known = std::count_if(people.begin(), people.end(), [&plan](const Pictures& p) {
        return p.size() >= size_t(plan.shots + plan.frames);
    });
    std::printf(
        "identification: %d shot%s enrolled, decisions from %d picture%s, margin %.2f; %lld of %zu people have enough "
        "pictures, the others fill large galleries\n",
        plan.shots, plan.shots == 1 ? "" : "s", plan.frames, plan.frames == 1 ? "" : "s",
        double(face::MatchRule{}.margin), static_cast<long long>(known), people.size());
    QJsonArray results;
    if (known == 0 && (plan.shots > 1 || plan.frames > 1 || people.size() < 2)) {
        std::printf("  not measured: nobody has %d pictures to use\n", plan.shots + plan.frames);
        return results;
    }
    if (known == 0)
        std::printf("  one picture a person: rank-1 cannot be measured, only how many strangers are accepted\n");
    QList<int> sizes = plan.sizes, beyond;
    if (known == 0) sizes.append(int(people.size()) / 2); // the others are the strangers
    if (const int all = int(people.size()); all < *std::max_element(sizes.begin(), sizes.end()) && !sizes.contains(all))
        sizes.append(all);
    if (people.size() < 50 && people.size() >= 4) sizes.append(int(people.size()) / 2);
    std::sort(sizes.begin(), sizes.end());
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    for (const int size : sizes) {
        if (size_t(size) > people.size()) {
            beyond.append(size);
            continue;
        }
        std::mt19937_64 random(std::uint64_t(size) * 1000 + std::uint64_t(plan.shots));
        Tally tally;
        for (int n = 0; n < drawsFor(size); ++n)
            count(draw(people, plan, size, random), {}, tally);
        results.append(print(plan, size, drawsFor(size), tally, {}));
    }
    if (!beyond.isEmpty()) {
        std::printf("  not measured, since the set has too few people: N");
        for (const int size : beyond)
            std::printf(" %d", size);
        std::printf("\n");
    }
    return results;
}

} // namespace haziri::bench
