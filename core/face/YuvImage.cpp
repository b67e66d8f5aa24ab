#include "core/face/YuvImage.h"

#include "core/face/Network.h"

#include <opencv2/imgproc.hpp>

namespace haziri::face {

namespace {
cv::Mat planeOf(const YuvPicture& picture, size_t index, cv::Size size, int type) {
    const YuvPicture::Plane& plane = picture.planes[index];
    const auto line = qsizetype(size.width) * CV_ELEM_SIZE(type);
    CV_Assert(plane.data && plane.stride >= line && plane.bytes >= plane.stride * (size.height - 1) + line);
    return {size, type, const_cast<uchar*>(plane.data), size_t(plane.stride)};
}

// The library wants the three planes of 4:2:0 one after another without gaps.
cv::Mat gathered(const YuvPicture& picture, cv::Size size) {
    cv::Mat whole(size.height * 3 / 2, size.width, CV_8UC1);
    planeOf(picture, 0, size, CV_8UC1).copyTo(whole.rowRange(0, size.height));
    const cv::Size half(size.width / 2, size.height / 2);
    uchar* to = whole.ptr(size.height);
    for (const size_t index : {size_t(1), size_t(2)}) {
        planeOf(picture, index, half, CV_8UC1).copyTo(cv::Mat(half, CV_8UC1, to));
        to += half.area();
    }
    return whole;
}

void convert(const YuvPicture& picture, cv::Size size, cv::Mat& bgr) {
    const cv::Size half(size.width / 2, size.height / 2);
    switch (picture.layout) {
    case YuvLayout::I420:
        return cv::cvtColor(gathered(picture, size), bgr, cv::COLOR_YUV2BGR_I420);
    case YuvLayout::NV12:
    case YuvLayout::NV21:
        return cv::cvtColorTwoPlane(planeOf(picture, 0, size, CV_8UC1), planeOf(picture, 1, half, CV_8UC2), bgr,
                                    picture.layout == YuvLayout::NV12 ? cv::COLOR_YUV2BGR_NV12
                                                                      : cv::COLOR_YUV2BGR_NV21);
    case YuvLayout::YUYV:
        return cv::cvtColor(planeOf(picture, 0, size, CV_8UC2), bgr, cv::COLOR_YUV2BGR_YUY2);
    case YuvLayout::UYVY:
        return cv::cvtColor(planeOf(picture, 0, size, CV_8UC2), bgr, cv::COLOR_YUV2BGR_UYVY);
    case YuvLayout::I422:
        break;
    }
    const cv::Size narrow(size.width / 2, size.height);
    cv::Mat u, v, yuv;
    cv::resize(planeOf(picture, 1, narrow, CV_8UC1), u, size, 0, 0, cv::INTER_LINEAR);
    cv::resize(planeOf(picture, 2, narrow, CV_8UC1), v, size, 0, 0, cv::INTER_LINEAR);
    cv::merge(std::vector<cv::Mat>{planeOf(picture, 0, size, CV_8UC1), v, u}, yuv);
    cv::cvtColor(yuv, bgr, cv::COLOR_YCrCb2BGR); // the library's "YUV" has the analogue scales
}
} // namespace

QImage turned(const QImage& image, int quarters, bool mirrored) {
    if (quarters % 4 == 0) return mirrored ? image.mirrored(true, false) : image;
    const QImage bgr = image.convertToFormat(QImage::Format_BGR888);
    const cv::Mat from(bgr.height(), bgr.width(), CV_8UC3, const_cast<uchar*>(bgr.constBits()),
                       size_t(bgr.bytesPerLine()));
    QImage result(quarters % 2 ? bgr.size().transposed() : bgr.size(), QImage::Format_BGR888);
    cv::Mat to(result.height(), result.width(), CV_8UC3, result.bits(), size_t(result.bytesPerLine()));
    const int turns[] = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
    cv::rotate(from, to, turns[quarters % 4 - 1]);
    return mirrored ? result.mirrored(true, false) : result;
}

Result<QImage> toImage(const YuvPicture& picture) {
    const cv::Size size(picture.size.width(), picture.size.height());
    auto image = guarded([&] {
        CV_Assert(size.width > 0 && size.height > 0 && size.width % 2 == 0 && size.height % 2 == 0);
        QImage result(picture.size, QImage::Format_BGR888);
        CV_Assert(!result.isNull());
        cv::Mat bgr(size, CV_8UC3, result.bits(), size_t(result.bytesPerLine()));
        const uchar* const place = bgr.data;
        convert(picture, size, bgr);
        CV_Assert(bgr.data == place); // written in place, not into a picture of the library's own
        return result;
    });
    if (!image) return fail("PICTURE_UNREADABLE", image.error().message);
    return image;
}

} // namespace haziri::face
