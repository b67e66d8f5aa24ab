#include "core/outbox/StoreCheck.h"

#include "core/sql/Database.h"

#include <QFile>

namespace haziri::outbox {

namespace {

// Goes wherever the store and its log go.
QString noteBeside(const QString& path) {
    return path + QStringLiteral(".damaged");
}

Result<void> verdictOf(const QString& path) {
    auto database = sql::Database::open(QStringLiteral("sqlite:") + path, sql::Database::IfMissing::Refuse);
    if (!database) return fail(database.error());
    auto rows = (*database)->run(QStringLiteral("PRAGMA quick_check(1)"));
    if (!rows)
        return fail("OUTBOX_DAMAGED", QStringLiteral("The store of this profile is damaged: ") + rows.error().message);
    const QString verdict = rows->next() ? rows->text(0) : QStringLiteral("no answer");
    if (verdict == QStringLiteral("ok")) return {};
    return fail("OUTBOX_DAMAGED", QStringLiteral("The store of this profile is damaged: ") + verdict);
}

} // namespace

Result<void> checkWholeStore(const QString& path) {
    auto verdict = verdictOf(path);
    if (verdict) {
        QFile::remove(noteBeside(path));
    } else if (verdict.error().code == "OUTBOX_DAMAGED") {
        QFile note(noteBeside(path));
        if (note.open(QIODevice::WriteOnly)) note.write(verdict.error().message.toUtf8() + '\n');
    }
    return verdict;
}

bool wasFoundDamaged(const QString& path) {
    return QFile::exists(noteBeside(path));
}

} // namespace haziri::outbox
