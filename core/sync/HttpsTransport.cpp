#include "core/sync/HttpsTransport.h"

#include "core/sync/NetworkWorker.h"

namespace haziri::sync {

HttpsTransport::HttpsTransport(const QUrl& base, const QByteArray& pin)
    : m_worker(new NetworkWorker(base, pin))
    , m_mailbox(std::make_unique<QObject>()) {
    m_thread.setObjectName(QStringLiteral("network"));
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

HttpsTransport::~HttpsTransport() {
    m_thread.quit();
    m_thread.wait();
}

void HttpsTransport::send(HttpRequest request, QObject* context, Done done) {
    // Only the mailbox is touched from the network thread; whether the context still lives is asked on its own thread.
    const QPointer<QObject> guard(context);
    QObject* const mailbox = m_mailbox.get();
    auto deliver = [guard, mailbox, done = std::move(done)](Result<HttpAnswer> answer) {
        QMetaObject::invokeMethod(
            mailbox,
            [guard, done, answer = std::move(answer)]() mutable {
                if (guard) done(std::move(answer));
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, request = std::move(request), deliver] { worker->perform(request, deliver); },
        Qt::QueuedConnection);
}

void HttpsTransport::cancelAll() {
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->cancelAll(); }, Qt::QueuedConnection);
}

} // namespace haziri::sync
