// What a helper far away needs to know of this installation, and nothing of any person: no names, ids, photos, places,
// addresses, and no path that would name a user.
#pragma once

#include "core/muster/DayTypes.h"

#include <QJsonObject>

namespace haziri::app {

struct Diagnosis {
    QString theme, language, cameraSpec;
    int cameras = 0;
    bool isRegistered = false;
    muster::LineStatus line;
    muster::QueueSummary queue;
    muster::ClockCertainty clock;
    QString profileDir; ///< looked at for free space and sizes, never named
    UnixMillis now;
};

QJsonObject diagnose(const Diagnosis& facts);

} // namespace haziri::app
