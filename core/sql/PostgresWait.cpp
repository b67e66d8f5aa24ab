#include "core/sql/PostgresWait.h"

#include <QtGlobal>
#include <cstring>
#include <memory>
#include <vector>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace haziri::sql {

namespace {

#ifdef Q_OS_UNIX

struct FreeOptions {
    void operator()(PQconninfoOption* all) const { PQconninfoFree(all); }
};

bool isAnybodyThere(PGconn* connection) {
    const std::unique_ptr<PQconninfoOption, FreeOptions> all(PQconninfo(connection));
    if (!all) return true; // no memory to ask with: go on waiting
    // Without a descriptor for the question libpq reports silence, which nobody has listened to.
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return true;
    ::close(descriptor);
    std::vector<const char*> names{"connect_timeout"}, values{kAskSeconds};
    for (const PQconninfoOption* one = all.get(); one->keyword; ++one) {
        if (!one->val || std::strcmp(one->keyword, "connect_timeout") == 0) continue;
        names.push_back(one->keyword);
        values.push_back(one->val);
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    // PQPING_NO_ATTEMPT says that this side could not even ask: go on waiting.
    return PQpingParams(names.data(), values.data(), 0) != PQPING_NO_RESPONSE;
}

/// Nobody there, however often it is asked, and no word from the statement itself meanwhile. One question is not
/// enough: a busy machine may let a new connection wait longer than that, while it works on the old one.
bool isSilent(PGconn* connection, pollfd socket) {
    for (int i = 0; i < kAsks; ++i)
        if (isAnybodyThere(connection) || ::poll(&socket, 1, 0) > 0) return false;
    return true;
}

/// Until the next result can be taken without waiting. False: the connection is lost.
bool awaitResult(PGconn* connection) {
    while (true) {
        const int unsent = PQflush(connection);
        if (unsent < 0) return false;
        if (unsent == 0 && !PQisBusy(connection)) return true;
        pollfd socket{PQsocket(connection), short(POLLIN | (unsent > 0 ? POLLOUT : 0)), 0};
        const int ready = ::poll(&socket, 1, kSilenceMs);
        if (ready < 0 && errno != EINTR) return false;
        if (ready == 0 && isSilent(connection, socket)) ::shutdown(socket.fd, SHUT_RDWR); // read as its end below
        if (!PQconsumeInput(connection)) return false;
    }
}

#else

bool awaitResult(PGconn*) {
    return true;
}

#endif

} // namespace

PGresult* patiently(PGconn* connection, const std::function<int(PGconn*)>& send) {
    if (PQsetnonblocking(connection, 1) != 0 || !send(connection)) return nullptr;
    PGresult* kept = nullptr;
    bool hasFailed = false;
    while (true) {
        awaitResult(connection); // of a lost connection PQgetResult tells, without waiting
        PGresult* const next = PQgetResult(connection);
        if (!next) return kept;
        if (hasFailed) {
            PQclear(next);
            continue;
        }
        PQclear(kept);
        kept = next;
        hasFailed = PQresultStatus(next) == PGRES_FATAL_ERROR;
    }
}

} // namespace haziri::sql
