// One keep-alive connection that sends bytes made beforehand and reads the answer: cheap enough to share two cores
// with the server that is measured.
#pragma once

#include <QByteArray>
#include <initializer_list>

namespace haziri::bench {

struct Answer {
    int status = 0;
    QByteArray body;
};

/// Blocking; one thread. Whatever goes wrong on the line ends the program.
class BenchClient {
  public:
    explicit BenchClient(quint16 port);
    ~BenchClient();
    BenchClient(const BenchClient&) = delete;

    /// The parts are one request, head included.
    Answer exchange(std::initializer_list<QByteArrayView> parts);

  private:
    void send(std::initializer_list<QByteArrayView> parts);
    qsizetype receive();
    int m_socket = -1;
    QByteArray m_buffer;
};

/// A request's head. `headers`: further lines, each with its CRLF.
QByteArray requestHead(const QByteArray& method, const QByteArray& path, qsizetype bodyBytes,
                       const QByteArray& headers = {});

} // namespace haziri::bench
