#include "core/capture/CameraCheck.h"

#include "core/capture/DarkWatch.h"

#include <QHash>
#include <algorithm>

namespace haziri::capture {

namespace {
constexpr int kWide = 160, kTall = 120;
constexpr int kBurnt = 250;
// The limits of a face's light stand in face::QualityLimits; these are for the whole picture, and as cautious.
constexpr int kLowLight = 45, kHarshLight = 210, kMostGlare = 25;
constexpr double kLeastSharp = 20;
constexpr double kLeastRate = 10;
constexpr size_t kFramesToCallFrozen = 10;

double sharpnessOf(const QImage& grey) {
    double sum = 0, squares = 0;
    int count = 0;
    for (int y = 1; y < grey.height() - 1; ++y) {
        const uchar *above = grey.constScanLine(y - 1), *row = grey.constScanLine(y),
                    *below = grey.constScanLine(y + 1);
        for (int x = 1; x < grey.width() - 1; ++x, ++count) {
            const int edge = above[x] + below[x] + row[x - 1] + row[x + 1] - 4 * row[x];
            sum += edge;
            squares += double(edge) * edge;
        }
    }
    return count == 0 ? 0 : squares / count - (sum / count) * (sum / count);
}
} // namespace

void CameraCheck::see(const QImage& image, UnixMillis at) {
    if (image.isNull()) return;
    Look look;
    look.at = at;
    look.black = DarkWatch::isBlack(image);
    // Picked pixels, not averaged ones: averaging would hide both blur and a sensor's noise.
    const QImage grey = image.scaled(kWide, kTall, Qt::IgnoreAspectRatio, Qt::FastTransformation)
                            .convertToFormat(QImage::Format_Grayscale8);
    const QImage middle = image.copy((image.width() - kWide) / 2, (image.height() - kTall) / 2, kWide, kTall)
                              .convertToFormat(QImage::Format_Grayscale8);
    qint64 sum = 0, burnt = 0;
    size_t content = 0;
    for (int y = 0; y < grey.height(); ++y) {
        const uchar* row = grey.constScanLine(y);
        content = qHashBits(row, size_t(grey.width()), content);
        for (int x = 0; x < grey.width(); ++x) {
            sum += row[x];
            burnt += row[x] >= kBurnt;
        }
    }
    look.content = content;
    look.brightness = int(sum / (kWide * kTall));
    look.glare = int(burnt * 100 / (kWide * kTall));
    look.sharpness = sharpnessOf(middle);
    m_looks.push_back(look);
    while (!m_looks.empty() && (at.value - m_looks.front().at.value > kWindowMs || m_looks.front().at > at))
        m_looks.pop_front();
}

CameraReport CameraCheck::report(UnixMillis now) const {
    CameraReport report;
    QList<Look> looks;
    for (const Look& look : m_looks)
        if (now.value - look.at.value <= kWindowMs) looks.append(look);
    report.face = now.value - m_face.value < kWindowMs;
    if (looks.size() < 2) {
        report.problems = {"CAMERA_SILENT"};
        return report;
    }
    const double lasted = double(looks.last().at.value - looks.first().at.value) / 1000;
    report.framesPerSecond = lasted > 0 ? double(looks.size() - 1) / lasted : 0;
    const Look& newest = looks.last();
    report.brightness = newest.brightness;
    report.glare = newest.glare;
    report.sharpness = newest.sharpness;
    const bool frozen =
        size_t(looks.size()) >= kFramesToCallFrozen &&
        std::all_of(looks.begin(), looks.end(), [&](const Look& l) { return l.content == newest.content; });
    if (std::all_of(looks.begin(), looks.end(), [](const Look& l) { return l.black; })) {
        report.problems = {"CAMERA_DARK"};
        return report; // everything else follows from it
    }
    if (frozen) report.problems.append("CAMERA_FROZEN");
    if (lasted > 1 && report.framesPerSecond < kLeastRate) report.problems.append("CAMERA_SLOW");
    if (report.brightness < kLowLight) report.problems.append("LIGHT_LOW");
    if (report.brightness > kHarshLight || report.glare > kMostGlare) report.problems.append("LIGHT_HARSH");
    if (report.sharpness < kLeastSharp) report.problems.append("PICTURE_SOFT");
    return report;
}

} // namespace haziri::capture
