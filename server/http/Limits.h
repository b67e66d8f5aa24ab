// What one client, and all of them together, may cost the server. Times are milliseconds, sizes bytes.
#pragma once

#include <QtGlobal>

namespace haziri::http {

struct Limits {
    qsizetype headBytes = 16 * 1024; ///< request line and fields; more is 431
    int headFields = 64;
    /// Request bodies, and answers that were not taken yet, held at once over all connections; more is 503. One address
    /// may hold an eighth of it.
    qsizetype bufferedBytes = 256 * 1024 * 1024;
    /// A body for an address that wants a session, where none is shown; more is 401.
    qsizetype strangerBodyBytes = 64 * 1024;

    /// Every connection comes from a proxy on this machine and begins with its word on whose it is; see ProxyGreeting.
    bool behindProxy = false;

    int connections = 2048;
    /// Past this a newcomer displaces the connection of the same address that has waited longest for a request, so
    /// that silent connections cost an honest client nothing; where all are at work it is not taken. A /64 of IPv6 is
    /// one address.
    int connectionsPerAddress = 512;

    int handshakeMs = 10'000;
    int headMs = 10'000; ///< from the first byte of a request to the end of its head
    int idleMs = 60'000; ///< between two requests, and before the first
    int bodyGapMs = 20'000;
    /// A body must arrive faster than this on average. Low on purpose: a site's line may be a slow mobile one.
    int bodyBytesPerSecond = 4096;
    int writeGapMs = 30'000; ///< a client that does not take its answer
    int lingerMs = 2'000;    ///< how long a refused client may go on sending before it is cut
    qsizetype lingerBytes = 16 * 1024 * 1024;
    int drainMs = 15'000; ///< how long requests in flight may take after SIGTERM

    int handlerThreads = 16;
    int handlersWaiting = 1024; ///< requests queued for a thread; more is 503
};

} // namespace haziri::http
