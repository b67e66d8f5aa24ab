#include "tests/support/FaultyDisk.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <cstring>
#include <mutex>
#include <sqlite3.h>

namespace haziri::test {

namespace {

/// A change that no fsync has covered yet; without bytes it sets the size.
struct Change {
    sqlite3_int64 offset = 0;
    QByteArray bytes;
    bool isTruncation = false;
};

struct Tracked {
    QByteArray durable;
    QList<Change> pending;
    bool exists = true; ///< its name stands in the folder as the medium has it
};

void apply(QByteArray& content, const Change& change) {
    if (change.isTruncation) {
        content.resize(qsizetype(change.offset), '\0');
        return;
    }
    const qsizetype end = qsizetype(change.offset) + change.bytes.size();
    if (content.size() < end) content.append(end - content.size(), '\0');
    std::memcpy(content.data() + change.offset, change.bytes.constData(), size_t(change.bytes.size()));
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

struct FaultyDisk::State {
    std::recursive_mutex mutex;
    SeededRandom random;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    QHash<QByteArray, Tracked> files;
    QHash<QByteArray, Tracked> deleted; ///< names that may come back: nothing was synced since
    std::function<void(qint64)> watch;
    qint64 steps = 0;
    qint64 reads = 0;
    qint64 failFrom = -1;
    Fault fault = Fault::Broken;
    bool hasFailed = false;
    bool opensOnlyToRead = false;

    explicit State(quint64 seed)
        : random(seed) {}
    quint32 below(quint32 bound) {
        quint32 number = 0;
        random.fill({reinterpret_cast<std::uint8_t*>(&number), sizeof number});
        return number % bound;
    }
    /// Counts a step; false: this one fails.
    bool step() {
        ++steps;
        if (watch) watch(steps);
        if (failFrom < 0 || steps < failFrom) return true;
        hasFailed = true;
        return false;
    }
    int failure(int broken) const { return fault == Fault::Full ? SQLITE_FULL : broken; }
};

namespace {

using State = FaultyDisk::State;

/// SQLite allots szOsFile bytes: ours, and behind them the real file's.
struct File {
    sqlite3_file base;
    State* state;
    const char* path; ///< SQLite keeps the text alive as long as the file is open; null for a nameless one
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* ours(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return ours(file)->real();
}

Tracked* trackedOf(File* file) {
    return file->path ? &file->state->files[QByteArray(file->path)] : nullptr;
}

int closeFile(sqlite3_file* file) {
    return real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
}
int readFile(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    State& state = *ours(file)->state;
    {
        const std::lock_guard lock(state.mutex);
        ++state.reads;
    }
    return real(file)->pMethods->xRead(real(file), to, size, at);
}
int writeFile(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    State& state = *ours(file)->state;
    const std::lock_guard lock(state.mutex);
    if (!state.step()) return state.failure(SQLITE_IOERR_WRITE);
    if (auto* tracked = trackedOf(ours(file)))
        tracked->pending.append({at, QByteArray(static_cast<const char*>(from), size), false});
    return real(file)->pMethods->xWrite(real(file), from, size, at);
}
int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
    State& state = *ours(file)->state;
    const std::lock_guard lock(state.mutex);
    if (!state.step()) return state.failure(SQLITE_IOERR_TRUNCATE);
    if (auto* tracked = trackedOf(ours(file))) tracked->pending.append({size, {}, true});
    return real(file)->pMethods->xTruncate(real(file), size);
}
int syncFile(sqlite3_file* file, int) {
    State& state = *ours(file)->state;
    const std::lock_guard lock(state.mutex);
    if (!state.step()) return state.failure(SQLITE_IOERR_FSYNC);
    if (auto* tracked = trackedOf(ours(file))) {
        for (const Change& change : std::exchange(tracked->pending, {}))
            apply(tracked->durable, change);
        tracked->exists = true;
    }
    // A journalling file system keeps its own changes in order: this sync made earlier deletions durable too.
    state.deleted.clear();
    return SQLITE_OK;
}
int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lockFile(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlockFile(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int checkLock(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
int control(sqlite3_file* file, int what, void* with) {
    return real(file)->pMethods->xFileControl(real(file), what, with);
}
int sectorSize(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
/// None: no promise that a write is whole or in order, as of the plainest disk.
int characteristics(sqlite3_file*) {
    return 0;
}
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, to);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shmBarrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shmUnmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods kMethods{2,        closeFile,  readFile,  writeFile, truncateFile, syncFile,        fileSize,
                                  lockFile, unlockFile, checkLock, control,   sectorSize,   characteristics, shmMap,
                                  shmLock,  shmBarrier, shmUnmap,  nullptr,   nullptr};

State* stateOf(sqlite3_vfs* vfs) {
    return static_cast<State*>(vfs->pAppData);
}

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags) {
    State& state = *stateOf(vfs);
    const std::lock_guard lock(state.mutex);
    File* opened = ours(file);
    *opened = {{nullptr}, &state, name};
    if (name && !state.files.contains(name)) {
        const QString path = QFile::decodeName(name);
        state.files.insert(name, {contentOf(path), {}, QFile::exists(path)});
    }
    if (state.opensOnlyToRead && (flags & SQLITE_OPEN_MAIN_DB))
        flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    const int result = state.real->xOpen(state.real, name, opened->real(), flags, outFlags);
    if (result == SQLITE_OK) opened->base.pMethods = &kMethods;
    return result;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder) {
    State& state = *stateOf(vfs);
    const std::lock_guard lock(state.mutex);
    if (!state.step()) return state.failure(SQLITE_IOERR_DELETE);
    if (syncFolder)
        state.files.remove(name);
    else if (state.files.contains(name))
        state.deleted.insert(name, state.files.take(name));
    return state.real->xDelete(state.real, name, syncFolder);
}

} // namespace

FaultyDisk::FaultyDisk(quint64 seed)
    : d(std::make_unique<State>(seed)) {
    d->real = sqlite3_vfs_find(nullptr);
    d->vfs = *d->real;
    d->vfs.szOsFile = int(sizeof(File)) + d->real->szOsFile;
    d->vfs.zName = "haziri-faulty-disk";
    d->vfs.pAppData = d.get();
    d->vfs.xOpen = openFile;
    d->vfs.xDelete = deleteFile;
    sqlite3_vfs_register(&d->vfs, 1);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&d->vfs);
    sqlite3_vfs_register(d->real, 1);
}

qint64 FaultyDisk::steps() const {
    const std::lock_guard lock(d->mutex);
    return d->steps;
}

qint64 FaultyDisk::reads() const {
    const std::lock_guard lock(d->mutex);
    return d->reads;
}

void FaultyDisk::failAfter(qint64 after, Fault fault) {
    const std::lock_guard lock(d->mutex);
    d->failFrom = d->steps + after + 1;
    d->fault = fault;
    d->hasFailed = false;
}

void FaultyDisk::mend() {
    const std::lock_guard lock(d->mutex);
    d->failFrom = -1;
}

void FaultyDisk::openOnlyToRead(bool only) {
    const std::lock_guard lock(d->mutex);
    d->opensOnlyToRead = only;
}

bool FaultyDisk::hasFailed() const {
    const std::lock_guard lock(d->mutex);
    return d->hasFailed;
}

void FaultyDisk::beforeEachStep(std::function<void(qint64)> watch) {
    const std::lock_guard lock(d->mutex);
    d->watch = std::move(watch);
}

void FaultyDisk::powerLoss(const QString& folder) {
    const std::lock_guard lock(d->mutex);
    if (!QDir().mkpath(folder)) qFatal("no folder for what is left");
    const auto leave = [&](const QByteArray& name, const Tracked& file) {
        if (!file.exists && d->below(2)) return; // never synced: its name may not have reached the folder
        QByteArray left = file.durable;
        for (Change change : file.pending) {
            const quint32 fate = d->below(4);
            if (fate == 0) continue;
            if (fate == 1 && !change.isTruncation)
                change.bytes.truncate(qsizetype(d->below(quint32(change.bytes.size()) + 1) / 512 * 512));
            apply(left, change);
        }
        QFile copy(QDir(folder).filePath(QFileInfo(QFile::decodeName(name)).fileName()));
        if (!copy.open(QIODevice::WriteOnly) || copy.write(left) != left.size()) qFatal("cannot write what is left");
    };
    for (auto it = d->deleted.cbegin(); it != d->deleted.cend(); ++it)
        if (d->below(2)) leave(it.key(), *it);
    for (auto it = d->files.cbegin(); it != d->files.cend(); ++it)
        leave(it.key(), *it);
}

} // namespace haziri::test
