#include "ui/presenter/VoiceWorker.h"

#include <QLocale>
#include <QTextToSpeech>

namespace haziri::ui {

VoiceWorker::VoiceWorker() = default;
VoiceWorker::~VoiceWorker() = default;

void VoiceWorker::setLanguage(const QString& code) {
    if (!m_tried) {
        m_tried = true;
        // "mock" comes with Qt's own tests and says nothing.
        QStringList engines = QTextToSpeech::availableEngines();
        engines.removeAll(QStringLiteral("mock"));
        if (!engines.isEmpty()) m_speech = std::make_unique<QTextToSpeech>(engines.first());
        if (m_speech && m_speech->state() == QTextToSpeech::Error) m_speech.reset();
    }
    m_available = false;
    const QLocale wanted(code);
    for (const QLocale& locale : m_speech ? m_speech->availableLocales() : QList<QLocale>()) {
        if (locale.language() != wanted.language()) continue;
        const bool indian = locale.territory() == QLocale::India;
        if (!m_available || indian) m_speech->setLocale(locale);
        m_available = true;
        if (indian) break;
    }
    Q_EMIT availableChanged(m_available);
}

void VoiceWorker::say(const QString& text) {
    if (!m_available) return;
    if (m_speech->state() == QTextToSpeech::Speaking) m_speech->stop(); // the next one stands there already
    m_speech->say(text);
}

void VoiceWorker::stop() {
    if (m_speech) m_speech->stop();
}

} // namespace haziri::ui
