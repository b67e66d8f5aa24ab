// Whether one photograph is a copy of another: cut a little, brightened, compressed again, mirrored.
//
// Two steps, since a short hash alone cannot tell a copy from the same person before the same wall a minute later.
// The print finds candidates among many: 64 bits from the low frequencies of a cosine transform (the "DCT hash" of
// C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010). The likeness then lays the two
// pictures over one another and looks at them piece by piece. What was measured with both: resources/docs/faces.md.
#pragma once

#include <QByteArray>
#include <QImage>
#include <array>
#include <optional>

namespace haziri::face {

/// Of the whole picture and of five windows of nine tenths (corners and middle), so that a cut copy meets one of them.
using PhotoPrint = std::array<quint64, 6>;

/// Nothing for a picture that is too small (a side below 48 pixels) or too plain to tell from others.
std::optional<PhotoPrint> photoPrint(const QImage& image);
/// Bits that differ between the closest two of their windows, 0 to 64; pictures that have nothing to do with one
/// another lie above 20.
int printDistance(const PhotoPrint& a, const PhotoPrint& b);
QByteArray toBytes(const PhotoPrint& print);
std::optional<PhotoPrint> printFromBytes(const QByteArray& bytes);

/// A pair this close may be a copy and is worth a look at its likeness.
inline constexpr int kPrintNear = 16;
/// From here on it is a copy.
inline constexpr double kCopyLikeness = 0.95;

/// 0 to 1: the correlation of the least alike sixteenth of the pieces, once the one picture lies best on the other.
/// Any thread; a bounded number of looks, which took 80 ms of processor time at most. 0 where either is null or too
/// plain, or an error of the library.
double copyLikeness(const QImage& a, const QImage& b);

} // namespace haziri::face
