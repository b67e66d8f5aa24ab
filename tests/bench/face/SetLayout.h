// Whose picture is whose in a folder that somebody gives: the ways in which sets of faces are commonly laid out.
//
//   a folder a person, with pictures in it and below it                      person/1.jpg, person/day two/1.jpg
//   the same inside one or more folders that hold nothing else               lfw/lfw/person/1.jpg
//   the same in parts, a name meaning one person in all of them              train/person/1.jpg, test/person/2.jpg
//   the same sorted once more (few folders, many below, each name once)      region/person/1.jpg
//   pictures side by side, told by their names up to the number              person_0001.jpg, person-2.png
//   pictures anywhere, told by a list of lines "picture, person"             identities.csv, *.txt
//
// What was taken for what is said in `words`; whoever knows better says `--depth` or `--labels`. Needs no models.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace haziri::bench {

struct ListedPicture {
    QString path;
    QString person;
};

struct SetLayout {
    QString root;
    QString words;                 ///< a sentence: what was taken for a person
    QList<ListedPicture> pictures; ///< by person, then by path
    int otherFiles = 0;            ///< not pictures
    int loosePictures = 0;         ///< of nobody
    int missing = 0;               ///< named by the list of labels and not there
    QString pairsFile;             ///< a list of pairs that lies there; empty: none
    QString problem;               ///< why nothing can be measured, empty where it can
};

struct LayoutWish {
    int depth = 0;  ///< people are the folders so many levels below; 0: found out
    QString labels; ///< a list to go by; empty: found out
};

SetLayout layoutOf(const QString& folder, const LayoutWish& wish = {});

/// By its name; by its first bytes where the name says nothing.
bool isPicture(const QString& path);
/// All pictures below a folder, sorted; `other` counts the files that are none.
QStringList picturesBelow(const QString& folder, int& other);

} // namespace haziri::bench
