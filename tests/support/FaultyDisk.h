// A disk for SQLite that fails when it is told to, and that can lose its power.
//
// While one lives it is SQLite's default file system (a VFS shim, https://www.sqlite.org/vfs.html) for every database
// opened in this process. Files are real and can be read by others; what it adds is the knowledge of which bytes an
// fsync has made durable. Its own fsync does not wait for the medium, so that tests with thousands of commits are
// quick. Thread-safe. One at a time; databases that were opened under it are to be closed before it goes.
#pragma once

#include "tests/support/SeededRandom.h"

#include <QByteArray>
#include <QString>
#include <functional>
#include <memory>

namespace haziri::test {

class FaultyDisk {
  public:
    enum class Fault { Full, Broken }; ///< no space left; input/output error

    explicit FaultyDisk(quint64 seed);
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// Writes, truncations, syncs and deletions so far: the moments at which something can happen.
    qint64 steps() const;
    qint64 reads() const; ///< of whatever length, so far
    /// From the step after the next `after` ones on, every step fails, until mend().
    void failAfter(qint64 after, Fault fault);
    void mend();
    bool hasFailed() const; ///< since the last failAfter()
    /// Whether what is opened from now on can only be read, as SQLite itself opens a file that it could not open to
    /// write.
    void openOnlyToRead(bool only);

    /// Called before each step, on the thread that makes it, which may call powerLoss().
    void beforeEachStep(std::function<void(qint64 step)> watch);
    /// What the medium holds if the power went now, written to `folder`: all that was synced, and of what was not a
    /// random part, some of it torn within a write at a multiple of 512 bytes. As on a journalling file system, any
    /// later sync has made an earlier deletion durable.
    void powerLoss(const QString& folder);

    struct State;

  private:
    std::unique_ptr<State> d;
};

} // namespace haziri::test
