#include "server/keeping/Check.h"

#include "server/store/Columns.h"
#include "server/store/DeviceRepository.h"
#include "server/store/FileRepository.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Queries.h"
#include "server/store/SealedNames.h"
#include "server/store/WorkerRepository.h"
#include "server/vault/VaultService.h"

#include "core/audit/LogVerifier.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>

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

// A file that was put since the rows were read is asked for again, by its name.
Result<void> Check::removeOrphans() {
    store::FileRepository files(m_parts.database);
    const qint64 newest = QDateTime::currentMSecsSinceEpoch() - kOrphanMs;
    for (const QString& name : m_report.orphans) {
        const QString path = m_parts.uploadsPath + QLatin1Char('/') + name;
        if (QFileInfo(path).lastModified().toMSecsSinceEpoch() > newest) continue;
        const auto fileId = FileId::fromText(QFileInfo(name).fileName().left(36).toLatin1());
        const auto file = fileId ? files.find(*fileId) : Result<std::optional<store::FileRecord>>();
        if (!file) return fail(file.error());
        if (*file && (*file)->state == "stored" && vault::blobName((*file)->fileId, (*file)->keyNonce) == name)
            continue;
        m_report.removed += QFile::remove(path);
    }
    return {};
}

Result<CheckReport> Check::run(Repair repair) {
    m_report = {};
    m_named.clear();
    for (auto part : {&Check::checkLog, &Check::checkFiles, &Check::checkWorkers, &Check::checkDevices,
                      &Check::checkAnswers, &Check::checkTexts})
        if (auto done = (this->*part)(); !done) return fail(done.error());
    findOrphans();
    if (repair == Repair::Orphans)
        if (auto done = removeOrphans(); !done) return fail(done.error());
    return m_report;
}

} // namespace haziri::keeping
