#include "ui/presenter/Tones.h"

#include <QAudioDevice>
#include <QMediaDevices>
#include <QUrl>

namespace haziri::ui {

Tones::Tones(QObject* parent)
    : QObject(parent) {}

QSoundEffect* Tones::effect(const QString& name) {
    QSoundEffect*& found = m_effects[name];
    if (!found) {
        found = new QSoundEffect(this);
        found->setSource(QUrl(QStringLiteral("qrc:/sounds/%1.wav").arg(name)));
        found->setVolume(0.7F);
    }
    return found;
}

void Tones::play(Tone tone) {
    if (!m_on || QMediaDevices::audioOutputs().isEmpty()) return;
    effect(tone == Tone::Ok     ? QStringLiteral("recorded")
           : tone == Tone::Held ? QStringLiteral("held")
                                : QStringLiteral("unknown"))
        ->play();
}

} // namespace haziri::ui
