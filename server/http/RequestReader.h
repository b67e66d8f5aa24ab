// Reads one HTTP/1.x request strictly from the bytes of a connection (RFC 9112), with limits.
//
// Qt HttpServer 6.4.2 takes nearly anything for a request, so nothing reaches it that has not passed here. Boost.Beast
// does the parsing; what it lets through but the RFC or common sense does not is refused on top: folded lines, bare
// line feeds, foreign versions, a missing or repeated Host, repeated fields that must be single, any transfer coding
// but chunked, a target that is no plain path. No sockets, no time: a pure state machine. One thread.
#pragma once

#include "server/http/Message.h"

#include <memory>

namespace haziri::http {

struct RequestHead {
    QByteArray method;
    QByteArray target; ///< origin form, of whatever form it came in: starts with a slash, printable ASCII
    int version = 11;  ///< 10 or 11
    Fields fields;
    qint64 contentLength = 0; ///< 0 where none is announced
    bool chunked = false;
    bool keepAlive = true;
    bool expectContinue = false;
};

struct Refusal {
    int status = 400;
    QByteArray code;
    QString detail;
};

class RequestReader {
  public:
    enum class State {
        Head,    ///< more bytes are needed before the head is whole
        Body,    ///< head() is known; first return: set the body limit, then feed on
        Done,    ///< head and body are whole
        Refused, ///< refusal() says why; the connection cannot go on
    };

    RequestReader(qsizetype headLimit, int fieldLimit);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    /// Takes what it can use off the front of `buffer`. Bytes behind the end of the request stay there.
    State feed(QByteArray& buffer);
    State state() const { return m_state; }

    const RequestHead& head() const { return m_head; }
    const Refusal& refusal() const { return m_refusal; }

    /// Call once when Body is first returned. An announced length over the limit refuses at once (413).
    State setBodyLimit(qsizetype bytes);
    qsizetype bodyBytes() const;
    QByteArray takeBody();

  private:
    State feedHead(QByteArray& buffer);
    State feedBody(QByteArray& buffer);
    enum class Scan { Partial, Whole, Malformed };
    Scan scanHead(const QByteArray& buffer);
    bool readHead();
    State refuse(int status, const char* code, const QString& detail);

    struct Parser;
    std::unique_ptr<Parser> m_parser;
    State m_state = State::Head;
    RequestHead m_head;
    Refusal m_refusal;
    qsizetype m_headLimit;
    int m_fieldLimit;
    qsizetype m_scanned = 0;
    qsizetype m_bodyLimit = 0;
};

} // namespace haziri::http
