#include "core/face/PhotoPrint.h"

#include "core/face/Network.h"

#include <QtEndian>
#include <bit>
#include <opencv2/imgproc.hpp>

namespace haziri::face {

namespace {

constexpr int kLeastSide = 48;
constexpr double kPlain = 6; // standard deviation of the grey below which there is nothing to compare

// With the weights of JPEG's own brightness: others would let the coarser colours of a compressed copy shine through.
cv::Mat greyOf(const QImage& image) {
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const cv::Mat view(rgb.height(), rgb.width(), CV_8UC3, const_cast<uchar*>(rgb.constBits()),
                       size_t(rgb.bytesPerLine()));
    cv::Mat grey;
    cv::cvtColor(view, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

double deviation(const cv::Mat& picture) {
    cv::Scalar mean, spread;
    cv::meanStdDev(picture, mean, spread);
    return spread[0];
}

quint64 bitsOf(const cv::Mat& grey) {
    cv::Mat small, spectrum;
    cv::resize(grey, small, {32, 32}, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F);
    cv::dct(small, spectrum);
    std::array<float, 64> low{};
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            low[size_t(y * 8 + x)] = spectrum.at<float>(y + 1, x + 1); // the first row and column are brightness
    auto sorted = low;
    std::nth_element(sorted.begin(), sorted.begin() + 32, sorted.end());
    quint64 bits = 0;
    for (size_t i = 0; i < low.size(); ++i)
        bits |= quint64(low[i] > sorted[32]) << i;
    return bits;
}

PhotoPrint printOf(const cv::Mat& grey) {
    constexpr double kWindow = 0.9;
    const int width = int(grey.cols * kWindow), height = int(grey.rows * kWindow);
    const int right = grey.cols - width, bottom = grey.rows - height;
    PhotoPrint print{bitsOf(grey)};
    const cv::Point corners[] = {{0, 0}, {right, 0}, {0, bottom}, {right, bottom}, {right / 2, bottom / 2}};
    for (size_t i = 0; i < std::size(corners); ++i)
        print[i + 1] = bitsOf(grey(cv::Rect(corners[i], cv::Size(width, height))));
    return print;
}

cv::Mat scaledTo(const cv::Mat& grey, double factor) {
    cv::Mat scaled;
    cv::resize(grey, scaled, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    return scaled;
}

/// Where `part` lies in `whole`: a point (u, v) of the part is (u·sx + x, v·sy + y) of the whole. Two scales, since a
/// cut by whole pixels and a scaling to whole pixels stretch a little.
struct Place {
    double sx = 1, sy = 1, x = 0, y = 0;
    double score = -1;
};

/// The part seen in the whole's frame; outside it is 0 in `mask`.
void lay(const cv::Mat& part, const Place& place, cv::Size size, cv::Mat& picture, cv::Mat& mask) {
    const cv::Matx23d move(place.sx, 0, place.x, 0, place.sy, place.y);
    cv::warpAffine(part, picture, move, size, cv::INTER_LINEAR);
    cv::warpAffine(cv::Mat(part.size(), CV_8UC1, cv::Scalar(255)), mask, move, size, cv::INTER_NEAREST);
}

double correlation(const cv::Mat& a, const cv::Mat& b, const cv::Mat& mask) {
    cv::Scalar meanA, spreadA, meanB, spreadB;
    cv::meanStdDev(a, meanA, spreadA, mask);
    cv::meanStdDev(b, meanB, spreadB, mask);
    const double count = cv::countNonZero(mask);
    if (count < 16 || spreadA[0] < 1 || spreadB[0] < 1) return 0;
    cv::Mat fa, fb;
    a.convertTo(fa, CV_32F);
    b.convertTo(fb, CV_32F);
    fa -= meanA[0];
    fb -= meanB[0];
    fa.setTo(0, mask == 0);
    return fa.dot(fb) / (count * spreadA[0] * spreadB[0]);
}

/// On small pictures: every size of the part that fits and is not below four fifths.
Place coarsely(const cv::Mat& whole, const cv::Mat& part) {
    Place best;
    const double fit = std::min(double(whole.cols) / part.cols, double(whole.rows) / part.rows);
    for (double share = 1; share > 0.8; share -= 0.02) {
        const double scale = fit * share;
        cv::Mat scaled = scaledTo(part, scale), scores;
        scaled = scaled(cv::Rect(0, 0, std::min(scaled.cols, whole.cols), std::min(scaled.rows, whole.rows)));
        cv::matchTemplate(whole, scaled, scores, cv::TM_CCOEFF_NORMED);
        double score = 0;
        cv::Point at;
        cv::minMaxLoc(scores, nullptr, &score, nullptr, &at);
        if (score > best.score) best = {scale, scale, double(at.x), double(at.y), score};
    }
    return best;
}

/// Uphill from steps of `from` pixels to steps of `to`; after `tries` looks it stays where it is, so that no pair of
/// pictures costs more than so many.
Place finely(const cv::Mat& whole, const cv::Mat& part, Place place, double from, double to, int tries) {
    cv::Mat picture, mask;
    const auto score = [&](const Place& p) {
        --tries;
        lay(part, p, whole.size(), picture, mask);
        return correlation(whole, picture, mask);
    };
    struct Step {
        double growX, growY, x, y;
    };
    place.score = score(place);
    for (double step = from; step > to && tries > 0; step /= 2) {
        const double grow = step / whole.cols;
        const Step steps[] = {{0, 0, step, 0},    {0, 0, -step, 0},     {0, 0, 0, step}, {0, 0, 0, -step},
                              {grow, grow, 0, 0}, {-grow, -grow, 0, 0}, {grow, 0, 0, 0}, {-grow, 0, 0, 0},
                              {0, grow, 0, 0},    {0, -grow, 0, 0}};
        for (bool moved = true; moved && tries > 0;) {
            moved = false;
            for (const Step& by : steps) {
                // Growing keeps the middle of the part where it is.
                Place next{place.sx * (1 + by.growX), place.sy * (1 + by.growY),
                           place.x + by.x - place.sx * by.growX * part.cols / 2,
                           place.y + by.y - place.sy * by.growY * part.rows / 2};
                next.score = score(next);
                if (next.score > place.score + 1e-5) place = next, moved = true;
            }
        }
    }
    return place;
}

constexpr int kPieces = 12;                                // a side
constexpr double kCoarse = 64, kMiddle = 128, kFine = 256; // longer sides
constexpr double kWorthAFineLook = 0.8;                    // of the whole picture, on the coarse one
constexpr double kNearlyACopy = 0.8;
constexpr double kClearlyOther = 0.4; // of the pieces, on the middle one: copies lie far above
constexpr int kMiddleTries = 320, kFineTries = 200,
              kLongTries = 400; // one of the latter costs as much as four of the former

/// The correlation of the least alike sixteenth of the pieces that hold anything.
double leastPieces(const cv::Mat& whole, const cv::Mat& laid, const cv::Mat& mask) {
    std::vector<double> pieces;
    for (int row = 0; row < kPieces; ++row)
        for (int column = 0; column < kPieces; ++column) {
            const cv::Rect piece(column * whole.cols / kPieces, row * whole.rows / kPieces, whole.cols / kPieces,
                                 whole.rows / kPieces);
            if (cv::countNonZero(mask(piece)) < piece.area() * 3 / 4) continue;
            if (deviation(whole(piece)) < kPlain) continue;
            pieces.push_back(correlation(whole(piece), laid(piece), mask(piece)));
        }
    if (pieces.size() < 12) return 0;
    const auto least = pieces.begin() + ptrdiff_t(pieces.size() / 16);
    std::nth_element(pieces.begin(), least, pieces.end());
    return std::max(0.0, *least);
}

double longSide(const cv::Mat& picture) {
    return std::max(picture.cols, picture.rows);
}

cv::Mat softened(const cv::Mat& picture, double side) {
    cv::Mat soft = scaledTo(picture, side / longSide(picture));
    // What compression adds lies in the finest details.
    cv::GaussianBlur(soft, soft, {}, 1.2);
    return soft;
}

/// The same place on a picture that is so many times as large.
Place grown(Place place, double factor) {
    place.x *= factor;
    place.y *= factor;
    return place;
}

double likeness(const cv::Mat& whole, const cv::Mat& part, const Place& coarse) {
    // No finer than the coarser of the two: what scaling up invents is not alike.
    const double fine = std::clamp(std::min(longSide(whole), longSide(part)), 96.0, kFine);
    const double middle = std::min(kMiddle, fine);
    // Most of the way on small pictures, the rest on fine ones.
    const cv::Mat middleWhole = softened(whole, middle), middlePart = softened(part, middle);
    const Place near = finely(middleWhole, middlePart, grown(coarse, middle / kCoarse), 2, 0.2, kMiddleTries);
    cv::Mat laid, mask;
    lay(middlePart, near, middleWhole.size(), laid, mask);
    if (const double alike = leastPieces(middleWhole, laid, mask); alike < kClearlyOther) return alike;
    const cv::Mat fineWhole = softened(whole, fine), finePart = softened(part, fine);
    const auto alikeAt = [&](const Place& place) {
        lay(finePart, place, fineWhole.size(), laid, mask);
        return leastPieces(fineWhole, laid, mask);
    };
    const double alike = alikeAt(finely(fineWhole, finePart, grown(near, fine / middle), 2, 0.1, kFineTries));
    if (alike >= kCopyLikeness || alike < kNearlyACopy) return alike;
    // So close, the short way may have ended on the wrong hill.
    return std::max(alike, alikeAt(finely(fineWhole, finePart, grown(coarse, fine / kCoarse), 4, 0.1, kLongTries)));
}

double copyLikenessOf(const cv::Mat& left, const cv::Mat& right) {
    const cv::Mat small = scaledTo(left, kCoarse / longSide(left)), other = scaledTo(right, kCoarse / longSide(right));
    // Either may be cut from the other; the one that looks better is tried first, and mostly is enough.
    const Place inLeft = coarsely(small, other), inRight = coarsely(other, small);
    const bool leftFirst = inLeft.score >= inRight.score;
    if (std::max(inLeft.score, inRight.score) < kWorthAFineLook) return 0;
    const double first = leftFirst ? likeness(left, right, inLeft) : likeness(right, left, inRight);
    const bool otherIsWorthIt = first >= kNearlyACopy || std::min(inLeft.score, inRight.score) >= kWorthAFineLook;
    if (first >= kCopyLikeness || !otherIsWorthIt) return first;
    return std::max(first, leftFirst ? likeness(right, left, inRight) : likeness(left, right, inLeft));
}

} // namespace

std::optional<PhotoPrint> photoPrint(const QImage& image) {
    if (std::min(image.width(), image.height()) < kLeastSide) return std::nullopt;
    const auto print = guarded([&]() -> std::optional<PhotoPrint> {
        const cv::Mat grey = greyOf(image);
        if (deviation(grey) < kPlain) return std::nullopt;
        return printOf(grey);
    });
    return print ? *print : std::nullopt;
}

int printDistance(const PhotoPrint& a, const PhotoPrint& b) {
    int least = 64;
    for (size_t i = 0; i < a.size(); ++i)
        least = std::min({least, std::popcount(a[0] ^ b[i]), std::popcount(a[i] ^ b[0])});
    return least;
}

QByteArray toBytes(const PhotoPrint& print) {
    QByteArray bytes(qsizetype(sizeof(PhotoPrint)), Qt::Uninitialized);
    qToLittleEndian<quint64>(print.data(), qsizetype(print.size()), bytes.data());
    return bytes;
}

std::optional<PhotoPrint> printFromBytes(const QByteArray& bytes) {
    if (bytes.size() != qsizetype(sizeof(PhotoPrint))) return std::nullopt;
    PhotoPrint print{};
    qFromLittleEndian<quint64>(bytes.constData(), qsizetype(print.size()), print.data());
    return print;
}

double copyLikeness(const QImage& a, const QImage& b) {
    if (!photoPrint(a) || !photoPrint(b)) return 0;
    const auto found = guarded([&] { return copyLikenessOf(greyOf(a), greyOf(b)); });
    return found ? *found : 0;
}

} // namespace haziri::face
