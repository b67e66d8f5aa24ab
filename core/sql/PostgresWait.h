// libpq's calls with an end. A database that is frozen, or behind a line that takes bytes and gives none, would let
// PQexec wait for ever: TCP's own timeouts see a peer that acknowledges.
#pragma once

#include <functional>
#include <libpq-fe.h>

namespace haziri::sql {

/// One command to its end, as PQexec does: the last result, or the first that failed. Null: PQerrorMessage says why.
/// `send` is one of the PQsend… functions and returns what it returns. However long the server works on the command it
/// is waited for; but after each kSilenceMs without a word a second connection asks whether anybody is there, and where
/// nobody answers kAsks times in a row the connection is cut: the failure is that of a lost one. The caller's thread;
/// Unix.
PGresult* patiently(PGconn* connection, const std::function<int(PGconn*)>& send);

inline constexpr int kSilenceMs = 2000;
inline constexpr int kAsks = 3;
inline constexpr const char* kAskSeconds = "2"; ///< for the second connection; libpq takes no less

} // namespace haziri::sql
