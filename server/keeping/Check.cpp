#include "server/keeping/Check.h"

#include "server/keeping/Orphans.h"
#include "server/store/Columns.h"
#include "server/store/DeviceRepository.h"
#include "server/store/FileRepository.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/WorkerRepository.h"
#include "server/vault/VaultService.h"

#include "core/audit/LogVerifier.h"
#include "core/base/Json.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>

namespace haziri::keeping {

namespace {

constexpr qint64 kPage = 500;

/// Damage of what is kept, in contrast to a store that cannot be asked.
bool isDamage(const Error& error) {
    return !error.code.startsWith("STORE_");
}

QString words(const QString& what, const Error& error) {
    return what + QStringLiteral(": ") + QString::fromLatin1(error.code) +
           (error.message.isEmpty() ? QString() : QStringLiteral(" ") + error.message);
}

} // namespace

void Check::fault(const QString& line) {
    ++m_report.faultCount;
    if (m_report.faults.size() < CheckReport::kMost) m_report.faults.append(line);
}

Result<void> Check::checkLog() {
    const auto head = m_parts.log.checkpoint(m_parts.database);
    if (!head && !isDamage(head.error())) return fail(head.error());
    if (!head) {
        fault(words(QStringLiteral("log"), head.error()));
        return {};
    }
    audit::LogVerifier verifier;
    for (qint64 from = 0; from < head->value.size;) {
        auto page = m_parts.log.entries(m_parts.database, from, std::min(kPage, head->value.size - from));
        if (!page) return fail(page.error());
        if (page->entries.isEmpty()) break;
        for (const auto& entry : page->entries)
            verifier.add(entry);
        from += page->entries.size();
        if (verifier.firstBad()) break;
    }
    const auto bad = verifier.firstBad() ? verifier.firstBad() : verifier.close(head->value);
    if (bad) fault(QStringLiteral("log: first bad index %1 (%2)").arg(bad->index).arg(bad->what));
    m_report.entries = verifier.size();
    m_report.erasedRecords = verifier.erased();
    if (!m_parts.serverKeys) return {};
    const auto isOwn = m_parts.log.beganWith(m_parts.database, *m_parts.serverKeys);
    if (!isOwn) return fail(isOwn.error());
    if (!*isOwn) fault(QStringLiteral("log: it did not begin with the log key and the origin of this data folder"));
    return {};
}

/// Pages and indexes, where the database can be asked.
Result<void> Check::checkStore() {
    if (m_parts.database.dialect() != sql::Dialect::Sqlite) return {};
    auto rows = m_parts.database.run(QStringLiteral("PRAGMA integrity_check(%1)").arg(CheckReport::kMost));
    if (!rows) return fail(rows.error());
    while (rows->next())
        if (const QString line = rows->text(0); line != QLatin1String("ok")) fault(QStringLiteral("database: ") + line);
    if (rows->error()) return fail(*rows->error());
    return {};
}

Result<void> Check::checkFiles() {
    store::FileRepository files(m_parts.database);
    for (FileId last;;) {
        const auto page = files.page(QByteArrayLiteral("stored"), last, kPage);
        if (!page) return fail(page.error());
        for (const auto& file : *page) {
            last = file.fileId;
            m_named.insert(vault::blobName(file.fileId, file.keyNonce));
            const auto plain = vault::openEvidence(file, m_parts.keys, m_parts.uploadsPath);
            if (plain)
                ++m_report.files;
            else
                fault(words(QStringLiteral("file ") + file.fileId.toString(), plain.error()));
        }
        if (page->size() < kPage) break;
    }
    const auto awaited = files.count(QByteArrayLiteral("announced"));
    if (!awaited) return fail(awaited.error());
    m_report.awaited = *awaited;
    return {};
}

Result<void> Check::checkWorkers() {
    const auto ids = store::readAll<WorkerId>(
        m_parts.database.run(QStringLiteral("SELECT worker_id FROM worker WHERE status <> 'erased'")),
        [](const sql::Rows& row) { return store::idAt<WorkerId>(row, 0); });
    if (!ids) return fail(ids.error());
    store::WorkerRepository workers(m_parts.database, m_parts.keys, m_parts.random);
    for (const WorkerId& id : *ids) {
        const auto worker = workers.find(id);
        if (worker)
            ++m_report.workers;
        else if (isDamage(worker.error()))
            fault(words(QStringLiteral("worker ") + id.toString(), worker.error()));
        else
            return fail(worker.error());
    }
    return {};
}

Result<void> Check::checkDevices() {
    store::DeviceRepository devices(m_parts.database);
    const auto all = devices.all();
    if (!all) return fail(all.error());
    for (const auto& device : *all) {
        const auto epochs = devices.epochs(device, m_parts.keys);
        if (epochs)
            m_report.secrets += qint64(epochs->size());
        else if (isDamage(epochs.error()))
            fault(words(QStringLiteral("secret of device ") + QString::fromLatin1(device.deviceId), epochs.error()));
        else
            return fail(epochs.error());
    }
    return {};
}

Result<void> Check::checkAnswers() {
    using Answer = std::pair<crypto::Digest, QByteArray>;
    const auto answers = store::readAll<Answer>(
        m_parts.database.run(QStringLiteral("SELECT code_hash, answer FROM enrolment_code WHERE answer IS NOT NULL")),
        [](const sql::Rows& row) {
            return Answer{store::digestAt(row, 0), row.bytes(1)};
        });
    if (!answers) return fail(answers.error());
    for (const auto& [codeHash, sealed] : *answers) {
        if (const auto opened = sealed::openFile(m_parts.keys, store::enrolmentAnswerName(codeHash), sealed); opened)
            ++m_report.answers;
        else
            fault(words(QStringLiteral("the kept answer of a registration"), opened.error()));
    }
    return {};
}

Result<void> Check::checkQuarantine() {
    auto rows = m_parts.database.run(QStringLiteral("SELECT hash, bytes FROM quarantine"));
    if (!rows) return fail(rows.error());
    while (rows->next()) {
        const crypto::Digest hash = store::digestAt(*rows, 0);
        const QByteArray kept = rows->bytes(1);
        if (crypto::sha256(kept) == hash) { // in the open, from an older version
            ++m_report.refused;
            continue;
        }
        const auto opened = sealed::openFile(m_parts.keys, store::quarantineName(hash), kept);
        const QString which = QStringLiteral("the kept bytes of the refused packet ") +
                              QString::fromLatin1(crypto::toBytes(hash).toHex());
        if (!opened)
            fault(words(which, opened.error()));
        else if (crypto::sha256(*opened) != hash)
            fault(which + QStringLiteral(" are other bytes"));
        else
            ++m_report.refused;
    }
    return rows->error() ? Result<void>(fail(*rows->error())) : Result<void>();
}

Result<void> Check::checkTexts() {
    for (const auto& [table, column] : store::kSealedTexts) {
        const QByteArray name = table + QByteArray(".") + column;
        qint64 damaged = 0;
        auto rows = m_parts.database.run(QStringLiteral("SELECT %1 FROM %2 WHERE substr(%1, 1, 5) = 'hzt1:'")
                                             .arg(QLatin1String(column), QLatin1String(table)));
        if (!rows) return fail(rows.error());
        while (rows->next())
            ++(store::openedText(m_parts.database, name, rows->bytes(0)).isEmpty() ? damaged : m_report.texts);
        if (rows->error()) return fail(*rows->error());
        if (damaged > 0)
            fault(QStringLiteral("%1 texts of %2 cannot be opened").arg(damaged).arg(QString::fromLatin1(name)));
    }
    return {};
}

void Check::findOrphans() {
    const QDir uploads(QDir(m_parts.uploadsPath).absolutePath()); // a relative name has nothing to be relative to
    QDirIterator all(uploads.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString name = uploads.relativeFilePath(all.next());
        if (!m_named.contains(name)) m_report.orphans.append(name);
    }
    m_report.orphans.sort();
}

/// What came to the disk later is of a state that this database may not have.
Result<qint64> Check::newestTime() {
    const auto newest = m_parts.log.entry(m_parts.database, m_report.entries - 1);
    if (!newest) return fail(newest.error());
    if (!*newest) return qint64(0);
    const auto entry = audit::readEntry((*newest)->entry);
    if (!entry) return fail(entry.error());
    return entry->meta.syncTimestamp.value;
}

// A file that was put since the rows were read is asked for again, by its name.
Result<void> Check::removeOrphans() {
    if (m_report.orphans.isEmpty()) return {};
    if (!m_report.holds()) {
        m_report.refusal = QStringLiteral("not everything holds");
        return {};
    }
    if (!m_parts.serverKeys) { // to the database of another deployment every photograph looks like an orphan
        m_report.refusal = QStringLiteral("the keys of the data folder were not at hand");
        return {};
    }
    const auto newestEntry = newestTime();
    if (!newestEntry) return fail(newestEntry.error());
    static const QRegularExpression form(QStringLiteral("\\A([0-9a-f]{2})/([0-9a-f-]{34}\\1)-[0-9a-f]{12}\\z"));
    store::FileRepository files(m_parts.database);
    const qint64 newest = std::min(QDateTime::currentMSecsSinceEpoch() - kOrphanMs, *newestEntry);
    const QString uploads = QDir(m_parts.uploadsPath).absolutePath();
    for (const QString& name : m_report.orphans) {
        const auto match = form.match(name);
        const auto fileId = FileId::fromText(match.captured(2).toLatin1());
        if (!match.hasMatch() || !fileId) continue;
        const QString path = uploads + QLatin1Char('/') + name;
        if (QFileInfo(path).lastModified().toMSecsSinceEpoch() > newest) continue;
        const auto file = files.find(*fileId);
        if (!file) return fail(file.error());
        if (*file && (*file)->state == "stored" && vault::blobName((*file)->fileId, (*file)->keyNonce) == name)
            continue;
        m_report.removed += Orphans(uploads).setAside(name);
    }
    return {};
}

Result<CheckReport> Check::run(Repair repair) {
    m_report = {};
    m_named.clear();
    if (auto done = checkStore(); !done) return fail(done.error());
    if (!m_report.holds()) return m_report; // whatever else is read from it may be anything
    for (auto part : {&Check::checkLog, &Check::checkFiles, &Check::checkWorkers, &Check::checkDevices,
                      &Check::checkAnswers, &Check::checkQuarantine, &Check::checkTexts})
        if (auto done = (this->*part)(); !done) return fail(done.error());
    findOrphans();
    if (repair == Repair::Orphans)
        if (auto done = removeOrphans(); !done) return fail(done.error());
    return m_report;
}

} // namespace haziri::keeping
