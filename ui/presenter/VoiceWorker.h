// The part of Voice that talks to the speech service; lives on the voice thread.
#pragma once

#include <QObject>
#include <memory>

class QTextToSpeech;

namespace haziri::ui {

class VoiceWorker : public QObject {
    Q_OBJECT
  public:
    VoiceWorker();
    ~VoiceWorker() override;
    void setLanguage(const QString& code);
    void say(const QString& text);
    void stop();

  Q_SIGNALS:
    void availableChanged(bool available); ///< a voice for the language is there

  private:
    std::unique_ptr<QTextToSpeech> m_speech; ///< none: no engine is installed, or it does not run
    bool m_tried = false, m_available = false;
};

} // namespace haziri::ui
