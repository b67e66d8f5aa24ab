// How far copies of a photograph and different shots of the same scene lie apart, for resources/docs/faces.md:
//   PhotoReuseAccuracy copies FOLDER    each picture against damaged copies of itself
//   PhotoReuseAccuracy shots FOLDER     each picture of a folder against the one after it (frames of a video)
//   PhotoReuseAccuracy others FOLDER    every picture of a folder against every other
#include "core/face/PhotoPrint.h"
#include "core/face/Picture.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QPainter>
#include <cstdio>
#include <ctime>

using namespace haziri;

namespace {

struct Row {
    QList<int> distances;
    QList<double> likenesses;
};

QImage brightened(QImage image, double factor, int add) {
    image = image.convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y)
        for (uchar *p = image.scanLine(y), *end = p + image.width() * 3; p < end; ++p)
            *p = uchar(std::clamp(int(*p * factor) + add, 0, 255));
    return image;
}

QImage cropped(const QImage& image, double left, double top, double right, double bottom) {
    const int w = image.width(), h = image.height();
    return image.copy(int(w * left), int(h * top), int(w * (1 - left - right)), int(h * (1 - top - bottom)));
}

QImage compressed(const QImage& image, int longSide, int quality) {
    auto again = face::readPicture(face::toJpeg(image, longSide, quality));
    return again ? *again : QImage();
}

QMap<QString, QImage> damagedCopies(const QImage& image) {
    const int side = std::max(image.width(), image.height());
    return {{QStringLiteral("quality 85"), compressed(image, side, 85)},
            {QStringLiteral("quality 30"), compressed(image, side, 30)},
            {QStringLiteral("half size, quality 60"), compressed(image, side / 2, 60)},
            {QStringLiteral("brightness +25 %"), compressed(brightened(image, 1.25, 0), side, 85)},
            {QStringLiteral("brightness -25 %, +10"), compressed(brightened(image, 0.75, 10), side, 85)},
            {QStringLiteral("cut 3 % all round"), compressed(cropped(image, .03, .03, .03, .03), side, 85)},
            {QStringLiteral("cut 6 % all round"), compressed(cropped(image, .06, .06, .06, .06), side, 85)},
            {QStringLiteral("cut 8 % left and top"), compressed(cropped(image, .08, .08, 0, 0), side, 85)},
            {QStringLiteral("mirrored"), compressed(image.mirrored(true, false), side, 85)},
            {QStringLiteral("cut 4 %, brighter, quality 50"),
             compressed(brightened(cropped(image, .04, .04, .04, .04), 1.15, 5), side, 50)}};
}

int distanceOf(const QImage& a, const QImage& b) {
    const auto left = face::photoPrint(a), right = face::photoPrint(b);
    return left && right ? face::printDistance(*left, *right) : 64;
}

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void print(const QString& name, Row row) {
    std::sort(row.distances.begin(), row.distances.end());
    std::sort(row.likenesses.begin(), row.likenesses.end());
    if (row.distances.isEmpty()) return;
    const qsizetype n = row.distances.size();
    std::printf("%-32s n %5lld  distance %2d..%2d median %2d, within %d: %.1f %%   likeness %.3f..%.3f median %.3f, "
                "5th %.3f 95th %.3f, copies: %.1f %%\n",
                qUtf8Printable(name), (long long)n, row.distances.first(), row.distances.last(), row.distances[n / 2],
                face::kPrintNear,
                100.0 *
                    double(std::count_if(row.distances.begin(), row.distances.end(),
                                         [](int d) { return d <= face::kPrintNear; })) /
                    double(n),
                row.likenesses.first(), row.likenesses.last(), row.likenesses[n / 2], row.likenesses[n / 20],
                row.likenesses[n - 1 - n / 20],
                100.0 *
                    double(std::count_if(row.likenesses.begin(), row.likenesses.end(),
                                         [](double l) { return l >= face::kCopyLikeness; })) /
                    double(n));
}

} // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::fprintf(stderr, "PhotoReuseAccuracy copies|shots|others FOLDER\n");
        return 2;
    }
    QStringList paths;
    for (QDirIterator it(QString::fromLocal8Bit(words[2]), {QStringLiteral("*.jpg"), QStringLiteral("*.png")},
                         QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();)
        paths.append(it.next());
    paths.sort();
    QList<QImage> pictures;
    for (const QString& path : paths)
        if (auto picture = face::readPicture(path)) pictures.append(*picture);
    const QByteArray what = words[1];
    QMap<QString, Row> rows;
    QElapsedTimer timer;
    timer.start();
    qsizetype pairs = 0;
    QList<double> looks;
    const auto note = [&](const QString& name, const QImage& a, const QImage& b, const QImage& printed) {
        ++pairs;
        rows[name].distances.append(distanceOf(a, printed));
        const double began = threadMilliseconds();
        rows[name].likenesses.append(face::copyLikeness(a, b));
        looks.append(threadMilliseconds() - began);
    };
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        if (what == "copies") {
            const auto copies = damagedCopies(pictures[i]);
            for (auto it = copies.begin(); it != copies.end(); ++it) {
                // A mirrored copy is looked up, and laid on, mirrored back.
                const bool isMirrored = it.key() == QStringLiteral("mirrored");
                const QImage copy = isMirrored ? it->mirrored(true, false) : *it;
                note(it.key(), pictures[i], copy, copy);
            }
        } else if (what == "shots") {
            if (i + 1 < pictures.size())
                note(QStringLiteral("next shot"), pictures[i], pictures[i + 1], pictures[i + 1]);
        } else {
            for (qsizetype j = i + 1; j < pictures.size(); ++j)
                note(QStringLiteral("another picture"), pictures[i], pictures[j], pictures[j]);
        }
    }
    for (auto it = rows.begin(); it != rows.end(); ++it)
        print(it.key(), *it);
    std::sort(looks.begin(), looks.end());
    if (pairs > 0)
        std::printf(
            "%.1f ms a pair; the look itself p50 %.0f, p95 %.0f, at most %.0f ms of this thread's processor time\n",
            double(timer.elapsed()) / double(pairs), looks[pairs / 2], looks[pairs * 95 / 100], looks.last());
    return 0;
}
