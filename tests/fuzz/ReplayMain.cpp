// Stands in for libFuzzer where there is none: every seed of a folder, cut and changed in a fixed, repeatable way.
// A target that finds something wrong aborts.
#include <QDir>
#include <QFile>
#include <cstdio>
#include <random>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kMutationsPerSeed = 2000;

void feed(const QByteArray& input) {
    // A copy of its own, so that a sanitizer sees the first byte read behind the end.
    const std::vector<std::uint8_t> exact(input.begin(), input.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

QByteArray mutated(QByteArray input, std::mt19937& random) {
    const auto below = [&random](qsizetype limit) {
        return qsizetype(random() % std::uint32_t(std::max<qsizetype>(limit, 1)));
    };
    for (qsizetype changes = 1 + below(4); changes > 0; --changes) {
        const qsizetype place = below(input.size());
        switch (random() % 5) {
        case 0:
            input.truncate(place);
            break;
        case 1:
            input.insert(place, char(random()));
            break;
        case 2:
            input.remove(place, 1 + below(8));
            break;
        case 3:
            input.insert(place, input.mid(below(input.size()), 16));
            break;
        default:
            if (!input.isEmpty()) input[place] = char(input[place] ^ (1 << (random() % 8)));
        }
    }
    return input;
}

} // namespace

int main(int argc, char** argv) {
    const QDir corpus(argc == 2 ? QFile::decodeName(argv[1]) : QString());
    const QStringList seeds = argc == 2 ? corpus.entryList(QDir::Files, QDir::Name) : QStringList();
    if (seeds.isEmpty()) {
        std::fputs("usage: fuzz.NAME FOLDER-WITH-SEEDS\n", stderr);
        return 2;
    }
    std::mt19937 random(1);
    feed({});
    for (const QString& name : seeds) {
        QFile file(corpus.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) return 2;
        const QByteArray seed = file.readAll();
        feed(seed);
        for (int i = 0; i < kMutationsPerSeed; ++i)
            feed(mutated(seed, random));
    }
    std::printf("%lld seeds, %d mutations of each\n", static_cast<long long>(seeds.size()), kMutationsPerSeed);
    return 0;
}
