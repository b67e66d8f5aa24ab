// A head of points before a camera, and the same head printed on paper: what landmarks would be seen as it turns and is
// moved. Made of proportions, nobody's measures.
#pragma once

#include "core/face/Face.h"

#include <array>
#include <cmath>

namespace haziri::test {

struct Point3 {
    double x = 0, y = 0, z = 0; ///< millimetres: right and down as in the picture, z towards the camera
};

/// Angles in degrees; yaw above 0 turns the face towards the picture's right edge, its own left.
struct Pose {
    double yaw = 0, pitch = 0, roll = 0;
    double x = 0, y = 0;
    double away = 600; ///< from the camera
};

inline std::array<Point3, 68> headPoints() {
    std::array<Point3, 68> points{};
    const auto eye = [&](std::initializer_list<int> lids, double x) {
        for (const int i : lids)
            points[size_t(i)] = {x, 0, 0};
    };
    eye({36, 37, 38, 39, 40, 41}, -31);
    eye({42, 43, 44, 45, 46, 47}, 31);
    points[30] = {0, 40, 28};
    points[48] = points[60] = {-25, 68, 6};
    points[54] = points[64] = {25, 68, 6};
    return points;
}

/// The same seen from the front, flat.
inline std::array<Point3, 68> printPoints(double bend = 0) {
    auto points = headPoints();
    for (Point3& p : points)
        p.z = -bend * p.x * p.x; // bent about an upright axis
    return points;
}

/// `pivot`: how far behind the face it turns; the neck of a head, nothing for paper.
inline face::Landmarks project(const std::array<Point3, 68>& points, const Pose& pose, double pivot) {
    constexpr double kRad = M_PI / 180, kFocal = 620;
    const auto turn = [](double& a, double& b, double degrees) {
        const double c = std::cos(degrees * kRad), s = std::sin(degrees * kRad), before = a;
        a = c * before + s * b;
        b = -s * before + c * b;
    };
    face::Landmarks seen;
    for (size_t i = 0; i < points.size(); ++i) {
        Point3 p = points[i];
        p.y -= 34; // the middle of the face
        p.z += pivot;
        turn(p.x, p.z, pose.yaw);
        turn(p.y, p.z, pose.pitch);
        turn(p.x, p.y, pose.roll);
        p.z -= pivot;
        const double depth = pose.away - p.z;
        seen[i] = QPointF(320 + kFocal * (p.x + pose.x) / depth, 240 + kFocal * (p.y + pose.y) / depth);
    }
    return seen;
}

inline face::Landmarks head(const Pose& pose) {
    return project(headPoints(), pose, 80);
}
inline face::Landmarks print(const Pose& pose, double bend = 0) {
    return project(printPoints(bend), pose, 0);
}

} // namespace haziri::test
