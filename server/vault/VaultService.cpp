#include "server/vault/VaultService.h"

#include "server/store/SealedNames.h"
#include "server/vault/VaultKeys.h"

#include "core/base/Json.h"
#include "core/sealed/DurableFile.h"

#include <QDir>
#include <QFile>

namespace haziri::vault {

namespace {

bool isPurpose(const QByteArray& purpose) {
    const QString text = QString::fromUtf8(purpose).trimmed();
    const auto characters = text.toUcs4().size();
    return characters >= 8 && characters <= 200;
}

constexpr qsizetype kMostSealed = 4 * 1024 * 1024;
constexpr qint64 kViewPage = 200;
constexpr qint64 kSkewMs = 2 * 60 * 1000; // by which the clocks of two servers may differ

UnixMillis dateOf(const audit::ServedEntry& entry) {
    const auto read = audit::readEntry(entry.entry);
    return read ? read->meta.syncTimestamp : UnixMillis{};
}

} // namespace

QString blobName(const FileId& fileId, const QByteArray& keyNonce) {
    const QString name = fileId.toString();
    // A UUIDv7 begins with the time; its end spreads files over the folders.
    return name.right(2) + QLatin1Char('/') + name + QLatin1Char('-') + QString::fromLatin1(keyNonce.left(6).toHex());
}

Result<QByteArray> openEvidence(const store::FileRecord& file, const sealed::KeyRing& keys, const QString& uploads) {
    const sealed::WrappedKey wrapped{file.keyKid, file.keyNonce, file.keyWrapped};
    const auto dataKey = sealed::unwrapKey(wrapped, keys, store::vaultFileName(file.fileId));
    if (!dataKey) return fail(dataKey.error());
    const QString path = uploads + QLatin1Char('/') + blobName(file.fileId, file.keyNonce);
    const auto blob = sealed::readWhole(path, kMostSealed);
    if (!blob) return fail(blob.error());
    auto plain = sealed::openBlob(*dataKey, store::vaultFileName(file.fileId), *blob);
    if (!plain) return fail(plain.error());
    if (plain->size() != file.bytes || crypto::sha256(*plain) != file.sha256)
        return fail("AEAD_OPEN", QStringLiteral("the content is not what was announced"));
    return plain;
}

QString VaultService::pathOf(const FileId& fileId, const QByteArray& keyNonce) const {
    return m_parts.uploadsPath + QLatin1Char('/') + blobName(fileId, keyNonce);
}

// Without a sync: the journal holds the same bytes until many such files are synced at once.
Result<void> VaultService::writeOwnFile(const QString& path, const QByteArray& blob) {
    const QString folder = path.section(QLatin1Char('/'), 0, -2);
    if (!QDir(folder).exists() && !QDir().mkpath(folder)) return fail("IO_ERROR", folder);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFile::ReadOwner | QFile::WriteOwner))
        return fail("IO_ERROR", file.errorString());
    if (file.write(blob) == blob.size()) return {};
    const QString problem = file.errorString();
    file.remove();
    return fail("IO_ERROR", problem);
}

Result<void> VaultService::keep(const QString& name, const QByteArray& blob) {
    const auto ticket = m_journal.append(name, blob);
    if (!ticket) return fail("STORE_UNAVAILABLE", ticket.error().message);
    auto written = writeOwnFile(m_parts.uploadsPath + QLatin1Char('/') + name, blob);
    if (!written) return fail("STORE_UNAVAILABLE", written.error().message);
    return {};
}

/// What a packet of this device said about the file.
Result<store::FileRecord> VaultService::announced(const FileId& fileId, qint64 deviceNo) {
    auto database = m_parts.pool.database();
    if (!database) return fail(database.error());
    auto file = store::FileRepository(**database).find(fileId);
    if (!file) return fail(file.error());
    if (!*file) return fail("NOT_FOUND", QStringLiteral("no packet announced this file"));
    if ((*file)->deviceNo != deviceNo)
        return fail("FILE_FOREIGN", QStringLiteral("another device announced this file"));
    if ((*file)->state == "erased") {
        m_begun.forget(fileId);
        return fail("FILE_ERASED", QStringLiteral("this file was erased"));
    }
    return std::move(**file);
}

Result<VaultService::Progress> VaultService::progress(const FileId& fileId, qint64 deviceNo) {
    const auto file = announced(fileId, deviceNo);
    if (!file) return fail(file.error());
    if (file->state == "stored") return Progress{file->bytes, file->bytes, Stored::Again};
    return Progress{m_begun.offset(fileId, deviceNo), file->bytes, {}};
}

Result<VaultService::Progress> VaultService::putPart(const FileId& fileId, qint64 offset, QByteArrayView part,
                                                     qint64 deviceNo) {
    const auto file = announced(fileId, deviceNo);
    if (!file) return fail(file.error());
    if (file->state == "stored") return Progress{file->bytes, file->bytes, Stored::Again};
    auto whole = m_begun.add(fileId, deviceNo, offset, part, file->bytes);
    if (!whole) return fail(whole.error());
    if (!*whole) return Progress{offset + part.size(), file->bytes, {}};
    const auto stored = put(fileId, **whole, deviceNo);
    if (stored) return Progress{file->bytes, file->bytes, *stored};
    if (stored.error().code.startsWith("STORE_"))
        m_begun.putBack(fileId, deviceNo, (*whole)->first(offset), file->bytes);
    return fail(stored.error());
}

Result<VaultService::Stored> VaultService::put(const FileId& fileId, const QByteArray& bytes, qint64 deviceNo) {
    const auto file = announced(fileId, deviceNo);
    if (!file) return fail(file.error());
    if (bytes.size() != file->bytes || crypto::sha256(bytes) != file->sha256)
        return fail("FILE_MISMATCH", QStringLiteral("these are not the bytes that were announced"));
    if (file->state == "stored") return Stored::Again;
    m_begun.forget(fileId);

    const auto dataKey = crypto::SecretBytes::random(32, m_parts.random);
    const auto wrapped = sealed::wrapKey(dataKey, m_parts.keys, store::vaultFileName(fileId), m_parts.random);
    const QByteArray blob = sealed::sealBlob(dataKey, store::vaultFileName(fileId), bytes, m_parts.random);
    if (auto kept = keep(blobName(fileId, wrapped.nonce), blob); !kept) return fail(kept.error());

    Stored stored = Stored::New;
    const auto done = m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        store::FileRepository files(writing);
        const auto now = files.find(fileId);
        if (!now) return fail(now.error());
        if (*now && (*now)->state == "stored") {
            stored = Stored::Again;
            return {};
        }
        if (!*now || (*now)->state != "announced")
            return fail("FILE_ERASED", QStringLiteral("this file was erased meanwhile"));
        return files.markStored(fileId, m_parts.clock.now(), wrapped.kid, wrapped.nonce, wrapped.key);
    });
    // Where another upload was first, or nothing is known to be durable, our blob has no key in the database. A blob
    // whose commit did succeed in spite of an error is kept by name: it is the one that the database then names.
    if (done && stored == Stored::Again) QFile::remove(pathOf(fileId, wrapped.nonce));
    if (!done) return fail(done.error());
    return stored;
}

// What the log says of the last minutes: a view at another server counts as well, and one before a restart; none that
// was dated while this machine's clock was ahead.
Result<qint64> VaultService::loggedViews(sql::Database& database, const UserId& userId) {
    const UnixMillis now = m_parts.clock.now();
    const auto from = m_parts.log.firstAt(database, {now.value - kViewWindowMs + 1});
    if (!from) return fail(from.error());
    store::LogFilter views;
    views.kind = QByteArrayLiteral("vault.access");
    views.from = *from;
    const QString viewer = userId.toString();
    for (qint64 count = 0;;) {
        const auto page = m_parts.log.entries(database, views, kViewPage);
        if (!page) return fail(page.error());
        for (const auto& entry : page->entries) {
            const auto said = QJsonDocument::fromJson(entry.data.value_or(QByteArray())).object();
            count += said[QLatin1String("userId")].toString() == viewer && dateOf(entry).value <= now.value + kSkewMs;
            views.from = entry.index + 1;
        }
        if (page->entries.isEmpty() || count >= kViews) return count;
    }
}

bool VaultService::mayView(const UserId& userId) {
    const std::lock_guard lock(m_mutex);
    auto& times = m_views[userId];
    const qint64 now = m_parts.clock.now().value;
    std::erase_if(times, [now](qint64 at) { return at <= now - kViewWindowMs || at > now + kSkewMs; });
    if (int(times.size()) >= kViews) return false;
    times.push_back(now);
    return true;
}

Result<void> VaultService::logAccess(const store::FileRecord& file, const Viewer& viewer) {
    return m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        const UnixMillis now = m_parts.clock.now();
        audit::NewEntry entry;
        entry.kind = QByteArrayLiteral("vault.access");
        entry.data = json::toText({{QStringLiteral("fileId"), file.fileId.toString()},
                                   {QStringLiteral("userId"), viewer.userId.toString()},
                                   {QStringLiteral("deviceId"), QString::fromLatin1(viewer.deviceId)},
                                   {QStringLiteral("address"), QString::fromLatin1(viewer.address)},
                                   {QStringLiteral("purpose"), QString::fromUtf8(viewer.purpose).trimmed()},
                                   {QStringLiteral("at"), now.value}});
        entry.meta.deviceTrustScore = viewer.deviceTrust;
        entry.meta.syncTimestamp = now;
        auto appended = m_parts.log.append(writing, entry);
        if (!appended) return fail(appended.error());
        return {};
    });
}

Result<void> VaultService::logIntegrity(const store::FileRecord& file, const Error& cause, const Viewer& viewer) {
    return m_parts.writer.run([&](sql::Database& writing) -> Result<void> {
        const UnixMillis now = m_parts.clock.now();
        audit::NewEntry entry;
        entry.kind = QByteArrayLiteral("vault.integrity");
        entry.data = json::toText({{QStringLiteral("fileId"), file.fileId.toString()},
                                   {QStringLiteral("userId"), viewer.userId.toString()},
                                   {QStringLiteral("cause"), QString::fromLatin1(cause.code)},
                                   {QStringLiteral("at"), now.value}});
        entry.meta.deviceTrustScore = viewer.deviceTrust;
        entry.meta.syncTimestamp = now;
        auto appended = m_parts.log.append(writing, entry);
        if (!appended) return fail(appended.error());
        return {};
    });
}

Result<QByteArray> VaultService::get(const FileId& fileId, const Viewer& viewer) {
    if (!isPurpose(viewer.purpose))
        return fail("PURPOSE_REQUIRED", QStringLiteral("say in 8 to 200 characters what it is needed for"));
    auto database = m_parts.pool.database();
    if (!database) return fail(database.error());
    const auto file = store::FileRepository(**database).find(fileId);
    if (!file) return fail(file.error());
    if (*file && (*file)->state == "erased") return fail("FILE_ERASED", QStringLiteral("this file was erased"));
    if (!*file || (*file)->state != "stored") return fail("NOT_FOUND", QStringLiteral("this file is not here"));
    const auto seen = loggedViews(**database, viewer.userId);
    if (!seen) return fail(seen.error());
    if (*seen >= kViews || !mayView(viewer.userId))
        return fail("RATE_LIMITED", QStringLiteral("too many photos in a short time"));

    auto plain = openEvidence(**file, m_parts.keys, m_parts.uploadsPath);
    if (!plain && plain.error().code == "KEY_UNKNOWN")
        return fail("STORE_UNAVAILABLE", QStringLiteral("the key of this file is not loaded"));
    if (!plain && plain.error().code == "IO_ERROR") return fail("STORE_UNAVAILABLE", plain.error().message);
    if (!plain) {
        if (auto logged = logIntegrity(**file, plain.error(), viewer); !logged) return fail(logged.error());
        return fail("VAULT_INTEGRITY", QStringLiteral("the stored evidence is damaged"));
    }
    if (auto logged = logAccess(**file, viewer); !logged) return fail(logged.error());
    return plain;
}

Result<QByteArray> VaultService::lackingKey(sql::Database& database) const {
    return vault::lackingKey(database, m_parts.keys);
}

} // namespace haziri::vault
