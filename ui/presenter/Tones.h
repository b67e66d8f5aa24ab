// A short sound for what became of a mark. Silent where there is no audio, without a word about it.
#pragma once

#include "ui/theme/Theme.h"

#include <QMap>
#include <QObject>
#include <QSoundEffect>

namespace haziri::ui {

class Tones : public QObject {
    Q_OBJECT
  public:
    explicit Tones(QObject* parent = nullptr);
    void setOn(bool on) { m_on = on; }
    bool isOn() const { return m_on; }
    void play(Tone tone);

  private:
    QSoundEffect* effect(const QString& name);
    QMap<QString, QSoundEffect*> m_effects;
    bool m_on = true;
};

} // namespace haziri::ui
