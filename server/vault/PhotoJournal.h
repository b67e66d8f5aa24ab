// Sealed photographs made durable together: each photograph has a file of its own, but a sync of the disk for each
// would be the whole day's work. So its sealed bytes are first appended to a journal, where one sync serves all that
// wait; its own file is then written without one, and synced with many others when the segment is closed.
//
//   UPLOADS-journal/<process>-<number>.seg:  frames of  "HZJ1" | nameSize u16 | blobSize u32 | name | blob
//
// (sizes big-endian). A frame says nothing that its row in the database does not: what is restored from it is only a
// blob that the row's key opens. A torn or foreign tail ends the reading.
#pragma once

#include "core/base/Result.h"

#include <QString>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace haziri::vault {

/// Thread-safe; append() blocks on the disk. Makes its folder with the first photograph. Closed in order it leaves no
/// segment behind.
class PhotoJournal {
  public:
    explicit PhotoJournal(QString uploadsPath);
    ~PhotoJournal();
    PhotoJournal(const PhotoJournal&) = delete;
    PhotoJournal& operator=(const PhotoJournal&) = delete;

    /// While a ticket lives, its segment stays: the photograph's own file is not written yet.
    class Ticket {
      public:
        Ticket(Ticket&& other) noexcept
            : m_journal(std::exchange(other.m_journal, nullptr))
            , m_segment(other.m_segment) {}
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket();

      private:
        friend class PhotoJournal;
        Ticket(PhotoJournal* journal, qint64 segment)
            : m_journal(journal)
            , m_segment(segment) {}
        PhotoJournal* m_journal;
        qint64 m_segment;
    };
    /// Durable when it returns. `name` is below the uploads folder. IO_ERROR: nothing may be acknowledged.
    Result<Ticket> append(const QString& name, const QByteArray& blob);

    /// Syncs the photographs' own files and lets go of the closed segments. Called by a thread of its own after
    /// kSegmentBytes or kSegmentMs, and when the journal is closed. False where the disk fails: the segments stay.
    bool checkpoint();

    /// Every file below `uploadsPath` is durable when it returns. IO_ERROR.
    static Result<void> syncAll(const QString& uploadsPath);
    static QString folderOf(const QString& uploadsPath) { return uploadsPath + QStringLiteral("-journal"); }
    static constexpr qint64 kSegmentBytes = 64LL * 1024 * 1024;
    static constexpr int kSegmentMs = 10'000;

  private:
    struct Waiting;
    struct Segment {
        int file = -1;
        QString path;
        qint64 size = 0;
        int tickets = 0;
    };
    Result<void> open();
    Result<void> write(const std::vector<Waiting*>& group, Segment& segment);
    void lead(std::unique_lock<std::mutex>& lock);
    void run();

    const QString m_uploads;
    std::mutex m_mutex; // guards all below
    std::condition_variable m_changed;
    std::vector<Waiting*> m_waiting;
    bool m_isWriting = false, m_isClosing = false;
    std::map<qint64, Segment> m_segments; ///< by number; the last one is written to
    qint64 m_number = 0;
    std::mutex m_checkpointing;
    std::thread m_thread;
};

} // namespace haziri::vault
