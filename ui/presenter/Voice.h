// Names spoken at the gate and the consent read aloud, where the system has a voice for the language; silence
// elsewhere, without a word about it.
//
// The speech service may take its time to answer: it is spoken to on a thread of its own, so that neither the window
// nor the gate ever waits for it. Lives on the caller's thread.
#pragma once

#include <QObject>
#include <QThread>

namespace haziri::ui {

class VoiceWorker;

class Voice : public QObject {
    Q_OBJECT
  public:
    explicit Voice(QObject* parent = nullptr);
    ~Voice() override;

    void setOn(bool on) { m_on = on; } ///< of names; what a person asks for by hand is always read
    bool isOn() const { return m_on; }
    void setLanguage(const QString& code); ///< "hi"; → availableChanged() where that changes something
    bool isAvailable() const { return m_available; }
    void sayName(const QString& text); ///< takes the place of what is being said; dropped while off
    void readAloud(const QString& text);
    void stop();

  Q_SIGNALS:
    void availableChanged(bool available);

  private:
    QThread m_thread;
    VoiceWorker* m_worker; ///< lives on the thread
    bool m_on = true;
    bool m_available = false;
};

} // namespace haziri::ui
