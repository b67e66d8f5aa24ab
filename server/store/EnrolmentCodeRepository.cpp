#include "server/store/EnrolmentCodeRepository.h"

#include "server/store/Columns.h"
#include "server/store/Queries.h"

namespace haziri::store {

Result<void> EnrolmentCodeRepository::insert(const EnrolmentCode& code) {
    return done(m_database.run(
        QStringLiteral("INSERT INTO enrolment_code (code_hash, user_id, role, site_id, created_at, expires_at) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        {column(code.codeHash), column(code.userId), QLatin1String(toText(code.role)), column(code.siteId),
         column(code.createdAt), column(code.expiresAt)}));
}

Result<std::optional<EnrolmentCode>> EnrolmentCodeRepository::find(const crypto::Digest& codeHash) {
    return readOne<EnrolmentCode>(
        m_database.run(
            QStringLiteral("SELECT user_id, role, site_id, created_at, expires_at, used_by, used_epoch, used_at "
                           "FROM enrolment_code WHERE code_hash = ?"),
            {column(codeHash)}),
        [&](const sql::Rows& row) {
            EnrolmentCode code;
            code.codeHash = codeHash;
            code.userId = idAt<UserId>(row, 0);
            code.role = roleFromText(textAt(row, 1)).value_or(Role::Supervisor);
            code.siteId = idAt<SiteId>(row, 2);
            code.createdAt = {row.integer(3)};
            code.expiresAt = {row.integer(4)};
            code.usedBy = textAt(row, 5);
            code.usedEpoch = row.integer(6);
            code.usedAt = {row.integer(7)};
            return code;
        });
}

Result<void> EnrolmentCodeRepository::markUsed(const crypto::Digest& codeHash, const QByteArray& deviceId, qint64 epoch,
                                               UnixMillis at, const QByteArray& sealedAnswer) {
    auto rows =
        m_database.run(QStringLiteral("UPDATE enrolment_code SET used_by = ?, used_epoch = ?, used_at = ?, answer = ? "
                                      "WHERE code_hash = ? AND used_by IS NULL"),
                       {textColumn(deviceId), epoch, column(at), blobColumn(sealedAnswer), column(codeHash)});
    if (!rows) return fail(rows.error());
    if (rows->affected() != 1) return fail("STORE_CONFLICT", QStringLiteral("the code was used meanwhile"));
    return {};
}

Result<QByteArray> EnrolmentCodeRepository::sealedAnswer(const crypto::Digest& codeHash) {
    const auto answer = readOne<QByteArray>(
        m_database.run(QStringLiteral("SELECT answer FROM enrolment_code WHERE code_hash = ?"), {column(codeHash)}),
        [](const sql::Rows& row) { return row.bytes(0); });
    if (!answer) return fail(answer.error());
    if (!*answer || (*answer)->isEmpty()) return fail("NOT_FOUND", QStringLiteral("no answer is kept for this code"));
    return **answer;
}

Result<QList<EnrolmentCode>> EnrolmentCodeRepository::newest(qint64 limit) {
    return readAll<EnrolmentCode>(
        m_database.run(QStringLiteral("SELECT code_hash, user_id, role, site_id, created_at, expires_at, used_by, "
                                      "used_at FROM enrolment_code ORDER BY created_at DESC LIMIT ?"),
                       {limit}),
        [](const sql::Rows& row) {
            EnrolmentCode code;
            code.codeHash = digestAt(row, 0);
            code.userId = idAt<UserId>(row, 1);
            code.role = roleFromText(textAt(row, 2)).value_or(Role::Supervisor);
            code.siteId = idAt<SiteId>(row, 3);
            code.createdAt = {row.integer(4)};
            code.expiresAt = {row.integer(5)};
            code.usedBy = textAt(row, 6);
            code.usedAt = {row.integer(7)};
            return code;
        });
}

} // namespace haziri::store
