#include "core/face/FaceAligner.h"

#include "core/face/Network.h"

#include <opencv2/imgproc.hpp>

namespace haziri::face {

const FivePoints& alignmentTemplate() {
    static const FivePoints points{QPointF(38.2946, 51.6963), QPointF(73.5318, 51.5014), QPointF(56.0252, 71.7366),
                                   QPointF(41.5493, 92.3655), QPointF(70.7299, 92.2041)};
    return points;
}

// With p = from − mean and q = to − mean, the scaled rotation (a −b; b a) that minimises Σ|R p − q|² has
// a = Σ p·q / Σ|p|² and b = Σ p×q / Σ|p|². In the plane this needs no decomposition and cannot mirror.
cv::Matx23d similarityTransform(const FivePoints& from, const FivePoints& to, bool* ok) {
    QPointF meanFrom, meanTo;
    for (size_t i = 0; i < from.size(); ++i) {
        meanFrom += from[i] / double(from.size());
        meanTo += to[i] / double(to.size());
    }
    double along = 0, across = 0, spread = 0;
    for (size_t i = 0; i < from.size(); ++i) {
        const QPointF p = from[i] - meanFrom, q = to[i] - meanTo;
        along += p.x() * q.x() + p.y() * q.y();
        across += p.x() * q.y() - p.y() * q.x();
        spread += p.x() * p.x() + p.y() * p.y();
    }
    const bool fits = std::isfinite(spread) && std::isfinite(along) && std::isfinite(across) && spread > 1e-6;
    if (ok) *ok = fits;
    if (!fits) return cv::Matx23d::zeros();
    const double a = along / spread, b = across / spread;
    return {a, -b, meanTo.x() - a * meanFrom.x() + b * meanFrom.y(),
            b, a,  meanTo.y() - b * meanFrom.x() - a * meanFrom.y()};
}

Result<cv::Mat> align(const cv::Mat& bgr, const FivePoints& points) {
    bool ok = false;
    cv::Matx23d m = similarityTransform(points, alignmentTemplate(), &ok);
    const double scale = std::hypot(m(0, 0), m(1, 0));
    if (!ok || scale < 1e-4) return fail("VISION_FAILED", QStringLiteral("The points of the face fall together."));
    return guarded([&] {
        cv::Mat source = bgr, aligned;
        if (scale < 0.5) { // average before sampling, or the small picture is made of pixels picked by chance
            cv::resize(bgr, source, {}, scale * 1.5, scale * 1.5, cv::INTER_AREA);
            FivePoints shrunk = points;
            for (QPointF& p : shrunk)
                p = QPointF((p.x() + 0.5) * source.cols / bgr.cols - 0.5, (p.y() + 0.5) * source.rows / bgr.rows - 0.5);
            m = similarityTransform(shrunk, alignmentTemplate());
        }
        cv::warpAffine(source, aligned, m, {kAlignedSize, kAlignedSize}, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                       cv::Scalar::all(0));
        return aligned;
    });
}

} // namespace haziri::face
