// One line of JSON per request, for people and for log collectors.
//
// Only what stands in Line is written: no query, no body, no Authorization. Everything a client can choose is cut to
// size and escaped by the JSON writer, so a line break in a field can never begin a line of its own.
#pragma once

#include "core/base/Clock.h"

#include <QHostAddress>
#include <functional>
#include <mutex>

namespace haziri::http {

/// Thread-safe.
class AccessLog {
  public:
    using Sink = std::function<void(const QByteArray& line)>; ///< gets the line without its end

    struct Line {
        QByteArray method, path, code, device;
        QHostAddress peer;
        int status = 0;
        qint64 bytesIn = 0, bytesOut = 0, elapsedMs = 0;
    };

    AccessLog(const Clock& clock, Sink sink);
    static Sink toStandardError();

    void write(const Line& line);
    /// Something the operator should know, outside any request.
    void note(const QByteArray& event, const QString& message);

  private:
    const Clock& m_clock;
    Sink m_sink;
    std::mutex m_mutex;
};

} // namespace haziri::http
