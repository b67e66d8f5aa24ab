#include "ui/presenter/Voice.h"

#include "ui/presenter/VoiceWorker.h"

namespace haziri::ui {

Voice::Voice(QObject* parent)
    : QObject(parent)
    , m_worker(new VoiceWorker) {
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("voice"));
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &VoiceWorker::availableChanged, this, [this](bool available) {
        if (m_available == available) return;
        m_available = available;
        Q_EMIT availableChanged(available);
    });
    m_thread.start();
}

Voice::~Voice() {
    stop();
    m_thread.quit();
    m_thread.wait();
}

void Voice::setLanguage(const QString& code) {
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, code] { worker->setLanguage(code); });
}

void Voice::sayName(const QString& text) {
    if (m_on && m_available) readAloud(text);
}

void Voice::readAloud(const QString& text) {
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, text] { worker->say(text); });
}

void Voice::stop() {
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->stop(); });
}

} // namespace haziri::ui
