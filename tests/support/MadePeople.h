// Sixty people are needed where photographs of two dozen are at hand: each photograph is stretched into others, as a
// fairground mirror does, and only those stay that the models take for somebody of his own. They are people as the
// embedder sees them; nobody would say that they look natural.
#pragma once

#include "core/face/FaceEngine.h"
#include "core/face/Picture.h"
#include "tests/support/PictureStream.h"
#include "tests/support/Scenes.h"
#include "tests/support/TestPictures.h"

#include <QPainter>
#include <QTransform>

namespace haziri::test {

struct MadePerson {
    QImage portrait; ///< one face with room around it
    face::Embedding embedding;
};

/// Width and the heights of the upper and the lower half of the picture, as shares.
struct Mirror {
    double wide = 1, upper = 1, lower = 1;
};

inline QImage seenIn(const Mirror& mirror, const QImage& picture) {
    const int wide = int(picture.width() * mirror.wide), half = picture.height() / 2;
    const int upper = int(half * mirror.upper), lower = int(half * mirror.lower);
    QImage image(wide, upper + lower, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(0, 0, wide, upper), picture, QRect(0, 0, picture.width(), half));
    painter.drawImage(QRect(0, upper, wide, lower), picture, QRect(0, half, picture.width(), half));
    return image;
}

/// One picture of each of the five, and every face of the groups cut out.
inline QList<QImage> everybodysFace(face::FaceEngine& engine) {
    QList<QImage> faces;
    for (const QStringList& pictures : johns())
        faces.append(*face::readPicture(pictures.first()));
    for (const QString& path : groups()) {
        const QImage group = *face::readPicture(path);
        const auto boxes = engine.detect(group);
        for (const face::FaceBox& found : *boxes) {
            const double side = found.box.height() * 1.5;
            faces.append(group.copy(QRectF(found.box.center() - QPointF(side, side) / 2, QSizeF(side, side)).toRect()));
        }
    }
    return faces;
}

/// In clothes of his own: without them two people made of one photograph are rightly taken for copies of it.
inline QImage dressed(QImage portrait, int person) {
    QPainter(&portrait).drawImage(QRect(0, 385, 640, 95), scene(500 + person), QRect(0, 100, 640, 95));
    return portrait;
}

/// At most `count`, each less alike to all others than `limit`; those that are least alike to anybody stand last.
inline QList<MadePerson> madePeople(face::FaceEngine& engine, qsizetype count, float limit = 0.58F) {
    static constexpr Mirror kMirrors[] = {{1, 1, 1},        {0.7, 1, 1},       {1.45, 1, 1},      {1, 1.45, 0.75},
                                          {1, 0.65, 1.45},  {0.7, 1.35, 0.75}, {1.35, 0.7, 1.3},  {1.3, 1.35, 0.7},
                                          {0.7, 0.7, 1.35}, {0.55, 1, 1},      {1.7, 1, 1},       {0.6, 1.4, 0.9},
                                          {1, 1.6, 0.6},    {1, 0.55, 1.6},    {1.5, 0.65, 1.35}, {1.5, 1.4, 0.65}};
    QList<MadePerson> people;
    const QList<QImage> faces = everybodysFace(engine);
    const auto fit = [](const face::Face& face) {
        // Well within the limits, so that a moment later he still is.
        return face.quality.verdict == face::Quality::Good && std::abs(face.quality.turn) < 0.5 &&
               face.quality.sharpness > 25 && face.found.score > 0.8F && !face.quality.covered &&
               !face.quality.darkGlasses;
    };
    for (const Mirror& mirror : kMirrors)
        for (const QImage& face : faces) {
            if (people.size() == count) break;
            const QImage portrait = onCanvas(seenIn(mirror, face), 0.55);
            const auto seen = engine.scan(portrait, {.liveness = false, .maxFaces = 2});
            if (!seen || seen->size() != 1 || !fit(seen->front())) continue;
            const face::Embedding& embedding = seen->front().embedding;
            float nearest = -1;
            for (const MadePerson& one : people)
                nearest = std::max(nearest, face::similarity(one.embedding, embedding));
            if (nearest < limit) people.append({dressed(portrait, int(people.size())), embedding});
        }
    std::vector<std::pair<float, qsizetype>> order;
    for (qsizetype i = 0; i < people.size(); ++i) {
        float nearest = -1;
        for (qsizetype k = 0; k < people.size(); ++k)
            if (k != i) nearest = std::max(nearest, face::similarity(people[i].embedding, people[k].embedding));
        order.emplace_back(-nearest, i);
    }
    std::sort(order.begin(), order.end());
    QList<MadePerson> sorted;
    for (const auto& [likeness, place] : order)
        sorted.append(people[place]);
    return sorted;
}

/// The same person a moment later: a little nearer, askew, in another light.
inline QImage aMomentLater(const MadePerson& person, int moment) {
    const QImage& portrait = person.portrait;
    QImage view(portrait.size(), QImage::Format_RGB32);
    view.fill(QColor(118, 122, 126));
    QPainter painter(&view);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(view.width() / 2.0 + moment % 3 * 6 - 6, view.height() / 2.0);
    painter.rotate(moment % 5 - 2);
    const double near = 1.0 + 0.02 * (moment % 4);
    painter.scale(near, near);
    painter.drawImage(QPointF(-view.width() / 2.0, -view.height() / 2.0), portrait);
    painter.resetTransform();
    painter.fillRect(view.rect(), moment % 2 ? QColor(255, 255, 255, 22) : QColor(0, 0, 0, 22));
    return view;
}

} // namespace haziri::test
