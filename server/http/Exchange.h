// One request and its answer, dressed up as the socket that Qt HttpServer wants.
//
// Qt HttpServer 6.4.2 hands its handlers a bare pointer to the client's socket and deletes that socket the moment the
// client hangs up: an answer written later lands in freed memory. Here it never meets the client's socket. It gets this
// one, which holds exactly one whole request, already checked, and collects the answer in memory. An Exchange lives
// until it has been answered, whatever the client does meanwhile; so no answer can come too late, requests cannot
// overtake each other, and Qt HttpServer's lax parser sees only what RequestReader wrote.
//
// Lives on the server's thread, like all of server/http but Router's handlers.
#pragma once

#include "server/http/Message.h"
#include "server/http/RequestReader.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <memory>

class QHttpServerResponder;

namespace haziri::http {

struct Peer {
    QHostAddress address;
    quint16 port = 0;
    bool encrypted = false;
};

class Exchange final : public QTcpSocket {
    Q_OBJECT

  public:
    Exchange(const RequestHead& head, const QByteArray& body, const Peer& peer);
    ~Exchange() override;

    const RequestHead& head() const { return m_head; }
    /// Kept from Qt HttpServer, which would copy it several times: it gets the head alone.
    const QByteArray& body() const { return m_body; }
    bool encrypted() const { return m_encrypted; }
    qint64 elapsedMs() const { return m_clock.elapsed(); }

    /// Qt HttpServer's own writer of answers, kept until answer().
    void setResponder(std::unique_ptr<QHttpServerResponder> responder);
    bool isDispatched() const { return m_responder != nullptr; }

    /// Writes the answer through the responder, emits answered(), and lets Qt HttpServer delete this object. Once.
    void answer(const Response& response, bool closeAfterwards);

    qint64 bytesAvailable() const override;
    void disconnectFromHost() override; ///< Qt HttpServer gives up on the request; never expected

  Q_SIGNALS:
    /// The answer's exact bytes as they are to go to the client.
    void answered(const QByteArray& bytes);

  protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

  private:
    RequestHead m_head;
    QByteArray m_body;
    QByteArray m_request;
    qsizetype m_read = 0;
    QByteArray m_answer;
    std::unique_ptr<QHttpServerResponder> m_responder;
    QElapsedTimer m_clock;
    bool m_encrypted = false;
    bool m_finished = false;
};

} // namespace haziri::http
