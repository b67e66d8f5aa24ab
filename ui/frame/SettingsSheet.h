// Language, look, camera and sound, in a sheet beside the rail; what this program and laptop are, beneath.
#pragma once

#include "core/muster/DayTypes.h"

#include <QList>
#include <QString>
#include <functional>
#include <utility>

class QWidget;

namespace haziri::ui {

class Popover;

struct SettingsSheet {
    QString theme, language, camera;
    bool sound = true, voice = true;
    int lockMinutes = 0;                        ///< 0: never by itself
    QList<std::pair<QString, QString>> cameras; ///< spec as `--camera` takes it, and name
    muster::PlaceInfo place;
    QList<std::pair<QString, QString>> receivers; ///< as Laptop::setReceiver() takes it, and name
    QList<std::pair<QString, QString>> about;     ///< what, value

    std::function<void(const QString&)> themeChosen, languageChosen, cameraChosen, receiverChosen;
    std::function<void(bool)> soundChosen;
    std::function<void(bool)> voiceChosen;   ///< none: the system has no voice for the language
    std::function<void()> diagnosticsWanted; ///< none: nothing is offered
    std::function<void(int)> lockChosen;
    muster::PhotoLane photos;
    std::function<void(const sync::PhotoBudget&)> photoBudgetChosen; ///< none: nothing is offered

    void openBeside(QWidget* anchor) const;

  private:
    void addPhotoBudget(Popover* sheet) const;
};

} // namespace haziri::ui
