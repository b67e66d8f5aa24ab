// A folder of people's pictures, looked at once by the product's own detector and embedder.
//
// Whose picture is whose is SetLayout's matter. What is no picture is left out and counted, as is a picture that cannot
// be read or shows no face.
#pragma once

#include "core/face/FaceEngine.h"
#include "tests/bench/face/SetLayout.h"

#include <QMap>
#include <QStringList>
#include <vector>

namespace haziri::bench {

struct Picture {
    int person = 0;
    QString path{};
    bool readable = false;
    int faces = 0;
    face::Quality quality = face::Quality::Good; ///< of the chosen face
    bool covered = false;
    double mouthEdges = 0, eyesLight = 0; ///< see face::QualityReport
    bool darkGlasses = false;
    face::Embedding embedding{}; ///< empty where there is no face
};

struct FaceSet {
    SetLayout layout;
    QStringList people;            ///< names
    std::vector<Picture> pictures; ///< by person
    double seconds = 0;            ///< for reading and looking

    /// The pictures with a face, by person.
    std::vector<std::vector<const Picture*>> byPerson() const;
    int count(bool (*what)(const Picture&)) const;
};

/// `list`: a line for each picture on standard output, afterwards. Several threads, each with an engine of its own;
/// progress on standard error. The error is the engine's.
Result<FaceSet> readFaceSet(const SetLayout& layout, int threads, bool list);

/// The pictures of a layout by person, not looked at yet.
FaceSet listedSet(const SetLayout& layout);

/// Most resident memory so far, MiB.
double peakMemoryMiB();

} // namespace haziri::bench
