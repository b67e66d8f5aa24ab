// The life of OpenSSL in a process.
#pragma once

namespace haziri::crypto {

/// Leaves OpenSSL's own clearing up at exit() to the system. It would free what threads that are ending still walk
/// through: QThread::wait() returns before such a thread has run its last destructors, OpenSSL's among them. Call first
/// thing in main(), before anything uses OpenSSL.
void keepLibraryToTheEnd();

} // namespace haziri::crypto
