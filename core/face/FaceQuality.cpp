#include "core/face/FaceQuality.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace haziri::face {

double sidewaysTurn(const FivePoints& points) {
    const QPointF line = points[1] - points[0], nose = points[2] - points[0];
    const double length = QPointF::dotProduct(line, line);
    if (length < 1e-6) return 1;
    return 2 * QPointF::dotProduct(nose, line) / length - 1;
}

namespace {
// A mouth has edges nearly as strong as eyes and brows; a mask is plain there. Places of the aligned face.
double mouthEdges(const cv::Mat& alignedGrey) {
    cv::Mat edges;
    cv::Sobel(alignedGrey, edges, CV_32F, 0, 1);
    const auto strength = [&](const cv::Rect& place) { return cv::mean(cv::abs(edges(place)))[0]; };
    return strength({42, 84, 28, 20}) / (strength({32, 44, 48, 16}) + 1);
}

// Around bare eyes the skin is little darker than on the cheeks; dark glasses are much darker, whatever the skin.
double eyesLight(const cv::Mat& alignedGrey) {
    const auto light = [&](const cv::Rect& place) { return cv::mean(alignedGrey(place))[0]; };
    const double eyes = (light({27, 45, 22, 16}) + light({63, 45, 22, 16})) / 2;
    const double cheeks = (light({28, 68, 16, 14}) + light({68, 68, 16, 14})) / 2;
    return eyes / (cheeks + 1);
}
} // namespace

QualityReport assessQuality(const cv::Mat& aligned, const FaceBox& face, const Landmarks& landmarks,
                            const QualityLimits& limits) {
    QualityReport report;
    report.heightPx = face.box.height();
    report.turn = sidewaysTurn(fivePoints(landmarks));
    cv::Mat grey, edges;
    cv::cvtColor(aligned, grey, cv::COLOR_BGR2GRAY);
    report.mouthEdges = mouthEdges(grey);
    report.eyesLight = eyesLight(grey);
    report.darkGlasses = report.eyesLight < limits.minEyesLight;
    report.covered = report.mouthEdges < limits.minMouthEdges;
    grey = grey(cv::Rect(22, 35, 68, 70)); // the face itself: hair and background say nothing of its light
    report.brightness = cv::mean(grey)[0];
    cv::Laplacian(grey, edges, CV_32F);
    cv::Scalar mean, deviation;
    cv::meanStdDev(edges, mean, deviation);
    report.sharpness = deviation[0] * deviation[0];

    if (report.heightPx < limits.minHeightPx)
        report.verdict = Quality::TooSmall;
    else if (report.brightness < limits.minBrightness)
        report.verdict = Quality::TooDark;
    else if (report.brightness > limits.maxBrightness)
        report.verdict = Quality::TooBright;
    else if (report.sharpness < limits.minSharpness)
        report.verdict = Quality::Blurred;
    else if (std::abs(report.turn) > limits.maxTurn)
        report.verdict = Quality::TurnedAway;
    return report;
}

} // namespace haziri::face
