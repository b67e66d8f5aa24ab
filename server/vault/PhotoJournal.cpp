#include "server/vault/PhotoJournal.h"

#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QFile>
#include <QUuid>
#include <QtEndian>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace haziri::vault {

namespace {

tl::unexpected<Error> ioError(const QString& path) {
    return fail("IO_ERROR", path + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(errno)));
}

QByteArray frameHead(const QByteArray& name, qsizetype blobSize) {
    QByteArray head(10, '\0');
    std::memcpy(head.data(), "HZJ1", 4);
    qToBigEndian(quint16(name.size()), head.data() + 4);
    qToBigEndian(quint32(blobSize), head.data() + 6);
    return head + name;
}

bool syncFolder(const QString& path) {
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) ::close(folder);
    return synced;
}

bool writeAt(int file, const QByteArray& bytes, qint64& offset) {
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t now = ::pwrite(file, bytes.constData() + done, size_t(bytes.size() - done), offset + done);
        if (now < 0 && errno == EINTR) continue;
        if (now <= 0) return false;
        done += now;
    }
    offset += bytes.size();
    return true;
}

} // namespace

struct PhotoJournal::Waiting {
    QByteArray head;
    const QByteArray& blob;
    bool isDone = false;
    qint64 segment = 0;
    std::optional<Error> error;
};

PhotoJournal::PhotoJournal(QString uploadsPath)
    : m_uploads(std::move(uploadsPath)) {}

PhotoJournal::~PhotoJournal() {
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) m_thread.join();
    checkpoint();
}

PhotoJournal::Ticket::~Ticket() {
    if (!m_journal) return;
    const std::lock_guard lock(m_journal->m_mutex);
    --m_journal->m_segments.at(m_segment).tickets;
    m_journal->m_changed.notify_all();
}

// With the mutex held. The lock on the file tells other processes that somebody still writes to it.
Result<void> PhotoJournal::open() {
    const QString folder = folderOf(m_uploads);
    if (auto made = sealed::makeFolderDurably(folder); !made) return made;
    Segment segment;
    segment.path =
        folder + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces) + QStringLiteral(".seg");
    segment.file = ::open(QFile::encodeName(segment.path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (segment.file < 0) return ioError(segment.path);
    if (::flock(segment.file, LOCK_EX | LOCK_NB) != 0 || !syncFolder(folder)) { // the name is durable
        const auto error = ioError(segment.path);
        ::close(segment.file);
        return error;
    }
    m_segments.emplace(++m_number, segment);
    if (!m_thread.joinable()) m_thread = std::thread([this] { run(); });
    return {};
}

// Without the mutex: nobody else writes. After a failure the next group begins where this one did.
Result<void> PhotoJournal::write(const std::vector<Waiting*>& group, Segment& segment) {
    qint64 end = segment.size;
    for (const Waiting* one : group)
        if (!writeAt(segment.file, one->head, end) || !writeAt(segment.file, one->blob, end)) {
            const auto error = ioError(segment.path);
            [[maybe_unused]] const int cut = ::ftruncate(segment.file, segment.size);
            return error;
        }
    if (::fdatasync(segment.file) != 0) return ioError(segment.path);
    segment.size = end;
    return {};
}

// One of those who wait writes for all of them.
void PhotoJournal::lead(std::unique_lock<std::mutex>& lock) {
    const std::vector<Waiting*> group = std::exchange(m_waiting, {});
    Result<void> written;
    if (m_segments.empty() || m_segments.rbegin()->second.size >= kSegmentBytes) written = open();
    if (written) {
        m_isWriting = true;
        const qint64 number = m_segments.rbegin()->first;
        Segment copy = m_segments.rbegin()->second;
        lock.unlock();
        written = write(group, copy);
        lock.lock();
        m_isWriting = false;
        Segment& segment = m_segments.at(number);
        segment.size = copy.size;
        for (Waiting* one : group)
            one->segment = number;
        if (written) segment.tickets += int(group.size());
    }
    for (Waiting* one : group) {
        one->isDone = true;
        if (!written) one->error = written.error();
    }
    m_changed.notify_all();
}

Result<PhotoJournal::Ticket> PhotoJournal::append(const QString& name, const QByteArray& blob) {
    Waiting own{frameHead(name.toUtf8(), blob.size()), blob, false, 0, {}};
    std::unique_lock lock(m_mutex);
    m_waiting.push_back(&own);
    while (!own.isDone) {
        if (!m_isWriting)
            lead(lock);
        else
            m_changed.wait(lock, [&] { return own.isDone || !m_isWriting; });
    }
    if (own.error) return fail(*own.error);
    return Ticket(this, own.segment);
}

// One commit of the file system for thousands of files, folders included.
Result<void> PhotoJournal::syncAll(const QString& uploadsPath) {
    const int folder = ::open(QFile::encodeName(uploadsPath).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return ioError(uploadsPath);
    const bool synced = ::syncfs(folder) == 0;
    const auto error = ioError(uploadsPath);
    ::close(folder);
    if (!synced) return error;
    return {};
}

void PhotoJournal::run() {
    std::unique_lock lock(m_mutex);
    while (!m_isClosing) {
        m_changed.wait_for(lock, std::chrono::milliseconds(kSegmentMs), [this] {
            return m_isClosing || (m_segments.size() > 1 && m_segments.begin()->second.tickets == 0);
        });
        if (m_isClosing || m_segments.empty()) continue;
        lock.unlock();
        const bool done = checkpoint();
        lock.lock();
        if (!done) m_changed.wait_for(lock, std::chrono::seconds(1), [this] { return m_isClosing; });
    }
}

bool PhotoJournal::checkpoint() {
    const std::lock_guard one(m_checkpointing);
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_isWriting; });
    // What is appended from here on goes to another segment; those before wait for their own files to be written.
    if (m_segments.empty()) return true;
    const qint64 last = m_segments.rbegin()->first;
    const bool isIdle = m_segments.size() == 1 && m_segments.rbegin()->second.size == 0;
    if (isIdle && !m_isClosing) return true;
    if (auto opened = m_isClosing ? Result<void>() : open(); !opened) return false;
    m_changed.wait(lock, [&] {
        return std::all_of(m_segments.begin(), m_segments.upper_bound(last),
                           [](const auto& entry) { return entry.second.tickets == 0; });
    });
    lock.unlock();
    const auto synced = syncAll(m_uploads);
    lock.lock();
    if (!synced) return false;
    while (!m_segments.empty() && m_segments.begin()->first <= last) {
        const Segment done = m_segments.begin()->second;
        m_segments.erase(m_segments.begin());
        QFile::remove(done.path);
        ::close(done.file);
    }
    return true;
}

} // namespace haziri::vault
