// Which pictures of a folder show living people and which prints or screens, by the names of the folders they lie in:
// the nearest one above a picture that says so counts.
//
//   live/…, spoof/…                    also real, genuine, client…, bonafide; attack, fake, print, replay, mask,
//   imposter… train/live/…, test/attack/print/…  whatever lies above or below person/live/…, person/spoof/…      the
//   same
//
// Videos are counted, not read.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace haziri::bench {

struct LiveSequence {
    QStringList pictures; ///< one after another, by name with numbers counted as such
};

struct LiveLayout {
    QList<LiveSequence> live, spoof;
    QString words;  ///< what was found and what was left out
    int unsaid = 0; ///< pictures in folders that say neither
    int videos = 0;
    int others = 0; ///< files that are neither
};

LiveLayout liveLayoutOf(const QString& folder);

} // namespace haziri::bench
