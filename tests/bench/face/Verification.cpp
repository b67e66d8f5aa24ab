#include "tests/bench/face/Verification.h"

#include <Eigen/Core>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <random>
#include <thread>

namespace haziri::bench {

namespace {
using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Matrix {
    Rows rows;
    std::vector<int> person;
};

// In an order of its own, so that the first blocks are a sample of the whole.
Matrix shuffledMatrix(const FaceSet& set) {
    std::vector<const Picture*> order;
    for (const Picture& picture : set.pictures)
        if (!picture.embedding.isEmpty()) order.push_back(&picture);
    std::mt19937_64 random(1);
    std::shuffle(order.begin(), order.end(), random);
    Matrix matrix;
    if (order.empty()) return matrix;
    const auto width = Eigen::Index(order.front()->embedding.values.size());
    matrix.rows.resize(Eigen::Index(order.size()), width);
    for (size_t i = 0; i < order.size(); ++i) {
        matrix.rows.row(Eigen::Index(i)) =
            Eigen::Map<const Eigen::RowVectorXf>(order[i]->embedding.values.data(), width);
        matrix.person.push_back(order[i]->person);
    }
    return matrix;
}

void countImpostors(const Matrix& all, Eigen::Index begin, Eigen::Index rows, ScoreCounts& counts) {
    const Eigen::Index rest = all.rows.rows() - begin;
    const Rows scores = all.rows.middleRows(begin, rows) * all.rows.bottomRows(rest).transpose();
    for (Eigen::Index i = 0; i < rows; ++i)
        for (Eigen::Index j = i + 1; j < rest; ++j)
            if (all.person[size_t(begin + i)] != all.person[size_t(begin + j)]) counts.add(scores(i, j));
}

ScoreCounts impostors(const Matrix& all, qint64 most, int threads) {
    constexpr Eigen::Index kBlock = 128;
    std::atomic<Eigen::Index> next = 0;
    std::atomic<qint64> counted = 0;
    std::vector<ScoreCounts> parts{size_t(threads)};
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            for (Eigen::Index begin = kBlock * next++; begin < all.rows.rows() && counted < most;
                 begin = kBlock * next++) {
                const qint64 before = parts[size_t(t)].total();
                countImpostors(all, begin, std::min(kBlock, all.rows.rows() - begin), parts[size_t(t)]);
                counted += parts[size_t(t)].total() - before;
            }
        });
    for (std::thread& worker : workers)
        worker.join();
    ScoreCounts sum;
    for (const ScoreCounts& part : parts)
        sum.add(part);
    return sum;
}

ScoreCounts genuines(const FaceSet& set) {
    ScoreCounts counts;
    for (const auto& person : set.byPerson())
        for (size_t i = 0; i < person.size(); ++i)
            for (size_t j = i + 1; j < person.size(); ++j)
                counts.add(face::similarity(person[i]->embedding, person[j]->embedding));
    return counts;
}

// With the pictures that show no face: whoever is not found is refused too.
qint64 genuinePairsWanted(const FaceSet& set) {
    std::vector<qint64> pictures(size_t(set.people.size()));
    for (const Picture& picture : set.pictures)
        pictures[size_t(picture.person)] += picture.readable;
    qint64 pairs = 0;
    for (const qint64 n : pictures)
        pairs += n * (n - 1) / 2;
    return pairs;
}

void writeCurve(const QString& path, const ScoreCounts& genuine, const ScoreCounts& impostor) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return;
    file.write("threshold,far,frr\n");
    for (int t = -100; t <= 900; t += 5) {
        const double threshold = t / 1000.0;
        file.write(QByteArray::number(threshold, 'f', 3) + ',' +
                   QByteArray::number(impostor.shareFrom(threshold), 'e', 3) + ',' +
                   QByteArray::number(1 - genuine.shareFrom(threshold), 'e', 3) + '\n');
    }
}

constexpr std::array kThresholds{0.40, 0.45, 0.50, 0.55, 0.60};

// With one picture a person there is nobody to recognise, with one person nobody to confuse: the other half is said.
QJsonObject verifyHalf(const ScoreCounts& genuine, const ScoreCounts& impostor, const QJsonObject& result) {
    std::printf(
        "verification: TAR at a FAR needs somebody with two pictures and another person; the set has %lld pairs "
        "of one person and %lld of two\n",
        static_cast<long long>(genuine.total()), static_cast<long long>(impostor.total()));
    for (const double t : kThresholds) {
        if (impostor.total()) std::printf("  threshold %.2f: FAR %.2e\n", t, impostor.shareFrom(t));
        if (genuine.total()) std::printf("  threshold %.2f: FRR %.2f %%\n", t, 100 * (1 - genuine.shareFrom(t)));
    }
    return result;
}

} // namespace

double ScoreCounts::shareFrom(double threshold) const {
    qint64 above = 0;
    for (auto place = size_t(std::max(0.0, std::ceil((threshold + 1) * kSteps / 2 - 1e-6))); place < m_counts.size();
         ++place)
        above += m_counts[place];
    return m_total ? double(above) / double(m_total) : 0;
}

double ScoreCounts::thresholdFor(double share) const {
    const auto allowed = qint64(share * double(m_total));
    qint64 above = 0;
    for (auto place = qint64(m_counts.size()); place-- > 0;) {
        above += m_counts[size_t(place)];
        if (above > allowed) return double(place + 1) * 2 / kSteps - 1;
    }
    return -1;
}

double ScoreCounts::lowest() const {
    const auto first = std::find_if(m_counts.begin(), m_counts.end(), [](qint64 n) { return n > 0; });
    return double(first - m_counts.begin()) * 2 / kSteps - 1;
}

double ScoreCounts::highest() const {
    const auto last = std::find_if(m_counts.rbegin(), m_counts.rend(), [](qint64 n) { return n > 0; });
    return double(m_counts.rend() - last) * 2 / kSteps - 1;
}

QJsonObject verify(const FaceSet& set, qint64 maxImpostors, int threads, const QString& csv) {
    const ScoreCounts genuine = genuines(set);
    const ScoreCounts impostor = impostors(shuffledMatrix(set), maxImpostors, threads);
    QJsonObject result{{QStringLiteral("genuinePairs"), genuine.total()},
                       {QStringLiteral("impostorPairs"), impostor.total()}};
    if (genuine.total() == 0 || impostor.total() == 0) return verifyHalf(genuine, impostor, result);
    if (const double same = impostor.shareFrom(0.999); same > 0)
        std::printf("  NOTE: %.0f pairs of two people are one and the same picture; the set names somebody wrongly\n",
                    same * double(impostor.total()));
    const double seen = double(genuine.total()) / double(std::max<qint64>(1, genuinePairsWanted(set)));
    std::printf("verification: %lld pairs of one person (lowest %.3f), %lld of two people (highest %.3f)\n",
                static_cast<long long>(genuine.total()), genuine.lowest(), static_cast<long long>(impostor.total()),
                impostor.highest());
    QJsonArray tars;
    for (const double far : {1e-2, 1e-3, 1e-4}) {
        const double threshold = impostor.thresholdFor(far), tar = genuine.shareFrom(threshold);
        const char* few = far * double(impostor.total()) < 10 ? "; too few pairs to say much" : "";
        std::printf("  TAR %.2f %% at FAR %g %% (threshold %.3f; %.2f %% where no face found counts as refused)%s\n",
                    100 * tar, 100 * far, threshold, 100 * tar * seen, few);
        tars.append(QJsonObject{{QStringLiteral("far"), far},
                                {QStringLiteral("tar"), tar},
                                {QStringLiteral("tarOfAll"), tar * seen},
                                {QStringLiteral("threshold"), threshold}});
    }
    for (const double t : kThresholds)
        std::printf("  threshold %.2f: FAR %.2e, FRR %.2f %%\n", t, impostor.shareFrom(t),
                    100 * (1 - genuine.shareFrom(t)));
    result[QStringLiteral("tar")] = tars;
    if (!csv.isEmpty()) writeCurve(csv, genuine, impostor);
    return result;
}

namespace {
struct ListedPair {
    int fold = 0;
    bool same = false;
    double score = -1;
};

/// Finds a set's pictures by what a list of pairs calls them.
class PictureFinder {
  public:
    explicit PictureFinder(const FaceSet& set) {
        for (const Picture& picture : set.pictures) {
            const QFileInfo file(picture.path);
            const QString stem = file.completeBaseName();
            m_byName.insert(stem, &picture);
            m_byName.insert(file.fileName(), &picture);
            // Endings of the path, so that "person/1.jpg" finds it whatever lies above.
            const QStringList parts = QDir(set.layout.root).relativeFilePath(picture.path).split(u'/');
            for (qsizetype from = 0; from + 1 < parts.size(); ++from)
                m_byName.insert(parts.mid(from).join(u'/'), &picture);
            const QString person = set.people.value(picture.person);
            if (stem.startsWith(person)) // "Name_0001" is the first of "Name", however many noughts there are
                if (const auto number = QStringView(stem).mid(person.size()).toString().remove(u'_').remove(u'-');
                    number.toInt() > 0)
                    m_byName.insert(numbered(person, number.toInt()), &picture);
        }
    }
    const Picture* of(QString name) const {
        while (name.startsWith(QLatin1StringView("./")))
            name.remove(0, 2);
        for (; !name.isEmpty(); name = name.contains(u'/') ? name.section(u'/', 1) : QString())
            if (const Picture* found = m_byName.value(name)) return found;
        return nullptr;
    }
    const Picture* of(const QString& person, int number) const { return m_byName.value(numbered(person, number)); }

  private:
    static QString numbered(const QString& person, int number) { return person + u'\t' + QString::number(number); }
    QHash<QString, const Picture*> m_byName;
};

struct NamedPair {
    const Picture* a = nullptr;
    const Picture* b = nullptr;
    bool same = false;
};

std::optional<bool> sameness(const QString& word) {
    static const QSet<QString> yes{QStringLiteral("1"), QStringLiteral("same"), QStringLiteral("true"),
                                   QStringLiteral("genuine"), QStringLiteral("match")};
    static const QSet<QString> no{QStringLiteral("0"),        QStringLiteral("-1"),      QStringLiteral("different"),
                                  QStringLiteral("diff"),     QStringLiteral("false"),   QStringLiteral("impostor"),
                                  QStringLiteral("mismatch"), QStringLiteral("nonmatch")};
    const QString text = word.toLower();
    return yes.contains(text) ? std::optional(true) : no.contains(text) ? std::optional(false) : std::nullopt;
}

// LFW's "name 1 2" and "name 1 other 2"; or two pictures and whether they show one person, in any order of the three.
std::optional<NamedPair> readPair(const QStringList& words, const PictureFinder& find) {
    const auto numberAt = [&words](qsizetype at) {
        bool ok = false;
        const int number = words[at].toInt(&ok);
        return ok && number > 0 ? number : 0;
    };
    if (words.size() == 4 && numberAt(1) && numberAt(3))
        return NamedPair{find.of(words[0], numberAt(1)), find.of(words[2], numberAt(3)), false};
    if (words.size() != 3) return std::nullopt;
    for (const qsizetype at : {2, 0}) {
        const QString &first = words[at == 2 ? 0 : 1], second = words[at == 2 ? 1 : 2];
        const bool names = first.contains(u'.') || find.of(first) || find.of(second);
        if (const auto same = sameness(words[at]); same && names)
            return NamedPair{find.of(first), find.of(second), *same};
    }
    if (numberAt(1) && numberAt(2))
        return NamedPair{find.of(words[0], numberAt(1)), find.of(words[0], numberAt(2)), true};
    return std::nullopt;
}

QStringList wordsOf(const QByteArray& line) {
    const QString text = QString::fromUtf8(line).trimmed();
    if (text.contains(u'\t')) return text.split(u'\t'); // a name may hold blanks
    QStringList words = text.contains(u',') ? text.split(u',') : text.simplified().split(u' ');
    for (QString& word : words)
        word = word.trimmed();
    return words;
}

// The first line may say how many folds, and how many pairs of either kind in each; or only the latter.
int pairsPerFold(const QStringList& heading) {
    if (heading.size() == 2 && heading[0].toInt() > 0) return std::max(1, heading[1].toInt());
    return 0;
}

QList<ListedPair> readPairs(const FaceSet& set, QFile& file, int& missing, int& unread) {
    const PictureFinder find(set);
    QList<ListedPair> pairs;
    int perFold = 0;
    for (bool first = true; !file.atEnd(); first = false) {
        const QStringList words = wordsOf(file.readLine());
        if (first && words.size() <= 2) {
            perFold = pairsPerFold(words);
            continue;
        }
        const auto named = readPair(words, find);
        if (!named) {
            unread += !(words.size() == 1 && words[0].isEmpty());
            continue;
        }
        ListedPair pair{perFold ? int(pairs.size()) / (2 * perFold) : 0, named->same, -1};
        if (named->a && named->b && !named->a->embedding.isEmpty() && !named->b->embedding.isEmpty())
            pair.score = face::similarity(named->a->embedding, named->b->embedding);
        else
            ++missing;
        pairs.append(pair);
    }
    // No folds are named: ten, each with its share of both kinds.
    int same = 0, other = 0;
    if (!perFold && pairs.size() >= 100)
        for (ListedPair& pair : pairs)
            pair.fold = (pair.same ? same : other)++ % 10;
    return pairs;
}

double accuracyAt(const QList<ListedPair>& pairs, double threshold, int fold, bool others) {
    int right = 0, all = 0;
    for (const ListedPair& pair : pairs) {
        if ((pair.fold == fold) == others) continue;
        ++all;
        right += (pair.score >= threshold) == pair.same;
    }
    return all ? double(right) / all : 0;
}
} // namespace

QJsonObject verifyPairs(const FaceSet& set, const QString& pairsFile) {
    QFile file(pairsFile);
    if (!file.open(QIODevice::ReadOnly)) {
        std::printf("%s cannot be read\n", qUtf8Printable(pairsFile));
        return {};
    }
    int missing = 0, unread = 0;
    const QList<ListedPair> pairs = readPairs(set, file, missing, unread);
    if (unread) std::printf("%s: %d lines that name no pair are left out\n", qUtf8Printable(pairsFile), unread);
    if (pairs.isEmpty()) {
        std::printf("%s names no pair\n", qUtf8Printable(pairsFile));
        return {};
    }
    int folds = 1;
    for (const ListedPair& pair : pairs)
        folds = std::max(folds, pair.fold + 1);
    double sum = 0, squares = 0;
    for (int fold = 0; fold < folds; ++fold) {
        double best = 0, threshold = 0.5;
        for (int t = 0; t < 1000; t += 2) {
            const double accuracy = accuracyAt(pairs, t / 1000.0, fold, folds > 1);
            if (accuracy > best) best = accuracy, threshold = t / 1000.0;
        }
        const double accuracy = accuracyAt(pairs, threshold, fold, false);
        sum += accuracy;
        squares += accuracy * accuracy;
    }
    const double mean = sum / folds, spread = std::sqrt(std::max(0.0, squares / folds - mean * mean));
    std::printf(
        "listed pairs (%s): %lld in %d folds, accuracy %.2f ± %.2f %%; %d with a picture missing or without a face\n",
        qUtf8Printable(QFileInfo(pairsFile).fileName()), static_cast<long long>(pairs.size()), folds, 100 * mean,
        100 * spread, missing);
    return {{QStringLiteral("pairs"), qint64(pairs.size())},
            {QStringLiteral("accuracy"), mean},
            {QStringLiteral("spread"), spread},
            {QStringLiteral("missing"), missing}};
}

} // namespace haziri::bench
