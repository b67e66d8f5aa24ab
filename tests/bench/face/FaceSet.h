// A folder of people's pictures, looked at once by the product's own detector and embedder.
//
// Each folder below the root is a person, with all pictures in it and below it. Where the root holds one folder and
// nothing else, that one is taken for the root. What is no picture is left out and counted, as is a picture that
// cannot be read or shows no face.
#pragma once

#include "core/face/FaceEngine.h"

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
    QString root;
    QStringList people;            ///< folder names
    std::vector<Picture> pictures; ///< by person
    int otherFiles = 0;            ///< not of a kind that is read
    int loosePictures = 0;         ///< directly in the root: of nobody
    double seconds = 0;            ///< for reading and looking

    /// The pictures with a face, by person.
    std::vector<std::vector<const Picture*>> byPerson() const;
    int count(bool (*what)(const Picture&)) const;
};

/// `list`: a line for each picture on standard output, afterwards. Several threads, each with an engine of its own;
/// progress on standard error. The error is the engine's.
Result<FaceSet> readFaceSet(const QString& folder, int threads, bool list);

/// By its name.
bool isPicture(const QString& name);
/// All pictures below a folder, sorted; `other` counts the files that are none.
QStringList picturesBelow(const QString& folder, int& other);

/// Most resident memory so far, MiB.
double peakMemoryMiB();

} // namespace haziri::bench
