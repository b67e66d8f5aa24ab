// The second lane: pictures, after the records that announce them.
#include "core/outbox/OutboxPrivate.h"

namespace haziri::outbox {

namespace {

Result<void> onlyError(const Result<sql::Rows>& rows) {
    return rows ? Result<void>() : Result<void>(fail(rows.error()));
}

const QString kPhotoColumns = QStringLiteral(
    "SELECT f.file_id, f.sha256, f.bytes, f.tries FROM photos f JOIN packets p ON p.packet_id = f.packet_id ");

Result<QList<PhotoToSend>> readPhotos(Result<sql::Rows> rows) {
    if (!rows) return fail(rows.error());
    QList<PhotoToSend> list;
    while (rows->next()) {
        auto id = FileId::fromText(rows->bytes(0));
        const QByteArray hash = rows->bytes(1);
        if (!id || hash.size() != 32) continue;
        list.append({*id, crypto::toDigest(hash), rows->integer(2), int(rows->integer(3))});
    }
    return list;
}

} // namespace

Result<QList<PhotoToSend>> Outbox::photosReady(int limit) const {
    return readPhotos(d->db->run(
        kPhotoColumns +
            QStringLiteral(
                "WHERE f.state = 0 AND f.state <> 1 AND p.state IN (1, 2) ORDER BY f.tries, f.file_id LIMIT ?"),
        {limit}));
}

Result<QList<PhotoToSend>> Outbox::photosToCarry(int limit) const {
    return readPhotos(d->db->run(
        kPhotoColumns +
            QStringLiteral("WHERE f.state = 0 AND f.state <> 1 AND p.state IN (0, 1, 2) ORDER BY f.file_id LIMIT ?"),
        {limit}));
}

Result<std::optional<PhotoToSend>> Outbox::photoRow(const FileId& file) const {
    auto rows = readPhotos(d->db->run(kPhotoColumns + QStringLiteral("WHERE f.file_id = ?"), {text(file.toText())}));
    if (!rows) return fail(rows.error());
    return rows->isEmpty() ? std::nullopt : std::optional(rows->constFirst());
}

Result<QByteArray> Outbox::photo(const FileId& file) const {
    auto rows = d->db->run(QStringLiteral("SELECT sealed FROM photos WHERE file_id = ?"), {text(file.toText())});
    if (!rows) return fail(rows.error());
    if (!rows->next() || rows->bytes(0).isEmpty()) {
        return fail("FILE_MISSING", QStringLiteral("This picture is not kept here any more."));
    }
    return d->sealer.open("photo/" + file.toText(), rows->bytes(0));
}

Result<void> Outbox::photoSent(const FileId& file) {
    return onlyError(d->db->run(QStringLiteral("UPDATE photos SET state = 1, code = '', sent_at = ? WHERE file_id = ?"),
                                {d->clock.now().value, text(file.toText())}));
}

Result<void> Outbox::photoFailed(const FileId& file, const QByteArray& code, bool forGood) {
    return onlyError(
        d->db->run(QStringLiteral("UPDATE photos SET state = ?, tries = tries + 1, code = ? WHERE file_id = ?"),
                   {forGood ? 2 : 0, text(code), text(file.toText())}));
}

Result<void> Outbox::photoForgotten(const FileId& file) {
    return onlyError(
        d->db->run(QStringLiteral("UPDATE photos SET state = 1, code = 'FILE_ERASED', sent_at = ?, sealed = x'' "
                                  "WHERE file_id = ?"),
                   {d->clock.now().value, text(file.toText())}));
}

Result<void> Outbox::photosWanted(const QList<FileId>& files) {
    for (const FileId& file : files) {
        auto done = d->db->run(
            QStringLiteral(
                "UPDATE photos SET state = 0, sent_at = NULL WHERE file_id = ? AND state <> 0 AND length(sealed) > 0"),
            {text(file.toText())});
        if (!done) return fail(done.error());
    }
    return {};
}

Result<qint64> Outbox::prunePhotos(UnixMillis before) {
    auto rows = d->db->run(
        QStringLiteral("UPDATE photos SET sealed = x'' WHERE state = 1 AND sent_at < ? AND length(sealed) > 0"),
        {before.value});
    if (!rows) return fail(rows.error());
    return rows->affected();
}

} // namespace haziri::outbox
