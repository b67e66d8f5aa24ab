#include "server/Deployment.h"
#include "server/Verbs.h"
#include "server/onboarding/OfficeBook.h"
#include "server/store/Schema.h"
#include "server/vault/VaultKeys.h"

#include "core/base/Json.h"
#include "core/crypto/Certificate.h"
#include "core/sealed/DurableFile.h"
#include "core/sql/SqliteFile.h"

#include <QDir>
#include <QFileInfo>
#include <QHostInfo>
#include <QLockFile>

namespace haziri::server {

namespace {

constexpr int kCertificateDays = 3650; // pinned by laptops: a new one means enrolling them all again
constexpr int kNamelessLockMs = 1000;  // a lock is made and filled within milliseconds

bool isOrigin(const QByteArray& origin) {
    if (origin.isEmpty() || origin.size() > 200) return false;
    return std::all_of(origin.begin(), origin.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '+'; });
}

Result<void> makeCertificate(const QString& dataDir, RandomSource& random) {
    QList<QByteArray> names{QByteArrayLiteral("localhost"), QByteArrayLiteral("127.0.0.1"), QByteArrayLiteral("::1")};
    const QByteArray host = QHostInfo::localHostName().toLatin1();
    if (!host.isEmpty() && host.size() < 64 && !names.contains(host)) names.append(host);
    const auto made = crypto::makeSelfSigned(names, kCertificateDays, random);
    if (!made) return fail(made.error());
    if (!QDir().mkpath(dataDir + QStringLiteral("/tls")))
        return fail("IO_ERROR", dataDir + QStringLiteral("/tls cannot be made"));
    const QString key = dataDir + QStringLiteral("/tls/server.key");
    if (auto written = sealed::writeDurably(key, made->privateKeyPem.view()); !written) return written;
    return sealed::writeDurably(dataDir + QStringLiteral("/tls/server.crt"), made->certificatePem, false);
}

/// Tables without a log: an `init` that failed after it had made them.
bool hasEmptyLog(sql::Database& database) {
    auto rows = database.run(QStringLiteral("SELECT 1 FROM log_entry LIMIT 1"));
    return rows && !rows->next() && !rows->error();
}

/// What an `init` makes; `database`: SQLite's file, or empty.
QStringList madeBy(const QString& dataDir, const QString& database) {
    QStringList all;
    for (const char* name : {"/keys", "/tls", "/uploads"})
        all.append(dataDir + QLatin1String(name));
    for (const char* ending : {"", "-wal", "-shm"})
        if (!database.isEmpty()) all.append(database + QLatin1String(ending));
    return all;
}

void takeAway(const QStringList& paths) {
    for (const QString& path : paths)
        QFileInfo(path).isDir() ? QDir(path).removeRecursively() : QFile::remove(path);
}

/// Takes away what was made, and nothing else, unless it is kept: what failed half-way must not stand in the way of the
/// next attempt. A marker names it as long, for the next `init` where this one is killed.
class Unfinished {
  public:
    /// Before anything is made, with the lock of the folder.
    Unfinished(const QString& dataDir, bool hadDataDir, const QString& database, QLockFile& lock)
        : m_dataDir(dataDir)
        , m_marker(Deployment::unfinishedPath(dataDir))
        , m_hadDataDir(hadDataDir)
        , m_lock(lock) {
        for (const QString& path : madeBy(dataDir, database))
            if (!QFileInfo::exists(path)) m_made.append(path);
    }
    ~Unfinished() {
        if (!m_isKept) takeAway(m_made);
        QFile::remove(m_marker);
        m_lock.unlock();
        if (!m_isKept && !m_hadDataDir) QDir().rmdir(m_dataDir);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    Result<void> mark() { return sealed::writeDurably(m_marker, m_made.join(QLatin1Char('\n')).toUtf8()); }
    void keep() { m_isKept = true; }

  private:
    QString m_dataDir, m_marker;
    bool m_hadDataDir = false;
    QLockFile& m_lock;
    bool m_isKept = false;
    QStringList m_made;
};

Error existsAlready(const QString& path) {
    return {"FILE_EXISTS", path + QStringLiteral(" exists already; nothing was changed")};
}

// A killed one's lock is taken over; also one that was killed, or met a full disk, before it had written its number
// into the lock, which names nobody then and is some seconds old.
Result<void> lockFolder(QLockFile& lock, const QString& dataDir) {
    lock.setStaleLockTime(0);
    if (lock.tryLock()) return {};
    const bool isHeld = lock.error() == QLockFile::LockFailedError;
    if (isHeld && QFileInfo(lock.fileName()).size() == 0) {
        lock.setStaleLockTime(kNamelessLockMs);
        if (lock.tryLock(2 * kNamelessLockMs)) return {};
    }
    if (isHeld)
        return fail("FILE_EXISTS",
                    dataDir +
                        QStringLiteral(" cannot be locked: another `init` is at work in it; nothing was changed"));
    return fail("IO_ERROR", dataDir + QStringLiteral(" cannot be locked; nothing was changed"));
}

Result<void> expectEmptyFolder(const QString& dataDir) {
    for (const char* name : {"/keys", "/tls", "/haziri.db", "/uploads"})
        if (QFileInfo::exists(dataDir + QLatin1String(name))) return fail(existsAlready(dataDir + QLatin1String(name)));
    return {};
}

/// Of two that begin at once only one makes the folder of the keys, and only that one may go on, and clean up.
Result<void> claim(const QString& dataDir) {
    if (!QDir().mkpath(dataDir)) return fail("IO_ERROR", dataDir + QStringLiteral(" cannot be made"));
    QFile::setPermissions(dataDir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString keys = dataDir + QStringLiteral("/keys");
    if (QDir().mkdir(keys)) return {};
    if (QFileInfo::exists(keys)) return fail(existsAlready(keys));
    return fail("IO_ERROR", keys + QStringLiteral(" cannot be made"));
}

Result<void> expectEmptyDatabase(const Arguments& arguments) {
    if (!arguments.namesDatabase()) return {};
    auto database = sql::Database::open(arguments.databaseUrl());
    if (!database) return fail(database.error());
    const auto version = sql::schemaVersion(**database);
    if (!version) return fail(version.error());
    if (*version > 0 && !hasEmptyLog(**database))
        return fail("FILE_EXISTS", QStringLiteral("the database holds a Haziri already; nothing was changed"));
    return {};
}

Result<void> writeFirstEntries(Deployment& deployment, const QByteArray& admin, const crypto::SecretBytes& password) {
    const auto hash = onboarding::hashNewPassword(password, deployment.random);
    if (!hash) return fail(hash.error());
    return deployment.inTransaction([&](sql::Database& database) -> Result<void> {
        if (!hasEmptyLog(database)) // of two folders that began on one database at once
            return fail("FILE_EXISTS", QStringLiteral("the database holds a Haziri already; nothing was changed"));
        audit::NewEntry start;
        start.kind = QByteArrayLiteral("log.start");
        start.data = json::toText({{QStringLiteral("origin"), QString::fromLatin1(deployment.keys.origin())},
                                   {QStringLiteral("logKey"), QString::fromLatin1(deployment.keys.logVerifierKey())},
                                   {QStringLiteral("at"), deployment.clock.now().value}});
        start.meta.syncTimestamp = deployment.clock.now();
        if (auto appended = deployment.log.append(database, start); !appended) return fail(appended.error());
        onboarding::OfficeBook book(deployment.log, deployment.clock, deployment.random);
        auto added = book.addUser(database, admin, store::Role::Admin, *hash);
        if (!added) return fail(added.error());
        return {};
    });
}

/// What an `init` that was killed left here goes, and nothing else. Its last step writes the first entries: where they
/// are, it had finished.
Result<void> clearUnfinished(const Arguments& arguments, const QString& dataDir) {
    QFile marker(Deployment::unfinishedPath(dataDir));
    if (!marker.exists()) return {};
    if (const auto left = Deployment::openFresh(dataDir, arguments.databaseUrl()); left) {
        const auto isEmpty = (*left)->log.isEmpty(*(*left)->database);
        if (isEmpty && !*isEmpty) {
            marker.remove();
            return fail(existsAlready(dataDir + QStringLiteral("/keys")));
        }
    }
    if (!marker.open(QIODevice::ReadOnly))
        return fail("IO_ERROR", marker.fileName() + QStringLiteral(" cannot be read"));
    const QStringList made = QString::fromUtf8(marker.readAll()).split(QLatin1Char('\n'));
    for (const QString& path : madeBy(dataDir, sql::sqliteFile(arguments.databaseUrl())))
        if (made.contains(path)) takeAway({path});
    marker.remove();
    return {};
}

} // namespace

Result<Output> initialise(const Arguments& arguments) {
    auto dir = arguments.required(QStringLiteral("data"));
    if (!dir) return fail(dir.error());
    auto origin = arguments.required(QStringLiteral("origin"));
    if (!origin) return fail(origin.error());
    auto admin = arguments.required(QStringLiteral("admin"));
    if (!admin) return fail(admin.error());
    auto password = arguments.password();
    if (!password) return fail(password.error());
    if (!isOrigin(origin->toUtf8()))
        return fail("USAGE", QStringLiteral("--origin must be printable ASCII without blanks and '+'"));
    if (!onboarding::OfficeBook::isUserName(admin->toUtf8()))
        return fail("USAGE", QStringLiteral("--admin must be one line of plain text, at most 100 bytes"));
    if (password->size() > 1024) return fail("USAGE", QStringLiteral("the password has more than 1024 bytes"));
    if (!QFileInfo::exists(Deployment::unfinishedPath(*dir)))
        if (auto empty = expectEmptyFolder(*dir); !empty) return fail(empty.error());
    const bool hasVaultKeys = !qEnvironmentVariableIsEmpty("HAZIRI_VAULT_KEYS");
    if (hasVaultKeys) // a slip in them is said before anything is made
        if (auto ring = vault::readKeysFromEnvironment(); !ring) return fail(ring.error());

    const bool hadDir = QFileInfo::exists(*dir);
    if (!QDir().mkpath(*dir)) return fail("IO_ERROR", *dir + QStringLiteral(" cannot be made"));
    QLockFile lock(*dir + QStringLiteral("/init.lock"));
    if (auto locked = lockFolder(lock, *dir); !locked) return fail(locked.error());
    if (auto cleared = clearUnfinished(arguments, *dir); !cleared) return fail(cleared.error());
    if (auto empty = expectEmptyFolder(*dir); !empty) return fail(empty.error());
    Unfinished unfinished(*dir, hadDir, sql::sqliteFile(arguments.databaseUrl()), lock);
    if (auto marked = unfinished.mark(); !marked) return fail(marked.error());
    if (auto claimed = claim(*dir); !claimed) return fail(claimed.error());
    if (auto empty = expectEmptyDatabase(arguments); !empty) return fail(empty.error());
    crypto::SystemRandom random;
    auto keys = store::ServerKeys::create(*dir, origin->toUtf8(), random);
    if (!keys) return fail(keys.error());
    if (auto made = makeCertificate(*dir, random); !made) return fail(made.error());
    if (!QDir().mkpath(*dir + QStringLiteral("/uploads")))
        return fail("IO_ERROR", *dir + QStringLiteral("/uploads cannot be made"));
    if (auto database = store::openMigrated(arguments.databaseUrl()); !database) return fail(database.error());
    auto deployment = Deployment::openFresh(*dir, arguments.databaseUrl());
    if (!deployment) return fail(deployment.error());
    if (hasVaultKeys) // from here on no server starts with others
        if (auto bound = (*deployment)->bindVaultKeys(); !bound) return fail(bound.error());
    if (auto written = writeFirstEntries(**deployment, admin->toUtf8(), *password); !written)
        return fail(written.error());
    unfinished.keep();
    if (hasVaultKeys) (*deployment)->sayBound();
    return "made " + dir->toUtf8() + "; key of the log: " + (*deployment)->keys.logVerifierKey() + '\n';
}

} // namespace haziri::server
